"""What a hall publishes, as data: a release names its packs, a pack's contents name its files, all by SHA-256.

    release = parse_release(json.loads(text))         # raises ReleaseRefused
    contents = parse_contents(file_bytes)             # of a pack: path, digest and bytes of each file
    release.id                                        # the digest of all of it

A release is a few lines; the list of a pack's files is itself a file known by its hash, so one number pins every byte.
The same two forms lie on a stick (`tree.py`) and travel from the hall.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from content.pack.entry import MANIFEST, NAME, VERSION, PackRejected
from content.pack.names import checked_names
from content.pack.unpack import MOST_FILES, Caps

FORMAT = 1
MOST_PACKS = 100
LONGEST_TITLE = 200
MOST_CONTENTS_BYTES = 4 << 20
"""4,100 files, each with a path of 800 bytes."""
MOST_NUMBER = 1 << 53
DIGEST = re.compile(r"[0-9a-f]{64}")


class ReleaseRefused(Exception):
    """What was told is no release, or one that this version does not read; the message says which part."""


@dataclass(frozen=True, slots=True)
class Blob:
    """One file, whatever it is called: SHA-256 in hex, and how many bytes it has."""

    digest: str
    bytes: int


@dataclass(frozen=True, slots=True)
class PackHead:
    """One version of a pack: its number in the hall, and the file that lists its files."""

    name: str
    version: str
    title: str
    number: int
    contents: Blob


@dataclass(frozen=True)
class Release:
    """What plays at one time, packs by name."""

    packs: tuple[PackHead, ...]

    @cached_property
    def id(self) -> str:
        """SHA-256, hex, of everything that it names."""
        return hashlib.sha256(_canonical(self.to_plain())).hexdigest()

    def to_plain(self) -> dict[str, Any]:
        packs = [[one.name, one.version, one.title, one.number, one.contents.digest, one.contents.bytes]
                 for one in self.packs]  # fmt: skip
        return {"format": FORMAT, "packs": packs}


EMPTY = Release(())
"""Nothing is published: the starter shows, and what lies in the machine's own folder."""


