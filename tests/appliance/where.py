"""Where to touch: the targets of every page on one panel, drawn off screen by the product's own code.

    python -m tests.appliance.where 720x1280 99.9 >where.json

prints `{"first_start": [[page, title, {tap: [x, y]}], …], "terminal": […]}`; x and y are pixels of the screen from its
upper left, as a finger on the booted machine needs them. Kivy has one window a process, hence a program.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from math import hypot
from pathlib import Path
from threading import Thread
from typing import Any

Places = dict[str, tuple[float, float]]
BOTTOM_MM = 800.0
QEMU_SIZE, INCHES = (720, 1280), 21.5
SECRET = "field.secret"  # no target: where the dots of a PIN stand


@dataclass(frozen=True)
class Where:
    """The pages of one panel: name, the first start's heading or a sample's state, places."""

    pages: list[tuple[str, str, Places]]

    def of(self, page: str, tap: str, title: str = "", *, alone: bool = False) -> tuple[float, float]:
        """The middle of a target, on the fullest page of that name and title that has it; `alone`: on the emptiest.
        Raises KeyError."""
        having = [places for name, heading, places in self.pages if name == page and title in heading and tap in places]
        if not having:
            raise KeyError(f"{page} {title}: no target {tap}")
        return (min if alone else max)(having, key=len)[tap]


def where(size: tuple[int, int], ppi: float) -> Where:
    """Draw and measure, in a process of its own; once for a panel, to a tenth of a pixel an inch."""
    return _measured(size, round(ppi, 1))


def soon() -> None:
    """Begin to measure the panel that QEMU shows, as it says of itself (100 dpi) and once it is said to have 21.5
    inches: it takes longer than anything else that a trial could do while an image is built.
    """
    said_mm = [pixels * 254 // 1000 for pixels in QEMU_SIZE]  # as QEMU writes an EDID
    for inches in (hypot(*said_mm) / 25.4, INCHES):
        Thread(target=where, args=(QEMU_SIZE, hypot(*QEMU_SIZE) / inches), daemon=True).start()


@cache
def _measured(size: tuple[int, int], ppi: float) -> Where:
    command = [sys.executable, "-m", "tests.appliance.where", f"{size[0]}x{size[1]}", str(ppi)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    told = json.loads(run.stdout.splitlines()[-1])
    return Where([(page, title, {tap: (x, y) for tap, (x, y) in places.items()}) for page, title, places in told])


def main() -> None:
    from kiosk.apps.demo.gallery.book import open_window

    wide, high = (int(part) for part in sys.argv[1].split("x"))
    open_window(Path(tempfile.mkdtemp()))
    from kiosk.ui.theme import Mode, Panel, Theme
    from tests.apps.first_start import drawn
    from tests.ui import drawn_terminal

    theme = Theme(Panel(wide, high, float(sys.argv[2]), BOTTOM_MM, 1.0), Mode())
    found = [(*name.partition(" ")[::2], _places(frame, high)) for name, frame in drawn.pages(theme)]
    found += [(sample.page, sample.state, _places(shell, high)) for sample, shell in drawn_terminal.pages(theme)]
    print(json.dumps(found))


def _places(root: Any, high: int) -> Places:
    from kiosk.ui.measure import box_of, targets
    from kiosk.ui.widgets.typing.digit_pad import SecretField

    named = [(target.tap_name, target) for target in targets(root)]
    named += [(SECRET, widget) for widget in root.walk() if isinstance(widget, SecretField)]
    boxes = [(name, box_of(widget)) for name, widget in named]
    return {name: ((left + right) / 2, high - (low + top) / 2) for name, (left, low, right, top) in boxes}


if __name__ == "__main__":
    main()
