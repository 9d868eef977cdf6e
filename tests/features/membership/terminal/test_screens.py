"""The pages of 忆初心 as drawn: in reach, large enough, nothing over anything else, and gone when they are left."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("panel", ["portrait", "landscape"])
def test_every_page_in_large_type(panel: str) -> None:
    _drawn(panel)


@pytest.mark.long
@pytest.mark.parametrize("panel", ["portrait", "landscape"])
def test_every_page_in_every_mode(panel: str) -> None:
    """In standard type, too: the same views with more room."""
    _drawn(panel, "every")


def _drawn(*arguments: str) -> None:
    script = Path(__file__).with_name("drawn_pages.py")
    command = [sys.executable, "-m", "tests.features.membership.terminal.drawn_pages", *arguments]
    ran = subprocess.run(command, cwd=script.parents[4], capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert ran.stdout.splitlines() == ["drawn"]
