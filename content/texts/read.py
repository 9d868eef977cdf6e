"""A file of text by its name -> plain text: ``read("通知.docx", content)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from content.texts import decoding, words
from content.texts.text import MOST_BYTES, Text, TextRefused

MOST_DOCUMENT_BYTES = 50 << 20
"""Of a .docx: pictures in it are not read, but people leave them there."""


_NO_TEXT = (b"{\\rtf", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml")


def read(name: str, content: bytes, *, notes: bool = False) -> Text:
    """``notes``: footnotes come along as ``[^1]`` in the text and paragraphs ``[^1]: …`` at its end, else they are left
    out. Raises TextRefused.
    """
    suffix = PurePath(name).suffix.lower()
    most = most_bytes(suffix)
    if len(content) > most:
        raise TextRefused(words.too_large(most >> 20) if most >> 20 else words.too_long(most // 3))
    found = READERS.get(suffix, _plain)(content, notes)
    if not found.text.strip():
        raise TextRefused(words.NO_TEXT)
    if len(found.text.encode("utf-8", "replace")) > MOST_BYTES:
        raise TextRefused(words.too_long(MOST_BYTES // 3))
    return found


def most_bytes(suffix: str) -> int:
    return MOST_DOCUMENT_BYTES if suffix == ".docx" else MOST_BYTES


def _plain(content: bytes, _notes: bool) -> Text:
    """Also of a name with another ending, or none: packs have had such articles."""
    if content.startswith(_NO_TEXT):
        raise TextRefused(words.OTHER_FILE)
    return Text(decoding.text_of(content))


def _markdown(content: bytes, notes: bool) -> Text:
    from content.texts import markdown

    return markdown.read(decoding.text_of(content), notes=notes)


def _document(content: bytes, notes: bool) -> Text:
    from content.texts import document

    return document.read(content, notes=notes)


READERS: Mapping[str, Callable[[bytes, bool], Text]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".docx": _document,
}
