"""What it takes to give one number: who may have it, which number it is, and what its slip will promise.

Steps of the visitors' desk, inside its works.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Connection

from devices.id_card import id_number
from kiosk.core.database import events
from kiosk.core.database.clock import stamp
from kiosk.features.tickets.hall import statements
from kiosk.features.tickets.hall.day import HallDay, Today
from kiosk.features.tickets.hall.plan import NO_WINDOW, OPEN, Service
from kiosk.features.tickets.rules import hours, queue, refusals, words
from kiosk.features.tickets.rules.card_age import CardProof, old_enough
from kiosk.features.tickets.rules.queue import ticket_number
from kiosk.features.tickets.rules.states import STEPS, Verb
from kiosk.features.tickets.wire import NoteKind, Ticket

PersonMark = Callable[[str], bytes | None]
"""A keyed hash that the vault makes (``Vault.blind_index``); None while it is shut. No more of a person is kept."""

_BY_TERMINAL, _BY_HAND = STEPS[Verb.TAKE].begins, STEPS[Verb.BY_HAND].begins


class NumberIssue:
    """Gives the numbers of one hall. Arguments: as ``TicketDesk``."""

    def __init__(self, day: HallDay, person_mark: PersonMark | None) -> None:
        self._day, self._person_mark = day, person_mark
        hall = day.hall
        kept = words.note_no_show(hall.no_show_policy, hall.no_show_kept_calls, hall.no_show_kept_minutes)
        notes = {NoteKind.NO_SHOW: kept, NoteKind.LANES: words.note_lanes(hall.normal_per_priority)}
        self.notes = tuple(notes[kind] for kind in NoteKind)
        missed = words.english_no_show(hall.no_show_policy, hall.no_show_kept_calls, hall.no_show_kept_minutes)
        self.english = {
            notes[NoteKind.NO_SHOW]: missed, notes[NoteKind.LANES]: words.english_lanes(hall.normal_per_priority)
        }  # fmt: skip

    def service(self, connection: Connection, service_id: int) -> Service:
        plan = self._day.plan(connection)
        service = plan.services.get(service_id)
        if service is None:
            raise refusals.UnknownService(str(service_id))
        state = plan.state_of(service)[0]
        if state == NO_WINDOW:
            raise refusals.NoWindow(service.name)
        if state != OPEN:
            raise refusals.ServicePaused(service.name)
        return service

    def admit(self, connection: Connection, service: Service, today: Today) -> None:
        """Raises HallClosed, QuotaFull."""
        plan, now = self._day.plan(connection), today.now
        if not hours.is_open(now, plan.hours):
            raise refusals.HallClosed(service.name)
        quota = hours.quota_at(now.hour * 60 + now.minute, plan.quotas.get(service.id, ()))
        if quota is None:
            return
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        since, until = (stamp(midnight + timedelta(minutes=edge)) for edge in (quota.slot.opens, quota.slot.closes))
        issued = statements.ISSUED_IN_SLOT.value(
            connection, day=today.day, series=service.series, since=since, until=until
        )
        if issued >= quota.most:
            raise refusals.QuotaFull(service.name)

    def person(self, connection: Connection, service: Service, card: CardProof | None, today: Today) -> bytes | None:
        """Whose number it is: a hash that only the vault's key makes, of this day only. Raises AlreadyWaiting."""
        if card is None or self._person_mark is None or today.training:
            return None
        person = self._person_mark(f"ticket|{today.day}|{id_number.normalise(card.id_number)}")
        if person is None:
            return None
        held = statements.OPEN_OF_PERSON.run(connection, person=person, service=service.id).fetchone()
        if held is not None:
            raise refusals.AlreadyWaiting(ticket_number(*held))
        return person

    def entitle(self, connection: Connection, terminal_id: int | None, card: CardProof | None, today: Today) -> None:
        """Old enough by the card, or granted by a clerk. Raises NotEntitled."""
        if card is not None:
            if not old_enough(card, today.now.date(), self._day.hall.priority_age):
                raise refusals.NotEntitled(str(self._day.hall.priority_age))
        elif statements.USE_GRANT.value(connection, terminal_id=terminal_id, now=today.at) is None:
            raise refusals.NotEntitled("no grant")

    def issue(
        self,
        connection: Connection,
        terminal_id: int | None,
        service: Service,
        lane: str,
        today: Today,
        person: bytes | None,
        by: str | None = None,
    ) -> Ticket:
        """One number, as it now stands in its row: reading that back would cost a tenth of the whole verb."""
        number = self._next_number(connection, service, lane, today)
        queue = self._day.queue(connection, today.day, today.now)
        ahead, wait = queue.ahead(service, lane), queue.wait(service, lane)
        print_state, service_state = _BY_HAND if terminal_id is None else _BY_TERMINAL
        ticket_id = statements.ISSUE.run(
            connection,
            day=today.day,
            series=service.series,
            number=number,
            lane=lane,
            service_id=service.id,
            terminal_id=terminal_id,
            print_state=print_state,
            service_state=service_state,
            ahead=ahead,
            low=wait.low_minutes,
            high=wait.high_minutes,
            at=today.at,
            person=person,
            training=int(today.training),
        ).lastrowid
        assert ticket_id is not None
        ticket = Ticket(
            id=ticket_id,
            number=ticket_number(service.series, number),
            service_id=service.id,
            service=service.name,
            business_date=today.day,
            taken_at=today.at,
            ahead=ahead,
            wait_low_minutes=wait.low_minutes,
            wait_high_minutes=wait.high_minutes,
            windows=self.windows_of(connection, service.id),
            notes=self.notes,
            print_state=print_state,
            service_state=service_state,
            lane=lane,
            training=today.training,
        )
        self._tell_taken(connection, ticket, terminal_id, by)
        return ticket

    def _next_number(self, connection: Connection, service: Service, lane: str, today: Today) -> int:
        first, last = queue.number_range(lane, service.first_number, service.last_number)
        number = statements.NEXT_NUMBER.value(
            connection, day=today.day, series=service.series, lane=lane, first=first, last=last
        )
        if number is None:
            raise refusals.SeriesExhausted(service.name)
        return int(number)

    def _tell_taken(self, connection: Connection, ticket: Ticket, terminal_id: int | None, by: str | None) -> None:
        events.append(
            connection,
            ticket.taken_at,
            STEPS[Verb.BY_HAND if terminal_id is None else Verb.TAKE].event,
            ticket_id=ticket.id,
            terminal_id=terminal_id,
            number=ticket.number,
            service_id=ticket.service_id,
            by=by,
        )

    def windows_of(self, connection: Connection, service_id: int) -> tuple[str, ...]:
        return tuple(window.name for window in self._day.plan(connection).open_windows_of(service_id))
