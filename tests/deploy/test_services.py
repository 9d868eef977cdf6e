"""Both services as systemd starts, watches and stops them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.core.process.virtual_display import virtual_display
from tests.ports import free_port

DEADLINE_SECONDS = 60
STOP_SECONDS = 10  # TimeoutStopSec of kiosk-terminal.service


@dataclass
class Service:
    """A service and the ear that systemd would lend it."""

    process: subprocess.Popen[bytes]
    ear: socket.socket

    def hear(self, wanted: str) -> None:
        """Wait until the service says `wanted`. Raises TimeoutError."""
        while wanted not in self.ear.recv(1000).decode().splitlines():
            pass


@contextmanager
def started(place: Path, *arguments: str, **more: str) -> Iterator[Service]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(place / "notify"))
        ear.settimeout(DEADLINE_SECONDS)
        told = {"NOTIFY_SOCKET": str(place / "notify"), "WATCHDOG_USEC": "1500000", "KIVY_HOME": str(place / "kivy")}
        environment = {key: value for key, value in os.environ.items() if key != "DISPLAY"}  # a service has none
        command = [sys.executable, "-m", "kiosk", *arguments, "--settings", str(settings(place))]
        process = subprocess.Popen(command, env=environment | told | more, stderr=(place / "log").open("wb"))
        try:
            yield Service(process, ear)
        finally:
            process.kill()
            process.wait()


def settings(place: Path) -> Path:
    """A machine on its own: nothing answers, no device is plugged in."""
    port = free_port()
    file = place / "kiosk.toml"
    file.write_text(
        f"[hall]\nport = {port}\ndata_dir = '{place}/hall'\nsocket = '{place}/hall.sock'\n"
        f"[terminal]\nhall_url = 'http://127.0.0.1:{port}'\n"
        f"data_dir = '{place}/terminal'\npacks_dir = '{place}/packs'\n"
        f"[printer]\nport = '{place}/printer'\n[card_reader]\nport = '{place}/reader'\n"
    )
    return file


def stop(service: Service) -> int:
    """As `systemctl stop` does. Raises TimeoutExpired where systemd would kill."""
    service.process.send_signal(signal.SIGTERM)
    return service.process.wait(STOP_SECONDS)


def test_the_hall_service_says_ready_beats_and_stops(tmp_path: Path) -> None:
    with started(tmp_path, "hall") as service:
        service.hear("READY=1")
        service.hear("WATCHDOG=1")
        assert stop(service) == 0


@pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")
def test_the_terminal_says_ready_beats_and_stops(tmp_path: Path) -> None:
    """Alone it still shows its first frame; a stop is not taken for a window close, which a kiosk ignores."""
    said = tmp_path / "display"  # as deploy/screen says it
    with virtual_display(540, 960, vnc=False) as display:
        said.write_text(f"DISPLAY={display.name}\n")
        with started(tmp_path, "run", "--window", KIOSK_DISPLAY_FILE=str(said)) as service:
            service.hear("READY=1")
            service.hear("WATCHDOG=1")
            assert stop(service) == 143  # 0 would open the console (deploy/screen)
