"""One result beside another, topic by topic."""

from __future__ import annotations

from collections.abc import Sequence

Topic = tuple[str, int, int]
"""Topic, right, asked."""
Share = tuple[int, int] | None
"""Right of asked; None where the topic was not asked."""


def then_and_now(then: Sequence[Topic], now: Sequence[Topic]) -> tuple[tuple[str, Share, Share], ...]:
    """Topic, then, now: those of now first, in their order; then what was asked only before."""
    before = {tag: (right, asked) for tag, right, asked in then}
    after = {tag: (right, asked) for tag, right, asked in now}
    return tuple((tag, before.get(tag), after.get(tag)) for tag in dict.fromkeys((*after, *before)))
