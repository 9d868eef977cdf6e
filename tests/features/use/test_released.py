"""What a page tells of a week lets nobody work out a count under 5: tried against every way to fill the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.features.use.rules.released import FEW, LEAST_POSSIBLE, Told, released, together

TOTAL = "all"


def star(*counts: int) -> tuple[dict[str, int], list[tuple[str, tuple[str, ...]]]]:
    """Terminals and their sum."""
    parts = {str(number): count for number, count in enumerate(counts)}
    return {TOTAL: sum(counts), **parts}, [(TOTAL, tuple(parts))]


def hours(columns: Sequence[Sequence[int]], first: int) -> tuple[dict[str, int], list[tuple[str, tuple[str, ...]]]]:
    """A total, its hours, and the weekdays of each; and the same total by two terminals, `first` at one of them."""
    cells = {f"{hour}/{day}": count for hour, column in enumerate(columns) for day, count in enumerate(column)}
    sums = {str(hour): sum(column) for hour, column in enumerate(columns)}
    total = sum(sums.values())
    parts = [(str(hour), tuple(f"{hour}/{day}" for day in range(len(column)))) for hour, column in enumerate(columns)]
    terminals = {"one": min(first, total), "other": total - min(first, total)}
    both = [(TOTAL, tuple(sums)), (TOTAL, tuple(terminals))]
    return {TOTAL: total, **sums, **cells, **terminals}, [*both, *parts]


Sums = Sequence[tuple[str, Sequence[str]]]


def possible(told: Mapping[str, Told], sums: Sums, most: int) -> Iterator[dict[str, int]]:
    """Every table of counts up to `most` that reads as this one does; by trying, not by the rules' own arithmetic."""
    wholes = {whole for whole, _ in sums}
    leaves = [key for key in told if key not in wholes]
    for values in product(*(_values(told[key], most) for key in leaves)):
        table = dict(zip(leaves, values, strict=True))
        if not all(_adds_up(table, whole, parts) for whole, parts in reversed(sums)):
            continue
        if all(_reads(told[key], table[key]) for key in wholes):
            yield table


def _adds_up(table: dict[str, int], whole: str, parts: Sequence[str]) -> bool:
    total = sum(table[part] for part in parts)
    return table.setdefault(whole, total) == total


def _values(one: Told, most: int) -> range:
    if one.value is not None:
        return range(one.value, one.value + 1)
    return range(FEW) if one.few else range(FEW, most + 1)


def _reads(one: Told, value: int) -> bool:
    if one.value is not None:
        return value == one.value
    return value < FEW if one.few else value >= FEW


def guarded(counts: Mapping[str, int], sums: Sums) -> dict[str, Told]:
    """Checks the promise, and returns what is told."""
    told = released(counts, sums)
    tables = list(possible(told, sums, max(counts.values()) + 4))
    for key, count in counts.items():
        assert told[key].value in (None, count)
        assert min(table[key] for table in tables) <= told[key].estimate <= max(table[key] for table in tables)
        if 0 < count < FEW:
            assert told[key].value is None and told[key].few
            assert len({table[key] for table in tables}) >= LEAST_POSSIBLE, (counts, told, key)
    return told


def test_less_than_five_is_not_told_and_the_one_beside_it_covers_it() -> None:
    told = guarded(*star(9, 3))
    assert [told[key].value for key in (TOTAL, "0", "1")] == [12, None, None]
    assert (told["0"].few, told["1"].few) == (False, True)


def test_where_nothing_is_small_everything_is_told_and_nobody_is_told_as_0() -> None:
    told = guarded(*star(9, 5, 0))
    assert [told[key].value for key in (TOTAL, "0", "1", "2")] == [14, 9, 5, 0]


@pytest.mark.parametrize("counts", [(4, 4), (1, 1, 1, 1), (1,) * 6, (5, 1), (4, 4, 4, 4, 4), (4, 0), (5, 4, 0), (3,)])
def test_the_ends_of_what_is_possible_tell_nothing(counts: tuple[int, ...]) -> None:
    guarded(*star(*counts))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_no_hidden_count_of_a_terminal_can_be_worked_out(counts: list[int]) -> None:
    guarded(*star(*counts))


@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=1, max_size=2), st.integers(0, 12))
@settings(deadline=None, max_examples=40)
def test_nor_one_of_an_hour_from_the_days_and_the_total(columns: list[list[int]], first: int) -> None:
    guarded(*hours(columns, first))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=6))
def test_a_longer_time_is_made_of_what_is_told_alone(weeks: list[tuple[int, int]]) -> None:
    """Whatever a hidden count was, as long as the week reads the same, the month reads the same."""
    told = [released(*star(*week)) for week in weeks]
    month = {key: together(week[key] for week in told) for key in told[0]}
    assert all(one.value is None or one.value == 0 or one.value >= FEW for one in month.values())
    for place, week in enumerate(told):
        for table in possible(week, star(0, 0)[1], 13):
            other = released(table, star(0, 0)[1])
            if {key: (one.value, one.few) for key, one in other.items()} == {
                key: (one.value, one.few) for key, one in week.items()
            }:
                swapped = [*told[:place], other, *told[place + 1 :]]
                assert month == {key: together(one[key] for one in swapped) for key in told[0]}
