"""One person's record in a keeper's hands: corrected with a reason, handed over, erased, and erased for good."""

import asyncio
import json
import logging
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from kiosk.apps.hall.restore import restore
from kiosk.core.access.schema import accounts
from kiosk.core.database import companions, copies
from kiosk.core.database.clock import stamp
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import marks
from kiosk.core.sealing import audit, audit_chain, audit_restore, erasures
from kiosk.core.sealing.erasures import Erasure, ErasuresUnreadable
from kiosk.core.sealing.files import FileMissing, SealedFiles
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken, Vault
from kiosk.features.membership.hall import pins
from kiosk.features.membership.hall.corrections import CorrectionRefused
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.person import Nobody, PersonDesk
from kiosk.features.membership.hall.schema import lookup_pins, records, scans
from kiosk.features.membership.rules.dates import LedgerDate
from kiosk.features.membership.rules.record import Milestone, State
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.kept import keep
from tests.features.membership.hall.scanned import scan
from tests.features.membership.hall.sheets import number, row
from tests.features.membership.keys import key_desk, person_desk

PAGE = b"\xff\xd8 a page \xff\xd9"
NAME = str(row(1)[0])


class Hall:
    """One hall's folder, opened and closed as its service would be."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.folder, self.clock = folder, clock
        self.database: Database | None = None
        self.open()

    def open(self) -> None:
        self.database = open_hall_database(self.folder / "hall.db")
        self.keys = key_desk(self.database, self.folder, self.clock)
        self.keys.open()
        self.desk = MembershipDesk(self.database, self.vault, self.clock)
        self.desk.open()

    def close(self) -> None:
        if self.database is not None:
            self.database.close()
            self.database = None

    @property
    def rows(self) -> Database:
        assert self.database is not None
        return self.database

    @property
    def vault(self) -> Vault:
        assert self.keys.vault is not None
        return self.keys.vault

    @property
    def people(self) -> PersonDesk:
        return person_desk(self.rows, self.keys.needed, self.folder, self.clock)

    def shows(self, serial: int) -> bool:
        self.clock.moment += timedelta(minutes=1)
        proof = Proof(str(row(serial)[0]), number(serial))
        return asyncio.run(self.desk.look_up(proof, 1)) is not None

    def bring_in(self, *serials: int) -> None:
        self.clock.moment += timedelta(minutes=1)
        keep(self.rows, self.vault, serials, stamp(self.clock()))

    def scan(self, serial: int, page: int = 1, state: str = "approved") -> str:
        at = self.clock.moment.isoformat(timespec="milliseconds")
        return scan(self.rows, self.vault, self.folder, number(serial), PAGE, page=page, state=state, at=at)

    def back_up(self) -> Path:
        self.clock.moment += timedelta(minutes=1)
        return copies.make_backup(self.rows, self.folder / copies.FOLDER, self.clock())

    def put_back(self, copy: Path) -> int:
        self.close()
        self.clock.moment += timedelta(minutes=1)
        done = restore(self.folder / "hall.db", copy, now=self.clock(), above=0)
        self.open()
        return done.letters_missing

    def told(self) -> list[tuple[str, str, str]]:
        lines = self.rows.call(lambda connection: audit.read_page(connection))
        return [(line.actor, line.action, line.outcome) for line in reversed(lines)]


@pytest.fixture
def hall(tmp_path: Path, clock: FixedClock) -> Iterator[Hall]:
    made = Hall(tmp_path / "hall", clock)
    made.bring_in(1, 2, 3)
    yield made
    made.close()


# -- corrections ----------------------------------------------------------------------------------


def test_a_correction_is_sealed_with_its_reason_and_shown_from_then_on(hall: Hall) -> None:
    changes = {"joined": "1993年7月2日", "counted_from": "1995-07", "state": "已转出", "introducers": "演示甲、演示乙"}
    fresh = hall.people.correct(number(1), changes, " 按档案 原件更正 ", by=3)
    assert fresh.milestones[Milestone.JOINED] == LedgerDate(1993, 7, 2) and fresh.state is State.MOVED
    assert fresh.milestones[Milestone.FULL] == LedgerDate(1994, 7, 1)  # 党龄 corrected; 转正 stays what it was
    assert hall.people.person(number(1), by=3) == fresh
    [note] = fresh.corrections
    assert (note.by, note.reason) == (3, "按档案 原件更正")
    assert set(note.fields) == {"joined", "counted_from", "state", "introducers"}
    view = asyncio.run(hall.desk.look_up(Proof(NAME, number(1)), 1))
    assert view is not None and view.counted_from == "1995-07" and view.corrected
    lines = hall.rows.call(lambda connection: audit.read_page(connection))
    [line] = [line for line in lines if line.action == "correct"]
    assert (line.actor, line.by, line.counts) == ("keeper", 3, {"fields": 4})


def test_an_emptied_field_goes(hall: Hall) -> None:
    fresh = hall.people.correct(number(1), {"candidate": "", "introducers": ""}, "原件没有", by=3)
    assert Milestone.CANDIDATE not in fresh.milestones and fresh.introducers == ()


WRONG: list[tuple[dict[str, str], str]] = [
    ({"joined": "2001-02-30"}, "joined"),
    ({"joined": "1989-01"}, "joined"),  # before 确定积极分子
    ({"full": "2030-01-01"}, "full"),
    ({"applied": "1960-01-01"}, "applied"),
    ({"counted_from": "1969"}, "counted_from"),
    ({"name": " "}, "name"),
    ({"branch": "长" * 61}, "branch"),
    ({"state": "不知道"}, "state"),
    ({"id_number": number(2)}, "id_number"),
    ({"branch": "演示第1党支部"}, "reason"),
    ({}, "reason"),
]


def test_a_correction_that_cannot_be_right_changes_nothing(hall: Hall) -> None:
    before = hall.people.person(number(1), by=3)
    for changes, field in WRONG:
        with pytest.raises(CorrectionRefused) as refused:
            hall.people.correct(number(1), changes, "更正", by=3)
        assert refused.value.field == field
        assert not any(value and value in str(refused.value) for value in changes.values())
    assert hall.people.person(number(1), by=3) == before


def test_no_correction_without_a_reason_and_none_of_nobody(hall: Hall) -> None:
    with pytest.raises(CorrectionRefused):
        hall.people.correct(number(1), {"branch": "演示支部"}, "  ", by=3)
    with pytest.raises(Nobody):
        hall.people.correct(number(9), {"branch": "演示支部"}, "更正", by=3)
    assert hall.people.person(number(9), by=3) is None
    assert ("keeper", "read", "no_record") in hall.told()


def test_a_row_that_was_given_another_persons_index_opens_to_nobody(hall: Hall) -> None:
    """Whoever can write the database, but has no key, could else have one person's record handed to another."""
    blinds = [hall.vault.blind_index(number(serial)) for serial in (1, 2)]
    for was, becomes in ((blinds[0], b"x" * 32), (blinds[1], blinds[0])):
        moved = update(records).where(records.c.blind == was).values(blind=becomes)
        hall.rows.call(lambda connection, moved=moved: connection.execute(moved).close())  # type: ignore[misc]
    for verb in (
        lambda: hall.people.person(number(1), by=3),
        lambda: hall.people.correct(number(1), {"branch": "演示支部"}, "更正", by=3),
        lambda: hall.people.export(number(1), by=3),
    ):
        with pytest.raises(SealBroken):
            verb()
    assert hall.told()[-3:] == [("keeper", action, "unsound") for action in ("read", "correct", "export")]


