"""The pages of the exhibition by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.exhibition.terminal.find_flow import FindFlow
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.modules.article import ArticlePage
from kiosk.features.exhibition.terminal.modules.image import ImagePage
from kiosk.features.exhibition.terminal.modules.poster import PosterPage
from kiosk.features.exhibition.terminal.screens.browse import Browse
from kiosk.features.exhibition.terminal.screens.found import Find, Found
from kiosk.features.exhibition.terminal.screens.whole import WholePage
from kiosk.ui.page import Page


def pages(flow: ExhibitionFlow, find: FindFlow) -> dict[str, Callable[[], Page]]:
    exhibits = {page.name: partial(page, flow) for page in (ImagePage, ArticlePage, PosterPage)}
    finding = {Find.name: partial(Find, find.typing), Found.name: partial(Found, find)}
    kinds = {name: page for kind in flow.kinds.values() for name, page in kind.pages.items()}
    reading = {WholePage.name: partial(WholePage, flow.whole)}
    return {Browse.name: partial(Browse, flow, find.start), **exhibits, **kinds, **reading, **finding}
