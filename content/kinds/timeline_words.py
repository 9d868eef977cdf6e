"""What a keeper is told about a timeline."""

from __future__ import annotations

_FORMS = "写 1921、1921年7月 或 1921-07-23"


def about(text: str) -> str:
    return f"“{text[:20]}”不准：{_FORMS}，拿不准的只写到年或月，前面的话写在“标题”里"


def unreadable(text: str) -> str:
    return f"“{text[:20]}”不是时间：{_FORMS}"


def january_or_october(year: int) -> str:
    return f"表格里是数字 {year}.1，分不清 1 月还是 10 月：写 {year}年1月 或 {year}年10月"
