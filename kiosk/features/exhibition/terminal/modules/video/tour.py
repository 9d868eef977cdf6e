"""The steps of a film in `kiosk tour`."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    """Its first picture, while it plays, stopped; back to the list."""
    yield from guide.page("exhibition.video")
    yield from guide.until("its first picture", lambda: guide.view.still is not None)
    yield from guide.picture("exhibition-video")
    yield from guide.tap("video.main")
    yield from guide.until("the film to play", lambda: guide.view.state == "playing")
    yield from guide.picture("exhibition-video-playing")
    yield from guide.tap("video.main")
    yield from guide.until("the film to stand", lambda: guide.view.state in ("paused", "ended"))
    yield from guide.tap("dock.back")
