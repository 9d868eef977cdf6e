"""What each screen of the hall shows, as a row of the list of packs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.features.exhibition.console import words
from kiosk.features.exhibition.hall.screens import ScreenShown
from kiosk.features.exhibition.rules.words import LAGS

SILENT = timedelta(hours=2)
"""A screen says every hour what it shows; one that was silent for so long is off, or its line is broken."""
ON_THE_WAY = ("fetching", "preparing")


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """`color`: of the chip; `since`: from when on it shows what it shows, empty: it never said."""

    name: str
    kind: str
    color: str
    state: str
    since: str
    note: str = ""


def screen_rows(screens: Sequence[ScreenShown], offered: str, now: datetime) -> list[ScreenRow]:
    """`offered`: the number of the release that all of them should show."""
    return [_row(one, offered, now) for one in screens]


def _row(screen: ScreenShown, offered: str, now: datetime) -> ScreenRow:
    kind, shown = words.SCREEN_KINDS[screen.kind], screen.shown
    if shown is None:
        return ScreenRow(screen.name, kind, "", words.NEVER_SAID, "")
    since = words.since(datetime.fromisoformat(shown.since), now) if shown.since else words.STARTER_ONLY
    silent = now - datetime.fromisoformat(screen.at)
    if silent > SILENT:
        return ScreenRow(screen.name, kind, "warn", words.SILENT, since, words.silent_for(silent))
    if shown.trouble in ON_THE_WAY:
        return ScreenRow(screen.name, kind, "gold", words.on_the_way(LAGS[shown.trouble], shown.percent), since)
    if shown.trouble:
        return ScreenRow(screen.name, kind, "warn", words.LAGS_BEHIND, since, LAGS[shown.trouble])
    if (shown.release or words.NOTHING) == offered:
        return ScreenRow(screen.name, kind, "ok", words.UP_TO_DATE, since, words.FROM_STICK[shown.source])
    return ScreenRow(screen.name, kind, "gold", words.SOON, since)
