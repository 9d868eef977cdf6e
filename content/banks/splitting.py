"""Options that stand in one cell, or behind the stem, taken apart: by their letters, else by one mark."""

from __future__ import annotations

import re

from content.banks import words
from content.banks.sound import Unclear

_LETTER = re.compile(r"([(\[（【]?)([A-Za-zＡ-Ｚａ-ｚ])\s*(?:([)\]）】])[、.．,，:：]?|[、.．:：])")
_BOUNDARY = frozenset(' \t\n\u3000;；|｜$,，、。?？!！)）]】"”')
_BETWEEN = " \t\n\u3000;；|｜$,，、"
_JOINTS = (re.compile(r"\n"), re.compile(r"\s*\$;\$\s*"), re.compile(r"\s*[|｜]\s*"), re.compile(r"\s*[;；]\s*"))
_BLANK = re.compile(r"[ \u3000]+")
_FULL = {0xFEE0 + at: at for at in (*range(65, 91), *range(97, 123))}  # Ａ to Ｚ, ａ to ｚ


def split_cell(text: str) -> tuple[list[str], bool]:
    """The options of a cell, with their letters where they have some; whether a blank was all that parted them.

    Raises Unclear where it can be done in two ways.
    """
    found = lettered(text, whole=True)
    if found is not None:
        return found[1], False
    for joint in _JOINTS:
        if joint.search(text):
            parts = [part.strip() for part in joint.split(text)]
            while parts and not parts[-1]:
                parts.pop()
            return parts, False
    parts = _BLANK.split(text)
    return parts, len(parts) > 1


def lettered(text: str, *, whole: bool) -> tuple[str, list[str]] | None:
    """What stands before ``A.``, and the options from there on, each with its letter; None where there are none.

    ``whole``: the text is to begin with them. Raises Unclear: a letter stands twice, so that nobody can say which
    begins the option.
    """
    found = [(match.start(), match[2].translate(_FULL).upper(), bool(match[3])) for match in _LETTER.finditer(text)]
    if len(found) < 2:
        return None
    plain = [(at, letter) for at, letter, in_brackets in found if not in_brackets]
    starts = _starts(text, plain) or _starts(text, [(at, letter) for at, letter, _ in found])
    if not starts or (whole and text[: starts[0]].strip(_BETWEEN)):
        return None
    ends = [*starts[1:], len(text)]
    parts = [text[start:end].strip(_BETWEEN) for start, end in zip(starts, ends, strict=True)]
    return text[: starts[0]].strip(), parts


def _starts(text: str, places: list[tuple[int, str]]) -> list[int]:
    """Where A, B, C … begin, as far as there are two: those behind a blank or a mark first; ``（A）`` in a stem is none
    where the options have ``A.``.
    """
    strict = _sequence([(at, letter) for at, letter in places if at == 0 or text[at - 1] in _BOUNDARY])
    starts = strict if len(strict) > 1 else _sequence(places)
    return starts if len(starts) > 1 else []


def _sequence(places: list[tuple[int, str]]) -> list[int]:
    """Where A, B, C … stand, one after the other. Raises Unclear: one of them stands twice."""
    starts: list[int] = []
    wanted = "A"
    for at, letter in places:
        if letter == wanted:
            starts.append(at)
            wanted = chr(ord(wanted) + 1)
    used = {chr(65 + index) for index in range(len(starts))}
    if len(starts) > 1 and sum(letter in used for _, letter in places) > len(starts):
        raise Unclear("options", words.TWO_WAYS_TO_SPLIT)
    return starts
