"""Terminals that lie, and keepers without luck: what they try ends nobody's sitting and takes nothing that was kept."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from content.banks.model import Bank, Item, Kind
from kiosk.apps.hall.app import create_app
from kiosk.core.database.owner import DiskFull
from kiosk.core.sealing import audit
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.quiz.hall.exams.audited import AUDITED
from kiosk.features.quiz.hall.exams.desk import BEAT_SECONDS
from kiosk.features.quiz.hall.exams.keeping import ExamGone, ExamShort
from kiosk.features.quiz.hall.exams.results import Results, results
from kiosk.features.quiz.hall.exams.visits import MOST_MARKED, Visits
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.clock import MOST_A_CONTACT
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.wire_exams import (
    ALIVE,
    ANSWER,
    CARD,
    END,
    HAND_IN,
    QUESTION,
    START,
    ExamRefused,
    Refusal,
)
from tests.features.quiz.hall.exams.halls import TUESDAY, Hall, bank, person, refusal, run

ONE, TWO, THREE = person(1), person(2), person(3)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall"), an_hour=1000)
    yield hall
    hall.close()


@pytest.fixture
def hall(opened: Hall) -> Iterator[Hall]:
    yield opened
    opened.now = TUESDAY
    for one in opened.keeping.exams():
        opened.keeping.delete(one.held.id, by=opened.keeper)


def test_a_number_under_another_name_ends_nobody_s_sitting(hall: Hall) -> None:
    exam = hall.holds(ONE)
    visit, _ = hall.sits(ONE, exam)
    assert refusal(partial(hall.card, Listed("别人", ONE.id_number), 2)) is Refusal.NOBODY
    assert hall.answer(visit, 1, 0, Answer((0,))).answered == (0,)
    assert refusal(partial(hall.card, person(9), 1)) is Refusal.NOBODY  # at this very terminal: whoever sat is gone
    assert refusal(partial(hall.answer, visit, 2, 1, Answer((0,)))) is Refusal.GONE
    assert hall.sits(ONE, exam)[1].answered == (0,)


def test_time_is_kept_of_whoever_is_driven_away_by_a_card_of_nobody(hall: Hall) -> None:
    exam = hall.holds(ONE, minutes=1)
    visit, _ = hall.sits(ONE, exam)
    hall.seconds += 9
    run(hall.sittings.alive(1, visit))
    assert refusal(partial(hall.card, person(9), 1)) is Refusal.NOBODY
    assert hall.sits(ONE, exam)[1].left_seconds == 51


def test_the_next_exam_of_a_deleted_one_s_number_is_another(hall: Hall) -> None:
    """Whoever was offered the deleted one may not begin it, its bank asks nothing, the audit does not mix them."""
    first = hall.holds(ONE, title="头一场")
    hall.sits(ONE, first, 2)  # its bank is at hand now
    stale = hall.card(ONE, 1).visit
    hall.keeping.delete(first, by=hall.keeper)
    other = Bank("别的", tuple(replace(item, stem=f"新的{item.stem}") for item in bank().items))
    second = hall.holds(TWO, title="第二场", bank=other)
    assert second == first
    assert refusal(partial(hall.start, stale, second)) is Refusal.NOBODY
    _, sitting = hall.sits(TWO, second, 3)
    assert sitting.question is not None and sitting.question.stem.startswith("新的")
    hall.keeping.delete(second, by=hall.keeper)
    hall.now += timedelta(seconds=1)
    hall.holds(ONE, title="第三场")
    lines = [one for one in hall.do(audit.read_page) if one.action in ("exam_opened", "exam_deleted")]
    about = [hall.do(partial(lambda connection, one: AUDITED[one.action].about(connection, one.counts), one=one))
             for one in lines]  # fmt: skip
    assert about[:3] == ["第三场", "", ""]


def damage(hall: Hall, table: str, exam: int, who: Listed) -> None:
    blind = hall.service.keys.needed.blind_index(who.id_number).hex()
    of = "SELECT id FROM exam_sittings" if table == "exam_progress" else f"SELECT id FROM {table}"
    hall.do(lambda connection: connection.exec_driver_sql(
        f"UPDATE {table} SET blob = x'00' WHERE id IN ({of} WHERE exam_id = {exam} AND blind = x'{blind}')"
    ).close())  # fmt: skip


def shown(hall: Hall, exam: int) -> Results:
    return results(hall.sittings.hall, hall.keeping.exam(exam).held, hall.sittings.visits.sitting_now(exam))


def test_a_damaged_row_takes_nothing_from_the_others(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    exam = hall.holds(ONE, TWO, THREE)
    good = hall.holds(ONE, title="另一场")
    visits = {terminal: hall.sits(who, exam, terminal)[0] for terminal, who in ((1, ONE), (2, TWO))}
    hall.seconds += 5
    for terminal, visit in visits.items():
        run(hall.sittings.alive(terminal, visit))
    damage(hall, "exam_progress", exam, ONE)
    damage(hall, "exam_people", exam, THREE)
    with caplog.at_level(logging.ERROR):
        assert refusal(partial(hall.answer, visits[1], 1, 0, Answer((0,)))) is Refusal.GONE
        assert hall.answer(visits[2], 1, 0, Answer((0,)), terminal=2).answered == (0,)
        assert [one.exam for one in hall.card(ONE, 1).exams] == [good]
        hall.sits(TWO, exam, 1)  # where the damaged one sat
        assert refusal(partial(hall.card, THREE, 3)) is Refusal.NOBODY
        people = shown(hall, exam).people
    assert sorted((one.state, one.listed.name) for one in people) == [
        ("sitting", TWO.name), ("unreadable", ""), ("unreadable", ONE.name)
    ]  # fmt: skip
    damage(hall, "exam_people", exam, ONE)
    assert sorted((one.state, one.listed.name) for one in shown(hall, exam).people) == [
        ("sitting", TWO.name), ("unreadable", ""), ("unreadable", "")
    ]  # fmt: skip
    assert caplog.records and not any(
        text in caplog.text for one in (ONE, TWO, THREE) for text in (one.name, one.id_number)
    )


def test_a_terminal_that_is_silent_gains_no_minute_after_the_hour(hall: Hall) -> None:
    """Time stands still while nothing is heard of it: what bounds that is the hour at which the exam closes."""
    exam = hall.holds(ONE, minutes=30)
    visit, first = hall.sits(ONE, exam)
    assert first.left_seconds is not None
    for contact in range(1, 13):  # only looks, every five minutes, never alive
        hall.seconds, hall.now = hall.seconds + 300, hall.now + timedelta(minutes=5)
        left = run(hall.sittings.question(1, visit, contact % 10)).left_seconds
        assert left is not None and first.left_seconds - left == int(MOST_A_CONTACT) * contact
    hall.now = TUESDAY + timedelta(hours=2)
    assert refusal(partial(hall.answer, visit, 1, 0, Answer((0,)))) is Refusal.CLOSED
    assert refusal(lambda: run(hall.sittings.question(1, visit, 0))) is Refusal.CLOSED


def test_nothing_counts_after_it_is_handed_in(hall: Hall) -> None:
    exam = hall.holds(ONE)
    visit, _ = hall.sits(ONE, exam)
    hall.answer(visit, 1, 0, Answer((1,)))
    before = run(hall.sittings.hand_in(1, visit))
    for call in (
        partial(hall.answer, visit, 1, 0, Answer((0,))), partial(hall.answer, visit, 2, 1, Answer((0,))),
        partial(hall.start, visit, exam), lambda: run(hall.sittings.question(1, visit, 0)),
    ):  # fmt: skip
        assert refusal(call) is Refusal.DONE
    hall.seconds += 300
    assert run(hall.sittings.hand_in(1, visit)) == before


def test_whatever_number_is_asked_for_it_is_one_that_was_offered(hall: Hall) -> None:
    hall.holds(TWO)
    other = hall.holds(ONE, title="另一场")
    visit = hall.card(ONE).visit
    for exam in (0, -1, other + 1, other - 1, 10**17):
        assert refusal(partial(hall.start, visit, exam)) is Refusal.NOBODY
    assert refusal(partial(hall.start, "𠮷" * 100, other)) is Refusal.GONE
    assert refusal(partial(hall.start, visit, other, 2)) is Refusal.GONE


def test_cards_without_end_leave_nothing_behind() -> None:
    """A visit a terminal, and a bounded number of words that went on elsewhere."""
    visits = Visits(lambda: 0.0)
    words = [visits.open(number % 4, bytes([number % 2]), {}).word for number in range(3 * MOST_MARKED)]
    assert len(visits._of) <= 4 and len(visits._elsewhere) <= MOST_MARKED
    with pytest.raises(ExamRefused):
        visits.of(0, words[0])


def test_an_answer_that_a_full_disk_did_not_take_is_not_acknowledged(tmp_path: Path) -> None:
    hall = Hall(tmp_path)
    blanks = tuple(
        Item(f"f{number}", Kind.FILL, f"第{number}句是____。", (), (), blanks=(("一",),)) for number in range(40)
    )
    exam = hall.holds(ONE, counts=((None, 40),), bank=Bank("填空", blanks))
    visit, _ = hall.sits(ONE, exam)
    hall.do(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1").close())  # as many as there are
    kept = 0
    with pytest.raises(DiskFull):
        for kept in range(40):
            hall.answer(visit, kept + 1, kept, Answer(texts=("满" * 100,)))
    assert 0 < kept < 40
    before = run(hall.sittings.alive(1, visit)).left_seconds
    for _ in range(100):  # the terminal covers the question, and asks again every two seconds
        hall.seconds += 2
        with pytest.raises(DiskFull):
            hall.answer(visit, kept + 1, kept, Answer(texts=("满" * 100,)))
    told = run(hall.sittings.alive(1, visit))
    assert (len(told.answered), told.left_seconds) == (kept, before)
    hall.do(lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1000000").close())
    sitting = hall.answer(visit, kept + 1, kept, Answer(texts=("满" * 100,)))
    assert sitting.number == kept + 1 and sitting.answered == tuple(range(kept + 1))
    hall.again()
    assert hall.sits(ONE, exam, 2)[1].answered == tuple(range(kept + 1))
    hall.close()


def test_an_exam_is_not_held_whose_bank_is_short_on_a_day_between(hall: Hall) -> None:
    day = TUESDAY.date()
    items = tuple(
        replace(item, valid_until=day) if number % 2 else replace(item, valid_from=day + timedelta(days=2))
        for number, item in enumerate(bank(20).items)
    )
    with pytest.raises(ExamShort):
        hall.holds(ONE, bank=Bank("隔日", items), closes_at=TUESDAY + timedelta(days=3))
    hall.holds(ONE, bank=Bank("隔日", items), closes_at=TUESDAY + timedelta(hours=2))


class Doors:
    """The hall's own doors, as an enrolled terminal that lies opens them."""

    def __init__(self, hall: Hall) -> None:
        self.app = create_app(hall.service)
        self.tokens = [
            hall.service.terminals.enrol(hall.service.terminals.make_code(f"骗人的{number}").secret)[1]
            for number in (1, 2)
        ]

    def __call__(self, path: str, body: bytes | dict[str, Any], terminal: int = 0) -> httpx.Response:
        content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {self.tokens[terminal]}"}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.post(path, content=content, headers=headers)

        return run(asked())


