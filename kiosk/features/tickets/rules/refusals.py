"""What the queue may refuse, by name. The table of a ticket's life (``states.py``) and the desks raise these."""

from collections.abc import Mapping


class TicketRefused(Exception):
    """The hall answered, and the answer is no. Every refusal below has its own name."""


class UnknownService(TicketRefused):
    """No such service, or it was retired."""


class ServicePaused(TicketRefused):
    """The service, or every window that serves it, is paused for now."""


class NoWindow(TicketRefused):
    """No window serves this: a number for it would be called by nobody."""


class HallClosed(TicketRefused):
    """Outside opening hours."""


class QuotaFull(TicketRefused):
    """The numbers of this service for this slot of the day are all issued."""


class SeriesExhausted(TicketRefused):
    """The last number of the series is taken; today's numbers are all issued."""


class NotEntitled(TicketRefused):
    """No priority number: the card's holder is too young, or no clerk granted one."""


class AlreadyWaiting(TicketRefused):
    """This person holds an open number of this service; the message is that number."""

    @property
    def told(self) -> dict[str, str]:
        """What whoever asked may know: their own number, since they have just shown the card."""
        return {"number": str(self)}


class OrderAbandoned(TicketRefused):
    """The terminal gave this order up before the hall answered; its number is void and never reused."""


class KeyReused(TicketRefused):
    """The idempotency key already served another verb."""


class UnknownTicket(TicketRefused):
    """No such ticket, or it belongs to another terminal (the answer is the same on purpose)."""


class AlreadyCalled(TicketRefused):
    """Too late to give it back: the number was called, served or closed."""


class NotReprintable(TicketRefused):
    """The ticket is void, given back or finished, so no slip may be printed for it."""


class UnknownWindow(TicketRefused):
    """No such window, or it was retired."""


class WindowPaused(TicketRefused):
    """A paused window calls nobody; resume it first."""


class WindowBusy(TicketRefused):
    """The window still serves a number; finish, hold or return that one first."""


class WindowMoved(TicketRefused):
    """The window serves another number than the clerk saw: somebody else pressed first."""


class NumberMoved(TicketRefused):
    """The number stands elsewhere than the clerk saw: somebody else pressed first."""


class NothingToUndo(TicketRefused):
    """The window did nothing these last seconds, or what it did has been built upon since."""


class ServedElsewhere(TicketRefused):
    """Another window has this number now."""


class WrongState(TicketRefused):
    """The number's state does not allow this step."""


class RecallCap(TicketRefused):
    """The number was called as often as the hall allows."""


class KeptNoLonger(TicketRefused):
    """The number was not there when called, and the hall no longer keeps it."""


class DayOver(TicketRefused):
    """A number of an earlier business date may be finished, but wait no more."""


class DateUnsure(TicketRefused):
    """The clock cannot be right, and nobody has said yet which date it is: no number is given under a guess."""


class DateDecided(TicketRefused):
    """The question which date it is was answered already."""


class DateBeyond(TicketRefused):
    """Further from the last day than a clerk may say; a keeper may."""


class ClerksDecide(TicketRefused):
    """The hall has clerks: these say which date it is, no terminal does."""


class NoSuchTime(TicketRefused):
    """That can be no present date and time."""


class TimeServerKnows(TicketRefused):
    """A time server keeps the clock, so nobody may say another time."""


class HallBusy(TicketRefused):
    """Training begins only while nobody waits or is served."""


REFUSALS: Mapping[str, type[TicketRefused]] = {kind.__name__: kind for kind in TicketRefused.__subclasses__()}
