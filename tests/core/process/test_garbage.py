"""Garbage of visits: freed at the wipe, looked for among the visit's own things, and never in the middle of a touch."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from kiosk.core.process.garbage import REST_SECONDS, WHOLE_EVERY, Litter


class Ring:
    """Holds itself, as a widget and its callbacks do."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def litter() -> Iterator[Litter]:
    litter = Litter(0.0)
    yield litter
    litter.close()


@pytest.fixture
def whole() -> Iterator[list[int]]:
    """One entry for each collection of the oldest generation."""
    seen: list[int] = []

    def told(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            seen.append(1)

    gc.callbacks.append(told)
    yield seen
    gc.callbacks.remove(told)


def test_what_a_visit_leaves_is_gone_after_its_wipe(litter: Litter) -> None:
    left = [weakref.ref(Ring()) for _ in range(100)]
    litter.wiped(1.0)
    assert not [ring for ring in left if ring()]


def test_a_visit_that_makes_many_things_is_not_interrupted(litter: Litter, whole: list[int]) -> None:
    litter.wiped(1.0)
    whole.clear()
    kept = [Ring() for _ in range(400_000)]
    assert not whole
    litter.close()
    kept += [Ring() for _ in range(400_000)]
    assert whole, "Python would have collected by itself: the test above shows something"


def test_what_is_a_few_pages_old_is_looked_through_between_two_touches(litter: Litter) -> None:
    looked = list[int]()

    def told(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"]:
            looked.append(info["generation"])

    litter.wiped(1.0)
    gc.callbacks.append(told)
    try:
        kept = [Ring() for _ in range(50_000)]
        left = [weakref.ref(one) for one in kept]
        kept.clear()
        assert not looked and any(one() for one in left)
        litter.ticked()
        assert looked == [1] and not any(one() for one in left)
        litter.ticked()  # nothing has come since
    finally:
        gc.callbacks.remove(told)
    assert looked == [1]


def test_what_a_kept_page_replaces_is_freed_after_some_visits(litter: Litter) -> None:
    child = Ring()
    litter.wiped(1.0)  # alive: set aside
    left = weakref.ref(child)
    del child
    for wipe in range(2, WHOLE_EVERY):
        litter.wiped(float(wipe))
    assert left()
    litter.wiped(99.0)
    assert not left()


def test_or_while_nobody_is_there(litter: Litter) -> None:
    child = Ring()
    litter.wiped(1.0)
    left = weakref.ref(child)
    del child
    litter.rest(REST_SECONDS - 1)
    assert left()
    litter.rest(REST_SECONDS)
    assert not left()


def test_pages_let_go_are_freed_at_the_next_wipe(litter: Litter) -> None:
    page = Ring()
    litter.wiped(1.0)
    left = weakref.ref(page)
    del page
    litter.dropped()
    litter.wiped(2.0)
    assert not left()
