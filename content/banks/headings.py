"""Where the questions of a sheet begin, which type its headings name, and what it lacks where there are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from content import words
from content.banks import words as bank_words
from content.banks.answers import read_kind
from content.banks.cells import text_of
from content.banks.columns import HEADER_WITHIN, HEADERS, Columns, find_columns, letters, named_columns, nearest_field
from content.banks.sound import Unclear
from content.banks.values import Value

_LEAST_OPTIONS = 2
_GUESSED = 30  # columns a row
_HEADING = re.compile(
    r"(第?[一二三四五六七八九十]+(?:[、.．]|部分|大题)\s*)?([^\s:：,，。（(]{2,8}?)(题)?\s*(?:[(（].*[)）])?[:：]?"
)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a sheet has no header, in words; ``near``: how many of our names its best row has."""

    near: int
    reason: str


def find_header(rows: Sequence[list[Value]]) -> tuple[int, Columns | None]:
    """Its index and columns; -1 and None where the sheet has none."""
    for index, cells in enumerate(rows[:HEADER_WITHIN]):
        if (columns := find_columns([text_of(cell) for cell in cells])) is not None:
            return _with_letters_below(rows, index, columns)
    return -1, None


def _with_letters_below(rows: Sequence[list[Value]], index: int, columns: Columns) -> tuple[int, Columns]:
    """选项 merged over several columns, with A, B, C in the row below: that row belongs to the header."""
    if columns.options or index + 1 >= len(rows):
        return index, columns
    below = named_columns([text_of(cell) for cell in rows[index + 1]])
    if len(below.options) < _LEAST_OPTIONS or below.of or below.unknown:
        return index, columns
    return index + 1, replace(columns, options=below.options)


def lacking(rows: Sequence[list[Value]]) -> Lack:
    """The row that comes nearest to a header, and which of its names come nearest to ours."""
    best, most = -1, 0
    for index, cells in enumerate(rows[:HEADER_WITHIN]):
        found = named_columns([text_of(cell) for cell in cells])
        guessed = sum(bool(nearest_field(text_of(cells[at]), ("stem", "answer"))) for at in found.unknown[:_GUESSED])
        known = len(found.of) + len(found.options) + guessed
        if known > most:
            best, most = index, known
    if best < 0 or (most < 2 and len(rows[best]) > 1):
        return Lack(0, words.SHEET_WITHOUT_QUESTIONS)
    texts = [text_of(cell) for cell in rows[best]]
    found = named_columns(texts)
    absent = tuple(one for one in ("stem", "answer") if one not in found.of)
    near = [(at, nearest_field(texts[at], absent)) for at in found.unknown[:_GUESSED]]
    said = [bank_words.nearest(f"{letters(at)}{best + 1}", texts[at], HEADERS[one]) for at, one in near if one]
    reason = bank_words.header_missing("、".join(f"“{HEADERS[one]}”" for one in absent))
    return Lack(most, "；".join([reason, *said]))


def kind_named(text: str) -> str | None:
    """The type that a heading or a sheet's name says, also one that cannot be asked; None where it says none."""
    match = _HEADING.fullmatch(text.strip())
    if match is None:
        return None
    name = f"{match[2]}题"
    try:
        return name if read_kind(name) is not None else None
    except Unclear as unclear:
        is_named = match[1] is not None or match[3] is not None  # 材料 alone may be anything
        return name if is_named and unclear.reason == bank_words.kind_not_supported(name) else None
