"""找一找: which exhibits speak of what a visitor wrote, and where in them. Rules only.

    index = Index(exhibits, initials)                 # kiosk.features.exhibition.rules.index
    search("党费", Shown(index, on_now))              # titles, then what places are called, then texts, with a sentence

Every word must be there; when nothing holds all of what was written (“党费怎么交呀”), what holds most of it in
pieces of two characters is offered as near. Letters alone are also the initials of titles and places, and of the words
that packs bring. What is not on now is not found, though the index holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.index import Column, Index, plain
from kiosk.features.exhibition.rules.places import places

BEFORE, AFTER = 4, 11  # characters of the sentence around what was found: one line of a row, also in 大字
NEAR = 0.5  # the share of its pieces that a near one holds
MOST = 60  # nobody turns further
MOST_NAMED = 6  # places of one exhibit, by their names
_BREAK = re.compile(r"[\s，。、；：？！“”《》（）,.;:?!\"'()]+")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_MARKS_BEFORE = re.compile(r"^[\s，。、；：？！”》）,.;:?!)]+")

Expand = Callable[[str], Sequence[str]]  # letters -> the words they are initials of


@dataclass(frozen=True)
class Hit:
    """`at`: the place in the exhibit, as its page opens it; empty: the beginning. `line` is the sentence that holds the
    words, empty where a name does; `more`: further places in whose text they are; `near`: not all of them are there.
    """

    exhibit: Exhibit
    at: str = ""
    line: str = ""
    more: int = 0
    near: bool = False


class Shown:
    """What of an index shows now, in this order. An exhibit may show less than was indexed: a person whose consent has
    ended is in its sheet still, and is not found.
    """

    def __init__(self, index: Index, on: Sequence[Exhibit]) -> None:
        now = {_mark(exhibit): (place, exhibit) for place, exhibit in enumerate(on)}
        found = {number: now[_mark(one)] for number, one in enumerate(index.exhibits) if _mark(one) in now}
        self.index = index
        self.order = {number: place for number, (place, _) in found.items()}
        """Number in the index -> place."""
        self.exhibits = {number: exhibit for number, (_, exhibit) in found.items()}
        self._gone = frozenset(
            row for number, exhibit in self.exhibits.items() for row in _gone(index, number, exhibit)
        )

    def rows(self, word: str, column: Column) -> set[int]:
        """As the index's, of what shows."""
        return set(filter(self.has, self.index.rows(word, column)))

    def has(self, row: int) -> bool:
        return self.index.of[row].exhibit in self.order and row not in self._gone

    def within(self, number: int) -> Sequence[int]:
        within = self.index.within(number)
        return [row for row in within if row not in self._gone] if self._gone else within


def _mark(exhibit: Exhibit) -> tuple[str, str, Path]:
    return exhibit.key, exhibit.pack_version, exhibit.path


def _gone(index: Index, number: int, now: Exhibit) -> Iterator[int]:
    """The rows of places that it does not show any more."""
    was = index.exhibits[number]
    if was.content is now.content:
        return
    left = set(places(now))
    yield from (row for row, place in zip(index.within(number), places(was), strict=True) if place not in left)


@dataclass(frozen=True, order=True, slots=True)
class _Found:
    """`row`: of the place; -1: the exhibit itself. `asked`: which of several ways to understand the query it answers,
    `rank` how well, both 0 for the best.
    """

    asked: int
    rank: int
    order: int
    row: int
    number: int
    more: int = 0


def search(query: str, shown: Shown, expand: Expand = lambda letters: ()) -> tuple[Hit, ...]:
    """The best first, at most `MOST`; none for a query without a letter or character."""
    words = words_of(query)
    if not words:
        return ()
    letters = "".join(words)
    asked = [words]
    if letters.isascii():
        asked += [[plain(meant)] for meant in expand(letters)]
    found: dict[tuple[int, int], tuple[_Found, Sequence[str]]] = {}
    for way, wanted in enumerate(asked):
        for one in _holding(wanted, shown, way):
            found.setdefault((one.number, one.row), (one, wanted))
    for one in _spelled(letters, shown, len(asked)):
        found.setdefault((one.number, one.row), (one, ()))
    if not found:
        return _near(letters, shown)
    best = sorted(found.values(), key=lambda pair: pair[0])[:MOST]
    return tuple(_hit(one, wanted, shown) for one, wanted in best)


