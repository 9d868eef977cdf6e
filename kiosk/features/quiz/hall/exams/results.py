"""Who has come how far in an exam, and how often each question was answered rightly.

Read in parts, each a work that a ticket may wait for; papers are unsealed and marked on the caller's thread. Blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from content.banks.model import Item
from kiosk.features.quiz.hall.exams import store
from kiosk.features.quiz.hall.exams.cells import Begun
from kiosk.features.quiz.hall.exams.desk import ExamHall
from kiosk.features.quiz.hall.exams.outcome import certificate_number, has_passed
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Marked, marked
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.rules.marking import WHOLE

PART = 50
LEAST = 5
"""Papers that had a question from which on it is told how often it was right: fewer would say who answered what."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of an exam. `state`: a `wire_exams.State`, or "sitting". `made` and `passed`: of one that counts."""

    id: int
    listed: Listed
    state: str
    answered: int = 0
    total: int = 0
    used_seconds: int = 0
    extra_minutes: int = 0
    ended_at: str = ""
    made: Marked | None = None
    passed: bool = False
    certificate: str = ""

    def __repr__(self) -> str:
        return "PersonRow(hidden)"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A question in one wording: in how many papers that count, and how often it was right."""

    item: Item
    asked: int
    right: int


@dataclass(frozen=True, slots=True)
class Results:
    """`papers`: how many count."""

    people: tuple[PersonRow, ...]
    items: tuple[ItemRow, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class _Sat:
    id: int
    blind: bytes
    begun: Begun
    sheet: AnswerSheet


def results(hall: ExamHall, held: HeldExam, sitting_now: frozenset[int]) -> Results:
    """Raises SealBroken, KeyVersionUnknown, CellUnreadable."""
    over = held.exam.is_over(hall.clock())
    people: list[PersonRow] = []
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    items: dict[str, Item] = {}
    seen: set[bytes] = set()
    for sat in _sat(hall, held.id):
        seen.add(sat.blind)
        counts = over or sat.sheet.is_done
        made = marked(sat.begun.paper, sat.sheet, partial=held.exam.partial) if counts else None
        people.append(_row(hall, held, sat, made, is_sitting=sat.id in sitting_now))
        for one, share in zip(sat.begun.paper, made.shares if made else (), strict=False):
            key = f"{one.item.id}/{one.item.version}"
            items[key] = one.item
            asked[key] += 1
            right[key] += share == WHOLE
    people += [PersonRow(one.id, one.listed, "new", extra_minutes=one.listed.extra_minutes)
               for blind, one in _listed(hall, held.id) if blind not in seen]  # fmt: skip
    rows = sorted(
        (ItemRow(item, asked[key], right[key]) for key, item in items.items() if asked[key] >= LEAST), key=_hardest
    )
    people.sort(key=lambda one: (one.listed.branch, one.listed.name, one.listed.id_number))
    papers = sum(one.made is not None for one in people)
    return Results(tuple(people), tuple(sorted(rows, key=_hardest)), papers)


def _hardest(row: ItemRow) -> tuple[float, str]:
    return row.right / row.asked, row.item.id


def _row(hall: ExamHall, held: HeldExam, sat: _Sat, made: Marked | None, *, is_sitting: bool) -> PersonRow:
    sheet = sat.sheet
    state = "done" if made is not None else "sitting" if is_sitting else "paused"
    passed = made is not None and has_passed(held, made)
    number = certificate_number(hall.vault, held, sat.blind) if passed and held.exam.certificate else ""
    return PersonRow(
        sat.id, sat.begun.who, state, len(sheet.answers), len(sat.begun.paper), sheet.used_ms // 1000,
        sheet.extra_minutes, sheet.ended_at, made, passed, number,
    )  # fmt: skip


def _sat(hall: ExamHall, exam_id: int) -> Iterator[_Sat]:
    after = -1
    while found := hall.database.call(partial(store.sittings_of, exam_id=exam_id, after=after, rows=PART)):
        for one in found:
            yield _Sat(one.id, one.blind, *one.open(hall.vault))
        after = found[-1].id


def _listed(hall: ExamHall, exam_id: int) -> Iterator[tuple[bytes, store.InList]]:
    after = -1
    while found := hall.database.call(
        partial(store.everybody, vault=hall.vault, exam_id=exam_id, after=after, rows=4 * PART)
    ):
        yield from found
        after = found[-1][1].id
