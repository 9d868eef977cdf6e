"""`kiosk bank …` as a keeper types it: a template filled, checked, turned into the pack's form and back."""

from __future__ import annotations

import errno
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from content.banks.bank_file import own_bytes
from content.banks.model import Bank
from content.banks.table_reader import read_bank
from kiosk.cli import app
from tests.content.banks.truth import drawn
from tests.content.sheets import HEADER, question, write_sheet


def kiosk(*typed: object, status: int = 0) -> tuple[str, str]:
    """What is said on stdout and stderr."""
    done = CliRunner().invoke(app, ["bank", *map(str, typed)])
    assert done.exit_code == status, done.output
    return done.stdout, done.stderr


def told(*typed: object, status: int = 0) -> Any:
    return json.loads(kiosk(*typed, "--json", status=status)[0])


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A good row, one that is refused and one to look at."""
    rows = [
        question(1, "一？", "A", "甲", "乙"),
        question(2, "二？", None, "甲", "乙"),
        question(3, "三？", "B", 43657, "乙"),
    ]
    return write_sheet(tmp_path / "题库.xlsx", [HEADER, *rows])


def test_a_bank_is_checked_row_by_row(mixed: Path) -> None:
    assert told("check", mixed, status=1) == {
        "items": 2,
        "by_type": {"single": 2},
        "errors": [{"where": "题库 H3", "reason": "没有答案"}],
        "warnings": [{"where": "题库 D4", "reason": "像是被表格软件变成数字的日期，请核对"}],
    }
    said, _ = kiosk("check", mixed, status=1)
    assert "【没有用上】" in said and "2 道题能用（单选 2），1 处没有用上，1 处提醒" in said


def test_marks_of_the_console_in_a_file_are_text(tmp_path: Path) -> None:
    file = tmp_path / "[b].csv"
    file.write_text("题干,A,B,答案,[/c]\n一？,甲,乙,乙和[/d]\n二？,甲,乙,A\n", encoding="utf-8")
    said, _ = kiosk("check", file, status=1)
    assert "[/c]" in said and "[/d]" in said


def test_a_bank_that_is_good_says_so_with_zero(tmp_path: Path) -> None:
    good = write_sheet(tmp_path / "好.xlsx", [HEADER, question(1, "一？", "A", "甲", "乙")])
    assert told("check", good) == {"items": 1, "by_type": {"single": 1}, "errors": [], "warnings": []}


@pytest.mark.parametrize(
    ("name", "content"), [("不在.xlsx", None), ("空.xlsx", b""), ("图.xlsx", b"\x89PNG\r\n\x1a\n")]
)
def test_what_is_no_bank_is_an_error_of_the_file(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = told("check", tmp_path / name, status=1)
    assert said["items"] == 0 and said["errors"][0]["where"] == name and said["errors"][0]["reason"]
    assert name in kiosk("convert", tmp_path / name, tmp_path / "a.bank.json", status=1)[1]
    assert not (tmp_path / "a.bank.json").exists()


def test_a_template_is_filled_and_nothing_is_written_over(tmp_path: Path) -> None:
    made = tmp_path / "新.xlsx"
    kiosk("template", made)
    assert told("check", made)["by_type"] == {"single": 1, "multiple": 1, "judge": 1, "fill": 1, "order": 1}
    lists = load_workbook(made)["题库"].data_validations.dataValidation
    assert any("单选题" in one.formula1 for one in lists)
    assert "已经有" in kiosk("template", made, status=1)[1]
    kiosk("template", tmp_path / "新.csv", status=2)


def test_a_bank_goes_to_the_packs_form_and_back(tmp_path: Path) -> None:
    bank = Bank("演示", tuple(truth.item for truth in drawn(5)))
    (tmp_path / "演示.bank.json").write_bytes(own_bytes(bank))
    kiosk("convert", tmp_path / "演示.bank.json", tmp_path / "演示.xlsx")
    kiosk("convert", tmp_path / "演示.xlsx", tmp_path / "又.bank.json")
    assert read_bank(tmp_path / "又.bank.json").items == bank.items
    assert "已经有" in kiosk("convert", tmp_path / "演示.xlsx", tmp_path / "又.bank.json", status=1)[1]
    kiosk("convert", tmp_path / "演示.xlsx", tmp_path / "又.docx", status=2)


def test_what_is_left_out_of_a_conversion_is_said(mixed: Path, tmp_path: Path) -> None:
    said = told("convert", mixed, tmp_path / "a.bank.json", status=1)
    assert (said["items"], len(said["errors"])) == (2, 1) and len(read_bank(tmp_path / "a.bank.json")) == 2


def test_a_full_disk_leaves_no_half_of_a_file(mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, content: object, /) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    out, opened = tmp_path / "a.bank.json", Path.open

    def open_(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        found = opened(path, mode, *more, **named)
        return Full() if path == out else found

    monkeypatch.setattr(Path, "open", open_)
    assert os.strerror(errno.ENOSPC) in kiosk("convert", mixed, out, status=1)[1] and not out.exists()
    assert kiosk("convert", mixed, tmp_path / "nowhere" / "a.xlsx", status=1)[1]
