"""The flow of the maintenance pages: from the first page to each of its parts and back.

Every step that asks the machine runs on a worker; a page that is left meanwhile is not brought back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from kiosk.apps.terminal import lit_hours, panel_light
from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.care.stick_flow import StickFlow
from kiosk.apps.terminal.care.tools import Tools
from kiosk.apps.terminal.care.views import (
    ColoursView,
    GoBackView,
    LightView,
    PacksView,
    PrintView,
    ReaderView,
    Section,
    SoundView,
    TouchView,
    TroublesView,
)
from kiosk.apps.terminal.lit_hours import LitHours
from kiosk.apps.terminal.packs_here import PacksRefused
from kiosk.ui.stage import Stage
from kiosk.ui.voice import volume

MARKS = 9  # of the touch test
COLOURS = 5  # whole screens to look for dead pixels on

Result = TypeVar("Result")


class CareFlow:
    """`back`: to the first page. `say` says a sentence aloud; None: sound is off by setting."""

    def __init__(
        self, stage: Stage, stay: Stay, tools: Tools, hours: LitHours, back: Callable[[], None],
        say: Callable[[str], None] | None,
    ) -> None:  # fmt: skip
        self._stage, self._stay, self._tools, self._hours = stage, stay, tools, hours
        self._say = say
        self.back_to_first = back
        self.stick = StickFlow(stage, stay, tools)
        self._page = ""  # the one that was opened last
        self._printing = False
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._page, self._printing = "", False
        self.stick.wipe()
        self._stay.over()

    def open(self, section: Section) -> None:
        opened: dict[Section, Callable[[], None]] = {
            "printer": partial(self._show_printer, "staff.printer"),
            "paper": partial(self._show_printer, "staff.paper"),
            "reader": self.try_reader, "touch": self.touch_anew, "sound": self.sound, "light": self.light,
            "packs": self.packs, "network": self.network, "troubles": self.troubles,
            "diagnosis": partial(self._show, "staff.diagnosis", None),
        }  # fmt: skip
        opened[section]()

    def back(self) -> None:
        """返回 of every part; a copy that is under way is waited for."""
        if self._stay.busy:
            return
        self._page = ""
        self.stick.wipe()
        self._stay.acted()
        self.back_to_first()

    # -- printer and paper --------------------------------------------------------------------

    def _show_printer(self, page: str) -> None:
        self._show(page, PrintView("", "ready"))
        self._step(self._tools.printer, partial(self._show, page), page)

    def print_test(self) -> None:
        if self._printing:  # a second tap
            return
        self._printing = True
        page, before = self._page, self._stage.now()[1]
        state = before.state if isinstance(before, PrintView) else ""
        self._show(page, PrintView(state, "printing"))
        self._stage.work(self._tools.print_test, partial(self._printed, page))

    def _printed(self, page: str, view: PrintView) -> None:
        self._printing = False
        if self._is_at(page):
            self._show(page, view)

    # -- reader -------------------------------------------------------------------------------

    def try_reader(self) -> None:
        self._show("staff.reader", ReaderView("waiting" if self.arm_reader() else "offline"))

    def arm_reader(self) -> bool:
        """The page is in front: cards go to it, until it is left, and nobody's is looked up."""
        return self._tools.try_reader(lambda view: self._stage.post(partial(self._card, view)))

    def leave_reader(self) -> None:
        """The page is gone, whichever way."""
        self._tools.leave_reader()

    def _card(self, view: ReaderView) -> None:
        if self._is_at("staff.reader"):
            self._show("staff.reader", view)

    # -- touch panel --------------------------------------------------------------------------

    def touch_anew(self) -> None:
        self._show("staff.touch", TouchView(frozenset()))

    def touched(self, mark: int) -> None:
        view = self._stage.now()[1]
        if isinstance(view, TouchView) and mark not in view.hit:
            self._show("staff.touch", TouchView(view.hit | {mark}))

    def colours(self) -> None:
        self._show("staff.colours", ColoursView(0))

    def next_colour(self) -> None:
        view = self._stage.now()[1]
        number = view.number + 1 if isinstance(view, ColoursView) else 0
        if number < COLOURS:
            self._show("staff.colours", ColoursView(number))
        else:
            self.touch_anew()

    # -- sound --------------------------------------------------------------------------------

    def sound(self) -> None:
        self._show("staff.sound", SoundView(None, self._tools.sound_state(), headphones=False))
        self._step(self._tools.sound, partial(self._show, "staff.sound"), "staff.sound")

    def hear(self, sentence: str) -> None:
        view = self._stage.now()[1]
        if self._say and isinstance(view, SoundView):
            self._say(sentence)
            self._show("staff.sound", SoundView(view.volume, view.trouble, view.headphones, said=True))

    def louder(self, steps: int) -> None:
        view = self._stage.now()[1]
        if isinstance(view, SoundView) and view.volume is not None:
            wanted = min(100, max(0, view.volume + steps * volume.STEP_PERCENT))
            self._show("staff.sound", SoundView(wanted, view.trouble, view.headphones))
            self._stage.work(partial(self._tools.volume.set, wanted), _done)

    # -- brightness, dark hours ---------------------------------------------------------------

    def light(self) -> None:
        self._show("staff.light", self._light_view(None))
        self._step(self._tools.light.percent, self._lit, "staff.light")

    def _lit(self, percent: int | None) -> None:
        self._show("staff.light", self._light_view(percent))

    def _light_view(self, percent: int | None) -> LightView:
        return LightView(percent, self._hours.span, self._tools.light.can_darken)

    def brighter(self, steps: int) -> None:
        view = self._stage.now()[1]
        if isinstance(view, LightView) and view.brightness is not None:
            wanted = view.brightness + steps * panel_light.STEP_PERCENT
            self._step(partial(self._tools.light.set, wanted), self._lit, "staff.light")

    def lit_later(self, end: int, steps: int) -> None:
        """The beginning (0) or the end (1) of the lit hours, so many half hours later."""
        if self._hours.span:
            self._keep(lit_hours.moved(self._hours.span, end, steps))

    def switch_hours(self) -> None:
        self._keep(None if self._hours.span else lit_hours.USUAL)

    def _keep(self, span: tuple[int, int] | None) -> None:
        self._hours.span = span
        view = self._stage.now()[1]
        self._lit(view.brightness if isinstance(view, LightView) else None)
        self._stage.work(partial(self._hours.keep, span), _done)

    # -- packs --------------------------------------------------------------------------------

    def packs(self, told: str = "", *, well: bool = True) -> None:
        def asked() -> PacksView:
            here = self._tools.packs
            return PacksView(here.shown(), here.lag(), here.can_go_back(), told=told, well=well)

        self._page = "staff.packs"
        self._step(asked, partial(self._show, "staff.packs"), "staff.packs")

    def turn_packs(self, page: int) -> None:
        view = self._stage.now()[1]
        if isinstance(view, PacksView):
            self._show("staff.packs", PacksView(**vars(view) | {"page": page, "told": ""}))

    def go_back(self) -> None:
        """退回上一版: asked once."""
        self._show("staff.packs.back", GoBackView())

    def sure_go_back(self, told: str) -> None:
        """`told`: what is said when it is done."""
        self._page = "staff.packs"
        self._stage.work(self._tools.packs.back, lambda _: self.packs(told), self._not_back)

    def _not_back(self, error: Exception) -> None:
        if not isinstance(error, PacksRefused):
            raise error
        self.packs(str(error), well=False)

    # -- what is only read --------------------------------------------------------------------

    def network(self) -> None:
        self._page = "staff.network"
        self._step(self._tools.network, partial(self._show, "staff.network"), "staff.network")

    def troubles(self) -> None:
        self._page = "staff.troubles"
        self._step(self._tools.troubles, lambda found: self._show("staff.troubles", TroublesView(found)), self._page)

    def turn_troubles(self, page: int) -> None:
        view = self._stage.now()[1]
        if isinstance(view, TroublesView):
            self._show("staff.troubles", TroublesView(view.troubles, page))

    # -- steps --------------------------------------------------------------------------------

    def _show(self, page: str, view: Any) -> None:
        self._page = page
        self._stay.acted()
        self._stage.show(page, view)

    def _step(self, job: Callable[[], Result], done: Callable[[Result], None], page: str) -> None:
        """Ask on a worker; what comes is shown unless somebody has gone on meanwhile."""
        self._page = page
        self._stay.acted()
        self._stage.work(job, lambda found: done(found) if self._is_at(page) else None)

    def _is_at(self, page: str) -> bool:
        return self._page == page and self._stay.is_on


def _done(_: object) -> None:
    """Nothing more is to be said."""
