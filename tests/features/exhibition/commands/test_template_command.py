"""`kiosk pack new --from-template`, and what is said of it until nothing reads 请改 any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.pack.columns import SHEET
from tests.features.exhibition.commands.test_pack_commands import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_copy_is_checked_built_and_published_and_each_says_what_is_left(machine: Machine) -> None:
    folder = machine.folder / "december"
    assert machine.json("new", folder, "--from-template") == {"folder": str(folder), "sheet": SHEET}
    told = machine.json("check", folder)
    assert (told["name"], told["findings"], len(told["items"])) == ("december", [], 13)
    assert {"图片.png", "人物/人物.xlsx", "试卷.xlsx"} <= {one["file"] for one in told["placeholders"]}
    said = machine.kiosk("check", folder)
    assert "15 项还有“请改”" in said and "站名" in said and "【不能放】" not in said
    built = machine.json("build", folder, machine.folder)
    assert built["left_out"] == []
    said = machine.kiosk("publish", built["file"], of_hall=True)
    assert "15 项还有“请改”" in said and "playing" in said
    assert "15 项还有“请改”" in machine.kiosk("install", built["file"], of_hall=True)


def test_it_is_copied_once_and_takes_no_empty_sheets_along(machine: Machine) -> None:
    folder = machine.folder / "december"
    machine.kiosk("new", folder, "--from-template", "--kind", "people", status=2)
    machine.kiosk("new", folder, "--from-template", "--papers", status=2)
    assert not folder.exists()
    assert "请改" in machine.kiosk("new", folder, "--from-template")
    (folder / "文章.docx").write_bytes(b"a keeper's own")
    assert "已经有了" in machine.kiosk("new", folder, "--from-template", status=1)
    assert (folder / "文章.docx").read_bytes() == b"a keeper's own"
    (machine.folder / "file").write_text("", encoding="utf-8")
    machine.kiosk("new", machine.folder / "file" / "x", "--from-template", status=1)
