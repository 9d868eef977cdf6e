"""The limited child that looks at the pictures of a bank, and unpacks them: files come in, clean pictures go out.

Run as a script by `pictured`. On stdin a line of JSON (`has_bank`, whether the first part is a .zip with the bank in
it; `parts`, name and bytes of each; `most_files`, `most_bytes` of a picture, `most_in_all`), then the parts; on stdout
a line of JSON (`bank`, name and bytes, empty where it came by itself; `pictures`, of each name, bytes and why it cannot
be shown, empty where it can; or `refused`), then these bytes. Nothing of a bank is read here: that is another child's
(`child`).
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path, PurePath
from typing import Any, BinaryIO

MEMORY_BYTES = 800_000_000
"""As a ledger's: the hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 120
LONGEST_REASON, LONGEST_NAME = 500, 120
"""As `pictured` takes them."""
PACKED, TELEPHONES = ".zip", (".heic", ".heif")
MOST_UNPACKED_BYTES = 200_000_000

Picture = tuple[str, bytes, str]
"""Name, bytes as they may be shown, why they may not."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    import codecs

    import content.banks.table_reader
    import content.kinds.incoming
    import content.kinds.small
    import content.tables.packed  # noqa: F401
    from content.pictures.bringing import bring_decoders
    from kiosk.core.limited.profiles import bytes_only

    warnings.simplefilter("ignore")
    for encoding in ("cp437", "gb18030", "utf-8"):
        codecs.lookup(encoding)
    told = json.loads(sys.stdin.buffer.readline())
    bring_decoders()
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    facts, kept = _taken_apart(told, sys.stdin.buffer)
    out = sys.stdout.buffer
    out.write(json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    for one in kept:
        out.write(one)
    out.flush()


def _taken_apart(told: dict[str, Any], parts: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    from content.kinds.kind import ItemRefused

    apart = _Apart(told["most_files"], told["most_bytes"], told["most_in_all"])
    try:
        for place, (name, size) in enumerate(told["parts"]):
            apart.take(name, parts.read(size), has_bank=place == 0 and told["has_bank"])
        bank = apart.bank(needed=told["has_bank"])
    except ItemRefused as refused:
        return {"refused": str(refused)[:LONGEST_REASON]}, []
    except MemoryError:
        return {"refused": ""}, []
    pictures = [(name[-LONGEST_NAME:], len(made), why[:LONGEST_REASON]) for name, made, why in apart.pictures]
    return {"bank": [bank[0], len(bank[1])], "pictures": pictures}, [bank[1], *(one[1] for one in apart.pictures)]


class _Apart:
    """Each limit as on stdin."""

    def __init__(self, most_files: int, most_bytes: int, most_in_all: int) -> None:
        self._most_files, self._most_bytes, self._left, self._in_all = most_files, most_bytes, most_in_all, most_in_all
        self._banks: list[tuple[str, bytes]] = []
        self.pictures: list[Picture] = []

    def take(self, name: str, content: bytes, *, has_bank: bool) -> None:
        """Raises ItemRefused."""
        from content.banks import words
        from content.kinds.kind import ItemRefused
        from content.tables import packed
        from content.tables.source import SheetRefused

        if PurePath(name).suffix.lower() != PACKED:
            self._take(name, content, may_be_bank=False)
            return
        try:
            for one, part in packed.parts(content, self._most_files + 1, MOST_UNPACKED_BYTES):
                self._take(one, part, may_be_bank=has_bank)
        except SheetRefused as refused:
            raise ItemRefused(words.of_packed(name, str(refused))) from refused

    def bank(self, *, needed: bool) -> tuple[str, bytes]:
        """Empty for none. Raises ItemRefused."""
        from content.banks import words
        from content.kinds.kind import ItemRefused

        if len(self._banks) > 1:
            raise ItemRefused(words.banks_packed([name for name, _ in self._banks][:3]))
        if needed and not self._banks:
            raise ItemRefused(words.NO_BANK_PACKED)
        return self._banks[0] if self._banks else ("", b"")

    def _take(self, name: str, content: bytes, *, may_be_bank: bool) -> None:
        from content import words
        from content.banks.table_reader import ENDINGS
        from content.kinds.gathering import PICTURES
        from content.kinds.kind import ItemRefused

        ending = PurePath(name).suffix.lower()
        if may_be_bank and ending in ENDINGS:
            self._banks.append((name, content))
        elif ending in (*PICTURES, *TELEPHONES):
            if len(self.pictures) == self._most_files:
                raise ItemRefused(words.too_many_files(self._most_files))
            self.pictures.append(self._shown(name, content))
            self._left -= len(self.pictures[-1][1])
            if self._left < 0:
                raise ItemRefused(words.too_large(self._in_all // 1_000_000))

    def _shown(self, name: str, content: bytes) -> Picture:
        from content import words
        from content.kinds.incoming import cleaned
        from content.kinds.kind import ItemRefused
        from content.kinds.small import within

        try:
            if not content:
                raise ItemRefused(words.EMPTY_FILE)
            return name, within(cleaned(name, content)[1], self._most_bytes), ""
        except ItemRefused as refused:
            return name, b"", str(refused)
        except MemoryError:
            return name, b"", words.BROKEN_PICTURE


if __name__ == "__main__":
    main()
