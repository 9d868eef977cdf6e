"""A bank and the pictures it names, as somebody brings them -> the bank's file, and each picture as it may be shown.

    brought = apart([("题库.xlsx", content), ("一.jpg", photo)], 200, 1_000_000)      # raises BankRejected
    brought = apart([("题库.zip", packed)], 200, 1_000_000)
    bank = read_file(Path(brought.bank), brought.content)                             # `reading`
    brought.pictures[0].name, brought.pictures[0].content or brought.pictures[0].refused

The first part is the bank, or a .zip that has it; all others are pictures, or .zip files of them. Nothing of them is
opened in the process that asks: a limited child takes them apart (`pictured_child`), cleans each picture of what its
camera wrote into it and makes a large one smaller; telephones' HEIC is turned first, within walls of its own. Blocks.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from content.banks.model import BankRejected
from content.banks.sound import MOST_MEGABYTES
from content.turning.turned import NotTurned, turned
from content.turning.words import READER_STOPPED
from kiosk.core.limited.enclosing import enclosing
from kiosk.core.limited.starting import Unheard, started
from kiosk.core.link.shapes import clean

PATIENCE_SECONDS = 180.0  # the child's own limit is processor time, and the machine may be busy
PACKED = ".zip"
MOST_PICTURES_BYTES = 64_000_000
"""Of all of them together, as they are shown."""
_TELEPHONES = (".heic", ".heif")
_CHILD = Path(__file__).with_name("pictured_child.py")
_LONGEST_LINE = 1_000_000
_LONGEST_REASON, _LONGEST_NAME = 500, 120
_MAGIC = (b"\xff\xd8", b"\x89P", b"RI")  # JPEG, PNG, WebP: what a cleaned picture is
Part = tuple[str, bytes]
"""Name without folders, and bytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One of ``content`` and ``refused`` is empty; ``refused``: why it cannot be shown, in words."""

    name: str
    content: bytes = b""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """The bank's file, by name and bytes, and the pictures in the order in which they came; two may have one name."""

    bank: str
    content: bytes
    pictures: tuple[Picture, ...] = ()


def apart(parts: Sequence[Part], most_files: int, most_bytes: int) -> Brought:
    """`most_files`: of pictures; `most_bytes`: of one as it is shown. Raises BankRejected: none of it can be used."""
    bank, *others = parts
    is_packed = PurePath(bank[0]).suffix.lower() == PACKED
    if not others and not is_packed:
        return Brought(*bank)
    asked, refused = [bank] if is_packed else [], list[Picture]()
    for one in others:
        try:
            asked.append(_turned(*one))
        except NotTurned as no:
            refused.append(Picture(one[0], refused=str(no)))
    told = {
        "has_bank": is_packed, "parts": [(name, len(content)) for name, content in asked], "most_files": most_files,
        "most_bytes": most_bytes, "most_in_all": MOST_PICTURES_BYTES,
    }  # fmt: skip
    given = (json.dumps(told).encode() + b"\n", *(content for _, content in asked))
    most = (MOST_MEGABYTES << 20) + MOST_PICTURES_BYTES + _LONGEST_LINE
    try:
        with started(_CHILD, given, patience_seconds=PATIENCE_SECONDS, most_bytes=most) as said:
            found = _heard(bank[0], said, most_files, most_bytes)
    except (Unheard, ValueError, TypeError, RecursionError) as error:
        raise BankRejected(bank[0], READER_STOPPED) from error
    if bool(found.content) != is_packed:
        raise BankRejected(bank[0], READER_STOPPED)
    kept = found if is_packed else replace(found, bank=bank[0], content=bank[1])
    return replace(kept, pictures=(*found.pictures, *refused))


def _turned(name: str, content: bytes) -> Part:
    if PurePath(name).suffix.lower() not in _TELEPHONES:
        return name, content
    made = turned(name, content, enclosing)
    return made.name, made.content


def _heard(asked: str, said: BinaryIO, most_files: int, most_bytes: int) -> Brought:
    """What the child said, looked at before anything is done with it: whoever broke the child chose the words.

    Raises BankRejected; ValueError and TypeError for what no child of ours says.
    """
    match json.loads(said.readline(_LONGEST_LINE)):
        case {"refused": str(reason)}:
            raise BankRejected(asked, clean(reason)[:_LONGEST_REASON] or READER_STOPPED)
        case {"bank": [str(bank), int(count)], "pictures": list(pictures)} if (
            0 <= count <= MOST_MEGABYTES << 20 and len(pictures) <= most_files
        ):  # fmt: skip
            content = _exactly(said, count)
            return Brought(
                clean(bank)[:_LONGEST_NAME] or "bank", content,
                tuple(_picture(one, said, most_bytes) for one in pictures),
            )  # fmt: skip
    raise ValueError


def _picture(told: Any, said: BinaryIO, most_bytes: int) -> Picture:
    """Raises ValueError, TypeError."""
    name, count, reason = told
    if type(count) is not int or not 0 <= count <= most_bytes or bool(count) == bool(reason):
        raise ValueError
    content = _exactly(said, count)
    if count and not content.startswith(_MAGIC):
        raise ValueError
    return Picture(clean(str(name))[:_LONGEST_NAME], content, clean(str(reason))[:_LONGEST_REASON])


def _exactly(said: BinaryIO, count: int) -> bytes:
    """Raises ValueError: less came."""
    content = said.read(count)
    if len(content) != count:
        raise ValueError
    return content
