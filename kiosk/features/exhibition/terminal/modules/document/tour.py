"""The steps of a document in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    """Its beginning, its contents, a heading; a word looked for, and the place where it stands; back to the list."""
    yield from guide.page("exhibition.document")
    yield from guide.picture("exhibition-document")
    yield from guide.tap("document.contents")
    yield from guide.page("exhibition.document.contents")
    yield from guide.picture("exhibition-document-contents")
    yield from guide.tap("contents.1")
    yield from guide.page("exhibition.document")
    yield from guide.until("the heading", lambda: guide.view.goal is None)
    yield from guide.picture("exhibition-document-heading")
    yield from guide.tap("document.find")
    yield from guide.page("exhibition.document.find")
    yield from guide.tap("typing.phrase.0")
    yield from guide.picture("exhibition-document-find")
    yield from guide.tap("typing.done")
    yield from guide.page("exhibition.document.hits")
    yield from guide.picture("exhibition-document-hits")
    yield from guide.tap("hits.0")
    yield from guide.page("exhibition.document")
    yield from guide.until("the place", lambda: guide.view.goal is None)
    yield from guide.picture("exhibition-document-found")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.document.hits")
    yield from guide.tap("hits.text")
    yield from guide.page("exhibition.document")
    yield from guide.tap("dock.back")
