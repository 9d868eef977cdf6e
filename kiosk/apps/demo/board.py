"""The call board of the demonstration: a process of its own beside the terminal, since Kivy has one window a process.

    with board_display() as place, …terminal's own screen…, board_running(stand, place): …

Where there is a screen it takes a window of it; elsewhere a virtual screen of its own, with its own VNC address.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.apps.demo import words
from kiosk.apps.demo.stand import Stand, guarded
from kiosk.core.process.virtual_display import has_display, virtual_display

SIZE = (1920, 1080)
END_SECONDS = 10.0


@dataclass(frozen=True)
class BoardPlace:
    """Where the board is drawn: on $DISPLAY as it is (`display` empty), or on a virtual screen."""

    display: str = ""
    where: str = ""


@contextlib.contextmanager
def board_display() -> Iterator[BoardPlace]:
    """A screen for the board; enter it before the terminal's, which then has the last word on $DISPLAY."""
    if has_display():
        yield BoardPlace(where="in a window of its own")
        return
    with virtual_display(*SIZE) as screen:
        yield BoardPlace(screen.name, screen.vnc_address or "nowhere: x11vnc is not installed, run deploy/setup")


@contextlib.contextmanager
def board_running(stand: Stand, place: BoardPlace) -> Iterator[None]:
    """Enrol a board with the throw-away hall and run it for the block; its log lies in the stand's folder."""
    settings = enrolled(stand)
    size = ["--size", "x".join(map(str, SIZE))] if place.display else ["--window"]
    environment = os.environ | ({"DISPLAY": place.display} if place.display else {})
    with (stand.folder / "board.log").open("ab") as output:
        process = subprocess.Popen(
            guarded([sys.executable, "-m", "kiosk", "board", "--settings", str(settings), *size]),
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, env=environment,
        )  # fmt: skip
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def enrolled(stand: Stand, *, voice: bool = True) -> Path:
    """Join a board to the stand's hall; its kiosk.toml."""
    from kiosk.apps.hall.admin import make_enrol_code
    from kiosk.core.link.enrolment import enrol

    hall, folder = stand.settings.hall, stand.folder / "board"
    url, device = stand.settings.terminal.hall_url, stand.settings.sound.device
    enrol(url, make_enrol_code(hall.socket, words.BOARD, board=True), folder / "hall.json")
    file = stand.folder / "board.toml"
    file.write_text(
        f'demo = true\n[hall]\nname = "{hall.name}"\n[sound]\ndevice = "{device}"\n'
        f'[board]\nname = "{words.BOARD}"\nhall_url = "{url}"\ndata_dir = "{folder}"\n'
        f'packs_dir = "{stand.settings.terminal.packs_dir}"\nvoice = {str(voice).lower()}\n',
        encoding="utf-8",
    )
    return file
