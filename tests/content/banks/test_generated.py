"""Banks dressed as people have them, and spoiled as Excel and people spoil them: nothing comes out silently wrong."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from content.banks.table_reader import read_bank
from tests.content.banks import dressed_sheet
from tests.content.banks.dressed_text import WRITERS, as_spoiled_text, plainer
from tests.content.banks.truth import drawn
from tests.content.banks.verdict import Tally

QUICK, LONG = 60, 3_000
MOST_LOST = 0.01
"""Of what nobody spoiled, so much may be refused: two readings are possible more often than one would think."""


def sheets_judged(seeds: range) -> Tally:
    tally = Tally()
    for seed in seeds:
        random = Random(seed)
        has_kinds = random.random() < 0.75
        truths = [truth for truth in drawn(seed) if has_kinds or dressed_sheet.says_its_kind(truth.item)]
        made = dressed_sheet.dressed(seed, truths, has_kinds=has_kinds)
        is_csv = random.random() < 0.4
        content = dressed_sheet.as_csv(made, random) if is_csv else dressed_sheet.as_xlsx(made, random)
        bank = read_bank(Path("题库.csv" if is_csv else "题库.xlsx"), content=content)
        tally.judge(f"seed {seed} {made.manner} csv={is_csv}", bank, truths, made.places, made.spoiled)
    return tally


def texts_judged(name: str, seeds: range) -> Tally:
    ending, write, kept, fits = WRITERS[name]
    tally = Tally()
    for seed in seeds:
        truths = [plainer(truth, **kept) for truth in drawn(seed) if fits(truth.item)]
        content, places = write(seed, truths)
        bank = read_bank(Path(f"题库{ending}"), content=content)
        tally.judge(f"{name} seed {seed}", bank, truths, places, {})
    return tally


def spoiled_judged(seeds: range) -> Tally:
    tally = Tally()
    for seed in seeds:
        truths = [plainer(truth) for truth in drawn(seed)]
        content, places, spoiled = as_spoiled_text(seed, truths)
        bank = read_bank(Path("题库.txt"), content=content)
        tally.judge(f"spoiled text seed {seed}", bank, truths, places, spoiled)
    return tally


def accept(tally: Tally) -> None:
    assert not tally.silent, "\n".join(tally.silent[:5])
    share = len(tally.lost) / max(1, tally.counts.total())
    assert share <= MOST_LOST, (share, "\n".join(tally.lost[:5]))
    assert tally.counts["right"] > tally.counts.total() / 2


def test_sheets_are_read_right_or_told() -> None:
    accept(sheets_judged(range(QUICK)))


@pytest.mark.parametrize("name", WRITERS)
def test_texts_are_read_right_or_told(name: str) -> None:
    accept(texts_judged(name, range(QUICK // 4)))


def test_spoiled_texts_are_read_right_or_told() -> None:
    accept(spoiled_judged(range(QUICK // 2)))


@pytest.mark.long
def test_many_spoiled_texts_are_read_right_or_told() -> None:
    accept(spoiled_judged(range(QUICK, LONG)))


@pytest.mark.long
def test_many_sheets_are_read_right_or_told() -> None:
    accept(sheets_judged(range(QUICK, LONG)))


@pytest.mark.long
@pytest.mark.parametrize("name", WRITERS)
def test_many_texts_are_read_right_or_told(name: str) -> None:
    accept(texts_judged(name, range(QUICK, LONG // 4)))
