"""What stands round the page in front: ground, header, the note over it, and the dock of that page."""

from __future__ import annotations

from collections.abc import Callable

from kivy.graphics import Color, Rectangle
from kivy.uix.floatlayout import FloatLayout

from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.widgets.frame.dock import Dock
from kiosk.ui.widgets.frame.header import Header
from kiosk.ui.widgets.frame.top_note import TopNote


class ShellFrame:
    """Draws on `root`. `names` are the hall's, long and short; `report` gets the key of the dock that was tapped."""

    def __init__(
        self, root: FloatLayout, names: tuple[str, str], report: Callable[[str], None], *, demo: bool = False
    ) -> None:
        self._root, self._names, self._report, self._demo = root, names, report, demo
        self._online, self._clock_text = True, ""
        with root.canvas.before:
            self._ground_color = Color(*look.color("ground"))
            self._ground = Rectangle()
        self.draw()

    def draw(self) -> None:
        """Header and note in the mode in force; the docks of another mode are forgotten."""
        self._ground_color.rgba = look.color("ground")
        self.header = Header(*self._names, demo=self._demo)
        self.header.clock, self.header.online = self._clock_text, self._online
        self._root.add_widget(self.header)
        self.note = TopNote()
        self._root.add_widget(self.note)
        self._dock: Dock | None = None
        self._docks: dict[tuple[tuple[str, ...], str], Dock] = {}

    def set_dock(self, page: Page, nav: tuple[str, ...], voice: str) -> None:
        """`nav` at its left, the switch of the voice in the state `voice` ("": there is none); a bare page has none."""
        if self._dock:
            self._root.remove_widget(self._dock)
        self._dock = None
        if page.bare:
            return
        if (nav, voice) not in self._docks:  # few, and a dock costs more to build than most pages to show again
            self._docks[nav, voice] = Dock(nav, self._report, _switched_on(), voice, size_hint=(None, None))
        self._dock = self._docks[nav, voice]
        self._root.add_widget(self._dock)

    def place(self, front: Page | None) -> None:
        """Everything, and the page in front between header and dock."""
        root, head = self._root, self.header
        self._ground.pos, self._ground.size = root.pos, root.size
        head.size_hint, head.width = (None, None), root.width
        head.over = bool(front and front.bare)  # a keeper's slide may have any colour
        head.opacity = 0 if front and front.alone else 1
        head.pos = (root.x, root.y + root.height - head.height)
        self.note.pos, self.note.size = head.pos, head.size
        below = 0.0
        if self._dock:
            self._dock.width, self._dock.pos = root.width, root.pos
            below = self._dock.height
        if front:
            above = 0 if front.bare else head.height
            front.size_hint = (None, None)
            front.pos = (root.x, root.y + below)
            front.size = (root.width, root.height - below - above)

    def set_online(self, online: bool) -> None:
        """Whether the hall service answers; the header says so."""
        self._online = self.header.online = online

    def set_clock(self, text: str) -> None:
        self._clock_text = self.header.clock = text


def _switched_on() -> frozenset[str]:
    mode = look.theme().mode
    return frozenset(key for key, on in (("large", mode.large), ("contrast", mode.contrast)) if on)
