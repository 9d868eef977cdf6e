"""The steps of the map and of the floor plan in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide


def map_steps(guide: TourGuide) -> Steps:
    """The map, another place, the way there, and back to the list of what is on."""
    yield from guide.page("exhibition.map")
    yield from guide.until("the picture", lambda: guide.view.picture is not None)
    yield from guide.picture("exhibition-map")
    yield from guide.tap("map.3")
    yield from guide.until("another place", lambda: guide.view.at == 2)
    yield from guide.tap("map.way")
    yield from guide.page("exhibition.map_way")
    yield from guide.until("the code", lambda: guide.view.slip.code is not None)
    yield from guide.picture("exhibition-way")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.map")
    yield from guide.tap("dock.back")


def floor_steps(guide: TourGuide) -> Steps:
    """A floor, and back to the list."""
    yield from guide.page("exhibition.floor_plan")
    yield from guide.until("the picture", lambda: guide.view.picture is not None)
    yield from guide.picture("exhibition-floor")
    yield from guide.tap("dock.back")
