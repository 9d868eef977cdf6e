"""From the start of the process to its first frame: the terminal against a bare Kivy app, in turns.

Both say READY=1 to a socket when their first frame is flipped, as they would to systemd; both open the same window on
the same virtual X server.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kiosk.core.process.virtual_display import virtual_display
from tests.benchmarks.table import Row

NAME = "start"
RUNS = 7
GOAL = 1.3
SIZE = (1080, 1920)
FIRST_FRAME_SECONDS = 60.0

BARE_APP = """
import os, socket
from kivy.config import Config
for key, value in (("width", "1080"), ("height", "1920"), ("multisamples", "0"), ("maxfps", "30"), ("borderless", "1")):
    Config.set("graphics", key, value)
from kivy.app import App
from kivy.core.window import Window
from kivy.uix.label import Label

class Bare(App):
    def build(self):
        return Label(text="bare")
    def on_start(self):
        Window.bind(on_flip=self.ready)
    def ready(self, *_):
        Window.unbind(on_flip=self.ready)
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])

Bare().run()
"""


def rows() -> list[Row]:
    """Needs Xvfb."""
    with tempfile.TemporaryDirectory() as folder, virtual_display(*SIZE, vnc=False):
        place = Path(folder)
        (place / "bare.py").write_text(BARE_APP)
        bare_command = [sys.executable, str(place / "bare.py")]
        kiosk_command = [sys.executable, "-m", "kiosk", "run", "--window", "--settings", str(_settings(place))]
        taken: dict[str, list[float]] = {"bare": [], "kiosk": []}
        for run in range(RUNS + 1):
            bare, kiosk = _first_frame_ms(bare_command, place), _first_frame_ms(kiosk_command, place)
            if run:  # the first pair only fills the file cache
                taken["bare"].append(bare)
                taken["kiosk"].append(kiosk)
    bare, kiosk = statistics.median(taken["bare"]), statistics.median(taken["kiosk"])
    return [Row(f"first frame, median of {RUNS}", kiosk, "ms", bare, kiosk / bare, f"≤ {GOAL}×", kiosk / bare <= GOAL)]


def _settings(place: Path) -> Path:
    """A terminal on its own: no hall service, no devices; it must start all the same."""
    file = place / "kiosk.toml"
    file.write_text(
        f"[terminal]\nhall_url = 'http://127.0.0.1:9'\ndata_dir = '{place}/terminal'\npacks_dir = '{place}/packs'\n"
        f"[hall]\ndata_dir = '{place}/hall'\n"
        f"[printer]\nport = '{place}/printer'\n[card_reader]\nport = '{place}/reader'\n"
    )
    return file


def _first_frame_ms(command: list[str], place: Path) -> float:
    """Raises TimeoutError when no first frame comes."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        address = place / "notify"
        address.unlink(missing_ok=True)
        ear.bind(str(address))
        ear.settimeout(FIRST_FRAME_SECONDS)
        environment = os.environ | {
            "NOTIFY_SOCKET": str(address),
            "KIVY_HOME": str(place / "kivy"),
            "KIVY_NO_ARGS": "1",
        }
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            ear.recv(100)
            return (time.perf_counter() - start) * 1000
        finally:
            process.send_signal(signal.SIGTERM)
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
