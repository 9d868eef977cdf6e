"""A document as the registry begins it: the flow with its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.features.exhibition.terminal.kind_flow import Around, KindFlow
from kiosk.features.exhibition.terminal.modules.document.contents import ContentsPage
from kiosk.features.exhibition.terminal.modules.document.flow import DocumentFlow
from kiosk.features.exhibition.terminal.modules.document.hits import FindWithin, HitsPage
from kiosk.features.exhibition.terminal.modules.document.page import DocumentPage
from kiosk.ui.page import Page


class _Document(DocumentFlow):
    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return {
            DocumentPage.name: partial(DocumentPage, self), ContentsPage.name: partial(ContentsPage, self),
            FindWithin.name: partial(FindWithin, self.typing), HitsPage.name: partial(HitsPage, self),
        }  # fmt: skip


def begin(around: Around) -> KindFlow:
    return _Document(around)
