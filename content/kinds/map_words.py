"""What a keeper is told about a map or a floor plan."""

from __future__ import annotations

NOWHERE = "没有写横和纵，图上没有它，列表里有"
BEYOND = "横和纵要在 0 到 100 之间，图上没有它，列表里有；要写像素，请写 412px"
NO_PICTURE = "表旁边没有图片，只显示列表"


def not_along(text: str) -> str:
    return f"“{text[:20]}”不是 0 到 100 的数，也不是像素（412px）"


def not_minutes(text: str, most: int) -> str:
    return f"“{text[:20]}”不是分钟数（0 到 {most}）"


def unknown_mark(text: str, instead: str, known: tuple[str, ...]) -> str:
    return f"没有“{text[:20]}”这个种类，按“{instead}”画；有的是：{'、'.join(known)}"


def which_picture(count: int, name: str) -> str:
    return f"旁边有 {count} 张图片，没有写用哪张，用了“{name[:40]}”"


def one_point(name: str) -> str:
    return f"和“{name[:30]}”在同一个点上，图上错开画"


def here_twice(word: str, name: str) -> str:
    return f"“本处”的“{word[:20]}”，“{name[:30]}”已经写了，终端认前面那个"


def outside(number: int, name: str, wide: int, high: int) -> str:
    return f"第 {number} 处“{name[:30]}”不在图上（图宽 {wide} 像素，高 {high} 像素），列表里有"
