"""A process that has a hall service's libraries and forks one hall after another: each would load them for 1.5 s.

    python -m tests.apps.hall.template DESCRIPTOR       (what `forked` starts, once a test process)

What is forked is a process like any other, with its own output, environment and end; only the loading is shared. The
template has one thread, draws no random number and opens nothing before it forks.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[3]
LIBRARIES = ("kiosk.apps.hall.app", "kiosk.apps.hall.serving", "httpx", "pydantic.v1", "uvicorn.lifespan.on")
_MOST_ASKED = 1 << 20


class Forked:
    """One that was forked: what `subprocess.Popen` has of it, as far as tests use that."""

    def __init__(self, pid: int, stdout: TextIO) -> None:
        self.pid, self.stdout = pid, stdout
        self._pidfd: int | None = os.pidfd_open(pid)
        self._status = 0

    def send_signal(self, number: int) -> None:
        """Nothing where it has ended."""
        if self._pidfd is not None:
            signal.pidfd_send_signal(self._pidfd, number)

    def wait(self, seconds: float) -> int:
        """Its exit status, negative for a signal. Raises TimeoutError."""
        if self._pidfd is not None:
            ended = select.poll()
            ended.register(self._pidfd, select.POLLIN)
            if not ended.poll(seconds * 1000):
                raise TimeoutError(f"process {self.pid} goes on")
            os.close(self._pidfd)
            self._pidfd = None
            self._status = _asked({"ended": self.pid})["status"]
        return self._status


def forked(module: str, arguments: list[str], cwd: Path, errors: TextIO, env: dict[str, str]) -> Forked:
    """``python -m module arguments`` as a fork: `module` has a ``main(arguments)``."""
    read, write = os.pipe()
    asked = {"module": module, "arguments": arguments, "cwd": os.fspath(cwd), "env": env}
    pid = _asked(asked, write, errors.fileno())["pid"]
    os.close(write)
    return Forked(pid, os.fdopen(read, encoding="utf-8"))


@cache
def _template() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    subprocess.Popen(
        [sys.executable, "-m", "tests.apps.hall.template", str(theirs.fileno())], cwd=ROOT, pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    theirs.close()
    return ours


def _asked(what: Mapping[str, object], *descriptors: int) -> dict[str, int]:
    line = json.dumps(what).encode()
    socket.send_fds(_template(), [line], descriptors)
    answer: dict[str, int] = json.loads(_template().recv(_MOST_ASKED))
    return answer


# -- the template ------------------------------------------------------------------------------------------------------


def _serve(line: socket.socket) -> dict[str, object]:
    """Forks until whoever asks is gone; returns in each that was forked, with what it shall do."""
    while True:
        told, descriptors, _, _ = socket.recv_fds(line, _MOST_ASKED, 2)
        if not told:
            sys.exit()
        asked: dict[str, object] = json.loads(told)
        if "ended" in asked:
            _, status = os.waitpid(int(str(asked["ended"])), 0)
            answer = {"status": os.waitstatus_to_exitcode(status)}
        elif pid := os.fork():
            answer = {"pid": pid}
        else:
            line.close()
            stdout, stderr = descriptors
            os.dup2(stdout, 1)
            os.dup2(stderr, 2)
            for descriptor in descriptors:
                os.close(descriptor)
            return asked
        for descriptor in descriptors:
            os.close(descriptor)
        line.send(json.dumps(answer).encode())


def _shorten() -> None:
    """The tables of a new hall are known before the first one forks."""
    from kiosk.apps.hall import modules
    from tests import shortcuts

    shortcuts.take()
    shortcuts.shape(tuple(modules.migrations().items()))


def _become(asked: dict[str, object]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(asked["env"])  # type: ignore[call-overload]
    time.tzset()
    os.chdir(str(asked["cwd"]))
    importlib.import_module(str(asked["module"])).main(asked["arguments"])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for library in LIBRARIES:
        importlib.import_module(library)
    _shorten()
    _become(_serve(socket.socket(fileno=int(sys.argv[1]))))
