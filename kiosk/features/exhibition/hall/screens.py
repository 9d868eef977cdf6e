"""What every screen of the hall shows, as it said itself."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kiosk.core.access.schema import terminals
from kiosk.core.database import events
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.database.owner import Database
from kiosk.features.exhibition.hall.schema import pack_screens
from kiosk.features.exhibition.rules import event_names
from kiosk.features.exhibition.wire_delivery import ShownNow, ShownRefused, parse_shown

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScreenShown:
    """`kind`: terminal or board; `shown` None: it never said. `at`: when it said so."""

    terminal_id: int
    name: str
    kind: str
    shown: ShownNow | None
    at: str


class Screens:
    def __init__(self, database: Database, now: Clock) -> None:
        self._database, self._now = database, now

    async def told(self, terminal_id: int, shown: ShownNow) -> None:
        """A screen says what it shows."""
        await self._database.run(lambda rows: self._tell(rows, terminal_id, shown))

    def all(self) -> list[ScreenShown]:
        """Every screen that belongs to the hall, by name."""
        return self._database.call(_all)

    def _tell(self, rows: Connection, terminal_id: int, shown: ShownNow) -> None:
        """News of another release, or of trouble, is an event, so that pages show it at once."""
        kept = rows.execute(select(pack_screens.c.told).where(pack_screens.c.terminal_id == terminal_id)).scalar()
        values = {"terminal_id": terminal_id, "told": json.dumps(shown.to_plain()), "at": stamp(self._now())}
        rows.execute(upsert(pack_screens).values(values).on_conflict_do_update(["terminal_id"], set_=values))
        before = _shown(kept) if kept else None
        if before is None or (before.release, before.trouble) != (shown.release, shown.trouble):
            events.append(rows, stamp(self._now()), event_names.PACK_SHOWN, terminal_id=terminal_id)


def _all(rows: Connection) -> list[ScreenShown]:
    told = select(terminals.c.id, terminals.c.name, terminals.c.kind, pack_screens.c.told, pack_screens.c.at)
    joined = told.join_from(terminals, pack_screens, isouter=True).where(terminals.c.revoked_at.is_(None))
    return [
        ScreenShown(one.id, one.name, one.kind, _shown(one.told) if one.told else None, one.at or "")
        for one in rows.execute(joined.order_by(terminals.c.name))
    ]


def _shown(told: str) -> ShownNow | None:
    try:
        return parse_shown(json.loads(told))
    except ShownRefused as refused:
        log.error("what a screen said cannot be read: %s", refused)
        return None
