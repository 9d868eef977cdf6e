"""A real terminal on a virtual screen, and what is to be seen there: pictures of one colour each, told by that colour.

pictures(version) -> files of a pack whose three pictures have colours that no other version has
with ShownScreen(hall, folder) as screen: screen.start(); screen.colour()
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageGrab

from kiosk.core.link.enrolment import enrol
from kiosk.core.process.virtual_display import virtual_display
from tests.apps.hall.process import HallProcess

SIZE = (540, 960)
ITEMS = 3
SLIDE_SECONDS = 3
START_SECONDS = 90.0
Colour = tuple[int, int, int]


def colour_of(version: int, item: int) -> Colour:
    """Far enough from those of every other picture to be told after drawing."""
    return 40 + (version % 12) * 18, 40 + (version // 12) * 18, 60 + item * 60


def pictures(version: int) -> dict[str, bytes]:
    lines, files = [f'format = 2\nname = "spring"\nversion = "{version}"\ntitle = "春天"\n'], {}
    for item in range(ITEMS):
        drawn = BytesIO()
        Image.new("RGB", (1080, 1400), colour_of(version, item)).save(drawn, "PNG")
        files[f"{item}.png"] = drawn.getvalue()
        lines.append(
            f'[[items]]\nid = "item-{item}"\nkind = "image"\nfile = "{item}.png"\ntitle = "第{item}幅"\n'
            f'source = "演示"\nsource_date = 2026-11-30\nseconds = {SLIDE_SECONDS}\n'
        )
    return {"manifest.toml": "\n".join(lines).encode(), **files}


def version_of(seen: Colour, versions: range) -> int | None:
    """Of which version a picture of this colour is; None: of none."""
    for version in versions:
        for item in range(ITEMS):
            if max(abs(a - b) for a, b in zip(seen, colour_of(version, item), strict=True)) <= 3:
                return version
    return None


class ShownScreen:
    """The terminal's process and its screen."""

    def __init__(self, hall: HallProcess, folder: Path, display: str) -> None:
        self.folder, self._display = folder, display
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir()
        enrol(hall.url, hall.code(), folder / "terminal" / "hall.json")
        (folder / "kiosk.toml").write_text(
            f"[terminal]\nhall_url = '{hall.url}'\ndata_dir = '{folder}/terminal'\npacks_dir = '{folder}/packs'\n"
            f"[hall]\ndata_dir = '{folder}/hall'\n[sound]\nenabled = false\n"
            f"[printer]\nport = '{folder}/printer'\n[card_reader]\nport = '{folder}/reader'\n"
        )

    def start(self) -> None:
        """Come back when its first frame is on the screen."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear, (self.folder / "log").open("ab") as log:
            address = self.folder / "notify"
            address.unlink(missing_ok=True)
            ear.bind(str(address))
            ear.settimeout(START_SECONDS)
            environment = os.environ | {
                "NOTIFY_SOCKET": str(address), "KIVY_HOME": str(self.folder / "kivy"), "KIVY_NO_ARGS": "1",
                "DISPLAY": self._display,
            }  # fmt: skip
            command = [sys.executable, "-m", "kiosk", "run", "--window", "--size", f"{SIZE[0]}x{SIZE[1]}"]
            command += ["--settings", str(self.folder / "kiosk.toml")]
            self._process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            ear.recv(100)

    def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(30)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def grab(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self._display)

    def colour(self) -> Colour:
        """Where nothing but the picture of a slide is."""
        seen = self.grab().convert("RGB").getpixel((SIZE[0] // 2, SIZE[1] * 11 // 20))
        assert isinstance(seen, tuple)
        return int(seen[0]), int(seen[1]), int(seen[2])


@contextmanager
def shown_screen(hall: HallProcess, folder: Path) -> Iterator[ShownScreen]:
    with virtual_display(*SIZE, vnc=False) as display:
        screen = ShownScreen(hall, folder, display.name)
        try:
            yield screen
        finally:
            if screen.is_running:
                screen.kill()
