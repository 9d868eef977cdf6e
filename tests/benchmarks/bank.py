"""Question banks: a keeper's spreadsheet read and validated, the pack's own form, and what comes out silently wrong."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks import bank_draw, bank_statistics
from tests.benchmarks.table import Row

NAME = "bank"
ITEMS, TURNS, DRAWN = 10_000, 9, 600
GOAL_READ = 3.0


def rows() -> list[Row]:
    """Takes about a minute."""
    return [*_read_rows(), *bank_draw.rows(), *bank_statistics.rows(), *_truth_rows()]


def _read_rows() -> list[Row]:
    import python_calamine as calamine

    from content.banks.bank_file import own_bytes
    from content.banks.table_reader import read_bank
    from kiosk.core.banks.reading import read_file

    content, path = sheet_of(ITEMS), Path("题库.xlsx")
    bank = read_bank(path, content=content)
    assert len(bank) == ITEMS and not bank.findings
    kept = own_bytes(bank)

    def bare() -> object:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]

    ours, whole, alone, own, plain = _in_turn(
        lambda: read_bank(path, content=content),
        lambda: read_file(path, content),
        bare,
        lambda: read_bank(Path("a.bank.json"), content=kept),
        lambda: json.loads(kept),
    )
    return [
        Row(f"{ITEMS:,}-row .xlsx read and validated, best; baseline: python-calamine's bare read", ours, "ms", alone,
            ours / alone, f"≤ {GOAL_READ:g}×", ours <= GOAL_READ * alone),
        Row("the same by `kiosk bank check`'s limited child, its start included", whole, "ms", alone, whole / alone),
        Row(f"{ITEMS:,} items of a pack's own form read and validated, best; baseline: json.loads", own, "ms", plain,
            own / plain),
    ]  # fmt: skip


def _truth_rows() -> list[Row]:
    from tests.content.banks.dressed_text import WRITERS
    from tests.content.banks.test_generated import sheets_judged, texts_judged

    tallies = [sheets_judged(range(DRAWN)), *(texts_judged(name, range(DRAWN // 20)) for name in WRITERS)]
    silent = sum(len(tally.silent) for tally in tallies)
    total = sum(tally.counts.total() for tally in tallies)
    what = f"items that differ from the truth and are not told, of {total:,} dressed and spoiled in every manner"
    return [Row(what, silent, "", goal="0", met=not silent)]


def sheet_of(count: int) -> bytes:
    """A spreadsheet of twelve columns as banks have them, of three kinds of question."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("题库")
    sheet.append(
        ["题号", "题型", "题干", *(f"选项{letter}" for letter in "ABCD"), "答案", "解析", "难度", "分类", "来源"]
    )
    for at in range(count):
        kind = ("单选题", "多选题", "判断题", "单选题")[at % 4]
        options = [f"选项{letter}的内容第{at}种" for letter in "甲乙丙丁"] if kind != "判断题" else [None] * 4
        stem = f"演示题目第{at}问：下面关于社区服务的说法，哪一项是对的（　）？"
        why = f"依据条例第{at % 90}条，这里写两句解释给大家看。"
        answer = ("B", "ACD", "对", "D")[at % 4]
        sheet.append([at + 1, kind, stem, *options, answer, why, "易中难"[at % 3], "党史", "演示来源"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_turn(*works: Callable[[], Any]) -> list[float]:
    """The best milliseconds of each, measured one after the other, so that a busy moment of the machine meets all."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for work, times in zip(works, taken, strict=True):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
    return [1000 * min(times) for times in taken]
