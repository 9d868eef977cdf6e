"""Timelines: dates as far as they are known, in their order; what is no date is told by its place."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from content.kinds.timeline import TIMELINE, Timeline, When, when_of
from tests.content.sheets_of import read

HEADER = ("时间", "标题", "地点", "说明", "来源")


def timeline(folder: Path, *rows: tuple[object, ...]) -> tuple[Timeline, tuple[str, ...]]:
    found = read(TIMELINE, folder, HEADER, *rows)
    assert isinstance(found.content, Timeline)
    return found.content, found.told


@pytest.mark.parametrize(("written", "when"), [
    ("1921", When(1921)), (1921, When(1921)), (1921.0, When(1921)), ("1921年", When(1921)), ("１９２１年", When(1921)),
    ("1921年7月", When(1921, 7)), ("1921-07", When(1921, 7)), ("1921.7", When(1921, 7)), (1921.7, When(1921, 7)),
    ("1921/12", When(1921, 12)), ("一九二一年", When(1921)), ("一九二一年十一月", When(1921, 11)),
    ("1921年7月23日", When(1921, 7, 23)), ("1921-07-23", When(1921, 7, 23)),
    ("一九二一年七月二十三日", When(1921, 7, 23)),
    (date(2019, 5, 1), When(2019, 5, 1)), (datetime(2019, 5, 1), When(2019, 5, 1)), ("2024-02-29", When(2024, 2, 29)),
])  # fmt: skip
def test_a_date_is_a_year_a_month_or_a_day(written: object, when: When) -> None:
    assert when_of(written) == when  # type: ignore[arg-type]


@pytest.mark.parametrize("written", [
    "约1921年", "1921年左右", "二十年代", "20世纪", "1921年春", "1921年7月初", "1921~1923", "1921年至1923年",
    "公元前221年",
    "1921年13月", "1921-02-30", "去年", "192", "7月1日", 1921.1, "21年", "1921?",
])  # fmt: skip
def test_what_is_not_known_well_enough_is_refused_in_words(written: object) -> None:
    with pytest.raises(ValueError) as refused:
        when_of(written)  # type: ignore[arg-type]
    assert "写" in str(refused.value)


def test_the_earliest_comes_first_and_a_year_before_its_months(tmp_path: Path) -> None:
    shown, _ = timeline(
        tmp_path, ("1928年7月", "丁"), ("1921-07-23", "丙"), ("1921年7月", "乙"), ("1921", "甲"), ("1921", "甲二")
    )
    assert [entry.title for entry in shown.entries] == ["甲", "甲二", "乙", "丙", "丁"]


def test_a_wrong_row_is_told_by_its_place_and_the_others_stay(tmp_path: Path) -> None:
    shown, told = timeline(tmp_path, ("约1921年", "甲"), ("1922", ""), ("1923", "丙", "上海", "", "党史"))
    assert [entry.title for entry in shown.entries] == ["丙"]
    assert any("第 2 行 A 列" in one and "约1921年" in one for one in told)
    assert any("第 3 行 B 列" in one for one in told)


@pytest.mark.parametrize("count", [1, 300])
def test_from_one_entry_to_three_hundred(tmp_path: Path, count: int) -> None:
    shown, _ = timeline(tmp_path, *((f"{2000 + number % 20}年", f"第 {number} 件") for number in range(count)))
    assert len(shown.entries) == count
    assert len(dict(shown.texts())) == count
