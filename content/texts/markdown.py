"""Markdown -> the plain text of an article: no address, no picture, no code of a web page comes along."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from content.texts import words
from content.texts.notes import CALL, defined, taken_out
from content.texts.text import Text

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEAD = re.compile(r"---[ \t]*\r?\n(?:(?!---).*\n){0,200}?---[ \t]*(?:\r?\n|$)")


def read(text: str, *, notes: bool = False) -> Text:
    """``notes``: as `content.texts.read.read`. Never fails."""
    left_out: Counter[str] = Counter()
    head = _HEAD.match(text)
    if head and ":" in head[0]:  # settings of a site's generator
        left_out["head"] += 1
        text = text[head.end() :]
    text, found = taken_out(text)
    plain = _plain(text, left_out)
    if notes:
        written = (defined(label, " ".join(_plain(note, left_out).split())) for label, note in found.items())
        plain = "\n\n".join((plain.rstrip("\n"), *written)) + "\n" if found else plain
    elif found:
        left_out["notes"] += len(found)
        plain = CALL.sub(lambda called: "" if called[1] in found else called[0], plain)
    return Text(plain, tuple(words.left_out(what, times) for what, times in left_out.items()))


def _plain(text: str, left_out: Counter[str]) -> str:
    from markdown_it import MarkdownIt

    writer = _Writer(left_out)
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        writer.take(token)
    return writer.text()


class _Writer:
    def __init__(self, left_out: Counter[str]) -> None:
        self._left_out = left_out
        self._lines: list[str] = []
        self._has_title = False
        self._mark = ""
        self._numbers: list[int | None] = []  # of each list that is open; None where it has no numbers
        self._cells: list[str] | None = None

    def text(self) -> str:
        return "\n\n".join(self._lines) + "\n" if self._lines else ""

    def take(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._mark = "## " if token.tag != "h1" or self._has_title else "# "
                self._has_title |= self._mark == "# "
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._begin_item()
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._end_row()
            case "inline":
                self._put(self._inline(token.children or []))
            case "fence" | "code_block":
                self._put(token.content)
            case "html_block":
                self._left_out["code"] += 1

    def _begin_item(self) -> None:
        number = self._numbers[-1]
        if number is None:
            self._mark = "- "
        else:
            self._mark = f"{number}. "
            self._numbers[-1] = number + 1

    def _end_row(self) -> None:
        cells, self._cells = self._cells or [], None
        self._mark = "- "
        self._put(words.CELLS.join(cell for cell in cells if cell))

    def _put(self, text: str) -> None:
        lines = [line.strip() for line in text.splitlines()]
        if self._cells is not None:
            self._cells.append("".join(lines))
        elif any(lines):
            joined = " ".join(line for line in lines if line) if self._mark.startswith("#") else "\n".join(lines)
            self._lines.append(self._mark + joined.strip("\n"))
            self._mark = ""

    def _inline(self, children: list[Token]) -> str:
        parts: list[str] = []
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    parts.append(child.content)
                case "softbreak":
                    parts.append("\n")
                case "hardbreak":
                    parts.append("\n\n")
                case "image":
                    self._left_out["pictures"] += 1
                case "link_open":
                    self._left_out["links"] += 1
                case "html_inline":
                    self._left_out["code"] += 1
        return "".join(parts)
