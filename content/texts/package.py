"""A .docx, which is a zip of XML parts -> the three parts that hold its text, looked at before a library sees them.

    package = opened(content)           # raises TextRefused
    docx.Document(io.BytesIO(package.plain()))

The library is given a package made anew of these parts alone: pictures, macros, embedded files, comments, headers and
every address outside never reach it (ECMA-376 part 2 says how the parts find each other).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from content.texts import words
from content.texts.text import TextRefused

MOST_PARTS = 5_000
MOST_PART_BYTES = 24 << 20
"""Of one part unpacked; the text of 100 pages takes 1 to 5 MB. As a tree it takes some ten times as much."""
MOST_BYTES_READ = 64 << 20
"""Of all parts that are looked into."""
MOST_TIMES = 100
"""A part may be so many times larger than it is packed, where it is large at all."""
SMALL_BYTES = 1 << 20
NOTES = ("footnotes", "endnotes")
MOST_DEPTH = 200
"""Elements within elements; a table within a table takes four, Word itself writes about thirty."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"purl.oclc.org/ooxml/"
_HEAD_OR_FOOT = re.compile(r"word/(?:header|footer)\d*\.xml")
_TEXT_IN_IT = re.compile(rb"<w:t[ >]")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {"document": "document.main", "styles": "styles", "numbering": "numbering"}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NO_STYLES = b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


@dataclass(frozen=True, slots=True)
class Package:
    """``parts``: "document", and "styles" and "numbering" where there are any. ``notes``: "footnotes" and "endnotes",
    where they are asked for; the library never sees them.
    """

    parts: Mapping[str, bytes]
    left_out: Counter[str]
    notes: Mapping[str, bytes] = field(default_factory=dict)

    def plain(self) -> bytes:
        """A .docx of these parts and nothing else."""
        held = {"styles": _NO_STYLES} | dict(self.parts)
        types = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{_KINDS[name]}+xml"/>' for name in held
        )
        beside = "".join(_relation(name, f"{name}.xml") for name in held if name != "document")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
            made.writestr(
                "[Content_Types].xml",
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
                f'vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
            )
            made.writestr("_rels/.rels", _relations(_relation("officeDocument", "word/document.xml")))
            made.writestr("word/_rels/document.xml.rels", _relations(beside))
            for name, part in held.items():
                made.writestr(f"word/{name}.xml", part)
        return out.getvalue()


def opened(content: bytes, *, notes: bool = False) -> Package:
    """``notes``: with the parts that hold them. Raises TextRefused."""
    if content.startswith(_OLE):
        raise TextRefused(words.LOCKED if _ENCRYPTED in content else words.OLD_WORD)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _Opening(packed).package(notes)
    except TextRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, LookupError, EOFError) as error:
        raise TextRefused(words.NOT_A_DOCUMENT) from error
    except RuntimeError as error:  # a part that is encrypted
        raise TextRefused(words.LOCKED) from error


