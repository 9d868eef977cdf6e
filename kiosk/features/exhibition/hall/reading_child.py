"""The limited child that opens a file for a pack: a text, a picture or a bank comes in, what may be published goes out.

Run as a script by `reading`, one process a file. On stdin a line of JSON (`name`; `kind`, empty where nobody said),
then the content; on stdout a line of JSON (`content.kinds.incoming.Incoming` without its bytes, and their number; or
`refused`), then these bytes, and of a picture a small one for lists, as many as `small` says. Of papers the line has
`papers`, and the bytes are a ``papers.toml``; of a film's subtitles `subtitles`, and the bytes are an .srt. Before it
decodes it closes the doors of `core.limited`.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

MEMORY_BYTES = 800_000_000
"""As a ledger's: the hall service and its children have 1 GB together (kiosk-hall.service)."""
CPU_SECONDS = 60
LONGEST_REASON, MOST_REASONS = 500, 100
"""As `reading` takes them."""
_PAPERS = frozenset({".xlsx", ".toml"})
_SHEETS = frozenset({".zip", ".sheet"})
"""With pictures beside."""


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[4]))
    from kiosk.core.limited.profiles import bytes_only

    warnings.simplefilter("ignore")
    told = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    bring_for(Path(told["name"]).suffix.lower())
    bytes_only(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    facts, kept = _read(told["name"], told["kind"], content)
    out.write(json.dumps(facts, ensure_ascii=False).encode("utf-8", "replace") + b"\n" + kept)
    out.flush()


def bring_for(suffix: str) -> None:
    """Every import there will be, also those that Python and Pillow put off: after `bytes_only` no file opens."""
    import codecs

    from content.banks.bringing import bring_libraries
    from content.banks.table_reader import BANK_ENDINGS
    from content.kinds import incoming, subtitles  # noqa: F401
    from content.texts.decoding import ENCODINGS

    for encoding in (*ENCODINGS, "cp437"):
        codecs.lookup(encoding)
    if suffix in incoming.TEXTS:
        import docx.opc.constants  # noqa: F401
        import markdown_it

        import content.texts.document
        import content.texts.markdown

        markdown_it.MarkdownIt("commonmark").render("*a*")  # it reads its tables of characters when first used
    if suffix in (*incoming.TEXTS, *BANK_ENDINGS, *_SHEETS):
        bring_libraries()
        if suffix in _PAPERS:
            _bring_papers()
    elif suffix in _PAPERS:
        _bring_papers()
    if suffix not in (*incoming.TEXTS, *BANK_ENDINGS, *_PAPERS):
        import content.kinds.small  # noqa: F401
        from content.pictures.bringing import bring_decoders

        bring_decoders()


def _bring_papers() -> None:
    import python_calamine  # noqa: F401

    import content.pack.paper_writing
    import content.pack.papers_in  # noqa: F401


def _read(name: str, kind: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    from content.kinds.kind import ItemRefused

    try:
        return _papers(name, kind, content) or _subtitles(name, content) or _exhibit(name, kind, content)
    except ItemRefused as refused:
        return {"refused": str(refused)}, b""
    except MemoryError:
        return {"refused": ""}, b""


def _papers(name: str, kind: str, content: bytes, *, anyway: bool = False) -> tuple[dict[str, Any], bytes] | None:
    """None: it holds none. `anyway`: whatever it is called. Raises ItemRefused."""
    if Path(name).suffix.lower() not in _PAPERS:
        return None
    from content import words
    from content.kinds.kind import ItemRefused
    from content.pack.paper_writing import papers_text
    from content.pack.papers_in import is_called_so, papers_in

    found = papers_in(name, content) if anyway or is_called_so(name) else None
    if found is None:
        return None
    if kind:
        raise ItemRefused(words.IS_PAPERS)
    told = [str(one)[:LONGEST_REASON] for one in (*found.problems, *found.reminders)][:MOST_REASONS]
    kept = papers_text(found.plans).encode()
    return {"papers": len(found.plans), "left_out": told, "bytes": len(kept)}, kept


def _subtitles(name: str, content: bytes) -> tuple[dict[str, Any], bytes] | None:
    """None: it is called like something else. Raises ItemRefused."""
    from content.kinds import subtitles

    if Path(name).suffix.lower() not in subtitles.SUFFIXES:
        return None
    cues = subtitles.of_bytes(content)
    kept = subtitles.written(cues).encode()
    return {"subtitles": len(cues), "name": str(Path(name).with_suffix(".srt")), "bytes": len(kept)}, kept


def _exhibit(name: str, kind: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    from content.kinds.incoming import incoming
    from content.kinds.kind import ExhibitKind, ItemRefused

    try:
        found = incoming(name, content, ExhibitKind(kind) if kind else None)
    except ItemRefused:
        if papers := _papers(name, kind, content, anyway=True):  # no question in it, and called as any sheet is
            return papers
        raise
    facts = {"name": found.name, "kind": found.kind, "size": found.size, "left_out": found.left_out}
    small = _small(found.content) if found.size != (0, 0) else b""
    sizes = {"is_text": bool(found.text), "bytes": len(found.content), "small": len(small)}
    return facts | sizes, found.content + small


def _small(content: bytes) -> bytes:
    from content.kinds.kind import ItemRefused
    from content.kinds.small import small

    try:
        return small(content)
    except (ItemRefused, MemoryError):  # it is shown all the same; the list has a sign of its kind instead
        return b""


if __name__ == "__main__":
    main()
