"""What stands in a paragraph of a .docx -> its text, without what nobody put there to be read.

Left out and counted: what was deleted or moved away, comments, hidden text, fields but those that point within the
text, drawings, text boxes, formulas, embedded files. Inserted text that nobody has yet agreed to is taken, and said.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from content.texts.notes import call
from content.texts.styles import Styles, W, is_hidden, value_of

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_THROUGH = {W + name for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir", "hyperlink", "fldSimple")}
_LEFT_OUT = {
    W + "del": "deleted", W + "moveFrom": "deleted", W + "altChunk": "inserted files", W + "subDoc": "inserted files",
    _M + "oMath": "formulas", _M + "oMathPara": "formulas", W + "commentReference": "comments",
    W + "footnoteReference": "notes", W + "endnoteReference": "notes", W + "sym": "symbols", W + "object": "objects",
    W + "contentPart": "pictures",
}  # fmt: skip
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SIGNS = {W + name: sign for name, sign in _SIGNS.items()}
_POINTING = ("HYPERLINK", "REF", "SEQ", "QUOTE")
"""Fields whose text people wrote themselves, or that name a place in it; of others a machine writes the text."""
_PERSONS = ("creator", "author", "manager", "company", "lastmodifiedby")


class Runs:
    """Walks along with the document, since a field may begin in one paragraph and end in another."""

    def __init__(self, knows_fields: bool, notes: bool = False) -> None:
        self.left_out: Counter[str] = Counter()
        self.called: dict[str, tuple[str, str]] = {}
        """Notes that the text calls, in its order: label -> the part it lies in, its number there."""
        self._notes = notes
        self._knows_fields = knows_fields
        self._fields: list[_Field] = []

    @classmethod
    def of(cls, root: Any, *, notes: bool = False) -> Runs:
        """``notes``: what calls one is written down as such. Where a field begins and never ends, all that follows
        would be its own: then none is looked at.
        """
        kinds = Counter(mark.get(W + "fldCharType") for mark in root.iter(W + "fldChar"))
        return cls(kinds["begin"] == kinds["end"], notes)

    def inside(self, element: Any) -> Any | None:
        """What stands within an element that is none of its own; None for what is left out."""
        tag = element.tag
        if tag in _THROUGH:
            self._note_way_through(element)
            return element
        if tag == W + "sdt":
            return self._control(element)
        if tag == _MC + "AlternateContent":
            choice = element.find(_MC + "Choice")
            return element.find(_MC + "Fallback") if choice is None else choice
        if tag in _LEFT_OUT:
            self.left_out[_LEFT_OUT[tag]] += 1
        elif tag == W + "drawing" or tag == W + "pict":
            self.left_out[_drawn(element)] += 1
        return None

    def text(self, parent: Any, styles: Styles, hidden: bool) -> str:
        """``hidden``: as the style of the paragraph says."""
        parts: list[str] = []
        for child in parent.iterchildren():
            if child.tag == W + "r":
                parts.append(self._run(child, styles, hidden))
                continue
            if child.tag == W + "fldSimple" and not _points(child.get(W + "instr", "")):
                self._note_field(child.get(W + "instr", ""))
                continue
            inner = self.inside(child)
            if inner is not None:
                parts.append(self.text(inner, styles, hidden))
        return "".join(parts)

    def _run(self, run: Any, styles: Styles, hidden: bool) -> str:
        properties = run.find(W + "rPr")
        if properties is not None:
            own = is_hidden(properties)
            style = value_of(properties.find(W + "rStyle"))
            hidden = own if own is not None else hidden or bool(style and styles.of(style).hidden)
        text = self._shown(run, styles, hidden)
        if hidden and text.strip():
            self.left_out["hidden"] += 1
        return "" if hidden else text

    def _shown(self, run: Any, styles: Styles, hidden: bool) -> str:
        parts: list[str] = []
        for child in run.iterchildren():
            tag = child.tag
            if tag == W + "t":
                parts.append(child.text or "")
            elif tag in _SIGNS:
                parts.append(_SIGNS[tag])
            elif tag in _NOTES and self._notes and not hidden:
                parts.append(self._call(_NOTES[tag], child.get(W + "id", "")))
            elif tag == W + "fldChar":
                self._mark(child.get(W + "fldCharType"))
            elif tag == W + "instrText":
                self._ask(child.text or "")
            elif tag == W + "ruby":
                self.left_out["readings"] += 1
                base = child.find(W + "rubyBase")
                parts.append("" if base is None else self.text(base, styles, hidden))
            else:
                inner = self.inside(child)
                if inner is not None:
                    parts.append(self._shown(inner, styles, hidden))
        return "".join(parts) if all(field.shows for field in self._fields) else ""

    def _call(self, part: str, number: str) -> str:
        label = f"{part[0]}{number[:8]}"
        self.called.setdefault(label, (part, number))
        return call(label)

    def _mark(self, kind: str | None) -> None:
        if not self._knows_fields:
            return
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begins_to_show()
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if not _points(field.asked):
                self._note_field(field.asked)
            elif _word(field.asked) == "HYPERLINK":
                self.left_out["links"] += 1

    def _ask(self, instruction: str) -> None:
        if self._fields:
            self._fields[-1].asked += instruction

    def _note_field(self, instruction: str) -> None:
        if not any(_word(field.asked) == "TOC" for field in self._fields):  # its page numbers are fields of their own
            self.left_out["contents" if _word(instruction) == "TOC" else "fields"] += 1

    def _note_way_through(self, element: Any) -> None:
        if element.tag in (W + "ins", W + "moveTo"):
            self.left_out["inserted"] += 1
        elif element.tag == W + "hyperlink" and len(element.attrib):
            self.left_out["links"] += 1

    def _control(self, control: Any) -> Any | None:
        """A content control: an empty one shows what is to be filled in, a bound one what the file says of itself."""
        properties = control.find(W + "sdtPr")
        if properties is not None:
            if properties.find(W + "showingPlcHdr") is not None:
                self.left_out["blanks"] += 1
                return None
            bound = properties.find(W + "dataBinding")
            if bound is not None and any(word in bound.get(W + "xpath", "").lower() for word in _PERSONS):
                self.left_out["authors"] += 1
                return None
            gallery = value_of(properties.find(f"{W}docPartObj/{W}docPartGallery"))
            if gallery == "Table of Contents":
                self.left_out["contents"] += 1
                return None
        return control.find(W + "sdtContent")


class _Field:
    """Its instruction is never text; its result is, if it points."""

    def __init__(self) -> None:
        self.asked = ""
        self.shows = False

    def begins_to_show(self) -> None:
        self.shows = _points(self.asked)


def _word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def _points(instruction: str) -> bool:
    return _word(instruction) in _POINTING


def _drawn(element: Any) -> str:
    for what, tags in (
        ("text boxes", (W + "txbxContent",)),
        ("pictures", (_A + "blip", _V + "imagedata")),
    ):
        if any(next(element.iter(tag), None) is not None for tag in tags):
            return what
    data = next(element.iter(_A + "graphicData"), None)
    return "charts" if data is not None and "picture" not in data.get("uri", "") else "pictures"