def words_of(query: str) -> list[str]:
    return [word for word in _BREAK.split(plain(query)) if word]


def _holding(words: Sequence[str], shown: Shown, way: int) -> Iterator[_Found]:
    """The exhibits that hold all the words, each by its title, by names of places, or by the place that holds most."""
    index = shown.index
    heads, about, bodies = (
        [shown.rows(word, column) for word in words] for column in (Column.HEAD, Column.ABOUT, Column.BODY)
    )
    anywhere = [one | two | three for one, two, three in zip(heads, about, bodies, strict=True)]
    told = [head | more for head, more in zip(heads, about, strict=True)]
    for number in set.intersection(*({index.of[row].exhibit for row in rows} for rows in anywhere)):
        order, own, within = shown.order[number], index.own[number], shown.within(number)
        named = [row for row in within if all(row in rows for rows in heads)]
        if all(own in rows for rows in heads):
            yield _Found(way, 0, order, -1, number)
        elif all(own in rows for rows in told):
            yield _Found(way, 2, order, -1, number)
        elif not named:
            best = max(within, key=lambda row: sum(row in rows for rows in anywhere))
            more = sum(row != best and all(row in rows for rows in anywhere) for row in within)
            yield _Found(way, 3, order, best, number, more)
        for row in named[:MOST_NAMED]:
            yield _Found(way, 1, order, row, number)


def _spelled(letters: str, shown: Shown, way: int) -> Iterator[_Found]:
    """Titles and places by the initials of what they are called."""
    index = shown.index
    for row in index.rows_of_initials(letters):
        number, place = index.of[row].exhibit, index.of[row].place
        if shown.has(row):
            yield _Found(way, 0 if place is None else 1, shown.order[number], -1 if place is None else row, number)


def _near(query: str, shown: Shown) -> tuple[Hit, ...]:
    pieces = sorted({query[place : place + 2] for place in range(len(query) - 1)})
    index = shown.index
    held: dict[int, set[str]] = {}
    titled: Counter[int] = Counter()
    for piece in pieces:
        for column in Column:
            for row in shown.rows(piece, column):
                number = index.of[row].exhibit
                held.setdefault(number, set()).add(piece)
                titled[number] += row == index.own[number] and column is Column.HEAD
    ranked = sorted(
        (-len(found), -titled[number], shown.order[number], number)
        for number, found in held.items() if len(found) >= NEAR * len(pieces)
    )  # fmt: skip
    return tuple(_near_hit(shown.exhibits[number], sorted(held[number])) for *_, number in ranked[:MOST])


def _near_hit(exhibit: Exhibit, pieces: Sequence[str]) -> Hit:
    every = list(places(exhibit))
    best = max(every, key=lambda one: sum(piece in plain(one.text) for piece in pieces), default=None)
    if best is None or not any(piece in plain(best.text) for piece in pieces):
        return Hit(exhibit, near=True)
    return Hit(exhibit, best.name, _sentence(best.text, pieces), near=True)


def _hit(found: _Found, words: Sequence[str], shown: Shown) -> Hit:
    exhibit = shown.exhibits[found.number]
    if found.row < 0:
        return Hit(exhibit)
    place = shown.index.of[found.row].place or ""
    if found.rank < 3:
        return Hit(exhibit, place)
    number = found.row - shown.index.own[found.number] - 1
    text = next(islice((one.text for one in places(shown.index.exhibits[found.number])), number, None), "")
    return Hit(exhibit, place, _sentence(text, words), found.more)


def _sentence(text: str, words: Sequence[str]) -> str:
    """The sentence that holds most of the words, as it was written, cut to a line around the first."""
    sentences = [found[0].strip() for found in _SENTENCE.finditer(text)]
    best = max(sentences, key=lambda one: sum(word in plain(one) for word in words), default="")
    at = min((place for word in words if (place := best.casefold().find(word)) >= 0), default=0)
    begin, end = max(0, at - BEFORE), at + AFTER
    shown = _MARKS_BEFORE.sub("", best[begin:end])
    return ("…" if begin else "") + shown + ("…" if end < len(best) else "")
