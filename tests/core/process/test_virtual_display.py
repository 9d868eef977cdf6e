"""A machine without a screen gets one, and nothing of it outlives the program that asked for it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.core.process import virtual_display as display
from kiosk.core.process.virtual_display import DisplayUnavailable, has_display, virtual_display

needs_xvfb = pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")
needs_vnc = pytest.mark.skipif(not shutil.which("x11vnc"), reason="x11vnc is not installed")
DEADLINE_SECONDS = 20


@needs_xvfb
@needs_vnc
def test_a_screen_appears_with_a_view_on_loopback_and_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not has_display()
    with virtual_display(320, 480) as screen:
        assert os.environ["DISPLAY"] == screen.name
        assert has_display()
        address = urlsplit(screen.vnc_address or "")
        with socket.create_connection(("127.0.0.1", address.port or 0), DEADLINE_SECONDS) as view:
            assert view.recv(12).startswith(b"RFB 003.")
        assert listens_only_on_loopback(address.port or 0)
    assert "DISPLAY" not in os.environ


@needs_xvfb
def test_a_killed_program_takes_its_screen_with_it() -> None:
    """kill -9 runs no cleaning up: the kernel has to end Xvfb."""
    code = (
        "import sys; from kiosk.core.process.virtual_display import virtual_display\n"
        "with virtual_display(320, 480, vnc=False) as screen: print(screen.name, flush=True); sys.stdin.read()"
    )
    program = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    number = program.stdout.readline().strip().removeprefix(":")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(DEADLINE_SECONDS)
        client.connect(str(display.X_SOCKETS / f"X{number}"))
        program.send_signal(signal.SIGKILL)
        program.communicate()
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(1) == b""  # the server hung up


def test_a_display_that_nobody_serves_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", ":4711", "nonsense", "unix:4711", "127.0.0.1:4711.0"):
        monkeypatch.setenv("DISPLAY", name)
        assert not has_display()


def test_a_missing_program_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DisplayUnavailable, match="apt-get install xvfb"), virtual_display(320, 480):
        pass


@needs_xvfb
def test_a_server_that_refuses_its_size_is_an_error_not_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "START_SECONDS", DEADLINE_SECONDS)
    with pytest.raises(DisplayUnavailable, match="did not start"), virtual_display(0, 480):
        pass


def listens_only_on_loopback(port: int) -> bool:
    """Every listening IPv4 socket of that port is bound to 127.0.0.1 (proc(5): state 0A, little-endian address)."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    bound = {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}
    return bound == {"0100007F"}
