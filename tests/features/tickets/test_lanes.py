"""Priority numbers, and what a slip promises about the wait."""

from datetime import timedelta
from functools import partial

import pytest

from kiosk.features.tickets.rules import refusals
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.rules.queue import PRIORITY
from tests.features.tickets.hall import A_MINUTE, FIRST, HELPERS, OLD, SECOND, YOUNG, Hall, card

# -- priority --------------------------------------------------------------------------------------


def test_priority_numbers_are_901_up_and_called_at_the_ratio(hall: Hall) -> None:
    for n in range(5):
        hall.taken(f"n{n}")
    tickets = [hall.taken(f"p{n}", lane=PRIORITY, card=card("19500101", f"00{n}")) for n in range(2)]
    assert [ticket.number for ticket in tickets] == ["A901", "A902"]
    assert tickets[0].notes[1] == "每叫 2 个普通号，叫 1 个优先号。"
    assert [row.number for row in hall.call(lambda c: hall.windows.now(c, 1)).waiting] == [
        "A001", "A002", "A901", "A003", "A004", "A902", "A005",
    ]  # fmt: skip
    numbers = []
    for _ in range(7):
        hall.now += A_MINUTE
        numbers.append(hall.called().number)
    assert numbers == ["A001", "A002", "A901", "A003", "A004", "A902", "A005"]


def test_the_slip_of_a_priority_number_promises_no_less_than_the_ratio(hall: Hall) -> None:
    for n in range(9):
        hall.taken(f"n{n}")
    assert hall.taken("old", lane=PRIORITY, card=OLD).ahead == 2
    assert hall.taken("next").ahead == 10


def test_a_priority_number_needs_age_or_a_clerk(hall: Hall) -> None:
    take = partial(hall.taken, lane=PRIORITY)
    for wrong in (YOUNG, CardProof("000000195001010010"), CardProof("x"), None):
        with pytest.raises(refusals.NotEntitled):
            take("young", card=wrong)
    hall.call(lambda c: hall.desk.grant_priority(c, FIRST, by="li"))
    with pytest.raises(refusals.NotEntitled):
        take("other terminal", terminal=SECOND)
    assert take("granted").number == "A901"
    with pytest.raises(refusals.NotEntitled):
        take("a grant is for one number")
    hall.call(lambda c: hall.desk.grant_priority(c, FIRST, by="li"))
    hall.now += 6 * A_MINUTE
    with pytest.raises(refusals.NotEntitled):
        take("a grant ends")


def test_one_open_number_a_person_and_service(hall: Hall) -> None:
    first = hall.taken("1", lane=PRIORITY, card=OLD)
    with pytest.raises(refusals.AlreadyWaiting, match="A901"):
        hall.taken("2", card=OLD)
    other = hall.taken("3", HELPERS, card=OLD)
    hall.called(1)
    with pytest.raises(refusals.AlreadyWaiting):
        hall.call(lambda c: hall.windows.transfer(c, 1, first.id, to_service=HELPERS))
    hall.call(lambda c: hall.windows.finish(c, 1, first.id))
    assert hall.taken("4", card=OLD).number == "A001"
    assert other.number == "C001"


def test_a_missed_number_is_not_called_back_beside_another_of_the_same_person(hall: Hall) -> None:
    missed = hall.taken("1", lane=PRIORITY, card=OLD)
    hall.called(1)
    hall.call(lambda c: hall.windows.no_show(c, 1, missed.id))
    again = hall.taken("2", lane=PRIORITY, card=OLD)
    with pytest.raises(refusals.AlreadyWaiting):
        hall.call(lambda c: hall.windows.call_back(c, 1, missed.id))
    assert hall.called(1).number == again.number  # nothing was changed
    hall.call(lambda c: hall.windows.hold(c, 1, again.id, reason="去复印材料"))
    assert hall.call(lambda c: hall.windows.call_back(c, 1, again.id)).number == again.number


def test_nothing_of_the_card_is_kept(hall: Hall) -> None:
    hall.taken("1", lane=PRIORITY, card=OLD)
    stored = b"".join(file.read_bytes() for file in hall.path.parent.iterdir())
    assert OLD.id_number.encode() not in stored
    assert b"19500101" not in stored
    assert "1950" not in repr(OLD)
    hall.now += timedelta(days=1)
    hall.taken("tomorrow")
    assert hall.call(lambda c: c.exec_driver_sql("SELECT count(person) FROM tickets").scalar()) == 0


# -- the wait --------------------------------------------------------------------------------------


def test_the_estimate_follows_the_days_own_service_times(hall: Hall) -> None:
    def promised(key: str) -> int:
        hall.taken(key), hall.taken(key + "b"), hall.taken(key + "c")
        return hall.taken(key + "d").wait_high_minutes

    before = promised("before")
    for _ in range(4):
        called = hall.called()
        hall.now += 20 * A_MINUTE
        hall.call(partial(hall.windows.finish, window_id=1, ticket_id=called.ticket_id))
    assert promised("after") > 2 * before
