"""《党费怎么算》, 1080 px wide. Every figure is from the 2008 regulation named at its foot.

Its text version is ``starter/texts/fee.txt``; a test holds the two to the same numbers.
"""

from __future__ import annotations

from PIL import Image

from content.packs.starter_source.drawing import (
    GOLD_INK,
    GOLD_TINT,
    GROUND,
    INK,
    INK_2,
    LINE,
    MARGIN,
    PINE,
    PINE_INK,
    PINE_TINT,
    RED,
    WIDTH,
    Sheet,
    font,
)

WAGES = (("3000 元及以下", 0.5), ("3000 到 5000 元", 1.0), ("5000 到 10000 元", 1.5), ("10000 元以上", 2.0))
LEAST_BAR = 160  # px: a shorter one has no air around its figure, which then stands behind it
PENSIONS = (("5000 元及以下", 0.5), ("5000 元以上", 1.0))
SOURCE = "来源：《关于中国共产党党费收缴、使用和管理的规定》\n2008 年 4 月 1 日起施行"


def draw_poster() -> Image.Image:
    sheet = Sheet(9000)
    _head(sheet)
    _wages(sheet)
    _pensions(sheet)
    _small_fixed(sheet)
    _other_incomes(sheet)
    _how_to_pay(sheet)
    _questions(sheet)
    _foot(sheet)
    return sheet.finish()


def _head(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, 760, PINE)
    sheet.box(0, 736, WIDTH, 760, PINE_INK)
    sheet.box(MARGIN, 96, MARGIN + 232, 168, GOLD_TINT, 14)
    sheet.line("一图读懂", MARGIN + 116, 132, font(46, "Sans-Bold"), GOLD_INK, "mm")
    sheet.line("党费怎么算", MARGIN - 6, 372, font(156, "Serif-Bold"), "#FFFFFF")
    sheet.line("先看自己属于哪一种，再乘比例", MARGIN, 478, font(52), "#E9F3EF")
    _coins(sheet)
    sheet.line("三步就能算清：", MARGIN, 590, font(46, "Sans-Bold"), "#FFFFFF")
    sheet.line("找基数　看档次　乘比例", MARGIN, 660, font(46), "#E9F3EF")
    sheet.y = 760 + 64


def _coins(sheet: Sheet) -> None:
    """A small pile at the right of the head: decoration only."""
    for row, (left, count) in enumerate(((834, 2), (806, 3))):
        for step in range(count):
            top = 640 - step * 34 - (0 if row else 26)
            x = left + row * 104
            sheet.box(x, top, x + 116, top + 40, "#C9A25A", 20)
            sheet.box(x, top - 8, x + 116, top + 26, "#F2C078", 17)


def _title(sheet: Sheet, number: str, text: str) -> None:
    sheet.box(MARGIN, sheet.y + 4, MARGIN + 76, sheet.y + 80, PINE, 20)
    sheet.line(number, MARGIN + 38, sheet.y + 42, font(48, "Serif-Bold"), "#FFFFFF", "mm")
    sheet.line(text, MARGIN + 104, sheet.y + 63, font(62, "Serif-Bold"), PINE_INK)
    sheet.gap(104)


def _bars(sheet: Sheet, rates: tuple[tuple[str, float], ...]) -> None:
    """A label and a bar as long as its rate: 2% is the full width."""
    left, full = MARGIN + 400, WIDTH - MARGIN - (MARGIN + 400)
    for label, rate in rates:
        sheet.line(label, MARGIN, sheet.y + 62, font(46), INK)
        end = left + round(full * rate / 2)
        sheet.box(left, sheet.y, end, sheet.y + 88, PINE, 16)
        start, ink = (left + 16, "#FFFFFF") if end - left > LEAST_BAR else (end + 16, PINE_INK)
        sheet.line(f"{rate:g}%", start, sheet.y + 44, font(44, "Sans-Bold"), ink, "lm")
        sheet.gap(120)


def _box(sheet: Sheet, title: str, rows: tuple[tuple[str, str], ...], tint: str, ink: str) -> None:
    """A tinted box: each row is a text and what comes out at its right."""
    height = 56 + 70 + len(rows) * 76 + 24
    sheet.box(MARGIN, sheet.y, WIDTH - MARGIN, sheet.y + height, tint, 28)
    sheet.line(title, MARGIN + 44, sheet.y + 84, font(46, "Sans-Bold"), ink)
    for index, (text, result) in enumerate(rows):
        base = sheet.y + 84 + 82 + index * 76
        sheet.line(text, MARGIN + 44, base, font(46), INK)
        sheet.line(result, WIDTH - MARGIN - 44, base, font(50, "Sans-Bold"), INK, "rs")
    sheet.gap(height)


