"""Everything installed, made ready for 找一找: each character is a word of SQLite's full-text search (FTS5).

    index = Index(exhibits, initials)             # on a worker: 10,000 documents take seconds
    index.rows(("党费",), Column.BODY)            # rows that hold it, as a set of numbers

A search for two characters is one phrase of two words, so that it finds what LIKE finds, whatever was typed: there is
no list of words that could lack one. Nothing is kept but numbers: what a row is stands in `of`.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.places import places

LONGEST_LETTERS = 12
"""Initials; a title has hardly more that somebody would spell."""
_TABLE = """CREATE VIRTUAL TABLE row USING fts5(head, about, body, content='', columnsize=0,
            tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'")"""
_UNSEEN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
_FIRST_SIGN = 0xE000  # private characters, one for each set of initials


class Column(StrEnum):
    """HEAD: the title of an exhibit, the name of a place. ABOUT: what stands under the title. BODY: the text."""

    HEAD = "head"
    ABOUT = "about"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Row:
    """`exhibit` by its number among those given. `place`: None of the exhibit itself."""

    exhibit: int
    place: str | None = None


class Index:
    """`initials`: of a character the letters its readings begin with (长: "cz"). Any thread, one question at a time."""

    def __init__(self, exhibits: Sequence[Exhibit], initials: Mapping[str, str] = {}) -> None:
        self.exhibits = tuple(exhibits)
        self.of: list[Row] = []
        self.own: list[int] = []
        """Of each exhibit the row of its own; those of its places follow it."""
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(_TABLE)
        self._heads = _Heads(initials)
        self._base.executemany("INSERT INTO row(rowid, head, about, body) VALUES (?, ?, ?, ?)", self._written())

    def rows(self, word: str, column: Column) -> set[int]:
        """Those whose column holds the word, which is `plain`."""
        asked = f'{column} : "{spaced(word)}"'
        with self._lock:
            return {number for (number,) in self._base.execute("SELECT rowid FROM row(?)", (asked,))}

    def rows_of_initials(self, letters: str) -> tuple[int, ...]:
        """Those whose head has characters in a row that begin with these letters, as they stand."""
        return tuple(self._heads.find(letters))

    def within(self, number: int) -> range:
        """The rows of an exhibit's places."""
        after = self.own[number + 1] if number + 1 < len(self.own) else len(self.of)
        return range(self.own[number] + 1, after)

    def close(self) -> None:
        with self._lock:
            self._base.close()

    def _written(self) -> Iterator[tuple[int, str, str, str]]:
        for number, exhibit in enumerate(self.exhibits):
            self.own.append(len(self.of))
            about = "\n".join((exhibit.heading, *exhibit.topics, exhibit.source))
            yield self._row(Row(number), exhibit.title, about, "")
            for place in places(exhibit):
                yield self._row(Row(number, place.name), place.name, "", place.text)

    def _row(self, row: Row, head: str, about: str, body: str) -> tuple[int, str, str, str]:
        self.of.append(row)
        self._heads.add(head)
        head, about, body = (spaced(plain(text)) for text in (head, about, body))
        return len(self.of) - 1, head, about, body


class _Heads:
    """All heads as one text in which a character stands for the initials of one that was there."""

    def __init__(self, initials: Mapping[str, str]) -> None:
        self._initials = initials
        self._signs: dict[str, str] = {}
        self._parts: list[str] = []
        self._begins: list[int] = []
        self._length = 0

    def add(self, head: str) -> None:
        signs = "".join(self._sign(character) for character in plain(head)) + "\n"
        self._begins.append(self._length)
        self._parts.append(signs)
        self._length += len(signs)

    def find(self, letters: str) -> Iterable[int]:
        if not (1 < len(letters) <= LONGEST_LETTERS and letters.isascii() and letters.isalpha()):
            return ()
        held = ["".join(sign for initials, sign in self._signs.items() if one in initials) for one in letters]
        if not all(held):
            return ()
        text = self._whole()
        found = re.finditer("".join(f"[{signs}]" for signs in held), text)
        return dict.fromkeys(bisect_right(self._begins, match.start()) - 1 for match in found)

    def _whole(self) -> str:
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0] if self._parts else ""

    def _sign(self, character: str) -> str:
        """Of a mark: one that no letter asks for."""
        initials = self._initials.get(character, character if character.isascii() and character.isalpha() else "")
        return self._signs.setdefault(initials, chr(_FIRST_SIGN + len(self._signs))) if initials else " "


def plain(text: str) -> str:
    """As it is compared: one width, no capitals, nothing that is not seen."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isprintable():
        return folded
    return "".join(one if unicodedata.category(one) not in _UNSEEN else " " for one in folded)


def spaced(text: str) -> str:
    """Each character a word; a quotation mark would end the phrase."""
    return " ".join(text.replace('"', "'"))
