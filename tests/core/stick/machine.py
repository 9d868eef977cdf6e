"""A machine with sticks in it: folders in place of /sys and /dev, and real file systems in loop devices.

machine.plug("sdb", ext4(tree))      # a stick without a partition table
with machine.line() as line: …       # the helper, in a mount namespace of its own
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.stick.client import StickLine

PROJECT = Path(__file__).parents[3]
SECONDS = 60.0


def _can_mount() -> bool:
    """Root, loop devices, and a namespace to mount in."""
    if 0 not in os.getresuid() or not Path("/dev/loop-control").exists() or not shutil.which("mkfs.ext4"):
        return False
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return tried.returncode == 0


NEEDS_MOUNT = pytest.mark.skipif(not _can_mount(), reason="loop devices cannot be mounted here")


def ext4(file: Path, tree: Path | None, megabytes: int = 8) -> Path:
    """An image holding what lies in `tree`."""
    given = ["-d", str(tree)] if tree else []
    size = f"{megabytes}M"
    subprocess.run(["mkfs.ext4", "-q", "-O", "^has_journal", *given, str(file), size], check=True, capture_output=True)
    return file


class Machine:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sys, self.dev, self.at, self.to = (folder / name for name in ("sys", "dev", "mnt", "copied"))
        for made in (self.sys / "block", self.dev, self.at):
            made.mkdir(parents=True)
        self.bounds: dict[str, float] = {}
        self._loops: dict[Path, str] = {}

    # -- plugging in --------------------------------------------------------------------------

    def plug(self, disk: str, image: Path, *parts: Path, bus: str = "usb1/1-1", removable: str = "1") -> Path:
        """The disk's folder in /sys. Its image lies in a loop device; its partitions each in one of their own."""
        place = self.sys / "devices/pci0000:00" / bus / "block" / disk
        (place / "device").mkdir(parents=True)
        (place / "device/vendor").write_text("Yanshi  \n")
        (place / "device/model").write_text("Stick\x07 3\n")
        (place / "removable").write_text(removable + "\n")
        (place / "holders").mkdir()
        (self.sys / "block" / disk).symlink_to(place)
        self._node(disk, place, image)
        for number, part in enumerate(parts, 1):
            (place / f"{disk}{number}").mkdir()
            self._node(f"{disk}{number}", place / f"{disk}{number}", part)
        return place

    def _node(self, name: str, place: Path, image: Path) -> None:
        found = Path(self.loop(image)).stat()
        (place / "size").write_text(f"{image.stat().st_size // 512}\n")
        (place / "dev").write_text(f"{os.major(found.st_rdev)}:{os.minor(found.st_rdev)}\n")
        os.mknod(self.dev / name, stat.S_IFBLK | 0o600, found.st_rdev)

    def loop(self, image: Path) -> str:
        if image not in self._loops:
            ran = subprocess.run(["losetup", "-f", "--show", image], check=True, capture_output=True, text=True)
            self._loops[image] = ran.stdout.strip()
        return self._loops[image]

    def close(self) -> None:
        for loop in self._loops.values():
            subprocess.run(["losetup", "-d", loop], check=True)

    # -- asking -------------------------------------------------------------------------------

    @contextmanager
    def helper(self, listening: socket.socket, askers: dict[int, Path] | None = None) -> Iterator[None]:
        """Takes one connection of `listening`, as kiosk-stick.socket does."""
        told: dict[str, Any] = {
            "sys": str(self.sys), "dev": str(self.dev), "at": str(self.at), "bounds": self.bounds,
            "askers": {str(uid): str(to) for uid, to in (askers or {0: self.to}).items()},
        }  # fmt: skip
        accept = (
            "import json, os, socket, sys; c, _ = socket.socket(fileno=0).accept(); os.dup2(c.fileno(), 0); "
            "from tests.core.stick.helper import main; main()"
        )
        command = ["unshare", "-m", "--propagation", "slave", sys.executable, "-c", accept, json.dumps(told)]
        process = subprocess.Popen(command, stdin=listening.fileno(), cwd=PROJECT, umask=0o077)
        try:
            yield
            process.wait(SECONDS)
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def line(self, askers: dict[int, Path] | None = None) -> Iterator[StickLine]:
        with self.listening() as (listening, path), self.helper(listening, askers), StickLine(path, SECONDS) as line:
            yield line

    @contextmanager
    def listening(self) -> Iterator[tuple[socket.socket, Path]]:
        path = self.folder / "stick.sock"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(path))
            listening.listen(4)
            yield listening, path
