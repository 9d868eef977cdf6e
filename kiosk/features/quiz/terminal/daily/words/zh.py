"""What the question of the day says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

TITLE = "每日一题"
TILE_NOTE = "一天一道，看完讲解就走"
SLIDE = "每日一题，点这里来答"
CHALLENGE = "再来一题挑战"
HOME = "首页"


def on(day: date) -> str:
    return f"　{day.month} 月 {day.day} 日"
