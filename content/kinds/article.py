"""Articles as plain text: ``# title``, ``## heading``, ``- item``; blank lines part the paragraphs.

No markdown engine is needed when a page is shown: blocks go straight to the wrapping. A .md or a .docx is turned into
that plain text first (`content.texts`), so that it gives no article which a .txt could not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from content import words
from content.kinds.kind import ItemRefused
from content.texts.read import MOST_DOCUMENT_BYTES, most_bytes
from content.texts.read import read as read_text
from content.texts.text import TextRefused

MOST_BYTES = MOST_DOCUMENT_BYTES
"""Of any file; of the plain text much less (`content.texts.text`)."""


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


_MARKS = {BlockKind.HEADING: "## ", BlockKind.ITEM: "- "}
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

    for line in map(str.strip, text.replace("\ufeff", "").splitlines()):
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
    """The article in a file, by the ending of its name.

    Raises:
        ItemRefused: no text, none that may be read, too much of it, or nothing to read in it.
    """
    return examined(path)[0]


def examined(path: Path) -> tuple[Article, tuple[str, ...]]:
    """As `read`, with what of the file is not in the article, in words. Raises ItemRefused."""
    try:
        with path.open("rb") as stream:
            content = stream.read(most_bytes(path.suffix.lower()) + 1)
        text = read_text(path.name, content)
    except TextRefused as refused:
        raise ItemRefused(str(refused)) from refused
    article = parse_article(text.text)
    if not article.blocks:
        raise ItemRefused(words.NO_TEXT)
    return article, text.left_out


def written(article: Article) -> str:
    """The plain text of an article: `parse_article` makes the same of it again."""
    blocks = [f"# {article.title}"] if article.title else []
    for block in article.blocks:
        mark = _MARKS.get(block.kind)
        blocks.append(f"{mark}{block.text}" if mark else _unmarked(block.text, bool(article.title)))
    return "\n\n".join(blocks) + "\n"


def _unmarked(text: str, has_title: bool) -> str:
    """A paragraph may begin like something else, where a mark stood alone on its first line."""
    for mark in ("- ", "## ") if has_title else ("- ", "## ", "# "):
        if text.startswith(mark):
            return f"{mark.strip()}\n{_unmarked(text.removeprefix(mark), has_title)}"
    return text


def _join(lines: list[str]) -> str:
    """Lines of one paragraph: a blank only where two Latin words or numbers meet."""
    joined = lines[0]
    for line in lines[1:]:
        latin = _ASCII_EDGE.search(joined[-1]) and _ASCII_EDGE.search(line[0])
        joined += f" {line}" if latin else line
    return joined
