"""《怎么防诈骗》, 1080 px wide, drawn from ``starter/texts/fraud.txt``: it says nothing else.

The text's five parts are known by their order: each has a way of its own to be shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from content.packs.starter_source.drawing import (
    GOLD_INK,
    GOLD_TINT,
    GROUND,
    INK,
    INK_2,
    LINE,
    MARGIN,
    PINE_INK,
    PINE_TINT,
    RED,
    WIDTH,
    Sheet,
    font,
)

TEXT = Path(__file__).parents[1] / "starter" / "texts" / "fraud.txt"
HEAD, HEAD_EDGE, HEAD_2 = "#274A66", "#1C384F", "#E4EDF3"
HEAD_HIGH = 440
NUMBERS = "一二三四五"


@dataclass(frozen=True)
class _Part:
    title: str
    paragraphs: tuple[str, ...]


def draw_poster() -> Image.Image:
    sheet = Sheet(12_000)
    lay_out(sheet)
    return sheet.finish()


def lay_out(sheet: Sheet) -> None:
    """Draws all of it; what is below the sheet's own height is lost."""
    title, opening, parts = _read(TEXT.read_text(encoding="utf-8"))
    tricks, elders, habits, line, already = parts
    _head(sheet, title, opening)
    _tricks(sheet, tricks)
    _elders(sheet, elders)
    _habits(sheet, habits)
    _line(sheet, line)
    _already(sheet, already)
    _foot(sheet)


def _read(text: str) -> tuple[str, str, list[_Part]]:
    """The title, the sentence below it, the parts."""
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    title, opening = (part.strip() for part in head.removeprefix("# ").split("\n", 1))
    told = []
    for part in parts:
        name, *paragraphs = (line.strip() for line in part.splitlines() if line.strip())
        told.append(_Part(name.split("、", 1)[1], tuple(paragraphs)))
    return title, opening, told


def _head(sheet: Sheet, title: str, opening: str) -> None:
    sheet.box(0, 0, WIDTH, HEAD_HIGH, HEAD)
    sheet.box(0, HEAD_HIGH - 24, WIDTH, HEAD_HIGH, HEAD_EDGE)
    sheet.line(title, MARGIN - 6, 212, font(148, "Serif-Bold"), "#FFFFFF")
    sheet.y = 240
    sheet.text(opening.replace("，", "，\n", 1), 52, fill=HEAD_2)
    _telephone(sheet, 884, 176)
    sheet.y = HEAD_HIGH + 48


def _telephone(sheet: Sheet, left: int, top: int) -> None:
    """One that rings, at the right of the head: decoration only."""
    sheet.box(left, top, left + 120, top + 204, "#12283A", 24)
    sheet.box(left + 12, top + 24, left + 108, top + 178, "#DCE8EF", 10)
    sheet.box(left + 39, top + 52, left + 81, top + 94, RED, 21)
    sheet.box(left + 26, top + 114, left + 94, top + 128, "#9DB3C2", 7)
    sheet.box(left + 38, top + 142, left + 82, top + 154, "#9DB3C2", 6)


def _title(sheet: Sheet, place: int, text: str) -> None:
    """Less air below it than between any two things of its part: no page of the screen ends there."""
    sheet.box(MARGIN, sheet.y + 4, MARGIN + 76, sheet.y + 80, HEAD, 20)
    sheet.line(NUMBERS[place], MARGIN + 38, sheet.y + 42, font(48, "Serif-Bold"), "#FFFFFF", "mm")
    sheet.line(text, MARGIN + 104, sheet.y + 63, font(62, "Serif-Bold"), HEAD_EDGE)
    sheet.gap(104)


def _tricks(sheet: Sheet, part: _Part) -> None:
    """Who says it, what is said, and in a strip what to remember."""
    _title(sheet, 0, part.title)
    for paragraph in part.paragraphs:
        told, remember = paragraph.split("记住：")
        name, said = told.split("。", 1)
        sheet.text(name, 50, "Sans-Bold")
        sheet.gap(4)
        sheet.text(said, fill=INK_2)
        sheet.gap(16)
        _strip(sheet, "记住", remember)
        sheet.gap(84)
    sheet.gap(-84)
    sheet.rule()


def _strip(sheet: Sheet, sign: str, text: str) -> None:
    """A tinted box with its sign at the left, as high as its text needs."""
    face, left, right = font(44, "Sans-Bold"), MARGIN + 160, WIDTH - MARGIN - 36
    rows = sheet.wrap(text, face, right - left)
    high = 44 + len(rows) * 64
    sheet.box(MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + high, GOLD_TINT, 24)
    sheet.line(sign, MARGIN + 36, sheet.y + 72, font(40, "Sans-Bold"), GOLD_INK)
    for number, row in enumerate(rows):
        sheet.line(row, left, sheet.y + 72 + number * 64, face, INK)
    sheet.gap(high)


