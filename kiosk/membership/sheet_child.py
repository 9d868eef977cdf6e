"""The limited child that reads a keeper's file: the table comes in, checked rows go out.

Run as a script by `sheet_reading`, one process an import. On stdin one line of JSON (`today`, `chosen`), then the
content; on stdout a line with the facts of the sheet, a line a row, and a last one. It opens no file for writing, has
little memory and little processor time, so that a table made to harm breaks only itself, and the hall's own process
neither swells nor waits for the parser.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict, astuple
from datetime import date
from pathlib import Path
from typing import Any

MEMORY_BYTES = 800_000_000
"""The hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 300


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    _limit()
    with open(1, "wb", buffering=1 << 16, closefd=False) as out:
        for line in _lines(content, date.fromisoformat(asked["today"]), asked["chosen"]):
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _lines(content: bytes, today: date, chosen: dict[str, str]) -> Iterator[Any]:
    from kiosk.membership.headers import ColumnUnknown
    from kiosk.membership.importer import HeadersRefused, WorkbookRefused, read

    try:
        sheet = read(content, today, chosen)
        del content
        yield {"facts": asdict(sheet.facts)}
        for row in sheet.rows():
            plain = None if row.plain is None else row.plain.decode()
            problems, reminders = ([astuple(one) for one in listed] for listed in (row.problems, row.reminders))
            yield [row.number, row.who, row.id_number, plain, problems, reminders, row.repeats]
        yield {"end": True}
    except WorkbookRefused as refused:
        yield {"refused": str(refused)}
    except ColumnUnknown as unknown:
        yield {"unknown": str(unknown)}
    except HeadersRefused as refused:
        yield {"headers": [asdict(problem) for problem in refused.problems], "choices": refused.choices}


if __name__ == "__main__":
    main()
