"""Leaving by the staff page ends the terminal; anything else starts it again: the exit status must come through."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SESSION = Path(__file__).resolve().parents[2] / "deploy" / "session"

# Both take a command and always end with 0, as xinit does; xinit's command ends at "--".
STAND_INS = {
    "xinit": 'command=""; while [ "$1" != -- ]; do command="$command $1"; shift; done; $command; exit 0',
    "cage": 'while [ "$1" != -- ]; do shift; done; shift; "$@"; exit 0',
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A checkout with deploy/session, a `kiosk` that ends with the status it is given, and stand-in display servers."""
    for folder in ("deploy", ".venv/bin", "bin", "tmp"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(SESSION, tmp_path / "deploy")
    scripts = {".venv/bin/kiosk": 'exit "$1"'} | {f"bin/{name}": text for name, text in STAND_INS.items()}
    for name, text in scripts.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    return tmp_path


def run(place: Path, *arguments: str) -> int:
    environment = os.environ | {"PATH": f"{place / 'bin'}:{os.environ['PATH']}", "TMPDIR": str(place / "tmp")}
    return subprocess.run([place / "deploy" / "session", *arguments], env=environment, check=False).returncode


@pytest.mark.parametrize("kind", ["xorg", "cage"])
@pytest.mark.parametrize("status", [0, 75, 1])
def test_the_terminal_s_own_exit_status_comes_through(place: Path, kind: str, status: int) -> None:
    assert run(place, kind, str(status), "run") == status
    assert not list((place / "tmp").iterdir())


def test_a_display_server_that_dies_is_a_failure(place: Path) -> None:
    (place / "bin" / "xinit").write_text("#!/bin/sh\nexit 0\n")
    assert run(place, "xorg", "0", "run") == 1
