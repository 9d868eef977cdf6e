"""每日一题: one question and why, then on to a challenge or home. Nothing is kept of it but the counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from content.kinds.article import Article, Block, BlockKind
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Mark
from kiosk.features.quiz.terminal import words as quiz_words
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.daily import words
from kiosk.features.quiz.terminal.daily.desk import DailyDesk, Today
from kiosk.features.quiz.terminal.daily.tile import KEY as KEY
from kiosk.features.quiz.terminal.daily.tile import tile as tile
from kiosk.features.quiz.terminal.doubting import SAY, Doubting, counted_as
from kiosk.features.quiz.terminal.views import Frame, Press, asked_of
from kiosk.ui.stage import Stage

LONG_STEM = 24  # characters of a slide's title
CHALLENGE, HOME = "daily.challenge", "daily.home"


class DailyFlow:
    """``challenge`` begins one and says whether there is one; ``moved``: the tile says something else now."""

    def __init__(
        self, stage: Stage, asking: Asking, desk: DailyDesk, challenge: Callable[[], bool],
        has_challenge: Callable[[], bool], moved: Callable[[], None],
        doubting: Doubting | None = None,
    ) -> None:  # fmt: skip
        self._stage, self._asking, self._desk = stage, asking, desk
        self._challenge, self._has_challenge, self._moved = challenge, has_challenge, moved
        self._doubting = doubting or Doubting(stage)
        self._looking = False
        self._today: Today | None = None
        self._mark: Mark | None = None
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over."""
        self._today = self._mark = None

    def renew(self) -> None:
        """Packs are others, or the date is."""
        if not self._looking:
            self._looking = True
            self._stage.work(self._desk.find, self._renewed, self._not_found)

    def _renewed(self, _: object) -> None:
        self._looking = False
        self._moved()

    def _not_found(self, error: Exception) -> None:
        self._looking = False
        raise error

    # -- what leads here ----------------------------------------------------------------------------------------------

    def tile(self) -> HomeTile | None:
        """None: nothing to ask, or not known yet."""
        if self._now() is None:
            return None
        return tile()

    def slide(self) -> Exhibit | None:
        """The question over a sheet with its options; a long one on the sheet too, where it is not cut."""
        today = self._now()
        if today is None:
            return None
        item = today.question.shown
        letters = quiz_words.LETTERS
        lines = tuple(
            Block(BlockKind.PARAGRAPH, words.lettered(letters[place], option))
            for place, option in enumerate(item.options)
        )
        title = item.stem if len(item.stem) <= LONG_STEM else words.TITLE
        if title != item.stem:
            lines = (Block(BlockKind.PARAGRAPH, item.stem), *lines)
        mark = Path(f"{today.day.isoformat()}-{item.id}")
        return Exhibit(
            KEY, ExhibitKind.ARTICLE, title, mark, "", item.version, heading=words.SLIDE, article=Article("", lines)
        )

    def _now(self) -> Today | None:
        if not self._desk.is_found:
            self.renew()
        return self._desk.known

    # -- the question -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """From the tile or the slide; answered in this visit already, what was right is shown again."""
        if self._today is None or self._mark is None:
            self._today = self._now()
        if self._today is None:
            self._stage.home()
        else:
            self._show()

    def answered(self, answer: Answer) -> None:
        if self._today and self._mark is None:
            self._mark = self._desk.answer(self._today, answer)
            self._show()

    def pressed(self, key: str) -> None:
        if key == SAY and self._today:
            question = self._today.question
            self._doubting.ask(counted_as(question), question.item.stem, self._show)
        elif key != CHALLENGE or not self._challenge():
            self._stage.home()

    def back(self) -> bool:
        """返回: home."""
        return False

    def _show(self) -> None:
        today = self._today
        assert today
        if self._mark is None:
            asked = asked_of(today.question.shown, (KEY, today.day, today.question.key))
            self._asking.ask(self, asked, Frame(words.TITLE, words.on(today.day)))
            return
        home, on = Press(HOME, words.HOME), Press(CHALLENGE, words.CHALLENGE, "flag-pennant")
        more = self._has_challenge()
        beside = self._doubting.presses(counted_as(today.question)) or ((home,) if more else ())  # the dock has 首页
        frame = Frame(words.TITLE, words.on(today.day), presses=beside, primary=on if more else home)
        self._asking.tell(self, self._mark, frame)
