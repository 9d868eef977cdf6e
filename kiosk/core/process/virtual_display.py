"""A virtual screen for a machine without one: Xvfb, and x11vnc on loopback to look at it.

    if not has_display():
        with virtual_display(1080, 1920) as screen:   # sets DISPLAY inside the block
            print(screen.vnc_address)                 # vnc://127.0.0.1:5900, or None without x11vnc

Standard library only: this runs before the first frame. Call it from the main thread: the kernel ends both programs
when the *thread* that started them ends (prctl(2), PR_SET_PDEATHSIG), so that even `kill -9` leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

START_SECONDS = 20.0  # a busy machine with two cores started Xvfb in under 2 s
STOP_SECONDS = 5.0
X_SOCKETS = Path("/tmp/.X11-unix")


class DisplayUnavailable(Exception):
    """The virtual screen cannot be started; the text names the cause and the command that mends it."""


@dataclass(frozen=True)
class VirtualDisplay:
    """A running virtual screen.

    name: for DISPLAY, as ":99". vnc_address: "vnc://127.0.0.1:PORT", None when x11vnc is not installed.
    """

    name: str
    vnc_address: str | None


def has_display() -> bool:
    """True when $DISPLAY names an X server that takes connections. (Kivy's wheel speaks X, not Wayland.)"""
    parsed = re.fullmatch(r"(?P<host>[^:/]*):(?P<number>\d+)(\.\d+)?", os.environ.get("DISPLAY", ""))
    if not parsed:
        return False
    host, number = parsed["host"], int(parsed["number"])
    if host and host != "unix":
        return _accepts(socket.AF_INET, (host, 6000 + number))
    path = str(X_SOCKETS / f"X{number}")
    return _accepts(socket.AF_UNIX, path) or _accepts(socket.AF_UNIX, "\0" + path)


@contextlib.contextmanager
def virtual_display(width: int, height: int, *, vnc: bool = True) -> Iterator[VirtualDisplay]:
    """Run a virtual screen of `width` × `height` pixels for the block, with DISPLAY set to it.

    Both programs are ended when the block ends, however it ends.
    Raises DisplayUnavailable when Xvfb is missing or does not start.
    """
    before = os.environ.get("DISPLAY")
    with contextlib.ExitStack() as stack:
        name = _start_xvfb(stack, width, height)
        os.environ["DISPLAY"] = name
        stack.callback(_restore_display, before)
        yield VirtualDisplay(name, _start_vnc(stack, name) if vnc and shutil.which("x11vnc") else None)


def _start_xvfb(stack: contextlib.ExitStack, width: int, height: int) -> str:
    if not shutil.which("Xvfb"):
        raise DisplayUnavailable("Xvfb is not installed; run deploy/setup, or: apt-get install xvfb")
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="ascii") as numbers:
        try:
            command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"]
            server = _start(stack, [*command, "-nolisten", "tcp", "-noreset"], pass_fds=(writing,))
        finally:
            os.close(writing)
        number = _first_line(numbers)
    if not number.strip().isdigit():
        raise DisplayUnavailable(f"Xvfb did not start (exit status {server.poll()})")
    return f":{number.strip()}"


def _start_vnc(stack: contextlib.ExitStack, display: str) -> str:
    command = [
        "x11vnc",
        "-display",
        display,
        "-localhost",
        "-no6",
        "-noipv6",
        "-autoport",
        "5900",
        "-forever",
        "-shared",
    ]
    viewer = _start(stack, [*command, "-nopw", "-norc", "-quiet"], stdout=subprocess.PIPE)
    assert viewer.stdout is not None
    with viewer.stdout:
        line = _first_line(viewer.stdout)
    if not line.startswith("PORT="):
        raise DisplayUnavailable(f"x11vnc did not start (exit status {viewer.poll()})")
    return f"vnc://127.0.0.1:{line.strip().removeprefix('PORT=')}"


def _start(
    stack: contextlib.ExitStack, command: list[str], *, stdout: int = subprocess.DEVNULL, pass_fds: tuple[int, ...] = ()
) -> subprocess.Popen[str]:
    """Start a program that the kernel ends with this thread, and that Ctrl-C reaches only through us."""
    guarded = ["setpriv", "--pdeathsig", "TERM", "--", *command]  # util-linux: on every Debian
    process = subprocess.Popen(
        guarded,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        pass_fds=pass_fds,
    )
    stack.callback(_stop, process)
    return process


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _first_line(stream: IO[str]) -> str:
    """The first line a started program writes; empty when it ends, or says nothing in time."""
    line, deadline = "", time.monotonic() + START_SECONDS
    descriptor = stream.fileno()
    while not line.endswith("\n") and select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
        piece = os.read(descriptor, 64).decode("ascii", "replace")
        if not piece:
            break
        line += piece
    return line.splitlines()[0] if line else ""


def _accepts(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(address) == 0


def _restore_display(before: str | None) -> None:
    if before is None:
        os.environ.pop("DISPLAY", None)
    else:
        os.environ["DISPLAY"] = before
