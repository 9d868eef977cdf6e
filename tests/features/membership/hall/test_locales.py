"""`kiosk records …` in the encodings that machines have: nothing ends with a traceback, and programs can read it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.features.membership.hall.sheets import number, xlsx

PROJECT = Path(__file__).parents[4]


NAME = os.fsdecode("名册·𠮷".encode()) + os.fsdecode(b"\xc3\xfb.xlsx")  # the end is GBK, as on a stick


@pytest.mark.parametrize(
    ("encoding", "file", "more", "status"),
    [("gbk", NAME, (), 0), ("latin-1", NAME, ("--json",), 0), ("gbk", "不在" + NAME, (), 1)],
)
def test_a_ledger_is_checked_in_any_locale(
    tmp_path: Path, encoding: str, file: str, more: tuple[str, ...], status: int
) -> None:
    (tmp_path / "kiosk.toml").write_text(f'[hall]\ndata_dir = "{tmp_path}"\n')
    lines = [["𠮷演示", number(1), "待核实"], ["演示乙", number(2), "正常"]]
    (tmp_path / NAME).write_bytes(xlsx(lines, ["姓名", "身份证号", "党籍状态"]))
    told = subprocess.run(
        [sys.executable, "-m", "kiosk", "records", "check", str(tmp_path / file), *more,
         "--settings", str(tmp_path / "kiosk.toml")],
        cwd=PROJECT, capture_output=True, timeout=120, check=False,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert (told.returncode, b"Traceback" in told.stderr) == (status, False), told.stderr[-2000:]
    if more:
        assert json.loads(told.stdout.decode("ascii"))["rows"] == 2
    elif not status:
        assert "读了 2 行" in told.stdout.decode(encoding)
