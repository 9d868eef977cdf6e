"""Stories laid out on sheets of the panel's size, each state under its own name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story
from kiosk.ui import look
from kiosk.ui.drawing import settle
from kiosk.ui.page import Page
from kiosk.ui.widgets.frame.dock import Dock
from kiosk.ui.widgets.frame.header import Header
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.text import Text

MARGIN, GAP = 48, 28  # dpx
HEAD_HIGH = 92


@dataclass(frozen=True)
class Sheet:
    """`root` is ready to be drawn; `framed` sheets are whole pages, whose reach and gaps count."""

    root: Any
    states: tuple[str, ...]
    framed: bool


def sheets_of(title: str, stories: Sequence[Story], *, wide: bool = False) -> Iterator[Sheet]:
    """Pages alone, then the other stories in as few sheets as they need; `wide` ones take the whole width."""
    for story in stories:
        if story.page:
            yield Sheet(framed(story.make()), (story.state,), framed=True)
    yield from _packed(title, [story for story in stories if not story.page], wide=wide)


def framed(page: Page) -> Any:
    """A page between header and dock, as the shell shows it."""
    panel = look.theme().panel
    head, dock = Header(words.HALL, demo=True), Dock(page.nav, _ignore)
    head.clock = "10:26"
    page.size_hint = (None, None)
    for part in (head, dock):
        part.size_hint_x, part.width = None, panel.width_px
    page.pos, head.pos = (0, dock.height), (0, panel.height_px - head.height)
    page.size = (panel.width_px, panel.height_px - head.height - dock.height)
    root = Layers(size_hint=(None, None))
    for part in (page, head, dock):
        root.add_widget(part)
    return root


def _packed(title: str, stories: Sequence[Story], *, wide: bool) -> Iterator[Sheet]:
    panel, columns = look.theme().panel, 2 if look.landscape() and not wide else 1
    across = (panel.width_px - look.px(2 * MARGIN) - (columns - 1) * look.px(MARGIN)) / columns
    room = panel.height_px - look.px(2 * MARGIN + HEAD_HIGH)
    piles: list[list[Any]] = []
    states: list[list[str]] = []
    left = 0.0
    for story in stories:
        shown = _shown(story, across)
        if not piles or shown.height > left:
            piles.append([])
            states.append([])
            left = room
        piles[-1].append(shown)
        states[-1].append(story.state)
        left -= shown.height + look.px(GAP)
    for first in range(0, len(piles), columns):
        told = tuple(state for column in states[first : first + columns] for state in column)
        yield Sheet(_sheet(title, piles[first : first + columns], columns), told, framed=False)


def _shown(story: Story, across: float) -> Any:
    """The widget under its state's name, laid out so that its height is known."""
    widget = story.make()
    if story.high:
        widget.size_hint_y, widget.height = None, look.px(story.high)
    shown = Column(Text(story.state, "note", "ink_2"), widget, gap=8, fit=True, size_hint_x=None, width=across)
    settle()
    return shown


def _sheet(title: str, piles: list[list[Any]], columns: int) -> Any:
    mode = look.theme().mode
    said = [word for word, on in (("elder", mode.large), ("contrast", mode.contrast)) if on] or ["standard"]
    head = Row(Text(title, "label"), Text(" + ".join(said), "body", "ink_2", fit=True), size_hint_y=None)
    head.height = look.px(HEAD_HIGH)
    stacks = [Column(*pile, Gap(), gap=GAP) for pile in piles] + [Gap()] * (columns - len(piles))
    return Column(head, Row(*stacks, gap=MARGIN), gap=0, padding=MARGIN)


def _ignore(key: str) -> None:
    """A gallery leads nowhere."""
