"""What lives from the machine's start to its end: papers laid aside, the card that keeps a result, and a member's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.id_card.events import CardEvent
    from kiosk.core.link.line import Line
    from kiosk.core.link.store import TerminalStore
    from kiosk.core.terminal.card_news import Reader
    from kiosk.core.terminal.card_question import CardQuestion
    from kiosk.features.quiz.terminal.along.half_papers import HalfPapers
    from kiosk.features.quiz.terminal.along.hall_results import Answer, HallResults
    from kiosk.features.quiz.terminal.members.hall_members import MemberAnswer


class Along:
    """Everything is None until this terminal belongs to a hall."""

    def __init__(self) -> None:
        self.papers: HalfPapers | None = None
        self.hall: HallResults | None = None
        self.cards: CardQuestion[Answer] | None = None
        self.member_cards: CardQuestion[MemberAnswer] | None = None

    def join(self, store: TerminalStore, line: Line, reader: Reader, now: Callable[[], datetime]) -> None:
        """Made on a worker, once the first frame is drawn."""
        from kiosk.core.terminal.card_question import CardQuestion
        from kiosk.features.quiz.terminal.along.half_papers import HalfPapers
        from kiosk.features.quiz.terminal.along.hall_results import HallResults
        from kiosk.features.quiz.terminal.members.hall_members import HallMembers

        self.papers = HalfPapers(store, now)
        self.papers.open()
        self.hall = HallResults(line)
        self.cards = CardQuestion(self.hall.by_card, name="quiz-result-card")
        self.cards.attach(reader)
        self.member_cards = CardQuestion(HallMembers(line).by_card, name="quiz-member-card")
        self.member_cards.attach(reader)

    def on_card(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        for cards in (self.cards, self.member_cards):
            if cards:
                cards.on_event(event)

    def stop(self) -> None:
        for cards in (self.cards, self.member_cards):
            if cards:
                cards.stop()
