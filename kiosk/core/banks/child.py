"""The limited child that reads a question bank: a file comes in, its items and what was found go out.

Run as a script by `reading`, one process a file. On stdin a line of JSON (`name`, of the file), then the content; on
stdout lines that say how far it is, {"read": rows, "of": rows}, then {"refused": why} or {"findings": [[severity,
sheet, row, column, reason]], "bytes": how many follow}, and the bank in the pack's own form. Before it decodes it
closes the doors of `core.limited`.
"""

from __future__ import annotations

import gc
import json
import sys
import warnings
from pathlib import Path
from typing import Any

MEMORY_BYTES = 800_000_000
"""As a ledger's: the hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 60


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from content.banks.bringing import bring_libraries
    from kiosk.core.limited.profiles import bytes_only

    warnings.simplefilter("ignore")
    name = json.loads(sys.stdin.buffer.readline())["name"]
    content = sys.stdin.buffer.read()
    bring_libraries()
    gc.disable()  # it reads one file and ends; walking ten thousand items that stay takes a tenth of the time
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    said, kept = _read(name, content)
    _say(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + kept)


def _read(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    from content.banks.bank_file import own_bytes
    from content.banks.model import BankRejected
    from content.banks.table_reader import read_bank

    try:
        bank = read_bank(Path(name), content=content, tell=_tell)
        kept = own_bytes(bank)
    except BankRejected as rejected:
        return {"refused": rejected.reason}, b""
    except MemoryError:
        return {"refused": ""}, b""
    findings = [[one.severity.value, one.sheet, one.row, one.column, one.reason] for one in bank.findings]
    return {"findings": findings, "bytes": len(kept)}, kept


def _tell(read: int, of: int) -> None:
    _say(b'{"read":%d,"of":%d}\n' % (read, of))


def _say(said: bytes) -> None:
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
