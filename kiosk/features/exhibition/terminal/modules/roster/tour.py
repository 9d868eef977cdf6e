"""The steps of a roster in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    """Who is on duty, and back to the list of what is on."""
    yield from guide.page("exhibition.roster")
    yield from guide.until("its code", lambda: guide.view.slip.code is not None)
    yield from guide.picture("exhibition-roster")
    yield from guide.tap("dock.back")
