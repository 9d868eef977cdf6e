"""What may be given, and what the pad shows of a ticket just served."""

from datetime import datetime, timedelta

import pytest

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.ratings.rules.rating import Asked, Given, RatingRefused, asked_of, reasons_kept

NOW = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
TICKET = Asked(7, "A007", "党员服务")


@pytest.mark.parametrize(
    ("level", "seconds", "shown"),
    [(2, 5, (2, True)), (2, 6, (2, False)), (2, 8, (2, False)), (2, 9, None), (3, 0, (3, True)), (4, 0, (4, False))],
)
def test_a_given_level_is_thanked_for_a_moment_and_a_good_one_can_be_changed(
    level: int, seconds: int, shown: tuple[int, bool] | None
) -> None:
    found = asked_of(TICKET, Given(level, NOW.isoformat()), NOW + timedelta(seconds=seconds))
    assert (found and (found.level, found.changeable)) == shown


def test_nothing_given_is_asked() -> None:
    assert asked_of(TICKET, None, NOW) == TICKET


def test_reasons_are_kept_of_bad_levels_only_and_in_the_order_of_the_list() -> None:
    assert reasons_kept(4, ["papers", "waited"]) == "waited papers"
    assert reasons_kept(3, ["papers"]) == "" == reasons_kept(5, [])
    for level, reasons in ((0, []), (6, []), (-1, []), (5, ["nothing"])):
        with pytest.raises(RatingRefused):
            reasons_kept(level, reasons)
