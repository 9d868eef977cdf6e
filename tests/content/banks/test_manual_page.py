"""docs/banks.md says of every column, answer and limit what the readers take."""

from __future__ import annotations

import re
from pathlib import Path

from content.banks.columns import HEADERS, named_columns
from content.banks.model import MOST_ITEMS, Kind
from content.banks.sheet_writing import COLUMNS
from content.banks.sound import LONGEST, MOST_MEGABYTES, MOST_OPTIONS
from content.banks.spreadsheet import MOST_ROWS
from content.banks.table_reader import ENDINGS, read_bank

PAGE = (Path(__file__).parents[3] / "docs" / "banks.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|`]+) \| ([^|]+) \| [^|]+ \|$", PAGE.partition("### 选项")[0].partition("## 表格")[2], re.M)[
    1:
]


def test_every_column_is_on_the_page_with_names_that_are_read() -> None:
    assert {row[0] for row in ROWS} - {"选项A 选项B"} == set(HEADERS.values()) - {"原样"}
    for names, aliases in ROWS:
        wanted = named_columns(names.split())
        for alias in aliases.split("、"):
            found = named_columns([alias])
            assert found.of.keys() <= wanted.of.keys() and found.options.keys() <= wanted.options.keys(), alias
            assert not found.unknown, alias
    assert set(COLUMNS) >= {row[0] for row in ROWS} - {"选项A 选项B", "选项"}


def test_every_ending_and_limit_is_on_the_page() -> None:
    assert not [ending for ending in ENDINGS if ending not in (".tsv", ".json") and f"`{ending}`" not in PAGE]
    for said in (
        f"文件最大 {MOST_MEGABYTES} MB，一个题库最多 {MOST_ITEMS:,} 道题，表格最多 {MOST_ROWS:,} 行",
        f"最多 {MOST_OPTIONS} 个，每个最多 {LONGEST['option']} 个字", f"最多 {LONGEST['stem']} 个字",
        f"最多 {LONGEST['explanation']} 个字", f"每个最多 {LONGEST['tag']} 个字", f"最多 {LONGEST['source']} 个字",
    ):  # fmt: skip
        assert said in PAGE, said


def test_its_text_is_a_bank() -> None:
    _, _, text = PAGE.partition("## 写成文字")
    bank = read_bank(Path("a.txt"), content=text.split("```")[1].encode())
    assert [(item.kind, item.answer) for item in bank] == [(Kind.SINGLE, (1,)), (Kind.JUDGE, (1,))]
    assert not bank.refused()


def test_its_ways_of_answering_are_read() -> None:
    said = re.search(r"^\| 单选、多选 \| (.*) \|$", PAGE, re.M)
    assert said is not None
    for way in re.findall("`([^`]+)`", said[1]):
        content = f"题干\t选项A\t选项B\t选项C\t选项D\t答案\n问？\t北京\t上海\t广州\t武汉\t{way}\n"
        bank = read_bank(Path("a.csv"), content=content.encode())
        assert len(bank) == 1, (way, [str(one) for one in bank.findings])
