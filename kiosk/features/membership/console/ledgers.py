"""Ledgers in the hands of keepers: checked and written on a thread of their own, held in memory only.

    ledgers.begin(session.csrf, "名册.xlsx", content, by)  # checks at once, in the background
    ledger = ledgers.of(session.csrf)                      # its report, or how far it is
    ledgers.write(ledger, replace={12, 40}, by=account_id, take_erased={7})
    ledgers.drop(session.csrf)

One ledger a log-in; a newer one takes its place. The bytes go when they are written or given up, with the log-in, and
after 15 minutes.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.features.membership.console import words
from kiosk.features.membership.hall.desk import ImportRunning, MembershipDesk
from kiosk.features.membership.hall.ledger.headers import ColumnUnknown, HeadersRefused
from kiosk.features.membership.hall.ledger.import_run import Replace
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.sheet import WorkbookRefused

KEPT_SECONDS = 15 * 60

log = logging.getLogger(__name__)

DeskNow = Callable[[], MembershipDesk | None]


@dataclass(eq=False)
class LedgerInHand:
    """One ledger and what is known of it. `stage`: checking, checked, writing, written or refused."""

    name: str
    content: bytes
    until: float
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    stage: str = "checking"
    report: Report | None = None
    says: str = ""
    done: int = 0
    total: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    by: int | None = None

    def __repr__(self) -> str:
        return f"LedgerInHand({self.stage}, hidden)"

    @property
    def busy(self) -> bool:
        return self.stage in ("checking", "writing")


class Gone(Exception):
    """Nobody waits for this ledger any more."""


class LedgersInHand:
    """All ledgers of this process."""

    def __init__(
        self, desk_now: DeskNow, logged_in: Callable[[], set[str]], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._desk_now, self._logged_in, self._seconds = desk_now, logged_in, seconds
        self._lock = threading.Lock()
        self._of: dict[str, LedgerInHand] = {}

    def begin(self, owner: str, name: str, content: bytes, by: int | None = None) -> None:
        """Check what the keeper with the account `by` handed in; nothing is written."""
        ledger = LedgerInHand(name, content, self._seconds() + KEPT_SECONDS, by=by)
        with self._lock:
            self._of[owner] = ledger
        self._start(ledger, {"write": False})

    def of(self, owner: str) -> LedgerInHand | None:
        """Somebody's ledger, unless it was given up or is too old."""
        self.forget_old()
        return self._of.get(owner)

    def choose(
        self, ledger: LedgerInHand, columns: Mapping[str, str], sheets: Sequence[str] = (),
        emptied: Sequence[str] | None = None,
    ) -> None:  # fmt: skip
        """Check again with these columns, where some are named these sheets, and blanks that empty these fields."""
        ledger.columns |= columns
        ledger.emptied = ledger.emptied if emptied is None else tuple(emptied)
        ledger.sheets = tuple(sheets) or ledger.sheets
        ledger.stage = "checking"
        self._start(ledger, {"write": False})

    def write(self, ledger: LedgerInHand, replace: Replace, by: int, take_erased: Collection[int] = ()) -> None:
        ledger.stage = "writing"
        ledger.by = by
        self._start(ledger, {"write": True, "replace": replace, "take_erased": take_erased})

    def drop(self, owner: str) -> None:
        with self._lock:
            self._of.pop(owner, None)

    def forget_old(self) -> bool:
        """Also called by a clock, so that what nobody asks for goes too. False when none is left."""
        now, here = self._seconds(), self._logged_in()
        with self._lock:
            # What is being written is written to its end; a check whose keeper has left is given up.
            self._of = {
                owner: one
                for owner, one in self._of.items()
                if one.stage == "writing" or (owner in here and (one.busy or now < one.until))
            }
            return bool(self._of)

    # -- on the thread -------------------------------------------------------------------------

    def _start(self, ledger: LedgerInHand, how: dict[str, Any]) -> None:
        ledger.done = ledger.total = 0
        threading.Thread(target=self._run, args=(ledger, how), name="ledger", daemon=True).start()

    def _run(self, ledger: LedgerInHand, how: dict[str, Any]) -> None:
        desk = self._desk_now()
        try:
            if desk is None:
                raise WorkbookRefused(words.SHUT)
            progress = self._progress(ledger)
            report = desk.import_records(
                ledger.content,
                columns=ledger.columns,
                sheets=ledger.sheets,
                emptied=ledger.emptied,
                by=ledger.by,
                progress=progress,
                **how,
            )
            self._settle(ledger, "written" if how["write"] else "checked", report)
        except HeadersRefused as refused:
            self._settle(ledger, "checked", Report.of_headers(refused))
        except (WorkbookRefused, ColumnUnknown, ErasuresUnreadable, ImportRunning) as refused:
            ledger.says = str(refused)
            self._settle(ledger, "refused", None)
        except Gone:
            pass
        except Exception as error:  # the thread's last: said on the page, named in the journal, without the content
            log.error("a ledger was not taken: %s", type(error).__name__)
            ledger.says = words.LEDGER_BROKE
            self._settle(ledger, "refused", None)

    def _progress(self, ledger: LedgerInHand) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            if not any(one is ledger for one in self._of.values()):
                raise Gone
            ledger.done, ledger.total = done, total

        return tell

    def _settle(self, ledger: LedgerInHand, stage: str, report: Report | None) -> None:
        ledger.report = report
        if stage in ("written", "refused"):
            ledger.content = b""
        ledger.until = self._seconds() + KEPT_SECONDS
        ledger.stage = stage
