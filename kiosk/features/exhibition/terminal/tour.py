"""The steps of 展厅 in `kiosk tour`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.exhibition.terminal.modules.directory import tour as directory
from kiosk.features.exhibition.terminal.modules.document import tour as document
from kiosk.features.exhibition.terminal.modules.map import tour as maps
from kiosk.features.exhibition.terminal.modules.people import tour as people
from kiosk.features.exhibition.terminal.modules.roster import tour as roster
from kiosk.features.exhibition.terminal.modules.steps import tour as guides
from kiosk.features.exhibition.terminal.modules.timeline import tour as timeline
from kiosk.features.exhibition.terminal.modules.tree import tour as tree
from kiosk.features.exhibition.terminal.modules.video import tour as video
from kiosk.ui.typing.syllables import digits_of


def steps(guide: TourGuide) -> Steps:
    """The list, a picture, every screen of the long poster, its text version, an article; a word looked for."""
    yield from guide.begin()
    yield from guide.tap("home.exhibition")
    yield from guide.page("exhibition.browse")
    yield from guide.until("the small pictures", lambda: bool(guide.view.thumbs))
    yield from guide.picture("exhibition-list")
    yield from _opened(guide, "starter/lane")
    yield from guide.page("exhibition.image")
    yield from guide.until("the picture", lambda: guide.view.picture is not None)
    yield from guide.picture("exhibition-image")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")
    yield from _opened(guide, "starter/fee")
    yield from guide.page("exhibition.poster")
    yield from guide.until("the poster", lambda: guide.view.picture is not None)
    yield from guide.picture("exhibition-poster-1")
    yield from guide.tap("exhibit.on")
    yield from guide.until("its second screen", lambda: guide.view.page == 1)
    yield from guide.picture("exhibition-poster-2")
    yield from guide.tap("exhibit.version")
    yield from guide.until("its text", lambda: guide.view.as_text)
    yield from guide.picture("exhibition-poster-text")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")
    yield from _opened(guide, "starter/join")
    yield from guide.page("exhibition.article")
    yield from guide.picture("exhibition-article")
    yield from guide.tap("dock.back")
    yield from guide.page("exhibition.browse")
    for key, kind in KINDS:
        yield from _opened(guide, key)
        yield from kind(guide)
        yield from guide.page("exhibition.browse")
    yield from _find(guide, "dangfei")
    yield from guide.tap("dock.home")
    yield from guide.page("home")
    yield from guide.tap("dock.end")


KINDS: tuple[tuple[str, Callable[[TourGuide], Steps]], ...] = (
    ("starter/days", document.steps),
    ("starter/day", video.steps),
    ("starter/people", people.steps),
    ("starter/century", timeline.steps),
    ("starter/tree", tree.steps),
    ("starter/map", maps.map_steps),
    ("starter/floor", maps.floor_steps),
    ("starter/directory", directory.steps),
    ("starter/roster", roster.steps),
    ("starter/ticket", guides.guide_steps),
    ("starter/oath", guides.oath_steps),
)


def _opened(guide: TourGuide, key: str) -> Steps:
    """One of the list, on whichever page of it."""
    yield from guide.page("exhibition.browse")
    onward = True
    while not any(item.key == key for item in guide.view.items):  # its tile may not be laid out yet
        page = guide.view.page
        onward = onward and page + 1 < guide.view.pages  # to the end, then back from there
        yield from guide.tap("browse.next" if onward else "browse.previous")
        yield from guide.until("another page of the list", partial(_turned, guide, page))
    yield from guide.tap(f"browse.{key}")


def _turned(guide: TourGuide, page: int) -> bool:
    return bool(guide.view.page != page)


def _find(guide: TourGuide, letters: str) -> Steps:
    """找一找: a word spelled on the keys of the mode, or a ready one where the pinyin library is missing."""
    yield from guide.tap("browse.find")
    yield from guide.page("exhibition.find")
    if guide.view.missing:
        yield from guide.tap("typing.phrase.0")
    else:
        for symbol in digits_of(letters) if guide.large else letters:
            yield from guide.tap(f"typing.{symbol}")
    yield from guide.picture("exhibition-find")
    yield from guide.tap("typing.done")
    yield from guide.page("exhibition.found")
    yield from guide.picture("exhibition-found")
