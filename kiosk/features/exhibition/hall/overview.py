"""The list of packs: of each what plays where and until when, what waits, what was found, what ends soon, and what
somebody is to look through because the day is over until which it was known to hold.

for row in overview(desk, drafts, programme, today): …
for one in stale(rows): …                       # of all packs, the oldest first
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from content.pack.entry import PackRejected
from content.pack.exhibit import PROFILES, SCREENS, Exhibit
from content.pack.manifest import Manifest, read_manifest
from content.pack.open import STARTER
from kiosk.features.exhibition.hall.checks import LastCheck, last_of
from kiosk.features.exhibition.hall.desk import PackDesk, Version
from kiosk.features.exhibition.hall.drafts import Draft, Drafts
from kiosk.features.exhibition.hall.programme import Programme, exhibits_of
from kiosk.features.exhibition.hall.shelf import PackLost
from kiosk.features.exhibition.rules.showing import first_instant, last_instant

SOON_DAYS = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ending:
    """An item that ends within a month, or has ended; or, `to_check`, whose day is over until which it was known to
    hold. `item` empty: of the browser's draft there is none; `pack` empty: it came with the program.
    """

    pack: str
    item: str
    title: str
    day: date
    to_check: bool = False

    @property
    def field(self) -> str:
        """Of the manifest, where its day stands."""
        return "check_by" if self.to_check else "valid_until"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack. `waits`: the newest version that is newer than what plays. `lost`: what plays cannot be read.

    Of what plays, or else of the draft: `first` and `last`, the days between which anything shows (None: no bound);
    `screens` and `profiles`, where; `ending`.
    """

    draft: Draft
    playing: Version | None
    waits: Version | None
    check: LastCheck | None
    lost: bool = False
    first: date | None = None
    last: date | None = None
    screens: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    ending: tuple[Ending, ...] = field(default=())
    down: int = 0

    def is_over(self, today: date) -> bool:
        return self.last is not None and self.last < today


def overview(desk: PackDesk, drafts: Drafts, programme: Programme, today: date) -> list[PackRow]:
    """Blocks: a version that was not read before is read now. What plays comes first. Raises OSError."""
    versions = desk.versions()
    rows = [_row(draft, versions, drafts, programme, today) for draft in drafts.all()]
    return sorted(rows, key=lambda row: (row.playing is None, row.draft.title))


def stale(rows: Sequence[PackRow]) -> list[Ending]:
    return sorted((one for row in rows for one in row.ending), key=lambda one: one.day)


def of_starter(today: date) -> list[Ending]:
    """What of the starter pack is to be looked through: a newer program brings another. Raises OSError."""
    shown = [one for one in read_manifest(STARTER).entries if not one.demo]
    return [Ending("", "", one.title, one.check_by, True) for one in shown if one.check_by and one.check_by < today]


def _row(draft: Draft, versions: Sequence[Version], drafts: Drafts, programme: Programme, today: date) -> PackRow:
    own = [one for one in versions if one.pack == draft.pack]
    playing = next((one for one in own if one.state == "playing"), None)
    newest = own[0] if own and own[0].state in ("draft", "approved") else None
    check = last_of(drafts, draft)
    try:
        manifest, down = _manifest(draft, playing, drafts, programme)
    except (PackLost, PackRejected):
        return PackRow(draft, playing, newest, check, lost=playing is not None)
    shown = [one for one in exhibits_of(manifest) if one.id not in down] if manifest else []
    ends = [(one, day) for one in shown if (day := _last_day(one)) is not None and (day - today).days <= SOON_DAYS]
    entries = [one for one in manifest.entries if one.id not in down] if manifest else []
    asked = [(one, day) for one in entries if (day := one.check_by) is not None and day < today]
    known = draft.items
    ending = (
        *(Ending(draft.pack, one.id if one.id in known else "", one.title, day) for one, day in ends),
        *(Ending(draft.pack, one.id if one.id in known else "", one.title, day, True) for one, day in asked),
    )
    first, last = _span(shown)
    screens = tuple(name for name in SCREENS if any(not one.screens or name in one.screens for one in shown))
    profiles = tuple(name for name in PROFILES if any(not one.profiles or name in one.profiles for one in shown))
    return PackRow(draft, playing, newest, check, False, first, last, screens, profiles, ending, len(down))


def _manifest(
    draft: Draft, playing: Version | None, drafts: Drafts, programme: Programme
) -> tuple[Manifest | None, frozenset[str]]:
    """Of what plays, and what of it stays down; or else of the draft, None where that is empty.

    Raises PackLost, PackRejected, OSError.
    """
    if playing is not None:
        contents = programme.contents(playing)
        return contents.manifest, frozenset(programme.down_of(contents))
    return (drafts.manifest(draft.pack, "0") if draft.items else None), frozenset()


def _span(shown: Sequence[Exhibit]) -> tuple[date | None, date | None]:
    firsts, lasts = [first_instant(one) for one in shown], [_last_day(one) for one in shown]
    first = min((one for one in firsts if one), default=None) if all(firsts) else None
    return first.date() if first else None, max((one for one in lasts if one), default=None) if all(lasts) else None


def _last_day(exhibit: Exhibit) -> date | None:
    end = last_instant(exhibit)
    return (end - timedelta(microseconds=1)).date() if end else None
