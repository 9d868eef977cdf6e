"""The udev rules that give printer and card reader their names, by the socket they are plugged into.

Word for word what deploy/name-device prints; tests/apps/first_start_root holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

FILE = Path("/etc/udev/rules.d/71-kiosk-devices.rules")
_LINE = re.compile(r'SUBSYSTEM=="tty", (?:ENV\{ID_PATH\}|KERNEL)=="(?P<path>[^"]*)", SYMLINK\+="kiosk-(?P<name>[^"]*)"')


def rule(name: str, path: str) -> str:
    """`name`: printer or card-reader; `path`: that of a `wire.SerialPort`."""
    key = "KERNEL" if path.startswith("ttyS") else "ENV{ID_PATH}"
    return f'SUBSYSTEM=="tty", {key}=="{path}", SYMLINK+="kiosk-{name}"'


def with_rules(text: str, paths: Mapping[str, str]) -> str:
    """The file with those names in it; of its lines those go that name the same device or the same socket."""
    kept = [line for line in text.splitlines() if not _is_replaced(line, paths)]
    return "".join(f"{line}\n" for line in (*kept, *(rule(name, path) for name, path in paths.items())))


def _is_replaced(line: str, paths: Mapping[str, str]) -> bool:
    known = _LINE.fullmatch(line.strip())
    return known is not None and (known["name"] in paths or known["path"] in paths.values())
