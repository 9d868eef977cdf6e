"""A record's fields as a keeper reads and types them: for corrections, comparisons, and a person's own copy."""

from __future__ import annotations

from kiosk.features.membership.rules.record import Milestone, Record


def value_of(record: Record, field: str) -> str:
    """A field as the keeper types it: ISO dates, names joined by 、, the key of a choice."""
    if field in set(Milestone):
        return str(record.milestones.get(Milestone(field), ""))
    value = getattr(record, field)
    if isinstance(value, tuple):
        return "、".join(value)
    return "" if value is None else str(value)
