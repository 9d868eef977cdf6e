"""改成选择题: what stands beside the right text of a blank, for whoever cannot or will not type.

    fills = Fills(items)                     # those with blanks, looked through once
    choices(item, fills.near(item), seed)    # of each blank four texts, the right one among them

Of numbers their neighbours, written the same way; else what fills the blanks of other items and is of like length,
those that end alike (半年, 一年) and those of the topic first; else a few words that fit anywhere. Never one that
counts as right as well. Pure and by the seed: the hall makes the same for a test.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.normalising import MOST, counts, in_characters, in_digits, normal

COUNT = 4
_NUMBER = re.compile(r"^(\D*?)(\d{1,9}|[零〇一二三四五六七八九十百千万]+)(\D*)$")
_ANYWHERE = (
    "一", "三", "五", "七", "月", "季", "周", "半年", "一年", "两年", "三年", "三个月", "六个月", "三十天", "群众",
    "组织", "个人", "上级", "大会", "党小组", "党支部", "支委会", "党员大会", "群众路线", "实事求是", "批评监督",
    "集体领导",
)  # fmt: skip
NEAR = 1  # characters by which a text of another item may be longer or shorter

MOST_NEAR = 100
"""Items of the topic, and of others, from which texts are taken: of 20,000 a paper would take 13 s."""


class Fills:
    """The items with blanks among some."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._first: list[Item] = []
        self._of: dict[str, list[Item]] = {}
        for item in items:
            if item.kind is Kind.FILL:
                for those in (self._first, self._of.setdefault(item.tag, [])):
                    if len(those) < MOST_NEAR:
                        those.append(item)

    def near(self, item: Item) -> list[Item]:
        """Those of its topic, then others."""
        return [*self._of.get(item.tag, ()), *(one for one in self._first if one.tag != item.tag)]


def choices(item: Item, others: Iterable[Item], seed: str) -> tuple[tuple[str, ...], ...]:
    """Of each blank at most `COUNT` texts in an order by the seed. ``others``: fill items to take texts from."""
    texts = [(other.tag == item.tag, way[0]) for other in others if other.id != item.id for way in other.blanks]
    return tuple(_of_blank(ways, texts, f"{seed}:{item.id}:{place}") for place, ways in enumerate(item.blanks))


def _of_blank(ways: tuple[str, ...], texts: list[tuple[bool, str]], seed: str) -> tuple[str, ...]:
    right = ways[0]
    taken = {normal(right): right}
    for text in (*_neighbours(right, seed), *_alike(right, texts, seed)):
        if len(taken) == COUNT:
            break
        if not counts(text, ways):
            taken.setdefault(normal(text), text)
    return tuple(sorted(taken.values(), key=lambda text: _rank(seed, text)))


def _neighbours(text: str, seed: str) -> Iterator[str]:
    """Of a number, some smaller and some larger; nothing of another text."""
    match = _NUMBER.match(text)
    digits = in_digits(match[2].replace("〇", "零")) if match else ""
    if match is None or not digits.isascii() or (len(digits) > 1 and digits.startswith("0")):
        return
    value, as_digits = int(digits), match[2].isascii()
    by_digit = not as_digits and len(match[2]) > 1 and len(match[2]) == len(digits) and in_characters(value) != match[2]
    step = next((step for step in (100, 10, 5) if value >= 2 * step and value % step == 0), 1)
    found = [value + step * times for times in (-3, -2, -1, 1, 2, 3) if 0 < value + step * times < MOST]
    for other in sorted(found, key=lambda other: _rank(seed, str(other))):
        written = str(other) if as_digits else _by_digit(other) if by_digit else in_characters(other)
        yield match[1] + written + match[3]


def _by_digit(value: int) -> str:
    """1921 -> 一九二一."""
    return "".join("〇一二三四五六七八九"[int(one)] for one in str(value))


def _alike(text: str, texts: list[tuple[bool, str]], seed: str) -> list[str]:
    """Of other items, then what fits anywhere; 天 goes with 天, 年 with 年."""
    number = normal(text).isdigit()
    near = [
        (not same, other)
        for same, other in texts
        if normal(other).isdigit() == number and abs(len(other) - len(text)) <= NEAR
    ]
    every = [*((int(far), other) for far, other in near), *((2, other) for other in _ANYWHERE)]

    def place(one: tuple[int, str]) -> tuple[bool, int, int, bytes]:
        source, other = one
        return other[-1:] != text[-1:], source, abs(len(other) - len(text)), _rank(seed, other)

    return [other for _, other in sorted(every, key=place)]


def _rank(seed: str, text: str) -> bytes:
    return hashlib.blake2b(f"{seed}:{text}".encode(), digest_size=8).digest()
