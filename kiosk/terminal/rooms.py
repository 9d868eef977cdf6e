"""The rooms of the terminal wired to their pages: which modules work here, and what their tiles start."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.hall.clock import hall_now
from kiosk.membership import screen as membership_screen
from kiosk.membership.flow import MembershipFlow
from kiosk.quiz import screen as quiz_screen
from kiosk.quiz.desk import QuizDesk
from kiosk.quiz.flow import QuizFlow
from kiosk.quiz.marking import AttemptCounts
from kiosk.settings import Settings
from kiosk.terminal.home import HomeFacts
from kiosk.terminal.machine import Machine
from kiosk.terminal.shell import Shell
from kiosk.tickets import screen as tickets_screen
from kiosk.tickets.flow import TicketFlow
from kiosk.tickets.views import ServicesNow


class Rooms:
    """Flows and pages of every module that works on this terminal. `starts`: module key -> what its tile does."""

    def __init__(self, shell: Shell, machine: Machine, settings: Settings, facts: HomeFacts) -> None:
        self._shell, self._machine, self._settings, self._facts = shell, machine, settings, facts
        self.starts: dict[str, Callable[[], None]] = {}
        self.on_change: Callable[[], None] = _nothing
        self.tickets: TicketFlow | None = None
        self.membership: MembershipFlow | None = None

    def open(self) -> None:
        """Make the flows and their pages known."""
        self._open_exhibition()
        self._open_quiz()
        if self._machine.counter and self._machine.reading:
            self._open_tickets()
            self._open_membership()

    def _open_tickets(self) -> None:
        terminal, counter = self._settings.terminal, self._machine.counter
        assert counter
        self.tickets = TicketFlow(
            self._shell, counter, terminal=terminal.name, desk_place=terminal.service_desk,
            demo=self._settings.demo, return_seconds=self._settings.visit.done_return_seconds,
        )  # fmt: skip
        self._shell.on_wipe(counter.forget)
        self._shell.add_pages(tickets_screen.pages(self.tickets, self.starts.get("exhibition")))
        self._add("tickets", self.tickets.start)

    def _open_membership(self) -> None:
        assert self._machine.reading and self.tickets
        self.membership = MembershipFlow(
            self._shell, self._machine.reading, desk_place=self._settings.terminal.service_desk,
            now=hall_now, take_ticket=self.tickets.start,
        )  # fmt: skip
        self._shell.add_pages(membership_screen.pages(self.membership))
        self._add("membership", self.membership.start)

    def _open_exhibition(self) -> None:
        """Joined when its player is there."""

    def _open_quiz(self) -> None:
        banks = [bank for pack in self._machine.packs for bank in pack.banks if len(bank)]
        if not banks:
            return
        desk = QuizDesk(banks, {}, self._count_answers, now=hall_now)
        self.quiz = QuizFlow(self._shell, desk)
        self._shell.add_pages(quiz_screen.pages(self.quiz))
        self._add("quiz", self.quiz.start)

    def _count_answers(self, counts: AttemptCounts) -> None:
        self._shell.work(partial(self._machine.count_answers, counts), _done)

    def _add(self, module: str, start: Callable[[], None]) -> None:
        self.starts[module] = start
        self._facts.add(module)

    def player(self) -> Widget | None:
        """The slides of the attract screen."""
        return None

    def services_moved(self, now: ServicesNow) -> None:
        """The queue moved: home and the service page show it."""
        self._facts.services = now
        self._shell.when_quiet(self._show_services)

    def _show_services(self) -> None:
        now = self._facts.services
        if now and self.tickets and self.tickets.choosing:
            self.tickets.refresh(now)
        self.on_change()

    def close(self) -> None:
        """The window is going."""


def _done(_: object) -> None:
    """Nothing is left to show."""


def _nothing() -> None:
    """Nobody listens yet."""
