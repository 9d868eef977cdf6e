"""What of 正式测试 runs beside the pages, from the machine's start to its end: the hall's exams, and the cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # none of it before the first frame
    from devices.id_card.events import CardEvent
    from kiosk.core.link.line import Line
    from kiosk.core.terminal.card_news import Reader
    from kiosk.core.terminal.card_question import CardQuestion
    from kiosk.features.quiz.terminal.exams.card_answer import CardAnswer


class Exams:
    """Made on a worker, once the first frame is drawn and this terminal belongs to a hall."""

    def __init__(self, line: Line, reader: Reader) -> None:
        from kiosk.core.terminal.card_question import CardQuestion
        from kiosk.features.quiz.terminal.exams.card_answer import asked_by
        from kiosk.features.quiz.terminal.exams.hall_exams import HallExams

        self.hall = HallExams(line)
        self.cards: CardQuestion[CardAnswer] = CardQuestion(asked_by(self.hall.card), name="exam-card")
        self.cards.attach(reader)

    def on_card(self, event: CardEvent) -> None:
        """What the card reader tells, on its own thread."""
        self.cards.on_event(event)

    def stop(self) -> None:
        self.cards.stop()
