"""Chinese line breaking: rules that hold for any text, and a few sentences a visitor would see."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.ui.wrap import (
    LINE_END_FORBIDDEN,
    LINE_START_FORBIDDEN,
    LONGEST_TERM,
    Widths,
    balance,
    line_width,
    terms,
    wrap,
)

EM = 32.0
WIDTHS = Widths(EM, lambda character: 18.0 if character.isascii() else EM)
TEXT = st.text(alphabet="党员的服务中心一二三，。！？：；、“”（）《》第条年月元ab 012345.–\n\u3000\xa0\t", max_size=300)


@given(TEXT, st.floats(EM * 6, EM * 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = wrap(text, width, WIDTHS)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line_width(line.rstrip(), WIDTHS) <= width + EM / 1000 for line in lines)


@given(TEXT, st.floats(EM, EM * 12))
@example("1111  a", 5 * 18.0)
@example("111 1 a", 5 * 18.0)
@example("一\xa0二", EM * 9)
def test_a_line_is_a_piece_of_the_text(text: str, width: float) -> None:
    """Also where blanks had no room: what stood on both sides of them is not joined to one word."""
    at = 0
    for line in wrap(text, width, WIDTHS):
        at = text.index(line, at) + len(line)


@given(st.text(alphabet="党员服务，。、”）（“", min_size=1, max_size=120))
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str) -> None:
    """Where a run of marks alone is wider than a line it must be cut somewhere; such texts are not Chinese."""
    lines = wrap(text, EM * 12, WIDTHS)
    runs = max((len(run) for run in _mark_runs(text)), default=0)
    if runs > 4:
        return
    for before, line in pairwise(lines):
        assert line[:1] not in LINE_START_FORBIDDEN or not before
        assert before[-1:] not in LINE_END_FORBIDDEN or not before


def _mark_runs(text: str) -> list[str]:
    runs, run = [], ""
    for character in text + "党":
        if character in "，。、”）（“":
            run += character
        else:
            runs.append(run)
            run = ""
    return runs


def test_a_number_keeps_its_unit_and_a_word_stays_whole() -> None:
    lines = wrap("过号请到服务台，保留 3 个号。", EM * 11, WIDTHS)
    assert "3 个" in "|".join(lines)
    assert any("example.org" in line for line in wrap("请看 example.org 的说明", EM * 7, WIDTHS))


def test_no_orphan_of_one_character() -> None:
    lines = wrap("请在休息区等候，留意叫号和大屏", EM * 14, WIDTHS)
    assert len(lines[-1]) > 1


def test_balanced_headings_have_as_many_lines_and_are_more_even() -> None:
    text = "中国共产党党员教育管理工作条例学习问答"
    plain, even = wrap(text, EM * 14, WIDTHS), balance(text, EM * 14, WIDTHS)
    assert len(plain) == len(even) == 2
    assert max(map(len, even)) < max(map(len, plain))


def test_a_heading_does_not_part_a_word() -> None:
    stem = "党员可以向上级组织直至中央提出申诉，并要求答复。"
    assert wrap(stem, EM * 12, WIDTHS)[0] == "党员可以向上级组织直至中"
    assert balance(stem, EM * 13, WIDTHS) == ["党员可以向上级组织直至中央", "提出申诉，并要求答复。"]
    assert balance("党群服务中心周边设施", EM * 8, WIDTHS) == ["党群服务中心", "周边设施"]


@given(st.lists(st.sampled_from([*sorted(terms()), "的", "和", "，"]), min_size=1, max_size=12), st.integers(4, 20))
def test_balancing_loses_nothing_and_costs_no_line(words: list[str], ems: int) -> None:
    text = "".join(words)
    lines = balance(text, EM * ems, WIDTHS)
    assert "".join(lines) == text
    assert len(lines) <= len(wrap(text, EM * ems, WIDTHS))
    assert all(line_width(line, WIDTHS) <= EM * ems for line in lines)


def test_a_word_too_wide_for_half_the_line_is_not_cut_to_even_the_lines() -> None:
    assert balance("请看 kiosk.example.org 的说明", EM * 14, WIDTHS)[0] != "请看 kiosk."
    for line in balance("请打开 kiosk.example.org 看今天的说明", EM * 14, WIDTHS):
        assert "kiosk" not in line or "kiosk.example.org" in line


def test_terms_are_words() -> None:
    assert all(2 <= len(term) <= LONGEST_TERM for term in terms())
    assert "中央" in terms() and "服务中心" in terms()


def test_a_word_is_moved_whole_so_that_no_character_is_left_alone() -> None:
    assert wrap("拿不准的到党员服务窗口问。", EM * 11.5, WIDTHS) == ["拿不准的到党员服务", "窗口问。"]


def test_an_article_keeps_its_number() -> None:
    text = "依照第七条至第三十三条、第 12 章办理。"
    for ems in range(8, 16):
        told = "|".join(wrap(text, EM * ems, WIDTHS))
        assert all(whole in told for whole in ("第七条", "第三十三条", "第 12 章")), told


def test_an_amount_keeps_what_limits_it() -> None:
    text = "每月收入 5000 元以上的，交 1%，满 3 个月以后再算，15 分钟办好"
    for ems in range(8, 24):
        told = "|".join(wrap(text, EM * ems, WIDTHS))
        assert all(whole in told for whole in ("5000 元以上", "3 个月以后", "15 分钟")), told


def test_a_date_is_whole_where_a_line_is_long_and_parted_where_it_is_short() -> None:
    text = "来源是社区，2026 年 11 月 30 日，写的是 1941 年 6 月的事情。"
    for ems in range(18, 30):
        told = "|".join(wrap(text, EM * ems, WIDTHS))
        assert "2026 年 11 月 30 日" in told and "1941 年 6 月" in told
    assert wrap("2026 年 11 月 30 日", EM * 4, WIDTHS) == ["2026 年", "11 月", "30 日"]
    assert wrap("是在2026年11月30日", EM * 6, WIDTHS) == ["是在2026年", "11月30日"]
