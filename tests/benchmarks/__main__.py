"""`deploy/bench [NAME] [--json] [--write]`: run the benchmarks of this folder.

A benchmark is a module here with `NAME: str`, a docstring and `rows() -> list[Row]`. Each runs in a process of its
own, so that one's windows and threads do not weigh on the next.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.benchmarks.table import Row, show

NAMED = "\nNAME = "


def main() -> int:
    names = sorted(
        file.stem for file in Path(__file__).parent.glob("*.py") if NAMED in file.read_text(encoding="utf-8")
    )
    parser = argparse.ArgumentParser(prog="deploy/bench", description="Measure, against a baseline in the same run.")
    parser.add_argument("name", nargs="?", choices=names, help="one benchmark; all of them when left out")
    parser.add_argument("--json", action="store_true", help="one JSON object alone on standard output")
    parser.add_argument(
        "--write", action="store_true", help="also keep the figures, and write the manual's tables anew"
    )
    asked = parser.parse_args()
    results: dict[str, list[dict[str, Any]] | None] = {}
    results |= {asked.name: measure(asked.name)} if asked.name else {name: measure_apart(name) for name in names}
    if asked.write:
        _write(results)
    if asked.json:
        print(json.dumps({"rows": [{"benchmark": name} | row for name, rows in results.items() for row in rows or []]}))
    else:
        for name, rows in results.items():
            show(name, [Row(**row) for row in rows or []], Console(width=120))
    return 1 if None in results.values() else 0


def _write(results: dict[str, list[dict[str, Any]] | None]) -> None:
    from docs import write_measures

    for name, rows in results.items():
        if rows is not None:
            write_measures.keep(name, date.today().isoformat(), rows)
    write_measures.write()


def measure(name: str) -> list[dict[str, Any]]:
    """Run one benchmark in this process; what it prints goes to standard error."""
    print(f"measuring {name} …", file=sys.stderr, flush=True)
    with stdout_to_stderr():
        module = importlib.import_module(f"tests.benchmarks.{name}")
        rows: list[Row] = module.rows()
    return [asdict(row) for row in rows]


def measure_apart(name: str) -> list[dict[str, Any]] | None:
    """Run one benchmark in a process of its own. None when it failed; its words are on standard error."""
    command = [sys.executable, "-m", "tests.benchmarks", name, "--json"]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        print(f"{name} failed with exit status {run.returncode}", file=sys.stderr)
        return None
    return [{what: row[what] for what in row if what != "benchmark"} for row in json.loads(run.stdout)["rows"]]


@contextlib.contextmanager
def stdout_to_stderr() -> Iterator[None]:
    """Also what C libraries and child processes print, hence by descriptor."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


if __name__ == "__main__":
    sys.exit(main())
