"""A directory on the terminal: the flow and its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.features.exhibition.terminal.kind_flow import Around, KindFlow
from kiosk.features.exhibition.terminal.modules.directory.entry_page import EntryPage
from kiosk.features.exhibition.terminal.modules.directory.flow import DirectoryFlow
from kiosk.features.exhibition.terminal.modules.directory.page import DirectoryPage
from kiosk.ui.page import Page


class _Directory(DirectoryFlow):
    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return {DirectoryPage.name: partial(DirectoryPage, self), EntryPage.name: partial(EntryPage, self)}


def begin(around: Around) -> KindFlow:
    return _Directory(around)
