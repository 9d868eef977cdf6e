"""What the ticket pages show, and what the flow asks of the counter: plain values, no Kivy, no rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.wire import DayHours, ServiceNow, ServicesNow, Ticket, WindowNow


@dataclass(frozen=True)
class Taken:
    """A number was taken. `printed` False: the printer did not answer, the slip may or may not be out."""

    ticket: Ticket
    printed: bool


@dataclass(frozen=True)
class Refused:
    """No number was taken. `reason` is a key of TROUBLE or CLOSED in `kiosk.features.tickets.terminal.words`."""

    reason: str
    number: str = ""  # already_waiting: the number the visitor holds


@dataclass(frozen=True)
class Lane:
    """Which lane the visitor may use: None of a card is kept longer than it takes to choose a service."""

    priority: bool = False
    card: CardProof | None = None  # None with `priority`: a clerk's word


NORMAL_LANE = Lane()


class Counter(Protocol):
    """What the flow asks of the terminal's ticket counter; every call is made on a worker thread."""

    def services(self) -> ServicesNow | None:
        """The newest known state of the queue, or None while the hall service is away."""

    def take(
        self, service_id: int, key: str, lane: Lane = NORMAL_LANE, *, english: bool = False
    ) -> Taken | Refused:  # fmt: skip
        """`english`: the slip says everything in English too."""

    def give_back(self, ticket: Ticket) -> bool:
        """Whether the number was given back (it may have been called already)."""

    def reprint(self, ticket: Ticket, *, english: bool = False) -> Taken | Refused: ...

    def slip_seen(self, ticket: Ticket) -> None:
        """The visitor says the slip is out, or needs none."""


@dataclass(frozen=True)
class ChooseView:
    services: tuple[ServiceNow, ...]
    windows: tuple[WindowNow, ...]
    page: int = 0
    busy: int = 0  # id of the service whose number is being taken
    returned: bool = False  # a number was just given back
    priority: bool = False  # the visitor may take a priority number
    groups: tuple[str, ...] | None = None  # who may ask for one; None: there is no such lane here


@dataclass(frozen=True)
class DoneView:
    ticket: Ticket
    terminal: str
    hall: str
    demo: bool
    seconds: int
    reprinted: bool = False
    without_slip: bool = False
    keep_note: str = ""


@dataclass(frozen=True)
class UnsureView:
    ticket: Ticket
    busy: bool = False


@dataclass(frozen=True)
class GiveBackView:
    """取错了, asked once more. `without_slip`: there is no paper that would be void."""

    ticket: Ticket
    without_slip: bool = False
    busy: bool = False


@dataclass(frozen=True)
class TroubleView:
    """Why no number was taken, in the visitor's words (`kiosk.features.tickets.terminal.words`)."""

    reason: str
    desk_place: str
    number: str = ""  # a number that is already the visitor's: only the reprint failed, or it was taken before
    services: tuple[str, ...] = ()  # what is done here, while the hall service cannot be asked


@dataclass(frozen=True)
class ClosedView:
    reason: str  # one of `Shut`, or paused, slot_full, used_up
    next_opening: str | None
    days: tuple[DayHours, ...]
    today: str

    @property
    def goes_on_today(self) -> bool:
        """Whether today's hours are still of use, so that the week begins with today."""
        return self.next_opening is None or self.next_opening[:10] == self.today
