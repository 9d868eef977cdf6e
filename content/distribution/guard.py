"""A release that ends the program again and again is left by itself.

    guard = Guard(store, folder)
    gone_back = guard.begin(boot, now)       # at the start, before a pack is opened; the release that was left, or ""
    guard.watch()                            # another release shows now
    guard.prove()                            # it has run for PROVEN_SECONDS
    guard.end()                              # the program ends of its own will

An end that nobody chose, while the machine itself went on, counts against the release that showed: a planned restart,
one for memory and a power cut do not. After ``MOST_CRASHES`` of them the release before shows again, and this one is
refused until the hall publishes anew. A release that is proven is never left: what ends the program then is not it.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from content.distribution.disk import write_whole
from content.distribution.store import ReleaseStore

log = logging.getLogger(__name__)

MOST_CRASHES = 3
PROVEN_SECONDS = 600.0
CRASHED = "crashed"
"""Why a release is refused: the key of the words that say it."""


@dataclass(frozen=True, slots=True)
class _Run:
    """``release``: what showed, empty: none; ``boot``: the machine's run; ``ended``: of its own will."""

    release: str = ""
    boot: str = ""
    ended: bool = True
    crashes: int = 0


class Guard:
    """`folder` is the store's."""

    def __init__(self, store: ReleaseStore, folder: Path) -> None:
        self._store, self._file = store, folder / "guard.json"
        self._run = self._read()
        self._boot = ""

    def begin(self, boot: str, now: datetime) -> str:
        """``boot``: a number of the machine's run (``/proc/sys/kernel/random/boot_id``)."""
        before, active = self._run, self._store.state.active
        self._boot = boot
        release, crashes, left = active.id if active else "", 0, ""
        if active and not active.proven and before.release == active.id:
            crashes = before.crashes + (not before.ended and before.boot == boot)
        if active and crashes >= MOST_CRASHES:
            log.error("the packs ended the program %d times: going back to those before", crashes)
            again = self._store.back(now, CRASHED)
            left, release, crashes = release, again.id if again else "", 0
        self._write(_Run(release, boot, False, crashes))
        return left

    def watch(self) -> None:
        """What shows is another release: nothing is held against it yet."""
        active = self._store.state.active
        self._write(_Run(active.id if active else "", self._boot, False, 0))

    def prove(self) -> None:
        """Call when the program has run for PROVEN_SECONDS with what shows now."""
        self._store.prove()

    def end(self) -> None:
        """Also a restart that somebody or something planned."""
        self._write(_Run(self._run.release, self._boot, True, self._run.crashes))

    def _write(self, run: _Run) -> None:
        """A disk that is full must not keep the program from showing: then nothing is counted."""
        self._run = run
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, json.dumps(asdict(run)).encode())
        except OSError as error:
            log.warning("ends of the program are not counted: %s", error.strerror)

    def _read(self) -> _Run:
        try:
            return _Run(**json.loads(self._file.read_bytes()))
        except FileNotFoundError:
            return _Run()
        except (OSError, ValueError, TypeError) as error:
            log.warning("%s cannot be read, and is begun anew: %s", self._file.name, error)
            return _Run()
