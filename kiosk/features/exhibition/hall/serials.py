"""The one number that grows with each change of what the screens shall show: an offer with a smaller one is older.

It is the seconds since 1970 where those are more, so that a hall which was restored, and counts anew, is not taken for
one that offers old things; and one more than before where the clock was set back.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from kiosk.features.exhibition.hall.schema import pack_serial


def raise_it(rows: Connection, now: datetime, *, publishes: bool = False) -> None:
    """Inside the transaction of the change. `publishes`: another version shows from here on."""
    serial, published = read(rows)
    raised = max(serial + 1, int(now.timestamp()))
    values = {"serial": raised, "published": raised if publishes else published}
    if not rows.execute(update(pack_serial).values(values)).rowcount:
        rows.execute(insert(pack_serial).values(id=1, **values))


def read(rows: Connection) -> tuple[int, int]:
    """The number now, and what it was at the newest publication; 0, 0 before the first."""
    found = rows.execute(select(pack_serial.c.serial, pack_serial.c.published)).first()
    return (int(found.serial), int(found.published)) if found else (0, 0)
