"""What the people's page says to a visitor: English."""

from __future__ import annotations

PROMISE = "Promise"
DEMO = "Made up for show"
PHOTO = "Photograph"
NEXT_ONE = "Next person"
