"""The hall's day: which business date it is, whether the clock is believed, training, plan and pace.

What the visitors' desk and the windows' desk share. Use it only inside works: it is kept without a lock.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, is_synchronised, stamp
from kiosk.core.database.old_rows import OldRows
from kiosk.features.tickets.hall import statements
from kiosk.features.tickets.hall.plan import Plan, read_plan
from kiosk.features.tickets.hall.read_services import Queue
from kiosk.features.tickets.rules import event_names, queue, refusals
from kiosk.features.tickets.rules.states import STEPS, Verb
from kiosk.settings import HallSettings

BUSINESS_DATE, BELIEVED, DOUBTED = "business_date", "believed_time", "clock_doubted"
TRAINING, DISK = "training", "disk_full"
BELIEVED_EVERY = timedelta(minutes=10)  # how often the high-water mark is written: far below the day it guards
PACE_KEPT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Today:
    """The business date as text, the moment as text, and whether the hall trains."""

    day: str
    at: str
    now: datetime
    training: bool


class HallDay:
    """Business date, plan and pace of one hall.

    Args:
        clock: hall time; given by tests.
        synchronised: whether a time server keeps the machine's clock.
        old_rows: what goes when a business date begins.
    """

    def __init__(
        self, hall: HallSettings, clock: Clock, synchronised: Callable[[], bool] = is_synchronised,
        old_rows: Sequence[OldRows] = (),
    ) -> None:  # fmt: skip
        self.hall, self.clock, self._old_rows = hall, clock, old_rows
        self._synchronised = synchronised
        self._plan: Plan | None = None
        self._pace: dict[int, float] = {}
        self._pace_of: tuple[str, datetime] | None = None

    # -- plan and pace ------------------------------------------------------------------------

    def plan(self, connection: Connection) -> Plan:
        if self._plan is None:
            self._plan = read_plan(connection)
        return self._plan

    def plan_changed(self) -> None:
        """Read the plan again at the next verb."""
        self._plan, self._pace_of = None, None

    def service_name(self, connection: Connection, service_id: int) -> str:
        service = self.plan(connection).services.get(service_id)
        return service.name if service else ""

    def queue(self, connection: Connection, day: str, now: datetime) -> Queue:
        return Queue.read(
            connection, self.plan(connection), day, self.hall.normal_per_priority, self.pace(connection, day, now)
        )

    def pace(self, connection: Connection, day: str, now: datetime) -> Mapping[int, float]:
        """Minutes each, by service, from the day's own service times; read again once a minute."""
        known = self._pace_of
        if known is None or known[0] != day or not timedelta() <= now - known[1] < PACE_KEPT:
            took: dict[int, list[float]] = {}
            for service_id, minutes in statements.SERVICE_MINUTES.run(connection, day=day).fetchall():
                took.setdefault(service_id, []).append(minutes)
            services = self.plan(connection).services.values()
            self._pace = {one.id: queue.minutes_each(one.minutes_each, took.get(one.id, ())) for one in services}
            self._pace_of = (day, now)
        return self._pace

    # -- the date -----------------------------------------------------------------------------

    def begin(self, connection: Connection) -> Today:
        """Today for a verb that changes something: raises the marks, and begins a new business date when it came."""
        now, marks = self.clock(), self._marks(connection)
        marked = _date(marks)
        if self._believes(now, marks):
            day = queue.business_date(now.date(), marked)
            self._raise(connection, now, marks, begins=day != marked)
        else:
            day = marked or now.date()
            self._doubt(connection, now, marks)
        return Today(day.isoformat(), stamp(now), now, TRAINING in marks and day == marked)

    def today(self, connection: Connection) -> Today:
        """The same without writing, for views."""
        now, marks = self.clock(), self._marks(connection)
        marked = _date(marks)
        day = queue.business_date(now.date(), marked) if self._believes(now, marks) else marked or now.date()
        return Today(day.isoformat(), stamp(now), now, TRAINING in marks and day == marked)

    def clock_doubted(self, connection: Connection) -> bool:
        """Whether the clock jumped ahead and nobody has confirmed it: the date stands still meanwhile."""
        return not self._believes(self.clock(), self._marks(connection))

    def confirm_clock(self, connection: Connection, *, by: str) -> None:
        """A keeper says the clock is right. This alone may also set the date back; numbers go on where they were."""
        now = self.clock()
        was = self._marks(connection).get(BUSINESS_DATE)
        for name, value in ((BELIEVED, stamp(now)), (BUSINESS_DATE, now.date().isoformat())):
            statements.SET_MARK.run(connection, name=name, value=value)
        statements.DROP_MARK.run(connection, name=DOUBTED)
        events.append(connection, stamp(now), event_names.CLOCK_CONFIRMED, by=by, was=was)
        if was != now.date().isoformat():
            self._begin_day(connection, now.date(), now)

    def disk_full(self, connection: Connection) -> bool:
        """Whether the disk was full and has not been cleared since."""
        return DISK in self._marks(connection)

    def tell_disk(self, connection: Connection, today: Today, *, full: bool) -> None:
        """Note that the disk is full, or no longer is; one event each time it filled up."""
        told = DISK in self._marks(connection)
        if full and not told:
            statements.SET_MARK.run(connection, name=DISK, value=today.at)
            events.append(connection, today.at, events.DISK_FULL)
        elif told and not full:
            statements.DROP_MARK.run(connection, name=DISK)

    def _marks(self, connection: Connection) -> dict[str, str]:
        return dict(statements.READ_MARKS.run(connection).fetchall())

    def _believes(self, now: datetime, marks: Mapping[str, str]) -> bool:
        high = marks.get(BELIEVED)
        high_water = datetime.fromisoformat(high) if high else None
        # A time server is asked only when it matters.
        return queue.is_believed(now, high_water, sure=False) or self._synchronised()

    def _raise(self, connection: Connection, now: datetime, marks: Mapping[str, str], *, begins: bool) -> None:
        high = marks.get(BELIEVED)
        if high is None or now - datetime.fromisoformat(high) > BELIEVED_EVERY:
            statements.RAISE_MARK.run(connection, name=BELIEVED, value=stamp(now))
        if DOUBTED in marks:
            statements.DROP_MARK.run(connection, name=DOUBTED)
        if begins:
            self._begin_day(connection, now.date(), now)

    def _doubt(self, connection: Connection, now: datetime, marks: Mapping[str, str]) -> None:
        if DOUBTED not in marks:
            statements.SET_MARK.run(connection, name=DOUBTED, value=stamp(now))
            events.append(connection, marks[BELIEVED], event_names.CLOCK_DOUBTED, clock=stamp(now))

    def _begin_day(self, connection: Connection, day: date, now: datetime) -> None:
        """Raise the mark, let yesterday's waiting numbers lapse, end training, forget persons and old rows."""
        at, today = stamp(now), day.isoformat()
        statements.RAISE_MARK.run(connection, name=BUSINESS_DATE, value=today)
        statements.DROP_MARK.run(connection, name=TRAINING)  # forgotten overnight it would train real visitors
        began = events.append(connection, at, event_names.DAY_BEGAN, business_date=today)
        statements.BEGIN_DAY.run(connection, day=today, first=began)
        for (ticket_id,) in statements.LAPSE.run(connection, day=today).fetchall():
            events.append(connection, at, STEPS[Verb.LAPSE].event, ticket_id=ticket_id)
        statements.FORGET_PERSONS.run(connection, day=today)
        for rows in self._old_rows:
            rows.forget(connection, now)

    # -- keys ---------------------------------------------------------------------------------

    def answered(self, connection: Connection, owner: str, key: str, verb: str) -> tuple[bool, int | None]:
        """Whether this key was answered before, and with which ticket. Raises KeyReused."""
        row = statements.KNOWN_KEY.run(connection, owner=owner, key=key).fetchone()
        if row is None:
            return False, None
        said, ticket_id = row
        if said != verb:
            raise refusals.KeyReused(verb)
        return True, ticket_id

    def keep_key(self, connection: Connection, owner: str, key: str, verb: str, ticket_id: int | None, at: str) -> None:
        statements.KEEP_KEY.run(connection, owner=owner, key=key, verb=verb, ticket_id=ticket_id, at=at)


def _date(marks: Mapping[str, str]) -> date | None:
    marked = marks.get(BUSINESS_DATE)
    return date.fromisoformat(marked) if marked else None
