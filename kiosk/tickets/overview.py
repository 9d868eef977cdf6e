"""What the hall looks like now: doors, services with the people ahead, and what every window serves.

Read-only; the desk answers with these, and uses ``Queue`` for the line on a new slip.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kiosk.hall.clock import stamp
from kiosk.hall.events import newest_id
from kiosk.settings import HallSettings
from kiosk.tickets import rules
from kiosk.tickets.plan import CLOSED, OPEN, PAUSED, Plan, Service
from kiosk.tickets.rules import Wait, ticket_number
from kiosk.tickets.statements import AT_WINDOWS, WAITING_BY_SERVICE
from kiosk.tickets.views import DayHours, HallToday, ServiceNow, ServicesNow, WindowNow

DAYS_SHOWN = 8  # today and the next seven
A_DAY = timedelta(days=1)  # a hall open for longer than that has no closing time to speak of


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits and which windows are busy, on one business date."""

    plan: Plan
    waiting: Mapping[int, int]  # service id -> people
    serving: Mapping[int, str]  # window id -> number

    @classmethod
    def read(cls, connection: Connection, plan: Plan, day: str) -> "Queue":
        waiting = WAITING_BY_SERVICE.run(connection, day=day).fetchall()
        serving = {
            window: ticket_number(series, number)
            for window, series, number, since in AT_WINDOWS.run(connection).fetchall()
            if since == day
        }
        return cls(plan, dict(waiting), serving)

    def ahead(self, service: Service) -> int:
        return self.waiting.get(service.id, 0)

    def wait(self, service: Service) -> Wait:
        """What the next visitor of this service should expect."""
        open_windows = [window for window in self.plan.windows.values() if window.is_open]
        mine = [window for window in open_windows if service.id in window.service_ids]
        load = rules.load_ahead(service.id, self.waiting, [window.service_ids for window in open_windows])
        busy = sum(window.id in self.serving for window in mine)
        return rules.expected_wait(load, len(mine), busy, service.minutes_each)


def hall_today(plan: Plan, hall: HallSettings, day: date, now: datetime, *, demo: bool) -> HallToday:
    doors = rules.opening(now, plan.week)
    all_pause = all(plan.state_of(service)[0] == PAUSED for service in plan.services.values())
    return HallToday(
        name=hall.name,
        short_name=hall.short_name or hall.name,
        business_date=day.isoformat(),
        state=CLOSED if not doors.is_open else PAUSED if all_pause else OPEN,
        closes_at=stamp(doors.closes_at) if doors.closes_at and doors.closes_at - now < A_DAY else None,
        next_opening=stamp(doors.next_opening) if doors.next_opening else None,
        days=tuple(_day_hours(plan, now.date() + timedelta(days=days)) for days in range(DAYS_SHOWN)),
        demo=demo,
    )


def services_now(connection: Connection, plan: Plan, today: HallToday) -> ServicesNow:
    queue = Queue.read(connection, plan, today.business_date)
    return ServicesNow(
        hall=today,
        services=tuple(_service_now(queue, service, today) for service in plan.services.values()),
        windows=tuple(
            WindowNow(
                id=window.id,
                name=window.name,
                state=window.state,
                number=queue.serving.get(window.id),
                services=tuple(s.name for s in plan.services.values() if s.id in window.service_ids),
            )
            for window in plan.windows.values()
        ),
        event_id=newest_id(connection),
    )


def _service_now(queue: Queue, service: Service, today: HallToday) -> ServiceNow:
    state, until, reason = queue.plan.state_of(service)
    wait = queue.wait(service)
    return ServiceNow(
        id=service.id,
        series=service.series,
        name=service.name,
        description=service.description,
        icon=service.icon,
        state=CLOSED if today.state == CLOSED else state,
        paused_until=until,
        pause_reason=reason,
        ahead=queue.ahead(service),
        wait_low_minutes=wait.low_minutes,
        wait_high_minutes=wait.high_minutes,
        windows=tuple(window.name for window in queue.plan.windows_of(service.id)),
    )


def _day_hours(plan: Plan, day: date) -> DayHours:
    spans = plan.week.get(day.weekday(), ())
    return DayHours(day.isoformat(), day.weekday(), tuple((_hhmm(span.opens), _hhmm(span.closes)) for span in spans))


def _hhmm(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
