"""The exhibition of a terminal: what is on, one exhibit by its key, what to read about a topic.

The plan is kept until its next boundary; asking is cheap enough for every slide.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from content.kinds.kind import ExhibitKind
from content.kinds.picture import NotDecoded
from content.pack.exhibit import Exhibit
from content.pack.open import Pack
from kiosk.features.exhibition.rules.schedule import next_boundary, on_now
from kiosk.features.exhibition.rules.search import Expand, Hit, search

log = logging.getLogger("kiosk.exhibition")

CHARACTERS_A_MINUTE = 300  # unhurried reading, standing


class ExhibitionDesk:
    """``packs`` as installed, ``starter`` the one that is never empty; ``now`` is hall time."""

    def __init__(self, packs: Sequence[Pack], starter: Pack, now: Callable[[], datetime] = datetime.now) -> None:
        self._exhibits = tuple(exhibit for pack in packs for exhibit in pack.exhibits)
        self._starter, self._now = starter.exhibits, now
        self._plan: tuple[Exhibit, ...] = ()
        self._planned_at, self._holds_until = datetime.max, datetime.min
        self._broken: set[str] = set()

    def on_now(self) -> tuple[Exhibit, ...]:
        at = self._now()
        if not self._planned_at <= at < self._holds_until:  # also when the clock was set back
            self._plan = on_now(self._exhibits, at, self._starter)
            self._planned_at = at
            self._holds_until = next_boundary(self._exhibits, at) or datetime.max
        return self._plan

    def slides(self) -> tuple[Exhibit, ...]:
        """Those of the attract loop that can be shown."""
        sound = tuple(one for one in self.on_now() if one.attract and one.key not in self._broken)
        return sound or tuple(one for one in self._starter if one.key not in self._broken) or self._starter

    def broke(self, exhibit: Exhibit, error: BaseException) -> None:
        """It cannot be shown, whatever the error: said once, and left out of the loop until the next start."""
        if exhibit.key not in self._broken:
            self._broken.add(exhibit.key)
            unforeseen = None if isinstance(error, NotDecoded) else error
            log.warning("exhibit skipped: %s: %s", exhibit.key, type(error).__name__, exc_info=unforeseen)

    def find(self, key: str) -> Exhibit | None:
        """One that is on now, or one of the starter pack."""
        return next((exhibit for exhibit in (*self.on_now(), *self._starter) if exhibit.key == key), None)

    def search(self, query: str, expand: Expand) -> tuple[Hit, ...]:
        """What is on now and speaks of `query`; for a worker (2,000 long articles take about 50 ms)."""
        return search(query, self.on_now(), expand)

    def about(self) -> dict[str, Exhibit]:
        """Topic -> the first exhibit on now about it."""
        found: dict[str, Exhibit] = {}
        for exhibit in self.on_now():
            for topic in exhibit.topics:
                found.setdefault(topic, exhibit)
        return found


def reading_minutes(exhibit: Exhibit) -> int:
    """Whole minutes, at least one."""
    text = exhibit.article or exhibit.alternative
    return max(1, round(text.character_count() / CHARACTERS_A_MINUTE)) if text else 1


def icon_of(kind: ExhibitKind) -> str:
    return {ExhibitKind.ARTICLE: "article", ExhibitKind.POSTER: "image-square"}.get(kind, "image-square")
