"""What the tree's page says to a visitor: Chinese."""

from __future__ import annotations

HERE, HERE_BELOW = "您在这里", "您在这下面"
UP = "上一级"
TO_HERE = "去我这一级"


def below(own: int, every: int) -> str:
    """How many stand under it: directly, and in all."""
    if not own:
        return "下面没有了"
    return f"下面有 {own} 个" if own == every else f"下面有 {own} 个，一共 {every} 个"


def row_end(own: int) -> str:
    return f"下面 {own} 个" if own else ""
