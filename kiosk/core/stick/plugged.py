"""Which sticks are plugged in: removable disks on the USB bus, and no disk that the system stands on.

    for volume in Plugged().volumes(): volume.stick, volume.why
    with Plugged().opened("sdb1") as device: …

A name from outside is never made into a path: it has to be one of those seen here, now.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.core.stick.file_systems import HEAD_BYTES, FileSystem, file_system_of
from kiosk.core.stick.wire import Stick, StickRefused

MOST_VOLUMES = 16
SECTOR_BYTES = 512  # the unit of /sys/block/*/size, whatever the disk's own is
_DISK = re.compile(r"sd[a-z]{1,3}")
_PARTITION = re.compile(r"sd[a-z]{1,3}[0-9]{1,3}")
_ON_USB = re.compile(r"/usb[0-9]+/")
_NOT_PLAIN = re.compile(r"[^ -~]")


@dataclass(frozen=True, slots=True)
class Device:
    """A device that was opened, and what lies on it. `path` leads to what was opened, whatever its name is now."""

    path: str
    file_system: FileSystem


@dataclass(frozen=True, slots=True)
class Plugged:
    """The kernel's word on disks and mounts; a test gives other folders."""

    sys: Path = Path("/sys")
    dev: Path = Path("/dev")
    proc: Path = Path("/proc")

    def volumes(self) -> list[Stick]:
        """Every partition of every stick, or the whole of one that has none."""
        return [self._examined(volume) for volume in self._volumes()]

    @contextmanager
    def opened(self, name: str) -> Iterator[Device]:
        """Raises StickRefused: no such stick, or one that is not to be used."""
        volume = next((one for one in self._volumes() if one.stick == name), None)
        if volume is None:
            raise StickRefused("no_stick")
        if volume.why:
            raise StickRefused(volume.why)
        descriptor = self._open(name)
        try:
            yield Device(f"/proc/self/fd/{descriptor}", file_system_of(_head(descriptor)))
        finally:
            os.close(descriptor)

    # -- steps --------------------------------------------------------------------------------

    def _volumes(self) -> list[Stick]:
        found: list[Stick] = []
        for disk in sorted(self._disks()):
            parts = sorted(part for part in disk.iterdir() if _PARTITION.fullmatch(part.name))
            volumes = [part for part in (parts or [disk]) if _number(part / "size") > 0]
            why = "in_use" if self._is_in_use([disk, *parts]) else ""
            found += [Stick(one.name, _title(disk), _number(one / "size") * SECTOR_BYTES, why) for one in volumes]
        return found[:MOST_VOLUMES]

    def _disks(self) -> Iterator[Path]:
        with suppress(OSError):  # no disk at all
            for entry in (self.sys / "block").iterdir():
                real = entry.resolve()
                on_usb = _ON_USB.search(str(real)) is not None
                if _DISK.fullmatch(entry.name) and on_usb and _text(real / "removable") == "1":
                    yield real

    def _is_in_use(self, places: list[Path]) -> bool:
        """Something of the disk is mounted, swapped to, or stands under another device (LUKS, RAID)."""
        numbers, names = self._mounted()
        return any(
            _text(place / "dev") in numbers or place.name in names or _holds(place / "holders") for place in places
        )

    def _mounted(self) -> tuple[set[str], set[str]]:
        """Device numbers and names; a file system of several disks has a number of its own, so both."""
        numbers, names = set[str](), set[str]()
        for line in _text(self.proc / "self/mountinfo").splitlines():
            before, _, after = line.partition(" - ")
            numbers.add(before.split()[2])
            names.add(Path([*after.split(), "", ""][1]).name)
        names |= {Path(line.split()[0]).name for line in _text(self.proc / "swaps").splitlines()[1:]}
        return numbers, names

    def _examined(self, volume: Stick) -> Stick:
        if volume.why:
            return volume
        try:
            with self.opened(volume.stick):
                return volume
        except StickRefused as refused:
            return replace(volume, why=refused.reason)

    def _open(self, name: str) -> int:
        """A descriptor of the very device that the kernel calls so. Raises StickRefused."""
        try:
            descriptor = os.open(self.dev / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            raise StickRefused("pulled_out") from error
        found = os.fstat(descriptor)
        number = f"{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}"
        if not stat.S_ISBLK(found.st_mode) or number != self._number_of(name):
            os.close(descriptor)
            raise StickRefused("no_stick")
        return descriptor

    def _number_of(self, name: str) -> str:
        for disk in self._disks():
            place = disk if disk.name == name else disk / name
            if place.is_dir():
                return _text(place / "dev")
        return ""


def _head(descriptor: int) -> bytes:
    try:
        return os.pread(descriptor, HEAD_BYTES, 0)
    except OSError as error:
        raise StickRefused("pulled_out") from error


def _text(path: Path) -> str:
    """Empty where nothing is (a stick pulled out meanwhile)."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _number(path: Path) -> int:
    told = _text(path)
    return int(told) if told.isascii() and told.isdigit() else 0


def _holds(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False


def _title(disk: Path) -> str:
    """What its maker calls it: whoever built the stick chose these letters, so only plain ones, and few."""
    told = f"{_text(disk / 'device/vendor')[:8].strip()} {_text(disk / 'device/model')[:16].strip()}"
    return _NOT_PLAIN.sub("", told).strip() or "USB"
