"""The figures that README and 测量 tell are those that were measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docs.write_measures import KEPT, PAGES, NotMeasured, keep, rendered, write
from tests.benchmarks.__main__ import NAMED

FIGURES = json.loads(KEPT.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_table_says_what_was_measured(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "<!-- measured: " in text
    assert rendered(text, FIGURES) == text


def test_every_benchmark_has_its_table() -> None:
    folder = Path(__file__).parent / "benchmarks"
    names = {file.stem for file in folder.glob("*.py") if NAMED in file.read_text(encoding="utf-8")}
    page = PAGES[1].read_text(encoding="utf-8")
    assert {name for name in names if f"<!-- measured: {name} -->" in page} == names


def test_a_figure_that_nobody_measured_is_refused() -> None:
    with pytest.raises(NotMeasured, match="start"):
        rendered("<!-- measured: readme -->\n<!-- /measured -->", {})


def test_the_worst_of_all_modes_is_told_and_a_missed_goal_is_said(tmp_path: Path) -> None:
    kept, page = tmp_path / "kept.json", tmp_path / "page.md"
    rows = [
        {"what": f"smallest target; {mode} (page key)", "value": value, "unit": "mm", "baseline": None, "ratio": None,
         "goal": "≥ 20 mm", "met": value >= 20}
        for mode, value in (("standard, portrait", 21.5), ("contrast, landscape", 19.5))
    ]  # fmt: skip
    keep("touch", "2026-11-30", rows, kept)
    page.write_text("before\n<!-- measured: touch -->\nold\n<!-- /measured -->\nafter\n", encoding="utf-8")
    write([page], kept)
    told = page.read_text(encoding="utf-8")
    assert told.startswith("before\n") and told.endswith("\nafter\n") and "old" not in told
    assert told.count("smallest target") == 1 and "19.5 mm |  |  | ≥ 20 mm | ✗ |" in told
