"""Invented letters of the invented people, drawn at set-up of a demonstration; every page says 演示样张.

    write_letters(folder, people)        # files as a keeper's scanner would name them, for `records scans`

The words were written for this project; nobody wrote them by hand, and nobody is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.features.membership.demo.people import DemoPerson
from kiosk.ui import font_files

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1100, 1556  # px: A4
LINE, MARGIN, TOP, LETTER = 100, 110, 150, 46
LINES_A_PAGE = 12
PAPER, RULE, INK, MARK = "#fbf5e6", "#e0a9a0", "#2b2b4a", "#eccfc4"
SAMPLE = "演示样张"
AT_THE_RIGHT = "\t"

APPLICATION = """
敬爱的党组织：
我自愿申请加入中国共产党。我生在云溪里，街坊们看着我长大。小时候家里困难，是邻居们轮流送来饭菜，让我懂得有难处时有人伸手是什么滋味。
从那时起，我也想做一个先伸手的人。去年站里办夜校，我报名教识图，每周两个晚上，一共教了三十二课，有九位工友拿到了等级证书。
我知道自己还有不少缺点：性子急，读书少，和人争论起来不让步。我会按照党章的要求，一件一件地改。
如果党组织批准，我一定好好干；如果暂时没有批准，说明我还有差距，我会继续努力。
请党组织考验我。
"""
VOLUNTEER = """
我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定。
入党以后，我愿意把街坊的事当成自己的事：修路灯，通水管，教孩子认字，哪里需要就到哪里去。
"""
FULL = """
敬爱的党支部：
我的预备期满一年了。这一年里我参加了支部的每一次学习，带着三位年轻人修好了院里的水泵，也学会了先听别人把话说完。
我申请按期转为正式党员，请支部审查。
"""


def write_letters(folder: Path, people: tuple[DemoPerson, ...]) -> None:
    """Three papers of the first of them. Raises FontsMissing, OSError."""
    first = people[0]
    written = (
        ("入党申请书", APPLICATION, first.dates[0]),
        ("入党志愿书", VOLUNTEER, first.dates[3]),
        ("转正申请书", FULL, first.dates[4]),
    )
    for title, text, day in written:
        _write(folder, first, title, text, day)


def write_waiting(folder: Path, people: tuple[DemoPerson, ...]) -> None:
    """One page of the second of them, for the page on which a keeper approves. Raises as `write_letters`."""
    second = people[1]
    _write(folder, second, "入党志愿书", VOLUNTEER, second.dates[3])


def pages(title: str, text: str, name: str, day: str) -> Iterator[Image]:
    """The letter on ruled paper, signed and dated."""
    lines = [line for paragraph in text.strip().splitlines() for line in _wrapped(paragraph)]
    lines += ["", f"{AT_THE_RIGHT}申请人：{name}（演示）", f"{AT_THE_RIGHT}{_chinese_day(day)}"]
    for number, start in enumerate(range(0, len(lines), LINES_A_PAGE), 1):
        yield _page(title if number == 1 else "", lines[start : start + LINES_A_PAGE], number)


def _write(folder: Path, person: DemoPerson, title: str, text: str, day: str) -> None:
    place = folder / person.id_number
    place.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(pages(title, text, person.name, day), 1):
        page.save(place / f"{title}_{number}.jpg", quality=80)


def _page(title: str, lines: list[str], number: int) -> Image:
    from PIL import Image, ImageDraw

    page = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(page)
    _stamp(page)
    if title:
        pen.text((WIDTH // 2, TOP - 40), title, INK, _font(60), "mm")
    for at in range(LINES_A_PAGE):
        base = TOP + (at + 1) * LINE
        pen.line((MARGIN, base + 14, WIDTH - MARGIN, base + 14), RULE, 3)
        if at < len(lines):
            right = lines[at].startswith(AT_THE_RIGHT)
            place, side = ((WIDTH - MARGIN, base), "rs") if right else ((MARGIN, base), "ls")
            pen.text(place, lines[at].removeprefix(AT_THE_RIGHT), INK, _font(LETTER), side)
    pen.text((WIDTH // 2, HEIGHT - 60), f"第 {number} 页", RULE, _font(32), "mm")
    return page


def _stamp(page: Image) -> None:
    """Across the whole sheet, under the ink: no part of it can be taken for a real letter."""
    from PIL import Image, ImageDraw

    mark = Image.new("L", (420, 120))
    ImageDraw.Draw(mark).text((210, 60), SAMPLE, 255, _font(88), "mm")
    turned = mark.rotate(20, expand=True)
    for at in range(3):
        page.paste(MARK, (160 + 190 * at, 260 + 430 * at), turned)


def _wrapped(paragraph: str) -> Iterator[str]:
    """Lines of a letter: two letters' indent, no mark at the beginning of a line."""
    most = (WIDTH - 2 * MARGIN) // LETTER
    rest = paragraph if paragraph.endswith("：") else "　　" + paragraph
    while rest:
        cut = most - 1 if len(rest) > most and rest[most] in "，。：；、" else most
        yield rest[:cut]
        rest = rest[cut:]


def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_files.path("regular"), size)


def _chinese_day(day: str) -> str:
    if len(day) < 10:
        return "".join(f"{int(part)} {unit} " for part, unit in zip(day.split("-"), "年月", strict=False)).strip()
    when = date.fromisoformat(day)
    return f"{when.year} 年 {when.month} 月 {when.day} 日"
