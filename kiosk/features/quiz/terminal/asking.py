"""One question before a visitor, whatever is played: what is chosen, tapped or written, until it is handed in.

A flow (a *player*) says which question and how it is framed, and hears the answer; it never sees a tap on an option:

    class Challenge:                                    # a Player
        def __init__(self, stage, asking): self._asking = asking

        def _next(self):
            asked = asked_of(question.shown, key=question.key)          # or of `wire_exams.ExamQuestion`
            self._asking.ask(self, asked, Frame("已经连对 7 题", aside="再对 3 题得小旗", explains=False,
                                                presses=(Press("enough", "到这儿吧"),)))

        def answered(self, answer): ...                 # once a question; then ask(), tell() or wait()
        def pressed(self, key): ...                     # "enough": any button of the frame
        def back(self): ...                             # the dock's 返回: True when it led somewhere
        def leave(self, way): ...                       # its 首页 and 结束使用, if it asks first (`AsksFirst`)

    asking.tell(self, mark, frame)                      # what was right, with explanation; the frame brings the primary
    asking.reframe(self, frame)                         # the clock moved: what is chosen stays
    asking.wait()                                       # the hall is asked: the primary is busy until the next call
    asking.again()                                      # the hall did not answer: it may be handed in once more

One `Asking` serves all flows of a terminal; its pages are `QUESTIONS`. A fill item is written, or chosen (改成选择题);
what is spelled and not yet chosen is no part of the answer. It forgets with the visit.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal, Protocol, runtime_checkable

from content.banks.model import Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Mark
from kiosk.features.quiz.terminal.helps import Helps
from kiosk.features.quiz.terminal.pictures import PictureLater, large_frame, small_frame
from kiosk.features.quiz.terminal.question_views import (
    BLANK,
    BY_CHOICE,
    BY_KEYS,
    HAND_IN,
    LARGER,
    NEXT_BLANK,
    START_OVER,
    as_asked,
    missing,
    tapped,
    told,
)
from kiosk.features.quiz.terminal.views import Asked, Frame, PictureView, QuestionView, Step, Writing, asked_of
from kiosk.ui import look
from kiosk.ui.pixels import Frame as Pixels
from kiosk.ui.stage import Stage, Timer
from kiosk.ui.typing.composer import Composer, Shelf
from kiosk.ui.typing.session import TypingSession

QUESTION, FILL, PICTURE = "quiz.question", "quiz.fill", "quiz.picture"
QUESTIONS = frozenset({QUESTION, FILL, PICTURE})
LONGEST_TEXT = 60  # characters of a blank: as long as a bank's own may be
PICTURE_AGAIN_SECONDS = 0.5
LATE_SECONDS = 0.3
Way = Literal["home", "end"]


class Player(Protocol):
    """Who asks, and hears what is answered."""

    def answered(self, answer: Answer) -> None:
        """Handed in, complete."""

    def pressed(self, key: str) -> None:
        """A button of the frame."""

    def back(self) -> bool:
        """The dock's 返回."""


@runtime_checkable
class AsksFirst(Protocol):
    """A player with something to lose."""

    def leave(self, way: Way) -> bool:
        """The dock's 首页 or 结束使用: True when it asks first, and goes that way itself afterwards."""


