"""What a child says about a sheet, made into what it stands for, or refused: whoever broke the child chose the words.

A line has the facts, a row, the end, or why there is none (`sheet_child`). Its shape is looked at before anything is
done with it; what a row contains is the child's to say, as it is the file's.
"""

from __future__ import annotations

import json
from typing import Any

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.headers import ColumnUnknown, HeadersRefused, Problem
from kiosk.features.membership.hall.ledger.row_check import CheckedRow, SheetFacts
from kiosk.features.membership.hall.ledger.sheet import MAX_HEIGHT, WorkbookRefused

_LONGEST_REASON = 2000  # characters, for a keeper to read


def stopped() -> WorkbookRefused:
    return WorkbookRefused(words.READER_STOPPED)


def line_of(text: bytes) -> Any:
    """Raises WorkbookRefused where it is not whole, or not JSON of real characters."""
    if not text.endswith(b"\n"):
        raise stopped()
    try:
        line = json.loads(text)
        if b"\\u" in text:  # half a pair, which nothing that stores or shows it could encode
            json.dumps(line, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise stopped() from None
    return line


def walked_of(line: Any) -> tuple[int, int] | None:
    """How far the child is, while it has not come to the facts."""
    match line:
        case {"read": int(read), "of": int(total)} if 0 <= read <= total <= MAX_HEIGHT:
            return read, total
    return None


def facts_of(line: Any) -> SheetFacts:
    """Raises what the child says, or WorkbookRefused."""
    match line:
        case {"facts": {"sheet": str(sheet), "header_row": int(row), "total": int(total), "columns": dict(columns),
                        "unused": list(unused), "remarks": list(remarks), "sheets": list(sheets),
                        "others": list(others)}} if (
            columns.keys() <= words.FIELDS.keys() and _are_texts(unused, remarks, others, *columns.values())
        ):  # fmt: skip
            return SheetFacts(sheet, row, total, columns, unused, remarks, [_sheet(one) for one in sheets], others)
        case {"refused": str(reason)} if len(reason) <= _LONGEST_REASON:
            raise WorkbookRefused(reason)
        case {"unknown": str(column)}:
            raise ColumnUnknown(column)
        case {"headers": list(problems), "choices": dict(choices)} if _are_texts(*choices.values()):
            raise HeadersRefused([_problem(one) for one in problems], choices)
    raise stopped()


def row_of(line: Any, after: int) -> CheckedRow | None:
    """The row, below row `after` of the sheet; None at the end. Raises WorkbookRefused."""
    match line:
        case [int(number), str(who), str(id_number), (str() | None) as plain, list(problems), list(reminders),
              (int() | None) as repeats] if after < number <= MAX_HEIGHT:  # fmt: skip
            found, said = ([_problem(one) for one in listed] for listed in (problems, reminders))
            return CheckedRow(number, who, id_number, None if plain is None else plain.encode(), found, said, repeats)
        case {"end": True}:
            return None
        case {"refused": str(reason)} if len(reason) <= _LONGEST_REASON:
            raise WorkbookRefused(reason)
    raise stopped()


def _sheet(told: Any) -> tuple[str, int]:
    match told:
        case [str(name), int(offset)]:
            return name, offset
    raise stopped()


def _problem(told: Any) -> Problem:
    match told:
        case [(int() | None) as row, (str() | None) as column, str(header), str(text), str(who)]:
            return Problem(row, column, header, text, who)
    raise stopped()


def _are_texts(*lists: Any) -> bool:
    return all(isinstance(listed, list) and all(isinstance(one, str) for one in listed) for listed in lists)
