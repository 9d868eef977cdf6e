"""Who may do what in a hall: roles, rights, and the one table between them.

    account.may(Right.PIN)                      # what every door asks: page, form, stream, pad

A person has one role or several; what none of them may is refused. A right is asked, never a role: whoever gets a new
duty gets it here, in one line. `tests/apps/hall/console/test_every_door.py` walks every address by this table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Literal

Role = Literal["clerk", "desk", "editor", "keeper"]
ROLES: tuple[Role, ...] = ("clerk", "desk", "editor", "keeper")
"""In the order in which they are shown; the first of a person's says on which page they begin."""


class Right(StrEnum):
    """What a door may ask."""

    QUEUE = "queue.see"  # services, windows and numbers of today, and that something changed
    WINDOW = "queue.serve"  # sit at a window with all its buttons; open the pad beside it
    TICKET = "queue.ticket"  # a number by hand, a slip once more, an earlier turn
    HELP = "help.answer"
    CLOCK = "clock.answer"  # the question which date it is
    PIN = "pin.issue"  # a one-time PIN for a look-up, once the document was seen
    DAY = "day.keep"  # the day's figures and table, training, the clock's last word
    PLAN = "plan.edit"  # opening hours, services, windows
    RATINGS = "ratings.close"
    PEOPLE = "people.edit"  # accounts and pads
    RECORDS = "records.keep"  # rosters, scans, one person's record
    AUDIT = "audit.read"
    SECURITY = "security.read"
    USE = "use.read"  # how often what was used, and what the screens showed
    CONTENT_EDIT = "content.edit"  # a draft
    CONTENT_APPROVE = "content.approve"
    CONTENT_PUBLISH = "content.publish"


_COUNTER = frozenset({Right.QUEUE, Right.TICKET, Right.HELP, Right.CLOCK, Right.PIN})
"""What is done for whoever stands there, without a window of one's own."""

RIGHTS: Mapping[Role, frozenset[Right]] = {
    "clerk": _COUNTER | {Right.WINDOW},
    "desk": _COUNTER,
    "editor": frozenset({Right.CONTENT_EDIT}),  # no record, no name of the queue, no PIN, no audit
    "keeper": frozenset(Right),
}


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """Everything that these may together."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


def in_order(roles: Collection[str]) -> tuple[Role, ...]:
    """Those of them that this version knows, each once: a role of a newer one gives no right here."""
    return tuple(role for role in ROLES if role in roles)
