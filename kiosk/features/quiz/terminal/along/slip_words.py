"""What the quiz's slips say; slips are Chinese."""

from __future__ import annotations

GO_ON = "接着做的小票"
MISTAKES = "错题小抄"


def stands(paper: str, answered: int, total: int) -> str:
    return f"{paper}，{total} 题做了 {answered} 题"


def how_to_go_on(until: str) -> tuple[str, ...]:
    return (
        f"用到 {until}，只能用一次，",
        "只在打这张小票的机器上：进“党性体检”，",
        "点“凭小票接着做”，输入上面 8 个数字。",
        "机器里没有记您的名字。",
    )


SCAN = "用手机扫一扫，文字就到手机里，不用网络"
CUT = "…"


def of_paper(paper: str, first: int, last: int, total: int) -> str:
    """Which of the mistakes stand here."""
    if (first, last) == (1, total):
        return f"{paper}，错了 {total} 题"
    some = f"第 {first} 题" if first == last else f"第 {first} 到 {last} 题"
    return f"{paper}，错了 {total} 题，这张是其中{some}"


def right_answer(parts: tuple[str, ...], *, ordered: bool) -> str:
    return f"答：{(' → ' if ordered else '；').join(parts)}"
