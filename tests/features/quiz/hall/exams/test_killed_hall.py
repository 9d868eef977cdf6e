"""A real hall service, asked over HTTP by several terminals at once, killed -9 in the middle and started again."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection

from kiosk.apps.hall.service import open_service
from kiosk.core.database.clock import HALL_TIME
from kiosk.features.quiz.hall.exams import store
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet
from kiosk.features.quiz.rules.exams.exam import Exam
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.wire_exams import (
    ALIVE,
    ANSWER,
    CARD,
    END,
    HAND_IN,
    OPEN,
    QUESTION,
    START,
    Refusal,
    mine_from_json,
    open_from_json,
    outcome_from_json,
    sitting_from_json,
)
from tests.apps.hall.process import HallProcess
from tests.features.quiz.hall.exams.halls import bank, person

QUESTIONS, PEOPLE = 12, 4
WAIT_SECONDS = 30


class Held:
    """A hall that was opened once to lay an exam down, and is served by a process of its own then."""

    def __init__(self, folder: Path) -> None:
        self.process = HallProcess(folder)
        self.people = [person(which) for which in range(1, PEOPLE + 1)]
        service = open_service(self.process.settings, demo=True, serves=False)
        try:
            assert service.exams is not None
            keeper = service.accounts.add("管理员", ("keeper",), "云溪里的早晨七点三十分").id
            now = datetime.now(HALL_TIME).replace(microsecond=0)
            exam = Exam(
                "党章知识测试", now - timedelta(hours=1), now + timedelta(hours=5), ((None, QUESTIONS),), 60, 120
            )
            self.exam = service.exams.keeping.open_exam(exam, bank(30), by=keeper)
            service.exams.keeping.set_people(self.exam, self.people, by=keeper)
        finally:
            service.close()
        self.process.start()
        self.tokens = [self.process.token(f"{number} 号终端") for number in range(1, PEOPLE + 1)]

    def ask(self, terminal: int, path: str, **body: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[terminal]}"}
        return httpx.post(self.process.url + path, json=body, headers=headers, timeout=WAIT_SECONDS)

    def kept(self, who: Listed) -> AnswerSheet:
        """As it lies in the database; the process is stopped."""
        service = open_service(self.process.settings, demo=True, serves=False)
        try:
            vault = service.keys.needed

            def read(connection: Connection) -> AnswerSheet:
                sitting = store.sitting_id(connection, self.exam, vault.blind_index(who.id_number))
                assert sitting is not None
                found = store.answer_sheet(connection, vault, sitting)
                assert found is not None
                return found

            return service.database.call(read)
        finally:
            service.close()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    held = Held(tmp_path_factory.mktemp("hall"))
    yield held
    held.process.stop()


def test_the_doors_say_what_the_wire_says(held: Held) -> None:
    headers = {"Authorization": f"Bearer {held.tokens[0]}"}
    told = open_from_json(httpx.get(held.process.url + OPEN, headers=headers).json())
    assert [one.title for one in told.exams] == ["党章知识测试"]
    assert httpx.get(held.process.url + OPEN).status_code == 401
    nobody = held.ask(0, CARD, name="无此人", id_number=person(99).id_number)
    assert (nobody.status_code, nobody.json()) == (404, {"error": Refusal.NOBODY})
    who = held.people[0]
    answer = held.ask(0, CARD, name=who.name, id_number=who.id_number.lower())
    assert answer.headers["cache-control"] == "no-store"
    mine = mine_from_json(answer.json())
    gone = held.ask(0, START, visit="no-such-visit", exam=held.exam)
    assert (gone.status_code, gone.json()) == (404, {"error": Refusal.GONE})
    assert held.ask(0, ALIVE, visit=mine.visit).json() == {"error": Refusal.GONE}  # nothing was begun
    sitting = sitting_from_json(held.ask(0, START, visit=mine.visit, exam=held.exam).json())
    assert sitting.total == QUESTIONS and sitting.question is not None
    plain = {"visit": mine.visit, "number": 1, "place": 0, "answer": {"chosen": [0]}}
    wrongs: tuple[dict[str, Any], ...] = (
        {"answer": {"chosen": ["a"]}}, {"answer": {"chosen": [9]}}, {"number": 3}, {"place": "0"}, {"visit": None}
    )  # fmt: skip
    for wrong in wrongs:
        assert held.ask(0, ANSWER, **(plain | wrong)).status_code == 422
    given: dict[str, Any] = {
        "visit": mine.visit,
        "number": 1,
        "place": 0,
        "answer": {"chosen": [0], "texts": []},
        "next": 1,
    }
    sitting = sitting_from_json(held.ask(0, ANSWER, **given).json())
    assert sitting.answered == (0,) and sitting.question is not None and sitting.question.place == 1
    given |= {"number": 2, "answer": {"chosen": [], "texts": []}, "next": None}
    assert sitting_from_json(held.ask(0, ANSWER, **given).json()).answered == ()
    assert sitting_from_json(held.ask(0, QUESTION, visit=mine.visit, place=99).json()).question is None
    assert held.ask(0, END, visit=mine.visit).status_code == 204
    assert held.ask(0, ALIVE, visit=mine.visit).json() == {"error": Refusal.GONE}


class Sitter(threading.Thread):
    """Somebody at a terminal: answers one after another, and after every break puts the card on again."""

    def __init__(self, held: Held, which: int, half: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.held, self.which, self.who, self._half = held, which, held.people[which], half
        self.given: dict[int, int] = {}
        self.breaks = 0
        self.outcome: Any = None

    def run(self) -> None:
        visit, number = self._sit_down()
        for place in range(QUESTIONS):
            if place == QUESTIONS // 2:
                self._half.wait(WAIT_SECONDS)
            choice = (place + self.which) % 2
            while True:  # the same number until the hall has it
                try:
                    answer = self.held.ask(
                        self.which, ANSWER, visit=visit, number=number + 1, place=place, answer={"chosen": [choice]}
                    )
                except httpx.TransportError:
                    answer = None
                if answer is not None and answer.status_code == 200:
                    number = sitting_from_json(answer.json()).number
                    break
                self.breaks += 1
                visit, there = self._sit_down()
                if there > number:  # it was kept, and only the word of it was lost
                    number = there
                    break
            self.given[place] = choice
        self.outcome = outcome_from_json(self.held.ask(self.which, HAND_IN, visit=visit).json())

    def _sit_down(self) -> tuple[str, int]:
        wait = threading.Event()
        for _ in range(20 * WAIT_SECONDS):
            try:
                card = self.held.ask(self.which, CARD, name=self.who.name, id_number=self.who.id_number)
                visit = mine_from_json(card.json()).visit
                begun = self.held.ask(self.which, START, visit=visit, exam=self.held.exam)
                return visit, sitting_from_json(begun.json()).number
            except httpx.TransportError:
                wait.wait(0.05)
        raise AssertionError("the hall did not come back")


def test_a_hall_killed_in_the_middle_loses_no_answer_and_counts_none_twice(held: Held) -> None:
    half = threading.Barrier(PEOPLE + 1)
    sitters = [Sitter(held, which, half) for which in range(PEOPLE)]
    for one in sitters:
        one.start()
    half.wait(WAIT_SECONDS)  # everybody is in the middle of an answer
    held.process.kill()
    held.process.start()
    for one in sitters:
        one.join(2 * WAIT_SECONDS)
    assert all(one.outcome is not None and one.outcome.total == QUESTIONS for one in sitters)
    assert sum(one.breaks for one in sitters) > 0
    held.process.stop()
    for one in sitters:
        kept = held.kept(one.who)
        first = 2 if one.which == 0 else 0  # of the test before
        assert kept.is_done and kept.number == first + QUESTIONS
        assert {place: answer.chosen for place, answer in kept.answers.items()} == {
            place: (choice,) for place, choice in one.given.items()
        }
    with closing(sqlite3.connect(held.process.settings.data_dir / "hall.db")) as rows:
        assert rows.execute("SELECT count(*) FROM exam_sittings").fetchone() == (PEOPLE,)
    log = held.process.log.read_text()
    assert not any(text in log for who in held.people for text in (who.id_number, who.name))
    held.process.start()
