"""Tell systemd that the terminal draws: sd_notify(3) by hand, standard library only.

The Kivy clock calls `ping`; a frozen screen stops pinging, and systemd restarts the terminal after WatchdogSec
(deploy/systemd/kiosk-terminal.service). Outside systemd every call does nothing.
"""

from __future__ import annotations

import os
import socket


def notify_ready(status: str = "") -> bool:
    """The first frame is on the screen. `status` shows in `systemctl status`. True when systemd was told."""
    return _notify("READY=1" + (f"\nSTATUS={status}" if status else ""))


def notify_status(status: str) -> bool:
    """What `systemctl status` shows from now on. True when systemd was told."""
    return _notify(f"STATUS={status}")


def ping() -> bool:
    """The drawing thread is alive. Call it at least every `interval_seconds`. True when systemd was told."""
    return _notify("WATCHDOG=1")


def notify_stopping() -> bool:
    """The terminal is leaving of its own will."""
    return _notify("STOPPING=1")


def interval_seconds() -> float | None:
    """How often to ping: a third of WatchdogSec, so that one late ping is forgiven. None: nobody watches."""
    microseconds = os.environ.get("WATCHDOG_USEC", "")
    return int(microseconds) / 1_000_000 / 3 if microseconds.isdigit() else None


def _notify(message: str) -> bool:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):  # an abstract socket, sd_notify(3)
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
        out.setblocking(False)  # the drawing thread never waits, not even for systemd
        try:
            out.sendto(message.encode(), address)
        except OSError:
            return False  # the socket is full or gone: the next ping tries again
    return True
