"""What every verb of a window asks and tells: whose the number is, where it stands, what the log and 撤销 need."""

from sqlalchemy import Connection

from kiosk.core.database import events
from kiosk.features.tickets.hall import window_statements as statements
from kiosk.features.tickets.hall.day import HallDay, Today
from kiosk.features.tickets.hall.plan import Window
from kiosk.features.tickets.hall.rows import StandingRow
from kiosk.features.tickets.hall.statements import OPEN_OF_PERSON
from kiosk.features.tickets.hall.undo import LastSteps
from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.queue import NoShowPolicy, ticket_number
from kiosk.features.tickets.rules.states import AT_A_WINDOW, ELSEWHERE, OPEN, Step
from kiosk.features.tickets.wire import Called


class WindowSteps:
    """Beneath the verbs of ``WindowDesk``."""

    def __init__(self, day: HallDay) -> None:
        self._day = day
        hall = day.hall
        self.policy = NoShowPolicy(hall.no_show_policy, hall.no_show_kept_calls, hall.no_show_kept_minutes)
        self.last_steps = LastSteps()

    def _called(self, connection: Connection, window: Window, ticket_id: int) -> Called:
        row = statements.CALLED.first(connection, ticket_id=ticket_id)
        if row is None:
            raise refusals.UnknownTicket(str(ticket_id))
        service = self._day.service_name(connection, row.service_id)
        number = ticket_number(row.series, row.number)
        return Called(ticket_id, number, service, window.id, window.name, row.called_at or "")

    def _tell(self, connection: Connection, today: Today, kind: str, called: Called, by: str) -> int:
        return events.append(
            connection,
            today.at,
            kind,
            ticket_id=called.ticket_id,
            window_id=called.window_id,
            number=called.number,
            window=called.window,
            service=called.service,
            by=by,
        )

    def _current(self, connection: Connection, window_id: int) -> int | None:
        current: int | None = statements.CURRENT_AT_WINDOW.value(connection, window=window_id)
        return current

    def _standing(self, connection: Connection, ticket_id: int) -> StandingRow:
        row = statements.STANDING.first(connection, ticket_id=ticket_id)
        if row is None:
            raise refusals.UnknownTicket(str(ticket_id))
        return row

    def _of_today(self, connection: Connection, ticket_id: int) -> StandingRow:
        row = self._standing(connection, ticket_id)
        of_today(row, self._day.begin(connection))
        return row

    def _alone(self, connection: Connection, row: StandingRow) -> None:
        """Whoever was not there, or was done, may have come back for another number. Raises AlreadyWaiting."""
        if row.service_state not in OPEN and self._has_another(connection, row, row.service_id):
            raise refusals.AlreadyWaiting(row.written)

    def _has_another(self, connection: Connection, row: StandingRow, service_id: int) -> bool:
        held = OPEN_OF_PERSON.run(connection, person=row.person, service=service_id)
        return row.person is not None and held.fetchone() is not None

    def _window(self, connection: Connection, window_id: int) -> Window:
        window = self._day.plan(connection).windows.get(window_id)
        if window is None:
            raise refusals.UnknownWindow(str(window_id))
        return window

    def _open_window(self, connection: Connection, window_id: int) -> Window:
        window = self._window(connection, window_id)
        if not window.is_open:
            raise refusals.WindowPaused(window.name)
        return window


def of_today(row: StandingRow, today: Today) -> None:
    """Raises DayOver for a number of an earlier business date."""
    if row.business_date != today.day:
        raise refusals.DayOver(row.written)


def refusal(step: Step, row: StandingRow, window_id: int) -> refusals.TicketRefused:
    """How a verb answers for a number that it does not start from."""
    if row.service_state in AT_A_WINDOW and row.window_id != window_id:
        return ELSEWHERE[step.where](row.written)
    return (step.otherwise or refusals.WrongState)(f"{row.written} is {row.service_state}")
