"""The frame around every page: header, page, dock; one visit at a time; the stage that flows speak to.

Kivy's thread only. Nothing here waits: jobs run on a small pool, device and network threads post, and their calls are
dropped when the visit they belong to has ended.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from kivy.clock import Clock
from kivy.input import MotionEvent
from kivy.uix.floatlayout import FloatLayout

from kiosk.apps.terminal.modes import switched, used
from kiosk.apps.terminal.page_shelf import Factory, PageShelf
from kiosk.apps.terminal.screens.idle import IdleView, IdleWarning
from kiosk.apps.terminal.screens.take_card import TAKE_CARD, TakeCard
from kiosk.apps.terminal.shell_frame import ShellFrame
from kiosk.apps.terminal.staff_corner import StaffCorner
from kiosk.apps.terminal.unheard import UNHEARD, Voice
from kiosk.apps.terminal.visit import Visit
from kiosk.apps.terminal.visit_watch import UNWATCHED, VisitWatch
from kiosk.core.process.garbage import Litter
from kiosk.features.use.terminal.module import VOICE
from kiosk.ui import look
from kiosk.ui.errands import Errands, Inbox, later
from kiosk.ui.page import Page
from kiosk.ui.stage import Timer
from kiosk.ui.theme import Mode
from kiosk.ui.touch import HAND
from kiosk.ui.widgets.frame.top_note import VOICE as VOICE_NOTE

if TYPE_CHECKING:  # it starts programs; the first frame needs none
    from kiosk.ui.voice.narrator import Narrator

Result = TypeVar("Result")

log = logging.getLogger("kiosk.terminal")

ATTRACT, HOME = "attract", "home"
TAKE_CARD_SECONDS = 15.0  # who went without it is still in the hall
LARGE_PATIENCE = 2.0
TICK_SECONDS = 0.5
QUIET_SECONDS = 0.1


class Shell(FloatLayout):
    """Root widget and stage. `hall_name` and `demo` stand in the header; `visit` decides when to warn and wipe."""

    def __init__(
        self,
        visit: Visit,
        hall_name: str,
        short_name: str = "",
        *,
        demo: bool = False,
        keeps_mode: bool = False,
        languages: tuple[str, ...] = (),
        on_staff: Callable[[], None] | None = None,
        on_help: Callable[[str], None] | None = None,
        views: Mapping[str, Callable[[], object]] | None = None,
        litter: Litter | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self.visit = visit
        self.watch: VisitWatch = UNWATCHED  # who counts visits
        mode = look.theme().mode
        self._own_mode = mode if keeps_mode else Mode(language=mode.language)  # the mode a visit starts in
        self._languages = languages  # to choose from on home
        self._on_help = on_help
        self._views = views or {}  # pages whose view is made when they are shown
        self.shelf = PageShelf()
        self.shelf.add({TAKE_CARD: lambda: TakeCard(self.begin_visit)})
        self._front: Page | None = None
        self._private_below = False  # whether the warning covers a private page
        self._now: tuple[str, object] = (ATTRACT, None)
        self._wipes: list[Callable[[], None]] = []
        self.corner = StaffCorner(on_staff)
        self._inbox = Inbox()
        self._errands = Errands(self._inbox)
        self.narrator: Narrator | None = None  # who reads aloud, where the terminal can be heard
        self._voice: Voice = UNHEARD
        self._forgettable = ""  # what may lie on the machine when this visit ends
        self._litter = litter or Litter(Clock.time(), sets_aside=False)
        self.frame = ShellFrame(self, (hall_name, short_name), self._on_dock, demo=demo)
        self.bind(pos=self._place, size=self._place)
        Clock.schedule_interval(self._tick, TICK_SECONDS)

    # -- pages ----------------------------------------------------------------------------------------------------

    def add_pages(self, factories: Mapping[str, Factory]) -> None:
        """Make pages known by name; each is built when it is first shown, or in an idle moment."""
        self.shelf.add(factories)

    def renew(self, name: str) -> None:
        """The page of that name is made of something else from now on: build it anew."""
        self.shelf.drop(name)
        self._litter.dropped()
        if self._front and self._front.name == name:
            self._front.leave()
            self.remove_widget(self._front)
            self._front = None
            self._bring(*self._now)

    def redraw(self, names: tuple[str, ...]) -> None:
        """What the named pages tell has changed: if one is in front, draw it anew."""
        if self._front and self._front.name in names and self._now[0] == self._front.name:
            self._now = (self._front.name, self._view(self._front.name, None))
            self._front.show(self._now[1])
            self._front.drawn = None
            self._voice.redrawn(self._front)

    def now(self) -> tuple[str, object]:
        return self._now

    def _view(self, name: str, given: object) -> object:
        make = self._views.get(name)
        return make() if make else given

    @property
    def page_name(self) -> str:
        return self._front.name if self._front else ""

    @property
    def front(self) -> Page | None:
        return self._front

    def show(self, page: str, view: object) -> None:
        view = self._view(page, view)
        self._now = (page, view)
        if self.visit.phase == "warning":
            return  # drawn when the visitor comes back from the warning
        self._bring(page, view)

    def _bring(self, name: str, view: object) -> None:
        page = self._front
        if page and page.name == name:  # also a private one, which the shelf would build anew
            page.show(view)
            page.drawn = view if page.lasting else None
            self._voice.redrawn(page)
            return
        page = self.shelf.take(name)
        if not (page.lasting and page.drawn == view):
            page.show(view)
            page.drawn = view if page.lasting else None
        self._swap(page)

    def _swap(self, page: Page) -> None:
        old = self._front
        if old:
            old.leave()
            self.remove_widget(old)
        self._front = page
        self.add_widget(page, index=len(self.children))
        HAND.screen_changed()
        if not isinstance(page, IdleWarning):  # the warning counts by the page it covers
            self.visit.reading = page.reading
            self.watch.came(page.name)
        self._new_dock(page)
        self._place()
        page.enter()
        self._voice.came(page)

    # -- frame ----------------------------------------------------------------------------------------------------

    def _new_dock(self, page: Page) -> None:
        nav = (*page.nav, *self._other_languages()) if page.name == HOME else page.nav
        self.frame.set_dock(page, nav, self._voice.state)

    def _other_languages(self) -> tuple[str, ...]:
        """What home offers besides the language in force."""
        return tuple(key for key in self._languages if key != look.theme().mode.language)

    def _place(self, *_: object) -> None:
        self.frame.place(self._front)

    # -- dock -----------------------------------------------------------------------------------------------------

    def _on_dock(self, key: str) -> None:
        if key == "back":
            if not (self._front and self._front.on_back()):
                self.home()
        elif key == "home":
            if not (self._front and self._front.on_leave("home")):
                self.home()
        elif key == "end":
            if not (self._front and self._front.on_leave("end")):
                self.end_visit()
        elif key == "help":
            self.watch.called_help()
            if self._on_help:
                self._on_help(self._now[0])
        elif key == "voice":
            if self.narrator and self._front:
                self.watch.used(VOICE)
                self._voice.switch(self._front)
        else:
            self.switch(key)

    def give_voice(self, narrator: Narrator) -> None:
        """The terminal can be heard from now on: the dock gets its switch, every touch its tick."""
        self.narrator = self._voice = narrator
        HAND.on_press = narrator.pressed
        self.voice_changed()

    def hear(self) -> None:
        """戴耳机听: from now on the voice reads, beginning with the page in front."""
        if self._front:
            self._voice.hear(self._front)

    def voice_changed(self) -> None:
        """The switch stands differently, or the voice has something to tell the visitor."""
        self.when_quiet(self._show_voice)

    def _show_voice(self) -> None:
        if self._front:
            if self._voice.note or self.frame.note.icon == VOICE_NOTE:
                self.frame.note.show(self._voice.note)
            self._new_dock(self._front)
            self._place()

    def switch(self, key: str) -> None:
        """大字, 高对比 or another language, by its key in the dock; the same once more switches it off."""
        self.set_mode(switched(look.theme().mode, key))
        if self.visit.phase != "attract":
            for name in used(look.theme().mode, self._own_mode):
                self.watch.used(name)

    def set_mode(self, mode: Mode) -> None:
        """Draw everything anew in `mode`; what the visitor sees stays the same page with the same view."""
        self.visit.patience = LARGE_PATIENCE if mode.large else 1.0
        if mode == look.theme().mode:
            return
        look.use(replace(look.theme(), mode=mode))
        self._now = (self._now[0], self._view(*self._now))  # its words are in the language that was
        if self._front:
            self._front.leave()
        self.clear_widgets()
        self.shelf.clear()
        self._litter.dropped()
        self._front = None
        self.frame.draw()
        if self.visit.phase == "warning":
            self._warn()
        else:
            self._bring(*self._now)

    # -- the visit ------------------------------------------------------------------------------------------------

    def begin_visit(self) -> None:
        """The attract screen was touched."""
        self.visit.begin(Clock.time())
        self.watch.began(Clock.time())
        self.set_mode(self._own_mode)
        self.home()

    def begin_staff(self, start: Callable[[], None]) -> None:
        """Staff tapped the corner: a visit of their own, so that it ends and wipes like any other."""
        if self.visit.phase == "attract":
            self.visit.begin(Clock.time())
        self.watch.by_staff()
        start()

    def home(self) -> None:
        if self.visit.phase == "attract":
            self.begin_visit()
            return
        self.show(HOME, None)

    def end_visit(self) -> None:
        """Wipe: nothing of this visit stays on screen or in memory."""
        self.watch.ended(Clock.time(), left=False)
        self.visit.end()
        self._errands.forget()
        for wipe in self._wipes:
            wipe()
        self.shelf.wipe()
        self._voice.reset()
        self.frame.note.show("")
        forgettable, self._forgettable = self._forgettable, ""
        if forgettable:  # in the visitor's own language and size
            self.show(TAKE_CARD, None)
            self._voice.remind(forgettable)
            self.after(TAKE_CARD_SECONDS * self.patience(), self._attract)
        else:
            self._attract()
        Clock.schedule_once(self._sweep, 0)

    def _attract(self) -> None:
        if self.visit.phase == "attract":
            self._now = (ATTRACT, self._view(ATTRACT, None))
            self.set_mode(self._own_mode)
            self._bring(*self._now)

    def patience(self) -> float:
        return self.visit.patience

    def remind(self, text: str) -> None:
        self._forgettable = text
        if self.visit.phase != "attract":
            self.frame.note.show(text, "identification-card", "title")
            self._voice.remind(text)

    def extend(self) -> None:
        """还在看: back to where the visitor was."""
        if self.visit.extend(Clock.time()):
            self._bring(*self._now)
        else:
            self.end_visit()

    def touched(self) -> None:
        self.visit.touch(Clock.time())

    def _tick(self, _dt: float) -> None:
        self._litter.ticked()
        before = self.visit.phase
        if before == "attract":
            self._rest()
            return
        phase = self.visit.tick(Clock.time())
        if phase == "attract":
            self.watch.ended(self.visit.last_touch, left=True)
            self.end_visit()
        elif phase == "warning":
            self._warn()
        elif self._front:
            self._front.count_down(self.visit.seconds_to_wipe(Clock.time()))

    def _rest(self) -> None:
        """Nobody is there: build a page that is missing, one a tick; now and then free what lies about."""
        if not self.shelf.build_ahead():
            self._litter.rest(Clock.time())

    def _sweep(self, _dt: float) -> None:
        self._litter.wiped(Clock.time())

    def _warn(self) -> None:
        view = IdleView(
            seconds=self.visit.seconds_to_wipe(Clock.time()),
            private=self._private_below,
            extensions_left=self.visit.extensions_left,
        )
        if not isinstance(self._front, IdleWarning):
            self._private_below = bool(self._front and self._front.private)
            view = replace(view, private=self._private_below)
            page = IdleWarning(self.extend, self.end_visit)
            page.show(view)
            self._swap(page)
        assert isinstance(self._front, IdleWarning)
        self._front.show(view)
        self._voice.warned(view.seconds)

    def on_touch_down(self, touch: MotionEvent) -> bool:
        self.touched()
        self.corner.touched(self.width - touch.x, self.height - touch.y, Clock.time())
        return bool(super().on_touch_down(touch))

    def on_touch_up(self, touch: MotionEvent) -> bool:
        Clock.schedule_once(partial(_released, touch), 0)  # also when the widget it came down on is gone by now
        return bool(super().on_touch_up(touch))

    def when_quiet(self, call: Callable[[], None]) -> None:
        """Run `call` while no finger is on the glass: a target must not be redrawn under it."""
        if HAND.down:
            later(QUIET_SECONDS, partial(self.when_quiet, call))
        else:
            call()

    # -- work away from this thread -------------------------------------------------------------------------------

    def work(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._errands.work(job, done, failed)

    def post(self, call: Callable[[], None]) -> None:
        self._inbox.post(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        return self._errands.after(seconds, call)

    def on_wipe(self, call: Callable[[], None]) -> None:
        self._wipes.append(call)

    def close(self) -> None:
        """Stop workers; the window is going."""
        Clock.unschedule(self._tick)
        HAND.on_press = None
        self._errands.close()
        self._litter.close()


def _released(touch: MotionEvent, _dt: float) -> None:
    HAND.let_go(touch)
