"""Before a paper for members: what the card is read for -> card -> the hall's yes, and the paper begins.

    gate.ask(partial(begin, paper))      # at once where this visit's card was a member's

A yes holds until the visit is wiped; whose it was is nowhere on this machine. A no is one page with one wording.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.core.terminal.card_corner import CardCorner
from kiosk.core.terminal.card_question import CardQuestion
from kiosk.features.quiz.terminal.members import words
from kiosk.features.quiz.terminal.members.hall_members import MemberAnswer
from kiosk.features.quiz.terminal.members.views import MemberCardView, MemberToldView, Why
from kiosk.features.quiz.wire_members import Membership
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.stage import Stage

NOTICE, CARD, TOLD = "quiz.member_notice", "quiz.member_card", "quiz.member_told"


class MemberGate:
    """``cards`` None: this terminal belongs to no hall. ``back`` leads to the papers."""

    def __init__(
        self, stage: Stage, cards: CardQuestion[MemberAnswer] | None, *, now: Callable[[], datetime], desk_place: str,
        away: Callable[[], bool], back: Callable[[], None],
    ) -> None:  # fmt: skip
        self._stage, self._cards, self._now = stage, cards, now
        self._desk_place, self._away, self._back = desk_place, away, back
        self._agreed = ""
        self._then: Callable[[], object] | None = None
        self._let_in = False
        self._corner: CardCorner[MemberAnswer] | None = None
        if cards:
            self._corner = CardCorner(
                stage, cards, CARD, view=self._card_view, answered=self._answered, late=_nothing,
                remind=lambda: words.TAKE_CARD,
            )  # fmt: skip
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over."""
        self._stop()
        self._let_in = False

    def _stop(self) -> None:
        self._agreed, self._then = "", None
        if self._corner:
            self._corner.leave()

    @property
    def shut(self) -> Why | None:
        """Why nobody could be let in now."""
        if self._let_in:
            return None
        if self._cards is None or self._away():
            return Why.AWAY
        return None if self._cards.reader_online else Why.READER

    @property
    def row(self) -> str:
        """What stands on the row of such a paper."""
        why = self.shut
        return words.ROW if why is None else words.ROW_SHUT[why.value]

    # -- the way in ---------------------------------------------------------------------------------------------------

    def ask(self, then: Callable[[], object]) -> None:
        """``then`` begins the paper, once a member's card was read in this visit."""
        self._stop()
        if self._let_in:
            then()
        elif why := self.shut:
            self._then = then
            self._tell(why)
        else:
            self._then = then
            self._stage.show(NOTICE, None)

    def agree(self) -> None:
        """我同意."""
        now = self._now()
        self._agreed = f"{now.hour}:{now.minute:02d}"
        if self._corner:
            self._corner.ask()

    def again(self) -> None:
        """再放一次证: what it is read for is told again."""
        if self._then:
            self.ask(self._then)
        else:
            self.leave()

    def leave(self) -> None:
        """不做了, 返回, 看看别的试卷."""
        self._stop()
        self._back()

    def on_back(self) -> bool:
        self.leave()
        return True

    def card_page_up(self) -> None:
        if self._corner:
            self._corner.card_page_up()

    def card_page_down(self) -> None:
        if self._corner:
            self._corner.card_page_down()

    def _card_view(self, state: CardState) -> MemberCardView:
        return MemberCardView(self._agreed, state, self._desk_place)

    # -- what the hall says -------------------------------------------------------------------------------------------

    def _answered(self, answer: MemberAnswer) -> None:
        if not isinstance(answer, Membership):
            self._tell(answer)
        elif not answer.member:
            self._tell(Why.REFUSED)
        elif then := self._then:
            self._let_in, self._then = True, None
            then()

    def _tell(self, why: Why) -> None:
        self._stage.show(TOLD, MemberToldView(why, self._desk_place))


def _nothing(_: object) -> None:
    """Nobody waits for it any more, and nothing of it is open in the hall."""
