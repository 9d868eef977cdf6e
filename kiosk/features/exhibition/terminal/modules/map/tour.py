"""The steps of the map and of the floor plan in `kiosk tour`, from the list of what is on and back to it."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide

MAP, FLOOR = "starter/map", "starter/floor"


def steps(guide: TourGuide) -> Steps:
    """The map, another place, the way there on paper; a floor."""
    yield from _open(guide, MAP, "exhibition.map")
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
    yield from guide.page("exhibition.browse")
    yield from _open(guide, FLOOR, "exhibition.floor_plan")
    yield from guide.picture("exhibition-floor")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")


def _open(guide: TourGuide, key: str, page: str) -> Steps:
    """Turn the list to where it stands, and tap it."""
    while not any(item.key == key for item in guide.view.items):
        before = guide.view.page
        yield from guide.tap("browse.next")
        yield from guide.until("the list turned", lambda before=before: guide.view.page != before)  # type: ignore[misc]
    yield from guide.tap(f"browse.{key}")
    yield from guide.page(page)
    yield from guide.until("the picture", lambda: guide.view.picture is not None)
