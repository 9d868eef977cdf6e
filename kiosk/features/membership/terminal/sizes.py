"""Sizes of 忆初心's pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

IDENTITY, IDENTITY_LARGE = 352, 368  # name and facts, at least
AGE_WIDE, AGE_LINE = 330, 130  # 党龄 beside them; on one line
UNDER_FACTS = 20
FACTS_AIR = 68  # over, between and under name and facts, but for a hair at each of them
STRIP, DAY_STRIP = 88, 104  # a sentence; that of the day itself
COURSE_PICTURE, ARRIVAL_PICTURE = 200, 300

COURSE_TOP, COURSE_HEAD_GAP = 32, 28
DATE_GAP, DATE_GAP_LYING = 36, 18  # between dot, date and event
DOT = 32  # the mark of an event

LETTER_ROW, LETTER_ROW_LARGE = 176, 210
LETTER_PICTURE = 120  # at the head of its row
LETTER_BUTTON_MOST = 180
LETTER_FRAME = 24  # around the page
LETTER_THUMB = (300, 420)
WATERMARK, WATERMARK_SMALL = 36, 20  # of a page, of the small one

# How far what a page says reaches below the reach line, upright.
PIN_DROP = 130  # two fields stand above the pad
REFUSED_DROP, AWAY_DROP = 172, 180
