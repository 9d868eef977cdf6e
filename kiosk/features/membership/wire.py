"""What terminal and hall say to each other about records: questions, answers, refusals.

A look-up is asked once: it is never queued for later, stored or tried again (docs/architecture.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from kiosk.core.link.shapes import read
from kiosk.features.membership.rules.record import PURPOSE, RecordView


class HallCannotAnswer(Exception):
    """No answer now. `reason`: away (not reached, or its key is missing), outside_hours or too_many."""

    def __init__(self, reason: str = "away") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PinRefused:
    """The neutral refusal of the PIN path. `locked`: nothing was looked at; `retry_seconds` until the next try."""

    retry_seconds: int = 0
    locked: bool = False


class Records(Protocol):
    """The records room as a terminal reaches it. Every method may block; each raises HallCannotAnswer."""

    def by_card(self, name: str, id_number: str) -> RecordView | None:
        """The own record, or None: the neutral refusal."""

    def by_pin(self, id_number: str, pin: str) -> RecordView | PinRefused:
        """The own record by what was typed."""

    def page(self, key: str, kind: str, page: int) -> bytes:
        """One page of a letter as an image."""

    def end(self, key: str) -> None:
        """The visit was wiped: its letters close."""


def question(name: str, id_number: str) -> dict[str, str]:
    """The body of POST /api/lookup by card."""
    return {"name": name, "id_number": id_number, "purpose": PURPOSE}


def pin_question(id_number: str, pin: str) -> dict[str, str]:
    """The body of POST /api/lookup by PIN."""
    return {"id_number": id_number, "pin": pin, "purpose": PURPOSE}


def record_from_json(given: Any) -> RecordView:
    """The inverse of `RecordView.to_plain` after JSON. Raises WrongShape."""
    return read(RecordView, given)


def answer(status: int, body: Mapping[str, Any]) -> RecordView | None:
    """What the hall's HTTP answer to a card means. Raises HallCannotAnswer."""
    if status == 200:
        return record_from_json(body["record"])
    if status == 404 and body.get("error") == "NothingToShow":
        return None
    raise HallCannotAnswer({403: "outside_hours", 429: "too_many"}.get(status, "away"))
