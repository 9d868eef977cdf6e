"""Every statement of the starter pack with its source: ``python -m content.packs.starter_source.sources_table`` writes
it to SOURCES.md beside this file."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from content.banks.model import Item, Kind
from content.banks.words import KINDS
from content.packs.starter_source.bank import GAP, Written, written
from content.packs.starter_source.facts import Fact, facts
from content.packs.starter_source.sources import sources

TABLE = Path(__file__).with_name("SOURCES.md")
READ_ON = dt.date(2026, 11, 30)


def text() -> str:
    """The whole table as Markdown."""
    questions, statements = written(), facts()
    asked = [one for one in questions if not one.unread]
    said = [one for one in statements if not one.unread]
    kinds = Counter(one.item.kind for one in asked)
    counts = "，".join(f"{name} {kinds[Kind(kind)]} 题" for kind, name in KINDS.items())
    return "\n".join(
        [
            "# 自带内容的来源",
            "",
            "每题、每句写时都读过来源的条文；没有读到的标为待核，不放进题库，也不写进文章。",
            f"条文在 {READ_ON} 读过，那时没有找到比表里更晚的修改；条文以后有修改的，请改或停用。",
            "这张表由 `python -m content.packs.starter_source.sources_table` 从 sources.toml、questions.toml 和",
            "facts*.toml 生成，不要直接改。",
            "",
            f"可以出的题 {len(asked)} 题：{counts}。",
            f"文章、长图、时间线里的事实 {len(said)} 条。",
            f"**待核 {len(questions) - len(asked)} 题、{len(statements) - len(said)} 条**，见最后两张表。",
            "",
            *_documents(questions, statements),
            *_questions(asked),
            *_statements(said),
            *_unread_questions([one for one in questions if one.unread]),
            *_unread_statements([one for one in statements if one.unread]),
        ]
    )


def _documents(questions: Iterable[Written], statements: Iterable[Fact]) -> list[str]:
    asked = Counter(one.source for one in questions if not one.unread)
    said = Counter(one.source for one in statements if not one.unread)
    rows = (f"| {s.title} | {s.date} | {s.edition} | {s.read} | {asked[s]} | {said[s]} |" for s in sources().values())
    return _table("文件", ("文件", "日期", "版本", "读到的文本", "题数", "条数"), rows)


def _questions(asked: list[Written]) -> list[str]:
    rows = (
        f"| {one.item.id} | {KINDS[one.item.kind]} | {one.item.stem.replace(GAP, '（　）')} | {_answer(one.item)} "
        f"| {one.item.explanation} | {one.source.title}{one.place}，{one.source.date} |"
        for one in asked
    )
    return _table("题目", ("题号", "题型", "题干", "答案", "解析", "来源"), rows)


def _statements(said: list[Fact]) -> list[str]:
    rows = (
        f"| {'、'.join(one.items)} | {one.says} | {one.source.title}{one.place}，{one.source.date} "
        f"| {one.holds_until or ''} |"
        for one in said
    )
    return _table("文章、长图、时间线", ("内容", "说了什么", "来源", "到哪天再核对"), rows)


def _answer(item: Item) -> str:
    if item.blanks:
        return "；".join(" / ".join(texts) for texts in item.blanks)
    return (" → " if item.kind is Kind.ORDER else "、").join(item.answer_texts())


def _unread_questions(unread: list[Written]) -> list[str]:
    rows = (f"| {one.item.id} | {one.item.stem} | {one.source.title}{one.place} | {one.unread} |" for one in unread)
    return _table("待核的题", ("题号", "题干", "来源", "缺什么"), rows)


def _unread_statements(unread: list[Fact]) -> list[str]:
    rows = (f"| {'、'.join(one.items)} | {one.says} | {one.source.title}{one.place} | {one.unread} |" for one in unread)
    return _table("待核的句子", ("内容", "说什么", "来源", "缺什么"), rows)


def _table(title: str, head: tuple[str, ...], rows: Iterable[str]) -> list[str]:
    return [f"## {title}", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *rows, ""]


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
