"""docs/packs.md says of every field what the readers take."""

from __future__ import annotations

import re
from pathlib import Path

from content.kinds import subtitles, video
from content.pack.cell_names import KIND_NAMES
from content.pack.columns import HEADERS, HOURS, PACK_ROWS
from content.pack.entry import FORMATS, MOST_ITEMS
from content.pack.fields import BEYOND_FIRST, BEYOND_SECOND, BEYOND_THIRD, KEYS, SECONDS, WHOLE_PACK
from content.pack.manifest import parse_manifest
from content.pack.names import DEEPEST, LONGEST_PART
from content.pack.sheet_words import COLUMN_HINTS
from content.pack.unpack import MOST_RATIO, Caps
from content.tables import workbook

PAGE = (Path(__file__).parents[2] / "docs" / "packs.md").read_text(encoding="utf-8")


def test_every_column_and_key_is_on_the_page_and_no_other() -> None:
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \| ([^|]+) \|$", PAGE, re.M)[1:]
    assert [row[0] for row in rows] == list(HEADERS.values())
    for (key, _), (_, cell) in zip(HEADERS.items(), rows, strict=True):
        named = re.findall("`([a-z_]+)`", cell)
        assert named[: 2 if key == HOURS else 1] == (["daily_from", "daily_until"] if key == HOURS else [key])
    assert HEADERS.keys() == COLUMN_HINTS.keys() and {*HEADERS, "daily_from", "daily_until"} - {HOURS} == set(KEYS)
    assert COLUMN_HINTS["kind"].startswith("、".join(KIND_NAMES.values()) + "；")
    assert not [label for label in PACK_ROWS.values() if label not in PAGE.partition("### 整个内容包")[2]]


def test_the_later_formats_have_what_the_page_says() -> None:
    told = re.findall(r"^\| (\d) \| (.+) \|$", PAGE, re.M)
    assert [int(number) for number, _ in told] == list(FORMATS)
    second, third, fourth = ({header for header in HEADERS.values() if header in told[at][1]} for at in (1, 2, 3))
    assert second == {HEADERS[key] for key in BEYOND_FIRST - BEYOND_SECOND}
    assert third == {HEADERS[key] for key in BEYOND_SECOND - BEYOND_THIRD} and "视频" in told[2][1]
    assert fourth >= {HEADERS[key] for key in BEYOND_THIRD}


def test_its_example_is_one() -> None:
    text = re.search(r"```toml\n(.*?)```", PAGE, re.S)
    assert text is not None
    manifest = parse_manifest(text[1])
    assert len(manifest.entries) == 1 and not manifest.problems and manifest.showing.ends is not None
    assert all(key in text[1] for key in WHOLE_PACK)


def test_its_limits_are_those_of_the_readers() -> None:
    caps = Caps()
    most, longest = f"{video.MOST_BYTES >> 30} GB，长边 {video.LONGEST_SIDE} 像素", f"{video.LONGEST_SECONDS:g} 秒"
    assert f"最大 | {most}；一次最多放 {longest}" in PAGE
    assert f"一条最多 {subtitles.LONGEST} 个字，文件最大 {subtitles.MOST_BYTES >> 20} MB" in PAGE
    assert all(f"`{suffix}`" in PAGE for suffix in video.SUFFIXES) and caps.one == video.MOST_BYTES
    for said in (
        f"{caps.files:,} 个，{DEEPEST} 层，一段名字 {LONGEST_PART} 字节",
        f"一个 {caps.one >> 30} GB，一共 {caps.total >> 30} GB",
        f"1 MB 以上、超过压缩的 {MOST_RATIO} 倍", f"最多 {MOST_ITEMS:,} 项", f"{SECONDS[0]:g} 到 {SECONDS[1]:g}",
        f"最多 {workbook.MOST_MEGABYTES} MB、{workbook.MOST_ROWS:,} 行、{workbook.MOST_COLUMNS} 列，"
        f"解开 {workbook.MOST_UNPACKED_MEGABYTES} MB",
    ):  # fmt: skip
        assert said in PAGE, said
