"""The first start as a whole: wait for the root side, welcome, perhaps onto a disk, the questions of this machine's
role, the summary. Plain Python on Kivy's thread; what is asked of root and of the ports runs on workers.

    flow = FirstStart(stage, Around(Line(), SerialDevices(9600), PanelSize(1080, 1920)))
    stage.add_pages(screen.pages(flow)); flow.start()
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from kiosk.apps.first_start import words
from kiosk.apps.first_start.choosing import Network, PanelBottom, PanelInches, PanelSize
from kiosk.apps.first_start.equipment import PrinterPort, ReaderPort, Search
from kiosk.apps.first_start.hidden import KeeperPassword, StaffPin
from kiosk.apps.first_start.install import Installing, why
from kiosk.apps.first_start.line import Root
from kiosk.apps.first_start.naming import HallName, Joining, KeeperName
from kiosk.apps.first_start.ports import Devices
from kiosk.apps.first_start.summary import Summary
from kiosk.apps.first_start.views import Button, Notice, ToldView, WelcomeView
from kiosk.apps.first_start.walk import TOLD, WELCOME, FirstStage, Question, Step, Walk
from kiosk.apps.first_start.wire import Facts, Role, Turned
from kiosk.ui.typing.pinyin import open_pinyin
from kiosk.ui.typing.session import TypingSession
from kiosk.ui.typing.spelling import Decoder

log = logging.getLogger("kiosk.first_start")

AGAIN_SECONDS = 2.0
CLOCKWISE: tuple[Turned, ...] = ("normal", "right", "inverted", "left")

ORDER: dict[Role, tuple[str, ...]] = {
    "both": ("name", "inches", "bottom", "printer", "reader", "pin", "keeper", "password", "network"),
    "hall": ("name", "keeper", "password", "network"),
    "terminal": ("name", "inches", "bottom", "printer", "reader", "pin", "join"),
    "board": ("name", "inches", "join"),
}


@dataclass(frozen=True)
class Around:
    """The machine as the pages meet it: what is given in tests."""

    root: Root
    devices: Devices
    panel: PanelSize
    open_decoder: Callable[[], Decoder] = open_pinyin


class FirstStart:
    """Hears every page and hands on what it hears to the step in front."""

    def __init__(self, stage: FirstStage, around: Around) -> None:
        self._stage, self._around = stage, around
        self._walk: Walk | None = None
        self._waiting = Waiting(stage)
        self.typing = TypingSession(stage, open_decoder=around.open_decoder)

    @property
    def front(self) -> Step:
        return (self._walk.front if self._walk else None) or self._waiting

    def start(self) -> None:
        """Ask the root side what there is; it may still be starting."""
        self._waiting.start()
        self._stage.work(self._around.root.facts, self._arrived, self._not_there)

    def redraw(self) -> None:
        """The page in front failed: draw it anew, or begin again where it cannot be."""
        self.front.start()

    def act(self, key: str) -> None:
        self.front.act(key)

    def pick(self, key: str) -> None:
        self.front.pick(key)

    def press(self, key: str) -> None:
        self.front.press(key)

    def keep(self, written: str) -> None:
        self.front.keep(written)

    def back(self) -> None:
        self.front.back()

    def _arrived(self, facts: Facts) -> None:
        walk = self._walk = Walk(self._stage, facts, before=self._before, after=self._after)
        made = self._questions(walk)
        walk.questions = tuple(made[key]() for key in ORDER[facts.role])
        self._summary = Summary(walk, self._around.root)
        self._welcome = Welcome(walk, self._around.root, self._onwards)
        self._install = Installing(
            self._stage, self._around.root, facts, stay=walk.begin, leave=lambda: walk.enter(self._welcome)
        )
        walk.enter(self._welcome)

    def _not_there(self, error: Exception) -> None:
        log.warning("the root side does not answer yet: %s", type(error).__name__)
        why(error)  # what is no silence and no refusal is a fault of ours
        self._waiting.start(words.AWAY_NOTE)
        self._stage.after(AGAIN_SECONDS, self.start)

    def _questions(self, walk: Walk) -> dict[str, Callable[[], Question]]:
        around = self._around
        search = Search(walk, around.devices, around.root.facts)
        return {
            "name": lambda: HallName(walk, self.typing), "inches": lambda: PanelInches(walk, around.panel),
            "bottom": lambda: PanelBottom(walk, around.panel), "printer": lambda: PrinterPort(walk, search),
            "reader": lambda: ReaderPort(walk, search), "pin": lambda: StaffPin(walk),
            "keeper": lambda: KeeperName(walk, self.typing), "password": lambda: KeeperPassword(walk),
            "network": lambda: Network(walk), "join": lambda: Joining(walk),
        }  # fmt: skip

    def _onwards(self) -> None:
        """From the welcome."""
        assert self._walk
        if self._offers_disks():
            self._walk.enter(self._install)
        else:
            self._walk.begin()

    def _before(self) -> None:
        """返回 from the first question."""
        assert self._walk
        self._walk.enter(self._install if self._offers_disks() else self._welcome)

    def _after(self) -> None:
        assert self._walk
        self._walk.enter(self._summary)

    def _offers_disks(self) -> bool:
        assert self._walk
        return self._walk.facts.on_stick and bool(self._walk.facts.disks)


class Waiting(Step):
    """Nothing can be asked yet."""

    def __init__(self, stage: FirstStage) -> None:
        self._stage = stage

    def start(self, trouble: str = "") -> None:
        self._stage.show(TOLD, ToldView("told", words.WAITING, trouble or words.WAITING_NOTE, icon="clock"))


class Welcome(Step):
    """What this machine becomes; and the picture is turned here, before anything else is read."""

    def __init__(self, walk: Walk, root: Root, onwards: Callable[[], None]) -> None:
        self._walk, self._root, self._onwards = walk, root, onwards
        self._turning = False

    def start(self, trouble: str = "") -> None:
        self._turning = False
        self._show(Notice(trouble, "warn") if trouble else None)

    def act(self, key: str) -> None:
        if self._turning:
            return
        if key == "turn":
            self._turn()
        elif key == "begin":
            self._onwards()

    def _turn(self) -> None:
        turned = CLOCKWISE[(CLOCKWISE.index(self._walk.facts.turned) + 1) % len(CLOCKWISE)]
        self._turning = True
        self._show(Notice(words.TURNING_NOTE))
        self._walk.stage.work(partial(self._root.turn, turned), partial(self._turned, turned), self._not_turned)

    def _turned(self, turned: Turned, _: None) -> None:
        """The program is ended where the size changes; where it does not, it goes on from here."""
        self._walk.facts = replace(self._walk.facts, turned=turned)
        self.start()

    def _not_turned(self, error: Exception) -> None:
        self.start(why(error))

    def _show(self, notice: Notice | None) -> None:
        facts = self._walk.facts
        buttons = (
            Button("turn", words.TURN, icon="arrows-clockwise", off=self._turning),
            Button("begin", words.BEGIN, "primary", off=self._turning),
        )
        view = WelcomeView(words.ROLES[facts.role], words.version(facts.version), buttons, notice)
        self._walk.stage.show(WELCOME, view)
