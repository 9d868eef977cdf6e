"""A day's figures come from its rows alone."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.database.clock import HALL_TIME
from kiosk.features.tickets.rules.statistics import Change, figures, percentile

OPENS = datetime(2026, 11, 17, 8, 30, tzinfo=HALL_TIME)
PARTY, GENERAL = 1, 2


def row(minute: float, kind: str, ticket: int = 1, window: int | None = None, service: int | None = None) -> Change:
    return Change(OPENS + timedelta(minutes=minute), kind, ticket, window, service)


def test_a_wait_runs_to_the_call_and_a_service_from_the_arrival() -> None:
    day = figures(
        [row(0, "taken", service=PARTY), row(10, "called", 1, 3), row(12, "serving", 1, 3), row(17, "done", 1, 3)]
    )
    assert day.by_service[PARTY].wait_p50_minutes == 10
    assert day.by_window[3].service_mean_minutes == 5
    assert (day.all.taken, day.all.called, day.all.served) == (1, 1, 1)


def test_a_service_without_the_arrival_counts_from_the_call() -> None:
    day = figures([row(0, "taken", service=PARTY), row(10, "called", 1, 3), row(17, "done", 1, 3)])
    assert day.by_window[3].service_p50_minutes == 7


def test_a_transfer_waits_anew_and_belongs_to_the_new_service() -> None:
    day = figures(
        [
            row(0, "taken", service=PARTY),
            row(5, "called", 1, 1),
            row(8, "transferred", 1, 1, GENERAL),
            row(20, "called", 1, 2),
            row(24, "done", 1, 2),
        ]
    )
    assert day.by_service[PARTY].transferred == 1
    assert day.by_service[PARTY].served == 0
    assert day.by_service[GENERAL].wait_p50_minutes == 12
    assert day.by_service[GENERAL].served == 1


def test_who_was_not_there_and_was_called_back_is_both() -> None:
    day = figures(
        [
            row(0, "taken", service=PARTY),
            row(5, "called", 1, 1),
            row(7, "no_show", 1, 1),
            row(30, "called_back", 1, 2),
            row(34, "done", 1, 2),
        ]
    )
    assert (day.all.no_shows, day.all.served, day.all.called) == (1, 1, 1)
    assert day.all.wait_p90_minutes == 5
    assert day.by_window[2].service_mean_minutes == 4


def test_a_number_clicked_through_is_no_service_time() -> None:
    day = figures([row(0, "taken", service=PARTY), row(1, "called", 1, 1), row(1.1, "done", 1, 1)])
    assert day.all.served == 1
    assert day.all.service_mean_minutes is None


def test_what_was_undone_never_was() -> None:
    rows = [
        row(0, "taken", service=PARTY),
        row(0, "taken", 2, service=PARTY),
        row(10, "called", 1, 3),
        row(11, "serving", 1, 3),
        row(15, "done", 1, 3),
        row(15, "called", 2, 3),
    ]
    undone = [
        replace(row(15.1, "undone", 2, 3), undid="called"),
        replace(row(15.1, "undone", 1, 3), undid="done"),
    ]
    before = figures(rows[:4])
    assert figures([*rows, *undone]) == before
    later = [row(21, "done", 1, 3), row(30, "called", 2, 3)]
    assert figures([*rows, *undone, *later]) == figures([*rows[:4], *later])
    assert figures([*rows[:3], replace(row(12, "undone", 2, 3), undid="done")]) == figures(rows[:3])


@given(st.lists(st.floats(0, 500), min_size=1), st.integers(1, 100))
def test_a_percentile_is_one_of_the_values(values: list[float], percent: int) -> None:
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= len(values) * percent / 100


KINDS = st.sampled_from(
    ["taken", "printed", "called", "recalled", "serving", "done", "no_show", "held", "called_back", "transferred", "x"]
)


@given(st.lists(st.tuples(KINDS, st.integers(1, 4), st.integers(1, 2), st.integers(-30, 30)), max_size=60))
def test_any_rows_in_any_order_make_figures_that_add_up(rows: list[tuple[str, int, int, int]]) -> None:
    now, changes = 0.0, []
    for kind, ticket, window, step in rows:
        now += step
        changes.append(row(now, kind, ticket, window, 1 + ticket % 2))
    day = figures(changes)
    for name in ("taken", "called", "served", "no_shows", "transferred"):
        assert sum(getattr(one, name) for one in day.by_service.values()) == getattr(day.all, name)
    for one in (*day.by_service.values(), *day.by_window.values(), day.all):
        assert one.wait_p50_minutes is None or 0 <= one.wait_p50_minutes <= (one.wait_p90_minutes or 0)
