"""Does the way there fit beside everything else of this record? Estimated from the words, before anything is drawn."""

from __future__ import annotations

from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.screens.identity import (
    AGE_WIDTH,
    AIR,
    IDENTITY,
    IDENTITY_LARGE,
    facts,
    kind_words,
)
from kiosk.features.membership.terminal.screens.letter_card import ROW_HIGH, ROW_HIGH_LARGE
from kiosk.features.membership.terminal.screens.milestones import least_height
from kiosk.features.membership.terminal.screens.private_page import BAR, BAR_LARGE
from kiosk.ui import look
from kiosk.ui.page import ACTION_COLUMN
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.text import Text

GAP, STRIP, DAY_STRIP = 24, 88, 104  # dpx
LEFT_SHARE = 0.72  # of a wide panel's middle column
MANY_FACTS = 4
AGE_LINE = 130  # dpx: 党龄 on one line
CARD_SIDES = 2 * Air.XXL


def course_fits(record: RecordView, *, beside: bool) -> bool:
    """`beside`: the letters stand next to it and take no height of their own."""
    if look.landscape():
        room = _high() - _strips_height(record, _middle() if record.letters else 0)
        return not facts_go_on(record) and least_height(record, narrow=False) <= room
    wide = look.theme().panel.width_px - look.px(2 * look.theme().spaces.margin)
    taken = _facts_height(record, wide - look.px(AGE_WIDTH)) + look.px(GAP) + _strips_height(record, wide)
    if record.letters and not beside:
        taken += look.px(GAP + (ROW_HIGH_LARGE if look.large() else ROW_HIGH))
    return least_height(record, narrow=beside) <= _high() - taken


def facts_go_on(record: RecordView) -> bool:
    """In large type, what is told beyond number, branch and introducers may have to stand with the way there."""
    if not look.large():
        return False
    if look.landscape():
        return _facts_height(record, left_wide()) + look.px(AGE_LINE) > _high()
    return not course_fits(record, beside=False)


def room_is_short(record: RecordView) -> bool:
    """A wide panel's left column: 党龄 takes one line where there is much to tell above it."""
    return told_much(record) or look.large()


def told_much(record: RecordView) -> bool:
    """So many facts that the number of years has to be small beside them."""
    return len(facts(record)) > MANY_FACTS


def _high() -> float:
    """Under the pine bar, above the buttons."""
    theme = look.theme()
    spaces = theme.spaces
    bar = 8 + (BAR_LARGE if look.large() else BAR) + GAP
    below = spaces.dock + (GAP if look.landscape() else spaces.action + 16)
    return theme.panel.height_px - look.px(spaces.header + bar + below)


def left_wide() -> float:
    """Width of a wide panel's left column, in pixels."""
    return _middle() * LEFT_SHARE


def _middle() -> float:
    """Width of a wide panel's middle column."""
    theme = look.theme()
    both = theme.panel.width_px - look.px(2 * theme.spaces.margin + ACTION_COLUMN + 2 * GAP)
    return both / (1 + LEFT_SHARE)


def _facts_height(record: RecordView, wide: float) -> float:
    """Of name and facts, at least as high as the look draws them upright."""
    told = facts(record)
    terms = max(Text(term, "body", fit=True).width for term, _ in told) + look.text_px("body") * 0.6
    room = wide - look.px(CARD_SIDES + Air.XS) - terms
    line = Text("—", "body").height
    lines = sum(min(2, len(Text(value, "body").lines(room))) for _, value in told)
    head = Text("—", "head").height + (0 if look.large() else Text("—", "note").height)
    needed = head + lines * line + look.px(2 * (len(told) + 5) + 6 + 32 + AIR)
    least = 0 if look.landscape() else look.px(IDENTITY_LARGE if look.large() else IDENTITY)
    return max(least, needed)


def _strips_height(record: RecordView, wide: float) -> float:
    """`wide` 0: the day's own strip stands elsewhere."""
    room = (wide or _middle()) - look.px(2 * Air.XL + Air.L) - look.icon_px(IconSize.M)
    line, high = Text("—", "body").height, 0.0
    for text, _ in kind_words(record):
        lines = len(Text(text, "body").lines(room))
        high += max(look.px(STRIP), lines * line + look.px(Air.XL)) + look.px(GAP)
    if wide and words.anniversary(record.milestones):
        high += look.px(DAY_STRIP + GAP)
    return high
