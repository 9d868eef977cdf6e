"""The inner side of `enclosing`: a script that shuts itself in a folder and becomes the program it was asked to run."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

READ = (
    "/usr", "/bin", "/lib", "/lib64", "/proc", "/sys/devices/system/cpu", "/dev/urandom", "/dev/random",
    "/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    "/etc/libreoffice", "/etc/localtime", "/etc/nsswitch.conf", "/etc/passwd", "/var/cache/fontconfig",
    "/var/lib/libreoffice", "/var/spool/libreoffice",
)  # fmt: skip
"""What the system has installed; of people and halls nothing is in it."""
WRITE = ("/dev/null", "/dev/zero")
_SOCKETS = Path("/tmp")
"""LibreOffice binds one here and nowhere else, for those who would start it twice; it can bind, and connect to none."""
_MAKE_SOCKET = 1 << 9
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1, 2, 4, 8  # landlock(7)
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14  # and TRUNCATE
_TRUNCATE_SINCE = 3
_AF_UNIX = 1
_REFUSED = {
    "x86_64": {"connect": 42, "sendto": 44, "sendmsg": 46, "sendmmsg": 307, "ptrace": 101, "keyctl": 250, "bpf": 321,
               "process_vm_readv": 310, "process_vm_writev": 311},
    "aarch64": {"connect": 203, "sendto": 206, "sendmsg": 211, "sendmmsg": 269, "ptrace": 117, "keyctl": 219,
                "bpf": 280, "process_vm_readv": 270, "process_vm_writev": 271},
}  # fmt: skip
_REFUSED_ANYWHERE = {"io_uring_setup": 425, "io_uring_enter": 426}
_SOCKET = {"x86_64": 41, "aarch64": 198}


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    between = sys.argv.index("--")
    memory, seconds, file_bytes, folder, *readable = sys.argv[1:between]
    command = sys.argv[between + 1 :]
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")  # where memory runs out, it goes first
    _shut(Path(folder), [Path(one) for one in readable])
    for what, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_FSIZE, int(file_bytes)),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.chdir(folder)
    own = {"HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"}
    os.execvpe(command[0], command, own)


def _shut(folder: Path, readable: list[Path]) -> None:
    from kiosk.core.limited import seccomp
    from kiosk.core.limited.given import given
    from kiosk.core.limited.kernel import prctl

    kernel = given()
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    prctl(38, 1)  # PR_SET_NO_NEW_PRIVS
    _leave_root(folder)
    if kernel.landlock:
        _restrict(kernel.landlock, folder, readable)
    if kernel.seccomp:
        seccomp.install(list(_program()))


def _leave_root(folder: Path) -> None:
    """The folder is given to the user that the program will be."""
    from kiosk.core.limited.profiles import leave_root, lent_user

    if 0 in os.getresuid() and _may_change_users():
        for path in (folder, *folder.rglob("*")):
            opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            os.fchown(opened, lent_user(), lent_user())
            os.close(opened)
        leave_root()


def _may_change_users() -> bool:
    """In a user namespace that knows one user there is no other to become."""
    known = Path("/proc/self/uid_map").read_text(encoding="ascii").split()
    return len(known) == 3 and int(known[2]) > 1


def _restrict(version: int, folder: Path, readable: list[Path]) -> None:
    from kiosk.core.limited import landlock

    every = landlock.every_file_right(version)
    look = _EXECUTE | _READ_FILE | _READ_FOLDER
    allowed = [(Path(path), look) for path in READ] + [(Path(path), look | _WRITE_FILE) for path in WRITE]
    of_files = _OF_FILES if version >= _TRUNCATE_SINCE else _OF_FILES & ~(1 << 14)
    landlock.restrict_to(
        version,
        [(path, rights if path.is_dir() else rights & of_files) for path, rights in allowed if path.exists()]
        + [(folder, every), (_SOCKETS, _MAKE_SOCKET)]
        + [(path, _READ_FILE) for path in readable],
    )


def _program() -> Iterator[tuple[int, int, int, int]]:
    """All but a few calls are allowed: what would reach another process, or a network."""
    from kiosk.core.limited import seccomp

    known = seccomp.machine()
    assert known is not None
    name = os.uname().machine
    yield from seccomp.begin(known)
    for number in (*_REFUSED[name].values(), *_REFUSED_ANYWHERE.values()):
        yield from seccomp.refuse(number)
    yield from seccomp.only_when(_SOCKET[name], 0, _AF_UNIX)
    yield from seccomp.allow_rest()


if __name__ == "__main__":
    main()
