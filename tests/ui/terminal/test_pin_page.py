"""The ID number that is typed: dots, and all of it only as long as a finger lies on 按住看."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.features.membership.terminal.pin_entry import PinEntry
from kiosk.features.membership.terminal.views import PinPageView
from tests.ui.conftest import TurnedClock

NUMBER = "110101199001010015"


class Typing:
    """What the page asks of the flow, over real rules."""

    def __init__(self) -> None:
        self.entry = PinEntry()

    def press(self, key: str) -> None:
        self.entry.press(key)

    def typed_number(self) -> str:
        return self.entry.number

    def nothing(self) -> None: ...

    change_number = go_on = nothing


@pytest.fixture
def page(window: Any, clock: TurnedClock, themed: None) -> Any:
    from kiosk.features.membership.terminal.screens.pin import PinPage

    flow: Any = Typing()
    page = PinPage(flow)
    window.add_widget(page)
    for digit in NUMBER[:17]:
        flow.press(digit)
    page.show(PinPageView("number", 17, newest="1"))
    clock.advance(2)
    return page


def shown(page: Any) -> str:
    from kiosk.ui.measure import drawn_texts

    return " ".join(text.text for text in drawn_texts(page)).replace(" ", "")


def test_the_number_is_seen_while_the_button_is_held(page: Any, clock: TurnedClock) -> None:
    assert NUMBER[:6] not in shown(page)
    page._look.pressed = True
    clock.frame()
    assert NUMBER[:17] in shown(page)
    page._look.pressed = False
    clock.frame()
    assert NUMBER[:6] not in shown(page)


def test_nothing_of_it_is_spoken_or_left_when_the_page_goes(page: Any, clock: TurnedClock) -> None:
    page._look.pressed = True
    clock.frame()
    assert "1101" not in page._number.spoken
    page.leave()
    clock.frame()
    assert NUMBER[:6] not in shown(page)
