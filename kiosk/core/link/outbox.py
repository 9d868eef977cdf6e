"""Reports that must reach the hall service, also when it is away now.

Order is kept: the next report goes only after the one before was answered. What the hall refuses is dropped
with a line in the journal, since saying it again would be refused again.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from kiosk.core.link.store import HourOver, SumsOver, TerminalStore, Waiting

DEVICE = "outbox"
MOST_HOURS_WAITING = 90 * 24  # of counts: the hall takes none that is older (features/use/rules/hours.py)


class Outbox:
    """The queue of reports over the terminal's store. Any worker thread may put; one delivers."""

    def __init__(self, store: TerminalStore) -> None:
        self._store = store
        self._wake: Callable[[], None] = lambda: None

    def on_put(self, wake: Callable[[], None]) -> None:
        """Call ``wake`` whenever something was put; it must not wait."""
        self._wake = wake

    def put(self, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> None:
        """Keep a report; durable when this returns. ``key``: its idempotency key, a fresh one by default."""
        self._store.put(path, key or str(uuid.uuid4()), body or {})
        self._wake()

    def hand_over(self, now: str, path: str, made: Callable[[HourOver], Iterable[dict[str, Any]]]) -> int:
        """Every hour that was counted, but `now`, becomes reports; each once, whatever happens on the way."""
        reports = self._store.hand_over(now, path, made, MOST_HOURS_WAITING)
        if reports:
            self._wake()
        return reports

    def hand_over_sums(
        self, feature: str, now: str, path: str, made: Callable[[SumsOver], Iterable[dict[str, Any]]]
    ) -> int:  # fmt: skip
        """The same, of what a feature added up."""
        reports = self._store.hand_over_sums(feature, now, path, made, MOST_HOURS_WAITING)
        if reports:
            self._wake()
        return reports

    def first(self) -> Waiting | None:
        return self._store.first()

    def delivered(self, report: Waiting) -> None:
        self._store.drop(report.id)

    def refused(self, report: Waiting, reason: str) -> None:
        """The hall answered no; keep a line for staff and go on with the next."""
        self._store.note(DEVICE, "refused", f"{report.path}: {reason}")
        self._store.drop(report.id)
