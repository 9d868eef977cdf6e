"""What 请人帮忙 says to a visitor: English."""

from __future__ import annotations

TITLE = "Ask at the desk"
TILE, TILE_BRIEF, TILE_NOTE = "Get help", "Call the staff", "The staff will come to you"
SENT = "Staff have been told"
SENT_NOTE = "Please wait here.\nThis page tells you when someone comes."
COMING = "Someone is coming"
COMING_NOTE = "They are on the way. Please wait here."
AWAY_NOTE = "The screen cannot call anyone now. Please walk over and ask."
DESK = "Service desk"
BACK = "Back to where I was"
MEANWHILE = "While you wait"
TIP_NEXT = ("Where to tap?", "The red button goes on")
TIP_NEXT_CONTRAST = ("Where to tap?", "The yellow button goes on")
TIP_LARGE = ("Too small?", "Tap here for large type")
TIP_CONTRAST = ("Hard to see?", "Tap here for white on black")
