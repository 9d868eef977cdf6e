"""A drawn ledger as a file: .csv in every encoding, with damaged bytes, open quotes and lost commas; real .xlsx."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from random import Random

from openpyxl import Workbook

from tests.features.membership.hall.ledger_torture.table import Ledger
from tests.features.membership.hall.sheets import saved


@dataclass(frozen=True)
class Written:
    """`harmed`: rows (from 1) whose bytes were spoiled, with the header every row."""

    content: bytes
    harmed: frozenset[int] = frozenset()


def as_xlsx(ledger: Ledger) -> Written:
    book = Workbook()
    sheet = book.active
    for row in ledger.rows:
        sheet.append(["'" + cell[1:] if isinstance(cell, str) and cell[:1] == "=" else cell for cell in row])
    for (top, left), (bottom, right) in ledger.merged:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    return Written(saved(book))


def as_csv(ledger: Ledger, random: Random) -> Written:
    separator = random.choice(",,,\t;")
    lines = [_line(row, separator) for row in ledger.rows]
    harmed = set[int]()
    if random.random() < 0.15:
        harmed.add(_spoil_quotes(lines, separator, random))
    encoding = random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"))
    parts = [(line + "\r\n").encode(encoding if at == 0 else _plain(encoding)) for at, line in enumerate(lines)]
    if random.random() < 0.15 and encoding in ("utf-8", "utf-8-sig", "gb18030"):
        harmed.add(_spoil_byte(parts, encoding, random))
    return Written(b"".join(parts), frozenset(harmed))


def _plain(encoding: str) -> str:
    return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(encoding, encoding)


def _line(row: list[object], separator: str) -> str:
    out = StringIO()
    csv.writer(out, delimiter=separator, lineterminator="").writerow(["" if cell is None else cell for cell in row])
    return out.getvalue()


def _spoil_quotes(lines: list[str], separator: str, random: Random) -> int:
    """One row gets a quote that nobody closes, one that closes too early, or a separator too many or too few."""
    at = random.randrange(len(lines))
    cells = lines[at].split(separator)
    one = random.choice([at for at, cell in enumerate(cells) if cell] or [0])
    kind = random.randrange(4)
    if kind == 0 or not cells[one]:
        cells[one] = f'"{cells[one]}'
    elif kind == 1:
        cells[one] = f'"好"{cells[one]}'
    elif kind == 2:
        cells.insert(one, "多")
    elif len(cells) > 2:
        cells[max(0, one - 1) : one + 1] = ["".join(cells[max(0, one - 1) : one + 1])]
    lines[at] = separator.join(cells)
    return at + 1


def _spoil_byte(parts: list[bytes], encoding: str, random: Random) -> int:
    """One byte that is in no text; in UTF-8 also one that is missing from the middle of a letter."""
    at = random.randrange(1, len(parts)) if len(parts) > 1 else 0
    part = parts[at]
    one = random.randrange(max(1, len(part) - 2))
    high = [place for place, byte in enumerate(part) if 0xE0 <= byte < 0xF0]
    if encoding != "gb18030" and high and random.random() < 0.5:
        one = random.choice(high) + 1
        parts[at] = part[:one] + part[one + 1 :]
    else:
        parts[at] = part[:one] + b"\xff" + part[one + 1 :]
    return at + 1
