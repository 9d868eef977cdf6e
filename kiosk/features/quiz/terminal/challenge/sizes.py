"""Sizes of a challenge's pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

COLUMNS, COLUMNS_LARGE = 3, 2  # of topics, and of nicknames
TOPICS, TOPICS_TURNED_LARGE = 6, 4  # on one page; on each of several
TOPICS_LYING, TOPICS_LYING_LARGE, TOPIC_HIGH_LYING = 6, 4, 128  # places, one of them for 更多 where there are more
SCENE_WIDE = 984
LONG_TITLE = 12  # characters: longer, what it is about stands under it
TOPIC_HIGH, TOPIC_HIGH_LARGE = 146, 168
CLOCK_HIGH, CLOCK_HIGH_LARGE = 146, 164
STRIP_HIGH = 84  # under the picture
TOLD_HIGH = 164
NAME_HIGH, NAME_HIGH_LARGE = 92, 108
PLACE = 48  # across, of the number before a row
ROW_HIGH, ROW_HIGH_LARGE = 60, 74
CHOICE_HIGH = 440  # of the two ways on when the time is up
