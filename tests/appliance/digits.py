"""The four digits that the installing page asks for, read off the picture of the screen as a person reads them.

    python -m tests.appliance.digits 720x1280 68.3 FOLDER

draws that page on one panel with 0000, 1111, … into FOLDER, by the product's own code; `read` holds the screen's
picture against them. Kivy has one window a process, hence a program.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from tests.appliance.machine import PROJECT, difference

CODE_DIGITS = 4
APART = 3.0  # mean grey values by which the right digit must be nearer than the next


def read(screen: Image.Image, ppi: float, folder: Path) -> str:
    """Raises AssertionError: the digits cannot be told apart there."""
    size = f"{screen.width}x{screen.height}"
    subprocess.run([sys.executable, "-m", "tests.appliance.digits", size, str(ppi), folder], check=True, cwd=PROJECT)
    drawn = [Image.open(folder / f"{digit}.png").convert("L") for digit in range(10)]
    boxes = _places(drawn)
    assert len(boxes) == CODE_DIGITS, boxes
    return "".join(_digit(screen.convert("L").crop(box), [one.crop(box) for one in drawn]) for box in boxes)


def _places(drawn: list[Image.Image]) -> list[tuple[int, int, int, int]]:
    """Where the pictures differ: one box a digit, from left to right."""
    seen = Image.new("L", drawn[0].size)
    for one, other in pairwise(drawn):
        seen = ImageChops.lighter(seen, ImageChops.difference(one, other))
    whole = seen.point(lambda grey: 255 if grey > 60 else 0).getbbox()
    assert whole, "no digits"
    left, top, right, bottom = whole
    wide = (right - left) / CODE_DIGITS  # the face's digits are of one width
    return [(round(left + wide * n), top, round(left + wide * (n + 1)), bottom) for n in range(CODE_DIGITS)]


def _digit(seen: Image.Image, candidates: list[Image.Image]) -> str:
    apart = sorted((difference(seen, candidate), digit) for digit, candidate in enumerate(candidates))
    assert apart[1][0] - apart[0][0] > APART, apart
    return str(apart[0][1])


def main() -> None:
    from kiosk.apps.demo.gallery.book import open_window

    wide, high = (int(part) for part in sys.argv[1].split("x"))
    folder = Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    open_window(Path(tempfile.mkdtemp()))
    from kiosk.ui.drawing import draw
    from kiosk.ui.theme import Mode, Panel, Theme

    theme = Theme(Panel(wide, high, float(sys.argv[2]), 800.0, 1.0), Mode())
    for digit in range(10):
        draw(_page(theme, digit), (wide, high)).save(folder / f"{digit}.png")


def _page(theme: Any, digit: int) -> Any:
    from kiosk.apps.first_start import screen, words
    from kiosk.apps.first_start.screens.frame import Frame
    from kiosk.apps.first_start.views import Button, DigitsView
    from kiosk.apps.first_start.walk import DIGITS
    from kiosk.ui import look
    from kiosk.ui.drawing import settle
    from tests.ui.sample_pages import Quiet

    look.use(theme)
    quiet: Any = Quiet()
    quiet.typing = Quiet()
    frame = Frame(quiet.back)
    frame.add_pages(screen.pages(quiet))
    frame.size_hint, frame.size = (None, None), (theme.panel.width_px, theme.panel.height_px)
    buttons = (Button("erase", words.ERASE_START, "warn", off=True), Button("stop", words.ERASE_STOP, "primary"))
    title = words.code(str(digit) * CODE_DIGITS)
    frame.show(DIGITS, DigitsView(title, words.CODE_NOTE, words.CODE_PROMPT, 0, False, buttons))
    settle()
    return frame


if __name__ == "__main__":
    main()
