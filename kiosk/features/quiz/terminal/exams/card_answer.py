"""Whose card it is, as the hall says; what may go wrong are values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.features.quiz.terminal.exams.views import Why
from kiosk.features.quiz.wire_exams import ExamRefused, Mine, Refusal

WHY = {
    Refusal.NOBODY: Why.NOBODY, Refusal.ELSEWHERE: Why.ELSEWHERE, Refusal.CLOSED: Why.CLOSED,
    Refusal.TIME_UP: Why.CLOSED, Refusal.DONE: Why.CLOSED,
}  # fmt: skip


TOO_MANY = ("TooManyExamCards", "TooManyLookUps")


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """What came of asking the hall whose card it is: ``mine``, or ``why`` not."""

    mine: Mine | None = None
    why: Why = Why.AWAY


def asked_by(card: Callable[[str, str], Mine]) -> Callable[[str, str], CardAnswer]:
    """`HallExams.card`, with what may go wrong as values."""

    def ask(name: str, id_number: str) -> CardAnswer:
        try:
            return CardAnswer(card(name, id_number))
        except ExamRefused as refused:
            return CardAnswer(why=WHY.get(refused.reason, Why.UNCLEAR))
        except HallAway:
            return CardAnswer(why=Why.AWAY)
        except HallRefused as refused:
            return CardAnswer(why=Why.TOO_MANY if refused.name in TOO_MANY else Why.UNCLEAR)

    return ask
