"""The pages of 忆初心 by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.membership.flow import MembershipFlow
from kiosk.membership.screens.card import CardPage
from kiosk.membership.screens.notice import Notice
from kiosk.membership.screens.record import RecordPage
from kiosk.membership.screens.sends import Away, Refused, WrongDates
from kiosk.ui.page import Page


def pages(flow: MembershipFlow) -> dict[str, Callable[[], Page]]:
    return {kind.name: partial(kind, flow) for kind in (Notice, CardPage, RecordPage, Refused, Away, WrongDates)}
