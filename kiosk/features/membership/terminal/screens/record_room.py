"""Does the way there fit beside everything else of this record? Estimated from the words, before anything is drawn."""

from __future__ import annotations

from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.screens.identity import (
    facts,
    kind_words,
    told_value,
)
from kiosk.features.membership.terminal.screens.milestones import least_height
from kiosk.ui import look
from kiosk.ui.pages.private_page import BAR, BAR_LARGE
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, Air, IconSize
from kiosk.ui.widgets.text import Text

LEFT_SHARE = 0.72  # of a wide panel's middle column
MANY_FACTS = 4
CARD_SIDES = 2 * Air.XXL


def course_fits(record: RecordView, *, beside: bool) -> bool:
    """`beside`: the letters stand next to it and take no height of their own."""
    if look.landscape():
        room = _high() - _strips_height(record, _middle() if record.letters else 0)
        return not facts_go_on(record) and least_height(record, narrow=False) <= room
    wide = look.theme().panel.width_px - look.px(2 * look.theme().spaces.margin)
    taken = _facts_height(record, wide - look.px(sizes.AGE_WIDE)) + look.px(CARD_GAP) + _strips_height(record, wide)
    if record.letters and not beside:
        taken += look.px(CARD_GAP + (sizes.LETTER_ROW_LARGE if look.large() else sizes.LETTER_ROW))
    return least_height(record, narrow=beside) <= _high() - taken


def facts_go_on(record: RecordView) -> bool:
    """In large type, what is told beyond number, branch and introducers may have to stand with the way there."""
    if not look.large():
        return False
    if look.landscape():
        return _facts_height(record, left_wide()) + look.px(sizes.AGE_LINE) > _high()
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
    bar = Air.XS + (BAR_LARGE if look.large() else BAR) + CARD_GAP
    below = spaces.dock + (CARD_GAP if look.landscape() else spaces.action + Air.M)
    return theme.panel.height_px - look.px(spaces.header + bar + below)


def left_wide() -> float:
    """Width of a wide panel's left column, in pixels."""
    return _middle() * LEFT_SHARE


def _middle() -> float:
    """Width of a wide panel's middle column."""
    theme = look.theme()
    both = theme.panel.width_px - look.px(2 * theme.spaces.margin + ACTION_COLUMN + 2 * CARD_GAP)
    return both / (1 + LEFT_SHARE)


def _facts_height(record: RecordView, wide: float) -> float:
    """Of name and facts, at least as high as the look draws them upright."""
    told = facts(record)
    terms = max(Text(term, "body", fit=True).width for term, _ in told) + look.text_px("body") * 0.6
    room = wide - look.px(CARD_SIDES + Air.XS) - terms
    line = Text("—", "body").height
    lines = sum(len(told_value(value).lines(room)) for _, value in told)
    head = Text("—", "head").height + (0 if look.large() else Text("—", "note").height)
    needed = head + lines * line + look.px(Air.HAIR * len(told) + sizes.FACTS_AIR)
    least = 0 if look.landscape() else look.px(sizes.IDENTITY_LARGE if look.large() else sizes.IDENTITY)
    return max(least, needed)


def _strips_height(record: RecordView, wide: float) -> float:
    """`wide` 0: the day's own strip stands elsewhere."""
    room = (wide or _middle()) - look.px(2 * Air.XL + Air.L) - look.icon_px(IconSize.M)
    line, high = Text("—", "body").height, 0.0
    for text, _ in kind_words(record):
        lines = len(Text(text, "body").lines(room))
        high += max(look.px(sizes.STRIP), lines * line + look.px(Air.XL)) + look.px(CARD_GAP)
    if wide and words.anniversary(record.milestones):
        high += look.px(sizes.DAY_STRIP + CARD_GAP)
    return high
