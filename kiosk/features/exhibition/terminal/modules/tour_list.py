"""How a tour opens an exhibit from the list, on whichever page of it that stands."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide

BROWSE = "exhibition.browse"


def opened(guide: TourGuide, key: str, page: str = "") -> Steps:
    """`key` of the exhibit, `page` that shows it; empty: whoever goes on waits for it."""
    while not guide.there(f"browse.{key}"):
        at = guide.view.page
        yield from guide.tap("browse.next")
        yield from guide.until("the next page", lambda before=at: guide.view.page != before)  # type: ignore[misc]
        yield from guide.page(BROWSE)
    yield from guide.tap(f"browse.{key}")
    if page:
        yield from guide.page(page)


def closed(guide: TourGuide) -> Steps:
    yield from guide.tap("dock.back")
    yield from guide.page(BROWSE)
