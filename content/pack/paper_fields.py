"""From a table of keys and values (TOML's types) to a `Plan`, every value checked; one code for both ways to write a
paper down. What is wrong is told with the way to it: ``("quotas", 1, "count")``.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar

from content import words
from content.banks.model import Difficulty, Kind
from content.banks.papers import (
    CLOCK,
    FULL_MARKS,
    MOST_BANDS,
    MOST_QUESTIONS,
    MOST_QUOTAS,
    SECONDS,
    Band,
    Icon,
    Order,
    Plan,
    Quota,
    Who,
)
from content.banks.papers import Way as WayToPlay
from content.pack import paper_words as said
from content.pack.entry import NAME
from content.tables.plain import plain_text

LONGEST_TITLE, LONGEST_NOTE, LONGEST_TAG, LONGEST_BAND, LONGEST_ADVICE = 30, 60, 20, 8, 30
_OF_PAPER = (
    "name", "title", "note", "icon", "who", "order", "seconds", "valid_from", "valid_until", "way",
    "partial", "clock", "bank", "quotas", "bands",
)  # fmt: skip
_OF_QUOTA, _OF_BAND = ("tag", "kind", "difficulty", "count"), ("from", "to", "title", "advice")

Way = tuple[str | int, ...]
"""Keys and places from 0, from the paper down to the value."""
Word = TypeVar("Word")


class PaperWrong(Exception):
    """A paper that cannot be used; the message is for the keeper, ``way`` leads to what is wrong."""

    def __init__(self, way: Way, reason: str) -> None:
        super().__init__(reason)
        self.way = way


def plan_of(table: Mapping[str, object]) -> Plan:
    """Raises `PaperWrong`."""
    paper = _Table(table, ())
    paper.only(_OF_PAPER)
    name = paper.text("name", 64, needed=True)
    if not NAME.fullmatch(name):
        raise PaperWrong(("name",), said.BAD_NAME)
    first, last = paper.day("valid_from"), paper.day("valid_until")
    if first and last and last < first:
        raise PaperWrong(("valid_until",), said.DATES_REVERSED)
    way = paper.word("way", {one.value: one for one in WayToPlay}, WayToPlay.CHECKUP)
    for key, only in (("partial", WayToPlay.CHECKUP), ("bands", WayToPlay.CHECKUP), ("clock", WayToPlay.CHALLENGE)):
        if table.get(key) and way is not only:
            raise PaperWrong((key,), said.not_of_way(way, only))
    return Plan(
        name=name,
        title=paper.text("title", LONGEST_TITLE, needed=True),
        quotas=_quotas(paper, counted=way is WayToPlay.CHECKUP),
        note=paper.text("note", LONGEST_NOTE),
        icon=paper.word("icon", {one.value: one for one in Icon}, Icon.EXAM),
        who=paper.word("who", {one.value: one for one in Who}, Who.EVERYONE),
        order=paper.word("order", {one.value: one for one in Order}, Order.KIND),
        bands=_bands(paper),
        seconds=paper.whole("seconds", *SECONDS) if "seconds" in table else None,
        valid_from=first,
        valid_until=last,
        way=way,
        partial=paper.yes("partial"),
        clock=paper.whole("clock", *CLOCK) if "clock" in table else None,
        bank=paper.text("bank", LONGEST_NOTE),
    )


def _quotas(paper: _Table, *, counted: bool) -> tuple[Quota, ...]:
    """Not ``counted``: drawn of all they take; a number may be left out, and one that a copied sheet holds is 1."""
    quotas = []
    for one in paper.rows("quotas", MOST_QUOTAS):
        one.only(_OF_QUOTA)
        kind = one.word("kind", dict[str, Kind | None]({kind.value: kind for kind in Kind}), None)
        level = one.word("difficulty", dict[str, Difficulty | None](said.LEVEL_NAMES), None)
        count = one.whole("count", 1, MOST_QUESTIONS) if counted or one.has("count") else 1
        quotas.append(Quota(count if counted else 1, one.text("tag", LONGEST_TAG) or None, kind, level))
    if not quotas:
        raise PaperWrong(("quotas",), said.NO_QUOTAS)
    if (count := sum(quota.count for quota in quotas)) > MOST_QUESTIONS:
        raise PaperWrong(("quotas",), said.too_many_questions(count, MOST_QUESTIONS))
    return tuple(quotas)


def _bands(paper: _Table) -> tuple[Band, ...]:
    """From the highest on. Whoever writes up to where a band goes is told where two overlap or leave a hole."""
    rows = []
    for one in paper.rows("bands", MOST_BANDS):
        one.only(_OF_BAND)
        least = one.whole("from", 0, FULL_MARKS)
        most = one.whole("to", 0, FULL_MARKS) if one.has("to") else None
        band = Band(least, one.text("title", LONGEST_BAND, needed=True), one.text("advice", LONGEST_ADVICE))
        if most is not None and most < least:
            raise PaperWrong((*one.way, "to"), said.band_turned(band.title))
        rows.append((band, most, one.way))
    rows.sort(key=lambda row: -row[0].least)
    if rows and rows[0][1] not in (None, FULL_MARKS):
        top, most, way = rows[0]
        assert most is not None
        raise PaperWrong(way, said.bands_part(str(FULL_MARKS), top.title, most + 1, FULL_MARKS))
    for (upper, _, _), (lower, most, way) in pairwise(rows):
        most = upper.least - 1 if most is None else most
        if most >= upper.least or lower.least == upper.least:
            raise PaperWrong(way, said.bands_overlap(upper.title, lower.title, upper.least))
        if most + 1 < upper.least:
            raise PaperWrong(way, said.bands_part(upper.title, lower.title, most + 1, upper.least - 1))
    if rows and rows[-1][0].least:
        raise PaperWrong(rows[-1][2], said.HOLE_AT_THE_BOTTOM)
    return tuple(band for band, _, _ in rows)


class _Table:
    """Every getter checks the type and raises `PaperWrong`."""

    def __init__(self, values: Mapping[str, object], way: Way) -> None:
        self._values, self.way = values, way

    def only(self, known: tuple[str, ...]) -> None:
        for key in self._values:
            if key not in known:
                nearest = difflib.get_close_matches(key, known, 1)
                raise PaperWrong((*self.way, key), words.unknown_key(key[:40], nearest[0] if nearest else ""))

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, most: int, *, needed: bool = False) -> str:
        value = self._values.get(key, "")
        if not isinstance(value, str):
            raise PaperWrong((*self.way, key), said.a_text(most))
        text = " ".join(unicodedata.normalize("NFC", plain_text(value)).split())
        if needed and not text:
            raise PaperWrong((*self.way, key), said.MISSING)
        if len(text) > most:
            raise PaperWrong((*self.way, key), said.a_text(most))
        return text

    def whole(self, key: str, low: int, high: int) -> int:
        value = self._values.get(key)
        if type(value) is not int or not low <= value <= high:
            raise PaperWrong((*self.way, key), said.a_number(low, high))
        return value

    def yes(self, key: str) -> bool:
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise PaperWrong((*self.way, key), said.A_YES)
        return value

    def word(self, key: str, known: Mapping[str, Word], usual: Word) -> Word:
        value = self._values.get(key)
        if value is None:
            return usual
        if not isinstance(value, str) or value not in known:
            raise PaperWrong((*self.way, key), said.one_of(str(value), tuple(known)))
        return known[value]

    def day(self, key: str) -> date | None:
        value = self._values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        raise PaperWrong((*self.way, key), words.unreadable_date(str(value)[:40]))

    def rows(self, key: str, most: int) -> Iterator[_Table]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise PaperWrong((*self.way, key), words.wrong_type(key, "几个表，一个写一个 [[papers.…]]"))
        if len(value) > most:
            raise PaperWrong((*self.way, key), said.too_many_rows(most))
        return (_Table(one, (*self.way, key, place)) for place, one in enumerate(value))
