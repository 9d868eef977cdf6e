"""What is in a built pack of the shelf, by its manifest."""

from __future__ import annotations

import hashlib
import zipfile
from typing import BinaryIO

from content.pack.entry import MANIFEST
from content.pack.manifest import parse_manifest


def items_of(file: BinaryIO) -> tuple[tuple[str, str], ...]:
    """Of a built file, number of each item and SHA-256 of what its file holds. Raises PackRejected."""
    with zipfile.ZipFile(file) as archive:
        manifest = parse_manifest(archive.read(MANIFEST).decode())
        return tuple((entry.id, hashlib.sha256(archive.read(entry.file)).hexdigest()) for entry in manifest.entries)
