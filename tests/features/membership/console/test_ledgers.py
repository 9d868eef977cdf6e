"""A ledger in the hall's memory: gone with the keeper's log-in, after a quarter of an hour, or once it is written."""

import threading
from typing import Any

from kiosk.features.membership.console.ledgers import KEPT_SECONDS, LedgersInHand
from kiosk.features.membership.hall.ledger.report import Report

PATIENCE = 30


class Desk:
    """Says when an import runs, and waits until it may go on."""

    def __init__(self) -> None:
        self.go, self.ended = threading.Event(), threading.Event()
        self.given_up = False

    def import_records(self, content: bytes, *, progress: Any, **how: Any) -> Report:
        try:
            assert self.go.wait(PATIENCE)
            progress(1, 2)
        except BaseException:
            self.given_up = True
            raise
        finally:
            self.ended.set()
        return Report(rows=1)


def test_a_ledger_goes_with_the_log_in_and_its_check_is_given_up() -> None:
    desk, here = Desk(), {"keeper"}
    ledgers = LedgersInHand(lambda: desk, lambda: here)  # type: ignore[arg-type, return-value]
    ledgers.begin("keeper", "名册.xlsx", b"rows")
    assert ledgers.of("keeper")
    here.clear()
    assert not ledgers.forget_old() and ledgers.of("keeper") is None
    desk.go.set()
    assert desk.ended.wait(PATIENCE) and desk.given_up


def test_a_ledger_nobody_asks_for_goes_after_a_quarter_of_an_hour_and_a_written_one_keeps_no_bytes() -> None:
    desk, now = Desk(), [0.0]
    desk.go.set()
    ledgers = LedgersInHand(lambda: desk, lambda: {"keeper"}, lambda: now[0])  # type: ignore[arg-type, return-value]
    ledgers.begin("keeper", "名册.xlsx", b"rows")
    ledger = ledgers.of("keeper")
    assert ledger and _settled(ledger) == "checked" and ledger.content
    ledgers.write(ledger, False, by=1)
    assert _settled(ledger) == "written" and not ledger.content
    now[0] = KEPT_SECONDS + 1
    assert ledgers.of("keeper") is None


def _settled(ledger: Any) -> str:
    for thread in threading.enumerate():
        if thread.name == "ledger":
            thread.join(PATIENCE)
    return str(ledger.stage)
