"""What an import does with people who are already there, how a keeper hears of every row, and who reads the file."""

import asyncio
import json
import stat
import subprocess
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, update
from typer.testing import CliRunner

from kiosk.cli import app
from kiosk.core.database.owner import Database
from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.unlock import unlock
from kiosk.features.membership.commands import ledgers
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.ledger import import_run, report, words
from kiosk.features.membership.hall.ledger import reading as sheet_reading
from kiosk.features.membership.hall.ledger.reading import reading
from kiosk.features.membership.hall.ledger.report import Report
from kiosk.features.membership.hall.ledger.report_file import ReportIsThere, report_workbook, write_report
from kiosk.features.membership.hall.ledger.sheet import WorkbookRefused
from kiosk.features.membership.hall.schema import records
from tests.features.membership.hall.sheets import HEADER, TODAY, number, row, rows, xlsx
from tests.features.membership.keys import person_desk
from tests.old_workbook import xls

PROJECT = Path(__file__).parents[4]

SHORT = ["姓名", "身份证号"]


def changes(found: Report) -> list[tuple[str, str, str]]:
    return [(change.field, change.old, change.new) for one in found.differences for change in one.changes]


def shown(desk: MembershipDesk, name: str, serial: int) -> Any:
    return asyncio.run(desk.look_up(Proof(name, number(serial)), 1))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        *((f"买买提{dot}演示", "买买提·演示") for dot in "·．.﹒●˙。• "),
        *(("买买提·演示", f"买买提{dot}演示") for dot in ("．", ".", "•", "")),
        ("演　示", "演示"),
        ("𠮷田演示", "𠮷田演示"),
        ("司马演示", "司马演示"),
        ("Yan  SHI", "YAN SHI"),
    ],
)
def test_a_card_finds_its_record_however_either_writes_the_name(
    desk: MembershipDesk, written: str, printed: str
) -> None:
    desk.import_records(xlsx([row(1, name=written)]))
    assert shown(desk, printed, 1) is not None
    assert shown(desk, "演示别人", 1) is None


# -- people who are there already -----------------------------------------------------------------------------------


def test_the_difference_is_told_field_by_field_before_anything_is_replaced(desk: MembershipDesk) -> None:
    desk.import_records(xlsx([row(1, name="演示甲"), row(2)]))
    sheet = xlsx([row(1, name="演示甲", branch="演示新支部", full=None), row(2)])
    told = desk.import_records(sheet, write=False)
    assert changes(told) == [("branch", "演示第1党支部", "演示新支部")]
    assert (told.different, told.unchanged, told.differences[0].taken) == (1, 1, False)
    assert shown(desk, "演示甲", 1).branch == "演示第1党支部"
    done = desk.import_records(sheet, replace=True)
    assert (done.updated, done.differences[0].taken) == (1, True)
    assert shown(desk, "演示甲", 1).branch == "演示新支部"


def test_only_the_rows_that_the_keeper_chose_are_replaced(desk: MembershipDesk) -> None:
    desk.import_records(xlsx(rows(3)))
    sheet = xlsx([row(serial, name="演示甲", branch="演示新支部") for serial in (1, 2, 3)])
    done = desk.import_records(sheet, replace={3})
    assert (done.updated, done.different, done.outcomes) == (
        1,
        2,
        [[2, 2, "different"], [3, 3, "updated"], [4, 4, "different"]],
    )
    assert shown(desk, "演示甲", 1) is None and shown(desk, "演示甲", 2) is not None


def test_a_blank_means_not_given_and_empties_only_what_the_keeper_names(desk: MembershipDesk) -> None:
    """Taking one date emptied a member's introducers, because the sheet's cells were blank."""
    desk.import_records(xlsx([row(1, name="演示甲")]))
    sheet = xlsx([row(1, name="演示甲", joined="1993-08-01", introducers=None, full="无", branch=" ")])
    told = desk.import_records(sheet, write=False)
    assert changes(told) == [("joined", "1993-07-01", "1993-08-01")]
    assert told.blanks == {"branch": 1, "full": 1, "introducers": 1}
    desk.import_records(sheet, replace=True)
    view = shown(desk, "演示甲", 1)
    assert (view.branch, len(view.introducers), [line.date for line in view.milestones][3:]) == (
        "演示第1党支部", 2, ["1993-08-01", "1994-07-01"],
    )  # fmt: skip
    told = desk.import_records(sheet, write=False, emptied=["introducers"])
    assert changes(told) == [("introducers", "演示某、演示另", "")]
    desk.import_records(sheet, replace=True, emptied=["introducers"])
    assert shown(desk, "演示甲", 1).introducers == () and shown(desk, "演示甲", 1).branch == "演示第1党支部"


