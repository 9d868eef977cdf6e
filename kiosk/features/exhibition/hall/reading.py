"""A file that a keeper hands in for a pack -> what of it may be published, read by a limited child (`reading_child`).

    read = read_file("通知.docx", content)
    read.refused or (read.name, read.kind, read.content, read.left_out)

Nothing of the file is opened in the process that asks. What needs another program first (.doc, .wps, HEIC) is turned by
it, where it is installed, within walls of its own (`content.turning`), and read by the child like any other file.
Blocks. A film is as large as a disk, never bytes, and has its own way: `reading_films`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from content.banks.papers import MOST_PAPERS
from content.kinds.kind import ExhibitKind
from content.kinds.small import MOST_BYTES as MOST_SMALL
from content.kinds.subtitles import MOST_BYTES as MOST_SUBTITLES
from content.kinds.subtitles import MOST_CUES
from content.texts.read import MOST_DOCUMENT_BYTES
from content.texts.text import MOST_BYTES as MOST_TEXT_BYTES
from content.turning.turned import NotTurned, Turned, turned
from content.turning.words import READER_STOPPED
from kiosk.core.limited.enclosing import enclosing
from kiosk.core.limited.starting import Unheard, started

MOST_BYTES = MOST_DOCUMENT_BYTES
SECONDS = 120.0  # of waiting; the child's own limit is processor time, and the machine may be busy
_CHILD = Path(__file__).with_name("reading_child.py")
_LONGEST_LINE = 100_000
_LONGEST_REASON, _MOST_REASONS = 500, 100
MOST_PAPERS_BYTES = 2 << 20
"""Of 100 papers as large as they may be; how much a pack takes is asked when they join the others."""
_MOST_PIXELS = 100_000
_JPEG = b"\xff\xd8"


@dataclass(frozen=True, slots=True)
class Read:
    """``refused``: why nothing of the file may be shown, in words; the rest is empty then. Otherwise ``content`` is to
    be published under ``name`` (the file's own, with the ending of what it is now), ``text`` the same of an article,
    ``size`` of a picture in pixels as it is shown, ``left_out`` what of the file did not come along, or what somebody
    should look at. ``small``: of a picture a small JPEG for lists. ``papers``: how many papers it is; then it has no
    kind, and ``content`` is a ``papers.toml``; ``subtitles``: how many cues of a film it is, likewise.
    """

    name: str
    kind: ExhibitKind | None = None
    content: bytes = b""
    text: str = ""
    size: tuple[int, int] = (0, 0)
    left_out: tuple[str, ...] = ()
    refused: str = ""
    small: bytes = b""
    papers: int = 0
    subtitles: int = 0


Turn = Callable[[str, bytes], Turned]


def read_file(
    name: str, content: bytes, turn: Turn | None = None, seconds: float = SECONDS, kind: ExhibitKind | None = None
) -> Read:
    """Never raises for what a file contains. ``turn``: instead of `content.turning`; ``kind``: what it is said
    to be.
    """
    last = PurePath(name.replace("\\", "/")).name[-120:].encode("utf-8", "replace").decode() or "file"
    try:
        made = (turn or _turned)(last, content)
    except NotTurned as no:
        return Read(last, refused=str(no))
    read = _asked(made.name, kind, made.content, seconds)
    if read.refused:
        return replace(read, name=last)
    return replace(read, left_out=(made.remark, *read.left_out)) if made.remark else read


def _turned(name: str, content: bytes) -> Turned:
    return turned(name, content, enclosing)


def _asked(name: str, kind: ExhibitKind | None, content: bytes, seconds: float) -> Read:
    told = (json.dumps({"name": name, "kind": kind or ""}).encode() + b"\n", content)
    try:
        with started(
            _CHILD, told, patience_seconds=seconds, most_bytes=MOST_BYTES + MOST_SMALL + _LONGEST_LINE
        ) as said:
            return _heard(name, said)
    except Unheard:
        return Read(name, refused=READER_STOPPED)


def _heard(name: str, said: BinaryIO) -> Read:
    """What the child said, looked at before anything is done with it: whoever broke the child chose the words."""
    try:
        match json.loads(said.readline(_LONGEST_LINE)):
            case {"refused": str(reason)} if len(reason) <= _LONGEST_REASON:
                return Read(name, refused=reason or READER_STOPPED)
            case {"papers": int(papers), "left_out": list(left_out), "bytes": int(count)} if (
                0 < papers <= MOST_PAPERS and 0 < count <= MOST_PAPERS_BYTES and _are_reasons(left_out)
            ):  # fmt: skip
                content = said.read(count)
                if len(content) == count:
                    return Read(name, content=content, left_out=tuple(left_out), papers=papers)
            case {"subtitles": int(cues), "name": str(kept), "bytes": int(count)} if (
                0 < cues <= MOST_CUES and 0 < count <= MOST_SUBTITLES and PurePath(kept).stem == PurePath(name).stem
                and PurePath(kept).name == kept
            ):  # fmt: skip
                content = said.read(count)
                if len(content) == count:
                    return Read(kept, content=content, subtitles=cues)
            case {"name": str(kept), "kind": str(kind), "size": [int(width), int(height)], "left_out": list(left_out),
                  "is_text": bool(is_text), "bytes": int(count), "small": int(small)} if (
                PurePath(kept).stem == PurePath(name).stem and PurePath(kept).name == kept
                and 0 <= width <= _MOST_PIXELS and 0 <= height <= _MOST_PIXELS and _are_reasons(left_out)
                and 0 <= small <= MOST_SMALL and 0 < count <= (MOST_TEXT_BYTES * 2 if is_text else MOST_BYTES)
            ):  # fmt: skip
                content, for_lists = said.read(count), said.read(small)
                if len(content) == count and len(for_lists) == small and for_lists[:2] in (b"", _JPEG):
                    text = content.decode() if is_text else ""
                    size, said_of = (width, height), tuple(left_out)
                    return Read(kept, ExhibitKind(kind), content, text, size, said_of, small=for_lists)
    except (ValueError, RecursionError):
        pass
    return Read(name, refused=READER_STOPPED)


def _are_reasons(left_out: list[Any]) -> bool:
    shapes = (isinstance(one, str) and len(one) <= _LONGEST_REASON for one in left_out)
    return len(left_out) <= _MOST_REASONS and all(shapes)
