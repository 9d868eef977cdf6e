"""What comes of a file of text, and how one is refused. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 256 << 10
"""Of the plain text, as UTF-8: 87,000 Chinese characters, an hour at a kiosk."""


@dataclass(frozen=True, slots=True)
class Text:
    """``text``: as `content.kinds.article.parse_article` reads it. ``left_out``: what of the file is not in it, and
    what a keeper should know of what is; each a phrase in Chinese.
    """

    text: str
    left_out: tuple[str, ...] = ()


class TextRefused(Exception):
    """No text comes of the file. The message is for the keeper, in Chinese."""
