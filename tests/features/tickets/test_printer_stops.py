"""取号 is tapped while the printer is known to stop: nobody is asked what to take a number for that has no slip."""

from __future__ import annotations

import pytest

from kiosk.features.tickets.terminal import module as tickets
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import ChooseView, TroubleView
from kiosk.features.tickets.terminal.words import en, zh
from tests.features.tickets.hall import Hall
from tests.features.tickets.test_priority import Counter, Stage


class Printer:
    """As it was seen a moment ago, and as it answers now."""

    def __init__(self, seen: str, now: str) -> None:
        self.seen, self.now_, self.asked = seen, now, 0

    def printer_trouble(self, *, now: bool = False) -> str:
        self.asked += now
        return self.now_ if now else self.seen


def tapped(hall: Hall, printer: Printer) -> tuple[TicketFlow, Stage]:
    stage = Stage()
    flow = TicketFlow(
        stage, Counter(hall), terminal="1 号终端", desk_place="门口", demo=True, return_seconds=9,
        printer=lambda: tickets.printer_stops(printer),  # type: ignore[arg-type]
    )  # fmt: skip
    flow.start()
    return flow, stage


@pytest.mark.parametrize(
    ("state", "reason"), [("paper_out", "paper_out"), ("cover_open", "cover_open"), ("cutter_jammed", "other")]
)
def test_its_page_says_so_before_anything_is_chosen(hall: Hall, state: str, reason: str) -> None:
    printer = Printer(state, state)
    flow, stage = tapped(hall, printer)
    view = stage.front[1]
    assert isinstance(view, TroubleView) and view.reason == reason
    printer.seen = printer.now_ = ""
    flow.retry()
    assert isinstance(stage.front[1], ChooseView), "纸换好了，再试一次"


def test_what_was_seen_a_moment_ago_is_asked_again(hall: Hall) -> None:
    printer = Printer("paper_out", "")
    assert isinstance(tapped(hall, printer)[1].front[1], ChooseView)
    well = Printer("", "paper_out")
    tapped(hall, well)
    assert (printer.asked, well.asked) == (1, 0), "a printer that prints is not asked"


def test_every_stop_has_its_words_and_one_that_nobody_knows_too() -> None:
    assert zh.HOME_STOPPED.keys() == en.HOME_STOPPED.keys()
    assert tickets.tile((), away=False, trouble="of a newer version").stopped == zh.HOME_STOPPED[""]
    assert tickets.tile((), away=True, trouble="paper_out").stopped == zh.HOME_AWAY
    assert tickets.tile((), away=False).stopped == ""
