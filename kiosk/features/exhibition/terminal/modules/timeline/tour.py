"""The timeline's steps in `kiosk tour`: the earliest entry, and the one after it."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.exhibition.terminal.modules.timeline.views import TIMELINE


def steps(guide: TourGuide) -> Steps:
    yield from guide.page(TIMELINE)
    yield from guide.picture("exhibition-timeline")
    yield from guide.tap("timeline.after")
    yield from guide.until("the entry after it", lambda: guide.view.at == 1)
    yield from guide.picture("exhibition-timeline-2")
    yield from guide.tap("dock.back")
