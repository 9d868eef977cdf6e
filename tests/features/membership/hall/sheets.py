"""Real .xlsx files of invented people, as a keeper might send them, for the tests of this room."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from devices.id_card.id_number import check_digit
from kiosk.features.membership.hall.ledger import words

COLUMNS = ("name", "id_number", "branch", "applied", "activist", "candidate", "joined", "full", "introducers")
HEADER = [words.FIELDS[column] for column in COLUMNS]
TODAY = date(2026, 11, 21)


def number(serial: int, born: str = "19700312") -> str:
    """A number of the unassigned area 000000; `serial` counts people, also beyond a day's 999."""
    day = date.fromisoformat(f"{born[:4]}-{born[4:6]}-{born[6:]}") + timedelta(days=serial // 1000)
    first = f"000000{day:%Y%m%d}{serial % 1000:03d}"
    return first + check_digit(first)


def row(serial: int = 1, **cells: Any) -> list[Any]:
    """One good row; `cells` replaces some by field name."""
    values: dict[str, Any] = {
        "name": f"演示{_character(serial)}{_character(serial // 97)}",
        "id_number": number(serial),
        "branch": f"演示第{serial % 40}党支部",
        "applied": "1990-05-04",
        "activist": "1991/6/1",
        "candidate": "1992.11.20",
        "joined": "1993年7月1日",
        "full": date(1994, 7, 1),
        "introducers": "演示某、演示另",
    }
    return [*(values | cells).values()]


def _character(serial: int) -> str:
    return chr(0x4E00 + 37 * (serial % 97))


def rows(count: int) -> Iterator[list[Any]]:
    return (row(serial) for serial in range(1, count + 1))


def xlsx(
    lines: Sequence[Sequence[Any]] | Iterator[list[Any]],
    header: Sequence[Any] = HEADER,
    above: Sequence[Sequence[Any]] = (),
    title: str = "名册",
) -> bytes:
    """A workbook of one sheet: the lines `above`, the header, the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in (*above, header, *lines):
        sheet.append(list(line))
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