def _elders(sheet: Sheet, part: _Part) -> None:
    """The names that it goes by, two in a row, then what they all come to."""
    named, warning = part.paragraphs
    opening, names = named.split("：", 1)
    _title(sheet, 1, part.title)
    sheet.text(f"{opening}：", fill=INK_2)
    sheet.gap(32)
    half = (WIDTH - 2 * MARGIN - 32) // 2
    for place, name in enumerate(names.rstrip("。").split("，")):
        verb, what = re.fullmatch(r"(.+?)“(.+)”", name).groups()  # type: ignore[union-attr]
        left = MARGIN + place % 2 * (half + 32)
        sheet.box(left, sheet.y, left + half, sheet.y + 172, PINE_TINT, 28)
        sheet.line(verb, left + half // 2, sheet.y + 52, font(40), INK, "mm")
        sheet.line(f"“{what}”", left + half // 2, sheet.y + 116, font(56, "Serif-Bold"), PINE_INK, "mm")
        sheet.gap(204 if place % 2 else 0)
    sheet.gap(16)
    sheet.text(warning, fill=INK_2)
    sheet.rule()


def _habits(sheet: Sheet, part: _Part) -> None:
    _title(sheet, 2, part.title)
    sheet.gap(8)
    for number, paragraph in enumerate(part.paragraphs):
        name, said = paragraph.split("：", 1)
        top = sheet.y
        sheet.box(MARGIN, top, MARGIN + 208, top + 80, HEAD, 24)
        sheet.line(name, MARGIN + 104, top + 40, font(50, "Sans-Bold"), "#FFFFFF", "mm")
        sheet.text(said, left=MARGIN + 252)
        sheet.y = max(sheet.y, top + 80)
        if number + 1 < len(part.paragraphs):
            sheet.gap(36)
            sheet.box(MARGIN + 252, sheet.y, WIDTH - MARGIN, sheet.y + 2, LINE)
            sheet.gap(24)
    sheet.rule()


def _line(sheet: Sheet, part: _Part) -> None:
    """The number to ask, large."""
    number = re.search(r"\d{5}", part.title)
    assert number, part.title
    _title(sheet, 3, part.title)
    sheet.box(MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + 280, PINE_TINT, 28)
    sheet.line(number[0], WIDTH // 2, sheet.y + 140, font(188, "Sans-Bold"), PINE_INK, "mm")
    sheet.gap(280 + 32)
    asked, *others = part.paragraphs
    what, uses = asked.split("。", 1)
    sheet.text(f"{what}。", weight="Sans-Bold")
    for use in uses.rstrip("。").split("；"):
        sheet.gap(16)
        sheet.box(MARGIN + 6, sheet.y + 31, MARGIN + 22, sheet.y + 47, PINE_INK, 8)
        sheet.text(f"{use}。", left=MARGIN + 48)
    for paragraph in others:
        sheet.gap(40)
        sheet.text(paragraph, fill=INK_2)
    sheet.rule()


def _already(sheet: Sheet, part: _Part) -> None:
    _title(sheet, 4, part.title)
    for index, paragraph in enumerate(part.paragraphs):
        name, said = paragraph.split("：", 1)
        top = sheet.y
        sheet.line(name, MARGIN + 92, top + 56, font(54, "Sans-Bold"), INK)
        sheet.y = top + 72
        sheet.text(said, fill=INK_2, left=MARGIN + 92)
        sheet.gap(44)
        if index + 1 < len(part.paragraphs):
            sheet.box(MARGIN + 26, top + 70, MARGIN + 30, sheet.y + 8, LINE)
        sheet.box(MARGIN, top + 8, MARGIN + 56, top + 64, RED, 28)
        sheet.line(str(index + 1), MARGIN + 28, top + 36, font(36, "Sans-Bold"), "#FFFFFF", "mm")
    sheet.gap(20)


def _foot(sheet: Sheet) -> None:
    sheet.box(0, sheet.y, WIDTH, sheet.y + 400, GROUND)
    sheet.gap(36)
    sheet.text("来源：《中华人民共和国反电信网络诈骗法》，", 38, fill=INK_2)
    sheet.text("2019 年至 2025 年公安机关公开的提醒。", 38, fill=INK_2)
    sheet.gap(44)