# -- a person's own copy --------------------------------------------------------------------------


def test_a_person_gets_their_own_record_and_approved_letters(hall: Hall) -> None:
    for page, state in ((1, "approved"), (2, "approved"), (3, "staged")):
        hall.scan(1, page, state)
    hall.people.correct(number(1), {"branch": "演示新支部"}, "转接", by=3)
    with zipfile.ZipFile(BytesIO(hall.people.export(number(1), by=None))) as copy:
        assert copy.namelist() == [
            "档案.txt", "record.json", "letters/入党申请书-1.jpg", "letters/入党申请书-2.jpg",
        ]  # fmt: skip
        text, plain = copy.read("档案.txt").decode(), json.loads(copy.read("record.json"))
        assert copy.read("letters/入党申请书-2.jpg") == PAGE
    assert plain["id_number"] == number(1) and plain["milestones"]["full"] == "1994-07-01"
    for said in (NAME, number(1), "接收为预备党员：1993-07-01", "所在党支部：演示新支部", "原因：转接"):
        assert said in text
    assert hall.told()[-1] == ("keeper", "export", "handed_over")
    with pytest.raises(Nobody):
        hall.people.export(number(9), by=None)


# -- erasure --------------------------------------------------------------------------------------


def test_an_erased_person_is_gone_from_every_table_and_folder(hall: Hall) -> None:
    hall.bring_in(4)
    names = [hall.scan(1), hall.scan(2)]
    hall.back_up()
    keeper = {"id": 1, "name": "演示管理员", "roles": "keeper", "password_hash": "-", "made_at": "2026"}
    hall.rows.call(lambda connection: connection.execute(insert(accounts), keeper).close())
    hall.rows.call(lambda connection: pins.issue(connection, hall.vault, number(1), 1, hall.clock()))
    assert hall.people.erase(number(1), by=3) == {"records": 1, "letters": 1, "pins": 1}
    assert [hall.shows(serial) for serial in (1, 2, 3, 4)] == [False, True, True, True]
    assert not list(hall.folder.rglob(names[0])) and len(list(hall.folder.rglob(names[1]))) == 2
    blind = hall.vault.blind_index(number(1))
    for table in (records, scans, lookup_pins):
        found = select(table).where(table.c.blind == blind)
        assert not hall.rows.call(lambda connection, found=found: connection.execute(found).all())  # type: ignore[misc]
    assert ("keeper", "erase", "erased") in hall.told() and hall.desk.verify_audit().whole
    assert hall.people.erase(number(1), by=3) == {"records": 0, "letters": 0, "pins": 0}  # no harm, and written down


