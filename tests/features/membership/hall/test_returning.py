"""Who asked to be erased and stands in the next roster: told in the check and the report, taken by a keeper's word."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete
from typer.testing import CliRunner

from kiosk.cli import app
from kiosk.core.database.owner import Database
from kiosk.core.database.schema import marks
from kiosk.core.sealing import audit, erasures
from kiosk.core.sealing.erasures import ErasuresUnreadable
from kiosk.core.sealing.unlock import unlock
from kiosk.core.sealing.vault import Vault
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.ledger.report import Report, Returning
from kiosk.features.membership.hall.ledger.report_file import report_workbook
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.sheets import number, row, xlsx
from tests.features.membership.keys import key_desk, person_desk

ROSTER = xlsx([row(1), row(2), row(3)])
ERASED_ROW = 3  # of row(2): the header is the first


class Hall:
    def __init__(self, database: Database, folder: Path, clock: FixedClock) -> None:
        self.database, self.folder, self.clock = database, folder, clock
        self.vault: Vault = unlock(database, folder)
        self.desk = MembershipDesk(database, self.vault, clock, folder=folder)
        self.people = person_desk(database, self.vault, folder, clock)

    def there(self, serial: int) -> bool:
        return self.people.person(number(serial), by=1) is not None

    def told(self, outcome: str) -> list[audit.Line]:
        lines = self.database.call(audit.read_page)
        return [line for line in lines if line.action == "import" and line.outcome == outcome]


@pytest.fixture
def hall(database: Database, tmp_path: Path, clock: FixedClock) -> Hall:
    """Person 2 asked to be erased, and the branch goes on listing them."""
    made = Hall(database, tmp_path, clock)
    made.desk.import_records(ROSTER)
    made.people.erase(number(2), by=1)
    return made


def test_the_check_reminds_and_an_import_leaves_them_out(hall: Hall) -> None:
    checked = hall.desk.import_records(ROSTER, write=False)
    assert [(one.row, one.asked, one.taken) for one in checked.returning] == [(ERASED_ROW, "2026-11-21", False)]
    assert (checked.added, checked.unchanged, checked.left_out) == (0, 2, 1)
    assert number(2) not in repr(checked.to_plain()) and hall.told("checked")[0].counts["left_out"] == 1
    for replace in (False, True):
        done = hall.desk.import_records(ROSTER, replace=replace)
        assert (done.left_out, done.added, hall.there(2)) == (1, 0, False)
    assert "1 人要求删除过档案，没有导入" in done.summary
    [line] = [
        line for line in load_workbook(io.BytesIO(report_workbook(done)))["逐行结果"].values if line[0] == ERASED_ROW
    ]
    assert line[2] == "本人要求删除过，没有导入" and "2026-11-21" in str(line[3])
    assert Report.from_plain(json.loads(json.dumps(done.to_plain()))).returning == done.returning
    assert isinstance(done.returning[0], Returning)


def test_a_keeper_takes_them_by_their_row_and_that_is_told(hall: Hall) -> None:
    assert hall.desk.import_records(ROSTER, take_erased={ERASED_ROW - 1, ERASED_ROW + 1}).left_out == 1
    done = hall.desk.import_records(ROSTER, take_erased={ERASED_ROW}, by=7)
    assert (done.added, done.left_out, done.returning[0].taken, hall.there(2)) == (1, 0, True, True)
    [line] = hall.told("returned")
    assert line.blind == hall.vault.blind_index(number(2)).hex() and line.counts["account"] == 7
    assert hall.desk.import_records(ROSTER).returning == []  # there now, as everybody else
    key_desk(hall.database, hall.folder, hall.clock).open()  # the next start erases nobody anew
    assert hall.there(2) and hall.desk.verify_audit().whole


def test_who_asks_again_is_erased_again_and_left_out_again(hall: Hall) -> None:
    hall.desk.import_records(ROSTER, take_erased={ERASED_ROW})
    hall.people.erase(number(2), by=1)
    assert hall.desk.import_records(ROSTER).left_out == 1 and not hall.there(2)


def test_the_list_beside_the_database_reminds_also_where_its_notes_were_taken_out(hall: Hall) -> None:
    taken_out = delete(marks).where(marks.c.name.startswith(erasures.NOTE))
    hall.database.call(lambda connection: connection.execute(taken_out).close())
    assert hall.desk.import_records(ROSTER, write=False).left_out == 1


def test_the_notes_remind_also_where_the_list_is_gone_and_a_line_of_another_hand_does_not(hall: Hall) -> None:
    (hall.folder / erasures.FILE).write_text(
        f"2026-11-21T10:26 {hall.vault.blind_index(number(3)).hex()} {'ab' * 32}\n"
    )
    for value in (b"\xff", 7, "erased: \udcff".encode("utf-8", "replace").decode()):
        note = {"name": f"{erasures.NOTE}{value!r}", "value": value}
        hall.database.call(lambda connection, note=note: connection.execute(marks.insert(), note).close())  # type: ignore[misc]
    assert [one.row for one in hall.desk.import_records(ROSTER, write=False).returning] == [ERASED_ROW]
    hall.people.erase(number(3), by=1)
    assert hall.desk.import_records(ROSTER, write=False).left_out == 2


def test_nothing_is_imported_while_the_list_cannot_be_read(hall: Hall) -> None:
    (hall.folder / erasures.FILE).unlink()
    (hall.folder / erasures.FILE).mkdir()
    with pytest.raises(ErasuresUnreadable):
        hall.desk.import_records(xlsx([row(8)]))
    assert not hall.there(8)


def test_who_is_erased_while_the_roster_is_taken_stays_out_whatever_the_keeper_chose(hall: Hall) -> None:
    def erase(done: int, total: int) -> None:
        hall.people.erase(number(2), by=1)

    done = hall.desk.import_records(ROSTER, take_erased={ERASED_ROW}, progress=erase)
    assert done.published and not hall.there(2) and hall.told("returned") == []


def test_on_the_command_line(tmp_path: Path) -> None:
    """With no service running, by the same code."""
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[hall]\ndata_dir = "{tmp_path}/hall"\nsocket = "{tmp_path}/none"\nballast_mb = 0\n')
    (tmp_path / "roster.xlsx").write_bytes(ROSTER)

    def run(*words: str, typed: str = "") -> str:
        done = CliRunner().invoke(app, ["records", *words, "--settings", str(settings)], input=typed)
        assert done.exit_code == 0, done.output
        return done.stdout

    roster = str(tmp_path / "roster.xlsx")
    run("import", roster)
    run("erase", "--yes", typed=number(2) + "\n")
    checked = run("check", roster)
    assert "要求删除过档案，没有导入" in checked and "--take-erased" in checked
    assert json.loads(run("import", roster, "--json"))["left_out"] == 1
    assert "新增 1 人" in run("import", roster, "--take-erased", str(ERASED_ROW))
