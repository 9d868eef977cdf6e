"""A clerk orders a slip once more: the terminal prints it once, however often the hall tells of it."""

import queue
from dataclasses import replace
from pathlib import Path

from kiosk.features.tickets.hall.reprint_orders import LIVES
from kiosk.features.tickets.terminal.ordered_reprints import OrderedReprints
from kiosk.features.tickets.terminal.views import Refused, Taken
from tests.features.tickets.hall import FIRST, SECOND, Hall

PATIENCE_SECONDS = 20


def test_each_order_is_printed_once_and_a_refused_one_when_the_hall_moves_again(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall.db")
    now = hall.call(lambda c: hall.desk.services_now(c, FIRST))
    printed: queue.Queue[int] = queue.Queue()
    paper = [False]

    def print_again(ticket_id: int) -> Taken | Refused:
        printed.put(ticket_id)
        return Taken(hall.taken(f"stand-in-{printed.qsize()}"), printed=True) if paper[0] else Refused("paper_out")

    orders = OrderedReprints(print_again)
    orders.start()
    orders.heard(replace(now, reprints=(7,)))
    assert printed.get(timeout=PATIENCE_SECONDS) == 7
    paper[0] = True
    orders.stop()  # the refusal is known now
    orders = OrderedReprints(print_again)
    orders.start()
    for _ in range(3):
        orders.heard(replace(now, reprints=(7, 9)))
    orders.heard(now)
    orders.heard(replace(now, reprints=(7,)))  # ordered anew after it was done
    orders.stop()
    assert [printed.get(timeout=PATIENCE_SECONDS) for _ in range(3)] == [7, 9, 7]
    assert printed.empty()
    hall.database.close()


def test_an_order_is_for_the_terminal_that_gave_the_number_and_lives_two_minutes(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall.db")
    ticket = hall.taken("lost-slip", terminal=SECOND)
    assert hall.call(lambda c: hall.desk.order_reprint(c, ticket.id, by="#1")) == "A001"
    assert hall.call(lambda c: hall.desk.services_now(c, FIRST)).reprints == ()
    assert hall.call(lambda c: hall.desk.services_now(c, SECOND)).reprints == (ticket.id,)
    hall.now += LIVES
    assert hall.call(lambda c: hall.desk.services_now(c, SECOND)).reprints == ()
    hall.database.close()
