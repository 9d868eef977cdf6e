"""Every statement of the starter bank with its source: ``python -m content.packs.starter_source.sources`` writes it
to SOURCES.md beside this file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

from content.banks.model import Item, Kind
from content.banks.words import KINDS
from content.packs.starter_source.bank import GAP, Source, Written, written

TABLE = Path(__file__).with_name("SOURCES.md")
READ_ON = dt.date(2026, 11, 30)


def text() -> str:
    """The whole table as Markdown."""
    everything = written()
    ready = [one for one in everything if not one.unread]
    kinds = Counter(one.item.kind for one in ready)
    counts = "，".join(f"{name} {kinds[Kind(kind)]} 题" for kind, name in KINDS.items())
    return "\n".join(
        [
            "# 自带题库的来源",
            "",
            "每题写时都读过来源的条文，没有读到的标为待核，不放进题库。",
            f"条文在 {READ_ON} 读过，那时没有找到比表里更晚的修改；条文以后有修改的，请改题或停用。",
            "这张表由 `python -m content.packs.starter_source.sources` 从 questions.toml 生成，不要直接改。",
            "",
            f"可以出的题 {len(ready)} 题：{counts}。",
            f"**待核 {len(everything) - len(ready)} 题**，见最后一张表。",
            "",
            *_documents(everything),
            *_statements(ready),
            *_unread([one for one in everything if one.unread]),
        ]
    )


def _documents(everything: list[Written]) -> list[str]:
    used: dict[Source, int] = {}
    for one in everything:
        used[one.source] = used.get(one.source, 0) + (not one.unread)
    rows = [f"| {s.title} | {s.date} | {s.edition} | {s.read} | {count} |" for s, count in used.items()]
    return ["## 文件", "", "| 文件 | 日期 | 版本 | 读到的文本 | 题数 |", "| --- | --- | --- | --- | --- |", *rows, ""]


def _statements(ready: list[Written]) -> list[str]:
    rows = [
        f"| {one.item.id} | {KINDS[one.item.kind]} | {one.item.stem.replace(GAP, '（　）')} | {_answer(one.item)} "
        f"| {one.item.explanation} | {one.source.title}{one.place}，{one.source.date} |"
        for one in ready
    ]
    head = ["| 题号 | 题型 | 题干 | 答案 | 解析 | 来源 |", "| --- | --- | --- | --- | --- | --- |"]
    return ["## 题目", "", *head, *rows, ""]


def _answer(item: Item) -> str:
    if item.blanks:
        return "；".join(" / ".join(texts) for texts in item.blanks)
    return (" → " if item.kind is Kind.ORDER else "、").join(item.answer_texts())


def _unread(unread: list[Written]) -> list[str]:
    rows = [f"| {one.item.id} | {one.item.stem} | {one.source.title}{one.place} | {one.unread} |" for one in unread]
    head = ["| 题号 | 题干 | 来源 | 缺什么 |", "| --- | --- | --- | --- |"]
    return ["## 待核", "", *head, *rows, ""]


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
