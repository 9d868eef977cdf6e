"""Every command that the manual prints is run, and says what is printed; or it says why it is not run here."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from tests.console_blocks import PROJECT, ManualHall, blocks, differs
from tests.features.membership.hall.sheets import number
from tests.ports import free_port

ALL = list(blocks())
RUN = [block for block in ALL if block.marked == "run"]
# So that marking everything "not run here" fails.
COUNTS = {"run": 10, "not run here": 9}
HEAD = "姓名,身份证号,党支部,入党时间,转正日期,党籍状态,备注\n"


def _seed(hall: ManualHall) -> None:
    """What the hall of the manual has before its reader begins: two people, a ledger to import, scans to take in."""
    work = hall.folder / "work"
    people = [("演示甲", number(19)), ("陈建国", number(5))]
    known = "".join(f"{name},{proof},第二党支部,1993-07-01,1994-07-01,正常,\n" for name, proof in people)
    (work / "known.csv").write_text(HEAD + known, encoding="utf-8")
    hall.run("kiosk records import known.csv")
    (work / "known.csv").unlink()
    hall.take((1, 1, 2))
    changed = f"演示甲,{number(19)},第二党支部,1993-07-01,1995-07-01,正常,有\n"
    unclear = f"演示乙,{number(51)},第二党支部,1999-07-01,,在家,\n"
    (work / "名册.csv").write_text(HEAD + changed + unclear, encoding="utf-8")
    folder = work / "扫描" / "第二党支部" / "陈建国"
    folder.mkdir(parents=True)
    for wide, page in enumerate(("入党申请书_1.jpg", "入党申请书_2.jpg", "志愿书.jpg", "转正申请.jpg")):
        Image.linear_gradient("L").resize((600 + wide, 800)).save(folder / page)
    shutil.copy(folder / "志愿书.jpg", work / "扫描" / "IMG_0012.jpg")


@pytest.mark.parametrize("page", sorted({block.page for block in RUN}))
def test_what_a_page_prints_is_what_is_said(page: str, tmp_path: Path) -> None:
    """All blocks of a page in one hall, one after the other, as its reader would."""
    hall = ManualHall(tmp_path, free_port(), "0.0.0.0" if page == "install.md" else "127.0.0.1")
    hall.start()
    try:
        _seed(hall)
        for block in RUN:
            if block.page == page:
                for command, told in block.commands:
                    typed = block.typed.replace("\\n", "\n") + "\n" if block.typed else ""
                    assert not differs(told, hall.run(command, typed)), f"{page}:{block.line} {command}"
    finally:
        hall.close()


def test_every_block_says_which_it_is() -> None:
    assert not [f"{block.page}:{block.line}" for block in ALL if not block.marked]
    assert not [f"{block.page}:{block.line}" for block in ALL if block.marked == "not run here" and not block.why]
    assert Counter(block.marked for block in ALL) == COUNTS


def test_a_block_that_prints_something_else_is_found() -> None:
    assert differs(["一 2.1 MB", "…", "三"], ["一 9.4 MB", "二", "三"]) == ""
    assert differs(["一"], ["二"]) and differs(["一"], []) and differs([], ["一"]) and differs(["…", "三"], ["二"])
    assert differs(["在 http://127.0.0.1:8470/"], ["在 http://127.0.0.1:55001/"]) == ""


def test_the_manual_is_where_it_is_looked_for() -> None:
    assert {block.page for block in ALL} >= {"README.md", "install.md", "rosters.md", "backup.md", "keys.md"}
    assert (PROJECT / "docs/index.md").is_file()
