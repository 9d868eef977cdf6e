"""The starter pack is small, and built the same twice."""

from __future__ import annotations

from pathlib import Path

from content.pack.build import build
from content.pack.open import STARTER

MOST_BYTES = 30_000_000


def test_it_is_built_the_same_twice_and_small(tmp_path: Path) -> None:
    built = []
    for at in ("a", "b"):
        (tmp_path / at).mkdir()
        built.append(build(STARTER, tmp_path / at))
    assert built[0].path.read_bytes() == built[1].path.read_bytes()
    undrawn = {"texts/fraud.txt"}  # the words of a poster wait for its picture
    assert not built[0].problems and undrawn.issuperset(built[0].left_out) and built[0].path.stat().st_size < MOST_BYTES
