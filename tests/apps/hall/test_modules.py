"""What the features say of themselves holds together: no table without an owner, nothing sealed that is not listed."""

import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select

from kiosk.apps.hall import modules
from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE, open_service
from kiosk.core.access import event_names as access_events
from kiosk.core.access.schema import enrol_codes, terminals
from kiosk.core.database import events
from kiosk.core.database.clock import HALL_TIME, stamp
from kiosk.core.database.copies import make_backup
from kiosk.core.database.metadata import metadata
from kiosk.core.database.numbers import Numbered, Reached
from kiosk.core.database.schema import idempotency_keys
from kiosk.core.web.hall_module import HallModule
from kiosk.features.membership.hall.schema import look_ups
from kiosk.settings import HallSettings

PROJECT = Path(__file__).resolve().parents[3]
TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)

OF_THE_HALL = {
    "marks", "events", "idempotency_keys", "accounts", "login_tries", "login_places", "terminals", "enrol_codes",
    "security_counts", "record_vault", "audit",
}  # fmt: skip
"""Tables of no single feature: those of the database, of access and of the seal."""


def test_every_table_is_the_hall_s_or_one_feature_s() -> None:
    owners = Counter(table.name for module in modules.MODULES for table in module.tables)
    assert set(owners.values()) == {1} and owners.keys().isdisjoint(OF_THE_HALL)
    assert owners.keys() | OF_THE_HALL == set(metadata.tables)


def test_whatever_has_a_sealed_key_or_a_blind_index_is_registered() -> None:
    """Otherwise a rotation would leave it behind, and an erasure would not reach it."""
    tables = [table for module in modules.MODULES for table in module.tables]
    assert {table.name for table in tables if "wrapped_key" in table.c} == {one.name for one in modules.sealed()}
    assert {table.name for table in tables if "blind" in table.c} == {one.table.name for one in modules.personal()}


def test_every_kind_of_event_is_named_by_who_writes_it() -> None:
    """In the source: what is given to `events.append` is a name of the catalogue, and no two write the same kind."""
    mine = [events.NAMES, access_events.NAMES, *(module.events for module in modules.MODULES)]
    assert sum(map(len, mine)) == len(modules.event_names())
    assert modules.calls() <= modules.event_names()
    written = [
        name
        for path in (PROJECT / "kiosk").rglob("*.py")
        for name in re.findall(
            r"events\.append\(\s*[^,]+,[^,]+,\s*(?:\w+\.)?([A-Z_]{4,})(?![\w\[])", path.read_text("utf-8")
        )
    ]
    assert len(written) > 20 and {name.lower() for name in written} <= modules.event_names()


def test_no_two_features_share_a_key_or_refuse_by_the_same_error() -> None:
    keys = Counter(module.key for module in modules.MODULES)
    errors = Counter(error for module in modules.MODULES for error in module.statuses)
    assert set(keys.values()) == set(errors.values()) == {1}


@pytest.mark.parametrize(("days", "left"), [(3, 1), (5, 0)])
def test_a_new_day_forgets_orders_look_ups_and_codes_of_days_ago(tmp_path: Path, days: int, left: int) -> None:
    now = TUESDAY
    service = open_service(HallSettings(data_dir=tmp_path / "hall"), clock=lambda: now)
    at = stamp(now)
    rows = (
        (terminals, {"id": 1, "name": "1 号终端", "token_hash": "-", "enrolled_at": at}),
        (idempotency_keys, {"owner": "t1", "key": "a-key", "verb": "take", "at": at}),
        (look_ups, {"terminal_id": 1, "path": "card", "at": at}),
        (enrol_codes, {"code_hash": "-", "terminal_name": "2 号终端", "expires_at": at}),
    )
    try:
        for table, row in rows:
            service.database.call(lambda c, t=table, r=row: c.execute(insert(t).values(**r)).close())  # type: ignore[misc]
        for _ in range(days + 1):
            service.database.call(service.tickets.keep_time)
            now += timedelta(days=1)
        counts = [select(func.count()).select_from(table) for table in (idempotency_keys, look_ups, enrol_codes)]
        assert [service.database.call(lambda c, q=q: c.execute(q).scalar_one()) for q in counts] == [left] * 3  # type: ignore[misc]
    finally:
        service.close()


@dataclass
class Receipts:
    """Numbers on slips of a feature that is not the queue: as many as there are terminals; None: nobody can say."""

    given: int | None

    @classmethod
    def read(cls, replaced: sqlite3.Connection | None) -> "Receipts":
        return cls(replaced.execute("SELECT count(*) FROM terminals").fetchone()[0] if replaced else None)

    def go_on(self, connection: Connection, above: int | None, now: datetime) -> Reached:
        there = connection.execute(select(func.count()).select_from(terminals)).scalar_one()
        return Reached(
            now.date().isoformat(), {"receipts": max(there, above or 0) if self.given is None else self.given}
        )


def test_a_restore_asks_every_feature_whose_numbers_people_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From what the replaced database says, or, where nobody can read it, from what a person saw."""
    receipts: HallModule[modules.Hall] = HallModule(key="receipts", numbered=Numbered((terminals,), Receipts.read))
    monkeypatch.setattr(modules, "MODULES", (*modules.MODULES, receipts))
    service = open_service(HallSettings(data_dir=tmp_path / "hall"), clock=lambda: TUESDAY)
    try:
        copy = make_backup(service.database, tmp_path / "copies", TUESDAY)
        service.terminals.enrol(service.terminals.make_code("1 号终端").secret)
    finally:
        service.close()
    database = tmp_path / "hall" / DATABASE_FILE
    assert restore(database, copy, now=TUESDAY).counters["receipts"] == 1
    database.write_bytes(b"no database any more")
    done = restore(database, copy, now=TUESDAY, above=41)
    assert done.counters["receipts"] == 41 and done.counters["A normal"] == 41
