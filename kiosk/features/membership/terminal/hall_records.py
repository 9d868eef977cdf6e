"""The records room as this terminal reaches it, over the line to the hall.

Nothing here is queued, stored or repeated: a look-up the hall did not answer in time is 暂时查不到, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kiosk.core.link.answers import HallAway, HallRefused, content_of, image_of
from kiosk.core.link.http import PAGE_BYTES
from kiosk.core.link.line import Line
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.wire import HallCannotAnswer, PinRefused, pin_question, question, record_from_json

if TYPE_CHECKING:
    import httpx

LOOK_UP_SECONDS = 5.0
END_SECONDS = 2.0
_REASONS = {"OutsideHours": "outside_hours", "TooManyLookUps": "too_many"}


class HallRecords:
    """`kiosk.features.membership.wire.Records` over HTTP. Every method blocks; call it on a worker thread."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def by_card(self, name: str, id_number: str) -> RecordView | None:
        """Raises HallCannotAnswer."""
        try:
            return self._look_up(question(name, id_number))
        except HallRefused as refused:
            if refused.name == "NothingToShow":
                return None
            raise HallCannotAnswer(_REASONS.get(refused.name, "away")) from None

    def by_pin(self, id_number: str, pin: str) -> RecordView | PinRefused:
        """Raises HallCannotAnswer."""
        try:
            return self._look_up(pin_question(id_number, pin))
        except HallRefused as refused:
            if refused.name in ("NothingToShow", "PinLocked"):
                return PinRefused(refused.retry_seconds, refused.name == "PinLocked")
            raise HallCannotAnswer(_REASONS.get(refused.name, "away")) from None

    def page(self, key: str, kind: str, page: int) -> bytes:
        """Raises HallCannotAnswer, also when the letters have closed."""
        body = {"key": key, "kind": kind, "page": page}
        with _away():
            image: bytes = self._ask("/api/lookup/page", body, content=image_of, most_bytes=PAGE_BYTES)
        return image

    def end(self, key: str) -> None:
        """Raises HallCannotAnswer: then the letters close by themselves, at the latest after ten minutes."""
        with _away():
            self._ask("/api/lookup/end", {"key": key}, seconds=END_SECONDS)

    def _look_up(self, body: dict[str, str]) -> RecordView:
        """Raises HallRefused, HallCannotAnswer."""
        try:
            view: RecordView = self._ask("/api/lookup", body, content=_record)
            return view
        except HallAway:
            raise HallCannotAnswer from None

    def _ask(self, path: str, body: dict[str, Any], *, seconds: float = LOOK_UP_SECONDS, **rest: Any) -> Any:
        return self._line.ask("POST", path, seconds, body, again=False, **rest)


def _record(answer: httpx.Response) -> RecordView:
    return record_from_json(content_of(answer)["record"])


@contextmanager
def _away() -> Iterator[None]:
    try:
        yield
    except (HallAway, HallRefused):
        raise HallCannotAnswer from None
