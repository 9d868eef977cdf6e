"""Sizes of a challenge's pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

COLUMNS, COLUMNS_LARGE = 3, 2  # of topics, and of nicknames
TOPICS, TOPICS_LARGE, TOPICS_LYING = 6, 4, 6  # on a page
TOPIC_HIGH, TOPIC_HIGH_LARGE = 138, 150
CLOCK_HIGH, CLOCK_HIGH_LARGE = 138, 164
STRIP_HIGH = 84  # under the picture
TOLD_HIGH = 164
NAME_HIGH, NAME_HIGH_LARGE = 92, 108
PLACE = 48  # across, of the number before a row
ROW_HIGH, ROW_HIGH_LARGE = 60, 74
CHOICE_HIGH = 400  # of the two ways on when the time is up
