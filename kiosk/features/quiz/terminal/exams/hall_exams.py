"""正式测试 as this terminal reaches it, over the line to the hall (`wire_exams` says what is asked).

Nothing here is queued or stored: what a visitor answered is theirs until the hall has it. Every verb may be asked twice
by the line, and by the flow that waits; `card` alone is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.core.link.answers import HallAway, HallRefused, content_of, image_of
from kiosk.core.link.line import ASK_SECONDS, Line
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.wire_exams import (
    ALIVE,
    ANSWER,
    CARD,
    END,
    HAND_IN,
    MOST_PICTURE_BYTES,
    OPEN,
    PICTURE,
    QUESTION,
    START,
    ExamRefused,
    Mine,
    OpenExams,
    Outcome,
    Refusal,
    Sitting,
    mine_from_json,
    open_from_json,
    outcome_from_json,
    sitting_from_json,
)

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")
CARD_SECONDS = 5.0
PICTURE_SECONDS = 10.0  # of a megabyte; nobody waits for it but its own place
_REFUSALS = {refusal.value: refusal for refusal in Refusal}


class HallExams:
    """Every method blocks: call it on a worker thread. Each raises HallAway, ExamRefused; and HallRefused, where the
    hall says no in another way.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def open(self) -> OpenExams:
        """What may be sat now, by whomever."""
        found: OpenExams = self._line.ask("GET", OPEN, ASK_SECONDS, content=_made(open_from_json))
        return found

    def card(self, name: str, id_number: str) -> Mine:
        """Whose card it is, and what they may sit."""
        with _refused():
            mine: Mine = self._line.ask(
                "POST", CARD, CARD_SECONDS, {"name": name, "id_number": id_number}, again=False,
                content=_made(mine_from_json),
            )  # fmt: skip
            return mine

    def start(self, visit: str, exam: int) -> Sitting:
        """Begin, or go on where it was left; this terminal shows pictures."""
        return self._sitting(START, visit, exam=exam, pictures=True)

    def answer(self, visit: str, number: int, place: int, answer: Answer, then: int | None) -> Sitting:
        """Hand in one answer, by its ``number``; the question at ``then`` comes back with it."""
        given = {"chosen": list(answer.chosen), "texts": list(answer.texts)}
        return self._sitting(ANSWER, visit, number=number, place=place, answer=given, next=then)

    def question(self, visit: str, place: int) -> Sitting:
        return self._sitting(QUESTION, visit, place=place)

    def picture(self, visit: str, place: int) -> bytes:
        """Of a question that has one."""
        with _refused():
            picture: bytes = self._line.ask(
                "POST", PICTURE, PICTURE_SECONDS, {"visit": visit, "place": place}, content=image_of,
                most_bytes=MOST_PICTURE_BYTES,
            )  # fmt: skip
            return picture

    def alive(self, visit: str) -> Sitting:
        """Somebody sits here: the time goes on."""
        return self._sitting(ALIVE, visit)

    def hand_in(self, visit: str) -> Outcome:
        with _refused():
            outcome: Outcome = self._line.ask(
                "POST", HAND_IN, ASK_SECONDS, {"visit": visit}, content=_made(outcome_from_json)
            )
            return outcome

    def end(self, visit: str) -> None:
        """The visit was wiped. Unheard, the time stands still by itself: nothing is heard of it any more."""
        with _refused():
            self._line.ask("POST", END, ASK_SECONDS, {"visit": visit})

    def _sitting(self, path: str, visit: str, **rest: Any) -> Sitting:
        with _refused():
            sitting: Sitting = self._line.ask(
                "POST", path, ASK_SECONDS, {"visit": visit, **rest}, content=_made(sitting_from_json)
            )
            return sitting


def _made(make: Callable[[Any], T]) -> Callable[[httpx.Response], T]:
    """From the answer's JSON; another shape is HallAway (`understood`)."""
    return lambda answer: make(content_of(answer))


@contextmanager
def _refused() -> Iterator[None]:
    try:
        yield
    except HallRefused as refused:
        if refused.name in _REFUSALS:
            raise ExamRefused(_REFUSALS[refused.name]) from None
        raise


__all__ = ["HallAway", "HallExams"]
