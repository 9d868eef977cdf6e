"""What a file is, by its first bytes and its parts; its name is only believed where the content leaves it open."""

from __future__ import annotations

import io
import re
import struct
from enum import Enum, auto
from pathlib import Path

from content import words
from content.banks import words as bank_words
from content.banks.model import BankRejected

_LOOKED_AT = 4096
_OLE = b"\xd0\xcf\x11\xe0"
_BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_MARK = b"\xef\xbb\xbf"
_MIME, _BOOK = b"MIME-Version:", b"urn:schemas-microsoft-com:office:spreadsheet"
"""A web page with its parts in one file, and a workbook as XML: what some systems save under .xls."""
_PARTED = (b"\t", b",", b";")
"""What parts cells of a text; none of them is part of a letter in GB18030 or UTF-16."""
_QUIZ = re.compile(rb"<quiz[\s>]", re.IGNORECASE)
_HTML = re.compile(
    rb"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|table|meta|head|body|div|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_SHEETS, _TABLES, _TEXTS = (".xlsx", ".xls", ".ods", ".et"), (".csv", ".tsv"), (".txt", ".md", ".text", "")
_GIFT_ANSWERS = re.compile(r"(?m)^[^\S\n]*+::.*?::|\{\s*(?:[=~#]|T(?:RUE)?\s*[}#]|F(?:ALSE)?\s*[}#])")
_LETTER_ANSWERS = re.compile(r"(?m)^[^\S\n]*+(?:正确|参考|标准)?答案\s*+[:：]")


class Format(Enum):
    """How a bank is read."""

    WORKBOOK = auto()
    TABLE = auto()
    GIFT = auto()
    MOODLE = auto()
    DOCUMENT = auto()
    TEXT = auto()
    OWN = auto()


def format_of(path: Path, content: bytes) -> tuple[Format, str]:
    """How the file is to be read; and where its name says otherwise, a word about that.

    Raises BankRejected: it is empty, or no bank can be in it.
    """
    ending = path.suffix.lower()
    if not content.strip():
        raise BankRejected(str(path), bank_words.EMPTY)
    packed = _packed(content) if content.startswith(b"PK") else ""
    if packed or content.startswith((_OLE, *_BIFF)):
        return _binary(path, ending, packed or "xls")
    _refuse_others(path, ending, content)
    return _text(path, ending, content)


def _packed(content: bytes) -> str:
    """Of a zip: what its parts say."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, LookupError, struct.error):
        return "damaged"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    return "ods" if "content.xml" in names else "zip"


def _binary(path: Path, ending: str, found: str) -> tuple[Format, str]:
    """Of archives and old Office files."""
    if found in ("damaged", "zip") and ending not in (".docx", *_SHEETS):
        raise BankRejected(str(path), bank_words.other_file(bank_words.FOUND["zip"]))
    if found in ("damaged", "zip"):
        return (Format.DOCUMENT if ending == ".docx" else Format.WORKBOOK), ""  # which says what is wrong with it
    if found == "docx":
        return Format.DOCUMENT, "" if ending == ".docx" else bank_words.other_content(ending, bank_words.FOUND[found])
    if found == "xls" and ending in (".doc", ".docx", ".wps"):
        return Format.DOCUMENT, ""
    same = ending == f".{found}" or (found == "xls" and ending in (".et", ".xlsx"))  # with a password an .xlsx is OLE
    return Format.WORKBOOK, "" if same else bank_words.other_content(ending, bank_words.FOUND[found])


def _refuse_others(path: Path, ending: str, content: bytes) -> None:
    start = content[:_LOOKED_AT]
    kind = ""
    if b"%PDF-" in start[:1024]:
        kind = "pdf"
    elif start.startswith(_PICTURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        kind = "picture"
    elif start.startswith(b"{\\rtf"):
        kind = "rtf"
    elif _HTML.match(start.removeprefix(_MARK)) or start.startswith(_MIME):
        kind = "html"
    if kind == "html" and ending in _SHEETS:
        raise BankRejected(str(path), bank_words.saved_otherwise(ending, bank_words.FOUND[kind]))
    if kind:
        raise BankRejected(str(path), bank_words.other_file(bank_words.FOUND[kind]))


def _text(path: Path, ending: str, content: bytes) -> tuple[Format, str]:
    start = content[:_LOOKED_AT].removeprefix(_MARK).lstrip()
    if ending == ".xml" and start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Format.MOODLE, ""
    if start.startswith(b"<") and (ending == ".xml" or start.startswith((b"<?xml", b"<quiz"))):
        if ending in _SHEETS and _BOOK in content[: 1 << 20]:
            raise BankRejected(str(path), bank_words.saved_otherwise(ending, bank_words.FOUND["xml"]))
        if not _QUIZ.search(content[: 1 << 20]) and ending != ".xml":
            raise BankRejected(str(path), bank_words.other_file(bank_words.FOUND["xml"]))
        return Format.MOODLE, "" if ending == ".xml" else bank_words.other_content(ending, bank_words.FOUND["moodle"])
    if start.startswith((b"{", b"[")) and ending == ".json":
        return Format.OWN, ""
    if ending in (".json", ".xml", ".docx", ".doc", ".wps"):
        reason = {".json": bank_words.NOT_JSON, ".xml": bank_words.NO_MOODLE}.get(ending)
        raise BankRejected(str(path), reason or bank_words.named_wrongly(ending, bank_words.FOUND["text"]))
    if ending in _SHEETS and any(mark in start for mark in _PARTED):
        return Format.TABLE, bank_words.other_content(ending, bank_words.FOUND["table"])
    if ending in _SHEETS:
        raise BankRejected(
            str(path), f"{words.UNREADABLE}；{bank_words.named_wrongly(ending, bank_words.FOUND['text'])}"
        )
    if ending in _TABLES:
        return Format.TABLE, ""
    if ending == ".gift":
        return Format.GIFT, ""
    if ending not in _TEXTS:
        raise BankRejected(str(path), bank_words.WRONG_ENDING)
    return (Format.GIFT if _looks_like_gift(content) else Format.TEXT), ""


def _looks_like_gift(content: bytes) -> bool:
    text = content.decode("utf-8", "replace")
    return len(_GIFT_ANSWERS.findall(text)) > len(_LETTER_ANSWERS.findall(text))
