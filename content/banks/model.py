"""A question bank: the items, and what the reader found while reading them.

Plain frozen dataclasses, standard library only, so that rules may import them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

MOST_ITEMS = 20_000
"""Largest bank read at once; a keeper's sheet beyond it is almost always a damaged one."""


class Kind(StrEnum):
    """Question types."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    FILL = "fill"
    ORDER = "order"


class Status(StrEnum):
    """Whether an item may be asked; only one that is ready is ever drawn."""

    READY = "ready"
    DRAFT = "draft"
    UNCHECKED = "unchecked"  # 待核: nobody has read its source yet
    WITHDRAWN = "withdrawn"


class Difficulty(IntEnum):
    EASY = 1
    MEDIUM = 2
    HARD = 3


JUDGE_OPTIONS = ("对", "错")
"""The two options of every judge item, in this order: answer ``(0,)`` is true, ``(1,)`` is false."""


_MARKS = tuple((chr(0xFEE0 + ord(mark)), mark) for mark in ",()?:;!")
_WIDE = re.compile("[\uff01-\uff5e]")
_NARROW = {0xFEE0 + code: code for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    ``answer`` holds indices into ``options``, ascending (for an order item: in the right order; for a fill item it is
    empty, as its options are). ``blanks`` are those of a fill item, in the order of the stem: of each the texts that
    count, the one to be shown first. ``picture`` is a file of its pack, relative to it. Dates are inclusive on both
    ends; None means no bound.
    """

    id: str
    kind: Kind
    stem: str
    options: tuple[str, ...]
    answer: tuple[int, ...]
    explanation: str = ""
    tags: tuple[str, ...] = ()
    difficulty: Difficulty = Difficulty.MEDIUM
    source: str = ""
    source_date: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    blanks: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    status: Status = Status.READY

    @property
    def tag(self) -> str:
        """The first of its tags, by which a paper is drawn and a result is told; empty where it has none."""
        return self.tags[0] if self.tags else ""

    @property
    def version(self) -> str:
        """Eight hexadecimal digits of the wording; a changed word is a new version, whatever the keeper remembers.

        Only what a visitor reads and is marked by counts, so a new tag or date does not split the statistics; nor does
        a blank or the width of a letter, and what was withdrawn does not come back by them.
        """
        accepted = ("\x1e".join(blank) for blank in self.blanks)
        picture = (f"\x1d{self.picture}",) if self.picture else ()
        wording = "\x1f".join((self.kind, self.stem, *self.options, *map(str, self.answer), *accepted, *picture))
        for wide, narrow in _MARKS:  # nearly all that is wide, and four times as fast
            wording = wording.replace(wide, narrow)
        if _WIDE.search(wording):
            wording = wording.translate(_NARROW)
        wording = wording.replace(" ", "")
        return hashlib.sha256(wording.encode()).hexdigest()[:8]

    def is_valid(self, day: date) -> bool:
        """Whether the item may be asked on ``day``."""
        return (
            self.status is Status.READY
            and (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
        )

    def answer_texts(self) -> tuple[str, ...]:
        """The right options, or the first text of each blank."""
        if self.blanks:
            return tuple(texts[0] for texts in self.blanks)
        return tuple(self.options[index] for index in self.answer)


class Severity(StrEnum):
    REFUSED = "refused"  # the row is not in the bank
    WARNED = "warned"  # the row is in the bank; look at the cell
    FLAGGED = "flagged"  # the row is in the bank; it disagrees with or repeats another


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a keeper should see: ``row`` counts from 1 as the spreadsheet shows it, 0 for a whole sheet.

    ``column`` is the letter of the spreadsheet column, empty when the whole row is meant.
    """

    severity: Severity
    sheet: str
    row: int
    column: str
    reason: str

    @property
    def place(self) -> str:
        """Where it stands, in words; empty when the whole file is meant."""
        row = f"{self.column}{self.row}" if self.column else f"第 {self.row} 行"
        return f"{self.sheet} {row}".strip() if self.row else self.sheet

    def __str__(self) -> str:
        return f"{self.place}：{self.reason}" if self.place else self.reason


@dataclass(frozen=True, slots=True)
class Bank:
    name: str
    items: tuple[Item, ...]
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def refused(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.REFUSED)


class BankRejected(Exception):
    """No bank can be made from the file at all; ``reason`` is for the keeper, in Chinese."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason
