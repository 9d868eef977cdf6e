"""Rows about a .docx of 100 pages, for the benchmark of packs: what our reading costs beside the library's bare one."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.table import Row

PAGES, PARAGRAPHS, TURNS = 100, 12, 15
GOAL = 1.5
_BARE = """
import docx, io, sys
document = docx.Document(io.BytesIO(open(sys.argv[1], "rb").read()))
sum(len(one.text) for one in document.paragraphs)
"""


def docx_rows() -> list[Row]:
    """Takes about ten seconds."""
    from content.texts.read import read
    from kiosk.features.exhibition.hall.reading import read_file

    content = hundred_pages()
    assert not read_file("a.docx", content).refused
    ours, bare = _in_turn(lambda: read("a.docx", content), lambda: _bare(content))
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(content)
        file.flush()
        command = [sys.executable, "-IBc", _BARE, file.name]
        whole, start = _in_turn(lambda: read_file("a.docx", content), lambda: subprocess.run(command, check=True))
    return [
        Row(f"a .docx of {PAGES} pages read, median; baseline: python-docx's paragraphs", ours, "ms", bare, ours / bare,
            goal=f"≤ {GOAL:g}×", met=ours <= GOAL * bare),
        Row("the same in a limited child, its start included; baseline: python-docx in a process of its own", whole,
            "ms", start, whole / start, goal=f"≤ {GOAL:g}×", met=whole <= GOAL * start),
    ]  # fmt: skip


def hundred_pages() -> bytes:
    """Headings, paragraphs of several runs, lists and a table, 700 characters a page, as Word keeps them."""
    import docx

    document: Any = docx.Document()
    for page in range(PAGES):
        document.add_heading(f"第 {page + 1} 节", 1)
        for number in range(PARAGRAPHS):
            paragraph = document.add_paragraph(style="List Number" if number % 4 == 3 else None)
            for words in ("党群服务中心", "当场办结，", "材料齐全的"):
                paragraph.add_run(words * 3).bold = words == "当场办结，"
    cells = document.add_table(10, 3)._cells
    for number, cell in enumerate(cells):
        cell.text = f"格 {number}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _bare(content: bytes) -> int:
    import docx

    document: Any = docx.Document(io.BytesIO(content))
    return sum(len(paragraph.text) for paragraph in document.paragraphs)


def _in_turn(*works: Callable[[], object]) -> list[float]:
    """Median milliseconds of each, measured one after the other, so that a busy moment of the machine meets all."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [1000 * statistics.median(times) for times in taken]
