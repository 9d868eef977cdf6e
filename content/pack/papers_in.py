"""A file that somebody hands in by itself, looked at for papers: 试卷.xlsx, a copy of it, or ``papers.toml``.

    found = papers_in("试卷 (1).xlsx", content)       # None: it is something else
    papers_text(found.plans)                          # as a pack keeps them

What a workbook holds counts, and not its name: many a keeper calls a bank of questions 试卷.
"""

from __future__ import annotations

from pathlib import PurePath

from content import words
from content.kinds.kind import ItemRefused
from content.pack.paper_sheet import PAPER_SHEET, is_paper_sheet
from content.pack.papers import MOST_BYTES, PAPERS, Papers, parse_papers, parse_sheet

__all__ = ["is_called_so", "papers_in"]

_SHEETS = PurePath(PAPER_SHEET).suffix
_STEM = PurePath(PAPER_SHEET).stem


def is_called_so(name: str) -> bool:
    """Whether it is to be looked at for papers before anything else."""
    path = PurePath(name.lower())
    return path.name == PAPERS or (path.suffix == _SHEETS and path.name.startswith(_STEM))


def papers_in(name: str, content: bytes) -> Papers | None:
    """What is wrong with a paper is in it. Raises ItemRefused: nothing of it can be used, and why."""
    path = PurePath(name.lower())
    if path.name == PAPERS:
        if len(content) > MOST_BYTES:
            raise ItemRefused(words.too_long(MOST_BYTES // 3))
        return _used(parse_papers(content))
    return _used(parse_sheet(content)) if path.suffix == _SHEETS and is_paper_sheet(content) else None


def _used(found: Papers) -> Papers:
    if not found.plans:
        raise ItemRefused("；".join(map(str, found.problems[:3])) or words.ONLY_EXAMPLE)
    return found
