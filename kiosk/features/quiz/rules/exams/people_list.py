"""A list of people as keepers have them: rows of a table -> who may sit, and what is wrong in which row. Pure.

Wanted are columns 姓名 and 身份证号; 支部 and 加时 may be there. What is wrong is told by row, with a masked name: no
number is repeated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.banks.cells import text_of
from content.banks.values import Value
from devices.id_card import id_number as id_numbers
from kiosk.features.membership.rules.names import can_be_on_a_card, mask, tidy
from kiosk.features.quiz.rules.exams.exam import MOST_EXTRA_MINUTES, MOST_PEOPLE

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "考生姓名", "党员姓名", "参加人", "人员姓名"),
    "id_number": (
        "身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "身份证", "身份号码",
    ),
    "branch": ("支部", "党支部", "所在支部", "所在党支部", "所属支部", "所属党支部", "党组织", "所在党组织", "单位"),
    "extra": ("加时", "加时分钟", "加时(分钟)", "加时(分)", "延长", "延长分钟", "延时"),
}  # fmt: skip
WITHIN = 20
"""Rows among which the header is looked for."""
LONGEST_NAME, LONGEST_BRANCH = 60, 100
MOST_PROBLEMS = 200

_NOTHING = frozenset({"", "/", "\\", "-", "--", "—", "——", "无", "空", "0"})
_QUOTES = "'‘’`´＇\"＂“”"
_UNSEEN = re.compile(r"[\s'’‘`\u200b-\u200f\u202a-\u202e\u2060\ufeff-]")
_AS_TEXT = re.compile(r"=\s*\"(.*)\"", re.DOTALL)
_SPOILED = re.compile(r"\d[\d.]*E\+?\d+|\d{15,}\.0*")
_MINUTES = re.compile(r"(\d{1,3})(?:\.0)?(?:分钟?)?")
_ALIKE = "×✕✖╳ХΧ"
_MOST_DIGITS = 10**15


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who may sit. `extra_minutes`: on top of the exam's."""

    name: str
    id_number: str
    branch: str = ""
    extra_minutes: int = 0

    def __repr__(self) -> str:
        return "Listed(hidden)"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be taken. `why`: a name of `WHY`; `row` counts from 1; `of`: of the row it repeats."""

    sheet: str
    row: int
    who: str
    why: str
    of: int = 0


WHY = (
    "no_name", "long_name", "odd_name", "no_number", "spoiled", "old_number", "not_an_x", "length", "digits", "birth",
    "check", "twice", "two_names", "minutes", "branch",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """`people` in the order of the list, without those with a problem."""

    people: tuple[Listed, ...]
    problems: tuple[Problem, ...]


class ListRefused(Exception):
    """No list can be made of the file at all; `reason`: no_header, empty, too_many."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Rows = Sequence[Sequence[Value]]


def read_people(sheets: Iterable[tuple[str, Rows]]) -> PeopleRead:
    """Of every sheet that has a header. Raises ListRefused."""
    reading = _Reading()
    heads = 0
    for name, rows in sheets:
        head = find_header(rows)
        if head is not None:
            heads += 1
            reading.sheet(name, rows, *head)
    if not heads:
        raise ListRefused("no_header")
    if not reading.people and not reading.problems:
        raise ListRefused("empty")
    return PeopleRead(tuple(reading.people.values()), tuple(reading.problems[:MOST_PROBLEMS]))


def find_header(rows: Rows) -> tuple[int, dict[str, int]] | None:
    """The index of the header's row, and the column of each field."""
    for index, cells in enumerate(rows[:WITHIN]):
        texts = [_bare(text_of(cell)) for cell in cells]
        found = {
            field: next(at for at, text in enumerate(texts) if text in names)
            for field, names in HEADS.items()
            if any(text in names for text in texts)
        }
        if "name" in found and "id_number" in found:
            return index, found
    return None


class _Reading:
    def __init__(self) -> None:
        self.people: dict[str, Listed] = {}
        self.problems: list[Problem] = []
        self._rows: dict[str, int] = {}

    def sheet(self, sheet: str, rows: Rows, head: int, columns: Mapping[str, int]) -> None:
        for number, cells in enumerate(rows[head + 1 :], start=head + 2):
            given = {field: cells[at] if at < len(cells) else "" for field, at in columns.items()}
            if any(text_of(cell) for cell in given.values()):
                self._row(sheet, number, given)

    def _row(self, sheet: str, row: int, given: Mapping[str, Value]) -> None:
        name = tidy(_clean(given["name"]))[: LONGEST_NAME + 1]
        id_text = _id_text(given["id_number"])
        branch = text_of(given.get("branch", ""))
        extra = _minutes(given.get("extra", ""))
        why = _why(given["id_number"], name, id_text, branch, extra)
        same = self.people.get(id_text)
        if why is None and same is not None:
            why = "twice" if same.name == name else "two_names"
        if why is not None:
            of = self._rows.get(id_text, 0) if why in ("twice", "two_names") else 0
            self.problems.append(Problem(sheet, row, mask(name) if name else "", why, of))
            return
        if len(self.people) == MOST_PEOPLE:
            raise ListRefused("too_many")
        self.people[id_text] = Listed(name, id_text, "" if branch in _NOTHING else branch, extra or 0)
        self._rows[id_text] = row


def _why(cell: Value, name: str, id_text: str, branch: str, extra: int | None) -> str | None:
    """The first thing that is wrong, or None."""
    if not name:
        return "no_name"
    if len(name) > LONGEST_NAME:
        return "long_name"
    if not can_be_on_a_card(name):
        return "odd_name"  # in the list, and refused with their card on the day
    problem = _number_problem(cell, id_text)
    if problem is not None:
        return problem
    if extra is None:
        return "minutes"
    return "branch" if len(branch) > LONGEST_BRANCH else None


def _number_problem(cell: Value, text: str) -> str | None:
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if not text or text in _NOTHING:
        return "no_number"
    if (is_number and float(cell) >= _MOST_DIGITS) or _SPOILED.fullmatch(text):  # type: ignore[arg-type]
        return "spoiled"  # a spreadsheet's number keeps fifteen digits: the last three are lost
    if len(text) == id_numbers.LENGTH and text[:-1].isdigit() and text[-1] in _ALIKE:
        return "not_an_x"
    if re.fullmatch(r"\d{15}", text):
        return "old_number"
    try:
        id_numbers.parse(text)
    except id_numbers.IdNumberWrong as wrong:
        return wrong.field
    return None


def _id_text(cell: Value) -> str:
    """Plain digits and an upper-case X."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", _clean(cell))).upper()


def _minutes(cell: Value) -> int | None:
    """None: no number of minutes that may be given."""
    text = unicodedata.normalize("NFKC", _clean(cell)).replace(" ", "")
    if text in _NOTHING:
        return 0
    found = _MINUTES.fullmatch(text)
    return int(found[1]) if found and int(found[1]) <= MOST_EXTRA_MINUTES else None


def _clean(cell: Value) -> str:
    """Without ``="…"`` and the ``'`` that keep a text a text."""
    text = text_of(cell)
    found = _AS_TEXT.fullmatch(text)
    return (found[1] if found else text).strip(_QUOTES).strip()


def _bare(head: str) -> str:
    return "".join(unicodedata.normalize("NFKC", head).split()).rstrip(":*").lstrip("*")
