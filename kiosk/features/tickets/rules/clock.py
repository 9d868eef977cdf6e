"""Which date the hall serves under, and whom it asks, when the clock may be wrong. Pure: nothing is read here.

The mark is the newest time the hall believed (high water); the business date never lies before it. ``sure``: a time
server keeps the clock. A row holds where those above it do not:

    the clock stands …                                       standing   served
    ---------------------------------------------------------------------------------------------------
    nowhere yet: a first start                               SETTLED    under its date
    anywhere from the last confirmed time on, with a         SETTLED    under its date, also one before the mark's:
      question unanswered, sure                                         nobody had confirmed that
    more than a day before the mark, also when sure          BEHIND     nobody anew, until a person decides
    ahead of the mark as long as the machine ran since       SETTLED    under its date
    more than 15 days after the mark, not sure               AHEAD      nobody anew, until a person decides
    more than a day after the mark, not sure                 ASKED      under its date; the first clerk page asks
    where it stood when the machine was turned off,          ASKED      the same: no clock went on meanwhile, as on
      after a new start, not sure                                       boards without a battery for it
    anywhere else, with a question unanswered, not sure      ASKED      the same
    anywhere else                                            SETTLED    under its date, never before the mark's

So a step back of up to a day changes nothing, over midnight it keeps the date until the clock has caught up, and what
was believed or confirmed is never set back but by a person's word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kiosk.features.tickets.rules.queue import A_DAY, business_date

MOST_DAYS = 15  # a weekend, a holiday and the days taken beside it; a clock that lost its battery is years off
A_STEP = timedelta(hours=1)  # what the clock may differ from the machine's own count before somebody moved it
STOOD_STILL = timedelta(minutes=30)  # of what no clock counted: the start, and how seldom the mark is written
CLOSE_ENOUGH = timedelta(minutes=2)  # a time read off a watch: as good as the machine's own
YEARS = range(2026, 2100)


class Standing(StrEnum):
    """What is thought of the clock."""

    SETTLED = "settled"
    ASKED = "asked"
    AHEAD = "ahead"
    BEHIND = "behind"


UNDECIDED = frozenset({Standing.AHEAD, Standing.BEHIND})


@dataclass(frozen=True, slots=True)
class Known:
    """What the hall has believed so far. ``before``: while a question is unanswered, the mark from before it."""

    high: datetime | None = None
    day: date | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the clock.

    Args:
        now: hall time.
        counted: where the clock would stand if it went on as the machine counted; None: the machine was off meanwhile.
        fresh: whether the machine was turned on since the hall last believed a clock.
    """

    now: datetime
    counted: datetime | None = None
    fresh: bool = False

    @property
    def moved(self) -> bool:
        """Somebody, or a time server, set the clock while the machine ran."""
        return self.counted is not None and abs(self.now - self.counted) > A_STEP


@dataclass(frozen=True, slots=True)
class ClockNow:
    """What the hall thinks of its clock; times as text.

    Args:
        standing: see ``Standing``.
        day: the business date.
        now: hall time; ``machine``: what the machine itself says.
        before: the newest time believed before the question.
        offset_seconds: what a person's word adds to the machine's time.
        left: numbers of a wrong date that this one had given already: their holders must take new ones.
    """

    standing: str
    day: str
    now: str
    machine: str
    before: str | None
    offset_seconds: int
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """``day`` is the business date; while ``undecided`` no number is given."""

    standing: Standing
    day: date

    @property
    def undecided(self) -> bool:
        return self.standing in UNDECIDED


def judge(reading: Reading, known: Known, sure: Callable[[], bool]) -> Judged:
    """The table above. ``sure`` is asked only where it matters."""
    now = reading.now
    day = business_date(now.date(), known.day)
    newest = _newest(known, now)
    if newest is None:
        return Judged(Standing.SETTLED, day)
    if known.before is not None and now >= known.before - A_DAY and sure():
        return Judged(Standing.SETTLED, business_date(now.date(), known.before.date()))
    if now < newest - A_DAY:
        return Judged(Standing.BEHIND, known.day or newest.date())
    by_itself = reading.counted is not None and not reading.moved
    if not by_itself and now.date() - newest.date() > timedelta(days=MOST_DAYS) and not sure():
        return Judged(Standing.AHEAD, known.day or newest.date())
    doubtful = not by_itself and now > newest + A_DAY
    stood_still = reading.fresh and now < newest + STOOD_STILL
    asks = (doubtful or stood_still or known.before is not None) and not sure()
    return Judged(Standing.ASKED if asks else Standing.SETTLED, day)


def _newest(known: Known, now: datetime) -> datetime | None:
    """The mark: the believed time, or the beginning of the business date where that is later."""
    marks = [] if known.high is None else [known.high]
    if known.day is not None:
        marks.append(datetime.combine(known.day, time(), now.tzinfo))
    return max(marks, default=None)


# -- a person's word --------------------------------------------------------------------------


def is_a_time(right: datetime) -> bool:
    """Whether it can be today at all; a slip of the hand in the year is not."""
    return right.year in YEARS


def clerk_may_say(right: datetime, before: datetime) -> bool:
    """Whether a clerk's word is enough: a day from the last one believed to ``MOST_DAYS`` after it."""
    return timedelta() <= right.date() - before.date() <= timedelta(days=MOST_DAYS)


def offset_for(right: datetime, machine: datetime) -> timedelta:
    """What to add to the machine's time, in whole seconds; nothing where the machine is as good as the watch."""
    offset = timedelta(seconds=round((right - machine).total_seconds()))
    return timedelta() if abs(offset) <= CLOSE_ENOUGH else offset
