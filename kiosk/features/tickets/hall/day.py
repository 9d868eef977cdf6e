"""The hall's day: which business date it is, whether the clock is believed, training, plan and pace.

What the visitors' desk and the windows' desk share. Use it only inside works: it is kept without a lock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.core.database.clock import Clock, HallClock, stamp
from kiosk.core.database.old_rows import OldRows
from kiosk.features.tickets.hall import statements
from kiosk.features.tickets.hall.carry import carry, newest_ticket
from kiosk.features.tickets.hall.clock_marks import (
    ANCHOR,
    ASKED,
    BELIEVED,
    BUSINESS_DATE,
    DOUBTED,
    LEFT,
    OFFSET,
    Anchor,
    day_of,
    known_of,
    moment_of,
    offset_of,
    reading_of,
)
from kiosk.features.tickets.hall.plan import Plan, read_plan
from kiosk.features.tickets.hall.read_services import Queue
from kiosk.features.tickets.rules import event_names, queue, refusals
from kiosk.features.tickets.rules.clock import (
    ClockNow,
    Judged,
    Reading,
    Standing,
    clerk_may_say,
    is_a_time,
    judge,
    offset_for,
)
from kiosk.features.tickets.rules.states import STEPS, Verb
from kiosk.settings import HallSettings

TRAINING, DISK = "training", "disk_full"
BELIEVED_EVERY = timedelta(minutes=10)  # how often the high-water mark is written: far below the day it guards
PACE_KEPT = timedelta(minutes=1)
TIME_SERVER = "time server"  # who answered, where it was no person


@dataclass(frozen=True, slots=True)
class Today:
    """The business date as text, the moment as text, and whether the hall trains.

    ``undecided``: the clock cannot be right, and nobody has said yet which date it is, so no number is given;
    ``goes_on``: who waits may be called, since by the machine's own count it is still that day.
    """

    day: str
    at: str
    now: datetime
    training: bool
    undecided: bool = False
    goes_on: bool = True


class HallDay:
    """Business date, plan and pace of one hall.

    Args:
        clock: hall time; given by tests.
        old_rows: what goes when a business date begins.
    """

    def __init__(self, hall: HallSettings, clock: Clock, old_rows: Sequence[OldRows] = ()) -> None:
        self.hall, self.clock, self._old_rows = hall, HallClock.of(clock), old_rows
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
        return self.plan(connection).service_name(service_id)

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
        marks = self._marks(connection)
        reading = reading_of(self.clock, marks)
        judged = self._judge(reading, marks)
        if judged.undecided:
            self._doubt(connection, reading.now, marks)
        else:
            self._believe(connection, reading, marks, judged)
        return self._today(reading, marks, judged)

    def today(self, connection: Connection) -> Today:
        """The same without writing, for views."""
        marks = self._marks(connection)
        reading = reading_of(self.clock, marks)
        return self._today(reading, marks, self._judge(reading, marks))

    def clock_now(self, connection: Connection) -> ClockNow:
        """What the hall thinks of its clock, for the pages that ask and decide."""
        marks = self._marks(connection)
        reading = reading_of(self.clock, marks)
        judged, before = self._judge(reading, marks), marks.get(ASKED) or marks.get(BELIEVED)
        return ClockNow(
            str(judged.standing), judged.day.isoformat(), stamp(reading.now), stamp(self.clock.machine()), before,
            int(self.clock.offset.total_seconds()), tuple(marks.get(LEFT, "").split()),
        )  # fmt: skip

    def confirm_clock(self, connection: Connection, *, by: str) -> None:
        """A person says that the clock is right. This and ``set_time`` alone may set a believed date back.

        Numbers go on where they were.
        """
        marks = self._marks(connection)
        self._decide(connection, marks, self.clock(), event_names.CLOCK_CONFIRMED, by=by)

    def set_time(self, connection: Connection, right: datetime, *, by: str) -> None:
        """A person says what time it is; an offset keeps to it until a time server answers.

        Raises NoSuchTime, TimeServerKnows.
        """
        marks = self._marks(connection)
        if not is_a_time(right):
            raise refusals.NoSuchTime(stamp(right))
        if self.clock.synchronised():
            raise refusals.TimeServerKnows
        machine = self.clock.machine()
        self.clock.offset = offset_for(right, machine)
        seconds = int(self.clock.offset.total_seconds())
        if seconds:
            statements.SET_MARK.run(connection, name=OFFSET, value=str(seconds))
        else:
            statements.DROP_MARK.run(connection, name=OFFSET)
        self._decide(
            connection, marks, self.clock(), event_names.CLOCK_SET, by=by, machine=stamp(machine), offset=seconds
        )

    def answer(self, connection: Connection, right: datetime | None, *, by: str) -> None:
        """A clerk's answer to the question which date it is; ``right`` None: the clock is right.

        Raises DateDecided, DateBeyond, NoSuchTime, TimeServerKnows.
        """
        now = self.clock_now(connection)
        if now.standing != Standing.ASKED:
            raise refusals.DateDecided
        if right is None:
            self.confirm_clock(connection, by=by)
            return
        if now.before is not None and not clerk_may_say(right, datetime.fromisoformat(now.before)):
            raise refusals.DateBeyond(right.date().isoformat())
        self.set_time(connection, right, by=by)

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
        """All marks; the clock keeps to the offset among them, until a time server answers."""
        marks = dict(statements.READ_MARKS.run(connection).fetchall())
        offset = offset_of(marks)
        self.clock.offset = timedelta() if offset and self.clock.synchronised() else offset
        return marks

    def _judge(self, reading: Reading, marks: Mapping[str, str]) -> Judged:
        return judge(reading, known_of(marks), self.clock.synchronised)

    def _today(self, reading: Reading, marks: Mapping[str, str], judged: Judged) -> Today:
        training = TRAINING in marks and judged.day == day_of(marks)
        goes_on = not judged.undecided or (reading.counted is not None and reading.counted.date() == judged.day)
        return Today(judged.day.isoformat(), stamp(reading.now), reading.now, training, judged.undecided, goes_on)

    def _believe(self, connection: Connection, reading: Reading, marks: Mapping[str, str], judged: Judged) -> None:
        now, asked = reading.now, judged.standing == Standing.ASKED
        if OFFSET in marks and not self.clock.offset:
            statements.DROP_MARK.run(connection, name=OFFSET)
            events.append(connection, stamp(now), event_names.CLOCK_SET, by=TIME_SERVER, offset=0)
        if ASKED in marks and not asked:  # a time server answered the question
            self._decide(connection, marks, now, event_names.CLOCK_CONFIRMED, by=TIME_SERVER, day=judged.day)
            return
        if asked and ASKED not in marks:
            before = marks.get(BELIEVED, stamp(now))
            statements.SET_MARK.run(connection, name=ASKED, value=before)
            events.append(connection, stamp(now), event_names.CLOCK_ASKED, before=before)
        if DOUBTED in marks:
            statements.DROP_MARK.run(connection, name=DOUBTED)
        was = marks.get(BUSINESS_DATE)
        if was != judged.day.isoformat():
            carried = was if reading.moved else None
            self._begin_day(connection, judged.day, now, carried=carried, marks=marks, asked=asked)
        self._raise(connection, now, marks)

    def _raise(self, connection: Connection, now: datetime, marks: Mapping[str, str]) -> None:
        high, anchor = moment_of(marks, BELIEVED), Anchor.of(marks)
        if high is None or now - high > BELIEVED_EVERY:
            statements.RAISE_MARK.run(connection, name=BELIEVED, value=stamp(now))
        if anchor is None or anchor.boot != self.clock.boot or abs(now - anchor.at) > BELIEVED_EVERY:
            self._anchor(connection, now, anchor)

    def _anchor(self, connection: Connection, now: datetime, known: Anchor | None) -> None:
        same = known is not None and known.boot == self.clock.boot
        after = known.after if known is not None and same else newest_ticket(connection)
        anchor = Anchor(self.clock.boot, self.clock.ran(), now, after)
        statements.SET_MARK.run(connection, name=ANCHOR, value=anchor.text)

    def _doubt(self, connection: Connection, now: datetime, marks: Mapping[str, str]) -> None:
        if DOUBTED not in marks:
            statements.SET_MARK.run(connection, name=DOUBTED, value=stamp(now))
            at = marks.get(BELIEVED) or stamp(now)
            events.append(connection, at, event_names.CLOCK_DOUBTED, clock=stamp(now))

    def _decide(
        self, connection: Connection, marks: Mapping[str, str], now: datetime, event: str, *, by: str,
        day: date | None = None, machine: str | None = None, offset: int | None = None,
    ) -> None:  # fmt: skip
        """The clock is right, as somebody says: the marks follow it, also back. `day` None: the clock's date."""
        was, date_now = marks.get(BUSINESS_DATE), day or now.date()
        today = date_now.isoformat()
        for name, value in ((BELIEVED, stamp(now)), (BUSINESS_DATE, today)):
            statements.SET_MARK.run(connection, name=name, value=value)
        for name in (DOUBTED, ASKED):
            statements.DROP_MARK.run(connection, name=name)
        events.append(connection, stamp(now), event, by=by, was=was, machine=machine, offset=offset)
        if was != today:
            self._begin_day(connection, date_now, now, carried=was, marks=marks, asked=False)
        else:
            self._end_other_days(connection, today, now, old_rows=True)
        self._anchor(connection, now, Anchor.of(marks))

    def _begin_day(
        self, connection: Connection, day: date, now: datetime, *, carried: str | None, marks: Mapping[str, str],
        asked: bool,
    ) -> None:  # fmt: skip
        """Raise the mark, end training and the days before.

        Args:
            carried: the date whose numbers go on as this day's, when the clock was moved under them.
            asked: the date may be wrong: what ends with a day waits for the answer.
        """
        at, today = stamp(now), day.isoformat()
        statements.RAISE_MARK.run(connection, name=BUSINESS_DATE, value=today)
        statements.DROP_MARK.run(connection, name=LEFT)
        statements.DROP_MARK.run(connection, name=TRAINING)  # forgotten overnight it would train real visitors
        began = events.append(connection, at, event_names.DAY_BEGAN, business_date=today)
        statements.BEGIN_DAY.run(connection, day=today, first=began)
        anchor = Anchor.of(marks)
        if carried is not None and anchor is not None and anchor.boot == self.clock.boot:
            left = carry(connection, carried, today, at, after=anchor.after)
            if left:
                statements.SET_MARK.run(connection, name=LEFT, value=" ".join(left))
        if not asked or ASKED in marks:  # a night passed over the question: yesterday is over, whatever it was called
            self._end_other_days(connection, today, now, old_rows=not asked)

    def _end_other_days(self, connection: Connection, today: str, now: datetime, *, old_rows: bool) -> None:
        """What waits under another date lapses, persons are forgotten, and old rows of a date that is sure."""
        for (ticket_id,) in statements.LAPSE.run(connection, day=today).fetchall():
            events.append(connection, stamp(now), STEPS[Verb.LAPSE].event, ticket_id=ticket_id)
        statements.FORGET_PERSONS.run(connection, day=today)
        if old_rows:
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
