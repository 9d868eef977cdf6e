"""The screen's line to the root side: one request a connection, blocking; call it on a worker (`stage.work`).

    line = Line()
    facts = line.facts()
    line.finish(answers, told=lambda step: …)      # `told` runs on the worker, step by step

What goes over it holds a PIN, a password and a code: nothing of it is logged, not even where it fails.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kiosk.apps.first_start.wire import SOCKET, Answers, Facts, Turned

ANSWER_SECONDS = 30.0  # for what is answered at once
STEP_SECONDS = 1800.0  # between two steps: copying onto a slow disk
MOST_BYTES = 1 << 20


class Refused(Exception):
    """The root side said no; `field` is the answer it is about, or "" for none."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field


class RootAway(Exception):
    """Nobody answers, or what answers is no root side; nothing is known of what became of the request."""


@dataclass(frozen=True)
class Step:
    """What the root side is doing, and how much is done, 0..1."""

    text: str
    done: float


Told = Callable[[Step], None]


class Root(Protocol):
    """What the pages ask of root. All of it blocks, and raises Refused or RootAway."""

    def facts(self) -> Facts: ...
    def turn(self, turned: Turned) -> None: ...
    def install(self, disk: str, told: Told) -> None: ...
    def restart(self) -> None: ...
    def finish(self, answers: Answers, told: Told) -> None: ...


class Line:
    """`Root` over the Unix socket at `path`."""

    def __init__(self, path: Path = SOCKET) -> None:
        self._path = path

    def facts(self) -> Facts:
        told = self._ask({"verb": "facts"})
        try:
            return Facts.from_json(told)
        except (KeyError, TypeError, AttributeError) as error:
            raise RootAway(f"{self._path}: not the facts") from error

    def turn(self, turned: Turned) -> None:
        self._ask({"verb": "turn", "turned": turned})

    def install(self, disk: str, told: Told) -> None:
        self._ask({"verb": "install", "disk": disk}, told, STEP_SECONDS)

    def restart(self) -> None:
        self._ask({"verb": "restart"})

    def finish(self, answers: Answers, told: Told) -> None:
        self._ask({"verb": "finish", "answers": answers.to_json()}, told, STEP_SECONDS)

    def _ask(self, request: dict[str, Any], told: Told | None = None, seconds: float = ANSWER_SECONDS) -> Any:
        """What stands behind `ok`, once every step was told."""
        try:
            for line in self._answers(request, seconds):
                if "refused" in line:
                    raise Refused(str(line["refused"]), str(line.get("field") or ""))
                if "ok" in line:
                    return line["ok"]
                if told and "step" in line:
                    told(Step(str(line["step"]), _share(line.get("done"))))
        except (OSError, ValueError) as error:
            raise RootAway(f"{self._path}: {type(error).__name__}") from None if _secret(request) else error
        raise RootAway(f"{self._path}: ended without an answer")

    def _answers(self, request: dict[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(str(self._path))
            line.sendall(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            with line.makefile("rb") as told:
                while text := told.readline(MOST_BYTES):
                    yield _object(text)


def _object(text: bytes) -> dict[str, Any]:
    """Raises ValueError."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _share(done: object) -> float:
    return min(1.0, max(0.0, float(done))) if isinstance(done, int | float) else 0.0


def _secret(request: dict[str, Any]) -> bool:
    """Its traceback would carry the answers."""
    return "answers" in request
