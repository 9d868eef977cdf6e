"""The rows of hot statements that are read by name; a statement selects the columns that its row's fields name."""

from typing import NamedTuple

from kiosk.features.tickets.rules.queue import ticket_number


class TicketRow(NamedTuple):
    """A number as its slip and the screens need it."""

    id: int
    series: str
    number: int
    service_id: int
    business_date: str
    taken_at: str
    ahead: int
    wait_low_minutes: int
    wait_high_minutes: int
    print_state: str
    service_state: str
    reprints: int
    terminal_id: int | None  # None: issued by hand
    lane: str
    training: int


class StandingRow(NamedTuple):
    """Where a number stands, as a window's verbs need it."""

    print_state: str
    service_state: str
    window_id: int | None
    business_date: str
    service_id: int
    calls: int
    kept_at: str | None
    kept_reason: str | None
    series: str
    number: int
    person: bytes | None

    @property
    def written(self) -> str:
        """``A012``."""
        return ticket_number(self.series, self.number)


class BeforeRow(NamedTuple):
    """All of a number that a window's verbs change, and what it takes to put that back."""

    id: int
    series: str
    number: int
    business_date: str
    person: bytes | None
    service_state: str
    window_id: int | None
    called_at: str | None
    calls: int
    serving_at: str | None
    done_at: str | None
    kept_at: str | None
    kept_reason: str | None
    service_id: int
    for_window_id: int | None

    @property
    def written(self) -> str:
        """``A012``."""
        return ticket_number(self.series, self.number)


class InHandRow(NamedTuple):
    """The number a window has in hand."""

    id: int
    series: str
    number: int
    service_id: int
    lane: str
    taken_at: str
    terminal_id: int | None
    called_at: str
    calls: int
    serving_at: str | None
    training: int
    service_state: str


class FoundRow(NamedTuple):
    """A number as a clerk finds it."""

    id: int
    series: str
    number: int
    service_id: int
    lane: str
    print_state: str
    service_state: str
    terminal_id: int | None  # None: issued by hand
    training: int


class CalledRow(NamedTuple):
    """What a call said."""

    series: str
    number: int
    service_id: int
    called_at: str | None
