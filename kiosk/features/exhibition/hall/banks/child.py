"""The limited child that reads a question bank: a file comes in, its questions and what was found in it go out.

Run as a script by `reading`, one process a bank. On stdin a line of JSON (`name`), then the content; on stdout a line
of JSON, {"refused": why} or {"findings": [[severity, sheet, row, column, reason]], "more": not told, "bytes": how many
follow}, and the bank in the pack's own form. Before it decodes it closes the doors of `core.limited`.
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
MOST_FINDINGS = 5_000
"""More are not told: who has them mends the first ones and looks again."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from content.banks.bringing import bring_libraries
    from kiosk.core.limited.profiles import bytes_only

    warnings.simplefilter("ignore")
    name = json.loads(sys.stdin.buffer.readline())["name"]
    content = sys.stdin.buffer.read()
    bring_libraries()
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    said, kept = _read(name, content)
    out = sys.stdout.buffer
    out.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + kept)
    out.flush()


def _read(name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    from content.banks.bank_file import own_bytes
    from content.banks.model import BankRejected
    from content.banks.table_reader import read_bank

    try:
        bank = read_bank(Path(name), "-", content)
        kept = own_bytes(bank)
    except BankRejected as rejected:
        return {"refused": rejected.reason}, b""
    except MemoryError:
        return {"refused": ""}, b""
    findings = [[str(one.severity), one.sheet, one.row, one.column, one.reason] for one in bank.findings]
    more = max(0, len(findings) - MOST_FINDINGS)
    return {"findings": findings[:MOST_FINDINGS], "more": more, "bytes": len(kept)}, kept


if __name__ == "__main__":
    main()
