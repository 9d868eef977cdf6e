"""The exhibition's own room with one pack in it, at the hour that was asked for: the pages, the flow and the desk of
the terminal. An exhibit that is not on at that hour stands among those that are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from content.pack.exhibit import Exhibit, Showing
from content.pack.open import Pack
from kiosk.core.database.clock import HALL_TIME, HallClock
from kiosk.core.terminal.module import ToRead
from kiosk.features.exhibition.rules.schedule import on_at
from kiosk.features.exhibition.rules.showing import Screen
from kiosk.features.tickets.wire import ServicesNow
from kiosk.settings import Settings
from kiosk.ui.voice.announcer import Announcer, Equipment

if TYPE_CHECKING:
    from kiosk.apps.terminal.shell import Shell
    from kiosk.core.terminal.slips import Slips
    from kiosk.ui.voice.narrator import Narrator

# What an exhibit is, whenever and wherever it is shown; all else of it says when and where.
LASTING = (
    "id", "kind", "title", "path", "pack", "pack_version", "heading", "source", "source_date", "seconds", "size",
    "article", "content", "alternative", "subtitles", "topics", "attract", "demo",
)  # fmt: skip


class Given:
    """What the exhibition asks of its terminal; there is no hall here."""

    def __init__(self, stage: Shell, packs: tuple[Pack, ...], at: datetime) -> None:
        self.stage, self.settings, self.packs = stage, Settings(), packs
        self._at = at.replace(tzinfo=HALL_TIME)
        self.clock = HallClock.of(lambda: self._at)

        self.held: frozenset[str] = frozenset()
        self.slips: Slips | None = None

    def on_packs(self, heard: Callable[[], None]) -> None:
        """One picture is drawn of what is there."""

    def now(self) -> datetime:
        return self._at

    def slides_beside(self) -> tuple[Exhibit, ...]:
        return ()

    def last_known(self) -> ServicesNow | None:
        return None

    def away(self) -> bool:
        return False

    def start_of(self, key: str, at: str = "") -> Callable[[], None] | None:
        return None

    def to_read(self) -> ToRead | None:
        return None

    def tile_changed(self) -> None:
        """Home is shown when the tile has its picture."""

    def narrator(self) -> Narrator | None:
        return self.stage.narrator

    @property
    def announcer(self) -> Announcer | None:
        """Never started: the buttons of a film's sound are there."""
        return Announcer(Equipment()) if self.stage.narrator else None

    def when_quiet(self, call: Callable[[], None]) -> None:
        call()

    def played(self, exhibit: Exhibit, seconds: float) -> None:
        """A preview proves nothing."""


def with_item(pack: Pack, item: str, at: datetime) -> tuple[Pack, bool]:
    """The pack with the exhibit of that id on at `at`, and whether it is so by itself."""
    on = {exhibit.id for exhibit in on_at(pack.exhibits, at, Screen("terminal"))}
    if item in on:
        return pack, True
    shown = (freed(one) for one in pack.exhibits if one.id in on or one.id == item)
    return replace(pack, exhibits=tuple(shown)), False


def freed(exhibit: Exhibit) -> Exhibit:
    """The same, always on."""
    kept: dict[str, Any] = {one.name: getattr(exhibit, one.name) for one in fields(exhibit) if one.name in LASTING}
    return Exhibit(showing=Showing(), **kept)
