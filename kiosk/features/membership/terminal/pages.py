"""The pages of 忆初心 by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.features.membership.terminal.flow import MembershipFlow
from kiosk.features.membership.terminal.screens.arrival import ArrivalPage
from kiosk.features.membership.terminal.screens.card import CardPage
from kiosk.features.membership.terminal.screens.letter import LetterPage
from kiosk.features.membership.terminal.screens.notice import Notice
from kiosk.features.membership.terminal.screens.pin import PinPage
from kiosk.features.membership.terminal.screens.record import CoursePage, RecordPage
from kiosk.features.membership.terminal.screens.sends import Away, Refused, WrongDates
from kiosk.ui.page import Page


def pages(flow: MembershipFlow) -> dict[str, Callable[[], Page]]:
    before = (Notice, CardPage, PinPage)
    own = (ArrivalPage, RecordPage, CoursePage, LetterPage)
    kinds = (*before, *own, Refused, Away, WrongDates)
    return {kind.name: partial(kind, flow) for kind in kinds}
