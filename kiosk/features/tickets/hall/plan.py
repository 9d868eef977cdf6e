"""The hall's plan: services, windows and opening hours, as one value read from the database.

It changes a few times a year and is needed by every ticket, so the desk keeps the last one and reads it again
after a change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, func, insert, select

from kiosk.features.tickets.hall.schema import dates, opening_hours, quotas, services, window_services, windows
from kiosk.features.tickets.rules import words
from kiosk.features.tickets.rules.hours import Hours, Quota, Span, joined, minutes_of, spans_of

OPEN, PAUSED, CLOSED = "open", "paused", "closed"
RETIRED, NO_WINDOW = "retired", "no window"  # of a service: neither is offered to visitors


@dataclass(frozen=True, slots=True)
class Service:
    id: int
    series: str
    name: str
    description: str
    icon: str
    first_number: int
    last_number: int
    minutes_each: int
    state: str
    paused_until: str | None
    pause_reason: str | None
    english: str = ""  # the name in a visit in English; empty: `name`


@dataclass(frozen=True, slots=True)
class Window:
    id: int
    name: str
    state: str
    paused_until: str | None
    pause_reason: str | None
    service_ids: frozenset[int]
    english: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class Plan:
    """``services`` and ``windows`` in the order of the page; numbers may still stand at the retired ones."""

    services: Mapping[int, Service]
    windows: Mapping[int, Window]
    hours: Hours
    retired: Mapping[int, Service] = field(default_factory=dict)
    retired_windows: Mapping[int, str] = field(default_factory=dict)  # names
    date_names: Mapping[date, str] = field(default_factory=dict)  # 国庆节, of the dates that differ from the week
    quotas: Mapping[int, Sequence[Quota]] = field(default_factory=dict)  # by service

    # What every number asks again, worked out once: a plan never changes, another one takes its place.
    _by_service: Mapping[int, tuple[Window, ...]] = field(init=False, repr=False, compare=False)
    _open_by_service: Mapping[int, tuple[Window, ...]] = field(init=False, repr=False, compare=False)
    open_windows: tuple[Window, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = tuple(self.windows.values())
        named = (*self.services, *self.retired)  # a retired service's numbers are still called at its windows
        by = {one: tuple(window for window in every if one in window.service_ids) for one in named}
        opened = {one: tuple(window for window in found if window.is_open) for one, found in by.items()}
        object.__setattr__(self, "_by_service", by)
        object.__setattr__(self, "_open_by_service", opened)
        object.__setattr__(self, "open_windows", tuple(window for window in every if window.is_open))

    def windows_of(self, service_id: int) -> tuple[Window, ...]:
        return self._by_service.get(service_id, ())

    def open_windows_of(self, service_id: int) -> tuple[Window, ...]:
        return self._open_by_service.get(service_id, ())

    @property
    def offered(self) -> tuple[Service, ...]:
        """The services that some window serves: of another one nobody would ever call a number."""
        return tuple(service for service in self.services.values() if self._by_service[service.id])

    def service_name(self, service_id: int) -> str:
        """Also of a retired service, whose numbers keep it."""
        service = self.services.get(service_id) or self.retired.get(service_id)
        return service.name if service else ""

    @property
    def english(self) -> dict[str, str]:
        """Each name that has an English one -> that."""
        services = (*self.retired.values(), *self.services.values())
        found = {one.name: one.english for one in services if one.english}
        return found | {one.name: one.english for one in self.windows.values() if one.english}

    def window_name(self, window_id: int) -> str:
        """Also of a retired window."""
        window = self.windows.get(window_id)
        return window.name if window else self.retired_windows.get(window_id, "")

    def state_of(self, service: Service) -> tuple[str, str | None, str | None]:
        """Open, paused, retired or without a window; until when, and why. It pauses also when all its windows do."""
        if service.state == RETIRED:
            return RETIRED, None, None
        serving = self.windows_of(service.id)
        if not serving:
            return NO_WINDOW, None, None
        if service.state != OPEN:
            return PAUSED, service.paused_until, service.pause_reason
        if not any(window.is_open for window in serving):
            return PAUSED, _first_back(serving), serving[0].pause_reason
        return OPEN, None, None


def _first_back(paused: tuple[Window, ...]) -> str | None:
    known = [window.paused_until for window in paused if window.paused_until]
    return min(known) if known else None


def read_plan(connection: Connection) -> Plan:
    """The plan as it stands."""
    s, w, ws = services.c, windows.c, window_services.c
    rows = connection.execute(
        select(s.id, s.series, s.name, s.description, s.icon, s.first_number, s.last_number, s.minutes_each)
        .add_columns(s.state, s.paused_until, s.pause_reason, s.english)
        .order_by(s.position, s.id)
    )
    known = [Service(*row) for row in rows]
    serving: dict[int, set[int]] = {}
    for window_id, service_id in connection.execute(select(ws.window_id, ws.service_id)):
        serving.setdefault(window_id, set()).add(service_id)
    desks = connection.execute(
        select(w.id, w.name, w.state, w.paused_until, w.pause_reason, w.english).order_by(w.position, w.id)
    )
    windows_known = [Window(*row[:5], frozenset(serving.get(row.id, ())), row.english) for row in desks]
    return Plan(
        services={one.id: one for one in known if one.state != RETIRED},
        windows={one.id: one for one in windows_known if one.state != RETIRED},
        hours=read_hours(connection),
        retired={one.id: one for one in known if one.state == RETIRED},
        retired_windows={one.id: one.name for one in windows_known if one.state == RETIRED},
        date_names=_read_names(connection),
        quotas=_read_quotas(connection),
    )


def read_hours(connection: Connection) -> Hours:
    """The week and the dates that differ from it; a date like another weekday gets that weekday's spans."""
    h, d = opening_hours.c, dates.c
    week: dict[int, list[Span]] = {}
    for weekday, opens, closes in connection.execute(select(h.weekday, h.opens, h.closes).order_by(h.weekday, h.opens)):
        week.setdefault(weekday, []).append(Span(minutes_of(opens), minutes_of(closes)))
    week = {weekday: list(joined(spans)) for weekday, spans in week.items()}
    special: dict[date, Sequence[Span]] = {}
    for day, like, spans in connection.execute(select(d.day, d.like_weekday, d.spans)):
        special[date.fromisoformat(day)] = joined(spans_of(spans or "")) if like is None else tuple(week.get(like, ()))
    return Hours(week, special)


