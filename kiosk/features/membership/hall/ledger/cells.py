"""Single cells of a ledger: one cleaning for every field, ID numbers. Nothing repeats what a cell holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from devices.id_card import id_number as id_numbers
from kiosk.features.membership.hall.ledger.sheet import cell_text
from kiosk.features.membership.rules.dates import DateUnclear, parse_date
from kiosk.features.membership.rules.names import tidy
from kiosk.features.membership.rules.record import Milestone

DATES = {*map(str, Milestone), "counted_from"}

_BLANKS = frozenset(
    ["", "\\", "/", "-", "--", "—", "——", "无", "暂无", "空", "不详", "未知", "N/A", "n/a", "NULL", "null", "None"]
)
"""What people write to say that they know nothing."""

_ERROR = re.compile(r"#(?:N/A|[A-Z][A-Z_/0]*[!?]|GETTING_DATA|#+)")
"""What a spreadsheet shows where a formula gave nothing, newer ones too (#SPILL!), and where a column is narrow."""
_TEXT_FORMULA = re.compile(r'=\s*"((?:[^"]|"")*)"', re.DOTALL)
_QUOTES = "'‘’`´＇\"＂“”"
_ALIKE = "×✕✖╳ХΧ"
"""Not X: signs, and Cyrillic and Greek letters."""


def cleaned(cell: Any) -> str:
    """What was meant to stand there: without `="…"`, the `'` that keeps a text a text, and stray quotes."""
    text = cell_text(cell)
    if text[:1] == "=" and (formula := _TEXT_FORMULA.fullmatch(text)) is not None:
        text = formula[1].replace('""', '"').strip()
    return text.strip(_QUOTES).strip() if text[:1] in _QUOTES or text[-1:] in _QUOTES else text


def is_error(cell: Any) -> bool:
    return isinstance(cell, str) and cell[:1] == "#" and _ERROR.fullmatch(cell.strip()) is not None


def fold(cell: Any) -> str:
    """The cell in plain forms, its runs of blanks as one, without control characters; empty for 无, / and the like."""
    text = cleaned(cell)
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFKC", text):  # nearly always
        return "" if text in _BLANKS else text
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))
    return "" if text in _BLANKS else text


def id_text(cell: Any) -> str:
    """Folded to plain digits and an upper-case X, without the blanks and apostrophes that spreadsheets add."""
    text = cleaned(cell)
    if text.isascii() and text.isalnum():  # nearly always
        return text.upper()
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s'’‘`\u200b-\u200f\u202a-\u202e\u2060\ufeff-]", "", folded).upper()


def id_problem(cell: Any) -> str | None:
    """Why this cell is not an ID number: a key of `words.ROW_PROBLEMS`, or None when it is one."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _number_problem(cell)
    text = id_text(cell)
    if not text:
        return "empty"
    if len(text) == 18 and text[:17].isdigit() and text[17] in _ALIKE:
        return "not_an_x"
    if re.fullmatch(r"\d[\d.]*E\+?\d+", text) or re.fullmatch(r"\d{15,}\.0*", text):
        return "spoiled"
    if re.fullmatch(r"\d{15}", text):
        return "old_number"
    try:
        id_numbers.parse(text)
    except id_numbers.IdNumberWrong as wrong:
        return wrong.field
    return None


def _number_problem(cell: float) -> str:
    """A number cell keeps 15 digits: of 15 every one is there, of 18 the last three are lost."""
    digits = len(cell_text(cell))
    return "spoiled" if digits > 15 else "old_number" if digits == 15 else "empty" if cell == 0 else "length"


def same_sense(field: str, cell: Any) -> str:
    """What two columns of one field are compared by."""
    if field == "id_number":
        return id_text(cell)
    if field in DATES:
        try:
            return str(parse_date(cleaned(cell) if isinstance(cell, str) else cell) or "")
        except DateUnclear:
            return fold(cell)
    return tidy(fold(cell))
