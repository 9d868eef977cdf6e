"""What `kiosk bank` says on the console."""

from __future__ import annotations

from collections.abc import Mapping

from content.banks.words import KINDS

FINDING_HEADS = ("", "哪里", "什么")
REFUSED = "【没有用上】"
NO_ITEMS = "没有一道能用的题"
THERE_ALREADY = "{file}：已经有这个文件了"
TEMPLATE_MADE = "已写好 {file}：一行一道题，写完运行 kiosk bank check {file}"
WHOLE_FILE = "整个文件"
_LIST_MARK = "，"


def checked(items: int, by_type: Mapping[str, int], errors: int, warnings: int) -> str:
    kinds = _LIST_MARK.join(f"{KINDS[kind]} {count}" for kind, count in by_type.items())
    return f"{items} 道题能用" + (f"（{kinds}）" if kinds else "") + f"，{errors} 处没有用上，{warnings} 处提醒"


def converted(file: object, items: int, left_out: int) -> str:
    return f"{file}：{items} 道题" + (f"，{left_out} 处没有用上" if left_out else "")


def more(count: int) -> str:
    return f"还有 {count} 处"
