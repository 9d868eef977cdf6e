"""What a keeper is told about a tree."""

from __future__ import annotations

NO_TOP = "没有最上面的一个：最上面的，“上级”空着不写"


def same_number(number: str, place: str) -> str:
    return f"编号 {number} 和{place}的一样，这一行没有放"


def same_name(name: str, place: str) -> str:
    return f"“{name}”和{place}同一个上级、同一个名称，这一行没有放；真有两个的，名称要分得开"


def unclear_parent(parent: str) -> str:
    return f"叫“{parent}”的不止一个，“上级”要写编号；这一行没有放"


def no_parent(parent: str) -> str:
    return f"没有叫“{parent}”的上级，也没有这个编号；这一行没有放"


def parent_left_out(place: str) -> str:
    return f"上级（{place}）没有放，这一行也没有放"


def circle(names: str) -> str:
    return f"上级绕成了一圈（{names}），这一行没有放"


def too_deep(most: int) -> str:
    return f"在第 {most + 1} 级或更下面，最多 {most} 级；这一行没有放"


def too_many(most: int) -> str:
    return f"最多 {most} 个，从这一行起没有放"


def here_twice(place: str) -> str:
    return f"您在这里只能有一个，按{place}"
