"""Articles as plain text: ``# title``, ``## heading``, ``- item``; blank lines part the paragraphs.

No markdown engine is needed when a page is shown: blocks go straight to the wrapping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content import words
from content.kinds.kind import ItemRefused

MOST_BYTES = 256 << 10


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    blocks: tuple[Block, ...]

    def headings(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind is BlockKind.HEADING)

    def character_count(self) -> int:
        return sum(len(block.text) for block in self.blocks)


_ASCII_EDGE = re.compile(r"[ -~]$|^[ -~]")


def parse_article(text: str) -> Article:
    """The article in a plain text; the title is empty when there is no ``# `` line. Never fails."""
    title = ""
    blocks: list[Block] = []
    lines: list[str] = []

    def end_paragraph() -> None:
        if lines:
            blocks.append(Block(BlockKind.PARAGRAPH, _join(lines)))
            lines.clear()

    for line in map(str.strip, text.lstrip("\ufeff").splitlines()):
        if line.startswith("# ") and not title:
            end_paragraph()
            title = line[2:].strip()
        elif line.startswith(("## ", "- ")):
            end_paragraph()
            kind = BlockKind.HEADING if line.startswith("## ") else BlockKind.ITEM
            blocks.append(Block(kind, line[2:].strip()))
        elif line:
            lines.append(line)
        else:
            end_paragraph()
    end_paragraph()
    return Article(title, tuple(blocks))


def read(path: Path) -> Article:
    """The article in a file.

    Raises:
        ItemRefused: no UTF-8 text, or nothing to read in it.
    """
    try:
        article = parse_article(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise ItemRefused(words.NOT_TEXT) from None
    if not article.blocks:
        raise ItemRefused(words.NO_TEXT)
    return article


def _join(lines: list[str]) -> str:
    """Lines of one paragraph: a blank only where two Latin words or numbers meet."""
    joined = lines[0]
    for line in lines[1:]:
        latin = _ASCII_EDGE.search(joined[-1]) and _ASCII_EDGE.search(line[0])
        joined += f" {line}" if latin else line
    return joined
