"""取号 at shut doors: the terminal says which kind of shut it is, also while the hall service cannot be asked."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest

from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.rules.doors import Shut
from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import NORMAL_LANE, ChooseView, ClosedView, Lane, Refused, Taken, TroubleView
from kiosk.features.tickets.wire import ServicesNow
from tests.features.tickets.hall import PARTY, Hall
from tests.features.tickets.test_priority import Counter, Stage

TWO_SPANS = [("08:00", "11:30"), ("13:30", "17:30")]


class Terminal(Counter):
    """A counter whose line to the hall may be away; ``known``: what it was told last."""

    away = False
    known: ServicesNow | None = None

    def services(self) -> ServicesNow | None:
        if self.away:
            return None
        self.known = super().services()
        return self.known

    def take(
        self, service_id: int, key: str, lane: Lane = NORMAL_LANE, *, english: bool = False
    ) -> Taken | Refused:  # fmt: skip
        if self.hall.call(self.hall.desk.hall_today).state == "closed":
            return Refused("closed")
        return super().take(service_id, key, lane)


@pytest.fixture
def terminal(hall: Hall) -> Iterator[tuple[Terminal, TicketFlow, Stage]]:
    hall.call(partial(plan_edits.set_hours, weekday=1, spans=TWO_SPANS))
    hall.desk.plan_changed()
    counter, stage = Terminal(hall), Stage()
    flow = TicketFlow(
        stage, counter, terminal="1 号终端", desk_place="门口", demo=True, return_seconds=9,
        known=lambda: counter.known, clock=lambda: hall.now,
    )  # fmt: skip
    yield counter, flow, stage


CLOCKS = [(7, Shut.BEFORE, "还没开门，8:00 开门"), (12, Shut.MIDDAY, "午休，13:30 继续"), (18, Shut.OVER, "今天结束了")]


@pytest.mark.parametrize(("hour", "shut", "title"), CLOCKS)
@pytest.mark.parametrize("away", [False, True])
def test_the_page_says_which_shut_it_is(
    terminal: tuple[Terminal, TicketFlow, Stage], hour: int, shut: Shut, title: str, away: bool
) -> None:
    counter, flow, stage = terminal
    flow.start()
    assert isinstance(stage.front[1], ChooseView)
    counter.away, counter.hall.now = away, counter.hall.now.replace(hour=hour, minute=0)
    flow.start()
    view = stage.front[1]
    assert isinstance(view, ClosedView)
    assert (view.reason, words.closed(view.reason, view.next_opening)) == (shut, title)
    assert view.days[0].spans == tuple(TWO_SPANS)
    assert view.goes_on_today == (shut != Shut.OVER)


def test_while_the_hall_cannot_be_asked_and_is_open_one_goes_to_the_desk(
    terminal: tuple[Terminal, TicketFlow, Stage],
) -> None:
    counter, flow, stage = terminal
    flow.start()
    counter.away = True
    flow.start()
    assert isinstance(stage.front[1], TroubleView)
    counter.hall.now += timedelta(days=30)  # what was known then says nothing of today
    flow.start()
    assert isinstance(stage.front[1], TroubleView)


def test_doors_that_shut_while_the_services_stood_there_say_when_they_open(
    terminal: tuple[Terminal, TicketFlow, Stage],
) -> None:
    """The page was opened a minute before lunch: what it knew of the doors then is over."""
    counter, flow, stage = terminal
    flow.start()
    counter.hall.now = counter.hall.now.replace(hour=11, minute=31)
    flow.choose(PARTY)
    view = stage.front[1]
    assert isinstance(view, ClosedView)
    assert words.closed(view.reason, view.next_opening) == "午休，13:30 继续"


def test_every_opening_of_a_day_is_written() -> None:
    assert words.day_hours(tuple(TWO_SPANS)) == ("8:00–11:30", "13:30–17:30")
    assert words.day_hours(()) == (words.SHUT,)
