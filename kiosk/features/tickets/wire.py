"""What the queue tells a terminal, a board or a page: plain values, the same on both sides of the wire.

``to_json`` and the ``…_from_json`` functions are each other's inverse. Times are ISO 8601 text in hall time.
"""

from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

from kiosk.core.link.shapes import Day, Moment, Weekday, read
from kiosk.features.tickets.rules.states import stage_of


class NoteKind(IntEnum):
    """What a ticket's policy lines are about: which of its ``notes`` is which."""

    NO_SHOW = 0  # what becomes of a number whose holder was not there
    LANES = 1  # in which order the lanes are called


@dataclass(frozen=True, slots=True)
class Ticket:
    """One number, as its slip and screens show it."""

    id: int
    number: str  # "A015"
    service_id: int
    service: str
    business_date: Day
    taken_at: Moment
    ahead: int  # when it was taken
    wait_low_minutes: int
    wait_high_minutes: int
    windows: tuple[str, ...]  # the windows that may call it
    notes: tuple[str, ...]  # policy lines of the hall, printed on the slip: one of each `NoteKind`, in its order
    print_state: str
    service_state: str
    reprints: int = 0
    lane: str = "normal"  # or "priority"
    training: bool = False  # 演练: worth nothing, counted nowhere

    def note(self, kind: NoteKind) -> str:
        """The policy line of that kind; empty when the hall sent none."""
        return self.notes[kind] if kind < len(self.notes) else ""


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """One row of the service page. ``state``: open, paused or closed."""

    id: int
    series: str
    name: str
    description: str
    icon: str
    state: str
    paused_until: str | None  # "10:40" when known
    pause_reason: str | None
    ahead: int
    wait_low_minutes: int
    wait_high_minutes: int
    windows: tuple[str, ...]
    priority_ahead: int = 0  # the same for who takes a priority number
    priority_low_minutes: int = 0
    priority_high_minutes: int = 0


@dataclass(frozen=True, slots=True)
class WindowNow:
    """What a window shows: the number it serves, or None. ``state``: open or paused."""

    id: int
    name: str
    state: str
    number: str | None
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day of the coming week; no spans: closed."""

    date: Day
    weekday: Weekday
    spans: tuple[tuple[str, str], ...]  # ("08:30", "17:30")
    name: str = ""  # of a date that differs from the week: 国庆节


@dataclass(frozen=True, slots=True)
class HallToday:
    """The doors: ``state`` is open, closed or paused (open, but every service pauses)."""

    name: str
    short_name: str
    business_date: Day
    state: str
    closes_at: Moment | None
    next_opening: Moment | None
    days: tuple[DayHours, ...]  # today and the next seven
    demo: bool
    training: bool = False
    clock_doubted: bool = False  # the clock cannot be right: no number is given until a person decides
    disk_full: bool = False
    normal_per_priority: int = 2
    priority_age: int = 60
    priority_groups: tuple[str, ...] = ()  # who else may take a priority number, in the hall's own words


@dataclass(frozen=True, slots=True)
class ServicesNow:
    """Everything the service page shows, at one moment; ``event_id`` is the newest event it contains."""

    hall: HallToday
    services: tuple[ServiceNow, ...]
    windows: tuple[WindowNow, ...]
    event_id: int
    reprints: tuple[int, ...] = ()  # tickets whose slip a clerk wants the asking terminal to print once more
    at: Moment | None = None  # hall time; None: of an older hall
    priority_until: Moment | None = None  # a clerk allows the asking terminal one priority number until then
    # What the hall named itself, and how a visit in English says it: services, windows, policy lines of the slip.
    english: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HallClockNow:
    """The hall's clock, for staff at a terminal. ``standing``: settled, asked, ahead or behind (``rules/clock.py``)."""

    standing: str
    now: Moment
    machine: Moment  # what the hall's machine itself says
    before: Moment | None  # the newest time that was believed before the question
    may_decide: bool  # the hall has no clerks: staff at a terminal say what time it is


@dataclass(frozen=True, slots=True)
class Called:
    """A number called to a window."""

    ticket_id: int
    number: str
    service: str
    window_id: int
    window: str
    at: str


@dataclass(frozen=True, slots=True)
class CurrentTicket:
    """What a window has in hand. ``state``: called, or serving since 到了 was pressed."""

    ticket_id: int
    number: str
    service: str
    lane: str
    state: str
    taken_at: str
    terminal_id: int | None  # None: issued by hand
    called_at: str
    calls: int  # the first call and the repeats
    serving_at: str | None
    training: bool
    unsaid: bool = False  # a board that speaks has not come to its call yet

    @property
    def stage(self) -> str:
        """What a button on it carries: see ``stage_of``."""
        return stage_of(self.state, self.calls)


@dataclass(frozen=True, slots=True)
class WaitingTicket:
    """One line of the waiting list."""

    ticket_id: int
    number: str
    service: str
    lane: str
    taken_at: str


@dataclass(frozen=True, slots=True)
class KeptTicket:
    """A number held (``reason`` says why) or not there when called. ``left``: calls or minutes, None without an end."""

    ticket_id: int
    number: str
    service: str
    state: str  # held or no_show
    since: str
    reason: str
    left: int | None
    left_words: str  # 还能保留 1 个号


@dataclass(frozen=True, slots=True)
class WindowFigures:
    """A window's own day, training left out. ``mean_minutes`` None: nobody was served yet."""

    done: int
    no_shows: int
    transferred: int
    mean_minutes: float | None


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """What a window may still undo: ``step`` names it, ``kind`` is the event of what was done to ``number``."""

    step: int
    kind: str
    number: str
    next_number: str = ""  # called with it: goes back to its place


@dataclass(frozen=True, slots=True)
class AtWindow:
    """Everything a clerk sees; ``waiting`` in the order in which the window will call."""

    window_id: int
    window: str
    state: str  # open or paused
    paused_until: str | None
    pause_reason: str | None
    services: tuple[str, ...]
    current: CurrentTicket | None
    waiting: tuple[WaitingTicket, ...]
    kept: tuple[KeptTicket, ...]
    figures: WindowFigures
    lanes_note: str
    max_calls: int
    training: bool
    undo: UndoOffer | None = None


@dataclass(frozen=True, slots=True)
class Unserved:
    """One line of 没有窗口的号. ``why``: 1 号窗口暂停到 10:40."""

    ticket_id: int
    number: str
    service: str
    state: str  # waiting, held or no_show
    since: str
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """``waiting``: every number that waits, in the order in which they were taken."""

    waiting: tuple[str, ...]
    unserved: tuple[Unserved, ...]


@dataclass(frozen=True, slots=True)
class LastServed:
    """The ticket a window was done with last; ``next_is_served``: the one after it has come to the window already."""

    ticket_id: int
    number: str
    service: str
    next_is_served: bool


def to_json(view: Any) -> dict[str, Any]:
    """Any of the views as plain JSON values."""
    return asdict(view)


def ticket_from_json(given: Any) -> Ticket:
    """Raises WrongShape for missing or unfit fields."""
    return read(Ticket, given)


def hall_from_json(given: Any) -> HallToday:
    """Raises WrongShape."""
    return read(HallToday, given)


def services_from_json(given: Any) -> ServicesNow:
    """Raises WrongShape."""
    return read(ServicesNow, given)


def clock_from_json(given: Any) -> HallClockNow:
    """Raises WrongShape."""
    return read(HallClockNow, given)
