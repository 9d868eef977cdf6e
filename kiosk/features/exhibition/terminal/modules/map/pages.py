"""The pages of the two kinds by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.exhibition.terminal.modules.map.page import FloorPlanPage, MapPage
from kiosk.features.exhibition.terminal.modules.map.views import MapTaps
from kiosk.features.exhibition.terminal.modules.map.way_page import FloorWayPage, WayPage
from kiosk.ui.page import Page


def pages(flow: MapTaps) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (MapPage, WayPage, FloorPlanPage, FloorWayPage)
            if page.name in (flow.page, flow.way_page)}  # fmt: skip