class _Opening:
    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._left = MOST_BYTES_READ
        self._infos = {info.filename: info for info in packed.infolist()}
        if len(self._infos) > MOST_PARTS:
            raise TextRefused(words.too_many_parts(len(self._infos), MOST_PARTS))

    def package(self, notes: bool) -> Package:
        main = _target("", self._relations_of(""), "officeDocument")
        if not main:
            raise TextRefused(words.NOT_A_DOCUMENT)
        self._check_macros(main)
        left_out = self._outside()
        beside = self._relations_of(main)
        parts = {"document": self._part(main)}
        for kind in ("styles", "numbering"):
            name = _target(main, beside, kind)
            if name and name not in self._infos:
                raise TextRefused(words.NOT_A_DOCUMENT)  # without its styles, what they hide would be shown
            usual = str(PurePosixPath(main).parent / f"{kind}.xml")
            if name or usual in self._infos:
                parts[kind] = self._part(name or usual)
        beneath = {kind: _target(main, beside, kind) for kind in NOTES} if notes else {}
        held = {kind: self._part(name) for kind, name in beneath.items() if name in self._infos}
        return Package(parts, left_out + self._beside(), held)

    def _check_macros(self, main: str) -> None:
        types = self._bytes("[Content_Types].xml")
        check_xml(types)
        named = any(PurePosixPath(name).name.lower().startswith("vba") for name in self._infos)
        if named or b"macroenabled" in types.lower():
            raise TextRefused(words.MACROS)

    def _outside(self) -> Counter[str]:
        """What the document would fetch. Raises TextRefused for a template from elsewhere."""
        left_out: Counter[str] = Counter()
        for name in self._infos:
            for kind, target, outside in self._relations_in(name) if name.endswith(".rels") else ():
                if outside and kind == "attachedTemplate" and not target.lower().startswith(("file:///", "normal")):
                    raise TextRefused(words.OUTSIDE_TEMPLATE)
                if outside and kind not in ("hyperlink", "attachedTemplate"):
                    left_out["outside"] += 1
        return left_out

    def _beside(self) -> Counter[str]:
        """Parts that are not read, as far as a keeper would look for what they hold."""
        left_out: Counter[str] = Counter()
        for name in self._infos:
            if _HEAD_OR_FOOT.fullmatch(name) and _TEXT_IN_IT.search(self._bytes(name)):
                left_out["headers"] += 1
        for name in ("docProps/core.xml", "docProps/app.xml"):
            if name in self._infos:
                told = re.findall(rb"<(?:\w+:)?(?:creator|lastModifiedBy|Company|Manager)>[^<]", self._bytes(name))
                left_out["authors"] += len(told)
        return +left_out

    def _relations_of(self, part: str) -> list[tuple[str, str, bool]]:
        path = PurePosixPath(part)
        return self._relations_in(str(path.parent / "_rels" / f"{path.name}.rels") if part else "_rels/.rels")

    def _relations_in(self, name: str) -> list[tuple[str, str, bool]]:
        """Kind, target, and whether it lies outside."""
        if name not in self._infos:
            return []
        found: list[tuple[str, str, bool]] = []

        def note(tag: str, given: dict[str, str]) -> None:
            if tag.rpartition(":")[2] == "Relationship":
                kind = given.get("Type", "").rpartition("/")[2]
                found.append((kind, given.get("Target", ""), given.get("TargetMode") == "External"))

        check_xml(self._bytes(name), note)
        return found

    def _part(self, name: str) -> bytes:
        part = self._bytes(name)
        if _STRICT in part[:8192]:
            raise TextRefused(words.STRICT)
        check_xml(part)
        return part

    def _bytes(self, name: str) -> bytes:
        """Raises TextRefused for a part that swells; what a zip says of its sizes is its author's to say."""
        info = self._infos[name]
        with self._packed.open(info) as stream:
            part = stream.read(MOST_PART_BYTES + 1)
        self._left -= len(part)
        if (
            len(part) > MOST_PART_BYTES
            or self._left < 0
            or len(part) > max(SMALL_BYTES, info.compress_size * MOST_TIMES)
        ):
            raise TextRefused(words.swells(name[:80]))
        return part


Note = Callable[[str, dict[str, str]], None]


def check_xml(part: bytes, note: Note | None = None) -> None:
    """No declaration of a document type, whatever it would declare, and no depth that a reader could fall into.

    ``note(tag, attributes)`` hears every element. Raises TextRefused.
    """
    parser = expat.ParserCreate()
    depth = 0

    def opens(tag: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise TextRefused(words.TOO_DEEP)
        if note:
            note(tag, given)

    def closes(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_given: object) -> None:
        raise TextRefused(words.ENTITIES)

    parser.StartElementHandler, parser.EndElementHandler = opens, closes
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise TextRefused(words.NOT_A_DOCUMENT) from error


def _target(part: str, relations: list[tuple[str, str, bool]], kind: str) -> str:
    """The part that stands in this relation to ``part``; empty where there is none. Used as a key, never as a path."""
    for found, target, outside in relations:
        if found == kind and not outside:
            return target.lstrip("/") if target.startswith("/") else str(PurePosixPath(part).parent / target)
    return ""


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _relation(kind: str, target: str) -> str:
    return f'<Relationship Id="{kind}" Type="{_RELATION}/{kind}" Target="{target}"/>'