def test_the_sealed_row_itself_leaves_the_file(hall: Hall) -> None:
    """Deleted rows stay readable in free pages of a database, and in its log, unless they are overwritten."""
    query = select(records.c.wrapped_key).where(records.c.blind == hall.vault.blind_index(number(1)))
    wrapped = hall.rows.call(lambda connection: connection.execute(query).scalar_one())
    assert wrapped in (hall.folder / "hall.db-wal").read_bytes()
    hall.people.erase(number(1), by=3)
    assert not [path for path in hall.folder.rglob("*") if path.is_file() and wrapped in path.read_bytes()]


def test_an_erasure_that_was_cut_off_by_a_power_cut_is_finished_at_the_next_start(hall: Hall) -> None:
    erasure = Erasure(stamp(hall.clock()), hall.vault.blind_index(number(1)))
    erasures.write_down(hall.folder, hall.vault, erasure)  # and then the machine is dark
    assert hall.shows(1)
    hall.close()
    hall.open()
    assert not hall.shows(1) and hall.shows(2)


def test_no_clock_says_who_is_erased(hall: Hall) -> None:
    """A battery is empty, then the network sets the time: years lie between two minutes, in either direction."""
    now = hall.clock.moment
    hall.clock.moment += timedelta(days=400)
    hall.bring_in(4)
    hall.scan(4)
    hall.clock.moment = now
    assert hall.people.erase(number(4), by=3) == {"records": 1, "letters": 1, "pins": 0}
    hall.clock.moment = now - timedelta(days=30)
    hall.bring_in(4)  # imported again
    hall.scan(4)
    hall.clock.moment = now + timedelta(days=1)
    hall.close()
    hall.open()
    assert hall.shows(4) and len(list((hall.folder / "scans").iterdir())) == 1


def test_a_list_that_was_cut_short_is_mended(hall: Hall) -> None:
    """From the nightly copies, from the database, and from the one that a restore replaces."""
    early, path = hall.back_up(), hall.folder / companions.ERASURES
    hall.people.erase(number(1), by=3)
    hall.back_up()
    path.unlink()
    hall.people.erase(number(2), by=3)
    hall.back_up()
    nightly = companions.shared(hall.folder / copies.FOLDER) / companions.ERASURES
    assert len(nightly.read_text().splitlines()) == 2
    for rest in ("", nightly.read_text().splitlines(keepends=True)[1]):
        path.write_text(rest)
        nightly.unlink(missing_ok=True)
        hall.close()
        hall.open()
        assert len(path.read_text().splitlines()) == 2
    path.unlink()
    hall.put_back(early)
    assert [hall.shows(serial) for serial in (1, 2, 3)] == [False, False, True]


