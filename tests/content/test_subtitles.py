"""Subtitles as programs write them: times, breaks and letters are kept, markup is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.kinds import subtitles
from content.kinds.kind import ItemRefused
from content.kinds.subtitles import Cue, parse, read

SRT = "1\r\n00:00:01,000 --> 00:00:02,500\r\n社区舞蹈队\r\n第二行\r\n\r\n2\r\n"
SRT += "00:01:00,000 --> 00:01:05,000\r\n<i>𠮷 &amp; 你</i>\r\n"
VTT = "WEBVTT\n\nNOTE 说明\n\n00:03.000 --> 00:04.000 align:start\n{\\an8}甲\n\n01:00:00.250 --> 01:00:01.000\n乙\n"


def test_what_two_programs_write_is_read() -> None:
    assert parse(SRT) == (Cue(1.0, 2.5, "社区舞蹈队\n第二行"), Cue(60.0, 65.0, "𠮷 & 你"))
    assert parse(VTT) == (Cue(3.0, 4.0, "甲"), Cue(3600.25, 3601.0, "乙"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.SRT").write_bytes(SRT.encode(encoding))
    assert read(tmp_path / "a.SRT")[0].text == "社区舞蹈队\n第二行"


@pytest.mark.parametrize(
    "text", ["", "没有时间", "00:00:02,000 --> 00:00:01,000\n倒着\n", "00:00:01,000 --> 00:00:02,000\n\n"]
)
def test_what_has_not_one_line_is_refused(text: str) -> None:
    with pytest.raises(ItemRefused, match="字幕"):
        parse(text)


@pytest.mark.parametrize(
    ("name", "content"), [("a.ass", b"x"), ("a.srt", b"\x89PNG\r\n\x1a\n\x00\x01"), ("b.srt", b"")]
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ItemRefused):
        read(tmp_path / name)


def test_one_is_shown_at_a_time() -> None:
    cues = (Cue(0, 5, "甲"), Cue(2, 3, "乙"))
    assert [subtitles.at(cues, seconds) for seconds in (0, 2, 3, 5)] == ["甲", "乙", "甲", ""]


def test_too_many_are_refused_and_a_long_one_is_cut() -> None:
    one = "00:00:01,000 --> 00:00:02,000\n" + "字" * 500 + "\n\n"
    assert len(parse(one)[0].text) == subtitles.LONGEST
    with pytest.raises(ItemRefused):
        parse(one * (subtitles.MOST_CUES + 1))


@given(st.text(alphabet="0123456789:,.-> \n\r甲<>{}\\&;WEBVT", max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        cues = parse(text)
    except ItemRefused:
        return
    assert all(cue.begins < cue.ends and 0 < len(cue.text) <= subtitles.LONGEST for cue in cues)
