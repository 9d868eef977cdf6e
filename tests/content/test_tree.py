"""Trees: parents by number or name; whatever would make it no tree is told by its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.kinds.kind import ItemRefused
from content.kinds.tree import MOST_NODES, TREE, Tree
from tests.content.sheets_of import read

HEADER = ("编号", "名称", "上级", "级别", "您在这里")


def tree(folder: Path, *rows: tuple[object, ...]) -> tuple[Tree, tuple[str, ...]]:
    found = read(TREE, folder, HEADER, *rows)
    assert isinstance(found.content, Tree)
    return found.content, found.told


def names(shown: Tree) -> list[str]:
    return [node.name for node in shown.nodes]


def test_three_levels_are_walked_by_name_and_by_number_in_any_order(tmp_path: Path) -> None:
    shown, told = tree(
        tmp_path,
        ("", "第一支部", 2, "支部", "是"),
        (1, "街道", "", "街道"),
        (2, "社区", "街道", "社区"),
        ("", "第二支部", 2),
    )
    assert not told
    assert [node.name for node in shown.tops] == ["街道"]
    assert [node.name for node in shown.below("社区")] == ["第一支部", "第二支部"]
    assert [node.name for node in shown.path("第一支部")] == ["街道", "社区", "第一支部"]
    assert shown.here == "第一支部"


def test_a_circle_is_told_by_each_of_its_rows_and_by_what_hangs_on_it(tmp_path: Path) -> None:
    shown, told = tree(
        tmp_path, ("", "街道", ""), ("", "甲", "乙"), ("", "乙", "甲"), ("", "丙", "甲"), ("", "丁", "丁")
    )
    assert names(shown) == ["街道"]
    assert [one for one in told if "一圈" in one and any(f"第 {row} 行" in one for row in (3, 4, 5, 6))] == list(told)
    assert len(told) == 4


def test_a_circle_alone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ItemRefused):
        tree(tmp_path, ("", "甲", "乙"), ("", "乙", "甲"))


def test_two_of_one_name_need_a_number_where_one_is_meant(tmp_path: Path) -> None:
    rows = (
        ("", "街道", ""), ("a", "社区甲", "街道"), ("b", "社区乙", "街道"), (11, "第一支部", "a"),
        (21, "第一支部", "b"),
        ("", "小组一", 11), ("", "小组二", "第一支部"), ("", "第一支部", "a"), (21, "别的", "a"),
    )  # fmt: skip
    shown, told = tree(tmp_path, *rows)
    assert names(shown) == ["街道", "社区甲", "社区乙", "第一支部", "第一支部", "小组一"]
    assert [node.name for node in shown.path("小组一")] == ["街道", "社区甲", "第一支部", "小组一"]
    for row, said in ((8, "不止一个"), (9, "同一个上级"), (10, "编号 21")):
        assert any(f"第 {row} 行" in one and said in one for one in told)
    assert len(told) == 3
    assert len({node.key for node in shown.nodes}) == len(shown.nodes)


def test_a_parent_that_is_not_there_takes_what_is_below_it_along(tmp_path: Path) -> None:
    shown, told = tree(tmp_path, ("", "街道", ""), ("", "社区", "没有的"), ("", "支部", "社区"))
    assert names(shown) == ["街道"]
    assert any("第 3 行" in one and "没有的" in one for one in told)
    assert any("第 4 行" in one and "第 3 行" in one for one in told)


def test_six_levels_are_shown_and_a_seventh_is_told(tmp_path: Path) -> None:
    shown, told = tree(tmp_path, *(("", f"{n} 级", f"{n - 1} 级" if n > 1 else "") for n in range(1, 9)))
    assert len(shown.nodes) == 6
    assert len(told) == 2 and all("最多 6 级" in one for one in told)


def test_of_more_than_can_be_shown_the_rest_is_told_by_its_row(tmp_path: Path) -> None:
    shown, told = tree(tmp_path, ("", "顶", ""), *(("", f"支部{n}", "顶") for n in range(260)))
    assert len(shown.nodes) == MOST_NODES
    assert any("第 202 行" in one for one in told)


def test_one_stands_in_one_place_only(tmp_path: Path) -> None:
    shown, told = tree(tmp_path, ("", "街道", "", "", "是"), ("", "社区", "街道", "", "是"))
    assert shown.here == "街道"
    assert any("第 3 行" in one and "第 2 行" in one for one in told)


def test_several_may_stand_at_the_top(tmp_path: Path) -> None:
    shown, told = tree(tmp_path, ("", "甲", ""), ("", "乙", ""))
    assert [node.name for node in shown.tops] == ["甲", "乙"] and not told
    assert not shown.here