def test_a_restore_brings_nobody_back_who_was_erased_later(hall: Hall) -> None:
    name = hall.scan(1)
    copy = hall.back_up()
    hall.people.erase(number(1), by=3)
    hall.people.erase(number(2), by=3)
    hall.clock.moment += timedelta(minutes=1)
    hall.bring_in(2)  # asked to be taken up again
    newer = hall.back_up()
    hall.put_back(copy)
    assert [hall.shows(serial) for serial in (1, 2, 3)] == [False, False, True]
    assert ("service", "erase", "again") in hall.told()
    assert not (hall.folder / "scans" / name).exists()
    hall.put_back(newer)
    assert [hall.shows(serial) for serial in (1, 2, 3)] == [False, True, True]
    assert hall.desk.verify_audit().whole


def test_an_erasure_is_remembered_on_a_new_machine_by_its_newest_backup(hall: Hall, tmp_path: Path) -> None:
    early = hall.back_up()
    hall.scan(2)
    (tmp_path / "stick").mkdir()
    copies.place(early, tmp_path / "stick" / "early.db", ["scans"])
    hall.people.erase(number(1), by=3)
    copies.place(hall.back_up(), tmp_path / "stick" / "late.db", ["scans"])
    hall.close()
    new = tmp_path / "new"
    new.mkdir(mode=0o700)
    (new / "records.key").write_bytes((hall.folder / "records.key").read_bytes())
    (new / "records.key").chmod(0o600)
    for copy in ("late.db", "early.db"):
        restore(new / "hall.db", tmp_path / "stick" / copy, now=hall.clock(), above=0)
    there = Hall(new, hall.clock)
    try:
        assert [there.shows(serial) for serial in (1, 2)] == [False, True]
    finally:
        there.close()


