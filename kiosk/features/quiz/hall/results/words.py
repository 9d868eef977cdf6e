"""What the keeper and the person read of kept results."""

from __future__ import annotations

from collections.abc import Iterable

ACTION = "自己存的自测结果"
COPY = "自测结果.txt"
COPY_HEAD = "您让大厅替您存的自测结果"


def result_lines(title: str, day: str, points: int, right: int, total: int) -> str:
    return f"{day}  {title}：{points} 分，{total} 题答对 {right} 题"


def topic_lines(topics: Iterable[tuple[str, int, int]]) -> list[str]:
    return [f"    {tag or '其他'}：{asked} 题答对 {right} 题" for tag, right, asked in topics]
