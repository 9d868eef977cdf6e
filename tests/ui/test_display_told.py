"""Where the display is, a service reads in a file of the display server's user: a number, and nothing besides."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.ui.window import NoScreen, choose_driver


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DISPLAY", "SDL_VIDEODRIVER", "KIOSK_KMSDRM"):
        monkeypatch.setenv(name, "")  # so that what is set in the test goes with it
        monkeypatch.delenv(name)
    monkeypatch.setenv("KIOSK_DISPLAY_FILE", str(tmp_path / "display"))
    return tmp_path / "display"


def test_the_display_is_where_the_server_says(told: Path) -> None:
    told.write_text("DISPLAY=:0\n")
    assert choose_driver() == "x11" and os.environ["DISPLAY"] == ":0"


@pytest.mark.parametrize(
    "said",
    [
        b"", b"DISPLAY=:0\nLD_PRELOAD=/tmp/x.so\n", b"LD_PRELOAD=/tmp/x.so\nDISPLAY=:0\n", b"DISPLAY=far.example:0\n",
        b"DISPLAY=unix/tmp/x:0\n", b"DISPLAY=:\xff\n", b"DISPLAY=:0 \n", b"PYTHONPATH=/tmp\n",
    ],
)  # fmt: skip
def test_anything_else_in_that_file_is_no_display(told: Path, said: bytes) -> None:
    told.write_bytes(said)
    before = dict(os.environ)
    with pytest.raises(NoScreen):
        choose_driver()
    assert dict(os.environ) == before


def test_no_server_yet_is_no_display(told: Path) -> None:
    with pytest.raises(NoScreen):
        choose_driver()
