"""A film as the registry begins it: the flow with its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.features.exhibition.terminal.kind_flow import Around, KindFlow
from kiosk.features.exhibition.terminal.modules.video.flow import VideoFlow
from kiosk.features.exhibition.terminal.modules.video.page import VideoPage
from kiosk.features.exhibition.terminal.modules.video.playlist import PlaylistPage
from kiosk.ui.page import Page


class _Video(VideoFlow):
    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return {VideoPage.name: partial(VideoPage, self), PlaylistPage.name: partial(PlaylistPage, self)}


def begin(around: Around) -> KindFlow:
    return _Video(around)
