"""The limited child that reads a question bank: a file comes in, its items and what was found in it go out.

Run as a script by `reading`, one process a bank. On stdin a line of JSON (`name`), then the content; on stdout one line
of JSON: {"refused": why} or the bank (`plain`). Before it decodes it closes the doors of `core.limited`.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

MEMORY_BYTES = 800_000_000
"""As a ledger's: the hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 60


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from content.banks.bringing import bring_libraries

    from kiosk.core.limited.profiles import bytes_only
    from kiosk.features.exhibition.hall.banks import plain  # noqa: F401

    warnings.simplefilter("ignore")
    name = json.loads(sys.stdin.buffer.readline())["name"]
    content = sys.stdin.buffer.read()
    bring_libraries()
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    said = json.dumps(_read(name, content), ensure_ascii=False)
    sys.stdout.buffer.write(said.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _read(name: str, content: bytes) -> dict[str, Any]:
    from content.banks.model import BankRejected
    from content.banks.table_reader import read_bank
    from kiosk.features.exhibition.hall.banks.plain import to_plain

    try:
        return to_plain(read_bank(Path(name), content=content))
    except BankRejected as rejected:
        return {"refused": rejected.reason}
    except MemoryError:
        return {"refused": ""}


if __name__ == "__main__":
    main()
