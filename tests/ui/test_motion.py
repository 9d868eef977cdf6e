"""What moves comes to rest: by itself, when its page is left, and at once where frames come too slowly."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock

pytestmark = pytest.mark.usefixtures("themed")


@pytest.fixture
def number(window: Any, clock: TurnedClock) -> Any:
    from kiosk.ui.widgets.text import Text

    made = Text("A015", "count")
    window.add_widget(made)
    clock.frame()
    return made


def test_the_number_rises_24_px_in_a_fifth_of_a_second_and_rests(number: Any, clock: TurnedClock) -> None:
    from kiosk.ui import look
    from kiosk.ui.motion import Rising

    place, rising = number.pos[:], Rising(number)
    rising.start()
    assert rising.rise_px == -look.px(24)
    clock.advance(0.1, 0.02)
    assert -look.px(24) / 2 < rising.rise_px < 0
    clock.advance(0.15, 0.02)
    assert rising.rise_px == 0
    assert number.pos == place


def test_an_arrow_sways_until_its_page_is_left(number: Any, clock: TurnedClock) -> None:
    from kiosk.ui.motion import Swaying

    swaying = Swaying(number)
    swaying.start()
    clock.advance(0.6, 0.02)
    assert swaying.rise_px < -1
    swaying.stop()
    clock.advance(1, 0.02)
    assert swaying.rise_px == 0


def test_a_slow_machine_shows_no_motion(number: Any, clock: TurnedClock) -> None:
    from kiosk.ui.motion import Swaying

    swaying = Swaying(number)
    swaying.start()
    clock.advance(1.0, 0.1)
    assert swaying.rise_px == 0


def test_the_busy_mark_turns_eight_steps_a_second(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.widgets.busy_mark import BusyMark

    mark = BusyMark()
    window.add_widget(mark)
    mark.start()
    clock.advance(0.51, 0.01)
    assert mark._turn.angle == pytest.approx(360 - 4 * 45)
    mark.stop()
    clock.advance(1, 0.1)
    assert mark._turn.angle == pytest.approx(180)


def test_the_card_page_shows_the_way_while_it_waits_in_front(window: Any, clock: TurnedClock) -> None:
    from dataclasses import replace

    from kiosk.features.membership.terminal.screens.card import CardPage
    from kiosk.features.membership.terminal.views import CardView
    from tests.ui.sample_pages import Quiet

    flow: Any = Quiet()
    flow.card = flow
    page, waiting = CardPage(flow), CardView("10:26", "waiting", "进门正前方")
    page.show(waiting)
    arrow = page._place_of_card
    assert not arrow.sways  # built ahead, in front of nobody
    window.add_widget(page)
    page.enter()
    clock.advance(0.6, 0.02)
    assert arrow.sways and arrow._swaying.rise_px < -1
    page.show(replace(waiting, state="reading"))
    assert not arrow.sways
    page.show(replace(waiting, state="unread"))
    assert arrow.sways
    page.leave()
    assert not arrow.sways and arrow._swaying.rise_px == 0
