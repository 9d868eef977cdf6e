"""How the time of a sitting is used up: only while the hall hears of it.

Each contact adds what has passed since the one before, at most `MOST_A_CONTACT` seconds: with the terminal, the line or
the hall away it stands still, and no clock that somebody sets counts at all.
"""

from __future__ import annotations

MOST_A_CONTACT = 10.0  # twice as long as a terminal with somebody at it is ever silent (`wire_exams.ALIVE_SECONDS`)


def passed_ms(heard: float | None, now: float) -> int:
    """Thousandths from one contact to the next, by a clock that never goes back; None: it is the first."""
    if heard is None:
        return 0
    return int(1000 * min(max(0.0, now - heard), MOST_A_CONTACT))
