"""The clock of a visit, without a screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.apps.terminal.visit import Times, Visit


def active(reading: bool = False) -> Visit:
    visit = Visit(Times())
    visit.begin(0.0)
    visit.reading = reading
    return visit


def test_the_phases_in_order() -> None:
    visit = active()
    assert [visit.tick(at) for at in (39.9, 40.0, 59.9, 60.0, 61.0)] == [
        "active", "warning", "warning", "attract", "attract",
    ]  # fmt: skip


def test_ten_extensions_and_no_more() -> None:
    visit, now = active(), 0.0
    for _ in range(10):
        now += 45
        assert visit.tick(now) == "warning"
        assert visit.extend(now)
    now += 45
    visit.tick(now)
    assert visit.extensions_left == 0
    assert not visit.extend(now)


def test_a_touch_elsewhere_does_not_answer_the_warning() -> None:
    visit = active()
    visit.tick(41)
    visit.touch(50)
    assert visit.tick(60) == "attract"


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=60), st.booleans())
def test_whoever_touches_within_the_time_is_never_wiped_and_whoever_leaves_always_is(
    steps: list[tuple[int, bool]], reading: bool
) -> None:
    visit, now, last = active(reading), 0.0, 0.0
    for seconds, touches in steps:
        now += seconds
        phase = visit.tick(now)
        if phase == "attract":
            assert now - last >= 60
            return
        assert now - last < (120 if reading else 60)
        if touches and phase == "active":
            visit.touch(now)
            last = now
    assert visit.tick(now + 120) == "attract"


def test_whoever_touches_again_may_extend_ten_times_more() -> None:
    visit, now = active(reading=True), 0.0
    for _ in range(30):  # a test of thirty questions, long thought over
        now += 110
        assert visit.tick(now) == "warning"
        assert visit.extend(now)
        now += 5
        visit.touch(now)
