"""The limited child that makes the file of an exhibit filled in as a sheet: `content.kinds.gathering`, behind doors.

Run as a script by `asking`. On stdin a line of JSON (`kind`, empty where the header shall say; `parts`, name and bytes
of each; `rows` that stand instead of a table's, or null; `without`, names of pictures), then the parts; on stdout a
line of JSON (what was gathered without its bytes, and their number; or `refused`; or `other`, where it is no such
sheet), then these bytes, and a small picture for lists. A part is made small before the next is read.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any, BinaryIO

MEMORY_BYTES = 800_000_000
"""As a ledger's: the hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 120
"""Sixty photographs of twelve megapixels made smaller take 20."""
LONGEST_REASON, MOST_REASONS = 500, 100
"""As `asking` takes them."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[5]))
    from kiosk.core.limited.profiles import bytes_only
    from kiosk.features.exhibition.hall.reading_child import bring_for

    warnings.simplefilter("ignore")
    told = json.loads(sys.stdin.buffer.readline())
    bring_for(".sheet")
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    facts, kept = _gathered(told, sys.stdin.buffer)
    out = sys.stdout.buffer
    out.write(json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + kept)
    out.flush()


def _gathered(told: dict[str, Any], parts: BinaryIO) -> tuple[dict[str, Any], bytes]:
    from content.kinds.gathering import Gathering, kind_of
    from content.kinds.incoming import cleaned
    from content.kinds.kind import ExhibitKind, ItemRefused
    from content.tables.source import SHEET_ENDINGS

    kind = ExhibitKind(told["kind"]) if told["kind"] else None
    gathering = Gathering(cleaned, kind, told["rows"], told["without"])
    try:
        for name, size in told["parts"]:
            content = parts.read(size)
            is_table = Path(name).suffix.lower() in SHEET_ENDINGS
            if kind is None and is_table and kind_of(name, content) is None:
                return {"other": True}, b""
            gathering.take(name, content)
        made = gathering.made()
    except ItemRefused as refused:
        return {"refused": str(refused)[:LONGEST_REASON]}, b""
    except MemoryError:
        return {"refused": ""}, b""
    small = _small(made.content, made.pictures)
    facts = {
        "kind": made.kind, "rows": made.rows, "pictures": made.pictures, "lacking": made.lacking,
        "told": [one[:LONGEST_REASON] for one in made.told[:MOST_REASONS]],
        "more": max(0, len(made.told) - MOST_REASONS), "bytes": len(made.content), "small": len(small),
    }  # fmt: skip
    return facts, made.content + small


def _small(made: bytes, pictures: tuple[str, ...]) -> bytes:
    from content.kinds.kind import ItemRefused
    from content.kinds.small import small
    from content.tables import bundle

    try:
        return small(bundle.opened(made).picture(pictures[0])) if pictures else b""
    except (ItemRefused, MemoryError):  # it is shown all the same; the list has a sign of its kind instead
        return b""


if __name__ == "__main__":
    main()
