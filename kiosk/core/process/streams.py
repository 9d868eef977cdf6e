"""What a command prints reaches any terminal: one in GBK, in latin-1, in C, and names that are in no encoding at all.

    say_anywhere()      # once, before a command prints anything

What the terminal's encoding cannot say is said with a sign that it has (`✓` as `√`), or as the escape that JSON has
for it; nothing that a command prints ends it.
"""

from __future__ import annotations

import codecs
import io
import sys

HANDLER = "kiosk"
_INSTEAD = {"✓": "√+", "✕": "×x", "△": "!", "→": ">", "…": ".", "—": "-", "·": "."}  # the first that can be said
_SURROGATES = 0x10000


def say_anywhere() -> None:
    codecs.register_error(HANDLER, _said_otherwise)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def speaks_utf8() -> bool:
    """Whether stdout can say everything."""
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name.startswith("utf")


def _said_otherwise(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_one(letter, error.encoding) for letter in text), error.end


def _one(letter: str, encoding: str) -> str:
    for sign in _INSTEAD.get(letter, ""):
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            continue
        return sign
    code = ord(letter)
    if code < _SURROGATES:
        return f"\\u{code:04x}"
    high, low = divmod(code - _SURROGATES, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
