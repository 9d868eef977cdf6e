"""What a change of the plan does to the numbers people hold: who is waiting, and what becomes of them.

    before = fates.read(connection, day, policy)
    …the edit…
    for change in fates.changes(before, fates.read(connection, day, policy)): …

Whoever edits makes the change in a work that is taken back when the keeper has not agreed to what follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from kiosk.features.tickets.hall.day import HallDay
from kiosk.features.tickets.hall.plan import PAUSED, RETIRED
from kiosk.features.tickets.hall.read_left import standing_today
from kiosk.features.tickets.rules import hours
from kiosk.features.tickets.rules.queue import NoShowPolicy
from kiosk.features.tickets.rules.states import ServiceState


class What(StrEnum):
    """What becomes of a number, the gravest first."""

    UNSERVED = "unserved"  # no window is left that would call it
    ALL_PAUSED = "all_paused"  # every window that would call it pauses
    RETIRED = "retired"  # its service is retired; its windows go on calling
    PAUSED = "paused"  # its service gives no more numbers; its windows go on calling
    SERIES = "series"  # its letter is no longer that of new numbers
    SHUT = "shut"  # the doors are shut now


@dataclass(frozen=True, slots=True)
class Fate:
    """How a number stands under a plan. ``windows``: the open ones that call it; ``callers``: those that pause too."""

    number: str
    waits: bool
    service: str
    gives: str  # the state of its service
    series: str  # of its service's new numbers
    windows: tuple[str, ...]
    callers: tuple[str, ...]
    doors_open: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Numbers of one service of which the same becomes. ``series``: the letter of new numbers."""

    what: What
    service: str
    series: str
    windows: tuple[str, ...]
    waiting: tuple[str, ...]
    kept: tuple[str, ...]
    tickets: tuple[int, ...]


def read(connection: Connection, day: HallDay, policy: NoShowPolicy) -> dict[int, Fate]:
    """Every number of today that waits or is kept, by its ticket, under the plan as it stands in this work."""
    plan, found = day.plan(connection), dict[int, Fate]()
    doors_open = hours.is_open(day.today(connection).now, plan.hours)
    for one in standing_today(connection, day, policy):
        service = plan.services.get(one.service_id) or plan.retired[one.service_id]
        callers = one.callers(plan)
        found[one.ticket_id] = Fate(
            number=one.number,
            waits=one.state == ServiceState.WAITING,
            service=service.name,
            gives=service.state,
            series=service.series,
            windows=tuple(window.name for window in callers if window.is_open),
            callers=tuple(window.name for window in callers),
            doors_open=doors_open,
        )
    return found


def changes(before: Mapping[int, Fate], after: Mapping[int, Fate]) -> list[Change]:
    """What a plan changes, the gravest first; empty where every number is called as before."""
    grouped: dict[tuple[What, str, str, tuple[str, ...]], list[int]] = {}
    for ticket_id, then in after.items():
        what = _what(before[ticket_id], then) if ticket_id in before else None
        if what is not None:
            windows = then.callers if what == What.ALL_PAUSED else then.windows
            grouped.setdefault((what, then.service, then.series, windows), []).append(ticket_id)
    order = sorted(grouped.items(), key=lambda one: list(What).index(one[0][0]))
    return [_change(*key, ids, after) for key, ids in order]


def _what(now: Fate, then: Fate) -> What | None:
    if now.windows and not then.windows:
        return What.ALL_PAUSED if then.callers else What.UNSERVED
    if now.callers and not then.callers:
        return What.UNSERVED
    if then.gives == RETIRED != now.gives:
        return What.RETIRED
    if then.gives == PAUSED != now.gives:
        return What.PAUSED
    if then.series != now.series:
        return What.SERIES
    return What.SHUT if then.waits and now.doors_open and not then.doors_open else None


def _change(
    what: What, service: str, series: str, windows: tuple[str, ...], ids: Sequence[int], after: Mapping[int, Fate]
) -> Change:
    waiting = tuple(after[one].number for one in ids if after[one].waits)
    kept = tuple(after[one].number for one in ids if not after[one].waits)
    return Change(what, service, series, windows, waiting, kept, tuple(ids))
