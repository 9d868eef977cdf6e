"""Everything of the terminal that is not a screen: store, outbox, line to the hall, devices, packs. No Kivy.

`open` imports and opens what is heavy and belongs on a worker thread; `start` begins the threads that talk.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from devices.id_card import CardEvent, CardReader, ReaderOffline, ReaderOnline
from devices.printer import PROFILES, FontFile, Printer
from kiosk.apps.terminal.device_report import PRINTS, DeviceReport
from kiosk.apps.terminal.lit_hours import LitHours, Night
from kiosk.apps.terminal.packs_here import DeliveredPacks, PacksHere
from kiosk.apps.terminal.panel_light import PanelLight
from kiosk.core.database.clock import HallClock, hall_now
from kiosk.core.link.delivery import Delivery
from kiosk.core.link.enrolment import HallLink, NotEnrolled
from kiosk.core.link.line import Line
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import StoreClosed, TerminalStore
from kiosk.core.terminal import shared_printer
from kiosk.core.terminal.slips import Slips
from kiosk.features.exhibition.terminal import module as exhibition
from kiosk.features.help.terminal import module as help_calls
from kiosk.features.home.terminal import module as home
from kiosk.features.membership.terminal import module as membership
from kiosk.features.quiz.terminal import module as quiz
from kiosk.features.tickets.terminal import module as tickets
from kiosk.features.tickets.wire import ServicesNow
from kiosk.features.use.terminal import module as use
from kiosk.settings import Settings
from kiosk.ui.voice import sound_files
from kiosk.ui.voice.announcer import Announcer, Equipment

log = logging.getLogger("kiosk.terminal")

Post = Callable[[Callable[[], None]], None]


class UnknownProfile(Exception):
    """printer.profile in kiosk.toml names no printer profile."""


class Machine:
    """`line` and `records` are None until this terminal belongs to a hall (`kiosk enrol`)."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = HallClock.of(hall_now)  # goes as the hall's, once that has answered
        self.delivered = exhibition.Delivered(
            settings.terminal.data_dir, settings.terminal.packs_dir, _hall_of(settings),
            lambda: self.clock().replace(tzinfo=None),
        )  # fmt: skip
        self.line: Line | None = None
        self.help = help_calls.Running(None)
        self.records: membership.Running | None = None
        self.use = use.Running()
        self.quiz = quiz.Running()
        self.exams: quiz.Exams | None = None
        self.quiz_along = quiz.Along()
        self.heard_at: datetime | None = None  # when the hall answered last
        self.reader_online = False
        self._heard: ServicesNow | None = None
        self._trying: Callable[[CardEvent], None] | None = None  # staff try the reader: nobody's card is looked up
        self.announcer: Announcer | None = None  # None: sound is off by setting
        self._on_state: Callable[[bool], None] = _nobody
        self._on_services: Callable[[ServicesNow], None] = _nobody
        self._on_packs: Callable[[], None] = _nobody
        self._on_home: Callable[[], None] = _nobody
        self.busy: Callable[[], bool] = _never  # somebody is at the screen

    # -- life -----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the store, packs and drivers. Raises UnknownProfile, OSError, sqlite3.Error."""
        settings = self.settings
        self.store = TerminalStore(settings.terminal.data_dir / "terminal.db").open()
        self.outbox = Outbox(self.store)
        self.queue = tickets.Running(self.store)
        self.home = home.Running(self.store)
        self.delivered.open()
        self.packs_here: PacksHere = DeliveredPacks(self.delivered)
        self.light, self.hours = PanelLight(), LitHours(self.store)
        self.hours.learn()
        self.printer = self._printer()
        self._tickets_first = shared_printer.SharedPrinter(self.printer, self.store)
        self.slips = self._slips()
        self.announcer = self._announcer()
        try:
            link = HallLink.load(settings.terminal.hall_file)
        except NotEnrolled as error:
            log.warning("no hall: %s", error)
            return
        self.line = Line(link, self.queue.look(self._services), on_state=self._state, on_event=self._event)
        self.help = help_calls.Running(self.line)
        self.delivery = Delivery(self.outbox, self.line)
        self.line.beside(self.delivery.run)
        self.delivered.follow(self.line, self._packs, busy=lambda: self.busy())
        self.home.follow(self.line, lambda: self._on_home())
        reader = settings.card_reader
        self.reader = CardReader(reader.port, reader.baud, on_event=self._card)
        self.queue.join(
            self.line, self.outbox, self._tickets_first, self.reader,
            hall=settings.hall.name, terminal=link.terminal, demo=settings.demo,
        )  # fmt: skip
        self.records = membership.Running(self.line, self.reader)
        self.exams = quiz.Exams(self.line, self.reader)
        for counting in (self.use, self.quiz):
            counting.join(self.store, self.outbox, self.clock, demo=settings.demo)
        self.quiz_along.join(self.store, self.line, self.reader, self.clock)
        self.report = DeviceReport(self.line, self.printer, lambda: self.reader_online, note=self.note)

    def night(self, work: Callable[[Callable[[], None]], None]) -> Night:
        """Darkens the panel outside its hours; `work` runs a job on a worker."""
        return Night(self.light, self.hours, work)

    def start(
        self, post: Post, on_state: Callable[[bool], None], on_services: Callable[[ServicesNow], None],
        on_packs: Callable[[], None], on_home: Callable[[], None],
    ) -> None:  # fmt: skip
        """Begin to talk; the four are called through `post` on Kivy's thread. `on_home`: tiles stand otherwise."""
        self._on_home = lambda: post(on_home)
        self._on_packs = lambda: post(on_packs)
        self._on_state = lambda online: post(partial(on_state, online))
        self._on_services = lambda now: post(partial(on_services, now))
        self.printer.start()
        if self.announcer:
            self.announcer.start()
        if self.line:
            self.queue.start()
            self.line.start()
            self.reader.start()
            self.report.start()
            self.use.start()
            self.quiz.start()

    def close(self, *, well: bool = True) -> None:
        """End every thread and close the store. `well`: somebody or something chose that the program ends."""
        if self.line and self.records:
            self.queue.stop()
            self.report.stop()
            self.records.stop()
            if self.exams:
                self.exams.stop()
            self.quiz_along.stop()
            self.reader.stop()
            self.use.stop()
            self.quiz.stop()
            self.line.stop()
        self.printer.stop()
        if self.announcer:
            self.announcer.close()
        self.delivered.close(well=well)
        if self.light.is_dark:  # whoever comes to the console finds one
            self.light.brighten()
        self.store.close()

    # -- what staff ask -------------------------------------------------------------------------------------------

    @property
    def online(self) -> bool:
        return bool(self.line and self.line.online)

    @property
    def why_away(self) -> str | None:
        """Empty while the hall is there; None: this terminal belongs to none."""
        return self.line.problem if self.line else None

    def printer_trouble(self, *, now: bool = False) -> str:
        """Why no slip can be printed, as it was seen a moment ago; empty: nothing. `now`: asked, which blocks."""
        if self.line is None:
            return ""
        state = self.report.look() if now else self.report.printer
        return "" if state in PRINTS else state

    def try_cards(self, heard: Callable[[CardEvent], None] | None) -> bool:
        """From now on `heard` alone is told of cards, on the reader's thread; None: it is over. Never waits.

        False: this machine has no reader that answers.
        """
        self._trying = heard
        if self.line is None:
            return False
        if heard:
            self.reader.arm()
        else:
            self.reader.disarm()
        return self.reader_online

    def note(self, device: str, kind: str) -> None:
        """A line of the device journal; a full disk loses the line, and no device its thread."""
        try:
            self.store.note(device, kind)
        except (sqlite3.Error, StoreClosed) as error:
            log.warning("not noted: %s %s (%s)", device, kind, type(error).__name__)

    # -- parts ----------------------------------------------------------------------------------------------------

    def _announcer(self) -> Announcer | None:
        """Speech and sounds; clips of the hall's own first, then those that packs bring in `voice/`."""
        sound = self.settings.sound
        if not sound.enabled:
            return None
        clips = (sound.clips_dir, *(pack.root / "voice" for pack in self.delivered.packs))
        equipment = Equipment(
            sound.device, sound.voice, sound.words_a_minute, clips, sound_files.folder(), sound.private_by
        )
        return Announcer(equipment)

    def _printer(self) -> Printer:
        given = self.settings.printer
        if given.profile not in PROFILES:
            raise UnknownProfile(f"printer.profile = {given.profile!r}; known: {', '.join(PROFILES)}")
        return Printer(
            given.port,
            given.baud,
            profile=PROFILES[given.profile],
            font=_slip_font(),
            # A slip torn by a crash is voided and cut before the next.
            left_unfinished=self.queue.slip_was_torn or shared_printer.left_unfinished(self.store),
        )

    def _slips(self) -> Slips:
        settings = self.settings
        return Slips(
            self._tickets_first, self.printer.profile, _slip_font(), self.clock, hall=settings.hall.name,
            terminal=settings.terminal.name, demo=settings.demo,
        )  # fmt: skip

    def _card(self, event: CardEvent) -> None:
        is_news = isinstance(event, ReaderOnline | ReaderOffline)
        if is_news:
            self.reader_online = isinstance(event, ReaderOnline)
            self.note("reader", "online" if self.reader_online else "offline")
        if self._trying:
            self._trying(event)
        elif self.records:
            self.records.on_card(event)
            self.queue.on_card(event)
            if self.exams:
                self.exams.on_card(event)
            self.quiz_along.on_card(event)
        if is_news:
            self.report.soon()

    def _state(self, online: bool) -> None:
        self._heard = None  # told again, whatever it was before
        if online:
            self.report.soon()
            self.delivery.soon()
            self.delivered.soon()
            self.home.soon()
        self._on_state(online)

    def _event(self, name: str) -> None:
        if name == exhibition.CONTENT:
            self.delivered.soon()
            self.home.soon()

    def _packs(self) -> None:
        self._on_packs()

    def _services(self, now: ServicesNow) -> None:
        self.clock.follow(now.at)
        self.heard_at = self.clock()
        now = replace(now, at=None)
        if now == self._heard:
            return  # asked for now and then; a page is drawn anew only for what has changed
        self._heard = now
        self.queue.heard(now)
        self._on_services(now)


def _slip_font() -> FontFile:
    """The interface face draws what the printer's own font lacks."""
    from kiosk.ui.font_files import path

    return FontFile(Path(path("regular")))


def _hall_of(settings: Settings) -> str:
    """By what the hall is known from which packs come; empty: this terminal belongs to none."""
    try:
        link = HallLink.load(settings.terminal.hall_file)
    except NotEnrolled:
        return ""
    return link.pin or link.url


def _never() -> bool:
    return False


def _nobody(*_: object) -> None:
    """Nobody listens yet."""
