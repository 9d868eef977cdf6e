"""The steps of a directory in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    """The list with who is on duty, one service, where it is, and back to the list of what is on."""
    yield from guide.page("exhibition.directory")
    yield from guide.picture("exhibition-directory")
    yield from guide.tap("directory.1")
    yield from guide.page("exhibition.service")
    yield from guide.until("its code", lambda: guide.view.slip.code is not None)
    yield from guide.picture("exhibition-service")
    yield from guide.tap("service.2")
    yield from guide.until("where it is", lambda: guide.view.at == 1)
    yield from guide.picture("exhibition-service-where")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.directory")
    yield from guide.tap("dock.back")
