"""The rooms of the terminal wired to their pages: which modules work here, and what their tiles start."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from content.kinds.kind import ExhibitKind
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.machine import Machine
from kiosk.apps.terminal.shell import Shell
from kiosk.apps.terminal.views import ExhibitTeaser
from kiosk.core.database.clock import hall_naive, hall_now
from kiosk.features.exhibition.terminal import pages as exhibition_screen
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.find_flow import FindFlow, Ways
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.frames import image_frame
from kiosk.features.exhibition.terminal.loop.player import Player
from kiosk.features.membership.terminal import pages as membership_screen
from kiosk.features.membership.terminal.flow import MembershipFlow
from kiosk.features.quiz.rules.marking import AttemptCounts
from kiosk.features.quiz.terminal import pages as quiz_screen
from kiosk.features.quiz.terminal.desk import QuizDesk
from kiosk.features.quiz.terminal.flow import QuizFlow
from kiosk.features.quiz.terminal.readings import readings_of
from kiosk.features.tickets.terminal import pages as tickets_screen
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.priority_flow import PriorityFlow
from kiosk.features.tickets.wire import ServicesNow
from kiosk.settings import Settings
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.voice.aloud import Aloud
from kiosk.ui.voice.narrator import Narrator
from kiosk.ui.window import software_gl

log = logging.getLogger("kiosk.terminal")


class Rooms:
    """Flows and pages of every module that works on this terminal. `starts`: module key -> what its tile does."""

    def __init__(self, shell: Shell, machine: Machine, settings: Settings, facts: HomeFacts) -> None:
        self._shell, self._machine, self._settings, self._facts = shell, machine, settings, facts
        self.starts: dict[str, Callable[[], None]] = {}
        self.on_change: Callable[[], None] = _nothing
        self.tickets: TicketFlow | None = None
        self.membership: MembershipFlow | None = None
        self.exhibition: ExhibitionFlow | None = None
        self._player: Player | None = None

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
            known=lambda: self._facts.last_known,
        )  # fmt: skip
        priority = self.tickets.priority = PriorityFlow(
            self._shell, self._machine.ages, call=self._machine.call_for_help, entitled=self.tickets.entitled,
            desk_place=terminal.service_desk, today=lambda: hall_now().date(),
        )  # fmt: skip
        self._shell.on_wipe(counter.forget)
        self._shell.add_pages(tickets_screen.pages(self.tickets, priority, self.starts.get("exhibition")))
        self._add("tickets", self.tickets.start)

    def _open_membership(self) -> None:
        assert self._machine.reading and self._machine.records and self.tickets
        self.membership = MembershipFlow(
            self._shell, self._machine.reading, self._machine.records, desk_place=self._settings.terminal.service_desk,
            now=hall_now, take_ticket=self.tickets.start, hall_there=lambda: self._facts.online,
            hear=self._hear,
        )  # fmt: skip
        self._shell.add_pages(membership_screen.pages(self.membership))
        self._add("membership", self.membership.start)

    def _hear(self) -> Callable[[], None] | None:
        """Reading the page in front to a headphone; None while the terminal has no voice."""
        return self._shell.hear if self._shell.narrator else None

    def _open_exhibition(self) -> None:
        *_, starter = self._machine.packs
        self._exhibits = ExhibitionDesk(self._machine.packs, starter, hall_naive)
        if not self._exhibits.on_now():
            return
        aloud = Aloud(self._narrator, self._shell.when_quiet)
        self.exhibition = ExhibitionFlow(self._shell, self._exhibits, aloud)
        ways = Ways(self.exhibition.open_from, self.exhibition.browse)
        self.find = FindFlow(self._shell, self._exhibits, ways, self._local_words())
        self._shell.add_pages(exhibition_screen.pages(self.exhibition, self.find))
        self._add("exhibition", self.exhibition.start)
        self._player = Player(self._exhibits.slides, self._shell.post, fade=False if software_gl() else None)
        self.tell_exhibition()

    def _local_words(self) -> LocalWords:
        """What the packs bring for the keyboard; what cannot be typed is named and left out."""
        words = [word for pack in self._machine.packs for word in pack.words]
        local, refused = LocalWords.gather((word.text, " ".join(word.syllables)) for word in words)
        for error in refused:
            log.warning("word left out: %s", error)
        return local

    def _narrator(self) -> Narrator | None:
        return self._shell.narrator

    def tell_exhibition(self) -> None:
        """What is on has changed, or may have: the home tile says it, with the first one's picture."""
        on = self._exhibits.on_now()
        teaser = ExhibitTeaser(len(on), on[0].title, on[0].heading)
        self._facts.exhibit = teaser
        picture = next((exhibit for exhibit in on if exhibit.kind is ExhibitKind.IMAGE), None)
        if picture:
            size = (look.px(370), look.px(300))
            self._shell.work(partial(image_frame, picture.path, *size, "cover"), partial(self._teaser_decoded, teaser))

    def _teaser_decoded(self, teaser: ExhibitTeaser, frame: Frame) -> None:
        self._teaser_upload = Upload(frame, partial(self._teaser_ready, teaser))

    def _teaser_ready(self, teaser: ExhibitTeaser, texture: object) -> None:
        self._facts.exhibit = replace(teaser, texture=texture)
        self.on_change()

    def _open_quiz(self) -> None:
        banks = [bank for pack in self._machine.packs for bank in pack.banks if len(bank)]
        if not banks:
            return
        desk = QuizDesk(banks, readings_of(self._exhibits.about()), self._count_answers, now=hall_now)
        see = self.exhibition.start if self.exhibition else None
        read = self.exhibition.open if self.exhibition else None
        self.quiz = QuizFlow(self._shell, desk, read=read, see_exhibition=see)
        self._shell.add_pages(quiz_screen.pages(self.quiz))
        self._add("quiz", self.quiz.start)

    def _count_answers(self, counts: AttemptCounts) -> None:
        self._shell.work(partial(self._machine.count_answers, counts), _done)

    def _add(self, module: str, start: Callable[[], None]) -> None:
        self.starts[module] = start
        self._facts.add(module)

    def player(self) -> Player | None:
        """The slides of the attract screen; one player for the life of the window."""
        return self._player

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
        if self._player:
            self._player.close()


def _done(_: object) -> None:
    """Nothing is left to show."""


def _nothing() -> None:
    """Nobody listens yet."""
