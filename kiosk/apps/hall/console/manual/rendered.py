"""The manual's Chinese pages as HTML, from the files of `docs/` themselves.

    rendered("window")      # Page("窗口的一天", "<p>…")

A link to another page of the manual leads to that page here, and a picture to its file; what is not in the manual (the
code, English pages) stays text, since nobody in a hall could follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from markdown_it.token import Token

DOCS = Path(__file__).parents[5] / "docs"
PICTURES = DOCS / "pictures"
START = "index"
PAGES = (
    "install", "window", "keeper", "rosters", "packs", "banks", "papers", "exams", "backup", "keys", "board", "panels",
    "maintenance", "trouble", "security", "measures",
)  # fmt: skip
PREFIX = "/manual"
_PICTURE = re.compile(r"pictures/([a-z0-9_]+\.(?:png|svg))")
_PAGE = re.compile(r"(?:docs/)?([a-z]+)\.md(#.*)?")


@dataclass(frozen=True, slots=True)
class Page:
    """`html` without its heading, which is `title`."""

    title: str
    html: str


def titles() -> tuple[tuple[str, str], ...]:
    """(name, title) of every page, in the order of the manual."""
    return tuple((name, rendered(name).title) for name in PAGES)


@cache
def rendered(name: str) -> Page:
    """Raises KeyError for a page that the manual has not; OSError where the manual is not on this machine."""
    if name not in (*PAGES, START):
        raise KeyError(name)
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse((DOCS / f"{name}.md").read_text(encoding="utf-8"))
    title = _text(tokens[1])
    for token, text in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(_text(text)))
    for token in tokens:
        _join(token.children or [])
        for child in token.children or ():
            _lead(child)
        if token.type == "table_open":
            token.attrSet("class", "told")
    return Page(title, reader.renderer.render(tokens[3:], reader.options, {}))


def anchor(heading: str) -> str:
    """As GitHub makes it: lower case, blanks to hyphens, marks left out."""
    return re.sub(r"[^\w-]", "", heading.strip().lower().replace(" ", "-"))


def picture(name: str) -> Path | None:
    """The file of a picture of the manual."""
    file = PICTURES / name
    return file if _PICTURE.fullmatch(f"pictures/{name}") and file.is_file() else None


def _text(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def _join(line: list[Token]) -> None:
    """A line that goes on in the next one of the file: between Chinese characters there stands no blank."""
    for before, token, after in zip(line, line[1:], line[2:], strict=False):
        ends, begins = before.content[-1:], after.content[:1]
        if token.type == "softbreak" and not (ends.isascii() and begins.isascii()):
            token.type, token.content = "text", ""


def _lead(token: Token) -> None:
    """Let a link or a picture lead to where it is served."""
    if token.type == "image":
        source = str(token.attrGet("src"))
        if found := _PICTURE.fullmatch(source):
            token.attrSet("src", f"{PREFIX}/pictures/{found[1]}")
            token.attrSet("loading", "lazy")
    if token.type == "link_open":
        to = str(token.attrGet("href"))
        found = _PAGE.fullmatch(to)
        if found and found[1] in (*PAGES, START):
            token.attrSet("href", f"{PREFIX}/{found[1]}{quote(unquote(found[2] or ''), safe='#')}")
        elif not to.startswith("#"):
            token.attrs = {"class": "elsewhere"}