def test_whatever_an_enrolled_terminal_sends_as_an_answer_the_sheet_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hall = Hall(tmp_path)
    fill = Item("f", Kind.FILL, "预备期是____，党龄从____算起。", (), (), blanks=(("一年",), ("转正之日",)))
    order = Item("o", Kind.ORDER, "按先后排好。", ("一步", "二步", "三步"), (0, 1, 2))
    items = (fill, order, *bank(3).items)
    exam = hall.holds(ONE, counts=((Kind.FILL, 1), (Kind.ORDER, 1), (Kind.SINGLE, 3)), bank=Bank("各种", items))
    doors = Doors(hall)
    with caplog.at_level(logging.DEBUG):
        visit = doors(CARD, {"name": ONE.name, "id_number": ONE.id_number}).json()["visit"]
        doors(START, {"visit": visit, "exam": exam})
        places = {
            doors(QUESTION, {"visit": visit, "place": place}).json()["question"]["kind"]: place for place in range(5)
        }
        good = {"visit": visit, "number": 1, "place": places["single"], "answer": {"chosen": [0]}}
        wrong: list[dict[str, Any]] = [
            {"answer": {"chosen": list(range(3000))}}, {"answer": {"chosen": [0] * 3000}}, {"answer": {"chosen": [-1]}},
            {"answer": {"chosen": [10**17]}}, {"answer": {"chosen": [True]}}, {"answer": {"chosen": [0.0]}},
            {"answer": {"texts": ["一"]}}, {"answer": {"chosen": [0], "texts": ["一"]}}, {"answer": [0]},
            {"answer": None},
            {"number": -1}, {"number": 0}, {"number": 2}, {"number": 10**18}, {"number": 10**19}, {"number": "1"},
            {"place": -1}, {"place": 5}, {"place": 10**17}, {"place": None}, {"next": "0"}, {"next": 10**30},
            {"place": places["fill"]}, {"place": places["fill"], "answer": {"texts": ["一", "二", "三"]}},
            {"place": places["fill"], "answer": {"texts": ["长" * 101, "二"]}},
            {"place": places["fill"], "answer": {"texts": ["长" * 2001, "二"]}},
            {"place": places["order"], "answer": {"chosen": [0, 0, 1]}},
            {"place": places["order"], "answer": {"chosen": [0, 1, 2, 3]}},
        ]  # fmt: skip
        for one in wrong:
            assert (doors(ANSWER, good | one).status_code, one) == (422, one)
        deep = b'{"visit": ' + b"[" * 8000 + b"]" * 8000 + b"}"
        half = json.dumps(good | {"place": places["fill"], "answer": {"texts": ["\ud800", "二"]}}).encode()
        raw = half.replace(b"\\ud800", b"\xed\xa0\x80")
        for body in (b"", b"[]", b"null", b"\xff", deep, half, raw, b'{"number": ' + b"9" * 6000 + b"}", b" " * 17_000):
            assert doors(ANSWER, body).status_code == 422
        other = doors(CARD, {"name": TWO.name, "id_number": TWO.id_number}, 1)
        assert other.json() == {"error": Refusal.NOBODY}
        for path, asked in (
            (ANSWER, good), (ALIVE, {"visit": visit}), (HAND_IN, {"visit": visit}),
            (QUESTION, {"visit": visit, "place": 0}), (START, {"visit": visit, "exam": exam}),
        ):  # fmt: skip
            assert doors(path, asked, 1).json() == {"error": Refusal.GONE}  # the word of another terminal's visit
        assert doors(END, {"visit": visit}, 1).status_code == 204
        number = doors(ALIVE, {"visit": visit}).json()["number"]
        sitting = doors(ANSWER, good | {"number": number + 1, "next": 10**17}).json()
        assert places["single"] in sitting["answered"] and sitting["question"] is None
        assert doors(HAND_IN, {"visit": visit}).json()["total"] == 5
        assert doors(ANSWER, good | {"number": number + 2}).json() == {"error": Refusal.DONE}
    assert not any(text in caplog.text for one in (ONE, TWO) for text in (one.name, one.id_number, visit))
    hall.close()


