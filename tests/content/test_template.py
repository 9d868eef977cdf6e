"""模板, which a keeper copies: every kind once, nothing to mend, and all that is still to be written is told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from content.kinds import filled
from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from content.pack.check import CheckReport, check_pack
from content.pack.columns import SHEET
from content.packs.template import TEMPLATE, copy_template

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def report() -> CheckReport:
    return check_pack(TEMPLATE, TODAY)


def test_every_kind_is_there_once_and_nothing_has_to_be_mended(report: CheckReport) -> None:
    kinds = [one.kind for one in (*report.pack.exhibits, *report.pack.bank_entries)]
    assert sorted(kinds) == sorted(ExhibitKind) and len(report.pack.papers) == 1
    assert report.findings == () and not report.pack.reminders
    assert check_pack(TEMPLATE, date(2040, 1, 1)).findings == ()  # it does not grow old on the shelf


def test_each_item_says_what_is_still_to_be_written(report: CheckReport) -> None:
    told = {one.item or one.file: one.text for one in report.placeholders}
    assert told.keys() == {one.id for one in (*report.pack.exhibits, *report.pack.bank_entries)} | {"试卷.xlsx"}
    assert told["hall"] == "4 处：图片的标题；谁提供的、从哪里来；换成自己的图片；图上是什么"
    assert (
        "第一位的姓名" in told["people"]
        and "站名" in told["find-us"]
        and not any(one.grave for one in report.placeholders)
    )


def test_a_copy_is_called_by_its_folder_and_what_was_written_is_told_no_more(tmp_path: Path) -> None:
    folder = tmp_path / "十二月"
    copy_template(folder)
    copied = check_pack(folder, TODAY)
    assert (copied.pack.title, copied.findings) == ("十二月", ()) and copied.pack.name.startswith("pack-")
    book = load_workbook(folder / SHEET)
    rows = {str(row[2].value): row for row in book["目录"].iter_rows(min_row=2)}
    picture = rows["图片.png"]
    picture[0].value, picture[4].value = "云溪里的早上", "云溪里社区拍的（演示）"
    for name in [name for name in rows if name not in ("图片.png", "步骤.xlsx")]:
        rows[name][0].value = rows[name][2].value = None
    for row in rows.values():
        if row[2].value is None:
            for cell in row:
                cell.value = None
    book.save(folder / SHEET)
    Image.new("RGB", (1080, 1920), "#c8b090").save(folder / "图片.png")
    (folder / "图片文字.txt").write_text("早上的巷子，有人在扫地。窗口搬了，请改到 2 号窗口。", encoding="utf-8")
    (folder / "试卷.xlsx").unlink()
    after = check_pack(folder, TODAY)
    assert [one.id for one in after.pack.exhibits] == ["hall", "guide"] and not after.findings
    assert [one.item for one in after.placeholders] == ["guide"]
    names = load_workbook(folder / "组织.xlsx")
    for row in names["组织"].iter_rows(min_row=2, max_row=5):
        row[0].value = str(row[0].value).removeprefix("请改：")
    names.save(folder / "组织.xlsx")  # what stands below is found by its number
    assert not filled.read(SHEETS[ExhibitKind.TREE], folder / "组织.xlsx").told
    with pytest.raises(FileExistsError):
        copy_template(folder)


def test_it_is_made_the_same_twice_and_as_it_lies_in_the_tree() -> None:
    """Without the film, which another encoder may write otherwise."""
    code = (
        "import hashlib, sys\nfrom content.packs import make_template\n"
        "for name, content in make_template.files().items(): print(name, hashlib.sha256(content).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], check=True, cwd=TEMPLATE.parents[2], capture_output=True, text=True
    )
    made = dict(line.split() for line in ran.stdout.splitlines())
    import hashlib

    lies = {
        path.relative_to(TEMPLATE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in TEMPLATE.rglob("*") if path.is_file() and path.suffix != ".mp4"
    }  # fmt: skip
    assert made == lies
