"""A draft that begins as the pack 模板 does: every kind once, to be written over.

    begin(drafts, "spring", "春天", by)      # raises PackRefused, OSError

The files came with the program and are no stranger's, so they are read here; what becomes of them is what becomes of an
editor's own: a document is its text, a spreadsheet with its pictures one file.
"""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath

from content.kinds import filled
from content.kinds.incoming import incoming
from content.kinds.kind import ExhibitKind
from content.kinds.small import small
from content.kinds.table import SHEETS
from content.pack.entry import Entry
from content.pack.paper_writing import papers_text
from content.pack.papers import read_papers
from content.pack.writing import entry_table
from content.packs.template import TEMPLATE, of_template
from content.tables.bundle import ENDING
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import Change, Drafts

_PICTURES = (ExhibitKind.IMAGE, ExhibitKind.POSTER)
_TEXTS = (ExhibitKind.ARTICLE, ExhibitKind.DOCUMENT)


def begin(drafts: Drafts, name: str, title: str, by: int | None = None) -> None:
    """A new pack with the items and papers of the template; blocks for about a second.

    Raises PackRefused: there is one of that name, or no room; OSError.
    """
    if drafts.room.now().left < 2 * sum(path.stat().st_size for path in TEMPLATE.rglob("*")):
        raise PackRefused("quota")
    drafts.make(name, title, by)
    for entry in of_template().entries:
        with tempfile.TemporaryDirectory(dir=drafts.home, prefix=".template-") as place:
            drafts.save(name, 0, _change(entry, Path(place)), by)
    drafts.keep_papers(name, "", papers_text(read_papers(TEMPLATE).plans), by)


def _change(entry: Entry, place: Path) -> Change:
    """A new item, its files staged in `place`."""
    called, content, for_lists = _read(entry)
    (place / "file").write_bytes(content)
    beside = {}
    for key, name in (("text", entry.text_file), ("subtitles", entry.subtitle_file)):
        if name:
            beside[key] = place / key
            beside[key].write_bytes((TEMPLATE / name).read_bytes())
    written = {key: value for key, value in entry_table(entry).items() if key != "id"}
    written |= {"source_date": str(entry.source_date), "file": called}
    return Change("", written, place / "file", beside.get("text"), for_lists, beside.get("subtitles"))


def _read(entry: Entry) -> tuple[str, bytes, bytes]:
    """Name and bytes of what is published, and a small picture for lists."""
    path = TEMPLATE / entry.file
    if entry.kind in SHEETS:
        made, pictures = filled.packed(entry.kind, SHEETS[entry.kind], path)
        called = str(PurePath(path.name).with_suffix(ENDING))
        return called, made, small(pictures[0].read_bytes()) if pictures else b""
    content = path.read_bytes()
    if entry.kind in _TEXTS:
        found = incoming(path.name, content, entry.kind)
        return found.name, found.content, b""
    return path.name, content, small(content) if entry.kind in _PICTURES else b""
