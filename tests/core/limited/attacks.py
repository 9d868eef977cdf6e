"""What code that has taken a limited child over would try. Run as source text in a real child: it knows no project.

`tried(hall)` makes every attempt on a folder with `records.key`, `hall.db` and the like, and says of each what came of
it: the name of the error, or GOT.
"""

# The calls themselves, as they would be made, instead of pathlib:
# ruff: noqa: PTH101, PTH102, PTH104, PTH106, PTH108, PTH115, PTH116, PTH119, PTH208, PTH211

import ctypes
import errno
import mmap
import os
import platform
import resource
import select
import signal
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import Any

GOT = "GOT"
_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long
_libc.mmap.restype = ctypes.c_void_p
_raw = {
    "x86_64": {"bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "add_key": 248, "tgkill": 234, "clone": 56},
    "aarch64": {"bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "add_key": 217, "tgkill": 131, "clone": 220},
}[platform.machine()] | {"io_uring_setup": 425, "openat2": 437, "clone3": 435, "pidfd_getfd": 438}
_space = ctypes.create_string_buffer(4096)
_parent = os.getppid()
_environment_at_start = "/proc/self/environ"


def _checked(result: int) -> int:
    if result == -1:
        raise OSError(ctypes.get_errno(), "refused")
    return result


def _call(name: str, *arguments: Any) -> int:
    plain = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _checked(_libc.syscall(ctypes.c_long(_raw[name]), *plain))


def _c(name: str, *arguments: Any) -> int:
    return _checked(getattr(_libc, name)(*arguments))


def _fork(work: Callable[[], int]) -> None:
    child = work()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _connect(port: int) -> None:
    with socket.socket() as line:
        line.connect(("127.0.0.1", port))


def _connect_unix(path: str) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)


def _after_closing(*arguments: Any) -> int:
    """The trick of a limit of three: a descriptor that is given up makes room for another."""
    with suppress(OSError):
        os.close(0)
    return os.open(*arguments)


def _read_parent() -> None:
    there = (ctypes.c_long * 2)(0, 8)
    try:
        _c("process_vm_readv", _parent, (ctypes.c_long * 2)(ctypes.addressof(_space), 8), 1, there, 1, 0)
    except OSError as error:
        if error.errno != errno.EFAULT:  # it may, and nothing lies there
            raise


def _executable_memory() -> None:
    where = _libc.mmap(None, ctypes.c_size_t(4096), 7, 0x22, -1, ctypes.c_long(0))
    if where in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "refused")


def _executable_later() -> None:
    where = mmap.mmap(-1, 4096)
    _c("mprotect", ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(where))), ctypes.c_size_t(4096), 5)


def _limit(what: int, most: int) -> None:
    resource.setrlimit(what, (most, most))


