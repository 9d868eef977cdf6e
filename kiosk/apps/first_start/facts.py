"""What the root side sees of its machine: disks, serial ports, addresses. Nothing here changes anything.

A command that fails or is missing leaves its part empty: a machine without `ip` still gets its first start.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kiosk import __version__
from kiosk.apps.first_start.system import Refused, System
from kiosk.apps.first_start.wire import FLAG, ROLES, TURNS, Disk, Facts, Role, SerialPort, Turned

TURNED = "/etc/kiosk/turned"  # deploy/screen watches it
LEAST_DISK_BYTES = 4 * 10**9
LSBLK = "NAME,PATH,TYPE,SIZE,MODEL,TRAN,RM,RO,MOUNTPOINTS,PARTTYPE,FSTYPE,PTTYPE,PKNAME"
# Made of memory or of files, or read only by nature; the kernel calls some of them disks.
NO_DISKS = re.compile(r"(loop|ram|zram|sr|fd|nbd|md|dm-)\d*")
# What udev makes of bus addresses. It goes into a rule between quotes: nothing else may come with it.
SAFE_PATH = re.compile(r"[A-Za-z0-9.:_+-]{1,200}")
PORT_UNKNOWN = "0"  # include/uapi/linux/serial.h: the kernel lists ttyS0 to ttyS3 whether they exist or not


def facts_of(system: System) -> Facts:
    """Raises Refused when the flag file is gone or holds no role."""
    on_stick, disks = disks_of(system)
    return Facts(
        role_of(system), __version__, on_stick, turned_of(system), disks, ports_of(system), addresses_of(system)
    )


def role_of(system: System) -> Role:
    """Raises Refused."""
    word = system.read(FLAG).strip()
    if word not in ROLES:
        raise Refused(f"{FLAG}: {word or '?'}")
    return word


def turned_of(system: System) -> Turned:
    word = system.read(TURNED).strip()
    return word if word in TURNS else "normal"


# -- disks ------------------------------------------------------------------------------------


def disks_of(system: System) -> tuple[bool, tuple[Disk, ...]]:
    """Whether the system runs from a stick, and the disks that could take it; from an inner disk it is not moved."""
    found = _json(system, ["lsblk", "--json", "-b", "-o", LSBLK])
    every: list[dict[str, Any]] = found.get("blockdevices", []) if isinstance(found, dict) else []
    whole = [one for one in every if one.get("type") == "disk" and not NO_DISKS.fullmatch(str(one.get("name")))]
    root = _source_of_root(system)
    home = next((one for one in whole if "/" in _mounted(one) or root in _paths(one)), None)
    if home is None or not _is_loose(home):
        return False, ()
    return True, tuple(_disk(one) for one in whole if one is not home and _could_take(one))


def _source_of_root(system: System) -> str:
    """`/dev/sda3`; of a btrfs subvolume without its `[/@]`."""
    return system.run(["findmnt", "--noheadings", "--output", "SOURCE", "/"]).out.strip().partition("[")[0] or "?"


def _could_take(one: dict[str, Any]) -> bool:
    """A disk at the USB socket is somebody's; one that is mounted is in use."""
    big = int(one.get("size") or 0) >= LEAST_DISK_BYTES
    return big and not _is_loose(one) and not _yes(one.get("ro")) and not _mounted(one)


def _is_loose(one: dict[str, Any]) -> bool:
    return _yes(one.get("rm")) or one.get("tran") == "usb"


def _disk(one: dict[str, Any]) -> Disk:
    has_data = bool(one.get("pttype") or one.get("fstype") or one.get("children"))
    return Disk(str(one["path"]), str(one.get("model") or "").strip(), int(one["size"]), has_data)


def _all(one: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield one
    for child in one.get("children", ()):
        yield from _all(child)


def _mounted(one: dict[str, Any]) -> set[str]:
    return {str(place) for part in _all(one) for place in part.get("mountpoints") or () if place}


def _paths(one: dict[str, Any]) -> set[str]:
    return {str(part.get("path")) for part in _all(one)}


def _yes(told: object) -> bool:
    """true, or "1" before util-linux 2.37."""
    return told in (True, 1, "1")


# -- serial ports -----------------------------------------------------------------------------


def ports_of(system: System) -> tuple[SerialPort, ...]:
    """Adapters first, then the sockets of the board itself."""
    names = [path.name for kind in ("ttyUSB*", "ttyACM*") for path in sorted(system.path("/dev").glob(kind))]
    for kind in sorted(system.path("/sys/class/tty").glob("ttyS*/type")):
        if kind.read_text(encoding="ascii").strip() != PORT_UNKNOWN:
            names.append(kind.parent.name)
    return tuple(port for port in (_port(system, name) for name in names) if port)


def _port(system: System, name: str) -> SerialPort | None:
    """None where neither its socket nor its own name stays the same: a rule could not find it again."""
    node = f"/dev/{name}"
    ran = system.run(["udevadm", "info", "--query=property", f"--name={node}"])
    known = dict(line.partition("=")[::2] for line in ran.out.splitlines())
    # udev gives a port of the board itself no path (60-serial.rules); its number never changes.
    path = known.get("ID_PATH", "") or (name if name.startswith("ttyS") else "")
    model = known.get("ID_MODEL_FROM_DATABASE") or known.get("ID_MODEL", "").replace("_", " ")
    return SerialPort(path, node, model) if SAFE_PATH.fullmatch(path) else None


# -- addresses --------------------------------------------------------------------------------


def addresses_of(system: System) -> tuple[str, ...]:
    """IPv4 only: that is what the hall listens on (0.0.0.0), and what people can type."""
    found = _json(system, ["ip", "-json", "addr"])
    cards = found if isinstance(found, list) else []
    known = [known for card in cards if isinstance(card, dict) for known in card.get("addr_info", ())]
    return tuple(str(one["local"]) for one in known if one.get("family") == "inet" and one.get("scope") == "global")


def _json(system: System, command: list[str]) -> Any:
    try:
        return json.loads(system.run(command).out)
    except ValueError:
        return None
