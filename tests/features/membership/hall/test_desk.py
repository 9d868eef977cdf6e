"""A member sees their own beginning, and nobody else's: imports and look-ups over a real database."""

import asyncio
import logging
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Executable, select, text, update

from kiosk.core.database.clock import hall_now
from kiosk.core.database.owner import Database
from kiosk.core.sealing.schema import audit
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.desk import ImportRunning, MembershipDesk, Proof
from kiosk.features.membership.hall.ledger import sweeping
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.row_check import HeadersRefused
from kiosk.features.membership.hall.schema import record_batches, records
from kiosk.features.membership.rules.record import RecordView
from tests.features.membership.hall.sheets import number, row, rows, xlsx


def look_up(desk: MembershipDesk, name: str, id_number: str, terminal_id: int = 3) -> RecordView | None:
    return asyncio.run(desk.look_up(Proof(name, id_number), terminal_id))


def audited(database: Database) -> list[tuple[Any, ...]]:
    columns = select(audit.c.actor, audit.c.terminal_id, audit.c.action, audit.c.outcome).order_by(audit.c.id)
    return [tuple(line) for line in database.call(lambda connection: connection.execute(columns).all())]


def count(database: Database) -> int:
    return len(database.call(lambda connection: connection.execute(select(records.c.id)).all()))


def run(database: Database, statement: Executable) -> None:
    database.call(lambda connection: connection.execute(statement))


def test_everybody_of_the_demo_finds_their_own_record(desk: MembershipDesk) -> None:
    report = desk.import_records(workbook())
    assert (report.rows, report.added, report.problems, report.published) == (12, 12, [], True)
    for person in PEOPLE:
        view = look_up(desk, person.name, person.id_number)
        assert view is not None
        assert view.id_tail == person.id_number[-4:]
        assert [line.date for line in view.milestones] == [when for when in person.dates if when]


def test_no_record_and_wrong_proof_are_one_answer_and_the_audit_knows_which(
    desk: MembershipDesk, database: Database
) -> None:
    desk.import_records(xlsx([row(1, name="演示甲")]))
    assert look_up(desk, "演示甲", number(1).lower()) is not None
    assert look_up(desk, "演示乙", number(1)) is None
    assert look_up(desk, "演示甲", number(2)) is None
    assert audited(database) == [
        ("keeper", None, "import", "published"),
        ("card", 3, "look_up", "shown"),
        ("card", 3, "look_up", "wrong_proof"),
        ("card", 3, "look_up", "no_record"),
    ]


def test_good_rows_are_kept_and_bad_ones_reported(desk: MembershipDesk) -> None:
    report = desk.import_records(xlsx([row(1), row(2, applied="待查"), row(3, id_number="12"), row(4)]))
    assert (report.rows, report.added, report.refused_rows) == (4, 2, 2)
    assert [(problem.row, problem.column) for problem in report.problems] == [(3, "D"), (4, "B")]
    assert report.summary == "读了 4 行，新增 2 人，2 行有问题，没有导入"
    assert Report.from_plain(report.to_plain()) == report


def test_a_wrong_header_changes_nothing(desk: MembershipDesk, database: Database) -> None:
    with pytest.raises(HeadersRefused):
        desk.import_records(xlsx([row(1)], header=["姓名", "证号"]))
    assert (count(database), audited(database)) == (0, [])


def test_the_same_sheet_again_changes_nobody(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx(rows(5)))
    again = desk.import_records(xlsx(rows(5)))
    assert (again.added, again.unchanged, again.problems, count(database)) == (0, 5, [], 5)


def test_somebody_already_there_is_changed_only_when_asked(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx([row(1, name="演示甲"), row(2)]))
    moved = xlsx([row(1, name="演示甲", branch="演示新支部"), row(2)])
    refused = desk.import_records(moved)
    assert (refused.updated, refused.unchanged, refused.different, refused.problems) == (0, 1, 1, [])
    (difference,) = refused.differences
    assert [(change.header, change.new) for change in difference.changes] == [("所在党支部", "演示新支部")]
    assert (difference.row, difference.taken, refused.summary) == (
        2,
        False,
        "读了 2 行，新增 0 人，1 人已有，没有变化，1 人和已有的不同，没有改",
    )
    updated = desk.import_records(moved, replace=True)
    assert (updated.updated, updated.unchanged, updated.problems) == (1, 1, [])
    view = look_up(desk, "演示甲", number(1))
    assert view is not None
    assert (view.branch, count(database)) == ("演示新支部", 3)  # what was replaced stays for 14 days


def test_checking_first_writes_nothing(desk: MembershipDesk, database: Database) -> None:
    report = desk.import_records(xlsx(rows(3)), write=False)
    assert (report.added, report.published, count(database)) == (3, False, 0)
    assert audited(database) == [("keeper", None, "import", "checked")]


def test_the_bar_moves_while_the_sheet_is_read(desk: MembershipDesk) -> None:
    told: list[tuple[int, int]] = []
    desk.import_records(xlsx(rows(2100)), write=False, progress=lambda done, total: told.append((done, total)))
    assert told[:3] == [(1000, 2100), (2000, 2100), (250, 2100)]


