"""The exhibition of a terminal or a board: what shows, one exhibit by its key, what to read about a topic.

The plan is kept until its next boundary; asking is cheap enough for every slide.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from content.kinds.kind import ExhibitKind
from content.kinds.picture import NotDecoded
from content.pack.exhibit import Exhibit
from content.pack.open import Pack
from kiosk.features.exhibition.rules.leaving import next_leaving, shown_on, standing
from kiosk.features.exhibition.rules.round import round_of
from kiosk.features.exhibition.rules.schedule import Schedule, loop_of
from kiosk.features.exhibition.rules.showing import Doubt, Screen, layered
from kiosk.features.exhibition.rules.why import Answer, why

log = logging.getLogger("kiosk.exhibition")

CHARACTERS_A_MINUTE = 300  # unhurried reading, standing


def _believed() -> None:
    """The clock is not in doubt."""


class ExhibitionDesk:
    """``packs`` as installed, ``starter`` the one that is never empty and lies below all, also where it is among them.

    ``now`` is hall time; ``doubt`` says since when it is not to be believed (`terminal/trust.py`).
    """

    def __init__(
        self, packs: Sequence[Pack], starter: Pack, now: Callable[[], datetime] = datetime.now,
        screen: Screen = Screen(), doubt: Callable[[], Doubt | None] = _believed,  # noqa: B008  (frozen)
    ) -> None:  # fmt: skip
        self._now, self._doubt, self._screen = now, doubt, screen
        self._plan: tuple[Exhibit, ...] = ()
        self._spare: tuple[Exhibit, ...] = ()  # of the starter, as it is now
        self._all: tuple[Exhibit, ...] = ()  # also what an interrupt covers
        self._round: tuple[Exhibit, ...] | None = None
        self._planned_at, self._holds_until = datetime.max, datetime.min
        self._doubted: Doubt | None = None
        self._broken: set[str] = set()
        self.renew(packs, starter)

    def renew(self, packs: Sequence[Pack], starter: Pack, held: frozenset[str] = frozenset()) -> None:
        """From here on these are installed; ``held``: the keys of those that were taken down, and of single people
        (`rules.leaving.key_of_one`).
        """
        self._exhibits = _standing((one for pack in packs for one in pack.exhibits), held)
        self._starter = _standing(starter.exhibits, held) or starter.exhibits
        self._schedule = Schedule(self._exhibits, self._starter, self._screen)
        self._planned_at, self._holds_until, self._round = datetime.max, datetime.min, None
        self._broken.clear()

    @property
    def installed(self) -> tuple[Exhibit, ...]:
        """Whatever may be on at some time."""
        return tuple({id(one): one for one in (*self._exhibits, *self._starter)}.values())

    def on_now(self) -> tuple[Exhibit, ...]:
        """In the packs' order, each once."""
        at, doubted = self._now(), self._doubt()
        if doubted != self._doubted or not self._planned_at <= at < self._holds_until:  # also when set back
            self._plan_anew(at, doubted)
        return self._plan

    def _plan_anew(self, at: datetime, doubted: Doubt | None) -> None:
        self._doubted, self._planned_at, self._round = doubted, at, None
        if doubted is None:
            whole, plan = self._schedule.all_on_at(at), self._schedule.on_at(at)
            bounds = (self._schedule.next_boundary(at), next_leaving((*whole, *plan, *self._starter), at))
            self._holds_until = min((bound for bound in bounds if bound), default=datetime.max)
        else:
            whole = plan = self._schedule.on_in_doubt(doubted)
            self._holds_until = datetime.max
        day = None if doubted else at.date()
        now = {one.key: shown for one in (*whole, *plan, *self._starter) if (shown := shown_on(one, day))}
        self._all, self._plan, self._spare = (
            tuple(now[one.key] for one in some if one.key in now) for some in (whole, plan, self._starter)
        )

    def seconds_to_change(self) -> float | None:
        """Until the plan may be another; None: it stays as it is."""
        self.on_now()
        if self._holds_until == datetime.max:
            return None
        return max(0.0, (self._holds_until - self._now()).total_seconds())

    def slides(self) -> tuple[Exhibit, ...]:
        """One round of the attract loop: of those that can be shown, each as often as its weight says."""
        self.on_now()
        if self._round is None:
            sound = [one for one in loop_of(self._all) if one.key not in self._broken]
            spare = tuple(one for one in self._spare if one.key not in self._broken) or self._spare
            self._round = round_of(layered(sound, spare))
        return self._round

    def pictured(self, kinds: frozenset[ExhibitKind]) -> tuple[Exhibit, ...]:
        """One round of what shows and is of such a kind, also what is for the list alone: for a board's small card."""
        return round_of(one for one in self.on_now() if one.kind in kinds and one.key not in self._broken)

    def broke(self, exhibit: Exhibit, error: BaseException) -> None:
        """It cannot be shown, whatever the error: said once, and left out of the loop until the next start."""
        if exhibit.key not in self._broken:
            self._broken.add(exhibit.key)
            self._round = None
            unforeseen = None if isinstance(error, NotDecoded) else error
            log.warning("exhibit skipped: %s: %s", exhibit.key, type(error).__name__, exc_info=unforeseen)

    def find(self, key: str) -> Exhibit | None:
        """One that is on now, or one of the starter pack."""
        return next((exhibit for exhibit in (*self.on_now(), *self._spare) if exhibit.key == key), None)

    def of_kind(self, kind: ExhibitKind) -> tuple[Exhibit, ...]:
        """What is on now of the kind, in the packs' order."""
        return tuple(exhibit for exhibit in self.on_now() if exhibit.kind is kind)

    def believed(self) -> datetime | None:
        """The hall's time; None while the clock is in doubt: nobody knows which day it is."""
        return self._now() if self._doubt() is None else None

    def why(self, key: str) -> Answer | None:
        """Why it shows here now or not; None: no installed pack has it."""
        thing = next((one for one in (*self._exhibits, *self._starter) if one.key == key), None)
        if thing is None:
            return None
        return why(thing, self._now(), self._schedule.screen, self._exhibits, self._starter, self._doubt())

    def about(self) -> dict[str, Exhibit]:
        """Topic -> the first exhibit on now about it, else one of the starter pack."""
        found: dict[str, Exhibit] = {}
        for exhibit in (*self.on_now(), *self._spare):
            for topic in exhibit.topics:
                found.setdefault(topic, exhibit)
        return found


def _standing(exhibits: Iterable[Exhibit], held: frozenset[str]) -> tuple[Exhibit, ...]:
    return tuple(one for exhibit in exhibits if (one := standing(exhibit, held)))


def reading_minutes(exhibit: Exhibit) -> int:
    """Whole minutes, at least one."""
    text = exhibit.article or exhibit.alternative
    return max(1, round(text.character_count() / CHARACTERS_A_MINUTE)) if text else 1


def icon_of(kind: ExhibitKind) -> str:
    return _ICONS.get(kind, "image-square")


_ICONS = {
    ExhibitKind.ARTICLE: "article", ExhibitKind.VIDEO: "monitor-play", ExhibitKind.MAP: "map-trifold",
    ExhibitKind.FLOOR_PLAN: "signpost", ExhibitKind.DOCUMENT: "book-open-text",
    ExhibitKind.DIRECTORY: "list-magnifying-glass",
    ExhibitKind.STEPS: "list-numbers", ExhibitKind.ROSTER: "user-list",
}  # fmt: skip
