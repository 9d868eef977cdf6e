"""A ticket's life as one table: its two states, the verbs, who says them, from where, what follows, what is refused.

    STEPS[Verb.SERVE].after("printed", "called")   # ("printed", "serving")
    STEPS[Verb.SERVE].after("printed", "waiting")  # None: it does not start there, and `otherwise` says how it answers

The hall's SQL, its refusals, the clerk's buttons and the day's figures are made of this table; none repeats a state.
What no state decides (hours, quotas, keys, how often a number is called, how long it is kept) is asked by the desks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from kiosk.features.tickets.rules import event_names
from kiosk.features.tickets.rules.refusals import (
    AlreadyCalled,
    NothingToUndo,
    NotReprintable,
    OrderAbandoned,
    ServedElsewhere,
    TicketRefused,
    UnknownTicket,
    WrongState,
)


class PrintState(StrEnum):
    """What is known of the slip; as in the database."""

    RESERVED = "reserved"  # it may not exist yet
    PRINTED = "printed"
    UNKNOWN = "unknown"  # nobody knows whether it came out
    VOID = "void"


class ServiceState(StrEnum):
    """Where the number is; as in the database."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"
    HELD = "held"
    GIVEN_BACK = "given_back"
    VOID = "void"
    LAPSED = "lapsed"


class Verb(StrEnum):
    """Everything that can be said of a number."""

    TAKE = "take"
    TAKE_AGAIN = "take_again"  # the same order once more
    REPORT_PRINTED = "report_printed"
    REPORT_UNKNOWN = "report_unknown"
    START_UP = "start_up"  # a terminal began: said of all its numbers
    ABANDON = "abandon"
    GIVE_BACK = "give_back"
    REPRINT = "reprint"
    BY_HAND = "by_hand"
    ORDER_REPRINT = "order_reprint"
    CALL_NEXT = "call_next"
    CALL_NUMBER = "call_number"  # out of its turn
    RECALL = "recall"
    CALL_BACK = "call_back"
    TAKE_BACK = "take_back"  # to its place in the queue
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no_show"
    HOLD = "hold"
    RETURN_TO_QUEUE = "return_to_queue"
    TRANSFER = "transfer"
    UNDO = "undo"  # said of a window: of whatever it did last
    LAPSE = "lapse"  # said of all numbers of an earlier date
    END_TRAINING = "end_training"  # said of all numbers of the training


class Who(Enum):
    """Who says a verb. The admin socket and the demonstration's page speak for a clerk."""

    TERMINAL = "terminal"
    CLERK = "clerk"
    KEEPER = "keeper"
    HALL = "hall"  # the hall service itself, when a business date begins


class Where(Enum):
    """Whose a number must be for a verb."""

    ANYWHERE = "anywhere"
    ITS_TERMINAL = "its terminal"  # said by the terminal that gave it
    IN_HAND = "in hand"  # said by the window that called it
    EMPTY_HAND = "empty hand"  # no other window has it, and the one that says it has none
    NO_HAND = "no hand"  # no window has it
    LAST_HAND = "last hand"  # it stands where the window that says it has put it


ELSEWHERE: Mapping[Where, type[TicketRefused]] = {
    Where.ITS_TERMINAL: UnknownTicket,  # also when there is no such number: a terminal learns nothing of another's
    Where.IN_HAND: ServedElsewhere,
    Where.EMPTY_HAND: ServedElsewhere,
    Where.NO_HAND: ServedElsewhere,
}
"""How a verb answers for a number that is somebody else's."""

PrintStates = tuple[PrintState, ...]
ServiceStates = tuple[ServiceState, ...]

_P, _S = PrintState, ServiceState
ANY_PRINT: PrintStates = tuple(PrintState)
ANY_SERVICE: ServiceStates = tuple(ServiceState)

