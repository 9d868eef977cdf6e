"""A whole program of somebody else's, shut in a folder: for what only LibreOffice or ffmpeg can read.

    subprocess.run([*enclosing(folder), "soffice", …])

A program opens files, starts threads and loads code for as long as it runs, so the doors of a limited child would not
let it work. Instead (`enclosed`): the folder is all it may write, what the system has installed all it may read
(Landlock), it talks to nobody (seccomp; a network of its own, where the kernel gives one), gains no rights and, where
root starts it, is a user that nobody else is. Memory, processor time and size of files are limited.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

MEMORY_BYTES = 3 << 30
"""Of addresses; LibreOffice takes 1.3 GB of them to begin with, and 200 MB of memory."""
CPU_SECONDS = 600
MOST_FILE_BYTES = 4 << 30
_SCRIPT = Path(__file__).with_name("enclosed.py")
_ALONE = ("unshare", "--net")
_ALONE_AS_ITSELF = ("unshare", "--user", "--map-current-user", "--net")


def enclosing(folder: Path, *readable: Path) -> list[str]:
    """What stands before a command that may use `folder`, read these files, and nothing else of this machine's data."""
    limits = (str(MEMORY_BYTES), str(CPU_SECONDS), str(MOST_FILE_BYTES))
    return [*_without_network(), sys.executable, "-IB", str(_SCRIPT), *limits, str(folder), *map(str, readable), "--"]


@cache
def _without_network() -> tuple[str, ...]:
    """A unit or a container may refuse namespaces; then the other walls stand alone."""
    if shutil.which("unshare") is None:
        return ()
    alone = _ALONE if 0 in os.getresuid() else _ALONE_AS_ITSELF  # root becomes another user, which needs a map of all
    return () if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode else alone
