"""What is said of a place: on the picture in a few lines, on the page of its way in full."""

from __future__ import annotations

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.map import words
from kiosk.features.exhibition.terminal.modules.map.sizes import CARD
from kiosk.features.exhibition.terminal.modules.map.views import PlaceView
from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text

TITLES = ("title", "label", "body", "note")
ROOMY = 1.3
"""A card of so many times the height of one in a corner has room for the way."""
Fact = tuple[str, str]
"""Icon and words."""


def facts_of(place: PlaceView) -> list[Fact]:
    walk = words.RIGHT_HERE if place.is_here else words.on_foot(place.minutes) if place.minutes is not None else ""
    told = (
        ("person-simple-walk", walk), ("clock", place.hours), ("map-pin", place.address), ("phone", place.phone),
    )  # fmt: skip
    return [(icon, text) for icon, text in told if text]


def in_brief(place: PlaceView, wide: float, high: float, *, across: bool) -> Card:
    """A card of that size: the name, and what else has room; `across`: beside one another."""
    pad = look.px(Air.L)
    inner, room = wide - 2 * pad, high - 2 * look.px(Air.M)
    if high > ROOMY * look.px(CARD[1]):
        return _roomy(place, inner, room)
    if look.large() and high < 2 * look.text_px("title") * 2:
        return Card(Gap(), Name(_one_line(place), TITLES, lines=2), Gap(), padding=(Air.L, Air.XS), gap=0)
    half = (inner - pad) / 2 if across else inner
    name = Name(place.name, TITLES, lines=2, size_hint_x=None, width=half)
    facts = [text for _, text in facts_of(place)]
    if not across:
        lines = _fitting(facts, half, room - name.height)
        return Card(Gap(), name, *lines, Gap(), padding=(Air.L, Air.M), gap=0)
    first = _fitting(facts[:1], half, room - name.height)
    left = Column(name, *first, gap=0, fit=True)
    right = Column(*_fitting(facts[len(first) :], half, room), gap=0, fit=True)
    return Card(left, right, padding=(Air.L, Air.M), gap=Air.L, across=True)


def _roomy(place: PlaceView, wide: float, high: float) -> Card:
    """Name, facts and as much of the way as there is room for."""
    between = look.px(Air.M)
    name = Name(place.name, TITLES, lines=2, size_hint_x=None, width=wide)
    parts, left = [name], high - name.height
    for fact in facts_of(place):
        row = _fact(fact, wide - look.icon_px(IconSize.S) - between, 2)
        if row.height + between <= left:
            parts.append(row)
            left -= row.height + between
    if place.way:
        text, _ = way_text(place, wide, left - 2 * between, ("body",))
        if text.height <= left - 2 * between:
            parts.append(text)
    return Card(*parts, Gap(), padding=(Air.L, Air.M), gap=Air.M)


def in_full(place: PlaceView, wide: float, high: float) -> tuple[Card, bool]:
    """Every fact with its sign, and whether one had to be cut."""
    inner, room = wide - 2 * look.px(Air.L), high - 2 * look.px(Air.M)
    facts, icon = facts_of(place), look.icon_px(IconSize.S) + look.px(Air.M)
    for lines in (3, 2, 1):
        rows = [_fact(fact, inner - icon, lines) for fact in facts]
        if sum(row.height for row in rows) + look.px(Air.S) * max(0, len(rows) - 1) <= room:
            break
    cut = any(is_cut(text) for row in rows for text in row.children if isinstance(text, Text))
    return Card(Gap(), *rows, Gap(), padding=(Air.L, Air.M), gap=Air.S), cut


def way_text(
    place: PlaceView, wide: float, high: float, tokens: tuple[str, ...] = ("title", "label", "body")
) -> tuple[Text, bool]:
    """The way as large as it fits, else its beginning."""
    for token in tokens:
        text = Text(place.way, token, bold=False, size_hint_x=None, width=wide)
        if text.height <= high:
            return text, False
    lines = max(1, int(high / (text.height / max(1, len(text.lines(wide))))))
    return Text(place.way, "body", max_lines=lines, size_hint_x=None, width=wide), True


def is_cut(text: Text) -> bool:
    drawn = text.drawn()
    return bool(drawn) and drawn[0].text.endswith("…") and not str(text.text).endswith("…")


def _one_line(place: PlaceView) -> str:
    if place.is_here:
        return words.name_here(place.name)
    return place.name if place.minutes is None else words.name_and_minutes(place.name, place.minutes)


def _fitting(texts: list[str], wide: float, room: float) -> list[Widget]:
    """One line each, as many as there is room for."""
    made: list[Widget] = []
    for number, text in enumerate(texts):
        line = Text(text, "body", "ink" if number == 0 else "ink_2", max_lines=1, size_hint_x=None, width=wide)
        room -= line.height
        if room < 0:
            break
        made.append(line)
    return made


def _fact(fact: Fact, wide: float, lines: int) -> Row:
    icon, said = fact
    text = Text(said, "body", max_lines=lines, size_hint_x=None, width=wide)
    row = Row(Icon(icon, IconSize.S, "ink_2"), text, gap=Air.M, size_hint_y=None)
    row.height = max(text.height, look.icon_px(IconSize.S))
    return row
