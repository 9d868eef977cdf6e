"""The attract screen: the invitation begins a visit, the slide over it may lead further."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.apps.terminal.views import AttractView
from tests.ui.conftest import WINDOW, TurnedClock


@pytest.mark.parametrize(("share", "came"), [(0.1, "begun"), (0.25, "begun"), (0.6, "slide"), (0.95, "slide")])
def test_the_panel_leads_home_and_the_slide_where_it_says(
    window: Any, clock: TurnedClock, share: float, came: str
) -> None:
    from kiosk.apps.demo.finger import Finger
    from kiosk.apps.terminal.screens.attract import Attract

    heard: list[str] = []
    page = Attract(lambda: heard.append("begun"), None, lambda: heard.append("slide"))
    page.show(AttractView((("exam", "学一学"),)))
    window.add_widget(page)
    clock.advance(0.5)
    finger = Finger()
    finger.down(WINDOW[0] / 2, WINDOW[1] * share)
    finger.up()
    clock.frame()
    window.remove_widget(page)
    assert heard == [came]
