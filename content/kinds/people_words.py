"""What a keeper is told about a sheet of people."""

from __future__ import annotations

REFUSED_CONSENT = "同意和同意到要一起写：怎么同意的，同意到哪一天；这一行没有放"


def shown_as(longest: int) -> str:
    return f"亮身份写“是”，或 {longest} 个字以内的称呼，像党员先锋岗"


def same_name(place: str) -> str:
    return f"和{place}同名：按姓名撤下的时候，两位会一起撤"


def no_picture(count: int) -> str:
    return f"有 {count} 位没有照片，放一个人形的图标"
