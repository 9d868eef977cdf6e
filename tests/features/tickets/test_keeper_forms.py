"""Hours and quotas as a keeper types them."""

import pytest

from kiosk.core.web.keeper_room import NotDone
from kiosk.features.tickets.console.keeper_forms import quotas, spans


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", []),
        ("8:30-12:00", [("08:30", "12:00")]),
        ("08:30–12:00，13:30—17:30", [("08:30", "12:00"), ("13:30", "17:30")]),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, meant: list[tuple[str, str]]) -> None:
    assert spans(typed) == meant


@pytest.mark.parametrize("typed", ["上午", "8-12", "8:30-12:00 中午休息", "8:3-12:00"])
def test_hours_nobody_can_read_are_refused(typed: str) -> None:
    with pytest.raises(NotDone):
        spans(typed)


@pytest.mark.parametrize("typed", ["40", "8:30-12:00", "8:30-12:00 多", "8:30-12:00 40 30"])
def test_quotas_nobody_can_read_are_refused(typed: str) -> None:
    with pytest.raises(NotDone):
        quotas(typed)
