"""What the hall looks like now: doors, services with the people ahead, and what every window serves.

Read-only; the desk answers with these, and uses ``Queue`` for the line on a new slip.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kiosk.core.database.clock import stamp
from kiosk.core.database.events import newest_id
from kiosk.features.tickets.hall.plan import CLOSED, OPEN, PAUSED, Plan, Service
from kiosk.features.tickets.hall.statements import AT_WINDOWS, WAITING_BY_SERVICE
from kiosk.features.tickets.rules import queue
from kiosk.features.tickets.rules.hours import hhmm, opening
from kiosk.features.tickets.rules.queue import NORMAL, PRIORITY, Wait, ticket_number
from kiosk.features.tickets.wire import DayHours, HallToday, ServiceNow, ServicesNow, WindowNow
from kiosk.settings import HallSettings

DAYS_SHOWN = 8  # today and the next seven
A_DAY = timedelta(days=1)  # a hall open for longer than that has no closing time to speak of


@dataclass(frozen=True, slots=True)
class Queue:
    """Who waits and which windows are busy, on one business date."""

    plan: Plan
    normal: Mapping[int, int]  # service id -> people in the lane
    priority: Mapping[int, int]
    serving: Mapping[int, str]  # window id -> number
    ratio: int  # normal numbers per priority number
    minutes_each: Mapping[int, float]  # by service, from the day's own service times

    @classmethod
    def read(
        cls, connection: Connection, plan: Plan, day: str, ratio: int, minutes_each: Mapping[int, float]
    ) -> "Queue":
        normal, priority = dict[int, int](), dict[int, int]()
        for service_id, lane, people in WAITING_BY_SERVICE.run(connection, day=day):
            (priority if lane == PRIORITY else normal)[service_id] = people
        serving = {
            window: ticket_number(series, number)
            for window, series, number, since in AT_WINDOWS.run(connection).fetchall()
            if since == day
        }
        return cls(plan, normal, priority, serving, ratio, minutes_each)

    def ahead(self, service: Service, lane: str = NORMAL) -> int:
        """People of this service who will be called before the next one in the lane, at most."""
        normal, priority = self.normal.get(service.id, 0), self.priority.get(service.id, 0)
        return int(queue.lane_load(lane, normal, priority, self.ratio)) if priority or lane == PRIORITY else normal

    def waiting(self, service: Service) -> int:
        return self.normal.get(service.id, 0) + self.priority.get(service.id, 0)

    def wait(self, service: Service, lane: str = NORMAL) -> Wait:
        """What the next visitor of this service should expect."""
        mine = self.plan.open_windows_of(service.id)
        served = [window.service_ids for window in self.plan.open_windows]
        load = queue.load_ahead(service.id, self.normal, served)
        if self.priority or lane == PRIORITY:
            load = queue.lane_load(lane, load, queue.load_ahead(service.id, self.priority, served), self.ratio)
        busy = sum(window.id in self.serving for window in mine)
        return queue.expected_wait(load, len(mine), busy, self.minutes_each.get(service.id, service.minutes_each))


def hall_today(plan: Plan, hall: HallSettings, day: date, now: datetime, *, demo: bool) -> HallToday:
    doors = opening(now, plan.hours)
    all_pause = all(plan.state_of(service)[0] == PAUSED for service in plan.offered)
    return HallToday(
        name=hall.name,
        short_name=hall.short_name or hall.name,
        business_date=day.isoformat(),
        state=CLOSED if not doors.is_open else PAUSED if all_pause else OPEN,
        closes_at=stamp(doors.closes_at) if doors.closes_at and doors.closes_at - now < A_DAY else None,
        next_opening=stamp(doors.next_opening) if doors.next_opening else None,
        days=tuple(_day_hours(plan, now.date() + timedelta(days=days)) for days in range(DAYS_SHOWN)),
        demo=demo,
        normal_per_priority=hall.normal_per_priority,
        priority_age=hall.priority_age,
        priority_groups=hall.priority_groups,
    )


def services_now(
    connection: Connection, queue: Queue, today: HallToday, priority_until: str | None = None
) -> ServicesNow:
    plan = queue.plan
    return ServicesNow(
        hall=today,
        services=tuple(_service_now(queue, service, today) for service in plan.offered),
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
        priority_until=priority_until,
    )


def _service_now(queue: Queue, service: Service, today: HallToday) -> ServiceNow:
    state, until, reason = queue.plan.state_of(service)
    wait, sooner = queue.wait(service), queue.wait(service, PRIORITY)
    return ServiceNow(
        id=service.id,
        series=service.series,
        name=service.name,
        description=service.description,
        icon=service.icon,
        state=CLOSED if today.state == CLOSED else state,
        paused_until=until,
        pause_reason=reason,
        ahead=queue.waiting(service),
        wait_low_minutes=wait.low_minutes,
        wait_high_minutes=wait.high_minutes,
        windows=tuple(window.name for window in queue.plan.windows_of(service.id)),
        priority_ahead=queue.ahead(service, PRIORITY),
        priority_low_minutes=sooner.low_minutes,
        priority_high_minutes=sooner.high_minutes,
    )


def _day_hours(plan: Plan, day: date) -> DayHours:
    spans = tuple((hhmm(span.opens), hhmm(span.closes)) for span in plan.hours.on(day))
    return DayHours(day.isoformat(), day.weekday(), spans, plan.date_names.get(day, ""))