def test_nobody_is_nobody_in_the_same_words_and_on_the_same_beat(hall: Hall) -> None:
    """Whether the number is in a list, in a record or in none: what is said and when it is said are alike."""
    hall.holds(ONE)
    doors = Doors(hall)
    told = []
    for who in (Listed("别人", ONE.id_number), person(9), Listed("李四", "1"), Listed("𠮷" * 50, "X" * 100)):
        began = time.monotonic()
        answer = doors(CARD, {"name": who.name, "id_number": who.id_number})
        told.append((answer.status_code, answer.content, sorted(answer.headers)))
        assert time.monotonic() - began >= BEAT_SECONDS
    assert all(one == told[0] for one in told) and told[0][0] == 404


def test_two_lists_at_once_and_minutes_in_between_lose_nobody(hall: Hall) -> None:
    """放入名单 pressed twice within 60 ms, while another keeper gives somebody more time."""
    people = [person(which) for which in range(1, 450)]
    exam = hall.holds(ONE)
    fewer = people[:250]

    def gives() -> None:
        for _ in range(20):
            found = shown(hall, exam).people
            with suppress(ExamGone):
                hall.keeping.give_minutes(exam, found[0].id, 1, by=hall.keeper)

    with ThreadPoolExecutor(4) as keepers:
        put = [keepers.submit(hall.keeping.set_people, exam, people, by=hall.keeper) for _ in range(2)]
        put.append(keepers.submit(gives))
    assert [one.exception() for one in put] == [None] * 3
    assert hall.keeping.exam(exam).people == len(people)
    with ThreadPoolExecutor(2) as keepers:
        put = [keepers.submit(hall.keeping.set_people, exam, one, by=hall.keeper) for one in (people, fewer)]
    assert [one.exception() for one in put] == [None] * 2
    assert hall.keeping.exam(exam).people in (len(people), len(fewer))


def test_a_name_is_laid_down_as_it_can_be_read(tmp_path: Path) -> None:
    """By branch the card's own name is kept: with what nobody sees in it, it would come out in the keeper's table."""
    hall = Hall(tmp_path)
    assert hall.service.membership is not None
    hall.service.membership.import_records(workbook())
    member = next(one for one in PEOPLE if one.branch == "云溪里演示第一党支部")
    exam = hall.holds(branches=(member.branch,))
    doors = Doors(hall)
    for name in ("", " \u200b", "\x00", member.name + "\u200b" * 100, "长" * 101, None, 7, [member.name]):
        assert doors(CARD, {"name": name, "id_number": member.id_number}).status_code == 422
    for number in ("", "1" * 101, "１", None, 7):
        assert doors(CARD, {"name": member.name, "id_number": number}).status_code == 422
    dirty = f" {member.name[0]}\u202e\u200b{member.name[1:]}\n"
    mine = doors(CARD, {"name": dirty, "id_number": member.id_number}).json()
    doors(START, {"visit": mine["visit"], "exam": exam})
    (row,) = shown(hall, exam).people
    assert row.listed.name == member.name
    hall.close()
