"""The state of typing: what stands written, what is spelled, what it may mean. Pure: no Kivy, no files.

    composer = Composer(FullKeys(pinyin, local), limit=100)
    for letter in "huanying": composer.spell(letter)
    composer.page()                   # ("欢迎", "幻影", …)
    composer.choose(0)                # the spelling is used up: composer.text == "欢迎"

A word chosen for a part of the spelling waits (`chosen`) until all of it has been chosen, so that a step back can undo
it; the chosen parts' spelling and the rest are always what was typed. Without a decoder (`spelling=None`) letters are
written as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.ui.typing.spelling import Candidate, Spelling
from kiosk.ui.typing.syllables import BREAK

MOST_SPELLED = 60  # symbols waiting at once: a sentence; more is a palm on the keys


@dataclass(frozen=True)
class Shelf:
    """How candidates are dealt to pages: `room` of a row, `em` of one character, `pad` and `least` of a cell, `gap`
    between cells, `turn` for each of the two arrows. Any one unit; the default deals five a page."""

    room: float = 5.0
    em: float = 0.0
    pad: float = 1.0
    least: float = 1.0
    gap: float = 0.0
    turn: float = 0.0
    most: int = 5

    def deal(self, words: Sequence[str]) -> list[range]:
        """Pages as ranges of `words`; every page holds at least one."""
        everything = range(len(words))
        if not words or self._count(words, 0, self.room) == len(words):
            return [everything] if words else []
        pages, start = [], 0
        while start < len(words):
            count = max(1, self._count(words, start, self.room - 2 * (self.turn + self.gap)))
            pages.append(range(start, start + count))
            start += count
        return pages

    def _count(self, words: Sequence[str], start: int, room: float) -> int:
        used, count = 0.0, 0
        for word in words[start : start + self.most]:
            used += self.cell(word) + (self.gap if count else 0)
            if used > room + 0.001:
                break
            count += 1
        return count

    def cell(self, word: str) -> float:
        """Width of a word's cell; Latin letters and digits are about 0.6 em."""
        return max(self.least, self.pad + self.em * sum(0.6 if one.isascii() else 1.0 for one in word))


@dataclass(frozen=True, repr=False)
class Chosen:
    """A word chosen for `spelled`."""

    text: str
    spelled: str

    def __repr__(self) -> str:
        return f"Chosen({len(self.text)} characters)"


