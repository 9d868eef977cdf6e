"""A keeper's terminal may be in GBK, in latin-1 or in C, and a stick may bring names that are in none of them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.process import streams

ROOT = Path(__file__).parents[3]
ALL = """
import sys
from kiosk.__main__ import main
for words in sys.argv[1].split("|"):
    sys.argv = ["kiosk", *words.split()]
    try:
        main()
    except SystemExit as left:
        print(f"left {left.code}", file=sys.stderr)
"""
TERMINALS = {
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def said(text: str, encoding: str) -> str:
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding, errors=streams.HANDLER, write_through=True) as stream:
        stream.write(text)
        return raw.getvalue().decode(encoding)


@pytest.fixture(autouse=True)
def _registered() -> None:
    streams.say_anywhere()


def test_what_a_terminal_has_no_sign_for_is_said_otherwise() -> None:
    assert said("✓ 好 △ ✕ 张三", "gbk") == "√ 好 △ × 张三"
    assert said("✓ ✕ → 𠮷", "latin-1") == "+ × > \\ud842\\udfb7"
    assert said("✓ ✕ → 好", "ascii") == "+ x > \\u597d"


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_whatever_is_printed_is_said_and_as_json_it_is_still_the_same(text: str) -> None:
    for encoding in ("gbk", "latin-1", "ascii", "utf-8"):
        said(text, encoding)
    assert json.loads(said(json.dumps(text, ensure_ascii=False), "utf-8")) == json.loads(json.dumps(text))


@pytest.mark.parametrize("encoding", ["gbk", "ascii", pytest.param("latin-1", marks=pytest.mark.long)])
def test_the_real_commands_print_and_read_in_any_terminal(encoding: str, tmp_path: Path) -> None:
    """Among what they read is a stick from Windows: a ledger and a folder with names in GBK.

    The long tier has latin-1, which lies between: it has more signs than ASCII and no Chinese either.
    """
    ledger = os.fsencode(tmp_path) + b"/" + "名册.csv".encode("gbk")
    with open(ledger, "wb") as file:  # noqa: PTH123
        file.write("姓名,身份证号,支部\n𠮷田芳,12,演示党支部\n".encode())
    scans = os.fsencode(tmp_path) + b"/" + "扫描".encode("gbk")
    os.mkdir(scans)  # noqa: PTH102
    for name in ("陈建国_申请书.jpg".encode("gbk"), b"\xff\xff.jpg"):
        with open(scans + b"/" + name, "wb"):  # noqa: PTH123
            pass
    hall = tmp_path / "kiosk.toml"
    hall.write_text(f'[hall]\ndata_dir = "{tmp_path}/hall"\nsocket = "{tmp_path}/h.sock"\n', encoding="ascii")
    packs = f"--settings {hall}"
    words = b"|".join(
        (f"doctor {packs}".encode(), f"doctor --json {packs}".encode(), b"records check " + ledger,
         b"records check --json " + ledger, b"records scans --json " + scans + f" {packs}".encode(),
         b"records scans " + scans + f" {packs}".encode())
    )  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    ran = subprocess.run(
        [sys.executable, "-c", ALL, words], env={**kept, **TERMINALS[encoding], "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    told, trouble = ran.stdout.decode(encoding, "replace"), ran.stderr.decode(encoding, "replace")
    assert "Traceback" not in trouble and "Unicode" not in trouble, trouble
    assert trouble.count("left ") == 6
    objects = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert len(objects) == 3 and objects[0]["checks"]
    assert {one["file"] for one in objects[2]["refused"]} == {"陈建国_申请书.jpg", "\ufffd\ufffd.jpg"}
