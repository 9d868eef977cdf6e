"""Bytes of a bank that is a text -> its text; one bad byte costs the question that it stands in."""

from __future__ import annotations

from pathlib import Path

from content.banks import words
from content.banks.model import BankRejected
from content.texts.decoding import spoiled_text_of


def decoded(path: Path, content: bytes) -> str:
    """Its lines end in ``\\n``. Raises BankRejected: no text in any encoding that tables come in."""
    text = spoiled_text_of(content)
    if not text:
        raise BankRejected(str(path), words.NOT_A_TABLE)
    return text.replace("\r\n", "\n").replace("\r", "\n")
