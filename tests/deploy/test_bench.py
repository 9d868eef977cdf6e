"""`deploy/bench --json` prints one JSON object alone, whatever a benchmark and its libraries print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import stdout_to_stderr
from tests.benchmarks.table import Row, figure, show


def test_what_a_benchmark_prints_does_not_reach_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    with stdout_to_stderr():
        print("a library says hello")
        os.write(1, b"so does C\n")
    print("{}")
    out, err = capfd.readouterr()
    assert out == "{}\n"
    assert "a library says hello" in err and "so does C" in err


def test_the_table_shows_goal_and_outcome(tmp_path: Path) -> None:
    with (tmp_path / "table").open("w") as file:
        show("start", [Row("first frame", 712.4, "ms", 601.0, 1.185, "≤ 1.3×", True)], Console(file=file, width=120))
    text = (tmp_path / "table").read_text()
    assert "712 ms" in text and "1.19×" in text and "✓" in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.01234, "0.0123"), (1.185, "1.19"), (71.26, "71.3"), (712.4, "712"), (12345.6, "12,346")],
)
def test_figures_are_short(value: float, shown: str) -> None:
    assert figure(value) == shown
