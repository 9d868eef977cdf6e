"""A guide or an oath on the terminal: the flow and its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.features.exhibition.terminal.kind_flow import Around, KindFlow
from kiosk.features.exhibition.terminal.modules.steps.flow import StepsFlow
from kiosk.features.exhibition.terminal.modules.steps.oath_page import OathPage
from kiosk.features.exhibition.terminal.modules.steps.page import StepsPage
from kiosk.ui.page import Page


class _Steps(StepsFlow):
    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return {StepsPage.name: partial(StepsPage, self), OathPage.name: partial(OathPage, self.oath)}


def begin(around: Around) -> KindFlow:
    return _Steps(around)
