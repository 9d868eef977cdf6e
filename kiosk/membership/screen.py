"""The pages of 忆初心 by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.membership.flow import MembershipFlow
from kiosk.membership.screens.arrival import ArrivalPage
from kiosk.membership.screens.card import CardPage
from kiosk.membership.screens.letter import LetterPage
from kiosk.membership.screens.notice import Notice
from kiosk.membership.screens.pin import PinPage
from kiosk.membership.screens.record import CoursePage, RecordPage
from kiosk.membership.screens.sends import Away, Refused, WrongDates
from kiosk.ui.page import Page


def pages(flow: MembershipFlow) -> dict[str, Callable[[], Page]]:
    before = (Notice, CardPage, PinPage)
    own = (ArrivalPage, RecordPage, CoursePage, LetterPage)
    kinds = (*before, *own, Refused, Away, WrongDates)
    return {kind.name: partial(kind, flow) for kind in kinds}
