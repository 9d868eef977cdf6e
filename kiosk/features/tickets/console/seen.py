"""What a keeper's form was filled in upon, as one field of it: it tells whether somebody changed that meanwhile."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Connection, select

from kiosk.features.tickets.hall.plan import Service, Window
from kiosk.features.tickets.hall.schema import opening_hours, quotas

FIELD = "as_seen"


def service(connection: Connection, one: Service) -> str:
    q = quotas.c
    limits = connection.execute(select(q.opens, q.closes, q.most).where(q.service_id == one.id).order_by(q.opens))
    return _mark(one, [tuple(row) for row in limits])


def window(one: Window) -> str:
    return _mark(one.name, one.english, one.state, one.paused_until, one.pause_reason, sorted(one.service_ids))


def week(connection: Connection) -> str:
    h = opening_hours.c
    rows = connection.execute(select(h.weekday, h.opens, h.closes).order_by(h.weekday, h.opens))
    return _mark([tuple(row) for row in rows])


def _mark(*values: object) -> str:
    return sha256(repr(values).encode()).hexdigest()[:16]
