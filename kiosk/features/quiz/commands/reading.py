"""A keeper's file -> the bank in it, read by a limited child (`child`), never in the process that asks.

bank = read_file(Path("题库.xlsx"), content)      # raises BankRejected
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from content.banks.bank_file import read_own
from content.banks.model import Bank, BankRejected, Finding, Severity
from content.banks.values import Tell, quiet
from kiosk.core.limited.starting import Unheard, started
from kiosk.core.link.shapes import clean
from kiosk.features.quiz.commands import words

PATIENCE_SECONDS = 300.0
MOST_BYTES = 100_000_000
"""Of all a child may say: 20,000 of the longest items."""
_CHILD = Path(__file__).with_name("child.py")
_LONGEST_LINE = 8_000_000
_LONGEST_REASON, _MOST_FINDINGS = 500, 20_000


def read_file(path: Path, content: bytes, tell: Tell = quiet) -> Bank:
    """``tell`` hears how many rows were read, of how many. Raises BankRejected."""
    name = path.name.encode("utf-8", "replace").decode()
    told = (json.dumps({"name": name}).encode() + b"\n", content)
    try:
        with started(_CHILD, told, patience_seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES) as said:
            return _heard(path, said, tell)
    except (Unheard, ValueError, RecursionError, KeyError, TypeError) as error:
        raise BankRejected(str(path), words.READER_STOPPED) from error


def _heard(path: Path, said: BinaryIO, tell: Tell) -> Bank:
    """What the child said, looked at before anything is done with it: whoever broke the child chose the words.

    Raises BankRejected; ValueError and its like for what no child of ours says.
    """
    while True:
        match json.loads(said.readline(_LONGEST_LINE)):
            case {"read": int(read), "of": int(of)}:
                tell(read, of)
            case {"rejected": str(reason)}:
                raise BankRejected(str(path), clean(reason)[:_LONGEST_REASON] or words.READER_STOPPED)
            case {"findings": list(findings), "bytes": int(count)} if (
                0 < count <= MOST_BYTES and len(findings) <= _MOST_FINDINGS
            ):
                return replace(_bank(path, said.read(count)), findings=tuple(_finding(*one) for one in findings))
            case _:
                raise ValueError


def _bank(path: Path, content: bytes) -> Bank:
    """Raises ValueError: a child of ours says nothing but sound items."""
    try:
        bank = read_own(path, content)
    except BankRejected as rejected:
        raise ValueError from rejected
    if bank.findings:
        raise ValueError
    return bank


def _finding(severity: Any, sheet: Any, row: Any, column: Any, reason: Any) -> Finding:
    """Raises ValueError."""
    if type(row) is not int:
        raise ValueError
    sheet, column, reason = (clean(str(one))[:_LONGEST_REASON] for one in (sheet, column, reason))
    return Finding(Severity(severity), sheet, row, column, reason)
