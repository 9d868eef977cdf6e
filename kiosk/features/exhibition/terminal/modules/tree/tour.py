"""The tree's steps in `kiosk tour`: the top, one level down, straight to where one stands."""

from __future__ import annotations

from kiosk.core.terminal.tour import Steps, TourGuide
from kiosk.features.exhibition.terminal.modules.tree.views import TREE


def steps(guide: TourGuide) -> Steps:
    yield from guide.page(TREE)
    yield from guide.picture("exhibition-tree")
    yield from guide.tap("tree.2")
    yield from guide.until("one level down", lambda: bool(guide.view.path))
    yield from guide.picture("exhibition-tree-below")
    yield from guide.tap("tree.here")
    yield from guide.until("where one stands", lambda: guide.view.here)
    yield from guide.picture("exhibition-tree-here")
    yield from guide.tap("dock.back")
    yield from guide.tap("dock.back")
    yield from guide.tap("dock.back")
