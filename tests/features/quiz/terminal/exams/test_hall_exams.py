"""What a hall may answer that is none of ours, or no: never a crash, and never another refusal than it said."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from kiosk.core.link.answers import HallAway, HallRefused, content_of, understood
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.terminal.exams.card_answer import CardAnswer, asked_by
from kiosk.features.quiz.terminal.exams.hall_exams import HallExams
from kiosk.features.quiz.terminal.exams.views import Why
from kiosk.features.quiz.wire_exams import ExamRefused, Mine, Refusal

SITTING = {"title": "甲", "total": 1, "answered": [], "number": 0, "left_seconds": None}


class Line:
    """Answers with what the test says, as `kiosk.core.link.line.Line` makes something of it."""

    def __init__(self, status: int, body: Any) -> None:
        self._answer = httpx.Response(status, content=body if isinstance(body, bytes) else json.dumps(body).encode())
        self.asked: list[tuple[Any, ...]] = []

    def ask(
        self, verb: str, path: str, _seconds: float, body: Any = None, *, content: Any = content_of, **_rest: Any
    ) -> Any:  # fmt: skip
        self.asked.append((verb, path, body))
        return understood(content, self._answer)


def hall(status: int, body: Any) -> HallExams:
    line: Any = Line(status, body)
    return HallExams(line)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"<html>", [], {}, SITTING | {"total": "1"}, SITTING | {"question": {"place": 0}},
     SITTING | {"answered": None}, SITTING | {"title": "甲" * 3000}],
)  # fmt: skip
def test_another_shape_is_a_hall_that_is_away(body: Any) -> None:
    with pytest.raises(HallAway):
        hall(200, body).start("word", 1)


@pytest.mark.parametrize("refusal", Refusal)
def test_its_refusals_are_told_by_name(refusal: Refusal) -> None:
    with pytest.raises(ExamRefused) as refused:
        hall(409, {"error": refusal.value}).answer("word", 1, 0, Answer((0,)), None)
    assert refused.value.reason is refusal


def test_another_no_is_no_refusal_of_these_and_a_broken_hall_is_away() -> None:
    with pytest.raises(HallRefused):
        hall(400, {"error": "BadRequest"}).question("word", 0)
    for status in (500, 503):
        with pytest.raises(HallAway):
            hall(status, {"error": "RecordsLocked"}).hand_in("word")


def test_a_card_is_answered_by_a_value_whatever_happens() -> None:
    mine = {"visit": "word", "who": "张*", "exams": []}
    assert asked_by(hall(200, mine).card)("张三", "1") == CardAnswer(Mine("word", "张*", ()))
    for status, error, why in (
        (404, "ExamNobody", Why.NOBODY), (429, "TooManyExamCards", Why.TOO_MANY), (400, "BadRequest", Why.UNCLEAR),
        (503, "RecordsLocked", Why.AWAY),
    ):  # fmt: skip
        assert asked_by(hall(status, {"error": error}).card)("张三", "1") == CardAnswer(why=why)
    assert asked_by(hall(200, b"nonsense").card)("张三", "1") == CardAnswer(why=Why.AWAY)


def test_an_empty_answer_to_the_end_is_one() -> None:
    hall(204, b"").end("word")
