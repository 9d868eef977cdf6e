"""A roster on the terminal: the flow and its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from kiosk.features.exhibition.terminal.kind_flow import Around, KindFlow
from kiosk.features.exhibition.terminal.modules.roster.flow import RosterFlow
from kiosk.features.exhibition.terminal.modules.roster.page import RosterPage
from kiosk.ui.page import Page


class _Roster(RosterFlow):
    @property
    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return {RosterPage.name: partial(RosterPage, self)}


def begin(around: Around) -> KindFlow:
    return _Roster(around)
