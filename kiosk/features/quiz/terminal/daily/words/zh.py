"""What the question of the day says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

TITLE = "每日一题"
TILE_NOTE, LARGE_NOTE = "一天一道", "一天一道，答完看讲解"
SLIDE = "每日一题，点这里来答"
CHALLENGE = "去做知识挑战"
HOME = "首页"


def on(day: date) -> str:
    return f"　{day.month} 月 {day.day} 日"


def lettered(letter: str, option: str) -> str:
    """An option on the slide."""
    return f"{letter}　{option}"
