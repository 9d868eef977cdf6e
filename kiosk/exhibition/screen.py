"""The pages of the exhibition by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.exhibition.finding import FindFlow
from kiosk.exhibition.flow import ExhibitionFlow
from kiosk.exhibition.modules.article import ArticlePage
from kiosk.exhibition.modules.image import ImagePage
from kiosk.exhibition.modules.poster import PosterPage
from kiosk.exhibition.screens.browse import Browse
from kiosk.exhibition.screens.found import Find, Found
from kiosk.ui.page import Page


def pages(flow: ExhibitionFlow, find: FindFlow) -> dict[str, Callable[[], Page]]:
    exhibits = {page.name: partial(page, flow) for page in (ImagePage, ArticlePage, PosterPage)}
    finding = {Find.name: partial(Find, find.typing), Found.name: partial(Found, find)}
    return {Browse.name: partial(Browse, flow, find.start), **exhibits, **finding}
