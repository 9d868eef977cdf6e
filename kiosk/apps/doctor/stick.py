"""Whether USB sticks can be read: the root helper's socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, ok, warn
from kiosk.core.stick.wire import SOCKET
from kiosk.settings import Settings

INSTALLED = Path("/etc/kiosk/installed")  # what deploy/install put in place: "both xorg"
WITHOUT = ("board",)


def helper(settings: Settings) -> Iterator[Check]:
    """A demonstration and a board read no sticks."""
    yield found(SOCKET, INSTALLED)


def found(socket: Path, installed: Path) -> Check:
    title = words.TITLES["stick"]
    what = installed.read_text(encoding="utf-8").split() if installed.is_file() else []
    if not what or what[0] in WITHOUT:
        return ok("stick", title, words.STICK_NOT_NEEDED)
    if socket.is_socket():
        return ok("stick", title, words.STICK_READ)
    return warn("stick", title, words.STICK_UNREAD, words.START_STICK)
