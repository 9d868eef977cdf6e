"""The command itself: it draws off screen, tells systemd so, pings, and ends when told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.apps.first_start.socket_root import SocketRoot
from tests.apps.first_start.walks import facts

SECONDS = 30.0


def test_it_draws_says_so_and_ends_when_told(tmp_path: Path) -> None:
    answers: dict[str, list[Any]] = {"facts": [{"ok": facts("both").to_json()}]}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, SocketRoot(tmp_path / "r.sock", answers) as root:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(SECONDS)
        told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "300000", "SDL_VIDEODRIVER": "offscreen"}
        command = [sys.executable, "-m", "kiosk", "first-start", "--size", "540x960", "--socket", str(root.path)]
        with subprocess.Popen(command, env=os.environ | told) as screen:
            try:
                assert systemd.recv(100).startswith(b"READY=1")
                assert systemd.recv(100) == b"WATCHDOG=1"
            finally:
                screen.send_signal(signal.SIGTERM)
            assert screen.wait(SECONDS) == 0
        assert root.heard[0] == {"verb": "facts"}


def test_where_nothing_can_be_drawn_it_says_what_is_missing(tmp_path: Path) -> None:
    blind = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "SDL_VIDEODRIVER")}
    command = [sys.executable, "-m", "kiosk", "first-start", "--socket", str(tmp_path / "none.sock")]
    run = subprocess.run(command, env=blind, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("kiosk first-start: no DISPLAY")
