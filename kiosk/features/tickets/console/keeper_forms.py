"""What a keeper's forms do to the queue. Every refusal is a sentence the keeper can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from kiosk.core.web.frame import Fields
from kiosk.core.web.keeper_room import Form, NotDone
from kiosk.features.tickets.console import clock, seen, words
from kiosk.features.tickets.console.told_first import told_first
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.hall.desk import TicketDesk
from kiosk.features.tickets.rules.refusals import TicketRefused
from kiosk.features.tickets.rules.words import REFUSED

_PAIR = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~至到]\s*(\d{1,2})[:：](\d{2})")

_QUOTA = re.compile(_PAIR.pattern + r"\s*[:：=]?\s*(\d{1,4})(?!\d)\s*(?:个|号)?")

Verb = Callable[[TicketDesk, Connection, Fields, int], None]


def forms(desk: TicketDesk, verbs: Mapping[str, Verb]) -> dict[str, Form]:
    """These verbs as the forms of a room, on this desk."""
    return {name: _form(desk, verb) for name, verb in verbs.items()}


def _form(desk: TicketDesk, verb: Verb) -> Form:
    def do(connection: Connection, fields: Fields, by: int) -> None:
        try:
            verb(desk, connection, fields, by)
        except plan_edits.PlanRefused as refused:
            raise NotDone(str(refused)) from refused
        except TicketRefused as refused:
            raise NotDone(REFUSED.get(type(refused).__name__, type(refused).__name__)) from refused

    return do


def spans(text: str, place: str = "") -> list[tuple[str, str]]:
    """``8:30-12:00，13:30–17:30`` -> ``[("08:30", "12:00"), …]``. Raises NotDone for anything left over.

    `place`: where the keeper finds it, 星期二 or a date.
    """
    found = [(f"{int(a):02d}:{b}", f"{int(c):02d}:{d}") for a, b, c, d in _PAIR.findall(text)]
    if re.sub(r"[\s,，、;；]", "", _PAIR.sub("", text)):
        raise NotDone(words.hours_unread(text, place))
    return found


def quotas(text: str) -> list[tuple[str, str, int]]:
    """``8:30-12:00 40，13:30-17:30 30`` -> ``[("08:30", "12:00", 40), …]``. Raises NotDone for anything left over."""
    found = [(f"{int(a):02d}:{b}", f"{int(c):02d}:{d}", int(most)) for a, b, c, d, most in _QUOTA.findall(text)]
    if re.sub(r"[\s,，、;；]", "", _QUOTA.sub("", text)):
        raise NotDone(words.quota_unread(text))
    return found


def _week(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    _as_seen(fields, seen.week(connection), words.WEEK)
    with told_first(desk, connection, fields):
        for weekday in range(7):
            typed = spans(fields.text(f"day{weekday}"), words.WEEKDAYS[weekday])
            plan_edits.set_hours(connection, weekday, typed, by=f"#{by}")


def _date(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    day, kind, like = fields.text("day"), fields.text("kind"), fields.number("like")
    own = spans(fields.text("hours"), day) if kind == "own" else None
    if own == []:
        raise NotDone(words.own_hours_empty(day))
    name = fields.text("name")
    with told_first(desk, connection, fields):
        plan_edits.set_date(connection, day, name, own, like if kind == "like" else None, by=f"#{by}")


def _no_date(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    with told_first(desk, connection, fields):
        plan_edits.clear_date(connection, fields.text("day"), by=f"#{by}")


def _service(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    service_id = fields.number("id")
    known = desk.plan(connection).services.get(service_id or 0)
    if known:
        _as_seen(fields, seen.service(connection, known), known.name)
    limits = quotas(fields.text("quota"))
    with told_first(desk, connection, fields):
        saved = plan_edits.save_service(
            connection,
            service_id,
            series=fields.text("series").strip().upper(),
            name=fields.text("name"),
            english=fields.text("english"),
            description=fields.text("description").strip(),
            icon=known.icon if known else "ticket",
            first_number=fields.number("first") or 1,
            last_number=fields.number("last") or 0,
            minutes_each=fields.number("minutes") or 0,
            state=fields.text("state") or "open",
            by=f"#{by}",
        )
        plan_edits.set_quota(connection, saved, limits, by=f"#{by}")


def _window(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    serves = [int(one) for one in fields.all("serves") if one.isascii() and one.isdigit() and len(one) < 9]
    known = desk.plan(connection).windows.get(fields.number("id") or 0)
    if known:
        _as_seen(fields, seen.window(known), known.name)
    with told_first(desk, connection, fields):
        plan_edits.save_window(
            connection,
            fields.number("id"),
            name=fields.text("name"),
            english=fields.text("english"),
            service_ids=serves,
            state=fields.text("state") or "open",
            by=f"#{by}",
        )


def _back(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    plan_edits.bring_back(
        connection, service_id=fields.number("service") or 0, window_id=fields.number("window") or 0, by=f"#{by}"
    )
    desk.plan_changed()


def _as_seen(fields: Fields, now: str, name: str) -> None:
    """Two keepers at once: what somebody else has changed since the page was shown is not written over unseen."""
    if fields.text(seen.FIELD) not in ("", now):
        raise NotDone(words.changed_meanwhile(name))


def _training(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    if fields.text("on") == "1":
        desk.begin_training(connection, by=f"#{by}")
    else:
        desk.end_training(connection, by=f"#{by}")


def _clock(desk: TicketDesk, connection: Connection, fields: Fields, by: int) -> None:
    says = fields.text("says")
    if says == clock.SET:
        desk.day.set_time(connection, clock.time_of(fields), by=f"#{by}")
    elif says == clock.MACHINE:
        desk.day.set_time(connection, desk.day.clock.machine(), by=f"#{by}")
    else:
        desk.day.confirm_clock(connection, by=f"#{by}")


HOURS: Mapping[str, Verb] = {"week": _week, "date": _date, "no-date": _no_date}
PLAN: Mapping[str, Verb] = {"service": _service, "window": _window, "back": _back}
DAY: Mapping[str, Verb] = {"training": _training, "clock": _clock}
