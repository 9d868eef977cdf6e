"""A machine whose settings cannot be used says so on its screen, and starts anew once they are mended."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.apps.hall.template import ROOT

PATIENCE_SECONDS = 60
PROGRAM = """
import sys
from pathlib import Path
from kiosk.apps.refused import show
sys.exit(show("kiosk.toml: line 2: not text", Path(sys.argv[1]), size=(1080, 1920)))
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text("[hall\n")
    return file


@pytest.fixture
def standing(file: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """The screen, once systemd would have heard that it stands."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(str(tmp_path / "notify"))
        told.settimeout(PATIENCE_SECONDS)
        environment = os.environ | {"SDL_VIDEODRIVER": "offscreen", "NOTIFY_SOCKET": str(tmp_path / "notify")}
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(file)], cwd=ROOT, env=environment, text=True)
        assert b"READY=1" in told.recv(4096)
        yield process
        process.kill()
        process.wait()


def test_it_starts_anew_once_the_file_is_another(file: Path, standing: "subprocess.Popen[str]") -> None:
    mended = file.with_name("mended")
    mended.write_text("[hall]\n")
    mended.replace(file)
    assert standing.wait(PATIENCE_SECONDS) == 75


def test_it_ends_when_told(standing: "subprocess.Popen[str]") -> None:
    standing.send_signal(signal.SIGTERM)
    assert standing.wait(PATIENCE_SECONDS) == 143
