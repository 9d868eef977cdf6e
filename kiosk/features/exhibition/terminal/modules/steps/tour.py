"""The steps of a guide and of an oath in `kiosk tour`."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.core.terminal.tour import Steps, TourGuide


def guide_steps(guide: TourGuide) -> Steps:
    """Its first step, the third one, and back to the list of what is on."""
    yield from guide.page("exhibition.steps")
    yield from guide.until("its code", lambda: guide.view.slip.code is not None)
    yield from guide.picture("exhibition-steps")
    for at in (1, 2):
        yield from guide.tap("steps.next")
        yield from guide.until("the next step", _at(guide, at))
    yield from guide.picture("exhibition-steps-3")
    yield from guide.tap("dock.back")


def oath_steps(guide: TourGuide) -> Steps:
    """Before it begins, its first line, and back to the list of what is on."""
    yield from guide.page("exhibition.oath")
    yield from guide.picture("exhibition-oath")
    yield from guide.tap("oath.on")
    yield from guide.until("its first line", lambda: guide.view.state == "led")
    yield from guide.picture("exhibition-oath-1")
    yield from guide.tap("dock.back")


def _at(guide: TourGuide, at: int) -> Callable[[], bool]:
    return lambda: bool(guide.view.at == at)
