"""The packs that come with the program, the starter and 模板: how large, and from a stick to the screen."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median

from content.distribution.release import Offer
from content.kinds.kind import ExhibitKind
from content.pack.entry import MANIFEST
from tests.benchmarks.table import Row

GOAL_SECONDS, GOAL_MEGABYTES, ROUNDS = 1.0, 30.0, 5
_NOW = datetime(2026, 11, 30, 9, 0)


def rows() -> list[Row]:
    """Takes about half a minute. The stick is a folder in memory: what a slow one takes longer is not ours."""
    from content.pack.build import build
    from content.pack.open import STARTER
    from content.packs.template import TEMPLATE

    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        built = {"the starter": build(STARTER, home).path, "模板": build(TEMPLATE, home).path}
        size = sum(path.stat().st_size for path in built.values()) / 1e6
        spent = {name: _from_a_stick(path, home / path.stem) for name, path in built.items()}
    return [
        Row("both packs, built", size, "MB", goal=f"≤ {GOAL_MEGABYTES:g} MB", met=size <= GOAL_MEGABYTES),
        *(
            Row(f"{name}, from a stick's first byte over the check to its first picture; median of {ROUNDS}", seconds,
                "s", goal=f"≤ {GOAL_SECONDS:g} s", met=seconds <= GOAL_SECONDS)
            for name, seconds in spent.items()
        ),
    ]  # fmt: skip


def _from_a_stick(built: Path, home: Path) -> float:
    tree, offer = _stick(built, home / "stick")
    return median(_shown(home / f"screen-{number}", tree, offer) for number in range(ROUNDS))


def _stick(built: Path, folder: Path) -> tuple[Path, Offer]:
    """The tree that a hall would write of it, under another name, as a keeper's copy has it."""
    import zipfile

    from content.pack.manifest import parse_manifest
    from content.pack.writing import toml_text
    from tests.content.distribution.trees import Published

    hall = Published()
    with zipfile.ZipFile(built) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    own = replace(parse_manifest(files[MANIFEST].decode()), name="copy")
    release = hall.add((own.name, own.version, files | {MANIFEST: toml_text(own).encode()}))
    return hall.tree(release, folder), hall.offer(release, 1)


def _shown(home: Path, tree: Path, offer: Offer) -> float:
    """Seconds, of a screen that has heard of the release and has none of its files."""
    from content.kinds.picture import load
    from kiosk.features.exhibition.terminal.delivery.delivered import Delivered

    screen = Delivered(home / "data", home / "packs", "hall", lambda: _NOW)
    screen.store.hear(offer)
    screen.open()
    start = time.perf_counter()
    screen.take_from(tree)
    first = next(one for one in screen.packs[0].exhibits if one.kind is ExhibitKind.IMAGE)
    load(first.path, 1080, 1920)
    spent = time.perf_counter() - start
    assert screen.from_hall == 1 and not screen.packs[0].problems
    screen.close()
    return spent
