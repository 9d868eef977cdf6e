"""`kiosk run` and `kiosk board` load nothing of the command line that the other commands need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]


@pytest.mark.parametrize(("command", "expected"), [("run", False), ("board", False), ("doctor", True)])
def test_only_the_other_commands_load_typer(command: str, expected: bool) -> None:
    code = (
        f"import sys; sys.argv = ['kiosk', {command!r}, '--help']\n"
        "from kiosk.__main__ import main\n"
        "try: main()\nexcept SystemExit as left: assert not left.code\n"
        "print('typer' in sys.modules, file=sys.stderr)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert ran.stderr.split() == [str(expected)]
