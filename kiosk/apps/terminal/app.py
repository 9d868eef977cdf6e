"""The lobby terminal put together. Composition only: it wires rooms to the shell and holds no rule.

Before the first frame only the shell and the attract page are built; libraries, devices, the line to the hall and packs
come afterwards, on a worker, and every module's tile appears when the module works.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window

from content.distribution import FOLDER
from kiosk.apps.terminal.all_services import AllServicesFlow
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.maintenance import EXIT_FOR, EXIT_TOLD, WayOut, power_off
from kiosk.apps.terminal.screens.attract import Attract
from kiosk.apps.terminal.screens.home import ALL_KEY, Home
from kiosk.apps.terminal.shell import ATTRACT, HOME, Shell
from kiosk.apps.terminal.tile_watch import TileWatch
from kiosk.apps.terminal.views import ALL, GONE
from kiosk.apps.terminal.visit import Times, Visit
from kiosk.core.database.clock import hall_now
from kiosk.core.process import memory, watchdog
from kiosk.core.process.garbage import Litter
from kiosk.settings import Settings
from kiosk.ui import kiosk_mode, language, look, theme_file, x_screen
from kiosk.ui.faults import EXIT_FAULTS, Faults
from kiosk.ui.pace import Pace
from kiosk.ui.screen_ppi import screen_ppi
from kiosk.ui.theme import Mode, Panel, Theme
from kiosk.ui.theme_file import Colors
from kiosk.ui.tokens import COLORS

if TYPE_CHECKING:  # made after the first frame
    from kiosk.apps.terminal.lit_hours import Night
    from kiosk.apps.terminal.machine import Machine
    from kiosk.apps.terminal.rooms import Rooms
    from kiosk.apps.terminal.staff import StaffFlow
    from kiosk.core.terminal.home_tile import HomeTile
    from kiosk.features.help.terminal.module import HelpRoom
    from kiosk.ui.page import Page

log = logging.getLogger("kiosk.terminal")

CLOCK_SECONDS = 5.0


class TerminalApp(App):
    """`mode` is the mode every visit starts in (the tour's); `exit_status` is for the process when `run` returns."""

    def __init__(self, settings: Settings, *, mode: Mode | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        memory.keep_small()
        self.settings = settings
        self.exit_status = 0
        self.on_ready: Callable[[], None] = _nothing  # told when every module is up; the tour waits for it
        self._mode = mode
        self._allowance = memory.Allowance(settings.terminal.restart_above_mb)
        self.facts = HomeFacts()
        self._starts: dict[str, Callable[[], None]] = {}
        self.machine: Machine | None = None  # these five come after the first frame
        self.rooms: Rooms | None = None
        self.night: Night
        self.help: HelpRoom | None = None
        self._staff_flow: StaffFlow | None = None
        self._stopped = False
        self._misfit = False  # the screen has another size than the picture
        self._watch: x_screen.ScreenWatch | None = None

    # -- before the first frame -----------------------------------------------------------------------------------

    def build(self) -> Shell:
        panel = self.settings.panel
        wide, high = (int(n) for n in Window.size)
        ppi = screen_ppi(panel.panel_ppi).ppi
        size = Panel(wide, high, ppi, panel.panel_bottom_mm, panel.view_distance)
        languages = self.settings.terminal.languages
        language.know("settings", self.settings.english)
        look.use(Theme(size, self._mode or Mode(language=languages[0]), self._colors()))
        Window.clearcolor = look.color("ground")
        kiosk_mode.enter(self)
        visit, hall = self.settings.visit, self.settings.hall
        times = Times(visit.warn_seconds, visit.wipe_seconds, visit.record_warn_seconds, visit.extensions)
        self.shell = Shell(
            Visit(times), hall.name, hall.short_name, demo=self.settings.demo, keeps_mode=self._mode is not None,
            languages=languages, on_staff=self._staff, on_help=self._help,
            views={HOME: self._home_view, ALL: self._all_view, ATTRACT: self.facts.attract_view},
            litter=Litter(Clock.time()),
        )  # fmt: skip
        self.services = AllServicesFlow(self.shell)
        self._tiles = TileWatch(self.shell, {HOME: self._home_view, ALL: self._all_view}, self._refresh)
        self._starts[ALL_KEY] = self.services.start
        self.shell.add_pages({ATTRACT: self._attract, HOME: self._home, ALL: self._all, GONE: self._gone})
        self.shell.frame.set_online(False)
        self._tell_time(0)
        self.shell.show(ATTRACT, self.facts.attract_view())
        Faults(log, lambda: self.shell.page_name, go_on=self._go_home_soon, give_up=self._give_up).listen()
        return self.shell

    def _colors(self) -> Colors:
        """The hall's own, from kiosk.toml or a pack; where people could not read them, the usual ones."""
        given = self.settings.panel.theme
        terminal = self.settings.terminal
        of_packs = theme_file.of_packs(terminal.data_dir / FOLDER) or theme_file.of_packs(terminal.packs_dir)
        theme = Path(given) if given else of_packs
        try:
            return theme_file.load(theme) if theme else COLORS
        except (theme_file.ThemeRefused, OSError) as error:
            log.warning("theme not used: %s", error)
            return COLORS

    def on_start(self) -> None:
        Window.bind(on_flip=self._first_frame)
        # SDL turns SIGTERM into a window close, which a kiosk ignores: `systemctl stop` would end in SIGKILL.
        signal.signal(signal.SIGTERM, self._told_to_stop)

    def _told_to_stop(self, *_: object) -> None:
        self.exit_status = EXIT_TOLD
        Clock.schedule_once(lambda _dt: self.stop(), 0)

    def _first_frame(self, *_: object) -> None:
        Window.unbind(on_flip=self._first_frame)
        watchdog.notify_ready("serving")
        interval = watchdog.interval_seconds()
        if interval:
            Clock.schedule_interval(self._ping, interval)
        Clock.schedule_interval(self._tell_time, CLOCK_SECONDS)
        self._tiles.start()
        Clock.schedule_interval(self._look_at_memory, self._allowance.LOOK_SECONDS)
        self._watch = x_screen.watch(tuple(Window.size), partial(self.shell.post, self._screen_changed))
        self._pace = Pace()
        self._pace.start()
        self.shell.work(self._load, self._loaded)

    def _ping(self, _dt: float) -> None:
        watchdog.ping()

    def _screen_changed(self) -> None:
        """Laid out for another size; a fresh start is laid out for this one. A visitor is let finish."""
        log.warning("the screen has another size now: starting anew for it")
        self._misfit = True
        self._fit_at_rest()

    def _fit_at_rest(self) -> None:
        if self._misfit and self.shell.visit.phase == "attract":
            self.exit_status = EXIT_FOR["restart"]
            self.stop()

    def _look_at_memory(self, _dt: float) -> None:
        if self._allowance.looked(resting=self.shell.visit.phase == "attract"):
            log.warning("%.0f MB held and nobody there: ending for a fresh start", memory.resident_mb())
            self.exit_status = EXIT_FOR["restart"]
            self.stop()

    # -- after it -------------------------------------------------------------------------------------------------

    def _load(self) -> Machine:
        """Import and open what is heavy; on a worker thread."""
        from kiosk.apps.terminal.machine import Machine

        machine = Machine(self.settings)
        machine.open()
        return machine

    def _loaded(self, machine: Machine) -> None:
        if self._stopped:
            machine.close()
            return
        self.machine = machine
        from kiosk.apps.terminal.rooms import Rooms
        from kiosk.features.help.terminal import module as help_calls

        self.night = machine.night(self._in_background)
        self.shell.bind(on_touch_down=self._woken)
        self.facts.known = machine.queue.known
        self.facts.arrangement = lambda: machine.home.arrangement
        rooms = self.rooms = Rooms(self.shell, machine, self.settings, self.facts)
        rooms.on_change = self._refresh
        rooms.open()
        self._starts.update(rooms.starts)
        # The dock of every page leads to it, not a tile: so it is no line among the features.
        self.help = help_calls.open_room(
            self.shell, machine.help, self.settings.terminal.service_desk, self.shell.switch
        )
        self.shell.add_pages(self.help.pages)
        self._offer_help(rooms, help_calls.tile)
        self.shell.renew(ATTRACT)  # with slides now
        self.shell.watch = machine.use.visits() or self.shell.watch
        self._give_voice(machine)
        machine.busy = self._is_busy
        machine.start(self.shell.post, self._hall_state, rooms.services_moved, self._packs_moved, self._refresh)
        self._refresh()
        self.on_ready()

    def _offer_help(self, rooms: Rooms, tile: Callable[[], HomeTile]) -> None:
        self.facts.add_tile(tile)
        rooms.add_start(tile().key, partial(self._help, HOME), tile)
        self._starts.update(rooms.starts)

    def _give_voice(self, machine: Machine) -> None:
        from kiosk.ui.voice.narrator import Narrator

        sound = self.settings.sound
        if machine.announcer:
            narrator = Narrator(
                machine.announcer, post=self.shell.post, changed=self.shell.voice_changed, touched=self.shell.touched,
                private_by=sound.private_by, clicks=sound.clicks and not sound.quiet, chimes=not sound.quiet,
            )  # fmt: skip
            self.shell.give_voice(narrator)

    def _hall_state(self, online: bool) -> None:
        self.facts.online = online
        self.shell.frame.set_online(online)
        self._refresh()

    def _is_busy(self) -> bool:
        """Somebody is at the screen; asked on the line's thread."""
        return self.shell.visit.phase != "attract"

    def _packs_moved(self) -> None:
        """What is on changes at once; colours, words and voices come with a fresh start, at rest."""
        if self.rooms and self.machine:
            self.rooms.packs_moved()
            if self.machine.delivered.needs_fresh_start:
                log.info("other content than pictures and texts: starting anew when nobody is there")
                self._misfit = True
                self._fit_at_rest()

    def _refresh(self) -> None:
        self.shell.when_quiet(self._redraw)

    def _redraw(self) -> None:
        self.shell.redraw((HOME, ALL, ATTRACT))

    def _attract(self) -> Attract:
        player = self.rooms.player() if self.rooms else None
        return Attract(self.shell.begin_visit, player, self._begin_at_slide)

    def _begin_at_slide(self) -> None:
        """The slide was touched and not the invitation under it: home, or where the slide leads."""
        start = self.rooms.led_to() if self.rooms else None
        self.shell.begin_visit()
        if start:
            start()

    def _home(self) -> Home:
        return Home(self._starts)

    def _all(self) -> Page:
        from kiosk.apps.terminal.screens.all_services import AllServices

        return AllServices(self._starts, self.services)

    def _gone(self) -> Page:
        from kiosk.apps.terminal.screens.all_services import Gone

        return Gone(self.services, self.shell.home)

    def _home_view(self) -> object:
        return self.facts.home_view(self._hall_now())

    def _all_view(self) -> object:
        return self.facts.all_view(self._hall_now(), self.services.group, self.services.page)

    def _hall_now(self) -> datetime:
        return self.machine.clock() if self.machine else hall_now()

    def _tell_time(self, _dt: float) -> None:
        now = self._hall_now()
        self.shell.frame.set_clock(f"{now.hour}:{now.minute:02d}")
        self._fit_at_rest()
        if self.machine:
            self.night.look(now, resting=self.shell.visit.phase == "attract")

    def _woken(self, *_: object) -> None:
        self.night.look(self._hall_now(), resting=False)

    def _in_background(self, job: Callable[[], None]) -> None:
        self.shell.work(job, _nothing)

    def _help(self, page: str) -> None:
        if self.help:
            self.help.start(page)

    # -- staff, faults, the end -----------------------------------------------------------------------------------

    def _staff(self) -> None:
        if not self.machine:
            return
        if self._staff_flow is None:
            from kiosk.apps.terminal.staff_room import open_staff_room

            self._staff_flow = open_staff_room(self.shell, self.machine, self._leave)
        self.shell.begin_staff(self._staff_flow.start)

    def _leave(self, way: WayOut) -> None:
        log.info("staff chose %s", way)
        if way == "power":
            power_off()
            return
        self.exit_status = EXIT_FOR[way]
        self.stop()

    def _give_up(self) -> None:
        self.exit_status = EXIT_FAULTS
        self.stop()

    def _go_home_soon(self) -> None:
        """The page that failed is left; not from inside the failing call."""
        Clock.schedule_once(self._go_home, 0)

    def _go_home(self, _dt: float) -> None:
        if self.shell.visit.phase != "attract":
            self.shell.home()

    def on_stop(self) -> None:
        self._stopped = True
        watchdog.notify_stopping()
        if self._watch:
            self._watch.close()
        self.shell.close()
        if self.rooms:
            self.rooms.close()
        if self.machine:
            self.machine.close(well=self.exit_status != EXIT_FAULTS)


def _nothing(*_: object) -> None:
    """Nobody listens yet."""
