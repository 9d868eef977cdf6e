"""A hall with its key, whose exams are held and sat; its clocks are turned by hand."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image
from sqlalchemy import Connection, insert, text

from content.banks.model import JUDGE_OPTIONS, Bank, Item, Kind
from devices.id_card.id_number import check_digit
from kiosk.apps.hall.service import HallService, open_service
from kiosk.core.access.schema import terminals
from kiosk.core.database.clock import HALL_TIME
from kiosk.features.quiz.hall.exams.desk import ExamSittings
from kiosk.features.quiz.hall.exams.keeping import ExamKeeping
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.exam import Exam
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.wire_exams import AnswerGiven, ExamRefused, Mine, Refusal, Sitting
from kiosk.settings import HallSettings

T = TypeVar("T")
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)


def number_of(which: int) -> str:
    """An ID number that nobody has: area 000000."""
    first = f"0000001950{which // 30 % 12 + 1:02}{which % 28 + 1:02}{which % 1000:03}"
    return first + check_digit(first)


def person(which: int, name: str = "", **more: Any) -> Listed:
    return Listed(name or f"张演示{chr(0x4E00 + which)}", number_of(which), **more)


def bank(count: int = 12) -> Bank:
    """Three of four are single choices, the fourth is judged; the answer is always the first of the bank's options."""
    return Bank("测试题库", tuple(_item(number) for number in range(1, count + 1)))


def pictured(count: int = 12, *numbers: int) -> Bank:
    """The same, these items with a picture each: ``图/1.png``."""
    items = (replace(one, picture=f"图/{at}.png" if at in numbers else "") for at, one in enumerate(bank(count), 1))
    return replace(bank(count), items=tuple(items))


def photo(colour: str = "red", wide: int = 320, high: int = 200) -> bytes:
    """A JPEG of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (wide, high), colour).save(made, "JPEG")
    return made.getvalue()


def _item(number: int) -> Item:
    if number % 4 == 0:
        return Item(f"q{number}", Kind.JUDGE, f"第{number}句话说得对。", JUDGE_OPTIONS, (0,), tags=("章程",))
    options = tuple(f"第{number}题的答案{mark}" for mark in "甲乙丙丁")
    return Item(f"q{number}", Kind.SINGLE, f"题目{number}说的是什么？", options, (0,), tags=("党史",))


def exam(**changes: Any) -> Exam:
    return Exam(**{
        "title": "党章知识测试", "opens_at": TUESDAY - timedelta(hours=1), "closes_at": TUESDAY + timedelta(hours=2),
        "counts": ((None, 10),), "pass_mark": 60, "minutes": 30, "certificate": True, **changes,
    })  # fmt: skip


class Hall:
    """One hall; ``seconds`` is the clock that never goes back, ``now`` the one on the wall."""

    def __init__(self, folder: Path, *, an_hour: int = 60, terminals_there: int = 4) -> None:
        self.folder, self.now, self.seconds = folder, TUESDAY, 1000.0
        self._an_hour, self._terminals = an_hour, terminals_there
        self.open()
        self.keeper = self.service.accounts.add("管理员", ("keeper",), "云溪里的早晨七点三十分").id
        for number in range(1, terminals_there + 1):
            row = {
                "id": number,
                "name": f"{number} 号终端",
                "token_hash": str(number),
                "enrolled_at": "2026",
                "kind": "terminal",
            }
            self.do(lambda connection, row=row: connection.execute(insert(terminals).values(**row)).close())  # type: ignore[misc]

    def open(self) -> None:
        settings = HallSettings(data_dir=self.folder, ballast_mb=0, lookups_an_hour=self._an_hour)
        self.service: HallService = open_service(settings, clock=lambda: self.now)
        assert self.service.exams is not None
        # The same as the service opened, by a clock that this test turns.
        self.sittings = ExamSittings(self.service.exams.hall, lambda: self.seconds)
        self.keeping = ExamKeeping(self.service.exams.hall, self.sittings)

    def close(self) -> None:
        self.service.close()

    def again(self) -> None:
        """Stopped and started: what was in memory is gone."""
        self.close()
        self.open()

    def do(self, work: Callable[[Connection], T]) -> T:
        return self.service.database.call(work)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.do(lambda connection: [tuple(row) for row in connection.execute(text(sql)).all()])

    def holds(self, *people: Listed, **changes: Any) -> int:
        """An exam for these."""
        questions, pictures = changes.pop("bank", None) or bank(), changes.pop("pictures", None)
        made = self.keeping.open_exam(exam(**changes), questions, pictures, by=self.keeper)
        self.keeping.set_people(made, people, by=self.keeper)
        return made

    # -- what a terminal asks ---------------------------------------------------------------------------------

    def card(self, who: Listed, terminal: int = 1) -> Mine:
        return run(self.sittings.card(terminal, who.name, who.id_number))

    def start(self, visit: str, exam: int, terminal: int = 1) -> Sitting:
        return run(self.sittings.start(terminal, visit, exam))

    def sits(self, who: Listed, exam: int, terminal: int = 1) -> tuple[str, Sitting]:
        """Card and start."""
        visit = self.card(who, terminal).visit
        return visit, self.start(visit, exam, terminal)

    def answer(
        self, visit: str, number: int, place: int, answer: Answer, next_: int | None = None, terminal: int = 1
    ) -> Sitting:
        return run(self.sittings.answer(terminal, AnswerGiven(visit, number, place, answer, next_)))

    def right(self, visit: str, place: int, terminal: int = 1) -> Answer:
        """The right answer to the question that stands there."""
        shown = run(self.sittings.question(terminal, visit, place)).question
        assert shown is not None
        return Answer((next(at for at, text in enumerate(shown.options) if text in ("对",) or text.endswith("甲")),))


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def refusal(call: Callable[[], object]) -> Refusal | None:
    """Why the hall says no; None: it does not."""
    try:
        call()
    except ExamRefused as refused:
        return refused.reason
    return None
