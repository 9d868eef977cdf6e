"""Sizes of the quiz's pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

from kiosk.ui.tokens import ROW_GAP, Air, High

HEAD_HIGH, HEAD_HIGH_LARGE, BARS_HIGH, SPEAK_GAP = 56, 64, 16, Air.M
CHIPS_HIGH, VERDICT_HIGH, HINT_HIGH = 44, 84, 64
NUMBER_WIDE = 480  # of "question 188 of 200", in the larger type
GAP = ROW_GAP  # between the options, and over an explanation
FOOT_TEXT_LEAST = 300  # of the line at the foot; with less it is left out
OPTION_HIGH, OPTION_HIGH_LARGE, OPTION_HIGH_TWO, OPTION_HIGH_MARKED = High.BAND, 210, 260, 132
OPTION_AIR = 10  # above and below an option's words
STRIP_HIGH, STRIP_MOST = 76, 6  # of the places of an order; more have no room for a word
NOTE_HIGH, PAGE_LEAST = 150, 3  # of what stands under a long stem; lines of a page of text

PICTURE_WIDE, PICTURE_HIGH = 340, 250  # of a stem, beside it

PAPER_PICTURE = 200  # at the right of the head
READ_HIGH = 100  # at least
TOPIC_WIDTH, LARGER = 236, 1.2  # of a topic's name; in large type
RING, RING_LINE, RING_INSET = 340, 16, 20  # Kivy's line width is its half
NUMBER_UP, NOTE_DOWN = 20, 104  # from the ring's middle
RING_SMALL = 290  # where a strip stands above its card
