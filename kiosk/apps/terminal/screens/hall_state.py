"""When the hall is open and how many wait: a card over a picture, or large letters where there is none."""

from __future__ import annotations

from typing import Any, Protocol

from kiosk.apps.terminal import sizes
from kiosk.ui import look
from kiosk.ui.tokens import Air, High, IconSize
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text


class HallState(Protocol):
    @property
    def hours(self) -> str: ...

    @property
    def waiting(self) -> str: ...


def is_pictured() -> bool:
    """High contrast draws no pictures; in large type the letters have their room."""
    return not (look.large() or look.contrast())


def state_card(view: HallState) -> Card:
    """One strip, for the foot of a picture."""
    rest: dict[str, Any] = {"size_hint_y": None}
    if look.landscape():
        rest = {"size_hint": (None, None), "width": look.px(sizes.STATE_WIDE)}
    return Card(*state_parts(view), across=True, padding=(Air.XL, 0), height=look.px(High.STRIP), **rest)


def state_parts(view: HallState) -> tuple[Row, Gap, Row]:
    """Hours at the left, who waits at the right."""
    return _line("clock", view.hours), Gap(), _line("users-three", view.waiting)


def _line(icon: str, text: str) -> Row:
    row = Row(
        Icon(icon, IconSize.S, "ink_2"), Text(text, "body", bold=False, fit=True), gap=Air.S, size_hint=(None, None)
    )
    row.bind(minimum_width=row.setter("width"), minimum_height=row.setter("height"))
    return row


def state_instead_of_picture(view: HallState) -> Card:
    """In large letters, where the other modes have a picture."""
    lines = state_lines(view)
    if look.landscape():
        return Flat(*lines, across=True, padding=(Air.XXL, Air.M), gap=Air.XXL)
    return Flat(Gap(), *lines, Gap(), padding=(Air.XXL, Air.M), gap=Air.L)


def state_lines(view: HallState) -> list[Row]:
    """A row each."""
    lines = []
    for icon, text in (("clock", view.hours), ("users-three", view.waiting)):
        lines.append(
            Row(Icon(icon, IconSize.L, "ink_2"), Name(text, ("title", "label", "body")), gap=Air.L, size_hint_y=None)
        )
        lines[-1].bind(minimum_height=lines[-1].setter("height"))
    return lines
