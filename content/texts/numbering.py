"""The numbers that Word writes before a paragraph and keeps out of its text: 一、 1. (2) ① or a dot.

They are part of what is said (“按第三条办理”), so they are counted here as Word counts them (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from content.texts.styles import W, is_on, value_of

_DIGITS = "〇一二三四五六七八九"
_CHINESE = ("chinese", "japanesecounting", "taiwanesecounting", "ideographlegal", "japaneselegal")
_PLACE = re.compile(r"%([1-9])")
_MOST = 9_999
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    is_legal: bool


class Numbering:
    """Walks along with the document: each paragraph of a list is asked for once, in order."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, Any] = {}
        self._nums: dict[str, Any] = {}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._at: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._lists = {one.get(W + "abstractNumId", ""): one for one in root.iterchildren(W + "abstractNum")}
            self._nums = {one.get(W + "numId", ""): one for one in root.iterchildren(W + "num")}

    def label(self, number: str, level: int) -> str | None:
        """What stands before the next paragraph at ``level`` of list ``number``: ``""`` for a dot; None: no list."""
        own = self._level(number, level)
        if own is None:
            return None
        at = self._at.setdefault(self._list_of(number), [None] * _LEVELS)
        if number not in self._begun:
            self._begun.add(number)
            self._restart(number, at)
        before = at[level]
        at[level] = own.start if before is None else min(before + 1, _MOST)
        at[level + 1 :] = [None] * (_LEVELS - level - 1)
        if own.format in ("bullet", "none") and not _PLACE.search(own.text):
            return "" if own.format == "bullet" or not own.text.strip() else own.text.strip()

        def written(place: re.Match[str]) -> str:
            which = int(place[1]) - 1
            one = self._level(number, which)
            count = at[which] if at[which] is not None else one.start if one else 1
            return _written(count or 0, "decimal" if own.is_legal or one is None else one.format)

        return _PLACE.sub(written, own.text).strip()

    def _restart(self, number: str, at: list[int | None]) -> None:
        """A list that is told to begin again does so once, at its first paragraph."""
        for override in self._nums[number].iterchildren(W + "lvlOverride"):
            if override.find(W + "startOverride") is not None and (level := _place_of(override)) is not None:
                at[level] = None

    def _list_of(self, number: str) -> str:
        return value_of(self._nums[number].find(W + "abstractNumId"))

    def _level(self, number: str, level: int) -> _Level | None:
        key = (number, level)
        if key not in self._levels:
            self._levels[key] = self._found(number, level) if number in self._nums and number != "0" else None
        return self._levels[key]

    def _found(self, number: str, level: int) -> _Level | None:
        override = next((o for o in self._nums[number].iterchildren(W + "lvlOverride") if _place_of(o) == level), None)
        own = None if override is None else override.find(W + "lvl")
        begin = None if override is None else override.find(W + "startOverride")
        held = self._lists.get(self._list_of(number))
        held = None if held is None else self._linked(held)
        shared = (
            None if held is None else next((o for o in held.iterchildren(W + "lvl") if _place_of(o) == level), None)
        )
        found = shared if own is None else own
        if found is None:
            return None
        start = value_of(begin) or value_of(found.find(W + "start"))
        return _Level(
            int(start) if start.isdecimal() and int(start) <= _MOST else 0,  # as the standard has it, and LibreOffice
            value_of(found.find(W + "numFmt")) or "decimal",
            value_of(found.find(W + "lvlText"))[:40],
            is_on(found.find(W + "isLgl")),
        )

    def _linked(self, held: Any) -> Any:
        """A list may only name the style under which another one is kept."""
        link = value_of(held.find(W + "numStyleLink"))
        return next((one for one in self._lists.values() if link and value_of(one.find(W + "styleLink")) == link), held)


def _place_of(element: Any) -> int | None:
    level = str(element.get(W + "ilvl", ""))
    return int(level) if level.isdecimal() and int(level) < _LEVELS else None


def _written(count: int, how: str) -> str:
    name = how.lower()
    if name.startswith(_CHINESE) or name == "ideographdigital":
        return chinese(count)
    return _FORMATS.get(name, str)(count)


def chinese(count: int) -> str:
    """一 … 九千九百九十九, as headings write it: 十, 十二, 一百零五."""
    if not 0 < count <= _MOST:
        return _DIGITS[0] if count == 0 else str(count)
    text, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = count // size % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
        gap = not digit
    return text[1:] if text.startswith("一十") else text


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _roman(count: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        text += sign * (count // size)
        count %= size
    return text


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= 20 else str(count)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerletter": _letters,
    "upperletter": lambda count: _letters(count).upper(),
    "lowerroman": _roman,
    "upperroman": lambda count: _roman(count).upper(),
    "decimalenclosedcircle": _circled,
    "decimalenclosedcirclechinese": _circled,
    "decimalzero": lambda count: f"{count:02}",
    "none": lambda _count: "",
}
