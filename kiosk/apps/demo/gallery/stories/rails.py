"""The rail that turns long things."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.paged.rail import Rail, RailAction

TITLE = "Rail"


def stories() -> Iterator[Story]:
    yield Story("normal; first screen (back is off); pressed", _rails, high=840)


def _rails() -> Any:
    pressed = _rail()
    for button in pressed.buttons:
        held(button, pressed=True)
    return Row(_rail(), _rail(first=True), pressed, Gap(), gap=48)


def _rail(*, first: bool = False) -> Rail:
    name = "first" if first else "rail"
    return Rail(
        (
            RailAction("上一屏", "arrow-up", _ignore, f"{name}.back", off=first),
            RailAction("下一屏", "arrow-down", _ignore, f"{name}.on", go=True),
            RailAction("文字版", "article", _ignore, f"{name}.version", bold=False),
        )
    )


def _ignore() -> None:
    """A gallery leads nowhere."""
