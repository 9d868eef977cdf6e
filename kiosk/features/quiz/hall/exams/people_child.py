"""The limited child that reads a list of people: a file comes in, who may sit and what is wrong go out.

Run as a script by `people_reading`, one process a file. On stdin a line of JSON (`name`, of the file), then the
content; on stdout one line: {"people": [[name, number, branch, minutes]], "problems": [[sheet, row, who, why, of]]}, or
{"refused": reason}, or {"unreadable": what the reader says}. Before it decodes it closes the doors of `core.limited`.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

MEMORY_BYTES = 600_000_000
CPU_SECONDS = 30
_MARKS = (",", "\t", ";", "，")
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from content.banks.bringing import bring_libraries
    from kiosk.core.limited.profiles import bytes_only

    name = json.loads(sys.stdin.buffer.readline())["name"]
    content = sys.stdin.buffer.read()
    bring_libraries()
    import kiosk.features.quiz.rules.exams.people_list  # noqa: F401

    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    sys.stdout.buffer.write(json.dumps(_read(name, content), ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _read(name: str, content: bytes) -> dict[str, Any]:
    from content.banks.model import BankRejected
    from kiosk.features.quiz.rules.exams.people_list import ListRefused, read_people

    try:
        found = read_people(_sheets(name, content))
    except ListRefused as refused:
        return {"refused": refused.reason}
    except BankRejected as rejected:
        return {"unreadable": rejected.reason}
    except MemoryError:
        return {"refused": "too_many"}
    return {"people": [astuple(one) for one in found.people], "problems": [astuple(one) for one in found.problems]}


def _sheets(name: str, content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    from content.banks.decoding import decoded
    from content.banks.spreadsheet import sheets

    path = Path(name or "list")
    if content.startswith(_WORKBOOKS):
        yield from ((sheet.name, sheet.rows) for sheet in sheets(path, content) if not sheet.hidden)
        return
    text = decoded(path, content)
    yield path.stem, _rows(text)


def _rows(text: str) -> list[list[Any]]:
    """By whichever mark its header is parted."""
    from kiosk.features.quiz.rules.exams.people_list import WITHIN, find_header

    tables = [list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) for mark in _MARKS]
    return next((rows for rows in tables if find_header(rows[:WITHIN])), tables[0])


if __name__ == "__main__":
    main()