def _read_names(connection: Connection) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in connection.execute(select(dates.c.day, dates.c.name))}


def _read_quotas(connection: Connection) -> dict[int, list[Quota]]:
    q, found = quotas.c, dict[int, list[Quota]]()
    rows = connection.execute(select(q.service_id, q.opens, q.closes, q.most).order_by(q.service_id, q.opens))
    for service_id, opens, closes, most in rows:
        found.setdefault(service_id, []).append(Quota(Span(minutes_of(opens), minutes_of(closes)), most))
    return found


# Windows 1 and 2 share the two busiest services, so that neither queue waits for one person's lunch.
DEFAULT_WINDOWS = ("AB", "AB", "C", "D")
DEFAULT_HOURS = (*((day, "08:30", "17:30") for day in range(5)), (5, "09:00", "12:00"))
ALWAYS_OPEN = tuple((day, "00:00", "24:00") for day in range(7))


def install_default_plan(connection: Connection, *, always_open: bool) -> bool:
    """Give an empty hall the usual services, windows and hours; True when it did. A hall with services is left alone.

    ``always_open`` is for demonstrations, which must work at any hour.
    """
    if connection.execute(select(func.count()).select_from(services)).scalar_one():
        return False
    ids: dict[str, int] = {}
    for position, (series, name, english, description, icon, minutes) in enumerate(words.DEFAULT_SERVICES, 1):
        ids[series] = position
        row = {"id": position, "series": series, "name": name, "description": description, "icon": icon}
        connection.execute(insert(services).values(**row, english=english, minutes_each=minutes, position=position))
    for number, letters in enumerate(DEFAULT_WINDOWS, 1):
        row = {"name": words.window_name(number), "english": words.window_english(number)}
        connection.execute(insert(windows).values(id=number, **row, position=number))
        for letter in letters:
            connection.execute(insert(window_services).values(window_id=number, service_id=ids[letter]))
    for weekday, opens, closes in ALWAYS_OPEN if always_open else DEFAULT_HOURS:
        connection.execute(insert(opening_hours).values(weekday=weekday, opens=opens, closes=closes))
    return True
