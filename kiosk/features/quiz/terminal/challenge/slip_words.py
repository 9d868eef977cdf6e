"""What the keepsake of a challenge says; slips are Chinese."""

from __future__ import annotations

TITLE = "学习纪念"
DID = "在知识挑战里一口气连对"
PROVES_NOTHING = "只作纪念，不作证明。"
NICKNAME_PICKED = "称呼是自己挑的。"
EVERY_TOPIC = "各类都有"


def count(number: int) -> str:
    return f"{number} 题"


def about(topic: str, timed: bool) -> str:
    return f"{topic or EVERY_TOPIC}，{'计时' if timed else '不计时'}"
