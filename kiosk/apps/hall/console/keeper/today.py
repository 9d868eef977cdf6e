"""A business date for its keeper: the figures of the queue, and the ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.features.help.rules.calls import HelpCall
from kiosk.features.ratings.rules.rating import Rating
from kiosk.features.tickets.rules.statistics import QueueDay


@dataclass(frozen=True, slots=True)
class Reads:
    """What the features tell of a business date; `queue` of None or an unknown one: of today."""

    queue: Callable[[Connection, str | None], QueueDay]
    ratings: Callable[[Connection, str], Sequence[Rating]]
    help_calls: Callable[[Connection], Sequence[HelpCall]]  # those that nobody answered for a while


@dataclass(frozen=True, slots=True)
class Day:
    """All that the keeper's first page and the workbook show."""

    queue: QueueDay
    ratings: Sequence[Rating]
    event_id: int
    help_calls: Sequence[HelpCall] = ()

    def levels(self) -> Counter[int]:
        return Counter(one.level for one in self.ratings)


def read(connection: Connection, reads: Reads, day: str | None) -> Day:
    """One business date; None or an unknown one: today."""
    queue = reads.queue(connection, day)
    ratings = reads.ratings(connection, queue.day)
    return Day(queue, ratings, events.newest_id(connection), reads.help_calls(connection))
