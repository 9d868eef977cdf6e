"""A draft, or a file that somebody brings, made into a version that the hall keeps.

    version = build_version(drafts, desk, "spring", today, by)      # raises PackRefused, PackRejected, OSError
    version = take_file(desk, Path("spring-1.zip"), today, by)      # a pack as one file, of a stick or a command

What is in a version was looked at by a limited child first. An item that cannot be shown is left out, and said.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from content.pack.build import Built, build
from content.pack.entry import MANIFEST, PackRejected
from content.pack.paper_writing import papers_text
from content.pack.papers import PAPERS, parse_papers
from content.pack.unpack import unpacked
from kiosk.features.exhibition.checking.checked import Looked, checked
from kiosk.features.exhibition.checking.words import NOTHING_TO_SHOW
from kiosk.features.exhibition.hall.desk import Arriving, PackDesk, Version
from kiosk.features.exhibition.hall.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Taken:
    """A version that the hall keeps now, what was found in it, and the items of it that stay down."""

    version: Version
    looked: Looked
    held_back: tuple[str, ...]


def build_version(drafts: Drafts, desk: PackDesk, pack: str, today: date, by: int | None = None) -> Taken:
    """The draft as it is now, as the next version of its pack. Raises PackRefused, PackRejected, OSError."""
    numbers = [one.number for one in desk.versions() if one.pack == pack]
    with drafts.folder(pack, str(max(numbers, default=0) + 1)) as root:
        return take_folder(desk, root, today, by)


def take_file(desk: PackDesk, file: Path, today: date, by: int | None = None) -> Taken:
    """A pack as one file. Raises PackRefused, PackRejected, OSError."""
    with _staging(desk.home) as place:
        unpacked(file, place / "pack")
        (place / "pack").chmod(0o755)
        return take_folder(desk, place / "pack", today, by)


def take_folder(desk: PackDesk, root: Path, today: date, by: int | None = None) -> Taken:
    """A pack as a folder. Raises PackRefused, PackRejected, OSError."""
    looked = checked(root, today)
    looked.refuse_empty()
    with _staging(desk.home) as place:
        built = build(root, place)
        items = _items(root, built)
        with built.path.open("rb") as file:
            manifest = built.manifest
            left = len(looked.placeholders)
            arriving = Arriving(manifest.name, manifest.version, manifest.title, items, file, _papers(built), left)
            version = desk.take(arriving, by)
    return Taken(version, looked, tuple(desk.held_back(version.pack, items)))


def _items(root: Path, built: Built) -> tuple[tuple[str, str], ...]:
    found = []
    for entry in built.manifest.entries:
        if entry.file in built.files:
            with (root / entry.file).open("rb") as file:
                found.append((entry.id, hashlib.file_digest(file, "sha256").hexdigest()))
    if not found:
        raise PackRejected(MANIFEST, NOTHING_TO_SHOW)
    return tuple(found)


def _papers(built: Built) -> str:
    """Read again: written by a stranger's hand it may hold what is left out."""
    if PAPERS not in built.files:
        return ""
    with zipfile.ZipFile(built.path) as archive:
        return papers_text(found) if (found := parse_papers(archive.read(PAPERS)).plans) else ""


@contextmanager
def _staging(home: Path) -> Iterator[Path]:
    """A folder on the disk of the shelf: it is full before anything is half kept."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=home, prefix=".taking-") as place:
        Path(place).chmod(0o755)  # a limited child of root's is another user
        yield Path(place)