def test_a_line_that_bears_no_mark_of_the_key_erases_nobody(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    blind = hall.vault.blind_index(number(3)).hex()
    hall.people.erase(number(1), by=3)
    with (hall.folder / companions.ERASURES).open("a") as file:
        file.write(f"2027-01-01T00:00:00.000+08:00 {blind} {'00' * 32}\n2027 cut off by a pow")
    hall.close()
    with caplog.at_level(logging.ERROR):
        hall.open()
    assert hall.shows(3) and not hall.shows(1)
    assert "2 of 3 lines bear no mark" in caplog.text and blind not in caplog.text
    hall.people.erase(number(2), by=3)  # a line of its own, after the cut one
    hall.close()
    hall.open()
    assert [hall.shows(serial) for serial in (1, 2, 3)] == [False, False, True]


def test_a_list_that_cannot_be_read_keeps_the_records_shut(hall: Hall) -> None:
    hall.close()
    (hall.folder / companions.ERASURES).mkdir()
    with pytest.raises(ErasuresUnreadable):
        hall.open()


def test_an_erasure_that_cannot_be_written_down_erases_nothing(hall: Hall) -> None:
    (hall.folder / companions.ERASURES).mkdir()
    with pytest.raises(OSError):
        hall.people.erase(number(1), by=3)
    assert hall.shows(1)


# -- the audit chain over a restore ---------------------------------------------------------------


def test_what_was_asked_after_the_copy_stays_in_the_chain(hall: Hall) -> None:
    copy = hall.back_up()
    hall.people.person(number(1), by=3)
    asked = hall.told()
    head = hall.desk.verify_audit().head
    hall.put_back(copy)
    assert hall.told() == [*asked, ("service", "restore", "chain_kept")]
    state = hall.desk.verify_audit()
    assert state.whole and hall.rows.call(lambda connection: audit_chain.holds_head(connection, head))
    later = hall.back_up()
    hall.put_back(later)
    assert hall.told()[-2:] == [("service", "restore", "chain_kept")] * 2


def test_a_chain_that_does_not_go_on_is_noted(hall: Hall, tmp_path: Path) -> None:
    """Another chain lies there: whoever asked in it must be found in the replaced database."""
    hall.people.person(number(1), by=3)
    copy = hall.back_up()
    copies.place(copy, tmp_path / "copy.db", ["scans"])
    hall.close()
    for file in hall.folder.glob("hall.db*"):
        file.unlink()
    hall.open()
    hall.people.person(number(2), by=3)
    head = hall.desk.verify_audit().head
    hall.put_back(tmp_path / "copy.db")
    assert hall.told()[-1] == ("service", "restore", "chain_replaced")
    query = select(marks.c.value).where(marks.c.name.startswith(audit_restore.REPLACED))
    assert hall.rows.call(lambda connection: connection.execute(query).scalars().all()) == [f"1 {head}"]


def forge(database: Path, *statements: str) -> None:
    """As somebody does who has the file, and lays the guards aside."""
    with closing(sqlite3.connect(database)) as rows, rows:
        for statement in (
            "DROP TRIGGER IF EXISTS audit_no_update",
            "DROP TRIGGER IF EXISTS audit_no_delete",
            *statements,
        ):
            rows.execute(statement)


@pytest.mark.parametrize("link", ["'text'", "7", "CAST(x'ff00' AS TEXT)"])
def test_a_chain_of_other_types_stops_no_restore_and_stays_broken(hall: Hall, link: str) -> None:
    hall.people.person(number(1), by=3)
    copy = hall.back_up()
    hall.people.person(number(1), by=3)
    last = len(hall.told())
    hall.close()
    forge(hall.folder / "hall.db", f"UPDATE audit SET link = {link}, outcome = x'ff' WHERE id = {last}")
    hall.put_back(copy)
    assert hall.told()[-1] == ("service", "restore", "chain_kept")
    state = hall.desk.verify_audit()
    assert (state.broken_at, state.why) == (last, "cells")
    hall.close()
    forge(copy, f"UPDATE audit SET link = {link} WHERE id = {last - 1}")
    hall.put_back(copy)
    assert hall.told()[-1] == ("service", "restore", "chain_replaced")
    assert hall.desk.verify_audit().broken_at == last - 1


@pytest.mark.parametrize("told", ["no json", "[1]", '{"outcome": "shown", "rows": 1}', '{"outcome": [], "rows": "x"}'])
def test_what_somebody_wrote_in_place_of_a_restore_stops_no_opening(hall: Hall, told: str) -> None:
    hall.close()
    with closing(sqlite3.connect(hall.folder / "hall.db")) as rows, rows:
        rows.execute("INSERT INTO marks VALUES (?, ?)", (audit_restore.RESTORED, told))
    hall.open()
    assert hall.told()[-1] == ("service", "restore", "chain_unread")


@pytest.mark.parametrize(
    "change", ["blob = hex(blob)", "wrapped_key = 'text'", "wrapped_key = 7", "key_version = 'one'"]
)
def test_a_record_of_other_types_is_unsound_and_nothing_more(hall: Hall, change: str) -> None:
    hall.rows.call(lambda connection: connection.exec_driver_sql(f"UPDATE records SET {change}").close())
    assert not hall.shows(1)
    with pytest.raises((SealBroken, KeyVersionUnknown)):
        hall.people.person(number(1), by=3)


# -- letters in backups ---------------------------------------------------------------------------


def test_letters_come_back_with_the_copy_that_names_them(hall: Hall, tmp_path: Path) -> None:
    name = hall.scan(1)
    (tmp_path / "stick").mkdir()
    copies.place(hall.back_up(), tmp_path / "stick" / "copy.db", ["scans"])
    carried = tmp_path / "stick" / "copy.db.papers" / "scans" / name
    assert PAGE not in carried.read_bytes() and carried.stat().st_mode & 0o077 == 0
    (hall.folder / "scans" / name).unlink()
    assert hall.put_back(tmp_path / "stick" / "copy.db") == 0
    assert zipfile.ZipFile(BytesIO(hall.people.export(number(1), by=None))).namelist()[-1].endswith("-1.jpg")
    (hall.folder / "scans" / name).unlink()
    carried.unlink()
    assert hall.put_back(tmp_path / "stick" / "copy.db") == 1
    with pytest.raises(FileMissing):
        hall.people.export(number(1), by=None)


FOREIGN_NAMES = (
    "../../../planted", "/tmp/planted", "..", "", "./{sealed}", "{sealed}\n", "{sealed}\x00", "A{sealed}", "x.sealed",
    b"../../../planted", 7,
)  # fmt: skip


def renamed(copy: Path, name: object) -> int:
    """The one row of `scans` names another file; gives the row."""
    with closing(sqlite3.connect(copy)) as database, database:
        database.execute("UPDATE scans SET file = ?", (name,))
        return int(database.execute("SELECT id FROM scans").fetchone()[0])


def files_below(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "hall.db.lock" not in path.name}


@pytest.mark.parametrize("name", FOREIGN_NAMES)
def test_a_name_that_no_store_of_ours_gave_is_refused_with_its_row(hall: Hall, tmp_path: Path, name: object) -> None:
    """A copy may come from anywhere: `../../../…` in a row made root write outside the hall's folder."""
    sealed = hall.scan(1)
    stick, copy = tmp_path / "a" / "b" / "stick", hall.back_up()
    stick.mkdir(parents=True)
    copies.place(copy, stick / "copy.db", ["scans"])
    named = name.format(sealed=sealed) if isinstance(name, str) else name
    for there in (copy, stick / "copy.db"):
        planted = renamed(there, named)
    (tmp_path / "planted").write_bytes(b"found where the name leads")
    hall.close()
    before = files_below(tmp_path)
    with pytest.raises(companions.NotASealedName, match=str(planted)):
        restore(hall.folder / "hall.db", stick / "copy.db", now=hall.clock(), above=0)
    with pytest.raises(companions.NotASealedName, match=str(planted)):
        copies.place(copy, stick / "again.db", ["scans"])
    assert files_below(tmp_path) == before


@pytest.mark.parametrize("name", FOREIGN_NAMES)
def test_a_running_hall_follows_no_such_name_either(hall: Hall, tmp_path: Path, name: object) -> None:
    sealed = hall.scan(1)
    named = name.format(sealed=sealed) if isinstance(name, str) else name
    hall.rows.call(lambda connection: connection.exec_driver_sql("UPDATE scans SET file = ?", (named,)))
    (tmp_path / "planted").write_bytes(b"found where the name leads")
    before = files_below(tmp_path)
    with pytest.raises(FileMissing):
        hall.people.export(number(1), by=None)
    hall.people.erase(number(1), by=None)
    assert before.items() - files_below(tmp_path).items() <= {
        (path, content) for path, content in before.items() if path.name.startswith("hall.db")
    }


def test_the_names_in_a_person_s_own_copy_stay_in_its_folder(hall: Hall) -> None:
    """Kind and page are plain columns: whoever writes the database writes them."""
    hall.scan(1)
    hall.rows.call(lambda connection: connection.exec_driver_sql("UPDATE scans SET kind = '../../kind', page = '../1'"))
    names = zipfile.ZipFile(BytesIO(hall.people.export(number(1), by=None))).namelist()
    assert len(names) == 3 and not [name for name in names if ".." in name]


def test_nightly_copies_share_links_and_drop_those_that_no_copy_names(hall: Hall) -> None:
    folder = hall.folder / copies.FOLDER
    first = hall.scan(1)
    hall.back_up()
    link = companions.shared(folder) / "scans" / first
    assert link.samefile(hall.folder / "scans" / first)
    hall.keys.rotate(lambda done, rows_in_all: None)  # the letter has a new file; the night's copy names the old one
    assert link.exists() and not (hall.folder / "scans" / first).exists()
    hall.back_up()
    copies.prune(folder, ["scans"], 1)
    assert not link.exists()
    assert len(list((companions.shared(folder) / "scans").iterdir())) == 1


def test_the_replaced_database_keeps_its_letters(hall: Hall) -> None:
    copy = hall.back_up()
    name = hall.scan(1)
    hall.put_back(copy)
    assert not (hall.folder / "scans" / name).exists()
    [kept] = hall.folder.glob("hall.db.before-*.papers/scans/*")
    assert kept.name == name
    with closing(sqlite3.connect(next(hall.folder.glob("hall.db.before-*[0-9]")))) as before:
        assert before.execute("SELECT file FROM scans").fetchall() == [(name,)]


def test_what_a_restore_put_aside_goes_after_two_weeks(hall: Hall) -> None:
    """Whoever was erased meanwhile is in it still."""
    copy = hall.back_up()
    hall.scan(1)
    hall.put_back(copy)
    put_aside = {path.name for path in hall.folder.glob("hall.db.before-*")}
    (hall.folder / "hall.db.before-i-forget").touch()  # somebody's own
    database = hall.folder / "hall.db"
    assert put_aside and companions.drop_replaced(database, hall.clock() + timedelta(days=13)) == 0
    assert companions.drop_replaced(database, hall.clock() + timedelta(days=15)) == 1
    assert [path.name for path in hall.folder.glob("hall.db.before-*")] == ["hall.db.before-i-forget"]
    assert hall.shows(1)


def test_a_name_that_points_elsewhere_is_never_opened(hall: Hall) -> None:
    (hall.folder / "secret").write_bytes(b"something else")
    for name in ("../secret", "/etc/passwd", "0" * 32, ""):
        with pytest.raises(FileMissing):
            SealedFiles(hall.folder).read(name)
        SealedFiles(hall.folder).remove(name)
    assert (hall.folder / "secret").exists()
