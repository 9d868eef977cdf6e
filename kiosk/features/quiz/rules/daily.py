"""The question of the day: one item, by the date alone the same on every machine that has the same items.

Items stand on a ring, each at the place that its hash gives; a day points at a place, and the next item from there on
is its question. Days go round by the golden ratio, so near ones point far apart: a question comes back late. An item
more or less changes a day only where it lies between the place and the question.
"""

from __future__ import annotations

from datetime import date

from content.banks.papers import Plan
from kiosk.features.quiz.rules.paper import Question, asked
from kiosk.features.quiz.rules.pool import Key, Pool, hash_of, key_of

_RING = 1 << 64
_GOLDEN = 0x9E3779B97F4A7C15  # of the ring, by the golden ratio


def question_of(pool: Pool, plan: Plan, day: date, *, withdrawn: frozenset[Key] = frozenset()) -> Question | None:
    """None: nothing can be asked."""
    at = day.toordinal() * _GOLDEN % _RING
    taken = (
        stored
        for stored in pool.stored()
        if key_of(stored) not in withdrawn and any(quota.takes(stored[1]) for quota in plan.quotas)
    )
    found = min(taken, key=lambda stored: ((hash_of(key_of(stored)) - at) % _RING, key_of(stored)), default=None)
    return asked(found, day.toordinal()) if found else None
