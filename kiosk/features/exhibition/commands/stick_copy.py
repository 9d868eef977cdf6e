"""What the hall shows, copied from its shelf to a stick: the tree that a screen takes (`content.distribution.tree`)."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from rich.console import Console
from rich.progress import Progress

from content.distribution.release import Release, parse_release
from content.distribution.tree import write_tree
from kiosk.core.process.outside import Outside
from kiosk.core.stick.wire import TREE
from kiosk.features.exhibition.commands import words
from kiosk.features.exhibition.hall.contents import contents_of
from kiosk.features.exhibition.hall.shelf import PackLost, Shelf
from kiosk.features.exhibition.hall.words import LOST


class StickRefused(Exception):
    """Nothing was written; the message is for the keeper."""


def write_stick(home: Path, told: Mapping[str, Any], folder: Path, outside: Outside) -> int:
    """`home`: the hall's data folder; `told`: its answer to `pack-offer`. How many bytes.

    Raises StickRefused, OSError.
    """
    release: Release = parse_release(told["release"])
    if not release.packs:
        raise StickRefused(words.NOTHING_ON)
    with ExitStack() as stack, Progress(console=Console(stderr=True), transient=True) as progress:
        try:
            built = [stack.enter_context(Shelf(home).open(told["built"][head.name])) for head in release.packs]
        except PackLost as lost:
            raise StickRefused(LOST) from lost
        found = _found(built)

        @contextmanager
        def opened(digest: str) -> Iterator[tuple[BinaryIO, int, int]]:
            yield found[digest]

        def place(name: str, content: BinaryIO) -> None:
            with TemporaryFile(dir=home) as whole:  # who writes for root is handed a file, and no part of one
                shutil.copyfileobj(content, whole, 1 << 20)
                whole.seek(0)
                outside.place(folder / TREE / name, whole, base=folder)

        task = progress.add_task(folder.name, total=None)
        return write_tree(
            release, opened, place, lambda done, total: progress.update(task, completed=done, total=total)
        )  # fmt: skip


def _found(built: list[BinaryIO]) -> dict[str, tuple[BinaryIO, int, int]]:
    """Hash -> in which file it stands, from which byte, and how many."""
    found: dict[str, tuple[BinaryIO, int, int]] = {}
    for file in built:
        contents = contents_of(file)
        found[contents.blob.digest] = (io.BytesIO(contents.listed), 0, contents.blob.bytes)
        for place in contents.places:
            found[place.blob.digest] = (file, place.offset, place.blob.bytes)
    return found
