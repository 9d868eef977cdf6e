"""What an editor brings for an exhibit filled in as a sheet -> its file and what is in it, by a limited child.

    sheet = gathered((("人物.xlsx", path), ("许知夏.jpg", photo)), "people")
    sheet.content, sheet.rows, sheet.told

Nothing of a file is opened in the process that asks; telephones' HEIC is turned first, within walls of its own. What
the child says is a stranger's word, looked at before anything is done with it. Blocks, for seconds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from content.kinds.kind import ExhibitKind
from content.kinds.small import MOST_BYTES as MOST_SMALL
from content.kinds.table import SHEETS
from content.tables import bundle
from content.tables.form import Form
from content.turning.turned import NotTurned, turned
from content.turning.words import READER_STOPPED
from kiosk.core.limited.enclosing import enclosing
from kiosk.core.limited.starting import Unheard, started
from kiosk.features.exhibition.hall import words
from kiosk.features.exhibition.hall.intake import NotTaken

SECONDS = 240.0  # of waiting; the child's own limit is processor time, and the machine may be busy
MOST_PARTS_BYTES = 400_000_000
"""Of all that comes at once: photographs as telephones take them."""
_TELEPHONES = (".heic", ".heif")
Rows = Mapping[str, list[dict[str, str]]]
"""By the name of a form: its rows, by the keys of their fields, as they are written."""
_CHILD = Path(__file__).with_name("gathering_child.py")
_CHUNK = 1 << 20
_LONGEST_LINE = 16 << 20
_LONGEST_REASON, _MOST_REASONS, _LONGEST_NAME = 500, 100, 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """``content`` is the bundle that is published, of which nothing is opened here; the rest is as
    `content.kinds.gathering.Gathered` has it. ``more``: as many things are not told. ``small``: a JPEG for lists.
    """

    kind: ExhibitKind
    content: bytes
    rows: Rows
    pictures: tuple[str, ...]
    lacking: tuple[tuple[str, int], ...]
    told: tuple[str, ...]
    more: int = 0
    small: bytes = b""

    @property
    def forms(self) -> tuple[Form, ...]:
        return SHEETS[self.kind].forms


def gathered(
    parts: Sequence[tuple[str, Path]], kind: str = "", rows: Rows | None = None, without: Collection[str] = (),
    seconds: float = SECONDS,
) -> Sheet | None:  # fmt: skip
    """``kind`` empty: the header says; None then, where it is none of these. ``rows`` stand instead of a table's.

    Raises NotTaken, OSError.
    """
    brought = [_Part.of(name, path) for name, path in parts]
    if sum(one.size for one in brought) > MOST_PARTS_BYTES:
        raise NotTaken(words.too_much(MOST_PARTS_BYTES))
    asked = {"kind": kind, "parts": [(one.name, one.size) for one in brought], "rows": rows, "without": [*without]}
    told = _all(json.dumps(asked).encode() + b"\n", brought)
    most = bundle.MOST_BYTES + MOST_SMALL + _LONGEST_LINE
    try:
        with started(_CHILD, told, patience_seconds=seconds, most_bytes=most) as said:
            return _heard(kind, said)
    except Unheard:
        raise NotTaken(READER_STOPPED) from None


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    size: int
    path: Path
    made: bytes = b""

    @classmethod
    def of(cls, name: str, path: Path) -> _Part:
        """Raises NotTaken, OSError."""
        last = PurePath(name.replace("\\", "/")).name[-_LONGEST_NAME // 2 :].encode("utf-8", "replace").decode()
        if PurePath(last).suffix.lower() not in _TELEPHONES:
            return cls(last or "file", path.stat().st_size, path)
        try:
            found = turned(last, path.read_bytes(), enclosing)
        except NotTurned as no:
            raise NotTaken(words.in_packed(last, str(no))) from no
        return cls(found.name, len(found.content), path, found.content)

    def pieces(self) -> Iterator[bytes]:
        """As many bytes as were told, whatever happens to the file meanwhile. Raises OSError."""
        if self.made:
            yield self.made
            return
        left = self.size
        with self.path.open("rb") as file:
            while left and (piece := file.read(min(left, _CHUNK))):
                left -= len(piece)
                yield piece


def _all(head: bytes, parts: Sequence[_Part]) -> Iterator[bytes]:
    yield head
    for one in parts:
        yield from one.pieces()


def _heard(asked: str, said: BinaryIO) -> Sheet | None:
    """Raises NotTaken."""
    try:
        match json.loads(said.readline(_LONGEST_LINE)):
            case {"refused": str(reason)}:
                raise NotTaken(reason[:_LONGEST_REASON] or READER_STOPPED)
            case {"other": True} if not asked:
                return None
            case {"kind": str(kind), "rows": dict(rows), "pictures": list(pictures), "lacking": list(lacking),
                  "told": list(told), "more": int(more), "bytes": int(count), "small": int(small)} if (
                kind in SHEETS and kind == (asked or kind) and 0 <= more < 100_000
                and 0 < count <= bundle.MOST_BYTES and 0 <= small <= MOST_SMALL
                and len(told) <= _MOST_REASONS and _are_texts(told, _LONGEST_REASON)
                and len(pictures) <= bundle.MOST_PICTURES and _are_texts(pictures, _LONGEST_NAME)
            ):  # fmt: skip
                name = ExhibitKind(kind)
                content, for_lists = said.read(count), said.read(small)
                if len(content) == count and len(for_lists) == small and for_lists[:2] in (b"", b"\xff\xd8"):
                    known = _rows(rows, SHEETS[name].forms)
                    return Sheet(
                        name, content, known, tuple(pictures), _lacking(lacking, known), tuple(told), more, for_lists
                    )
    except (ValueError, RecursionError, TypeError, AttributeError):
        pass
    raise NotTaken(READER_STOPPED)


def _are_texts(found: list[Any], longest: int) -> bool:
    return all(isinstance(one, str) and len(one) <= longest for one in found)


def _rows(said: Mapping[str, Any], forms: Sequence[Form]) -> Rows:
    """Raises ValueError, TypeError: not rows of these forms."""
    known: dict[str, list[dict[str, str]]] = {}
    for form in forms:
        longest = {one.key: max(4 * one.longest, _LONGEST_REASON) for one in form.fields}
        rows = [{key: text for key, text in row.items() if key in longest} for row in said.get(form.name, [])]
        if len(rows) > form.most_rows or not all(
            isinstance(text, str) and len(text) <= longest[key] for row in rows for key, text in row.items()
        ):
            raise ValueError(form.name)
        known[form.name] = rows
    return known


def _lacking(said: list[Any], known: Rows) -> tuple[tuple[str, int], ...]:
    pairs = [(str(name), int(number)) for name, number in said]
    return tuple(one for one in pairs if 0 < one[1] <= len(known.get(one[0], [])))
