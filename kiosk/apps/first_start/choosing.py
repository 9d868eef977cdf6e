"""Questions with few answers: the panel's size, how high it hangs, and who may open the hall's pages."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from kiosk.apps.first_start import rules, words
from kiosk.apps.first_start.views import Button, ChoiceView, Item, Notice
from kiosk.apps.first_start.walk import CHOICE, Question, Walk
from kiosk.ui.theme import Panel
from kiosk.ui.tokens import DESIGN_PPI
from kiosk.ui.touch_band import TouchBand, touch_band

INCHES = (15.6, 18.5, 19.0, 21.5, 23.8, 27.0, 32.0, 43.0, 55.0)
BOTTOMS_MM = range(600, 1101, 50)
ASK, HERE, OTHERS = "ask", "here", "others"


@dataclass(frozen=True)
class PanelSize:
    """The window in pixels, and what the panel says of itself: inches of its diagonal, 0 when it says nothing."""

    wide: int
    high: int
    inches: float = 0.0

    def ppi(self, inches: float) -> float:
        return round(hypot(self.wide, self.high) / inches, 2)

    def band(self, chosen_inches: float) -> TouchBand:
        """How it should hang; `chosen_inches` 0: as the panel says, or as is assumed when it says nothing."""
        inches = chosen_inches or self.inches
        return touch_band(Panel(self.wide, self.high, self.ppi(inches) if inches else DESIGN_PPI))


class PanelInches(Question):
    """As the panel itself says, or chosen."""

    key = "inches"

    def __init__(self, walk: Walk, panel: PanelSize) -> None:
        super().__init__(walk)
        self._panel = panel
        self._chosen = ASK if panel.inches else ""

    def start(self, trouble: str = "") -> None:
        items = [Item(_number(one), words.inches(_number(one)), chosen=self._chosen == _number(one)) for one in INCHES]
        if self._panel.inches:
            says = words.panel_says(_number(self._panel.inches))
            items.insert(0, Item(ASK, says, chosen=self._chosen == ASK, wide=True))
        button = Button("next", words.NEXT, "primary", off=not self._chosen)
        notice = Notice(trouble, "warn") if trouble else None
        view = ChoiceView(self.key, words.INCHES, words.INCHES_NOTE, tuple(items), (button,), "grid", notice)
        self.walk.stage.show(CHOICE, view)

    def said(self) -> str:
        inches = self.walk.answers.panel_inches
        return words.inches(_number(inches)) if inches else words.ASK_PANEL

    def pick(self, key: str) -> None:
        self._chosen = key
        self.start()

    def act(self, key: str) -> None:
        inches = 0.0 if self._chosen == ASK else float(self._chosen)
        self.walk.put(panel_inches=inches, panel_ppi=self._panel.ppi(inches) if inches else 0.0)
        self.walk.next()


class PanelBottom(Question):
    """The lower edge above the floor: what lies higher than 1,120 mm is out of some people's reach, and is said so."""

    key = "bottom"

    def __init__(self, walk: Walk, panel: PanelSize) -> None:
        super().__init__(walk)
        self._panel = panel

    def start(self, trouble: str = "") -> None:
        now = self.walk.answers.bottom_mm
        items = tuple(Item(str(mm), words.millimetres(mm), chosen=mm == now) for mm in BOTTOMS_MM)
        highest = self._panel.band(self.walk.answers.panel_inches).highest_mm
        told = trouble or (words.hangs_too_high(highest) if now > highest else "")
        notice = Notice(told, "warn") if told else None
        buttons = (Button("next", words.NEXT, "primary"),)
        view = ChoiceView(self.key, words.BOTTOM, words.BOTTOM_NOTE, items, buttons, "grid", notice)
        self.walk.stage.show(CHOICE, view)

    def said(self) -> str:
        return words.millimetres(self.walk.answers.bottom_mm)

    def pick(self, key: str) -> None:
        self.walk.put(bottom_mm=int(key))
        self.start()

    def act(self, key: str) -> None:
        self.walk.next()


class Network(Question):
    """Whether other computers open the hall's pages."""

    key = "network"

    def start(self, trouble: str = "") -> None:
        on = self.walk.answers.network
        items = (
            Item(HERE, words.HERE_ONLY, words.HERE_ONLY_NOTE, "monitor", chosen=not on),
            Item(OTHERS, words.ALSO_OTHERS, self._addresses(), "wifi-high", chosen=on),
        )
        notice = Notice(trouble, "warn") if trouble else None
        buttons = (Button("next", words.NEXT, "primary"),)
        view = ChoiceView(self.key, words.NETWORK, words.NETWORK_NOTE, items, buttons, notice=notice)
        self.walk.stage.show(CHOICE, view)

    def said(self) -> str:
        return words.ALSO_OTHERS if self.walk.answers.network else words.HERE_ONLY

    def pick(self, key: str) -> None:
        self.walk.put(network=key == OTHERS)
        self.start()

    def act(self, key: str) -> None:
        self.walk.next()

    def _addresses(self) -> str:
        """The first one: a second line of the row holds no more."""
        found = self.walk.facts.addresses
        return words.addresses(f"https://{found[0]}:{rules.PORT}/console") if found else words.NO_ADDRESS


def _number(inches: float) -> str:
    return f"{round(inches, 1):g}"
