"""Asks the stick's root helper; blocking, so for workers and commands.

    with StickLine() as line:
        for stick in line.sticks(): stick.title, stick.why
        line.mount(stick.stick)
        copied = line.copy(lambda done, of: …)        # the tree `kiosk/`, in a folder of this user's own
    with StickLine() as line:
        line.save(stick.stick, content)               # one file onto it

All of it raises StickRefused and StickAway. The stick is unmounted when the line is closed.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kiosk.core.stick.wire import REASONS, SOCKET, Copied, Stick, StickRefused

SECONDS = 90.0  # a worn stick takes long to be mounted; the helper has deadlines of its own
MOST_BYTES = 8 << 20

Told = Callable[[int, int], None]  # bytes copied, bytes in all


class StickAway(Exception):
    """There is no helper on this machine, or it ended in the middle."""


class StickLine:
    """One connection, one stick at a time; while it is held nobody else reads one."""

    def __init__(self, path: Path = SOCKET, seconds: float = SECONDS) -> None:
        self._path, self._seconds = path, seconds

    def __enter__(self) -> Self:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(self._seconds)
        try:
            self._socket.connect(str(self._path))
        except OSError as error:
            self._socket.close()
            raise StickAway(f"{self._path}: {error.strerror}") from error
        self._answers = self._socket.makefile("rb")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._answers.close()
        self._socket.close()

    def sticks(self) -> list[Stick]:
        """Those that are plugged in, also such as cannot be used."""
        return [Stick.from_json(one) for one in self._ask({"verb": "list"})]

    def mount(self, stick: str) -> None:
        self._ask({"verb": "mount", "stick": stick})

    def files(self) -> list[tuple[str, int]]:
        """Path in the tree, and bytes."""
        return [(str(path), int(size)) for path, size in self._ask({"verb": "files"})["files"]]

    def copy(self, told: Told | None = None) -> Copied:
        """The whole tree; what an earlier copy left is gone."""
        copied = self._ask({"verb": "copy"}, told=told)
        return Copied(Path(copied["folder"]), int(copied["files"]), int(copied["bytes"]))

    def unmount(self) -> None:
        self._ask({"verb": "unmount"})

    def save(self, stick: str, content: bytes) -> str:
        """The name of the file that now lies on the stick, which may be pulled out."""
        return str(self._ask({"verb": "save", "stick": stick, "bytes": len(content)}, content))

    def _ask(self, request: dict[str, Any], content: bytes = b"", told: Told | None = None) -> Any:
        try:
            self._socket.sendall(json.dumps(request).encode() + b"\n" + content)
            while line := self._answers.readline(MOST_BYTES):
                answer = json.loads(line)
                if "refused" in answer:
                    reason = str(answer["refused"])
                    raise StickRefused(reason if reason in REASONS else "went_wrong")
                if "ok" in answer:
                    return answer["ok"]
                if told:
                    told(int(answer["copied"]), int(answer["of"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StickAway(f"{self._path}: {type(error).__name__}") from error
        raise StickAway(f"{self._path}: ended without an answer")