def test_the_choice_is_per_field(desk: MembershipDesk) -> None:
    desk.import_records(xlsx([row(1, name="演示甲"), row(2)]))
    both = {"branch": "演示新支部", "joined": "1993-08-01"}
    sheet = xlsx([row(1, name="演示甲", **both), row(2, **both)])
    done = desk.import_records(sheet, replace={2: {"joined"}})
    assert (done.updated, done.different) == (1, 1)
    assert [change.taken for one in done.differences for change in one.changes] == [False, True, False, False]
    view = shown(desk, "演示甲", 1)
    assert (view.branch, view.milestones[3].date) == ("演示第1党支部", "1993-08-01")


def test_dates_of_the_sheet_and_of_the_record_that_are_not_in_order_together_are_told(desk: MembershipDesk) -> None:
    desk.import_records(xlsx([row(1)]))
    done = desk.import_records(xlsx([row(1, joined="1995-07", full=None)]), write=False)
    assert [one.text for one in done.reminders][-1] == "“加入党组织日期”在“转为正式党员日期”之后，顺序不对"


def test_a_column_that_the_sheet_has_not_keeps_what_is_known(desk: MembershipDesk) -> None:
    desk.import_records(xlsx([row(1, name="演示甲")]))
    done = desk.import_records(xlsx([["演示甲", number(1), "已转出"]], [*SHORT, "党籍状态"]), replace=True)
    assert changes(done) == [("state", "", "已转出")]
    view = shown(desk, "演示甲", 1)
    assert (view.state, view.branch, len(view.milestones)) == ("moved", "演示第1党支部", 5)


