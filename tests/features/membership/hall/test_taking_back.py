"""What an import changed is shown again for 14 days, and taken back as a whole."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kiosk.core.database.owner import Database
from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.unlock import unlock
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.ledger.taking_back import NewerFirst, NotKept
from kiosk.features.membership.hall.schema import record_batches, records
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.sheets import number, row, xlsx
from tests.features.membership.keys import person_desk

NEW = {"name": "演示甲", "branch": "演示新支部"}


def shown(desk: MembershipDesk, serial: int) -> Any:
    return asyncio.run(desk.look_up(Proof("演示甲", number(serial)), 1))


def kept(database: Database) -> int:
    return len(database.call(lambda connection: connection.execute(select(records.c.id)).all()))


@pytest.fixture
def changed(desk: MembershipDesk) -> int:
    """Two people were there; an import changed them and added a third. The batch of that import."""
    desk.import_records(xlsx([row(1, name="演示甲"), row(2, name="演示甲")]))
    desk.import_records(xlsx([row(serial, **NEW) for serial in (1, 2, 3)]), replace=True)
    return desk.back.imports()[0].batch


def test_it_is_shown_again_person_by_person_and_that_is_audited(
    desk: MembershipDesk, database: Database, changed: int
) -> None:
    made = desk.back.imports()[0]
    assert (made.added, made.changed, len(desk.back.imports())) == (1, 2, 2)
    found = desk.back.changes(changed, by=7)
    assert [[(one.header, one.old, one.new) for one in person.changes] for person in found] == [
        [("所在党支部", f"演示第{serial}党支部", "演示新支部")] for serial in (1, 2)
    ]
    assert [person.row for person in found] == [2, 3]
    query = select(audit.c.outcome, audit.c.blind).order_by(audit.c.id.desc()).limit(2)
    assert all(one.outcome == "compared" and one.blind for one in database.call(lambda c: c.execute(query).all()))


def test_it_is_taken_back_as_a_whole(desk: MembershipDesk, database: Database, changed: int) -> None:
    assert desk.take_back(changed, by=7) == 3
    assert [getattr(shown(desk, serial), "branch", None) for serial in (1, 2, 3)] == [
        "演示第1党支部", "演示第2党支部", None,
    ]  # fmt: skip
    assert kept(database) == 2 and len(desk.back.imports()) == 1
    with pytest.raises(NotKept):
        desk.take_back(changed, by=7)
    again = desk.import_records(xlsx([row(1, **NEW)]), replace=True)
    assert again.updated == 1 and shown(desk, 1).branch == "演示新支部"


def test_whom_a_keeper_corrected_or_erased_since_stays_so(
    desk: MembershipDesk, database: Database, tmp_path: Path, clock: FixedClock, changed: int
) -> None:
    people = person_desk(database, unlock(database, tmp_path), tmp_path, clock)
    people.correct(number(1), {"joined": "1993-08-01"}, "按档案原件更正", by=1)
    people.erase(number(2), by=1)
    assert desk.take_back(changed, by=7) == 1
    view = shown(desk, 1)
    assert (view.branch, view.milestones[3].date) == ("演示新支部", "1993-08-01")
    assert shown(desk, 2) is None and shown(desk, 3) is None and kept(database) == 1
    clock.moment += timedelta(days=20)
    desk.tidy()
    assert shown(desk, 1).branch == "演示新支部"


def test_a_newer_import_of_the_same_people_is_taken_back_first(desk: MembershipDesk, changed: int) -> None:
    desk.import_records(xlsx([row(1, name="演示甲", branch="演示更新支部")]), replace=True)
    newest = desk.back.imports()[0].batch
    with pytest.raises(NewerFirst):
        desk.take_back(changed, by=7)
    desk.take_back(newest, by=7)
    assert shown(desk, 1).branch == "演示新支部"
    desk.take_back(changed, by=7)
    assert shown(desk, 1).branch == "演示第1党支部"


def test_after_fourteen_days_what_was_replaced_is_gone_and_nothing_can_be_taken_back(
    desk: MembershipDesk, database: Database, clock: FixedClock, changed: int
) -> None:
    clock.moment += timedelta(days=13)
    desk.tidy()
    assert kept(database) == 5
    clock.moment += timedelta(days=2)
    assert desk.back.imports() == []
    desk.tidy()
    assert kept(database) == 3 and shown(desk, 1).branch == "演示新支部"
    with pytest.raises(NotKept):
        desk.take_back(changed, by=7)


def test_an_import_of_the_version_before_which_kept_nothing_is_not_offered(
    desk: MembershipDesk, database: Database, clock: FixedClock, changed: int
) -> None:
    swept = record_batches.update().values(swept_at=clock().isoformat())
    database.call(lambda connection: connection.execute(swept))
    assert desk.back.imports() == []
    with pytest.raises(NotKept):
        desk.take_back(changed, by=7)
    assert shown(desk, 3) is not None
