"""Thousands of ledgers in every dress, damaged, beside the truth they were drawn from: nothing is silently wrong."""

import os
from pathlib import Path

import pytest

from tests.features.membership.hall.ledger_torture.verdict import Tally, judge

SHORT, LONG = 2_000, 100_000
MOST_LOST_SHARE = 0.01
"""Of readable rows; docs/rosters.md."""


def tallied(seeds: range) -> Tally:
    tally = Tally()
    for seed in seeds:
        judge(tally, seed)
    return tally


def test_of_two_thousand_ledgers_nothing_is_silently_wrong() -> None:
    _hold(tallied(range(SHORT)))


@pytest.mark.long
def test_of_a_hundred_thousand_ledgers_nothing_is_silently_wrong() -> None:
    """`deploy/test --long ledgers`; the counts lie beside other figures where LEDGERS_FIGURES names a file."""
    tally = tallied(range(SHORT, SHORT + LONG))
    if place := os.environ.get("LEDGERS_FIGURES"):
        lines = [f"{what}: {count}" for what, count in sorted(tally.counts.items())]
        Path(place).write_text("\n".join([*lines, f"refused though readable: {tally.lost_share:.5f}", ""]))
    _hold(tally)


def _hold(tally: Tally) -> None:
    assert tally.silent == []
    assert tally.lost_share <= MOST_LOST_SHARE, tally.lost[:20]
    # What was drawn was worth the reading: all kinds of files, and damage that was seen.
    assert min(tally.counts[kind] for kind in ("csv", "xlsx", "grid", "told", "sheets refused", "refused")) > 0
