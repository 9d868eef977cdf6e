"""Draws every page of 忆初心 on one panel, in the modes that are looked at, and prints what is wrong, a finding a line.

Run by test_screens.py in a process of its own: Kivy has one window a process.
"""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "offscreen"

from kiosk.ui.window import prepare

LANDSCAPE = "landscape" in sys.argv
SIZE = (1920, 1080) if LANDSCAPE else (1080, 1920)
prepare(SIZE, Path(tempfile.mkdtemp()), fullscreen=False)

from kivy.base import runTouchApp  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.lang import Builder  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402

from kiosk.features.membership.rules.record import RecordView  # noqa: E402
from kiosk.features.membership.terminal.pages import pages  # noqa: E402
from kiosk.features.membership.terminal.views import LetterMemory, LetterPageView, RecordPageView  # noqa: E402
from kiosk.ui import look  # noqa: E402
from kiosk.ui.page import Page  # noqa: E402
from kiosk.ui.theme import Mode, Panel, Theme  # noqa: E402
from kiosk.ui.touch import Tappable  # noqa: E402
from kiosk.ui.widgets.card import Card  # noqa: E402
from kiosk.ui.widgets.frame.dock import Dock  # noqa: E402
from kiosk.ui.widgets.frame.header import Header  # noqa: E402
from kiosk.ui.widgets.layout import Column  # noqa: E402
from kiosk.ui.widgets.text import Text  # noqa: E402
from tests.features.membership.terminal.sample_views import Quiet, brief, cases  # noqa: E402

PANEL = Panel(1920, 1080, ppi=68.84, bottom_mm=900, view_distance=1.25) if LANDSCAPE else Panel()
# Where large type fits, standard type does: that is for the long tier (`every`). High contrast moves nothing.
MODES = (*([Mode()] if "every" in sys.argv else []), Mode(large=True), *([] if LANDSCAPE else [Mode(contrast=True)]))
SLACK = 3  # px: glyph textures are a little larger than what is inked


def frames(count: int = 3) -> None:
    """What a frame does, but the drawing itself: layouts settle, and it takes a third of the time."""
    for _ in range(count):
        Clock.tick()
        Builder.sync()
        Clock.tick_draw()
        Builder.sync()


def drawn(page: Page) -> Iterator[tuple[Text, tuple[float, float, float, float]]]:
    """Every text with something in it, and the rectangle it takes."""
    for widget in page.walk(restrict=True):
        if isinstance(widget, Text) and widget.text.strip() and widget._rectangle.size[0]:
            (x, y), (wide, high) = widget._rectangle.pos, widget._rectangle.size
            ink = high * 0.12  # a line's texture has air above and below its glyphs
            yield widget, (x, y + ink, x + wide, y + high - ink)


def card_around(widget: Widget, page: Page) -> Widget:
    while widget is not page and not isinstance(widget, Card):
        widget = widget.parent
    return widget


def findings(page: Page) -> Iterator[str]:
    theme = look.theme()
    texts = list(drawn(page))
    for text, (left, low, right, top) in texts:
        box = card_around(text, page)
        if left < box.x - SLACK or right > box.right + SLACK or low < box.y - SLACK or top > box.top + SLACK:
            yield f"“{text.text}” sticks out of its card"
    for at, (one, a) in enumerate(texts):
        for other, b in texts[at + 1 :]:
            if min(a[2], b[2]) - max(a[0], b[0]) > SLACK and min(a[3], b[3]) - max(a[1], b[1]) > SLACK:
                yield f"“{one.text}” lies over “{other.text}”"
    for target in (widget for widget in page.walk(restrict=True) if isinstance(widget, Tappable)):
        if target.top > theme.reach_px + SLACK:
            yield f"{target.tap_name} is out of reach"
        if min(target.size) < look.px(theme.spaces.tap):
            yield f"{target.tap_name} is too small"


OWN = (RecordView, RecordPageView, LetterPageView, LetterMemory)


def main() -> None:
    Clock._max_fps = 0  # draw as fast as it goes
    root = Column(gap=0)
    runTouchApp(root, embedded=True)
    for mode in MODES:
        look.use(Theme(PANEL, mode))
        known = pages(Quiet())  # type: ignore[arg-type]
        for name, label, view in brief() if mode.contrast else cases():  # contrast lays nothing out anew
            page = known[name]()
            page.show(view)
            page.count_down(119)
            root.clear_widgets()
            for part in (Header("演示大厅", demo=True), page, Dock(page.nav, print)):
                root.add_widget(part)
            page.enter()
            frames(1)
            page.show(view)  # a page is shown again whenever something of its view changes
            frames()
            for found in findings(page):
                print(f"{mode} {name} {label}: {found}")
            page.leave()
    root.clear_widgets()
    del page, view
    frames()
    gc.collect()
    left = [type(thing).__name__ for thing in gc.get_objects() if type(thing) in OWN]
    if left:
        print(f"{left} outlive their page")
    print("drawn")


main()
