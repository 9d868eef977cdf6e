"""Draws every page of 忆初心 in every mode on one panel and prints what is wrong, one finding a line.

Run by test_screens.py in a process of its own: Kivy has one window a process.
"""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "offscreen"

from kiosk.ui.window import prepare

LANDSCAPE = "landscape" in sys.argv
SIZE = (1920, 1080) if LANDSCAPE else (1080, 1920)
prepare(SIZE, Path(tempfile.mkdtemp()), fullscreen=False)

from kivy.base import EventLoop, runTouchApp  # noqa: E402
from kivy.clock import Clock  # noqa: E402
from kivy.uix.widget import Widget  # noqa: E402

from kiosk.membership.dates import LedgerDate  # noqa: E402
from kiosk.membership.flow import (  # noqa: E402
    AWAY,
    CARD,
    NOTICE,
    RECORD,
    REFUSED,
    WRONG_DATES,
    CardView,
    MembershipFlow,
    PlaceView,
    RecordPageView,
)
from kiosk.membership.reading import CardReading  # noqa: E402
from kiosk.membership.record import EXPECTED, Record, RecordView  # noqa: E402
from kiosk.membership.screen import pages  # noqa: E402
from kiosk.ui import look  # noqa: E402
from kiosk.ui.page import Page  # noqa: E402
from kiosk.ui.theme import Mode, Panel, Theme  # noqa: E402
from kiosk.ui.touch import Tappable  # noqa: E402
from kiosk.ui.widgets.card import Card  # noqa: E402
from kiosk.ui.widgets.dock import Dock  # noqa: E402
from kiosk.ui.widgets.header import Header  # noqa: E402
from kiosk.ui.widgets.layout import Column  # noqa: E402
from kiosk.ui.widgets.text import Text  # noqa: E402
from tests.membership.sheets import number  # noqa: E402
from tests.membership.test_flow import QuietStage  # noqa: E402

PANEL = Panel(1920, 1080, ppi=68.84, bottom_mm=900, view_distance=1.25) if LANDSCAPE else Panel()
MODES = (Mode(), Mode(large=True)) if LANDSCAPE else (Mode(), Mode(large=True), Mode(contrast=True))
TODAY = date(2026, 11, 21)
DESK = "进门左手边"
SLACK = 3  # px: glyph textures are a little larger than what is inked


def record(*, longest: bool = False, full: bool = True, dates: int = 5) -> RecordPageView:
    days = [LedgerDate(1986, 11, 21), LedgerDate(1987, 12, 22), LedgerDate(1988, 10, 20), LedgerDate(1988, 12, 31)]
    days.append(LedgerDate(1989, 12, 31))
    milestones = dict(list(zip(EXPECTED, days, strict=True))[5 - dates : 5 if full else 4])
    branch = "演示县演示镇演示社区演示小区第二十三联合党支部" if longest else "演示第二党支部"
    names = ("欧阳晓梅", "阿依古丽·买买提") if longest else ("演示甲", "演示乙")
    person = Record("欧阳演示" if longest else "𠮷示", number(14, "19651012"), branch, milestones, names)
    return RecordPageView(person.view(TODAY), TODAY)


def cases() -> Iterator[tuple[str, object]]:
    yield NOTICE, None
    for state in ("waiting", "reading", "unread", "offline"):
        yield CARD, CardView("10:26", state, DESK)
    yield RECORD, record()
    yield RECORD, record(longest=True)
    yield RECORD, record(dates=2)
    yield RECORD, record(full=False)
    yield REFUSED, PlaceView(DESK)
    for reason in ("away", "outside_hours", "too_many"):
        yield AWAY, PlaceView(DESK, reason)
    yield WRONG_DATES, PlaceView(DESK)


def frames(count: int = 3) -> None:
    for _ in range(count):
        EventLoop.idle()


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
        if target.top > theme.reach_top_px + SLACK:
            yield f"{target.tap_name} is out of reach"
        if min(target.size) < look.px(theme.spaces.tap):
            yield f"{target.tap_name} is too small"


def main() -> None:
    Clock._max_fps = 0  # draw as fast as it goes
    root = Column(gap=0)
    runTouchApp(root, embedded=True)
    reading = CardReading(lambda name, id_number: None)
    for mode in MODES:
        look.use(Theme(PANEL, mode))
        flow = MembershipFlow(QuietStage(), reading, desk_place=DESK, now=lambda: datetime(2026, 11, 21, 10, 26))
        known = pages(flow)
        for name, view in cases():
            page = known[name]()
            page.show(view)
            if hasattr(page, "count_down"):
                page.count_down(119)
            root.clear_widgets()
            for part in (Header("演示大厅", demo=True), page, Dock(page.nav, print)):
                root.add_widget(part)
            frames()
            for found in findings(page):
                print(f"{mode} {name} {getattr(view, 'state', '')}: {found}")
    root.clear_widgets()
    del page, view
    frames()
    gc.collect()
    left = sum(type(thing) in (RecordView, RecordPageView) for thing in gc.get_objects())
    if left:
        print(f"{left} records outlive their page")
    print("drawn")


main()