CALLABLE: PrintStates = (_P.PRINTED, _P.UNKNOWN)  # never `reserved`: that slip may not exist
UNSURE: PrintStates = (_P.RESERVED, _P.UNKNOWN)
AT_A_WINDOW: ServiceStates = (_S.CALLED, _S.SERVING)
KEPT: ServiceStates = (_S.HELD, _S.NO_SHOW)
LEFT: ServiceStates = (*KEPT, _S.DONE, _S.GIVEN_BACK)  # in no queue, but whoever has the paper may come back today
OPEN: ServiceStates = (_S.WAITING, *AT_A_WINDOW, _S.HELD)  # whoever has such a number gets no second of its service
NOT_YET_SERVED: ServiceStates = (_S.WAITING, _S.HELD)  # somebody holds such a number, and no window has it
NEVER_WAS: ServiceStates = (_S.GIVEN_BACK, _S.VOID)  # no part of a quota
_STILL_SERVED: ServiceStates = (*OPEN, _S.NO_SHOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One row: what a verb makes of a number.

    It starts from every pair of ``from_print`` and ``from_service`` (none: it makes a new number), and leaves the state
    that ``to_print`` and ``to_service`` do not name. From any other pair nothing changes: quietly in the service states
    ``again``, and by the refusal ``otherwise`` in the rest (None: quietly there too).
    """

    who: Who
    where: Where
    from_print: PrintStates = ANY_PRINT
    from_service: ServiceStates
    to_print: PrintState | None = None
    to_service: ServiceState | None = None
    event: str = ""  # the row it writes in the log
    of_today: bool = False  # refused as DayOver for a number of an earlier date
    again: ServiceStates = ()
    otherwise: type[TicketRefused] | None = None

    def starts_from(self, print_state: str, service_state: str) -> bool:
        return print_state in self.from_print and service_state in self.from_service

    def after(self, print_state: str, service_state: str) -> tuple[str, str] | None:
        """The two states that follow; None where it does not start."""
        if not self.starts_from(print_state, service_state):
            return None
        return self.to_print or print_state, self.to_service or service_state

    def refusal(self, service_state: str) -> type[TicketRefused] | None:
        """How it answers where it does not start; None: as if it had been done."""
        return None if service_state in self.again else self.otherwise

    @property
    def begins(self) -> tuple[str, str]:
        """The two states of the number it makes."""
        assert self.to_print is not None and self.to_service is not None
        return self.to_print.value, self.to_service.value

    @property
    def comes_to_window(self) -> bool:
        """Whether a number that was at no window comes to one, or its service begins there."""
        return self.to_service in AT_A_WINDOW

    @property
    def leaves_window(self) -> bool:
        at_window = any(state in AT_A_WINDOW for state in self.from_service)
        return at_window and self.to_service is not None and not self.comes_to_window

    @property
    def waits_again(self) -> bool:
        return bool(self.from_service) and self.to_service == ServiceState.WAITING

    @property
    def can_be_undone(self) -> bool:
        """What a window does to a number can be undone for some seconds: the number is where it was before."""
        return self.where in (Where.IN_HAND, Where.EMPTY_HAND, Where.NO_HAND)

    @property
    def moves(self) -> bool:
        """Whether a verb said before it can no longer be undone."""
        return self.can_be_undone or (self.to_service is not None and bool(self.from_service))


def _at_terminal(**row: Any) -> Step:
    return Step(who=Who.TERMINAL, where=Where.ITS_TERMINAL, **row)


def _in_hand(to: ServiceState | None, event: str, from_service: ServiceStates = AT_A_WINDOW, **row: Any) -> Step:
    """A clerk's verb for the number in hand; said twice, the second is quiet.

    Not where it waits again: nobody can tell then whether this window put it there or it has never been called.
    """
    again = () if to in (None, _S.WAITING) else (to,)
    return Step(
        who=Who.CLERK, where=Where.IN_HAND, from_service=from_service, to_service=to, event=event, again=again,
        otherwise=WrongState, **row,
    )  # fmt: skip


STEPS: Mapping[Verb, Step] = {
    # -- a visitor's, through a terminal
    Verb.TAKE: _at_terminal(
        from_print=(), from_service=(), to_print=_P.RESERVED, to_service=_S.WAITING, event=event_names.TICKET_TAKEN
    ),
    Verb.TAKE_AGAIN: _at_terminal(
        from_print=(_P.RESERVED, _P.PRINTED, _P.UNKNOWN), from_service=ANY_SERVICE, otherwise=OrderAbandoned
    ),
    # Also for a number that moved on: it tells of the slip alone.
    Verb.REPORT_PRINTED: _at_terminal(
        from_print=UNSURE, from_service=ANY_SERVICE, to_print=_P.PRINTED, event=event_names.TICKET_PRINTED
    ),
    Verb.REPORT_UNKNOWN: _at_terminal(
        from_print=(_P.RESERVED,), from_service=ANY_SERVICE, to_print=_P.UNKNOWN, event=event_names.PRINT_UNKNOWN
    ),
    Verb.START_UP: _at_terminal(
        from_print=(_P.RESERVED,), from_service=(_S.WAITING,), to_print=_P.UNKNOWN, event=event_names.PRINT_UNKNOWN
    ),
    Verb.ABANDON: _at_terminal(
        from_print=UNSURE, from_service=(_S.WAITING,), to_print=_P.VOID, to_service=_S.VOID,
        event=event_names.TICKET_VOIDED,
    ),
    Verb.GIVE_BACK: _at_terminal(
        from_service=(_S.WAITING,), to_service=_S.GIVEN_BACK, event=event_names.TICKET_GIVEN_BACK,
        again=NEVER_WAS, otherwise=AlreadyCalled,
    ),
    Verb.REPRINT: _at_terminal(
        from_print=CALLABLE, from_service=_STILL_SERVED, event=event_names.TICKET_REPRINTED, otherwise=NotReprintable
    ),
    # -- a clerk's
    Verb.BY_HAND: Step(
        who=Who.CLERK, where=Where.ANYWHERE, from_print=(), from_service=(),
        to_print=_P.PRINTED, to_service=_S.WAITING, event=event_names.TICKET_TAKEN,
    ),
    # Of a number that a terminal gave, and as REPRINT: what the terminal would refuse is not ordered.
    Verb.ORDER_REPRINT: Step(
        who=Who.CLERK, where=Where.ANYWHERE, from_print=CALLABLE,
        from_service=_STILL_SERVED, event=event_names.REPRINT_ORDERED, otherwise=NotReprintable,
    ),
    # It chooses the number, and finishes what is in hand first.
    Verb.CALL_NEXT: Step(
        who=Who.CLERK, where=Where.EMPTY_HAND, from_print=CALLABLE, from_service=(_S.WAITING,),
        to_service=_S.CALLED, event=event_names.TICKET_CALLED,
    ),
    # Whoever stands at the window with the paper: a clerk searched for the number.
    Verb.CALL_NUMBER: Step(
        who=Who.CLERK, where=Where.EMPTY_HAND, from_print=CALLABLE, from_service=(_S.WAITING,),
        to_service=_S.CALLED, event=event_names.TICKET_CALLED, otherwise=WrongState,
    ),
    Verb.CALL_BACK: Step(
        who=Who.CLERK, where=Where.EMPTY_HAND, from_print=CALLABLE, from_service=LEFT,
        to_service=_S.CALLED, event=event_names.TICKET_CALLED_BACK, of_today=True, otherwise=WrongState,
    ),
    Verb.TAKE_BACK: Step(
        who=Who.CLERK, where=Where.NO_HAND, from_print=CALLABLE, from_service=LEFT,
        to_service=_S.WAITING, event=event_names.TICKET_TAKEN_BACK, of_today=True, otherwise=WrongState,
    ),
    Verb.RECALL: _in_hand(None, event_names.TICKET_RECALLED, (_S.CALLED,)),
    Verb.SERVE: _in_hand(_S.SERVING, event_names.TICKET_SERVING, (_S.CALLED,)),
    Verb.FINISH: _in_hand(_S.DONE, event_names.TICKET_DONE),
    Verb.NO_SHOW: _in_hand(_S.NO_SHOW, event_names.TICKET_NO_SHOW, (_S.CALLED,)),
    Verb.HOLD: _in_hand(_S.HELD, event_names.TICKET_HELD, of_today=True),
    Verb.RETURN_TO_QUEUE: _in_hand(_S.WAITING, event_names.TICKET_RETURNED, of_today=True),
    Verb.TRANSFER: _in_hand(_S.WAITING, event_names.TICKET_TRANSFERRED, of_today=True),
    # It leads to the state before, in which the undone verb found the number; with a call of the next, of both.
    Verb.UNDO: Step(
        who=Who.CLERK, where=Where.LAST_HAND, from_service=(_S.WAITING, *AT_A_WINDOW, *KEPT, _S.DONE),
        event=event_names.TICKET_UNDONE, otherwise=NothingToUndo,
    ),
    # -- the house's. What is called or served when the date ends may still be finished.
    Verb.LAPSE: Step(
        who=Who.HALL, where=Where.ANYWHERE, from_service=(_S.WAITING, _S.HELD), to_service=_S.LAPSED,
        event=event_names.TICKET_LAPSED,
    ),
    Verb.END_TRAINING: Step(
        who=Who.KEEPER, where=Where.ANYWHERE, from_service=OPEN, to_service=_S.LAPSED, event=event_names.TICKET_LAPSED
    ),
}  # fmt: skip


def stage_of(service_state: str, calls: int) -> str:
    """How a number stands at its window, as a button carries it: a second 重呼 is another press than the first."""
    return f"{service_state}{calls}"