def test_what_a_keeper_corrected_by_hand_is_not_taken_back_by_a_ledger(
    desk: MembershipDesk, database: Database, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    desk.import_records(xlsx([row(1, name="演示甲")]))
    keeping = person_desk(database, unlock(database, tmp_path), tmp_path, clock)
    keeping.correct(number(1), {"joined": "1993-08-01"}, "按档案原件更正", by=1)
    again = desk.import_records(xlsx([row(1, name="演示甲")]), replace=True)
    assert (again.unchanged, again.differences) == (1, [])
    assert [(one.column, one.text) for one in again.reminders] == [("G", "加入党组织日期由管理员更正过，没有按表格改")]
    assert "1993-08-01" in [line.date for line in shown(desk, "演示甲", 1).milestones]


def test_whom_a_keeper_corrects_or_erases_in_the_middle_of_an_import_stays_so(
    desk: MembershipDesk,
    database: Database,
    tmp_path: Path,
    clock: Callable[[], datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_run, "CHUNK_ROWS", 2)
    desk.import_records(xlsx([row(serial, name="演示甲") for serial in range(1, 7)]))
    keeping = person_desk(database, unlock(database, tmp_path), tmp_path, clock)

    def keeper(done: int, _total: int) -> None:
        if done == 2:  # one of each before and after its row was read
            for serial in (1, 5):
                keeping.erase(number(serial), by=1)
            for serial in (2, 6):
                keeping.correct(number(serial), {"state": "出党"}, "按决定", by=1)

    changed = [row(serial, name="演示甲", branch="演示新支部") for serial in range(1, 7)]
    done = desk.import_records(xlsx(changed), replace=True, progress=keeper)
    assert [serial for serial in range(1, 7) if shown(desk, "演示甲", serial)] == [3, 4]
    assert keeping.person(number(1), by=1) is None and keeping.person(number(5), by=1) is None
    assert done.remarks[-1] == words.CHANGED_MEANWHILE
    assert shown(desk, "演示甲", 3).branch == "演示新支部"


def test_a_record_that_was_tampered_with_is_named_and_left_alone(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx(rows(2)))
    first = select(records.c.id).order_by(records.c.id).limit(1).scalar_subquery()
    database.call(
        lambda connection: connection.execute(update(records).where(records.c.id == first).values(blob=b"x" * 600))
    )
    done = desk.import_records(xlsx([row(1, branch="演示新支部"), row(2)]), replace=True)
    assert (done.refused_rows, done.unchanged, done.updated) == (1, 1, 0)
    assert done.problems[0].text == words.UNSOUND


def test_the_audit_knows_which_keeper_imported(desk: MembershipDesk, database: Database) -> None:
    desk.import_records(xlsx(rows(2)), by=7)
    (detail,) = database.call(lambda connection: connection.execute(select(audit.c.detail)).scalars().all())
    assert json.loads(detail) == {"account": 7, "rows": 2, "added": 2, "updated": 0, "refused": 0}


def test_whose_stored_values_a_check_shows_is_audited_and_beyond_a_hundred_none_are_shown(
    desk: MembershipDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a sheet of ID numbers would be a way to read everybody's record, and leave no trace."""
    monkeypatch.setattr(import_run, "MOST_COMPARED", 2)
    desk.import_records(xlsx(rows(4)))
    told = desk.import_records(xlsx([row(serial, branch="演示新支部") for serial in range(1, 5)]), write=False, by=7)
    olds = [old for _, old, _ in changes(told)]
    assert olds == ["演示第1党支部", "演示第2党支部", words.NOT_SHOWN, words.NOT_SHOWN]
    lines = select(audit.c.outcome, audit.c.blind, audit.c.detail).where(audit.c.id > 1).order_by(audit.c.id)
    noted = database.call(lambda connection: connection.execute(lines).all())
    assert [line.outcome for line in noted] == ["compared", "compared", "checked"]
    assert noted[0].blind and noted[0].blind != noted[1].blind
    assert [json.loads(line.detail)["account"] for line in noted] == [7, 7, 7]


def test_a_ledger_full_of_mistakes_does_not_fill_the_memory(
    desk: MembershipDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_LISTED", 3)
    done = desk.import_records(xlsx([row(serial, applied="?") for serial in range(1, 6)]))
    assert (done.refused_rows, len(done.problems), done.unlisted) == (5, 3, 2)
    assert list(done.row_outcomes()) == [(at, "refused") for at in range(2, 7)]


# -- the report -----------------------------------------------------------------------------------------------------


def sheets_of(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(BytesIO(content))}


def test_every_row_is_in_the_report_and_none_is_a_formula(desk: MembershipDesk) -> None:
    desk.import_records(f"姓名,身份证号,所在支部\n演示甲,{number(1)},=HYPERLINK(1)\n".encode())
    lines = [row(1, name="演示甲", branch="+1"), row(2), [], row(3, full="待查"), row(4, candidate=None)]
    found = report_workbook(desk.import_records(xlsx(lines, [*HEADER, "@1+1"])))
    book = sheets_of(found)
    tail = number(4)[-4:]
    assert [(line[0], line[2]) for line in book["逐行结果"][1:]] == [
        (2, "和已有的不同，没有改"), (3, "新增"), (5, "没有导入"), (6, "新增"),
    ]  # fmt: skip
    assert book["逐行结果"][4][1:] == (f"演* …{tail}", "新增", "F6 列为发展对象日期空着，这一行照样导入")
    assert book["和已有的不同"][1][2:] == ("所在党支部", "=HYPERLINK(1)", "+1")
    kinds = {cell.data_type for sheet in load_workbook(BytesIO(found)) for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert ("没有用到的列", "@1+1") in book["这份表"]


def test_a_report_replaces_no_file_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    write_report(Report(), tmp_path / "report.xlsx")
    assert stat.S_IMODE((tmp_path / "report.xlsx").stat().st_mode) == 0o600
    with pytest.raises(ReportIsThere):
        write_report(Report(), tmp_path / "report.xlsx")


@pytest.fixture
def hall(tmp_path: Path) -> list[str]:
    (tmp_path / "kiosk.toml").write_text(f'[hall]\ndata_dir = "{tmp_path}/hall"\nsocket = "{tmp_path}/none"\n')
    return ["--settings", str(tmp_path / "kiosk.toml")]


def test_check_then_import_on_the_command_line(
    tmp_path: Path, hall: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody at a terminal is asked which of two columns to use; a script says it, and is told how."""
    ledger, told = tmp_path / "a.csv", tmp_path / "report.xlsx"
    lines = "姓名,身份证号,入党时间,加入党组织日期", f"演示甲,{number(1)},1993-07,1994-07", "演示乙,12,,"
    ledger.write_bytes("\n".join(lines).encode("gb18030"))
    run = CliRunner()
    with monkeypatch.context() as patched:
        patched.setattr(ledgers, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
        checked = run.invoke(app, ["records", "check", str(ledger), *hall], input="D\n")
    assert (checked.exit_code, "--column" in checked.output, "新增 1 人" in checked.stdout) == (0, True, True)
    command = ["records", "import", str(ledger), "--column", "入党时间=C", "--json", *hall, "--report"]
    taken = run.invoke(app, [*command, str(told)])
    assert (taken.exit_code, json.loads(taken.stdout)["added"]) == (0, 1)
    assert [line[2] for line in sheets_of(told.read_bytes())["逐行结果"][1:]] == ["新增", "没有导入"]
    again = run.invoke(app, [*command, str(ledger)])
    assert (again.exit_code, ledger.read_bytes()[:2]) == (1, "姓".encode("gb18030"))


# -- the child that reads the file ----------------------------------------------------------------------------------


def test_a_child_that_dies_is_a_refusal_and_nothing_is_kept(
    desk: MembershipDesk, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what the sheet is and two rows, and then the kernel ends it."""
    dying = tmp_path / "child.py"
    facts = {"sheet": "x", "header_row": 1, "total": 9, "columns": {}, "unused": [], "remarks": []}
    lines: list[Any] = [{"facts": facts}, *([at, "", number(at), "{}", [], [], None] for at in (2, 3))]
    said = "\n".join(map(json.dumps, lines)) + "\n[4,"
    dying.write_text(
        f"import os, sys\nsys.stdin.buffer.read()\nprint({said!r}, end='', flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    monkeypatch.setattr(sheet_reading, "_CHILD", dying)
    with pytest.raises(WorkbookRefused, match="读到一半停下了"):
        desk.import_records(xlsx(rows(3)))
    assert database.call(lambda connection: connection.execute(select(records.c.id)).all()) == []


def test_one_damaged_byte_that_ends_the_parser_does_not_end_the_hall(desk: MembershipDesk) -> None:
    """A first row after the last one (DIMENSIONS of an .xls): the parser asks for 1.5 TB and aborts its process."""
    damaged = bytearray(xls([HEADER, row(1), row(2)]))
    damaged[damaged.index(b"\x00\x02\x0e\x00") + 5] = 66  # kind, length, first row
    with pytest.raises(WorkbookRefused, match="读到一半停下了"):
        desk.import_records(bytes(damaged))
    assert desk.import_records(xls([HEADER, row(1)])).added == 1


def test_the_child_ends_with_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            made.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    with reading(xlsx(rows(500)), TODAY) as ledger:
        assert next(ledger.rows()).number == 2  # the others are never asked for
    assert made[0].returncode is not None


def test_the_child_has_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _be_child(tmp_path, monkeypatch, "yield len(bytes(900_000_000))")
    with pytest.raises(WorkbookRefused, match="读到一半停下了"), reading(xlsx(rows(1)), TODAY):
        pass


@pytest.mark.parametrize(
    "lines",
    [
        "yield {'facts': FACTS}; held.acquire()",
        "yield {'facts': FACTS}\n    for at in range(2, 999): yield [at, '', '', 'x' * 3_000_000, [], [], None]",
        "yield {'facts': FACTS}; yield [2, '', '\\ud800', '{}', [], [], None]",
        "yield {'facts': FACTS}; yield [10**12, '', '', '{}', [], [], None]",
        "yield 'x' * 5_000_000",
        "yield {'facts': {'sheet': 1}}",
        "yield {'facts': FACTS}; yield [1, 2]",
        "yield {'facts': FACTS}; yield ['1', 2, {}, [], None, 'x', 'y']",
        "yield {'facts': FACTS}; yield [2, '', '', '{}', [[1]], [], None]",
        "yield {'facts': FACTS}\n    while True: yield [2, '', '', None, [], [], None]",
        "yield {'headers': [{}], 'choices': 0}",
        "yield {'refused': {}}",
        "yield {'refused': 'x' * 3_000_000}",
        "out = open(1, 'wb', closefd=False); out.write(b'[' * 100_000 + bytes([10])); out.flush(); yield 1",
        "out = open(1, 'wb', closefd=False); out.write(bytes([255, 10])); out.flush(); yield 1",
        "yield float('nan')",
    ],
)
def test_whatever_a_child_that_was_taken_over_says_is_a_refusal(
    desk: MembershipDesk, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str
) -> None:
    monkeypatch.setattr(sheet_reading, "PATIENCE_SECONDS", 1.0 if "held" in lines else 60.0)
    monkeypatch.setattr(sheet_reading, "MOST_BYTES", 20_000_000)
    _be_child(tmp_path, monkeypatch, lines)
    with pytest.raises(WorkbookRefused, match="读到一半停下了"):
        desk.import_records(xlsx(rows(3)))
    assert database.call(lambda connection: connection.execute(select(records.c.id)).all()) == []


def _be_child(folder: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    """The next child is the real one, with `lines` in the place of the reader."""
    child = folder / "child.py"
    child.write_text(
        f"import json, sys, threading\nsys.path.insert(0, {str(PROJECT)!r})\n"
        "from kiosk.features.membership.hall.ledger import child\n"
        "held = threading.Lock()\nheld.acquire()\nplain = json.dumps\n"
        "json.dumps = lambda said, **how: plain(said)  # so that it may say what is no character\n"
        "FACTS = {'sheet': 'x', 'header_row': 1, 'total': 9, 'columns': {}, 'unused': [], 'remarks': []}\n"
        f"def _lines(*given):\n    {lines}\nchild._lines = _lines\nchild.main()\n"
    )
    monkeypatch.setattr(sheet_reading, "_CHILD", child)
