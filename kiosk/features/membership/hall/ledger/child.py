"""The limited child that reads a keeper's file: the table comes in, checked rows go out.

Run as a script by `sheet_reading`, one process an import. On stdin one line of JSON (`today`, `chosen`, `sheets`), then
the content; on stdout lines that say
how far it is, a line with the facts of the sheet, a line a row, and a last one. Before it parses it closes the
doors of `core.limited`, so that a table made to harm breaks only itself, and the hall's own process neither swells nor
waits for the parser.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, astuple
from datetime import date
from pathlib import Path
from typing import Any

MEMORY_BYTES = 800_000_000
"""The hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 300
Tell = Callable[[int, int], None]


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from kiosk.core.limited.profiles import bytes_only

    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    _bring_libraries()
    with open(1, "wb", buffering=1 << 16, closefd=False) as out:

        def tell(read: int, of: int) -> None:
            out.write(b'{"read":%d,"of":%d}\n' % (read, of))
            out.flush()

        bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
        for line in _lines(content, date.fromisoformat(asked["today"]), asked["chosen"], asked["sheets"], tell):
            out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _bring_libraries() -> None:
    """Every import there will be, also those that Python puts off: after `bytes_only` no file opens."""
    import codecs

    import python_calamine  # noqa: F401

    import kiosk.features.membership.hall.ledger.row_check  # noqa: F401
    from content.texts.decoding import ENCODINGS

    for encoding in (*ENCODINGS, "cp437"):  # of texts, and of names in a .zip
        codecs.lookup(encoding)


def _lines(content: bytes, today: date, chosen: dict[str, str], sheets: list[str], tell: Tell) -> Iterator[Any]:
    from kiosk.features.membership.hall.ledger.headers import ColumnUnknown
    from kiosk.features.membership.hall.ledger.row_check import HeadersRefused, WorkbookRefused, read

    try:
        sheet = read(content, today, chosen, sheets, tell)
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
        yield {"headers": [astuple(problem) for problem in refused.problems], "choices": refused.choices}


if __name__ == "__main__":
    main()
