"""The frame around the first start's pages, and the stage its flow speaks to: header, page, a dock with 返回.

No visit, no clock, no wipe: people leave to fetch a tape measure. Pages are built when they are first shown; private
ones anew each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from kivy.graphics import Color, Rectangle
from kivy.input import MotionEvent
from kivy.uix.floatlayout import FloatLayout

from kiosk.apps.first_start import words
from kiosk.ui import look
from kiosk.ui.errands import Errands, Inbox, later
from kiosk.ui.page import Page
from kiosk.ui.stage import Timer
from kiosk.ui.tokens import Air
from kiosk.ui.touch import HAND
from kiosk.ui.widgets.frame.dock import DockButton
from kiosk.ui.widgets.frame.header import Seal
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text

Result = TypeVar("Result")
QUIET_SECONDS = 0.1


class Frame(FloatLayout):
    """Root widget and stage. `on_back` hears 返回 where the page itself has no use for it."""

    def __init__(self, on_back: Callable[[], None], **rest: Any) -> None:
        super().__init__(**rest)
        self._on_back = on_back
        self._factories: dict[str, Callable[[], Page]] = {}
        self._pages: dict[str, Page] = {}
        self._front: Page | None = None
        self._now: tuple[str, object] = ("", None)
        self._wipes: list[Callable[[], None]] = []
        self._inbox = Inbox()
        self._errands = Errands(self._inbox)
        with self.canvas.before:
            Color(*look.color("ground"))
            self._ground = Rectangle()
            Color(*look.color("sunken"))
            self._below = Rectangle()
        self._where = Text("", "body", "ink_2", fit=True)
        self._header = _header(self._where)
        self._dock = Row(DockButton("back", self._tapped), Gap(), padding=(Air.L, Air.S), size_hint=(None, None))
        self._dock.height = look.px(look.theme().spaces.dock)
        self.add_widget(self._header)
        self.bind(pos=self._place, size=self._place)

    def add_pages(self, factories: dict[str, Callable[[], Page]]) -> None:
        self._factories.update(factories)

    @property
    def front(self) -> Page | None:
        return self._front

    @property
    def page_name(self) -> str:
        return self._front.name if self._front else ""

    # -- the stage ------------------------------------------------------------------------------------------------

    def show(self, page: str, view: object) -> None:
        before, self._now = self._now, (page, view)
        if self.page_name != page:
            self._bring()
        elif _title(before[1]) != _title(view):
            HAND.screen_changed()  # another question on the same page: a double tap must not answer it
            self._redraw()
        else:
            self._redraw_when_quiet()

    def now(self) -> tuple[str, object]:
        return self._now

    def say_place(self, text: str) -> None:
        self._where.text = text

    def home(self) -> None:
        self._on_back()

    def end_visit(self) -> None:
        """There is none."""

    def work(
        self, job: Callable[[], Result], done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:  # fmt: skip
        self._errands.work(job, done, failed)

    def post(self, call: Callable[[], None]) -> None:
        self._inbox.post(call)

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        return self._errands.after(seconds, call)

    def on_wipe(self, call: Callable[[], None]) -> None:
        self._wipes.append(call)

    def touched(self) -> None:
        """Nobody counts."""

    def patience(self) -> float:
        return 1.0

    def remind(self, text: str) -> None:
        """Nothing of a visitor's lies here."""

    def close(self) -> None:
        """Stop workers and drop what was typed; the window is going."""
        for wipe in self._wipes:
            wipe()
        self._errands.close()

    # -- drawing --------------------------------------------------------------------------------------------------

    def on_touch_up(self, touch: MotionEvent) -> bool:
        later(0, partial(HAND.let_go, touch))  # also when the widget it came down on is gone by now
        return bool(super().on_touch_up(touch))

    def _tapped(self, _key: str) -> None:
        if not (self._front and self._front.on_back()):
            self._on_back()

    def _bring(self) -> None:
        name, view = self._now
        page = self._pages.get(name) or self._factories[name]()
        if not page.private:
            self._pages[name] = page
        page.show(view)
        self._swap(page)

    def _redraw(self) -> None:
        if self._front and self._front.name == self._now[0]:
            self._front.show(self._now[1])

    def _redraw_when_quiet(self) -> None:
        """Not under a finger: its target would be gone before it is lifted."""
        if HAND.down:
            later(QUIET_SECONDS, self._redraw_when_quiet)
        else:
            self._redraw()

    def _swap(self, page: Page) -> None:
        if self._front:
            self._front.leave()
            self.remove_widget(self._front)
        self._front = page
        self.add_widget(page, index=len(self.children))
        HAND.screen_changed()
        self._place()
        page.enter()

    def _place(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        head, dock = self._header, self._dock
        head.width, head.pos = self.width, (self.x, self.y + self.height - head.height)
        dock.width, dock.pos = self.width, self.pos
        has_back = self._front is not None and "back" in self._front.nav
        self._below.pos, self._below.size = dock.pos, dock.size if has_back else (0, 0)
        if has_back and not dock.parent:
            self.add_widget(dock)
        elif not has_back and dock.parent:
            self.remove_widget(dock)
        if self._front:
            self._front.size_hint = (None, None)
            self._front.pos = (self.x, self.y + dock.height)
            self._front.size = (self.width, self.height - dock.height - head.height)


def _header(where: Text) -> Row:
    name = Text(words.PRODUCT, "label", serif=True, fit=True)
    margin, high = look.theme().spaces.margin, look.px(look.theme().spaces.header)
    return Row(Seal(), name, Gap(), where, gap=Air.M, padding=(margin, 0), size_hint=(None, None), height=high)


def _title(view: object) -> object:
    """What tells one question from another."""
    return getattr(view, "title", view)