class Asking:
    """Kivy's thread. ``stage`` shows the pages and tells when the visit is over; ``typing`` is for fill items,
    ``helps`` for items of this terminal's banks.
    """

    def __init__(self, stage: Stage, typing: TypingSession | None = None, helps: Helps | None = None) -> None:
        self._stage, self._typing, self._helps = stage, typing or TypingSession(stage), helps
        self._player: Player | None = None
        self._view: QuestionView | None = None
        self._answer = Answer()
        self._handed_in = self._by_choice = self._enlarged = False
        self._large_again: Timer | None = None
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over."""
        self._player = self._view = None
        self._answer = Answer()
        self._handed_in = self._by_choice = self._enlarged = False
        self._typing.wipe()

    # -- the player's side --------------------------------------------------------------------------------------------

    def ask(self, player: Player, asked: Asked, frame: Frame, *, begun: Answer | None = None) -> None:
        """Show a question. Of the same key and player what was chosen so far stays; ``begun``: what is chosen first."""
        before = self._view
        same = before is not None and player is self._player and before.asked.key == asked.key
        self._player, self._handed_in, self._enlarged = player, False, False
        if same and begun is None and before and before.step is Step.ASK:
            self._view = replace(before, frame=frame, waiting=False)
            self._show()
            return
        self._answer, self._by_choice = begun or Answer(), False
        asked = self._helped(asked)
        self._view = QuestionView(Step.ASK, frame, asked, awaits_picture=asked.picture is not None)
        self._read_picture(asked)
        if asked.kind is Kind.FILL:
            self._typing.compose(asked.blanks, LONGEST_TEXT, partial(self._may_write, self._answer))
        else:
            self._show()

    def tell(self, player: Player, mark: Mark, frame: Frame) -> None:
        """Show what was right. ``frame.primary`` leads on."""
        self._player, self._handed_in, self._answer, self._enlarged = player, True, mark.answer, False
        before = self._view
        same = before is not None and before.asked.stem == mark.item.stem and before.asked.options == mark.item.options
        key = mark.item.id, mark.item.version
        asked = before.asked if before and same else self._helped(asked_of(mark.item, key))
        shown = before if before and same else None
        self._view = replace(
            told(asked, mark, frame), picture=shown.picture if shown else None,
            awaits_picture=shown.awaits_picture if shown else asked.picture is not None,
        )  # fmt: skip
        if not same:
            self._read_picture(asked)
        self._typing.wipe()
        self._show()

    def reframe(self, player: Player, frame: Frame) -> None:
        """Other words around the same question."""
        if self._view and player is self._player:
            self._view = replace(self._view, frame=frame)
            self._show()

    def wait(self) -> None:
        """What was handed in is under way."""
        if self._view:
            self._view = replace(self._view, waiting=True)
            self._show()

    def again(self) -> None:
        """It did not arrive: what was chosen may be changed and handed in once more."""
        if self._view and self._view.step is Step.ASK:
            self._handed_in, self._view = False, replace(self._view, waiting=False)
            self._show()

    @property
    def answer(self) -> Answer:
        """As far as it is chosen."""
        return self._answer

    @property
    def complete(self) -> Answer | None:
        """What is chosen, where nothing is lacking in it and it can still be changed."""
        return self._answer if self._is_open and not self._lacks() else None

    # -- the pages' side ----------------------------------------------------------------------------------------------

    def choose(self, option: int) -> None:
        """An option was tapped: it replaces the other, or is added or taken off."""
        if not self._is_open or not 0 <= option < len(self._open.options):
            return
        view = self._open
        if view.writing:
            composer = view.writing.composers[view.writing.blank]
            composer.wipe()
            composer.put(view.options[option])
        else:
            self._answer = Answer(tapped(view.asked.kind, self._answer.chosen, option))
        self._show()

    def typed(self) -> QuestionView | None:
        """A key was pressed: the page draws this by itself. None: there is nothing to write any more."""
        if not self._is_open or not self._open.writing:
            return None
        self._view = self._as_asked(self._open)
        return self._view

    def spell_by(self, *, nine: bool, shelf: Shelf) -> None:
        """The page draws the nine-key pad or the full keyboard."""
        self._typing.use(nine=nine, shelf=shelf)

    def hand_in(self) -> None:
        if self._is_open and self._player and not self._lacks():
            self._handed_in = True
            self._player.answered(self._answer)

    def press(self, key: str) -> None:
        """A button. While an answer is under way no other counts."""
        view = self._view
        if not view or not self._player or view.waiting:
            return
        if key == HAND_IN:
            self.hand_in()
        elif key == LARGER:
            self._enlarge()
        elif key in (START_OVER, BY_CHOICE, BY_KEYS, NEXT_BLANK) or key.startswith(BLANK):
            self._press_own(key)
        else:
            self._player.pressed(key)

    def back(self) -> bool:
        if self._enlarged:
            self._enlarged = False
            self._show()
            return True
        return self._player.back() if self._player else False

    def leave(self, way: Way) -> bool:
        return self._player.leave(way) if isinstance(self._player, AsksFirst) else False

    # -- within -------------------------------------------------------------------------------------------------------

    @property
    def _open(self) -> QuestionView:
        assert self._view
        return self._view

    @property
    def _is_open(self) -> bool:
        """The answer can still be changed."""
        return self._view is not None and self._view.step is Step.ASK and not self._handed_in

    def _helped(self, asked: Asked) -> Asked:
        if self._helps is None or asked.item is None:
            return asked
        choices = asked.choices or self._helps.choices(asked.item, str(asked.key))
        return replace(asked, choices=choices, picture=asked.picture or self._helps.picture(asked.item))

    def _lacks(self) -> bool:
        writing = self._open.writing
        spelled = writing is not None and any(one.composing for one in writing.composers)
        return spelled or bool(missing(self._open.asked, self._answer))

    def _press_own(self, key: str) -> None:
        """What belongs to the question, whoever plays."""
        if not self._is_open:
            return
        writing = self._open.writing
        if key == START_OVER:
            self._answer = Answer()
        elif writing and key in (BY_CHOICE, BY_KEYS):
            self._by_choice = key == BY_CHOICE
            for composer in writing.composers:
                composer.again()
        elif writing:
            empty = (place for place, one in enumerate(writing.composers) if not one.text.strip())
            blank = next(empty, writing.blank) if key == NEXT_BLANK else int(key.removeprefix(BLANK))
            self._view = replace(self._open, writing=replace(writing, blank=blank))
        self._show()

    def _may_write(self, begun: Answer, composers: tuple[Composer, ...], missing_pinyin: bool) -> None:
        """The keyboard is ready, or it will not be."""
        if self._view and self._view.asked.kind is Kind.FILL:
            for composer, text in zip(composers, begun.texts, strict=False):
                composer.put(text)
            self._by_choice = missing_pinyin and bool(self._view.asked.choices)
            self._view = replace(self._view, writing=Writing(composers, 0, missing_pinyin))
            self._show()

    def _as_asked(self, view: QuestionView) -> QuestionView:
        if view.writing and not self._handed_in:
            self._answer = Answer(texts=tuple(one.text.strip() for one in view.writing.composers))
        return as_asked(view, self._answer, by_choice=self._by_choice)

    def _show(self) -> None:
        view = self._open
        if view.step is Step.ASK:
            if view.asked.kind is Kind.FILL and view.writing is None:
                return  # it is shown when the keyboard is ready
            view = self._view = self._as_asked(view)
        if not self._enlarged:
            written = view.step is Step.ASK and view.asked.kind is Kind.FILL and not view.options
            self._stage.show(FILL if written else QUESTION, view)

    # -- the picture of a stem ----------------------------------------------------------------------------------------

    def _read_picture(self, asked: Asked) -> None:
        if asked.picture and self._has(asked):
            job = partial(small_frame, asked.picture, look.theme())
            self._stage.work(job, partial(self._picture_came, asked), partial(self._picture_failed, asked))

    def _picture_came(self, asked: Asked, picture: Pixels) -> None:
        if self._view and self._has(asked):
            self._view = replace(self._view, picture=picture, awaits_picture=False)
            self._show_picture_beside()

    def _picture_failed(self, asked: Asked, error: Exception) -> None:
        """The words are there; 看大图 says that the picture is not."""
        if isinstance(error, PictureLater):
            self._stage.after(PICTURE_AGAIN_SECONDS, partial(self._read_picture, asked))
        elif self._view and self._has(asked):
            self._view = replace(self._view, awaits_picture=False)
            self._show_picture_beside()

    def _show_picture_beside(self) -> None:
        """Nobody is taken back to the question from another page."""
        if self._stage.now()[0] in QUESTIONS:
            self._show()

    def _has(self, asked: Asked) -> bool:
        return self._view is not None and self._view.asked is asked

    def _enlarge(self) -> None:
        asked = self._open.asked
        if asked.picture:
            self._enlarged = True
            self._show_large(asked, PictureView(asked.stem), first=True)
            self._stage.after(LATE_SECONDS, partial(self._say_late, asked))
            self._read_large(asked)

    def _read_large(self, asked: Asked) -> None:
        if asked.picture and self._enlarged and self._has(asked):
            job = partial(large_frame, asked.picture, look.theme())
            self._stage.work(job, partial(self._large_came, asked), partial(self._large_failed, asked))

    def _large_came(self, asked: Asked, picture: Pixels) -> None:
        self._show_large(asked, PictureView(asked.stem, picture))

    def _large_failed(self, asked: Asked, error: Exception) -> None:
        if not isinstance(error, PictureLater):
            self._show_large(asked, PictureView(asked.stem, broken=True))
            return
        if self._large_again:
            self._large_again.cancel()  # 看大图 was tapped twice
        self._large_again = self._stage.after(PICTURE_AGAIN_SECONDS, partial(self._read_large, asked))

    def _say_late(self, asked: Asked) -> None:
        _, view = self._stage.now()
        if isinstance(view, PictureView) and view.picture is None and not view.broken:
            self._show_large(asked, PictureView(asked.stem, late=True))

    def _show_large(self, asked: Asked, view: PictureView, *, first: bool = False) -> None:
        if self._enlarged and self._has(asked) and (first or self._stage.now()[0] == PICTURE):
            self._stage.show(PICTURE, view)
