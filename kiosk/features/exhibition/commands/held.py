"""What stays down, as this terminal remembers it of its hall, left out of what a stick brings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from content.distribution import FOLDER
from content.distribution.release import Down, ReleaseRefused, parse_offer
from content.pack.entry import MANIFEST, PackRejected
from content.pack.manifest import parse_manifest
from content.pack.writing import toml_text
from kiosk.features.exhibition.checking.checked import Looked
from kiosk.features.exhibition.commands import words

OFFER = Path(FOLDER, "offer.json")
"""Below the terminal's data folder: what the hall said last (`content.distribution.store`)."""
MOST_BYTES = 16 << 20


def remembered(folder: Path) -> tuple[Down, ...]:
    """Nothing where no hall was heard yet. Raises PackRejected: with an unreadable list nothing is installed."""
    file = folder / OFFER
    try:
        with file.open("rb") as told:
            return parse_offer(json.loads(told.read(MOST_BYTES))).down
    except FileNotFoundError:
        return ()
    except (ValueError, RecursionError, ReleaseRefused) as error:
        raise PackRejected(str(file), words.DOWN_UNREADABLE) from error


def left_out(root: Path, looked: Looked, down: Sequence[Down]) -> tuple[str, ...]:
    """Take out of a pack's folder what stays down, by its name or by what its file holds; the items' numbers.

    Raises PackRejected: it has no manifest.toml to take them out of, or nothing is left.
    """
    names = {one.item for one in down if one.pack == looked.name}
    digests = {one.digest for one in down if one.digest}
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
