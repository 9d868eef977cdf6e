"""The styles of a .docx, as far as they say of a paragraph its level as a heading, its list, whether it is hidden.

A style says for itself or has it from the one it is based on (ECMA-376 part 1, 17.7).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = -1
"""As a level: above the headings, which are 0 to 8."""
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_TITLES = ("title", "标题")
_SUBTITLES = ("subtitle", "副标题")
_OFF = ("0", "false", "off", "none")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Style:
    """None: it does not say. ``number``: the list's number, and the level in it."""

    level: int | None = None
    number: tuple[str, int] | None = None
    hidden: bool | None = None


class Styles:
    """By the identity of each; ``""`` is what holds for a paragraph without one."""

    def __init__(self, root: Any) -> None:
        self._raw = {style.get(W + "styleId", ""): style for style in root.iterchildren(W + "style")}
        self._known: dict[str, Style] = {}
        default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._hidden = bool(is_hidden(default))
        self._paragraph = next((name for name, one in self._raw.items() if _is_default(one, "paragraph")), "")

    def of_paragraph(self, name: str | None) -> Style:
        return self.of(name if name in self._raw else self._paragraph)

    def of(self, name: str | None) -> Style:
        """Of a style by its identity; what an unknown one says is what the document's defaults say."""
        name = name or ""
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> Style:
        level: int | None = None
        number: tuple[str, int] | None = None
        hidden: bool | None = None
        for _ in range(_LONGEST_CHAIN):
            style = self._raw.get(name)
            if style is None:
                break
            level = _level_of(style) if level is None else level
            number = number_of(style.find(W + "pPr")) if number is None else number
            hidden = is_hidden(style.find(W + "rPr")) if hidden is None else hidden
            name = value_of(style.find(W + "basedOn"))
        return Style(None if level == _BODY_LEVEL else level, number, self._hidden if hidden is None else hidden)


def is_hidden(properties: Any) -> bool | None:
    """What the properties of a run say themselves."""
    found = None if properties is None else properties.find(W + "vanish")
    return None if found is None else is_on(found)


def is_on(found: Any) -> bool:
    return found is not None and found.get(W + "val", "1").lower() not in _OFF


def outline_of(properties: Any) -> int | None:
    """The level that a paragraph or a style gives itself in the outline; 9 is the level of the body."""
    found = None if properties is None else properties.find(W + "outlineLvl")
    level = value_of(found)
    return int(level) if level.isdecimal() and int(level) <= _BODY_LEVEL else None


def number_of(properties: Any) -> tuple[str, int] | None:
    found = None if properties is None else properties.find(W + "numPr")
    if found is None or found.find(W + "numId") is None:
        return None
    level = value_of(found.find(W + "ilvl"))
    return value_of(found.find(W + "numId")), int(level) if level.isdecimal() and int(level) < 9 else 0


def value_of(found: Any) -> str:
    return "" if found is None else str(found.get(W + "val", ""))


def _level_of(style: Any) -> int | None:
    """By the name first: these are the same in every language of Word, and WPS writes some in Chinese."""
    name = value_of(style.find(W + "name")).strip().lower()
    if name in _TITLES:
        return TITLE
    heading = _HEADING.fullmatch(name)
    if heading:
        return int(heading[1]) - 1
    return 1 if name in _SUBTITLES else outline_of(style.find(W + "pPr"))


def _is_default(style: Any, kind: str) -> bool:
    return bool(style.get(W + "type") == kind and style.get(W + "default", "0") not in _OFF)
