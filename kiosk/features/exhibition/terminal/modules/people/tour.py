"""The people's steps in `kiosk tour`: the first one, and another one."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.exhibition.terminal.modules.people.views import PEOPLE


def steps(guide: TourGuide) -> Steps:
    yield from guide.page(PEOPLE)
    yield from guide.until("the photographs", lambda: guide.view.large is not None and bool(guide.view.small))
    yield from guide.picture("exhibition-people")
    yield from guide.tap("people.2")
    yield from guide.until("another one", lambda: guide.view.at == 1 and guide.view.large is not None)
    yield from guide.picture("exhibition-people-2")
    yield from guide.tap("dock.back")
