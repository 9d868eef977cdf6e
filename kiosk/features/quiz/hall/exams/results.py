"""Who has come how far in an exam, and how often each question was answered rightly.

Read in parts, each a work that a ticket may wait for; papers are unsealed and marked on the caller's thread. Blocks.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from content.banks.bank_file import item_of
from content.banks.model import Item
from kiosk.features.quiz.hall.exams import store
from kiosk.features.quiz.hall.exams.cells import UNSOUND, Begun
from kiosk.features.quiz.hall.exams.desk import ExamHall
from kiosk.features.quiz.hall.exams.outcome import certificate_number, has_passed
from kiosk.features.quiz.hall.exams.store import HeldExam
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet, Marked, marked
from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.rules.marking import WHOLE

log = logging.getLogger(__name__)
T = TypeVar("T")

PART = 50
LEAST = 5
"""Papers that had a question from which on it is told how often it was right: fewer would say who answered what."""

_SOMEBODY = Listed("", "")
"""Whose row is damaged."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody of an exam. `state`: a `wire_exams.State`, or "sitting", or "unreadable": the row is damaged.

    `made` and `passed`: of one that counts.
    """

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
    """A row of a sitting. `told` None: it is damaged."""

    id: int
    blind: bytes
    told: tuple[Begun, AnswerSheet] | None


class _SameItems:
    """Items of many papers, each made once: most of the time of reading thousands of papers would go there."""

    def __init__(self) -> None:
        self._made: dict[str, Item] = {}

    def __call__(self, plain: Any) -> Item:
        text = json.dumps(plain, ensure_ascii=False)
        found = self._made.get(text)
        if found is None:
            found = self._made[text] = item_of(plain)
        return found


def results(hall: ExamHall, held: HeldExam, sitting_now: frozenset[int]) -> Results:
    """A damaged row is told as such, and takes nothing from the others."""
    over = held.exam.is_over(hall.clock())
    people: list[PersonRow] = []
    asked: Counter[Item] = Counter()
    right: Counter[Item] = Counter()
    seen: set[bytes] = set()
    damaged: dict[bytes, int] = {}
    for sat in _sat(hall, held.id):
        if sat.told is None:
            damaged[sat.blind] = sat.id
            continue
        seen.add(sat.blind)
        begun, sheet = sat.told
        made = marked(begun.paper, sheet, partial=held.exam.partial) if over or sheet.is_done else None
        people.append(_row(hall, held, sat, made, is_sitting=sat.id in sitting_now))
        for one, share in zip(begun.paper, made.shares if made else (), strict=False):
            asked[one.item] += 1
            right[one.item] += share == WHOLE
    for row_id, blind, listed in _listed(hall, held.id):
        if blind not in seen:
            is_damaged = damaged.pop(blind, None) is not None or listed is None
            who = listed or _SOMEBODY
            state = "unreadable" if is_damaged else "new"
            people.append(PersonRow(row_id, who, state, extra_minutes=who.extra_minutes))
    people += [PersonRow(row_id, _SOMEBODY, "unreadable") for row_id in damaged.values()]
    people.sort(key=lambda one: (one.listed.branch, one.listed.name, one.listed.id_number))
    rows = (ItemRow(item, count, right[item]) for item, count in asked.items() if count >= LEAST)
    papers = sum(one.made is not None for one in people)
    return Results(tuple(people), tuple(sorted(rows, key=_hardest)), papers)


def _hardest(row: ItemRow) -> tuple[float, str]:
    return row.right / row.asked, row.item.id


def _row(hall: ExamHall, held: HeldExam, sat: _Sat, made: Marked | None, *, is_sitting: bool) -> PersonRow:
    assert sat.told is not None
    begun, sheet = sat.told
    state = "done" if made is not None else "sitting" if is_sitting else "paused"
    passed = made is not None and has_passed(held, made)
    number = certificate_number(hall.vault, held, sat.blind) if passed and held.exam.certificate else ""
    return PersonRow(
        sat.id, begun.who, state, len(sheet.answers), len(begun.paper), sheet.used_ms // 1000,
        sheet.extra_minutes, sheet.ended_at, made, passed, number,
    )  # fmt: skip


def _sat(hall: ExamHall, exam_id: int) -> Iterator[_Sat]:
    after, same = -1, _SameItems()
    while found := hall.database.call(partial(store.sittings_of, exam_id=exam_id, after=after, rows=PART)):
        for one in found:
            yield _Sat(one.id, one.blind, _readable(partial(one.open, hall.vault, same)))
        after = found[-1].id


def _listed(hall: ExamHall, exam_id: int) -> Iterator[tuple[int, bytes, Listed | None]]:
    """Number of the row, blind index, and who it is; None: it is damaged."""
    after = -1
    while found := hall.database.call(partial(store.everybody, exam_id=exam_id, after=after, rows=4 * PART)):
        for one in found:
            yield one.id, one.blind, _readable(partial(one.open, hall.vault))
        after = found[-1].id


def _readable(read: Callable[[], T]) -> T | None:
    try:
        return read()
    except UNSOUND as error:
        log.error("row of an exam left out: %s: %s", type(error).__name__, error)  # these hold the place only
        return None
