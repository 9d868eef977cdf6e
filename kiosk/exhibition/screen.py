"""The pages of the exhibition by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.exhibition.flow import ExhibitionFlow
from kiosk.exhibition.modules.article import ArticlePage
from kiosk.exhibition.modules.image import ImagePage
from kiosk.exhibition.modules.poster import PosterPage
from kiosk.exhibition.screens.browse import Browse
from kiosk.ui.page import Page


def pages(flow: ExhibitionFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (Browse, ImagePage, ArticlePage, PosterPage)}
