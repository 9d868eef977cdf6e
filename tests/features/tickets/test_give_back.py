"""取错了 at the terminal: asked once, by its number; then the number goes, or nothing happened. The desk is real."""

import pytest

from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import ChooseView, DoneView, GiveBackView, TroubleView
from kiosk.features.tickets.terminal.words import en, zh
from tests.features.tickets.hall import PARTY, Hall
from tests.features.tickets.test_priority import Counter, Stage

SECONDS = 9


class Terminal:
    def __init__(self, hall: Hall) -> None:
        self.hall, self.stage, self.counter = hall, Stage(), _Counter(hall)
        self.flow = TicketFlow(
            self.stage, self.counter, terminal="1 号终端", desk_place="门口", demo=True, return_seconds=SECONDS
        )
        self.flow.start()
        self.flow.choose(PARTY)

    @property
    def view(self) -> object:
        return self.stage.front[1]

    def number(self) -> tuple[str, str]:
        """Of the first number: its two states."""
        return self.hall.states(1)


class _Counter(Counter):
    refuses = False

    def give_back(self, ticket: object) -> bool:
        return not self.refuses and super().give_back(ticket)  # type: ignore[arg-type]


@pytest.fixture
def terminal(hall: Hall) -> Terminal:
    return Terminal(hall)


def test_the_wrong_one_is_asked_for_by_its_number(terminal: Terminal) -> None:
    terminal.flow.wrong_one()
    view = terminal.view
    assert isinstance(view, GiveBackView)
    assert (view.ticket.number, view.busy) == ("A001", False)
    assert terminal.number() == ("printed", "waiting")
    assert "作废" in zh.GIVE_BACK_NOTE
    assert "void" in en.GIVE_BACK_NOTE


def test_only_the_second_answer_gives_it_back(terminal: Terminal) -> None:
    terminal.flow.wrong_one()
    terminal.flow.wrong_one()  # the other half of a double tap
    assert terminal.number() == ("printed", "waiting")
    terminal.flow.give_back()
    terminal.flow.give_back()
    assert terminal.number() == ("printed", "given_back")
    view = terminal.view
    assert isinstance(view, ChooseView) and view.returned


def test_who_keeps_it_sees_the_number_again(terminal: Terminal) -> None:
    terminal.flow.wrong_one()
    terminal.flow.keep_it()
    view = terminal.view
    assert isinstance(view, DoneView)
    assert (view.ticket.number, view.seconds) == ("A001", SECONDS)
    assert terminal.number() == ("printed", "waiting")


def test_who_walks_away_keeps_it(terminal: Terminal) -> None:
    terminal.flow.wrong_one()
    terminal.stage.end_visit()
    assert terminal.number() == ("printed", "waiting")
    terminal.flow.give_back()  # nothing is left of the visit
    assert terminal.number() == ("printed", "waiting")


def test_a_number_that_is_called_meanwhile_stays(terminal: Terminal) -> None:
    terminal.flow.wrong_one()
    terminal.hall.called()
    terminal.counter.refuses = True
    terminal.flow.give_back()
    view = terminal.view
    assert isinstance(view, TroubleView)
    assert (view.reason, view.number) == ("called_already", "A001")
    assert terminal.number() == ("printed", "called")
