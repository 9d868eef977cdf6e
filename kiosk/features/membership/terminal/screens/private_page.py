"""A page that shows something of one's own record."""

from __future__ import annotations

from typing import Any

from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.flow import MembershipFlow
from kiosk.ui import look
from kiosk.ui.pages import private_page


class PrivatePage(private_page.PrivatePage):
    split = False

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__(words.PRIVATE_LARGE if look.large() else words.PRIVATE, words.seconds_left)
        self.flow: Any = flow
