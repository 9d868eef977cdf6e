"""What the kernel says of the machine: network, uptime, disk, temperature. Read only, and never waited for."""

from __future__ import annotations

import fcntl
import socket
import struct
from contextlib import suppress
from pathlib import Path

from kiosk.apps.terminal.care.views import Interface

SIOCGIFADDR = 0x8915  # linux/sockios.h
NET, THERMAL = Path("/sys/class/net"), Path("/sys/class/thermal")
MOST_INTERFACES = 4
LOOPBACK = "lo"


def interfaces(net: Path = NET) -> tuple[Interface, ...]:
    """Those that are plugged in first; virtual ones left out."""
    found = []
    with suppress(OSError):
        for place in sorted(net.iterdir()):
            if place.name != LOOPBACK and "/virtual/" not in str(place.resolve()):
                up = _text(place / "operstate") == "up"
                found.append(Interface(place.name, (place / "wireless").exists(), up, address_of(place.name)))
    return tuple(sorted(found, key=lambda one: not one.up)[:MOST_INTERFACES])


def address_of(interface: str) -> str:
    """Its IPv4 address, or empty."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, suppress(OSError):
        told = fcntl.ioctl(asked.fileno(), SIOCGIFADDR, struct.pack("256s", interface.encode()[:15]))
        return socket.inet_ntoa(told[20:24])
    return ""


def up_seconds(uptime: Path = Path("/proc/uptime")) -> float:
    return float((_text(uptime) or "0").split()[0])


def celsius(thermal: Path = THERMAL) -> float | None:
    """The warmest of the machine's own thermometers; None where it has none."""
    told = [_text(zone / "temp") for zone in thermal.glob("thermal_zone*")]
    found = [int(one) / 1000 for one in told if one.lstrip("-").isdigit()]
    return max(found) if found else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
