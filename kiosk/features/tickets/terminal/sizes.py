"""Sizes of the tickets' pages, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

SERVICE_ROW_MOST = 236
LIP, MOUTH = 128, 106  # the drawn printer's front, and where the paper comes out of it
STEP_MARK = 60
# How far what a page says reaches below the reach line, upright.
DONE_DROP, GIVE_BACK_DROP, PRIORITY_DROP, UNSURE_DROP = 60, 170, 158, 300
TROUBLE_DROP, TROUBLE_DROP_LARGE = 170, 60  # large, there is more to tell below
