"""The steps of a film in `kiosk tour`."""

from __future__ import annotations

from functools import partial

from kiosk.core.terminal.tour import Steps, TourGuide


def steps(guide: TourGuide) -> Steps:
    """Its first picture, while it plays, louder and silent where it can be heard, stopped; back to the list."""
    yield from guide.page("exhibition.video")
    yield from guide.until("its first picture", lambda: guide.view.still is not None)
    yield from guide.picture("exhibition-video")
    yield from guide.tap("video.main")
    yield from guide.until("the film to play", lambda: guide.view.state == "playing")
    yield from guide.picture("exhibition-video-playing")
    if guide.view.level is not None:
        yield from _loudness(guide)
    yield from guide.tap("video.main")
    yield from guide.until("the film to stand", lambda: guide.view.state in ("paused", "ended"))
    yield from guide.tap("dock.back")


def _is_at(guide: TourGuide, level: int) -> bool:
    return bool(guide.view.level == level)


def _loudness(guide: TourGuide) -> Steps:
    begins = guide.view.level
    yield from guide.tap("video.louder")
    yield from guide.until("it to be louder", partial(_is_at, guide, begins + 1))
    for level in range(begins, -1, -1):
        yield from guide.tap("video.quieter")
        yield from guide.until("it to be quieter", partial(_is_at, guide, level))
    yield from guide.picture("exhibition-video-silent")
