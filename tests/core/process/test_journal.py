"""No ID number reaches the journal, not even from a library's message or a traceback nobody caught."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from kiosk.core.process.journal import HIDDEN, MINUTE, MOST_LINES, Flood, Lines, hidden

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
from kiosk.core.process import journal
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


def test_a_flood_is_cut_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    lines = Lines(Flood(lambda: now))
    logger = logging.Logger("a flooded one")
    logger.addHandler(lines)

    def knock(times: int) -> None:
        for number in range(times):
            logger.warning("somebody knocks, %d", number)

    knock(1000)
    logger.warning("something else")
    now = MINUTE
    knock(1)
    knock(1000)
    lines.close()
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2 * MOST_LINES + 3
    assert sum("somebody knocks" in line for line in told) == 2 * MOST_LINES
    assert any("something else" in line for line in told), "who is quiet is still heard"
    left_out = [int(line.split(" more lines")[0].rsplit(" ", 1)[1]) for line in told if "left out" in line]
    assert sum(left_out) == 2001 - 2 * MOST_LINES


FLOODED = f"""
import logging
from kiosk.core.process import journal
journal.begin()
for number in range(5000):
    try:
        raise RuntimeError(number)
    except RuntimeError:
        logging.getLogger("uvicorn.error").exception("no connection {NUMBER}")
"""


def test_a_program_s_flooded_journal_stays_small() -> None:
    done = subprocess.run([sys.executable, "-c", FLOODED], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.count("Traceback") == MOST_LINES
    assert f"{5000 - MOST_LINES} more lines like the last ones of" in done.stderr and NUMBER not in done.stderr
