"""What stays down, as this terminal remembers it of its hall: `down.json` in its data folder, left out of what a stick
brings.

    [{"pack": "spring", "item": "photo", "file_digest": "…"}, …]      # SHA-256 of the item's file, hex, or empty
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from content.pack.entry import MANIFEST, PackRejected
from content.pack.manifest import parse_manifest
from content.pack.writing import toml_text
from kiosk.features.exhibition.commands import words
from kiosk.features.exhibition.hall.checking.checked import Looked

DOWN = "down.json"
MOST_BYTES = 4 << 20

Held = tuple[str, str, str]
"""Pack, item, SHA-256 of its file."""


def remembered(folder: Path) -> list[Held]:
    """None where there is no list. Raises PackRejected: with a list that cannot be read nothing is installed."""
    file = folder / DOWN
    try:
        with file.open("rb") as told:
            found = json.loads(told.read(MOST_BYTES))
        return [(str(one["pack"]), str(one["item"]), str(one["file_digest"])) for one in found]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise PackRejected(str(file), words.DOWN_UNREADABLE) from error


def left_out(root: Path, looked: Looked, down: list[Held]) -> tuple[str, ...]:
    """Take out of a pack's folder what stays down, by its name or by what its file holds; the items' numbers.

    Raises PackRejected: it has no manifest.toml to take them out of, or nothing is left.
    """
    names = {item for pack, item, _ in down if pack == looked.name}
    digests = {digest for _, _, digest in down if digest}
    files = {item: file for item, _, _, file in looked.items}
    held = {item for item, file in files.items() if item in names or _digest(root / file) in digests}
    if not held:
        return ()
    if not (root / MANIFEST).is_file():
        raise PackRejected("", words.held_in_sheet(sorted(held)))
    manifest = parse_manifest((root / MANIFEST).read_text(encoding="utf-8-sig"))
    kept = tuple(one for one in manifest.entries if one.id not in held)
    if not kept:
        raise PackRejected("", words.ALL_HELD)
    (root / MANIFEST).write_text(toml_text(replace(manifest, entries=kept)), encoding="utf-8")
    wanted = {name for one in kept for name in (one.file, one.text_file)}
    for item in held:
        if files[item] not in wanted:
            (root / files[item]).unlink()
    return tuple(sorted(held))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
