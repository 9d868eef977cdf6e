"""The machine itself: fonts, graphics, clock, disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.core.database.clock import is_synchronised
from kiosk.settings import Settings
from kiosk.ui import font_files

PROJECT = Path(__file__).resolve().parents[3]
FONT_MARKS = (b"OTTO", b"\x00\x01\x00\x00")  # OpenType with CFF outlines, TrueType
SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swrast")
GL_SECONDS = 30.0
# A day of tickets takes a few MB; an update of the program with its packages about 400 MB.
WARN_FREE_BYTES = 1_000_000_000
FAIL_FREE_BYTES = 200_000_000
BALLAST_BYTES = 64 << 20

_ASK_GL = """
import sys
from pathlib import Path
from kiosk.ui.window import gl_renderer, prepare
prepare((64, 64), Path(sys.argv[1]), fullscreen=False)
from kivy.core.window import Window
print("renderer:" + gl_renderer())
"""


def fonts(settings: Settings) -> Iterator[Check]:
    """The faces are there and are fonts; a half-written one would stop the terminal at its first text."""
    folder = font_files.folder()
    wrong = [name for name in font_files.FILES.values() if not _is_font(folder / name)]
    wrong += [] if _is_icon_table(folder / font_files.ICON_NAMES) else [font_files.ICON_NAMES]
    title = words.TITLES["fonts"]
    if wrong:
        yield fail("fonts", title, words.fonts_wrong("、".join(wrong), str(folder)), words.RUN_SETUP)
    else:
        yield ok("fonts", title, words.fonts_found(str(folder)))


def _is_font(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in FONT_MARKS


def _is_icon_table(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return False


def gl_driver(settings: Settings) -> Iterator[Check]:
    """Opens a small window in a process of its own: Kivy has one window a process and may not come back from it."""
    title = words.TITLES["gl"]
    renderer, reason = _ask_gl()
    if not renderer:
        yield warn("gl", title, words.gl_unknown(reason), words.GL_UNKNOWN_MEND)
    elif any(name in renderer.lower() for name in SOFTWARE_RENDERERS):
        yield warn("gl", title, words.gl_software(renderer), words.GL_MEND)
    else:
        yield ok("gl", title, words.gl_found(renderer))


def _ask_gl() -> tuple[str, str]:
    """(renderer, "") or ("", why not)."""
    environment = os.environ.copy()
    if not environment.get("DISPLAY"):
        # Without a screen draw to memory, on whatever the machine would draw with.
        environment.update(SDL_VIDEODRIVER="offscreen", LIBGL_ALWAYS_SOFTWARE="0")
    with tempfile.TemporaryDirectory() as home:
        try:
            run = subprocess.run(
                [sys.executable, "-c", _ASK_GL, home],
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=GL_SECONDS,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "", f"{GL_SECONDS:g} s"
    found = [line.removeprefix("renderer:") for line in run.stdout.splitlines() if line.startswith("renderer:")]
    return (found[-1], "") if found else ("", (run.stderr.strip().splitlines() or [f"exit {run.returncode}"])[-1])


def clock(settings: Settings) -> Iterator[Check]:
    """Numbers carry the business date: is the time believable, and does anybody keep it right?"""
    title, now = words.TITLES["clock"], datetime.now().astimezone()
    shown = now.strftime("%Y-%m-%d %H:%M %Z")
    if now.timestamp() < (PROJECT / "pyproject.toml").stat().st_mtime - 86_400:
        yield fail("clock", title, words.clock_wrong(shown), words.SYNC_CLOCK)
    elif is_synchronised():
        yield ok("clock", title, words.clock_right(shown))
    else:
        mend = words.SYNC_CLOCK if Path("/dev/rtc0").exists() else f"{words.SYNC_CLOCK}。{words.NO_BATTERY_CLOCK}"
        yield warn("clock", title, words.clock_unsynced(shown), mend)


def disk(settings: Settings) -> Iterator[Check]:
    """Free room where the hall and the terminal write, and the ballast that helps a full disk."""
    folders = [folder for folder in (settings.hall.data_dir, settings.terminal.data_dir) if folder.exists()]
    for folder in folders or [Path("/")]:
        yield _free(folder)
    if settings.hall.data_dir.exists():
        yield _ballast(settings.hall.data_dir / "ballast")


def _free(folder: Path) -> Check:
    room, title = shutil.disk_usage(folder), words.TITLES["disk"]
    what = words.disk_free(str(folder), _size(room.free), _size(room.total))
    if room.free < FAIL_FREE_BYTES:
        return fail("disk", title, what, words.FREE_DISK)
    if room.free < WARN_FREE_BYTES:
        return warn("disk", title, what, words.FREE_DISK)
    return ok("disk", title, what)


def _ballast(path: Path) -> Check:
    title = words.TITLES["ballast"]
    if path.exists() and path.stat().st_blocks * 512 >= BALLAST_BYTES:
        return ok("ballast", title, words.BALLAST_THERE)
    return warn("ballast", title, words.BALLAST_MISSING, words.make_ballast(str(path)))


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
