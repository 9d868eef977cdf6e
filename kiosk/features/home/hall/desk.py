"""The verbs of home, each one work of ``hall.database``: what holds, and another arrangement in its place.

    kept = desk.now(connection)
    desk.arrange(connection, kept.revision, arrangement, by)   # raises ArrangedMeanwhile

Who changes it has to have seen it as it is: where somebody else was faster nothing is overwritten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, stamp
from kiosk.core.sealing.audit import Entry
from kiosk.core.sealing.audit_owed import Note, unnoted
from kiosk.features.home.hall.schema import home_arrangements
from kiosk.features.home.rules.arrangement import USUAL, Arrangement, from_plain, to_plain
from kiosk.features.home.rules.event_names import HOME_ARRANGED

KEPT = 200
"""Of the arrangements before; an editor saves a few times a year."""
_columns = home_arrangements.c
_newest = select(home_arrangements).order_by(_columns.id.desc()).limit(1)


class ArrangedMeanwhile(Exception):
    """Somebody else saved after this page was read; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest arrangement, and when and by whom (number of the account) it was saved; `revision` 0: never."""

    revision: int = 0
    arrangement: Arrangement = USUAL
    at: str = ""
    by: int | None = None


class HomeDesk:
    """Use it only inside works. `note` writes into the audit chain."""

    def __init__(self, clock: Clock, note: Note = unnoted) -> None:
        self._clock, self._audit = clock, note

    def now(self, connection: Connection) -> Kept:
        """What holds; of a row that cannot be read what can be used, and at the worst home as it is by itself."""
        found = connection.execute(_newest).first()
        return Kept() if found is None else Kept(found.id, _read(found.rows), found.at, found.by)

    def arrange(
        self, connection: Connection, seen: int, arrangement: Arrangement, by: int | None = None, actor: str = "editor"
    ) -> Kept:
        """Another arrangement from now on. What holds already is left as it is, so that a press twice is one change.

        Raises ArrangedMeanwhile.
        """
        kept = self.now(connection)
        if kept.arrangement == arrangement:
            return kept
        if kept.revision != seen:
            raise ArrangedMeanwhile
        at, rows = stamp(self._clock()), json.dumps(to_plain(arrangement))
        revision = kept.revision + 1
        connection.execute(insert(home_arrangements).values(id=revision, rows=rows, at=at, by=by))
        connection.execute(delete(home_arrangements).where(_columns.id <= revision - KEPT))
        events.append(connection, at, HOME_ARRANGED, revision=revision, by=by)
        detail = {"home": revision} | ({"by": by} if by else {})
        self._audit(connection, Entry(at, actor, HOME_ARRANGED, "done", detail=detail))
        return Kept(revision, arrangement, at, by)


def _read(rows: str) -> Arrangement:
    try:
        return from_plain(json.loads(rows))
    except (ValueError, RecursionError):
        return USUAL
