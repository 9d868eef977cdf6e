"""A file that somebody hands in, by its bytes -> what of it may stand in a pack, checked as it will be shown.

    file = incoming("通知.docx", content)       # raises ItemRefused
    file.name, file.kind, file.content          # 通知.txt, article, its plain text

Everything happens on bytes, so that a limited child can do it; what is no exhibit's file by its name or its first bytes
is refused. Formats that another program must turn first are in `content.turning`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path, PurePath

from content import words
from content.banks.model import BankRejected
from content.banks.table_reader import BANK_ENDINGS, read_bank
from content.kinds import article, document, picture
from content.kinds.gathering import OF_WPS, PICTURES, Gathering, kind_of
from content.kinds.kind import ExhibitKind, ItemRefused
from content.kinds.table import SHEETS
from content.tables import bundle
from content.tables.source import SHEET_ENDINGS
from content.texts import words as text_words
from content.texts.text import TextRefused

TEXTS = (".txt", ".md", ".markdown", ".docx")
"""Each may be a bank, too, and whoever hands it in says so."""
POSTER_FROM = 2.2
"""Height by width from which a picture is taken for a long poster; whoever hands it in may say otherwise."""
_LEAST_QUESTIONS = 2  # in a text, from which somebody has to say what it is
_CATALOGUE = "目录.xlsx"  # as `content.pack` calls it
_ENDINGS = {b"\xff\xd8": ".jpg", b"\x89P": ".png", b"RI": ".webp", b"BM": ".bmp"}
_WITH_MACROS = (".docm", ".dotm")
_HEIC = b"ftyp"


@dataclass(frozen=True, slots=True)
class Incoming:
    """``content`` is what may be published under ``name``, ``text`` the same where it is an article, ``size`` of a
    picture in pixels, as it is shown. ``left_out``: what of the file is not in it, or should be looked at, in words.
    """

    name: str
    kind: ExhibitKind
    content: bytes
    text: str = ""
    size: tuple[int, int] = (0, 0)
    left_out: tuple[str, ...] = ()


def incoming(name: str, content: bytes, kind: ExhibitKind | None = None) -> Incoming:
    """`kind`: what whoever hands it in says that it is. Raises ItemRefused."""
    if not content:
        raise ItemRefused(words.EMPTY_FILE)
    suffix = PurePath(name).suffix.lower()
    if suffix in OF_WPS:
        raise ItemRefused(words.WPS_SHEET)
    if kind in SHEETS or suffix == bundle.ENDING:
        return _sheet(name, content, kind)
    if suffix in SHEET_ENDINGS and kind is None and (found := kind_of(name, content)) is not None:
        return _sheet(name, content, found)
    if kind is ExhibitKind.BANK and suffix not in (*BANK_ENDINGS, *TEXTS):
        raise ItemRefused(words.NO_BANK_FILE)
    if suffix in BANK_ENDINGS or kind is ExhibitKind.BANK:
        return _bank(name, content)
    if suffix in _WITH_MACROS:
        raise ItemRefused(text_words.MACROS)
    if suffix in TEXTS:
        if kind is None and _is_asking(name, content):
            raise ItemRefused(words.EITHER)
        return _document(name, content) if kind is ExhibitKind.DOCUMENT else _text(name, content)
    if suffix in PICTURES or content[4:8] == _HEIC:
        return _picture(name, content)
    raise ItemRefused(words.unknown_file(suffix or name[-20:]))


def _text(name: str, content: bytes) -> Incoming:
    from content.texts.read import read

    try:
        found = read(name, content)
    except TextRefused as refused:
        raise ItemRefused(str(refused)) from refused
    text = article.written(article.parse_article(found.text))
    if not text.strip():
        raise ItemRefused(words.NO_TEXT)
    kept = str(PurePath(name).with_suffix(".txt"))
    return Incoming(kept, ExhibitKind.ARTICLE, text.encode(), text, left_out=found.left_out)


def _document(name: str, content: bytes) -> Incoming:
    plain, left_out = document.plain_text(name, content)
    _, told = document.parse(plain)
    kept = str(PurePath(name).with_suffix(".txt"))
    return Incoming(kept, ExhibitKind.DOCUMENT, plain.encode(), plain, left_out=(*left_out, *told))


def _bank(name: str, content: bytes) -> Incoming:
    """The file as it is: its questions are read anew wherever they are asked."""
    if PurePath(name).name == _CATALOGUE:
        raise ItemRefused(words.IS_CATALOGUE)
    try:
        bank = read_bank(Path(name), content=content)
    except BankRejected as rejected:
        raise ItemRefused(rejected.reason) from rejected
    if not bank.items:
        raise ItemRefused(str(bank.findings[0]) if bank.findings else words.NO_QUESTIONS)
    refused = len(bank.refused())
    said = (words.bank_read(len(bank), refused, len(bank.findings) - refused),)
    return Incoming(name, ExhibitKind.BANK, content, left_out=said)


def _sheet(name: str, content: bytes, kind: ExhibitKind | None) -> Incoming:
    """A filled-in sheet; or a .zip of one (a keeper's own or a bundle) and of pictures, which join it."""
    gathering = Gathering(cleaned, kind)
    gathering.take(name, content)
    made = gathering.made()
    return Incoming(str(PurePath(name).with_suffix(bundle.ENDING)), made.kind, made.content, left_out=made.told)


def cleaned(name: str, content: bytes) -> tuple[str, bytes]:
    """A picture that goes with a sheet. Raises ItemRefused."""
    found = _picture(name, content)
    return found.name, found.content


def _is_asking(name: str, content: bytes) -> bool:
    """Whether a text holds questions with their answers."""
    try:
        return len(read_bank(Path(name), content=content)) >= _LEAST_QUESTIONS
    except BankRejected:
        return False


def _picture(name: str, content: bytes) -> Incoming:
    """The file is looked at as it will be published: without what was taken out of it."""
    from content.pictures import words as picture_words
    from content.pictures.stripped import NotWhole, taken_out

    if len(content) > picture.MOST_BYTES:
        raise ItemRefused(words.too_large(picture.MOST_BYTES >> 20))
    try:
        clean, taken = taken_out(content)
    except NotWhole:
        picture.looked_at(content)  # says more, where it cannot be shown either
        raise ItemRefused(picture_words.DAMAGED) from None
    size, reminder = picture.looked_at(clean)
    ending = _ENDINGS.get(clean[:2], "")
    if ending == ".bmp":
        clean, ending = _as_png(clean), ".png"
    kind = ExhibitKind.POSTER if size[1] > size[0] * POSTER_FROM else ExhibitKind.IMAGE
    said = picture_words.taken_out(taken)
    kept = str(PurePath(name).with_suffix(ending))
    return Incoming(kept, kind, clean, size=size, left_out=(*said, reminder) if reminder else said)


def _as_png(content: bytes) -> bytes:
    """A BMP has room for anything between its parts, and is ten times as large."""
    from content.pictures.frames import first

    out = io.BytesIO()
    first(content, picture.wanted()).image.save(out, "PNG")
    return out.getvalue()
