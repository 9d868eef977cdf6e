"""The packs that come with the program are small, and each is built the same twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.pack.build import build
from content.pack.columns import SHEET
from content.pack.entry import MANIFEST
from content.pack.open import STARTER

MOST_BYTES = 30_000_000
SHIPPED = sorted(one for one in STARTER.parent.iterdir() if (one / MANIFEST).exists() or (one / SHEET).exists())


@pytest.mark.parametrize("root", SHIPPED, ids=lambda root: root.name)
def test_it_is_built_the_same_twice_with_nothing_left_out(root: Path, tmp_path: Path) -> None:
    built = []
    for at in ("a", "b"):
        (tmp_path / at).mkdir()
        built.append(build(root, tmp_path / at))
    assert built[0].path.read_bytes() == built[1].path.read_bytes()
    assert not built[0].problems and not built[0].left_out


def test_all_of_them_together_are_small() -> None:
    assert {one.name for one in SHIPPED} >= {"starter", "template"}
    assert sum(path.stat().st_size for root in SHIPPED for path in root.rglob("*")) < MOST_BYTES
