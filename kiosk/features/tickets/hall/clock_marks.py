"""What the hall remembers of its clock, as rows of ``marks``, and the reading that they make of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.core.database.clock import HallClock, stamp
from kiosk.features.tickets.rules.clock import Known, Reading

BUSINESS_DATE, BELIEVED = "business_date", "believed_time"
DOUBTED = "clock_doubted"  # since when, by that clock, nobody has decided
ASKED = "clock_asked"  # a question is unanswered; the newest believed time before it
OFFSET = "clock_offset"  # seconds that a person's word adds to the machine's clock
ANCHOR = "clock_anchor"
LEFT = "clock_left"  # numbers that could not go on under the right date
# A copy of the database may be restored on another machine, whose clock is wrong in another way.
OF_ONE_MACHINE = (ASKED, OFFSET, ANCHOR)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A moment that was believed, by the machine's own count.

    Args:
        boot: the start of the machine.
        ran: seconds it had counted then.
        at: hall time then.
        after: the newest ticket id when this start first gave numbers.
    """

    boot: str
    ran: float
    at: datetime
    after: int

    @classmethod
    def of(cls, marks: Mapping[str, str]) -> Anchor | None:
        """None in a hall of a version that kept none, and where nothing was believed yet."""
        if ANCHOR not in marks:
            return None
        boot, ran, at, after = json.loads(marks[ANCHOR])
        return cls(boot, ran, datetime.fromisoformat(at), after)

    @property
    def text(self) -> str:
        return json.dumps([self.boot, round(self.ran, 3), stamp(self.at), self.after])


def offset_of(marks: Mapping[str, str]) -> timedelta:
    return timedelta(seconds=int(marks.get(OFFSET, "0")))


def day_of(marks: Mapping[str, str]) -> date | None:
    marked = marks.get(BUSINESS_DATE)
    return date.fromisoformat(marked) if marked else None


def moment_of(marks: Mapping[str, str], name: str) -> datetime | None:
    marked = marks.get(name)
    return datetime.fromisoformat(marked) if marked else None


def known_of(marks: Mapping[str, str]) -> Known:
    return Known(moment_of(marks, BELIEVED), day_of(marks), moment_of(marks, ASKED))


def reading_of(clock: HallClock, marks: Mapping[str, str]) -> Reading:
    """The clock now, beside what the machine counted since it was believed last."""
    now, anchor = clock(), Anchor.of(marks)
    if anchor is None:
        return Reading(now)
    if anchor.boot != clock.boot:
        return Reading(now, fresh=True)
    return Reading(now, counted=anchor.at + timedelta(seconds=clock.ran() - anchor.ran))
