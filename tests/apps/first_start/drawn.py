"""Draws every page of the first start on any panel, in its own frame: for measuring and for looking at.

    python -m tests.apps.first_start.drawn 1080x1920 FOLDER [en]

prints what stands over something else or outside the page. Kivy has one window a process.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.ui.theme import Mode, Theme
from tests.apps.first_start.walks import shown


def pages(theme: Theme) -> Iterator[tuple[str, Any]]:
    """Each page's name with its title, and the frame that shows it, laid out."""
    from kiosk.apps.first_start import screen
    from kiosk.apps.first_start.screens.frame import Frame
    from kiosk.core.process.garbage import Litter
    from kiosk.ui import look
    from kiosk.ui.drawing import settle
    from tests.ui.sample_pages import Quiet

    look.use(theme)
    quiet: Any = Quiet()
    quiet.typing = Quiet()
    frame = Frame(quiet.back)
    frame.add_pages(screen.pages(quiet))
    frame.size_hint, frame.size = (None, None), (theme.panel.width_px, theme.panel.height_px)
    litter = Litter(0.0)  # as in the terminal
    try:
        for name, view in shown():
            frame.say_place("第3步，共9步")
            frame.show(name, view)
            settle()
            yield f"{name} {getattr(view, 'title', '')}".strip(), frame
    finally:
        frame.close()
        litter.wiped(0.0)
        litter.close()


def main() -> None:
    from kiosk.apps.demo.gallery.book import open_window
    from tests.ui.drawn_terminal import findings, panel_of

    size, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    open_window(Path(tempfile.mkdtemp()))
    from kiosk.ui.drawing import draw

    theme = Theme(panel_of(size), Mode(language=sys.argv[3] if len(sys.argv) > 3 else "zh"))
    for number, (name, frame) in enumerate(pages(theme)):
        picture = draw(frame, (theme.panel.width_px, theme.panel.height_px))
        for found in findings(frame):
            print(f"{number:02d} {name}: {found}")
        picture.save(folder / f"{number:02d}-{re.sub(r'[^a-z.]+', '-', name)}.png")


if __name__ == "__main__":
    main()
