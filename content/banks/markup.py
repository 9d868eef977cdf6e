"""Web pages' tags and entities inside a text that should be plain: taken out, and said.

Only tags that editors leave are taken for tags, so that ``若 a<b`` stays what it is.
"""

from __future__ import annotations

import html
import re
from enum import Flag, auto

_TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|col|colgroup|dd|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|label|li|mark|o:p|ol|"
    "p|pre|q|s|section|small|span|strike|strong|style|script|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video|"
    "audio|iframe|object|embed|svg|math|source|input|button|form|head|body|html|meta|link|title"
)
_ATTRIBUTES = r"(?:\s+[A-Za-z_:][\w:.-]*\s*=\s*(?:\"[^\"]{0,20000}\"|'[^']{0,20000}'|[^\s<>\"']+)){0,40}"
_TAG = re.compile(rf"<\s*+(/?)\s*+({_TAGS}){_ATTRIBUTES}\s*+/?\s*+>|<!--.{{0,20000}}?-->", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<(script|style|head|title)\b[^>]{0,2000}>.{0,200000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_LONGEST = 20_000
_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre"})
_PICTURES = frozenset({"img", "video", "audio", "object", "embed", "svg", "iframe", "math"})


class Found(Flag):
    """What a text held beside its words."""

    NOTHING = 0
    TAGS = auto()
    PICTURE = auto()
    SCRIPTS = auto()  # raised or lowered letters: 2<sup>10</sup> would be read as 210


def plain(text: str) -> tuple[str, Found]:
    """The words, with a line break where a block ended; what was taken out."""
    if ("<" not in text and "&" not in text) or len(text) > _LONGEST:  # which is too long for any field
        return text, Found.NOTHING
    found = Found.NOTHING

    def gone(match: re.Match[str]) -> str:
        nonlocal found
        name = (match[2] or "").lower()
        found |= Found.TAGS
        found |= Found.PICTURE if name in _PICTURES else Found.NOTHING
        found |= Found.SCRIPTS if name in ("sup", "sub") else Found.NOTHING
        return "\n" if name in _BREAKS else ""

    shown = _TAG.sub(gone, _HIDDEN.sub("", text) if "</" in text else text)
    words = _ENTITY.sub(lambda match: html.unescape(match[0]), shown)
    if words != text:
        found |= Found.TAGS
    return words, found
