"""Ctrl-C while Kivy is being imported ends the program: Kivy's own start catches everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

STORY = """
import os, signal, sys
from pathlib import Path
from kiosk.ui.window import prepare

def hear(event, args):
    if event == "import" and args[0] == "kivy.config":
        os.kill(os.getpid(), signal.{name})

signal.signal(signal.SIGTERM, lambda *_: sys.exit(15))
sys.addaudithook(hear)
try:
    prepare((64, 64), Path(sys.argv[1]), fullscreen=False)
except KeyboardInterrupt:
    sys.exit(2)
"""


@pytest.mark.parametrize(("name", "status"), [("SIGINT", 2), ("SIGTERM", 15)])
def test_a_signal_during_the_import_is_not_lost(tmp_path: Path, name: str, status: int) -> None:
    command = [sys.executable, "-c", STORY.replace("{name}", name), str(tmp_path / "home")]
    environment = {"SDL_VIDEODRIVER": "offscreen", "PATH": "/usr/bin:/bin"}
    assert subprocess.run(command, env=environment, check=False, cwd=Path(__file__).parents[2]).returncode == status
