"""What a page says when it has nothing to show: empty, something went wrong, cut off, or it went well.

One large sentence and what to do; amber with a sign for trouble, never red, never by colour alone (docs/screens.md).
What a visitor can do next stands below it, in reach.
"""

from __future__ import annotations

from typing import Any, Literal

from kivy.uix.widget import Widget

from kiosk.ui import fonts, look
from kiosk.ui.tokens import HERO_RADIUS, ROW_GAP, IconSize, Inside
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.wrap import line_width

SIGN_GAP = 18  # dpx, between a sign and its title
Kind = Literal["empty", "error", "offline", "told", "plain"]

# kind: fill, edge, sign, its role, whether the sign stands large above the title
STATES: dict[str, tuple[str, str, str, str, bool]] = {
    "empty": ("surface", "", "image-square", "ink_2", True),
    "error": ("warn_tint", "warn_edge", "warning", "warn", False),
    "offline": ("warn_tint", "warn_edge", "wifi-slash", "warn", False),
    "told": ("pine_tint", "", "hand-waving", "pine_ink", True),
    "plain": ("surface", "", "", "ink", False),
}


class StateCard(Card):
    """`kind` is a key of STATES; `icon` another sign than the kind's; `picture` an asset, left out where pictures are.

    `under` are widgets below the sentence, as a chip that says why.
    """

    def __init__(
        self, kind: Kind, title: str, note: str = "", *, icon: str = "", picture: str = "",
        under: tuple[Widget, ...] = (), **rest: Any,
    ) -> None:  # fmt: skip
        fill, edge, sign, ink, above = STATES[kind]
        sign = icon or sign
        drawn = _pictured(picture)
        head: list[Widget] = []
        if sign and above and not drawn:
            head.append(Icon(sign, IconSize.HUGE, ink, pos_hint={"center_x": 0.5}))
        head.append(_title(title, "" if above else sign, ink))
        said = [Text(note, "label", bold=False, halign="center")] if note else []
        rest.setdefault("gap", ROW_GAP)
        rest.setdefault("padding", (Inside.CARD, Inside.HIGH))
        super().__init__(
            *([Picture(picture)] if drawn else [Gap()]), *head, *said, *under, *([] if drawn else [Gap()]),
            fill=fill, edge=edge, lift=fill == "surface", radius=HERO_RADIUS, **rest,
        )  # fmt: skip


def _pictured(picture: str) -> bool:
    """High contrast draws no pictures; large type and a wide panel have no room for them."""
    return bool(picture) and not (look.contrast() or look.landscape() or look.large())


def _title(title: str, sign: str, ink: str) -> Widget:
    """On one line beside its sign, or wrapped and balanced where there is none."""
    if not sign:
        return Text(title, "head", halign="center", balanced=True)
    row = Row(
        Gap(),
        Icon(sign, IconSize.SIGN, ink),
        Text(title, _token(title), fit=True),
        Gap(),
        gap=SIGN_GAP,
        size_hint_y=None,
    )
    row.bind(minimum_height=row.setter("height"))
    return row


def _token(title: str) -> str:
    """The largest size in which a title beside its sign stands on the line of an upright page."""
    theme = look.theme()
    wide = (
        theme.panel.width_px
        - look.px(2 * theme.spaces.margin + 2 * Inside.CARD + SIGN_GAP)
        - look.icon_px(IconSize.SIGN)
    )
    for token in ("head", "name"):
        if line_width(title, fonts.widths(fonts.face_of(token), look.text_px(token))) <= wide:
            return token
    return "title"
