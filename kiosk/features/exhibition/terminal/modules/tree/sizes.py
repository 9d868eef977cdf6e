"""Sizes of the tree's page, in dpx. No Kivy."""

from kiosk.features.exhibition.terminal.list_places import Places

DROP = 262  # the large one reaches so far below the reach line
PLACES = Places(640, 104, (640, 150))
