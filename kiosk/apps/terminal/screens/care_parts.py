"""What the maintenance pages are made of: their base, rows of facts, a row that sets something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from kivy.uix.widget import Widget

from kiosk.apps.terminal import sizes
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text

if TYPE_CHECKING:
    from kiosk.apps.terminal.care.flow import CareFlow


class CarePage(Page):
    """One of the parts behind the first maintenance page; 返回 leads there."""

    nav: ClassVar[tuple[str, ...]] = ("back", "home")
    private = True

    def __init__(self, flow: CareFlow) -> None:
        super().__init__()
        self.flow = flow

    def on_back(self) -> bool:
        self.flow.back()
        return True


class FactRow(Flat):
    """What, how it is; with a sign where it matters whether it is well."""

    def __init__(self, what: str, how: str, well: bool | None = None) -> None:
        role = "ink" if well is not False else "warn"
        name = "info" if well is None else "check-circle" if well else "warning"
        super().__init__(
            Icon(name, IconSize.M, "ink_2" if well is None else _sign(well)),
            Name(what, ("body", "note"), "ink_2", size_hint_x=0.45), Name(how, ("label", "body"), role),
            across=True, padding=(Air.XL, 0), gap=Air.M, size_hint_y=None, height=look.px(High.BUTTON),
        )  # fmt: skip


def _sign(well: bool) -> str:
    return "ok_ink" if well else "warn"


def in_columns(rows: Sequence[Widget], columns: int, gap: int = Air.S, between: int = Air.L) -> Row:
    """Beside one another, filled from the left column down, as high as the highest."""
    share = -(-len(rows) // columns)
    parts = [Column(*rows[n * share : (n + 1) * share], gap=gap, fit=True) for n in range(columns)]
    for part in parts:
        part.pos_hint = {"top": 1}
    row = Row(*parts, gap=between, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    return row


class SetRow(Card):
    """An icon, what it is, less, how it stands, more. `off`: it cannot be set."""

    def __init__(
        self, icon: str, title: str, value: str, less: tuple[str, Callable[[], None]],
        more: tuple[str, Callable[[], None]], *, tap: str, off: bool = False,
    ) -> None:  # fmt: skip
        buttons = [
            PushButton(word, act, tap=f"{tap}.{key}", icon=sign, icon_bold=True, off=off)
            for (word, act), key, sign in ((less, "less", "minus"), (more, "more", "plus"))
        ]
        for button in buttons:
            button.size_hint_x, button.width = None, button.natural_width
        shown = Text(value, "title", "ink_2" if off else "ink", halign="center")
        what = [Icon(icon, IconSize.M, "pine"), Name(title, ("label", "body"))]
        high = look.theme().spaces.button
        if look.large() and not look.landscape():  # the words alone fill the line
            set_by = Row(buttons[0], shown, buttons[1], gap=Air.M, size_hint_y=None, height=look.px(high))
            named = Row(*what, gap=Air.M, size_hint_y=None, height=look.px(High.LINE_XL))
            super().__init__(named, set_by, padding=(Air.L, Air.M), gap=Air.S, size_hint_y=None)
            self.height = look.px(high + High.LINE_XL + 2 * Air.M + Air.S)
            return
        shown.size_hint_x, shown.width = None, look.px(sizes.VALUE_WIDE)
        air = Air.HAIR if look.large() else Air.M  # three of them stand in the little height of a wide panel
        super().__init__(
            *what, buttons[0], shown, buttons[1], across=True, padding=(Air.L, air), gap=Air.M, size_hint_y=None,
            height=look.px(high + 2 * air),
        )  # fmt: skip


def filled(column: Column, *parts: Widget) -> None:
    """These instead of what stood there, from the top down."""
    column.clear_widgets()
    column.spacing = look.px(Air.M)
    for part in parts:
        column.add_widget(part)
    column.add_widget(Gap())
