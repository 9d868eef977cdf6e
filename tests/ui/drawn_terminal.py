"""Lays out every page of the terminal on any panel, in the shell that visitors see: for measuring and for looking at.

    for sample, shell in pages(Theme(panel, mode)):      # after `kiosk.apps.demo.gallery.book.open_window`
        picture = picture_of(shell)      # costs more than the laying out: only where pixels are asked for

As a program it lays out one panel size in every mode and prints what stands over something else or outside the page:
`python -m tests.ui.drawn_terminal [--names] [--last] [--mode MODE]… 720x1280 [FOLDER]` (--names: the longest names that
a hall may give; --last: of each page the last state; --mode: these alone. The two of high contrast leave pictures out
and move nothing else).
Kivy has one window a process.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.apps.demo.gallery.book import MODES, open_window
from kiosk.ui.theme import Panel, Theme
from kiosk.ui.tokens import DESIGN_PPI

if TYPE_CHECKING:
    from kiosk.ui.widgets.text import Drawn
    from tests.ui.sample_pages import Sample

SLACK_PX = 3.0  # glyph textures are a little larger than what is inked
AIR = 0.12  # of a line, above and below its glyphs


def pages(
    theme: Theme, only: frozenset[str] = frozenset(), shown: Iterable[Sample] = (), hall: tuple[str, ...] = ()
) -> Iterator[tuple[Sample, Any]]:
    """Each sample (or what is `shown`) with the shell that shows it, at rest. `only` these pages, when given.

    `hall`: its name and its short one.
    """
    from kivy.clock import Clock

    from kiosk.apps.terminal.shell import Shell
    from kiosk.apps.terminal.visit import Times, Visit
    from kiosk.core.process.garbage import Litter
    from kiosk.ui import look
    from kiosk.ui.drawing import lay_out
    from tests.ui.sample_pages import HALL, factories, samples

    look.use(theme)
    visit = Visit(Times())
    shell = Shell(visit, *(hall or (HALL, "云溪里")), demo=True, keeps_mode=True)
    shell.frame.set_clock("10:26")
    shell.add_pages(factories())
    visit.begin(Clock.time())
    litter = Litter(Clock.time())  # as in the terminal: the collector took a quarter of the time
    litter.wiped(Clock.time())  # what an earlier round left; at the end of a program nobody needs its room
    try:
        for sample in shown or samples():
            if not only or sample.page in only:
                shell.touched()
                litter.ticked()
                shell.show(sample.page, sample.view)
                lay_out(shell, (theme.panel.width_px, theme.panel.height_px))
                yield sample, shell
    finally:
        shell.close()
        litter.close()


def last_of_each() -> list[Sample]:
    """Of each page one sample, the last."""
    from tests.ui.sample_pages import samples

    return list({sample.page: sample for sample in samples()}.values())


def picture_of(shell: Any) -> Any:
    """The page in front as pixels (kiosk.ui.drawing.Picture)."""
    from kiosk.ui.drawing import draw

    return draw(shell, (round(shell.width), round(shell.height)))


def findings(shell: Any) -> Iterator[str]:
    """What is wrong with what the shell shows: text over text or out of its card, a target or a printed sheet over
    a target, anything off the panel."""
    from kiosk.ui.measure import box_of, drawn_texts, overlap, targets
    from kiosk.ui.page import Page
    from kiosk.ui.widgets.card import Card
    from kiosk.ui.widgets.paper import Paper

    panel = (0.0, 0.0, float(shell.width), float(shell.height))
    texts = [(text.text, _inked(text)) for text in drawn_texts(shell)]
    taps = [(target.tap_name, box_of(target)) for target in targets(shell)]
    for name, box in (*texts, *taps):
        if _outside(box, panel):
            yield f"{name!r} is not on the page"
    for card in _of_kind(shell, Card):
        for text in drawn_texts(card):
            if _outside(_inked(text), box_of(card)):
                yield f"{text.text!r} reaches out of {getattr(card, 'tap_name', '') or type(card).__name__!r}"
    for page in _of_kind(shell, Page):
        for part in (page.speak, page.body, page.actions) if page.split else ():
            for text in drawn_texts(part):
                if part.parent and _outside(_inked(text), box_of(part)):
                    yield f"{text.text!r} reaches out of its part of the page"
    for sheet in _of_kind(shell, Paper):
        for name, box in taps:
            if overlap(box_of(sheet), box) > SLACK_PX:
                yield f"the printed sheet lies over {name!r}"
    for boxes in (texts, taps):
        for at, (name, one) in enumerate(boxes):
            for other_name, other in boxes[at + 1 :]:
                if overlap(one, other) > SLACK_PX:
                    yield f"{name!r} lies over {other_name!r}"


def _of_kind(shell: Any, kind: type) -> list[Any]:
    return [widget for widget in shell.walk() if isinstance(widget, kind)]


def _inked(text: Drawn) -> tuple[float, float, float, float]:
    left, low, right, top = text.box
    air = (top - low) / (text.text.count("\n") + 1) * AIR
    return left, low + air, right, top - air


def _outside(box: tuple[float, float, float, float], panel: tuple[float, float, float, float]) -> bool:
    return (
        box[0] < panel[0] - SLACK_PX or box[1] < panel[1] - SLACK_PX
        or box[2] > panel[2] + SLACK_PX or box[3] > panel[3] + SLACK_PX
    )  # fmt: skip


def panel_of(size: str) -> Panel:
    """`720x1280` -> a 21.5-inch panel of so many pixels, upright; a 32-inch one, lying."""
    wide, high = (int(part) for part in size.split("x"))
    if wide > high:
        return Panel(wide, high, ppi=68.84 * wide / 1920, bottom_mm=900.0, view_distance=1.25)
    return Panel(wide, high, ppi=DESIGN_PPI * wide / 1080)


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--names", action="store_true")
    asked.add_argument("--last", action="store_true")
    asked.add_argument("--mode", action="append", choices=list(MODES))
    asked.add_argument("size", type=panel_of)
    asked.add_argument("folder", type=Path, nargs="?")
    given = asked.parse_args()
    open_window(Path(tempfile.mkdtemp()))
    from tests.ui import sample_pages

    for name, mode in MODES.items():
        if name not in (given.mode or MODES):
            continue
        shown = sample_pages.long_names() if given.names else last_of_each() if given.last else ()
        hall = (sample_pages.HALL_30,) if given.names else ()
        for number, (sample, shell) in enumerate(pages(Theme(given.size, mode), shown=shown, hall=hall)):
            for found in findings(shell):
                print(f"{name} {sample.page} {sample.state}: {found}")
            if given.folder:
                given.folder.mkdir(parents=True, exist_ok=True)
                picture_of(shell).save(given.folder / f"{name}-{number:02d}-{sample.page}.png")
    print("drawn")


if __name__ == "__main__":
    main()