@dataclass(frozen=True, slots=True)
class Down:
    """An item that stays down, by its name in a pack and, where it is known, by what its file holds."""

    pack: str
    item: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A question that is asked no more: its bank (pack and item, `spring/item-3`), its number in it and, where it is
    known, the version of its wording, by which it is known again under another number or in another bank.
    """

    bank: str
    question: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the hall says: what shall play, what stays down, which questions are asked no more, and which releases it
    ever published.

    ``serial`` grows with each change in the hall; an offer with a smaller one is older, whoever brings it.
    ``published`` is the serial of the newest publication: what was refused is tried again after another one.
    """

    serial: int
    release: Release
    published: int = 0
    down: tuple[Down, ...] = ()
    known: frozenset[str] = frozenset()
    withdrawn: tuple[Withdrawn, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        down = [[one.pack, one.item, one.digest] for one in self.down]
        return {
            "serial": self.serial, "release": self.release.to_plain(), "published": self.published, "down": down,
            "known": sorted(self.known),
            "withdrawn": [[one.bank, one.question, one.version] for one in self.withdrawn],
        }  # fmt: skip


def parse_offer(told: object) -> Offer:
    """Raises ReleaseRefused."""
    table = _table(told, "offer")
    down = [_down(one) for one in _list(table.get("down"), "down")]
    known = frozenset(_digest(one, "known") for one in _list(table.get("known"), "known"))
    withdrawn = [_withdrawn(one) for one in _list(table.get("withdrawn", []), "withdrawn")]  # a hall of before: none
    serial = _number(table.get("serial"), "serial")
    published = _number(table.get("published"), "published")
    return Offer(serial, parse_release(table.get("release")), published, tuple(down), known, tuple(withdrawn))


def parse_release(told: object) -> Release:
    """Raises ReleaseRefused."""
    table = _table(told, "release")
    if table.get("format") != FORMAT:
        raise ReleaseRefused(f"format {str(table.get('format'))[:20]!r}; this version reads {FORMAT}")
    packs = tuple(_head(one) for one in _list(table.get("packs"), "packs"))
    names = [one.name for one in packs]
    if len(names) > MOST_PACKS or names != sorted(set(names)):
        raise ReleaseRefused("packs: too many, twice, or not by their names")
    return Release(packs)


def contents_bytes(files: Mapping[str, Blob]) -> bytes:
    """The list of a pack's files as the file that is known by its hash."""
    return _canonical([[path, one.digest, one.bytes] for path, one in sorted(files.items())])


def parse_contents(content: bytes, caps: Caps = Caps()) -> dict[str, Blob]:  # noqa: B008  (frozen)
    """Path in the pack -> file. Every name is judged as one in an archive is. Raises ReleaseRefused."""
    if len(content) > MOST_CONTENTS_BYTES:
        raise ReleaseRefused("contents: too long")
    try:
        rows = _list(json.loads(content), "contents")
    except (ValueError, RecursionError) as error:
        raise ReleaseRefused("contents: no list") from error
    if len(rows) > min(caps.files, MOST_FILES):
        raise ReleaseRefused("contents: too many files")
    files = {_path(row): _blob(row[1], row[2], "contents") for row in map(_three, rows)}
    try:
        names = checked_names([(path, True) for path in files])
    except PackRejected as rejected:
        raise ReleaseRefused(f"contents: {rejected.path[:80]!r}") from rejected
    if names != list(files) or len(files) != len(rows) or MANIFEST not in files:
        raise ReleaseRefused("contents: a name twice or in another form, or no manifest")
    sizes = [one.bytes for one in files.values()]
    if max(sizes) > caps.one or sum(sizes) > caps.total:
        raise ReleaseRefused("contents: too large")
    return files


def unique(blobs: Iterable[Blob]) -> tuple[Blob, ...]:
    """Each once, in their order."""
    return tuple(dict.fromkeys(blobs))


# -- a stranger's word, made what it must be ---------------------------------------------------------------------------


def _canonical(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8", "surrogatepass")


def _table(told: object, name: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise ReleaseRefused(f"{name}: no table")
    return told


def _list(told: object, name: str) -> Sequence[Any]:
    if not isinstance(told, list):
        raise ReleaseRefused(f"{name}: no list")
    return told


def _three(row: object) -> Sequence[Any]:
    if not isinstance(row, list) or len(row) != 3:
        raise ReleaseRefused("contents: a row of another form")
    return row


def _path(row: Sequence[Any]) -> str:
    if not isinstance(row[0], str) or not row[0] or row[0].endswith("/"):
        raise ReleaseRefused("contents: no path")
    return row[0]


def _head(told: object) -> PackHead:
    row = _list(told, "pack")
    if len(row) != 6 or not all(isinstance(one, str) for one in row[:3]):
        raise ReleaseRefused("pack: another form")
    name, version, title, number, digest, size = row
    if not NAME.fullmatch(name) or not VERSION.fullmatch(version) or not 0 < len(title) <= LONGEST_TITLE:
        raise ReleaseRefused(f"pack {name[:64]!r}: name, version or title")
    contents = _blob(digest, size, name)
    if contents.bytes > MOST_CONTENTS_BYTES:
        raise ReleaseRefused(f"pack {name}: contents too long")
    return PackHead(name, version, title, _number(number, "number"), contents)


def _down(told: object) -> Down:
    row = _list(told, "down")
    if len(row) != 3 or not all(isinstance(one, str) for one in row):
        raise ReleaseRefused("down: another form")
    return Down(row[0], row[1], _digest(row[2], "down") if row[2] else "")


def _withdrawn(told: object) -> Withdrawn:
    row = _list(told, "withdrawn")
    if len(row) != 3 or not all(isinstance(one, str) for one in row):
        raise ReleaseRefused("withdrawn: another form")
    return Withdrawn(*row)


def _blob(digest: object, size: object, name: str) -> Blob:
    return Blob(_digest(digest, name), _number(size, name))


def _digest(told: object, name: str) -> str:
    if not isinstance(told, str) or not DIGEST.fullmatch(told):
        raise ReleaseRefused(f"{name}: no SHA-256")
    return told


def _number(told: object, name: str) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or not 0 <= told < MOST_NUMBER:
        raise ReleaseRefused(f"{name}: no number")
    return told
