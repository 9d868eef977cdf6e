"""Adds up what is counted on this machine, and hands each hour that is over to the outbox.

    recorder = Recorder(store, outbox, clock, demo=False)
    recorder.start()
    recorder.count({"visit": 1}); recorder.played(exhibit, 12.0)       # on any thread; neither waits
    recorder.stop()

In memory first, and on the disk every few minutes by a thread of its own, which also reads the files that were shown
for their SHA-256, each once: a cut of the power loses the counts of some minutes and never doubles any. What lies on
the disk becomes reports in one commit (`TerminalStore.hand_over`).
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.pack.exhibit import Exhibit
from kiosk.core.database.clock import Clock
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import HourOver, Play, TerminalStore
from kiosk.core.process.kept import Kept
from kiosk.features.use.rules.hours import hour_of
from kiosk.features.use.wire import LETTERS, MOST, MOST_PLAYS, PATH, Counted, HourReport, Played, to_json

MOST_HOURS_HELD = 48  # in memory, while the disk is full
LEAST_SECONDS = 0.5  # a slide that stood there for less was not seen

log = logging.getLogger("kiosk.use")


@dataclass
class _Shown:
    exhibit: Exhibit
    times: int = 0
    seconds: float = 0.0


@dataclass
class _Hour:
    """What was counted in one hour and is not on the disk yet."""

    uses: Counter[str] = field(default_factory=Counter)
    shown: dict[tuple[str, str], _Shown] = field(default_factory=dict)

    def add(self, exhibit: Exhibit, times: int, seconds: float) -> None:
        shown = self.shown.setdefault((exhibit.key, exhibit.pack_version), _Shown(exhibit))
        shown.times += times
        shown.seconds += seconds


class Recorder(Kept):
    """`clock`: hall time, as far as this machine knows it; `demo`: of a demonstration."""

    def __init__(self, store: TerminalStore, outbox: Outbox, clock: Clock, *, demo: bool) -> None:
        super().__init__("use-counts")
        self._store, self._outbox, self._clock, self._demo = store, outbox, clock, demo
        self._hours: dict[str, _Hour] = {}
        self._lock = threading.Lock()
        self._digests: dict[tuple[Path, str], str] = {}
        self._told_full = False

    # -- what is counted --------------------------------------------------------------------------

    def count(self, uses: Mapping[str, int]) -> None:
        """Of visitors: names of `rules/things.py`."""
        with self._lock:
            self._now().uses.update(uses)

    def played(self, exhibit: Exhibit, seconds: float) -> None:
        """It left the screen, where it really was for so long."""
        if seconds >= LEAST_SECONDS:
            with self._lock:
                self._now().add(exhibit, 1, seconds)

    def _now(self) -> _Hour:
        return self._hours.setdefault(hour_of(self._clock()), _Hour())

    # -- to the disk, and to the outbox -----------------------------------------------------------

    def keep(self) -> None:
        """Write down what was counted since the last time, and hand over. Blocks; never on Kivy's thread."""
        with self._lock:
            taken, self._hours = self._hours, {}
        try:
            while taken:
                hour = next(iter(taken))
                self._store.tally(hour, taken[hour].uses, self._plays(taken[hour]))
                del taken[hour]
            self._outbox.hand_over(hour_of(self._clock()), PATH, self._made)
            self._told_full = False
        except sqlite3.Error as error:
            if not self._told_full:
                log.warning("use is counted in memory: %s", error)
            self._told_full = True
            self._take_back(taken)

    def _take_back(self, taken: Mapping[str, _Hour]) -> None:
        with self._lock:
            for name, hour in taken.items():
                here = self._hours.setdefault(name, _Hour())
                here.uses.update(hour.uses)
                for shown in hour.shown.values():
                    here.add(shown.exhibit, shown.times, shown.seconds)
            for name in sorted(self._hours)[:-MOST_HOURS_HELD]:
                del self._hours[name]

    def _plays(self, hour: _Hour) -> list[Play]:
        return [self._play(shown.exhibit, shown) for shown in hour.shown.values()]

    def _play(self, one: Exhibit, shown: _Shown) -> Play:
        digest = self._digest(one)
        return Play(one.pack, one.pack_version, one.id, one.title, digest, shown.times, shown.seconds)

    def _digest(self, exhibit: Exhibit) -> str:
        """SHA-256 of its file, read once for each version of its pack; empty when the file is gone."""
        file = (exhibit.path, exhibit.pack_version)
        if file not in self._digests:
            try:
                with exhibit.path.open("rb") as content:
                    self._digests[file] = hashlib.file_digest(content, "sha256").hexdigest()
            except OSError as error:
                log.warning("the file of %s cannot be read any more: %s", exhibit.key, error.strerror)
                return ""
        return self._digests[file]

    def _made(self, over: HourOver) -> Iterator[dict[str, Any]]:
        counted = tuple(Counted(thing, min(times, MOST)) for thing, times in over.uses.items() if times > 0)
        for begin in range(0, max(len(over.plays), 1), MOST_PLAYS):
            played = tuple(map(_played, over.plays[begin : begin + MOST_PLAYS]))
            yield to_json(HourReport(over.hour, self._demo, () if begin else counted, played))


def _played(play: Play) -> Played:
    return Played(
        play.pack[:LETTERS], play.version[:LETTERS], play.item[:LETTERS], play.title[:LETTERS], play.sha256,
        min(play.times, MOST), min(round(play.seconds), MOST),
    )  # fmt: skip