class Composer:
    """`limit`: characters the field holds. Every method does nothing where it makes no sense."""

    def __init__(self, spelling: Spelling | None, *, limit: int = 100, shelf: Shelf | None = None) -> None:
        self._spelling, self._shelf = spelling, shelf or Shelf()
        self.limit = limit
        self._written = ""
        self._chosen: list[Chosen] = []
        self._spelled = ""
        self._offered: tuple[Candidate, ...] = ()
        self._pages: list[range] = []
        self._page = 0

    def __repr__(self) -> str:
        return f"Composer({len(self._written)} of {self.limit} characters)"

    @property
    def text(self) -> str:
        """What stands written, without what is still being spelled."""
        return self._written

    @property
    def spelled(self) -> str:
        """Symbols not chosen for yet."""
        return self._spelled

    @property
    def chosen(self) -> tuple[Chosen, ...]:
        return tuple(self._chosen)

    @property
    def composing(self) -> str:
        """What the field underlines: words chosen so far, then the spelling as it reads."""
        shown = self._spelling.shown(self._spelled) if self._spelling and self._spelled else self._spelled
        return "".join(one.text for one in self._chosen) + shown

    @property
    def room(self) -> int:
        """Characters that may still be added."""
        return self.limit - len(self._written) - sum(len(one.text) for one in self._chosen)

    @property
    def choices(self) -> tuple[str, ...]:
        """Readings of the first open syllable (nine keys)."""
        return self._spelling.choices(self._spelled) if self._spelling and self._spelled else ()

    def use(self, spelling: Spelling | None, shelf: Shelf | None = None) -> None:
        """Another way of spelling (大字 switched on or off), another row for candidates."""
        if spelling is not self._spelling:
            shown = self._spelling.shown(self._spelled) if self._spelling and self._spelled else self._spelled
            self._write_chosen()
            self._spelled = spelling.adopt(shown) if spelling else ""
            self._spelling = spelling
        self._shelf = shelf or self._shelf
        self._look_up()

    def spell(self, symbol: str) -> None:
        """A letter, a keypad digit or a break (')."""
        if self._spelling is None:
            self.put(symbol)
        elif len(self._spelled) < MOST_SPELLED and self.room > 0:
            if symbol == BREAK and (not self._spelled or self._spelled.endswith(BREAK)):
                return
            self._spelled += symbol
            self._look_up()

    def put(self, mark: str) -> None:
        """A mark, digit, letter or ready phrase, as it is; what was being spelled is settled first."""
        self.settle()
        if 0 < len(mark) <= self.room:
            self._written += mark

    def space(self) -> None:
        """Take the first candidate; with nothing spelled, write a space."""
        if self._spelled:
            self.choose(0)
        else:
            self.put(" ")

    def choose(self, place: int) -> None:
        """Take the candidate at `place` of the page shown."""
        page = self._pages[self._page] if self._pages else range(0)
        if not 0 <= place < len(page):
            return
        hit = self._offered[page[place]]
        self._chosen.append(Chosen(hit.text, self._spelled[: hit.used]))
        self._spelled = self._spelled[hit.used :]
        if not self._spelled.strip(BREAK):
            self._write_chosen()
        self._look_up()

    def pick(self, syllable: str) -> None:
        """Settle the first open syllable (nine keys)."""
        if self._spelling and syllable in self.choices:
            self._spelled = self._spelling.settle(self._spelled, syllable)
            self._look_up()

    def turn(self, pages: int) -> None:
        """1 for the next page of candidates, -1 for the one before."""
        self._page = max(0, min(len(self._pages) - 1, self._page + pages)) if self._pages else 0

    def page(self) -> tuple[str, ...]:
        """The candidates shown, best first."""
        return tuple(self._offered[place].text for place in self._pages[self._page]) if self._pages else ()

    @property
    def has_page_before(self) -> bool:
        return self._page > 0

    @property
    def has_page_after(self) -> bool:
        return self._page + 1 < len(self._pages)

    def back(self) -> None:
        """One step back: the word just chosen is spelling again, else the last symbol spelled goes, else the last
        character written."""
        if self._chosen:
            last = self._chosen.pop()
            self._spelled = last.spelled + self._spelled
        elif self._spelled:
            self._spelled = self._spelling.shorten(self._spelled) if self._spelling else self._spelled[:-1]
        else:
            self._written = self._written[:-1]
        self._look_up()

    def again(self) -> None:
        """重输: drop what is being spelled, keep what stands written."""
        self._chosen.clear()
        self._spelled = ""
        self._look_up()

    def settle(self) -> None:
        """Take first candidates until nothing is spelled."""
        while self._spelled:
            self._page = 0
            before = self._spelled
            self.choose(0)
            if self._spelled == before:  # the field is full: nothing fits
                self._spelled = ""
        self._write_chosen()

    def wipe(self) -> None:
        """Drop everything, down to the decoder's buffers: the end of the visit, or 清空."""
        self._written = self._spelled = ""
        self._chosen.clear()
        if self._spelling:
            self._spelling.forget()
        self._look_up()

    def _write_chosen(self) -> None:
        self._written += "".join(one.text for one in self._chosen)
        self._chosen.clear()

    def _look_up(self) -> None:
        found = self._spelling.candidates(self._spelled) if self._spelling and self._spelled else ()
        self._offered = tuple(hit for hit in found if len(hit.text) <= self.room)
        self._pages = self._shelf.deal([hit.text for hit in self._offered])
        self._page = 0
