"""A TOML file as people's editors leave it: UTF-8 with or without its mark, UTF-16, GBK; lines ended by any system.

    table = toml_file.read(path)        # raises TomlRefused with the line, OSError

What Chinese typing does to a line (quotation marks, a wide equals sign) is named, since the parser only counts columns.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any

MOST_BYTES = 1_000_000
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE = re.compile(r"at line (\d+)")
_TYPED = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＂": '"',
    "＝": "=",
    "，": ",",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
}


class TomlRefused(Exception):
    """The file cannot be used; the message names the line and what is wrong there."""


def read(path: Path) -> dict[str, Any]:
    """The table in `path`."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TomlRefused(f"more than {MOST_BYTES:,} bytes")
    return parsed(text_of(data))


def text_of(data: bytes) -> str:
    """The text of a file's bytes. Raises TomlRefused for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], (encoding,))
    return _decoded(data, ("utf-8", "gb18030"))


def _decoded(data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            failed = error
        else:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    line = data[: failed.start].count(b"\n") + 1
    raise TomlRefused(f"line {line}: not text in UTF-8, UTF-16 or GBK") from failed


def parsed(text: str) -> dict[str, Any]:
    """The table in `text`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlRefused(f"{error}{_typed_in_chinese(text, str(error))}") from error


def _typed_in_chinese(text: str, said: str) -> str:
    found = _LINE.search(said)
    lines = text.split("\n")
    line = lines[int(found[1]) - 1] if found and int(found[1]) <= len(lines) else ""
    wrong = next((character for character in line.partition("#")[0] if character in _TYPED), "")
    return f"; it has {wrong} where TOML wants {_TYPED[wrong]}" if wrong else ""