def _wages(sheet: Sheet) -> None:
    _title(sheet, "一", "每月领工资的党员")
    sheet.text("用税后工资里相对固定的部分作基数\n（就是拿来乘比例的那个数）。", fill=INK_2)
    sheet.gap(44)
    _bars(sheet, WAGES)
    sheet.gap(16)
    rows = (("税后 2800 元：2800 × 0.5%", "14 元"), ("税后 4000 元：4000 × 1%", "40 元"))
    more = (("税后 8000 元：8000 × 1.5%", "120 元"), ("税后 12000 元：12000 × 2%", "240 元"))
    _box(sheet, "算一算，每月交多少", rows + more, GOLD_TINT, GOLD_INK)
    sheet.gap(30)
    sheet.text("正好 3000、5000、10000 元的，按低的一档算。", 42, fill=INK_2)
    sheet.rule()


def _pensions(sheet: Sheet) -> None:
    _title(sheet, "二", "离退休的党员")
    sheet.text("用每月实际领到的离退休费总额，\n或者养老金总额，乘下面的比例。", fill=INK_2)
    sheet.gap(44)
    _bars(sheet, PENSIONS)
    sheet.gap(16)
    rows = (("养老金 4600 元：4600 × 0.5%", "23 元"), ("养老金 6000 元：6000 × 1%", "60 元"))
    _box(sheet, "算一算，每月交多少", rows, GOLD_TINT, GOLD_INK)
    sheet.rule()


def _small_fixed(sheet: Sheet) -> None:
    _title(sheet, "三", "按固定数额交的党员")
    half = (WIDTH - 2 * MARGIN - 32) // 2
    for index, (amount, who) in enumerate((("0.2–1 元", "务农的党员"), ("0.2 元", "学生等党员"))):
        left = MARGIN + index * (half + 32)
        sheet.box(left, sheet.y, left + half, sheet.y + 300, PINE_TINT, 28)
        sheet.line("每月", left + half // 2, sheet.y + 62, font(42), PINE_INK, "mm")
        sheet.line(amount, left + half // 2, sheet.y + 148, font(96, "Sans-Bold"), PINE_INK, "mm")
        sheet.line(who, left + half // 2, sheet.y + 244, font(46), INK, "mm")
    sheet.gap(300 + 36)
    sheet.text("每月交 0.2 元的，还有下岗失业的党员、依靠抚恤或救济生活的党员、领取最低生活保障金的党员。", fill=INK_2)
    sheet.rule()


def _other_incomes(sheet: Sheet) -> None:
    _title(sheet, "四", "不按月领工资的党员")
    sheet.text("年薪制", weight="Sans-Bold")
    sheet.text("用当月实际领到的薪酬作基数，\n比例同第一种。", fill=INK_2)
    sheet.gap(28)
    sheet.text("个体经营者等不按月取得收入的", weight="Sans-Bold")
    sheet.text("用上一季度每月平均的纯收入作基数，\n比例同第一种。", fill=INK_2)
    sheet.rule()


def _how_to_pay(sheet: Sheet) -> None:
    _title(sheet, "五", "怎么交")
    steps = (
        ("按月主动交", "交给组织关系所在的党支部。"),
        ("遇到特殊情况", "经支部同意，可以一季度交一次，也可以请亲属或者别的党员代交。"),
        ("补交有期限", "补交党费，一般不超过 6 个月。"),
        ("确有困难", "经支部研究，报上一级党委批准，可以少交或者免交。"),
    )
    for index, (title, text) in enumerate(steps):
        top = sheet.y
        sheet.line(title, MARGIN + 92, top + 64, font(50, "Sans-Bold"), INK)
        sheet.y = top + 78
        sheet.text(text, fill=INK_2, left=MARGIN + 92)
        sheet.gap(44)
        if index < len(steps) - 1:
            sheet.box(MARGIN + 26, top + 80, MARGIN + 30, sheet.y + 16, LINE)
        sheet.box(MARGIN, top + 18, MARGIN + 56, top + 74, RED, 28)
        sheet.line(str(index + 1), MARGIN + 28, top + 46, font(36, "Sans-Bold"), "#FFFFFF", "mm")
    sheet.gap(-44)
    sheet.rule()


def _questions(sheet: Sheet) -> None:
    _title(sheet, "六", "常问的三件事")
    for question, answer in (
        ("预备党员要交吗？", "要交，从支部大会通过为预备党员那天起交。"),
        ("涨了工资怎么算？", "从领新工资的当月起，按新的基数算。"),
        ("可以多交吗？", "可以，自愿多交不限。\n一次多交 1000 元以上的，全部上缴中央。"),
    ):
        sheet.text(question, weight="Sans-Bold")
        sheet.text(answer, fill=INK_2)
        sheet.gap(36)
    sheet.gap(28)


def _foot(sheet: Sheet) -> None:
    top = sheet.y
    sheet.box(0, top, WIDTH, top + 300, GROUND)
    sheet.gap(36)
    sheet.text(SOURCE, 38, fill=INK_2)
    sheet.gap(10)
    sheet.text("基数里包括哪些项目，各单位不同，可以问所在支部。", 38, fill=INK_2)
    sheet.gap(44)