def test_progress_is_told_to_the_last_row(desk: MembershipDesk) -> None:
    told: list[tuple[int, int]] = []
    desk.import_records(xlsx(rows(1000)), progress=lambda done, total: told.append((done, total)))
    assert told == [(250, 1000), (500, 1000), (750, 1000), (1000, 1000)]


def test_an_import_given_up_midway_leaves_nothing_and_the_next_one_works(
    desk: MembershipDesk, database: Database
) -> None:
    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.import_records(xlsx(rows(900)), progress=give_up)
    assert count(database) == 0
    assert desk.import_records(xlsx(rows(900))).added == 900


def test_what_is_staged_does_not_show_before_it_is_published(desk: MembershipDesk, database: Database) -> None:
    seen: list[RecordView | None] = []
    desk.import_records(
        xlsx([row(1, name="演示甲")]), progress=lambda done, total: seen.append(look_up(desk, "演示甲", number(1)))
    )
    assert seen == [None]
    assert look_up(desk, "演示甲", number(1)) is not None


def test_one_import_at_a_time(desk: MembershipDesk) -> None:
    def second(done: int, total: int) -> None:
        with pytest.raises(ImportRunning):
            desk.import_records(xlsx(rows(1)))

    desk.import_records(xlsx(rows(2)), progress=second)


def test_a_tampered_blob_is_refused_and_audited(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx([row(1, name="演示甲")]))
    blob = database.call(lambda connection: connection.execute(select(records.c.blob)).scalar_one())
    changed = blob[:-1] + bytes([blob[-1] ^ 1])
    database.call(lambda connection: connection.execute(update(records).values(blob=changed)))
    assert look_up(desk, "演示甲", number(1)) is None
    assert audited(database)[-1] == ("card", 3, "look_up", "unsound")


@pytest.mark.parametrize("columns", [("blob",), ("blob", "wrapped_key")])
def test_a_blob_copied_over_anothers_row_is_refused(
    desk: MembershipDesk, database: Database, columns: tuple[str, ...]
) -> None:
    desk.import_records(xlsx([row(1, name="演示甲"), row(2, name="演示乙")]))
    first, second = database.call(lambda connection: connection.execute(select(records).order_by(records.c.id)).all())
    stolen = {name: getattr(first, name) for name in columns}
    target = update(records).where(records.c.id == second.id).values(stolen)
    database.call(lambda connection: connection.execute(target))
    assert look_up(desk, "演示甲", number(2)) is None
    assert look_up(desk, "演示乙", number(2)) is None
    assert look_up(desk, "演示甲", number(1)) is not None


def test_a_row_found_under_another_persons_index_is_refused(
    desk: MembershipDesk, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    desk.import_records(xlsx([row(1, name="演示同名"), row(2, name="演示同名")]))
    first, second = database.call(lambda connection: connection.execute(select(records).order_by(records.c.id)).all())
    swap = ((first.id, b"aside"), (second.id, first.blind), (first.id, second.blind))
    for row_id, blind in swap:
        run(database, update(records).where(records.c.id == row_id).values(blind=blind))
    with caplog.at_level(logging.DEBUG):
        assert look_up(desk, "演示同名", number(1)) is None
    assert audited(database)[-1][3] == "unsound"
    assert ("演示同名" in caplog.text, number(2) in caplog.text) == (False, False)


def test_the_audit_chain_holds_and_a_changed_or_missing_row_breaks_it(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx([row(1)]))
    for serial in range(1, 6):
        look_up(desk, "演示", number(serial))
    whole = desk.verify_audit()
    assert (whole.entries, whole.whole) == (6, True)
    with pytest.raises(Exception, match="append-only"):
        database.call(lambda connection: connection.execute(text("DELETE FROM audit WHERE id = 3")))
    for forgery in ("UPDATE audit SET outcome = 'shown' WHERE id = 4", "DELETE FROM audit WHERE id = 3"):
        for statement in ("DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete", forgery):
            run(database, text(statement))
        assert desk.verify_audit().broken_at == 4


def test_verifying_goes_page_by_page(desk: MembershipDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.core.sealing.audit_chain.PAGE_ROWS", 1000)
    desk.import_records(xlsx([row(1)]))

    async def many() -> None:
        await asyncio.gather(*(desk.look_up(Proof("演示", number(serial)), 1) for serial in range(2100)))

    asyncio.run(many())
    assert (desk.verify_audit().entries, desk.verify_audit().whole) == (2101, True)


def test_a_given_up_batch_found_at_the_start_is_swept(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx(rows(5)))
    unpublish = update(record_batches).values(published_at=None, swept_at=None)
    database.call(lambda connection: connection.execute(unpublish))
    assert look_up(desk, "演示", number(1)) is None
    desk.open()
    assert count(database) == 0
    assert database.call(partial(sweeping._unswept, hall_now())) == []
