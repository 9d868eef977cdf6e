"""Screens that fetch, as machines of their own: in a process that runs only where nobody else wants the processor.

In a hall each screen has its own processor; here all share two with the hall service. What they fetch, hash and decode
would be measured as the hall's slowness, so the kernel lets them go last (`SCHED_IDLE`); their requests it lets through
at once, since the hall service answers them at its own rank.

`python -m tests.benchmarks.far_screens FOLDER URL SEEN NEW CODE…` enrols a screen for each code, says `ready` when all
show the version SEEN, and `fetched BYTES` when all show NEW: of every file that any of them was given, kept or not.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from kiosk.core.link.enrolment import enrol
from kiosk.core.link.line import Line
from tests.features.exhibition.terminal.delivery.screens import ScreenHere

FETCH_SECONDS = 600.0


class FarScreens:
    """Of the caller: started, waited for, gone at the end."""

    def __init__(self, folder: Path, url: str, codes: Sequence[str], seen: str, new: str) -> None:
        command = [sys.executable, "-m", __spec__.name, str(folder), url, seen, new, *codes]
        self._child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._heard("ready")

    def fetched(self) -> int:
        """Bytes, once every screen shows the new version."""
        return int(self._heard("fetched"))

    def close(self) -> None:
        self._child.terminate()
        self._child.wait()

    def _heard(self, word: str) -> str:
        assert self._child.stdout
        for line in self._child.stdout:
            first, _, rest = line.strip().partition(" ")
            if first == word:
                return rest
        raise RuntimeError(f"the screens ended before they were {word}")


def _screens(folder: Path, url: str, seen: str, new: str, codes: Sequence[str]) -> None:
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    with ExitStack() as stack, _counted() as given:
        screens = []
        for number, code in enumerate(codes):
            home = folder / f"screen-{number}"
            screen = ScreenHere(enrol(url, code, home / "hall.json"), home)
            stack.callback(screen.close)
            screens.append(screen)
        for screen in screens:
            screen.wait(partial(_shows, screen, seen), FETCH_SECONDS)
        given[0] = 0
        print("ready", flush=True)
        for screen in screens:
            screen.wait(partial(_shows, screen, new), FETCH_SECONDS)
        print("fetched", given[0], flush=True)


def _shows(screen: ScreenHere, version: str) -> bool:
    return any(pack.name == "spring" and pack.version == version for pack in screen.delivered.packs)


@contextmanager
def _counted() -> Iterator[list[int]]:
    given, real = [0], Line.download

    async def counted(line: Line, path: str, start: int, take: Callable[[int, bytes], Awaitable[None]]) -> None:
        async def took(at: int, piece: bytes) -> None:
            given[0] += len(piece)
            await take(at, piece)

        await real(line, path, start, took)

    Line.download = counted  # type: ignore[method-assign, assignment]
    try:
        yield given
    finally:
        Line.download = real  # type: ignore[method-assign]


if __name__ == "__main__":
    home, address, before, after, *words = sys.argv[1:]
    _screens(Path(home), address, before, after, words)
