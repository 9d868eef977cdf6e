"""A file from outside -> the bank in it, read by a limited child (`child`), never in the process that asks.

    bank = read_file(Path("题库.xlsx"), content)                        # raises BankRejected
    bank = read_file(Path("题库.xlsx"), content, "spring/item-3")       # whatever name it has of itself

Blocks, for 20,000 items some seconds.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from content.banks.bank_file import read_own
from content.banks.model import Bank, BankRejected, Finding, Severity
from content.banks.values import Tell, quiet
from content.turning.words import READER_STOPPED
from kiosk.core.limited.starting import Unheard, started
from kiosk.core.link.shapes import clean

PATIENCE_SECONDS = 120.0  # the child's own limit is processor time, and the machine may be busy
MOST_BYTES = 64_000_000
"""Of all that a child may say: 20,000 items of 1,000 letters."""
_CHILD = Path(__file__).with_name("child.py")
_LONGEST_LINE = 8_000_000  # 5,000 findings (`content.banks.sound`)
_LONGEST_REASON = 500


def read_file(path: Path, content: bytes, name: str = "", tell: Tell = quiet) -> Bank:
    """`name`: of the bank; empty for its own, or the file's. `tell` hears how many rows were read, of how many.

    Raises BankRejected.
    """
    told = (json.dumps({"name": path.name.encode("utf-8", "replace").decode()}).encode() + b"\n", content)
    try:
        with started(_CHILD, told, patience_seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES) as said:
            return _heard(path, said, name, tell)
    except (Unheard, ValueError, TypeError, RecursionError) as error:
        raise BankRejected(str(path), READER_STOPPED) from error


def _heard(path: Path, said: BinaryIO, name: str, tell: Tell = quiet) -> Bank:
    """What the child said, looked at before anything is done with it: whoever broke the child chose the words.

    Raises BankRejected; ValueError, TypeError and RecursionError for what no child of ours says.
    """
    while True:
        match json.loads(said.readline(_LONGEST_LINE)):
            case {"read": int(read), "of": int(of)}:
                tell(read, of)
            case {"refused": str(reason)}:
                raise BankRejected(str(path), clean(reason)[:_LONGEST_REASON] or READER_STOPPED)
            case {"findings": list(findings), "bytes": int(count)} if 0 < count <= MOST_BYTES:
                bank = _bank(path, said.read(count), name)
                return replace(bank, findings=tuple(_finding(*one) for one in findings))
            case _:
                raise ValueError


def _bank(path: Path, content: bytes, name: str) -> Bank:
    """Raises ValueError: a child of ours says nothing but sound items."""
    try:
        bank = read_own(path, content, name)
    except BankRejected as rejected:
        raise ValueError from rejected
    if bank.findings:
        raise ValueError
    return bank


def _finding(severity: object, sheet: object, row: object, column: object, reason: object) -> Finding:
    """Raises ValueError."""
    if type(row) is not int or row < 0:
        raise ValueError
    sheet, column, reason = (clean(str(one))[:_LONGEST_REASON] for one in (sheet, column, reason))
    return Finding(Severity(str(severity)), sheet, row, column, reason)
