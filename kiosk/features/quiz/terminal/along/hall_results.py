"""Kept results as this terminal reaches them, over the line to the hall. Nothing here is queued, stored or repeated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.core.link.answers import HallAway, HallRefused, content_of
from kiosk.core.link.line import Line
from kiosk.features.quiz.wire_kept import END, FORGET, KEEP, SEE, Kept, KeptResult, kept_from_json, question

ASK_SECONDS, END_SECONDS = 5.0, 2.0
_REASONS = {"OutsideHours": "outside_hours", "TooManyLookUps": "too_many", "NothingKept": "gone"}


@dataclass(frozen=True, slots=True)
class NotNow:
    """No answer now: away, outside_hours, too_many; or gone, where the card is asked for again."""

    reason: str


Answer = Kept | NotNow


class HallResults:
    """Every method blocks; call it on a worker thread. ``wanted``: what the next card is to keep; None: it looks."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.wanted: KeptResult | None = None

    def by_card(self, name: str, id_number: str) -> Answer:
        """For `CardQuestion`: one question a card."""
        result = self.wanted
        return self._ask(SEE if result is None else KEEP, question(name, id_number, result))

    def forget(self, visit: str, key: str) -> Answer:
        """Taken back: that one, or all with ""."""
        return self._ask(FORGET, {"visit": visit, "key": key})

    def end(self, visit: str) -> None:
        """The visit was wiped; a hall that is away forgets by itself."""
        try:
            self._line.ask("POST", END, END_SECONDS, {"visit": visit}, again=False)
        except (HallAway, HallRefused):
            return

    def _ask(self, path: str, body: dict[str, Any]) -> Answer:
        try:
            kept: Kept = self._line.ask("POST", path, ASK_SECONDS, body, again=False, content=_kept)
        except HallAway:
            return NotNow("away")
        except HallRefused as refused:
            return NotNow(_REASONS.get(refused.name, "away"))
        return kept


def _kept(answer: Any) -> Kept:
    return kept_from_json(content_of(answer))
