"""What the page 首页 is handed: the tiles that terminals of this version may show, and the preview worker's home."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.apps.hall.service import HallService
from kiosk.apps.terminal.offered import may_offer
from kiosk.features.exhibition.hall import module as exhibition
from kiosk.features.home.console import module as home
from kiosk.features.home.rules.arrangement import Arrangement


def names() -> tuple[home.TileName, ...]:
    """In the order in which they stand by themselves, in the language in force."""
    return tuple(
        home.TileName(tile.key, tile.title, tile.group, tile.icon, is_small=tile.is_small) for tile in may_offer()
    )


def given(hall: HallService) -> home.Given:
    known = names()  # of this moment, in Chinese: a demonstration has a terminal in the same process

    def draw(looked: home.Looked, arrangement: Arrangement, gone: Callable[[], bool]) -> bytes:
        arranged = tuple((row.key, row.place) for row in arrangement.rows)
        try:
            return exhibition.whole_home(
                looked.page, looked.orientation, looked.mode, hall.clock(), arranged, hall.settings.name, gone
            )
        except exhibition.NotDrawn as refused:
            raise home.NotDrawn(refused.why, refused.text) from refused

    return home.Given(lambda: known, draw)