def attempts(hall: str, port: int) -> dict[str, Callable[[], Any]]:
    """By name; the last ones break what the child stands on, so they come last."""
    at = hall + "/"
    key, database = at + "records.key", at + "hall.db"
    path, planted = key.encode(), f"/tmp/planted-by-{os.path.basename(hall)}"
    return {
        "read the key": lambda: os.open(key, os.O_RDONLY),
        "read the key by /proc": lambda: os.open("/proc/self/root" + key, os.O_RDONLY),
        "read the key by openat2": lambda: _call("openat2", -100, path, bytes(24), 24),
        "open hall.db": lambda: os.open(database, os.O_RDWR),
        "a handle on the key": lambda: os.open(key, os.O_PATH),
        "list the folder": lambda: os.listdir(hall),
        "go to the folder": lambda: os.chdir(hall),
        "size of the key": lambda: os.stat(key),
        "may the key be read": lambda: _c("access", path, 4),
        "where a link leads": lambda: os.readlink(at + "link"),
        "own environment": lambda: os.open(_environment_at_start, os.O_RDONLY),
        "memory of the parent": lambda: os.open(f"/proc/{_parent}/mem", os.O_RDONLY),
        "write into /tmp": lambda: os.open(planted, os.O_CREAT | os.O_WRONLY, 0o600),
        "a nameless file": lambda: os.open(hall, os.O_TMPFILE | os.O_WRONLY),
        "write into the folder": lambda: os.open(at + "planted", os.O_CREAT | os.O_WRONLY),
        "cut hall.db": lambda: os.truncate(database, 1),
        "change rights": lambda: os.chmod(database, 0o666),
        "change times": lambda: os.utime(database, (1, 1)),
        "unlink": lambda: os.unlink(at + "to-unlink"),
        "rename": lambda: os.rename(at + "to-rename", at + "renamed"),
        "mkdir": lambda: os.mkdir(at + "made"),
        "rmdir": lambda: os.rmdir(at + "to-rmdir"),
        "link": lambda: os.link(database, at + "linked"),
        "symlink": lambda: os.symlink(key, at + "linked-softly"),
        "mknod": lambda: os.mknod(at + "pipe", 0o600 | stat.S_IFIFO),
        "inet socket": lambda: socket.socket(),
        "inet6 socket": lambda: socket.socket(socket.AF_INET6),
        "udp socket": lambda: socket.socket(type=socket.SOCK_DGRAM),
        "unix socket": lambda: socket.socket(socket.AF_UNIX),
        "netlink socket": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW),
        "socket pair": lambda: socket.socketpair(),
        "connect to loopback": lambda: _connect(port),
        "connect to the admin socket": lambda: _connect_unix(at + "admin.sock"),
        "fork": lambda: _fork(os.fork),
        "clone": lambda: _fork(lambda: _call("clone", signal.SIGCHLD, 0, 0, 0, 0)),
        "clone3": lambda: _fork(lambda: _call("clone3", bytes(32) + bytes([signal.SIGCHLD]) + bytes(31), 64)),
        "be traced": lambda: _c("ptrace", 0, 0, None, None),
        "trace the parent": lambda: _c("ptrace", 0x4206, _parent, None, None),
        "read the parent's memory": _read_parent,
        "signal the parent": lambda: os.kill(_parent, 0),
        "signal a thread of the parent": lambda: _call("tgkill", _parent, _parent, 0),
        "signal everybody": lambda: os.kill(-1, 0),
        "signals by a descriptor": lambda: _c("fcntl", 1, 8, _parent),
        "a handle on the parent": lambda: os.pidfd_open(_parent),
        "limits of the parent": lambda: resource.prlimit(_parent, resource.RLIMIT_NOFILE),
        "priority of the parent": lambda: os.setpriority(os.PRIO_PROCESS, _parent, 19),
        "dup": lambda: os.dup(1),
        "dup2": lambda: os.dup2(1, 0),
        "dup by fcntl": lambda: _c("fcntl", 1, 0, 0),
        "pipe": lambda: os.pipe(),
        "memfd": lambda: os.memfd_create("x"),
        "eventfd": lambda: os.eventfd(0),
        "epoll": lambda: select.epoll(),
        "inotify": lambda: _c("inotify_init1", 0),
        "timerfd": lambda: _c("timerfd_create", 1, 0),
        "io_uring": lambda: _call("io_uring_setup", 8, ctypes.create_string_buffer(120)),
        "bpf": lambda: _call("bpf", 0, (ctypes.c_uint32 * 32)(2, 4, 4, 1), 128),
        "perf": lambda: _call("perf_event_open", (ctypes.c_uint32 * 32)(1, 128), 0, -1, -1, 0),
        "userfaultfd": lambda: _call("userfaultfd", 1),
        "kernel keys": lambda: _call("add_key", b"user", b"kiosk-attack", b"x", 1, -2),
        "shared memory": lambda: _c("shmget", 0, 4096, 0o1600),
        "message queue": lambda: _c("msgget", 0, 0o1600),
        "user namespace": lambda: _c("unshare", 0x10000000),
        "network namespace": lambda: _c("unshare", 0x40000000),
        "mount": lambda: _c("mount", b"none", hall.encode(), b"tmpfs", 0, None),
        "chroot": lambda: os.chroot(hall),
        "become root": lambda: _c("setresuid", 0, 0, 0),
        "more descriptors": lambda: _limit(resource.RLIMIT_NOFILE, 64),
        "more memory": lambda: _limit(resource.RLIMIT_AS, 1 << 40),
        "be dumpable": lambda: _c("prctl", 4, 1, 0, 0, 0),
        "personality": lambda: _c("personality", 0x0400000),
        "executable memory": _executable_memory,
        "memory made executable": _executable_later,
        "memory without end": lambda: mmap.mmap(-1, 8 << 30),
        "read the key after close(0)": lambda: _after_closing(key, os.O_RDONLY),
        "write into /tmp after close(0)": lambda: _after_closing(planted, os.O_CREAT | os.O_RDWR),
    }  # fmt: skip


def tried(hall: str, port: int, without: tuple[str, ...] = ()) -> dict[str, str]:
    """GOT, or the name of the error, by attempt. Starting another program comes last: it would not come back."""
    found = {name: _outcome(work) for name, work in attempts(hall, port).items() if name not in without}
    if "execve" not in without:
        found["execve"] = _outcome(lambda: os.execv("/bin/true", ["true"]))
    return found


def _outcome(work: Callable[[], Any]) -> str:
    try:
        kept = work()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "OSError")
    except (MemoryError, ValueError) as error:
        return type(error).__name__
    if isinstance(kept, int) and kept > 2:  # so that the next attempt finds what this one found
        with suppress(OSError):
            os.close(kept)
    return GOT
