"""No ID number reaches the journal, not even from a library's message or a traceback nobody caught."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kiosk.journal import HIDDEN, hidden

NUMBER = "000000196504120018"  # the unassigned area code: nobody's


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "00000019650412001X",
        "00000019650412001x",
        "000000 19650412 0018",
        "000000650412001",
        "０" * 18,
        "1" * 15,
    ],
)
def test_id_numbers_are_hidden(text: str) -> None:
    assert hidden(f"证号{text}，请核对") == f"证号{HIDDEN}，请核对"


@pytest.mark.parametrize("text", ["1763790000", "1" * 16, "1" * 14, "1" * 19, "2026-11-22 04:41:54", "A012"])
def test_other_numbers_stay(text: str) -> None:
    assert hidden(f"at {text}.") == f"at {text}."


PROGRAM = f"""
import logging, threading
from kiosk import journal
journal.begin()
logging.getLogger("some.library").warning("refused row %s", {{"id": "{NUMBER}"}})
try:
    int("{NUMBER}号")
except ValueError:
    logging.exception("not a number")
def fail():
    raise RuntimeError("in a thread: {NUMBER}")
thread = threading.Thread(target=fail, name="reader")
thread.start(); thread.join()
raise RuntimeError("at the end: {NUMBER}")
"""


def test_a_program_s_whole_journal_holds_none() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert NUMBER not in done.stderr.replace(PROGRAM, "") and done.stderr.count(HIDDEN) >= 4
    for told in ("refused row", "not a number", "not caught in thread reader", "RuntimeError: at the end"):
        assert told in done.stderr
