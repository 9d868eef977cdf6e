"""A .docx -> the plain text of an article: headings, paragraphs, lists with their numbers, tables a row a line.

The library (python-docx) opens what `package` leaves of the file; its own texts know neither tracked changes nor hidden
text, fields nor content controls, so the tree is walked here. What is not walked into cannot reach a screen: there is a
list of what comes along, and none of what does not.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from typing import Any

from content.texts import words
from content.texts.notes import defined
from content.texts.numbering import Numbering
from content.texts.package import Package, opened
from content.texts.runs import Runs
from content.texts.styles import TITLE, Styles, W, is_on, number_of, outline_of, value_of
from content.texts.text import MOST_BYTES, Text, TextRefused


def read(content: bytes, most_bytes: int = MOST_BYTES, *, notes: bool = False) -> Text:
    """``most_bytes``: of what is written, at least a byte a character. ``notes``: as `content.texts.read.read`.

    Raises TextRefused.
    """
    package = opened(content, notes=notes)
    root, styles, numbering = _trees(package)
    body = root.find(W + "body")
    if body is None:
        raise TextRefused(words.NOT_A_DOCUMENT)
    walk = _Walk(Styles(styles), Numbering(numbering), Runs.of(root, notes=notes), most_bytes)
    walk.blocks(body)
    walk.notes({kind: _tree(part) for kind, part in package.notes.items()})
    found = package.left_out + walk.left_out
    return Text(walk.text(), tuple(words.left_out(what, times) for what, times in sorted(found.items())))


def _trees(package: Package) -> tuple[Any, Any, Any]:
    """The elements of the document, its styles and its numbering."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        part: Any = docx.Document(io.BytesIO(package.plain())).part
        styles = part.part_related_by(RELATIONSHIP_TYPE.STYLES).element
        has_numbers = "numbering" in package.parts
        return part.element, styles, part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element if has_numbers else None
    except Exception as error:  # of whatever kind the library raises of a damaged part
        raise TextRefused(words.NOT_A_DOCUMENT) from error


def _tree(part: bytes) -> Any:
    from docx.oxml.parser import parse_xml

    try:
        return parse_xml(part)
    except Exception as error:  # as above
        raise TextRefused(words.NOT_A_DOCUMENT) from error


class _Walk:
    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs, most_bytes: int) -> None:
        self._styles, self._numbering, self._runs, self._most_bytes = styles, numbering, runs, most_bytes
        self._blocks: list[str] = []
        self._title: int | None = None
        self._tops: list[int] = []  # headings of the first level
        self._carried = ""  # of a paragraph whose end was deleted, so that it goes on in the next one
        self._written = 0

    @property
    def left_out(self) -> Counter[str]:
        return self._runs.left_out

    def text(self) -> str:
        """A document with one heading of the first level, at its very beginning, has it as its title."""
        self._end()
        if self._title is None and self._tops == [0]:
            self._blocks[0] = self._blocks[0][1:]
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def blocks(self, parent: Any) -> None:
        for child in parent.iterchildren():
            match child.tag:
                case _Tags.PARAGRAPH:
                    self._paragraph(child)
                case _Tags.TABLE:
                    self._table(child)
                case _:
                    inner = self._runs.inside(child)
                    if inner is not None:
                        self.blocks(inner)

    def notes(self, trees: Mapping[str, Any]) -> None:
        """The words of each that the text calls, after it; none: its call stays, and whoever reads it says so."""
        self._end()
        for label, (part, number) in tuple(self._runs.called.items()):
            beneath = trees[part].iterchildren() if part in trees else ()
            found = next((one for one in beneath if one.get(W + "id") == number), None)
            text = "" if found is None else self._cell(found)
            if text:
                self._add(defined(label, text))

    def _paragraph(self, paragraph: Any) -> None:
        properties = paragraph.find(W + "pPr")
        name = None if properties is None else value_of(properties.find(W + "pStyle"))
        style = self._styles.of_paragraph(name)
        text = self._carried + self._runs.text(paragraph, self._styles, bool(style.hidden))
        mark = None if properties is None else properties.find(f"{W}rPr/{W}del")
        self._carried = text if mark is not None else ""
        if mark is not None:
            return
        lines = [" ".join(line.split()) for line in text.split("\n")]
        lines = [line for line in lines if line]
        if not lines:
            return
        level = outline_of(properties)
        level = style.level if level is None else None if level > 8 else level
        number = number_of(properties) or style.number
        label = self._numbering.label(*number) if number else None
        self._put(lines, level, label)

    def _end(self) -> None:
        """No paragraph took up what was carried."""
        if self._carried.strip():
            self._add(" ".join(self._carried.split()))
        self._carried = ""

    def _put(self, lines: list[str], level: int | None, label: str | None) -> None:
        if label:
            lines[0] = label + (" " if label[-1].isascii() else "") + lines[0]
        if level is not None:
            self._add(self._mark_of(level) + " ".join(lines))
            return
        self._add(("- " if label == "" else "") + lines[0])
        for line in lines[1:]:
            self._add(line)

    def _mark_of(self, level: int) -> str:
        if level == TITLE and self._title is None:
            self._title = len(self._blocks)
            return "# "
        if level == 0:
            self._tops.append(len(self._blocks))
        return "## "

    def _add(self, block: str) -> None:
        self._written += len(block)
        if self._written > self._most_bytes:
            raise TextRefused(words.too_long(self._most_bytes // 3))
        self._blocks.append(block)

    def _table(self, table: Any) -> None:
        """A table of one column is a frame around text; of another each row is a line."""
        for row in self._children(table, "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and is_on(properties.find(W + "hidden")):
                self.left_out["hidden"] += 1
            elif properties is not None and properties.find(W + "del") is not None:
                self.left_out["deleted"] += 1
            else:
                self._row(row)

    def _row(self, row: Any) -> None:
        cells = [cell for cell in self._children(row, "tc") if not self._is_deleted(cell)]
        if len(cells) == 1:
            self.blocks(cells[0])
            return
        texts = [self._cell(cell) for cell in cells]
        line = words.CELLS.join(text for text in texts if text)
        if line:
            self._add("- " + line)

    def _children(self, parent: Any, name: str) -> list[Any]:
        """Rows or cells, also those within a content control."""
        found: list[Any] = []
        for child in parent.iterchildren():
            if child.tag == W + name:
                found.append(child)
            elif child.tag not in (W + "tblPr", W + "tblGrid", W + "trPr", W + "tcPr"):
                inner = self._runs.inside(child)
                found += [] if inner is None else self._children(inner, name)
        return found

    def _is_deleted(self, cell: Any) -> bool:
        deleted = cell.find(f"{W}tcPr/{W}cellDel") is not None
        self.left_out["deleted"] += deleted
        return deleted

    def _cell(self, cell: Any) -> str:
        """The text of all that stands in it, on one line."""
        inner = _Walk(self._styles, self._numbering, self._runs, self._most_bytes)
        inner.blocks(cell)
        inner._end()
        return " ".join(block.removeprefix("## ").removeprefix("# ").removeprefix("- ") for block in inner._blocks)


class _Tags:
    PARAGRAPH = W + "p"
    TABLE = W + "tbl"
