"""存下来: notice of what is kept and how long -> card -> kept, and shown beside the one before; taken back by a button.

Nothing goes to the hall before the visitor agreed and laid a card down; with nothing to keep, the same way shows what
was kept before. Everything of it is dropped at the wipe.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from kiosk.core.terminal.card_corner import CardCorner
from kiosk.core.terminal.card_question import CardQuestion
from kiosk.features.quiz.rules.then_and_now import then_and_now
from kiosk.features.quiz.terminal.along import words
from kiosk.features.quiz.terminal.along.hall_results import Answer, HallResults, NotNow
from kiosk.features.quiz.terminal.along.views import (
    KeepCardView,
    KeepNoticeView,
    KeepTroubleView,
    KeptRow,
    KeptView,
)
from kiosk.features.quiz.terminal.desk import Result
from kiosk.features.quiz.wire_kept import KEPT_DAYS, Kept, KeptResult, KeptTopic, named
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.stage import Stage

NOTICE, CARD, KEPT, TROUBLE = "quiz.keep_notice", "quiz.keep_card", "quiz.kept", "quiz.keep_trouble"


class Keeping:
    """``back`` leads to where it began: the result, or the papers."""

    def __init__(
        self, stage: Stage, cards: CardQuestion[Answer], hall: HallResults, *, now: Callable[[], datetime],
        desk_place: str, away: Callable[[], bool], back: Callable[[], None],
    ) -> None:  # fmt: skip
        self._stage, self._hall, self._now = stage, hall, now
        self._desk_place, self._away, self._back = desk_place, away, back
        self._result: KeptResult | None = None
        self._kept: Kept | None = None
        self._agreed = ""
        self._asked = 0
        self._corner: CardCorner[Answer] = CardCorner(
            stage, cards, CARD, view=self._card_view, answered=self._answered, late=self._late,
            remind=lambda: words.TAKE_CARD,
        )  # fmt: skip
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over, or the visitor left this room."""
        self._corner.leave()
        kept, self._kept, self._result, self._hall.wanted = self._kept, None, None, None
        self._asked += 1
        if kept:
            self._stage.work(partial(self._hall.end, kept.visit), _nothing)

    # -- the way in -----------------------------------------------------------------------------------------------

    def start(self, result: Result | None) -> None:
        """凭身份证存下来; or, without a result, 看我存过的."""
        self.wipe()
        if self._away():
            self._stage.show(TROUBLE, KeepTroubleView("away", self._desk_place))
            return
        today = self._now().date()
        self._result = None if result is None else kept_of(result, today)
        until = words.month(today + timedelta(days=KEPT_DAYS))
        self._stage.show(NOTICE, KeepNoticeView(result is not None, until))

    def agree(self) -> None:
        """我同意."""
        now = self._now()
        self._agreed, self._hall.wanted = f"{now.hour}:{now.minute:02d}", self._result
        self._corner.ask()

    def leave(self) -> None:
        """不存了, 返回, 好."""
        self.wipe()
        self._back()

    def on_back(self) -> bool:
        self.leave()
        return True

    def card_page_up(self) -> None:
        self._corner.card_page_up()

    def card_page_down(self) -> None:
        self._corner.card_page_down()

    def _card_view(self, state: CardState) -> KeepCardView:
        return KeepCardView(self._agreed, state, self._desk_place, self._result is not None)

    # -- what the hall says ---------------------------------------------------------------------------------------

    def _answered(self, answer: Answer) -> None:
        self._hall.wanted = None
        if isinstance(answer, NotNow):
            self._stage.show(TROUBLE, KeepTroubleView(answer.reason, self._desk_place))
        else:
            self._kept = answer
            self._show(1)

    def _late(self, answer: Answer) -> None:
        """Nobody waits for it any more: the hall forgets the visit; what was agreed to and kept stays kept."""
        if isinstance(answer, Kept):
            self._stage.work(partial(self._hall.end, answer.visit), _nothing)

    # -- then and now ---------------------------------------------------------------------------------------------

    def another(self) -> None:
        """换一次比: the one before it beside the newest; after the oldest the second newest."""
        page, view = self._stage.now()
        if self._kept and page == KEPT and isinstance(view, KeptView) and len(view.rows) > 1:
            self._show(view.place % (len(view.rows) - 1) + 1)

    def forget_one(self) -> None:
        """不存了: the one that was kept just now."""
        if self._result:
            self._forget(self._result.key)

    def ask_forget_all(self) -> None:
        """都删掉: asked once."""
        page, view = self._stage.now()
        if page == KEPT and isinstance(view, KeptView):
            self._stage.show(KEPT, replace(view, asks=True))

    def keep_them(self) -> None:
        """留着."""
        if self._kept:
            self._show(1)

    def forget_all(self) -> None:
        self._forget("")

    def _forget(self, key: str) -> None:
        page, view = self._stage.now()
        if self._kept and page == KEPT and isinstance(view, KeptView) and not view.busy:
            self._stage.show(KEPT, replace(view, busy=True))
            self._stage.work(partial(self._hall.forget, self._kept.visit, key), partial(self._forgotten, self._asked))

    def _forgotten(self, asked: int, answer: Answer) -> None:
        if asked != self._asked:
            return
        if isinstance(answer, NotNow):
            self._stage.show(TROUBLE, KeepTroubleView(answer.reason, self._desk_place))
            return
        self._kept, self._result = answer, None
        self._show(1, gone=True)

    def _show(self, place: int, *, gone: bool = False) -> None:
        assert self._kept
        results = self._kept.results
        place = min(place, len(results) - 1)
        then = _topics(results[place]) if place > 0 else ()
        topics = then_and_now(then, _topics(results[0]) if results else ())
        fresh = self._result is not None and bool(results) and results[0].key == self._result.key
        self._stage.show(KEPT, KeptView(tuple(map(_row, results)), fresh, topics, max(place, 0), gone=gone))


def kept_of(result: Result, today: date) -> KeptResult:
    """Of a finished paper what is kept: no question and no answer."""
    attempt = result.attempt
    topics = tuple(KeptTopic(tag[:80], right, asked) for tag, (right, asked) in attempt.by_tag().items())
    return KeptResult(
        secrets.token_hex(16), named(attempt.plan), named(result.plan.title), today.isoformat(), attempt.score,
        attempt.right, len(attempt.entries), topics[:60],
    )  # fmt: skip


def _topics(result: KeptResult) -> tuple[tuple[str, int, int], ...]:
    return tuple((one.tag, one.right, one.asked) for one in result.topics)


def _row(result: KeptResult) -> KeptRow:
    on = words.full_day(date.fromisoformat(result.day))
    return KeptRow(result.key, result.title, on, result.points, words.of_total(result.right, result.total))


def _nothing(_: object) -> None:
    """Nothing is left to show."""
