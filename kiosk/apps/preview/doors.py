"""What is left to the worker before it looks at the first byte of a pack.

It draws, so it cannot be shut in as closely as a child that only decodes (`kiosk/core/limited`): a graphics library
starts threads, loads its parts late and makes machine code. What is shut, whoever starts it, and by which means:

    other files, changing any      Landlock: libraries, the program and fonts may be read, its own folder written
    the network                    no_new_privs; Landlock where it knows TCP; the unit's PrivateNetwork=
    memory, time, core dumps       RLIMIT_AS, RLIMIT_CPU, RLIMIT_CORE 0; the unit's MemoryMax=, RuntimeMaxSec=
    whose it is                    by the unit a user that owns nothing; else whoever started it: the hall, on a
                                   machine without systemd. Then Landlock alone stands before the hall's folder, UDP
                                   and other processes of that user are open, and `lacking` says what is not there.
"""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress
from pathlib import Path

from kiosk.core.limited import landlock
from kiosk.core.limited.given import given
from kiosk.core.limited.kernel import drop_capabilities, prctl

PROJECT = Path(__file__).resolve().parents[3]
MEMORY_BYTES = 3 << 30
"""Of addresses: llvmpipe reserves 1.1 GB of them before it draws (measured); what is really used the unit counts."""
CPU_SECONDS = 60
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime",
    "/etc/drirc", "/sys", "/proc/cpuinfo", "/proc/meminfo", "/proc/self",
)  # fmt: skip
_NODES = ("/dev/null", "/dev/urandom", "/dev/random", "/dev/zero")
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38  # linux/prctl.h


def shut(own: Path) -> None:
    """For good; before a thread is started. `own`: the folder that may be written. Raises OSError."""
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
        file.write("1000")
    prctl(_PR_SET_NO_NEW_PRIVS, 1)
    drop_capabilities()
    prctl(_PR_SET_DUMPABLE, 0)
    if kernel := given().landlock:
        landlock.confine(kernel, _readable(), (own, *map(Path, _NODES)))
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def lacking() -> tuple[str, ...]:
    """What this kernel does not give."""
    return () if given().landlock else ("Landlock",)


def _readable() -> list[Path]:
    """Libraries, Python, this project (a link to a folder elsewhere is followed), fonts."""
    python = {Path(one).resolve() for one in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    own = {PROJECT / name for name in ("kiosk", "content", "devices", "deploy", "build", ".venv")}
    modules = {Path(one).resolve() for one in sys.path if one and Path(one).name in ("site-packages", "dist-packages")}
    return [*map(Path, _SYSTEM), *python, *(path.resolve() for path in own), *modules]


def environment(own: Path) -> dict[str, str]:
    """All that is left of the one that this process was started with."""
    kept = {
        key: os.environ[key] for key in ("PATH", "LANG", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH") if key in os.environ
    }
    return kept | {"HOME": str(own), "TMPDIR": str(own), "MESA_SHADER_CACHE_DISABLE": "true"}
