"""Papers of a pack, in TOML and as keepers make them: both say the same, and what is wrong is named by its place."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import words
from content.banks.model import Difficulty, Kind
from content.banks.papers import Band, Icon, Order, Plan, Quota, Way, Who
from content.banks.sheet_writing import template
from content.pack import paper_words as said
from content.pack.build import build
from content.pack.check import check_pack
from content.pack.entry import PackRejected
from content.pack.open import STARTER, open_pack
from content.pack.paper_sheet import PAPER_SHEET
from content.pack.paper_writing import paper_sheet_bytes, paper_template, papers_text
from content.pack.papers import PAPERS, Papers, parse_papers, parse_sheet, read_papers
from content.pack.unpack import unpacked
from tests.content.sheets import HEADER, question, write_sheet

DAY = date(2026, 11, 21)
ONE, COUNT, REVERSED = "papers.toml papers[1] one", said.a_number(1, 200), said.DATES_REVERSED
NO_KIND = said.one_of("论述", tuple(said.KINDS))
ONLY_CHALLENGE = said.not_of_way(Way.CHECKUP, Way.CHALLENGE)
ONLY_CHECKUP = said.not_of_way(Way.CHALLENGE, Way.CHECKUP)
FIVE: list[list[Any]] = [["试卷", "题数"], ["小测", 5]]
PAPER = '[[papers]]\nname = "one"\ntitle = "一套"\n'
CHALLENGE = PAPER + 'way = "challenge"\n'
QUOTA = "[[papers.quotas]]\ncount = 3\n"


# -- both ways say the same ----------------------------------------------------------------------------------------

LETTERS = st.text(st.sampled_from("党史章便民𠮷·（）abcXYZ0123 =+-@#“”"), min_size=1, max_size=12).map(str.strip)
TEXTS = LETTERS.filter(bool).map(lambda text: " ".join(text.split()))
TAGS = st.none() | TEXTS.filter(lambda text: text not in said.ANY)
QUOTAS = st.builds(
    Quota, st.integers(1, 6), TAGS, st.none() | st.sampled_from(Kind), st.none() | st.sampled_from(Difficulty)
)


@st.composite
def _bands(draw: st.DrawFn) -> tuple[Band, ...]:
    marks = draw(st.sets(st.integers(1, 100), max_size=5))
    least = sorted(marks, reverse=True) + ([0] if marks else [])
    return tuple(Band(mark, draw(TEXTS)[:8].strip(), draw(st.just("") | TEXTS)) for mark in least)


@st.composite
def _plans(draw: st.DrawFn) -> list[Plan]:
    names = draw(st.lists(st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,8}\Z"), min_size=1, max_size=4, unique=True))
    return [draw(_plan(name)) for name in names]


@st.composite
def _plan(draw: st.DrawFn, name: str) -> Plan:
    way = draw(st.sampled_from(Way))
    quotas = tuple(draw(st.lists(QUOTAS, min_size=1, max_size=4)))
    plan = Plan(
        name, draw(TEXTS), quotas, note=draw(st.just("") | TEXTS), icon=draw(st.sampled_from(Icon)),
        who=draw(st.sampled_from(Who)), order=draw(st.sampled_from(Order)), way=way,
        bank=draw(st.just("") | TEXTS),
        seconds=draw(st.none() | st.integers(30, 7200)),
        valid_from=draw(st.none() | st.dates(date(2000, 1, 1), date(2026, 12, 31))),
        valid_until=draw(st.none() | st.dates(date(2027, 1, 1), date(2099, 1, 1))),
    )  # fmt: skip
    if way is Way.CHECKUP:
        return replace(plan, bands=draw(_bands()), partial=draw(st.booleans()))
    clock = draw(st.none() | st.integers(10, 600)) if way is Way.CHALLENGE else None
    return replace(plan, quotas=tuple(replace(quota, count=1) for quota in quotas), clock=clock)


@given(_plans())
def test_papers_written_as_toml_are_read_the_same(plans: list[Plan]) -> None:
    assert parse_papers(papers_text(plans).encode()) == Papers(tuple(plans))


@settings(max_examples=15)
@given(_plans())
def test_papers_written_as_a_sheet_are_read_the_same(plans: list[Plan]) -> None:
    read = parse_sheet(paper_sheet_bytes(plans))
    assert read.plans == tuple(plans)
    assert not read.problems and not read.reminders


def test_the_template_holds_no_paper_until_somebody_writes_over_it() -> None:
    assert parse_sheet(paper_template()) == Papers()
    made = parse_sheet(_changed(paper_template(), lambda book: _retitle(book, "党史小测")))
    (plan,) = made.plans
    assert (plan.title, plan.count, plan.seconds, [band.title for band in plan.bands]) == (
        "党史小测", 8, 300, ["良好", "再学一学"],
    )  # fmt: skip
    assert plan.name.startswith("p") and not made.problems


def test_one_page_with_what_to_draw_is_enough() -> None:
    sheet = _sheet(题目=[
        ["云溪里十二月的卷子"], ["试卷", "知识点", "题型", "题数"], ["党史小测", "党史", "单选题", "5题"],
        ["", "党史", "判断", 3], ["便民", "不限", "任意", 4],
    ])  # fmt: skip
    read = parse_sheet(sheet)
    assert [(plan.title, plan.quotas) for plan in read.plans] == [
        ("党史小测", (Quota(5, "党史", Kind.SINGLE), Quota(3, "党史", Kind.JUDGE))), ("便民", (Quota(4),)),
    ]  # fmt: skip
    assert not read.problems


def test_bands_may_be_written_as_keepers_say_them() -> None:
    pages: dict[str, list[list[Any]]] = {
        "量": [["试卷", "题数"], ["小测", 5]],
        "级": [
            ["试卷", "分数", "等级"],
            ["小测", "90分以上", "优秀"],
            ["", "60-89", "合格"],
            ["", "60 分以下", "再学"],
        ],
    }
    (plan,) = parse_sheet(_sheet(**pages)).plans
    assert plan.bands == (Band(90, "优秀"), Band(60, "合格"), Band(0, "再学"))


def test_a_challenge_and_a_question_of_the_day_need_no_numbers() -> None:
    sheet = _sheet(
        卷=[["标题", "玩法", "多选、填空", "每题秒数"], ["闯关", "挑战", "全对才算", "60秒"], ["一天一题", "每日一题"],
           ["自测", "自测", "部分给分"]],
        量=[["试卷", "知识点", "题数"], ["闯关", "党史", ""], ["", "便民", 5], ["一天一题", "便民"], ["自测", "", 5]],
    )  # fmt: skip
    read = parse_sheet(sheet)
    assert not read.problems and not read.reminders
    assert [(plan.way, plan.quotas, plan.partial, plan.clock) for plan in read.plans] == [
        (Way.CHALLENGE, (Quota(1, "党史"), Quota(1, "便民")), False, 60),
        (Way.DAILY, (Quota(1, "便民"),), False, None),
        (Way.CHECKUP, (Quota(5),), True, None),
    ]


# -- what is wrong is named ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('[[papers]]\nname = "a b"\ntitle = "x"\n' + QUOTA, "papers.toml papers[1] a b name", said.BAD_NAME),
        ('[[papers]]\nname = "a"\n' + QUOTA, "papers.toml papers[1] a title", said.MISSING),
        (PAPER, f"{ONE} quotas", said.NO_QUOTAS),
        (PAPER + "[[papers.quotas]]\ncount = 0\n", f"{ONE} quotas[1] count", COUNT),
        (PAPER + QUOTA + "[[papers.quotas]]\ncount = 1000\n", f"{ONE} quotas[2] count", COUNT),
        (PAPER + "[[papers.quotas]]\ncount = true\n", f"{ONE} quotas[1] count", COUNT),
        (PAPER + "[[papers.quotas]]\ncount = 150\n" * 2, f"{ONE} quotas", said.too_many_questions(300, 200)),
        (PAPER + QUOTA + 'kind = "essay"\n', f"{ONE} quotas[1] kind", said.one_of("essay", tuple(Kind))),
        (PAPER + QUOTA + 'level = "easy"\n', f"{ONE} quotas[1] level", "不认识 level"),
        (PAPER + "valid_untill = 3\n" + QUOTA, f"{ONE} valid_untill", words.unknown_key("valid_untill", "valid_until")),
        (PAPER + "valid_from = 2027-01-02\nvalid_until = 2027-01-01\n" + QUOTA, f"{ONE} valid_until", REVERSED),
        (PAPER + 'valid_until = "明年"\n' + QUOTA, f"{ONE} valid_until", "看不懂日期“明年”，请写成 2026-07-01"),
        (PAPER + 'way = "race"\n' + QUOTA, f"{ONE} way", said.one_of("race", tuple(Way))),
        (PAPER + "clock = 60\n" + QUOTA, f"{ONE} clock", ONLY_CHALLENGE),
        (CHALLENGE + "clock = 5\n" + QUOTA, f"{ONE} clock", said.a_number(10, 600)),
        (CHALLENGE + "partial = true\n" + QUOTA, f"{ONE} partial", ONLY_CHECKUP),
        (CHALLENGE + QUOTA + "[[papers.bands]]\nfrom = 0\n", f"{ONE} bands", ONLY_CHECKUP),
        (CHALLENGE + "[[papers.quotas]]\ncount = 0\n", f"{ONE} quotas[1] count", COUNT),
        (PAPER + "partial = 1\n" + QUOTA, f"{ONE} partial", said.A_YES),
        (PAPER + "seconds = 3\n" + QUOTA, f"{ONE} seconds", said.a_number(30, 7200)),
        (PAPER + 'who = "党员"\n' + QUOTA, f"{ONE} who", said.one_of("党员", ("everyone", "members"))),
        (PAPER + f'note = "{"长" * 61}"\n' + QUOTA, f"{ONE} note", said.a_text(60)),
        (PAPER + "quotas = 3\n", f"{ONE} quotas", "quotas 应是几个表，一个写一个 [[papers.…]]"),
        ("", "papers.toml", said.NO_PAPERS),
        ("papers = [3]\n", "papers.toml", said.NO_PAPERS),
        ("format = 2\n" + PAPER + QUOTA, "papers.toml format", said.NEWER_FORMAT),
        ("paper = 1\n" + PAPER + QUOTA, "papers.toml", "不认识 paper"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_toml_is_named_by_its_place(text: str, place: str, reason: str) -> None:
    read = parse_papers(text.encode())
    assert not read.plans
    assert [(problem.path, problem.reason) for problem in read.problems] == [(place, reason)]


@pytest.mark.parametrize(
    ("bands", "place", "reason"),
    [
        ([(90, None, "优"), (60, None, "中")], "bands[2]", said.HOLE_AT_THE_BOTTOM),
        ([(90, None, "优"), (0, 79, "中")], "bands[2]", said.bands_part("优", "中", 80, 89)),
        ([(90, None, "优"), (0, 88, "中")], "bands[2]", said.bands_part("优", "中", 89, 89)),
        ([(90, None, "优"), (0, 95, "中")], "bands[2]", said.bands_overlap("优", "中", 90)),
        ([(60, None, "优"), (60, None, "良"), (0, None, "中")], "bands[2]", said.bands_overlap("优", "良", 60)),
        ([(60, 90, "优"), (0, None, "中")], "bands[1]", said.bands_part("100", "优", 91, 100)),
        ([(60, 50, "优"), (0, None, "中")], "bands[1] to", said.band_turned("优")),
        ([(101, None, "优"), (0, None, "中")], "bands[1] from", said.a_number(0, 100)),
        ([(0, None, "九个字的等级名称太长")], "bands[1] title", said.a_text(8)),
    ],
)
def test_bands_that_overlap_or_leave_a_hole_are_named(
    bands: list[tuple[int, int | None, str]], place: str, reason: str
) -> None:
    text = PAPER + QUOTA
    for least, most, title in bands:
        text += f'[[papers.bands]]\nfrom = {least}\ntitle = "{title}"\n' + (
            f"to = {most}\n" if most is not None else ""
        )
    (problem,) = parse_papers(text.encode()).problems
    assert (problem.path, problem.reason) == (f"{ONE} {place}", reason)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", "名称".encode("gbk"), b"[[papers", b"a = " + b"[" * 3000, b"x = " + b"9" * 5000, b"\0"]
)
def test_a_file_that_is_no_toml_is_one_problem(content: bytes) -> None:
    read = parse_papers(content)
    assert not read.plans and [problem.path for problem in read.problems] == [PAPERS]


def test_the_other_papers_stand() -> None:
    text = PAPER + QUOTA + PAPER + QUOTA + '[[papers]]\nname = "two"\ntitle = "二"\n' + QUOTA
    read = parse_papers(text.encode())
    assert [plan.name for plan in read.plans] == ["one", "two"]
    assert [(one.path, one.reason) for one in read.problems] == [("papers.toml papers[2] one name", said.NAME_TAKEN)]


def test_more_than_a_hundred_papers_are_a_hundred() -> None:
    text = "".join(f'[[papers]]\nname = "n{n}"\ntitle = "卷 {n}"\n' + QUOTA for n in range(103))
    read = parse_papers(text.encode())
    assert len(read.plans) == 100 and [one.reason for one in read.problems] == [said.too_many_papers(100)]


@pytest.mark.parametrize(
    ("pages", "place", "reason"),
    [
        ({"量": [["试卷", "题数"], ["小测", 0]]}, "“量”第 2 行 B 列", COUNT),
        ({"量": [["试卷", "题数"], ["小测", 1000]]}, "“量”第 2 行 B 列", COUNT),
        ({"量": [["试卷", "题数"], ["小测", 2.5]]}, "“量”第 2 行 B 列", COUNT),
        ({"量": [["试卷", "题数"], ["小测", "五"]]}, "“量”第 2 行 B 列", "“五”不是数字"),
        ({"量": [["试卷", "题数"], ["小测", date(2026, 1, 5)]]}, "“量”第 2 行 B 列", None),
        ({"量": [["试卷", "知识点", "题数"], ["小测", "党史", ""]]}, "“量”第 2 行 C 列", COUNT),
        ({"量": [["试卷", "题型", "题数"], ["小测", "论述", 5]]}, "“量”第 2 行 B 列", NO_KIND),
        ({"量": [["试卷", "题数"], ["", 5]]}, "“量”第 2 行 A 列", said.WHICH_PAPER),
        (
            {"量": [["试卷", "题数"], ["小测", 5]], "级": [["试卷", "分数从", "等级"], ["小测", 60, "合格"]]},
            "“级”第 2 行", said.HOLE_AT_THE_BOTTOM,
        ),
        (
            {"量": [["试卷", "题数"], ["小测", 5]], "级": [["试卷", "分数从", "等级"], ["小测", "高", "合格"]]},
            "“级”第 2 行 B 列", said.scores_unclear("高"),
        ),
        ({"卷": [["标题", "结束日期x"], ["小测", ""]], "量": FIVE}, "“卷”第 1 行 B 列", None),
        ({"卷": [["标题", "结束日期"], ["小测", "明年"]], "量": FIVE}, "“卷”第 2 行 B 列", None),
        ({"卷": [["标题"], ["别的"]], "量": FIVE}, "“量”第 2 行 A 列", said.no_such_paper("小测")),
        ({"页": [["一", "二"], ["三", "四"]]}, "", said.NO_PAPER_ROWS),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_sheet_is_named_by_row_and_column(
    pages: dict[str, list[list[Any]]], place: str, reason: str | None
) -> None:
    read = parse_sheet(_sheet(**pages))
    first = read.problems[0]
    assert first.path == f"{PAPER_SHEET} {place}".strip() and (reason is None or first.reason == reason), read.problems
    assert not read.plans


def test_a_wrong_row_takes_its_paper_with_it_and_no_other() -> None:
    pages: dict[str, list[list[Any]]] = {
        "量": [["试卷", "题型", "题数"], ["一", "单选", 5], ["二", "论述", 5], ["", "单选", 1], ["三", "", 2]]
    }
    read = parse_sheet(_sheet(**pages))
    assert [plan.title for plan in read.plans] == ["一", "三"]
    assert len(read.problems) == 1


def test_what_is_left_aside_in_a_sheet_is_said() -> None:
    def hide(book: Any) -> None:
        book.create_sheet("草稿").sheet_state = "hidden"
        book["量"]["C1"] = "备忘录"

    read = parse_sheet(_changed(_sheet(量=[["试卷", "题数"], ["小测", 5]]), hide))
    assert len(read.plans) == 1
    assert {problem.reason for problem in read.reminders} == {"“备忘录”不认识，没有用上", "这一页是隐藏的，没有用上"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + bytes(600), b"name,title\n"])
def test_a_file_that_is_no_sheet_is_one_problem(content: bytes) -> None:
    read = parse_sheet(content)
    assert not read.plans and [problem.path for problem in read.problems] == [PAPER_SHEET]


# -- in a pack -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack with the starter's bank and no papers."""
    root = tmp_path / "yunxi"
    root.mkdir()
    shutil.copy(STARTER / "banks" / "starter.xlsx", root / "bank.xlsx")
    item = 'id = "bank"\nkind = "bank"\nfile = "bank.xlsx"\ntitle = "党史题库"\n'
    (root / "manifest.toml").write_text(
        f'format = 1\nname = "yunxi"\nversion = "1"\ntitle = "云溪里"\n[[items]]\n{item}'
    )
    return root


def test_the_starters_papers_are_whole() -> None:
    pack = open_pack(STARTER, decode=False)
    assert [plan.name for plan in pack.papers] == ["checkup", "everyday", "challenge", "daily"]
    assert [plan.way for plan in pack.papers] == [Way.CHECKUP, Way.CHECKUP, Way.CHALLENGE, Way.DAILY]
    checkups = [plan for plan in pack.papers if plan.way is Way.CHECKUP]
    assert all(plan.bands[0].least == 90 and plan.bands[-1].least == 0 for plan in checkups)
    assert not [finding for finding in check_pack(STARTER, DAY).findings if finding.file == PAPERS]


def test_a_pack_plays_with_broken_papers_and_says_so(folder: Path) -> None:
    (folder / PAPERS).write_text(PAPER)
    pack = open_pack(folder)
    assert len(pack.banks) == 1 and not pack.papers
    assert [(one.path, one.reason) for one in pack.problems] == [(f"{ONE} quotas", said.NO_QUOTAS)]
    assert len(check_pack(folder, DAY).grave) == 1


def test_with_both_files_the_toml_counts_and_the_sheet_is_mentioned(folder: Path) -> None:
    (folder / PAPERS).write_text(PAPER + QUOTA)
    (folder / PAPER_SHEET).write_bytes(paper_sheet_bytes([Plan("other", "别的", (Quota(1),))]))
    read = read_papers(folder)
    assert [plan.name for plan in read.plans] == ["one"]
    assert [(one.path, one.reason) for one in read.reminders] == [(PAPER_SHEET, said.BOTH_FILES)]


@pytest.mark.parametrize("name", [PAPERS, PAPER_SHEET])
def test_a_link_refuses_the_pack_and_an_empty_file_only_itself(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    assert [one.path for one in open_pack(folder).problems] == [name]
    (folder / name).unlink()
    (folder / name).symlink_to("/etc/passwd")
    with pytest.raises(PackRejected, match=name):
        open_pack(folder)
    with pytest.raises(PackRejected, match=name):
        build(folder, folder.parent)


def test_a_built_pack_carries_the_papers_of_the_sheet_as_toml_and_the_sheet_stays_at_home(folder: Path) -> None:
    plans = [Plan("one", "一套", (Quota(3, "党史常识"),), bands=(Band(0, "好"),))]
    (folder / PAPER_SHEET).write_bytes(paper_sheet_bytes(plans))
    built = build(folder, folder.parent)
    assert built.files == ("manifest.toml", PAPERS, "bank.xlsx") and not built.left_out and not built.problems
    unpacked(built.path, folder.parent / "out")
    assert open_pack(folder.parent / "out").papers == tuple(plans) == open_pack(folder).papers
    (folder / PAPERS).write_text(PAPER + QUOTA)
    again = build(folder, folder.parent)
    assert again.files == ("manifest.toml", "bank.xlsx", PAPERS) and again.left_out == (PAPER_SHEET,)


def test_the_check_says_what_a_paper_will_lack_and_where_no_card_is_asked_for(folder: Path) -> None:
    few = Plan("few", "缺题", (Quota(3, "党史常识", Kind.SINGLE), Quota(150, "党史常识", Kind.JUDGE)))
    none = Plan("none", "没题", (Quota(3, "没有的知识点"),))
    card = Plan("card", "党员的", (Quota(1),), who=Who.MEMBERS)
    endless = Plan("endless", "党员的挑战", (Quota(1),), who=Who.MEMBERS, way=Way.CHALLENGE)
    one = Plan("one", "一个题库的", (Quota(1),), bank=open_pack(folder, decode=False).bank_entries[0].title)
    lost = Plan("lost", "丢了的", (Quota(1),), bank="别的题库")
    over = Plan("over", "过期的", (Quota(1),), valid_until=date(2026, 11, 20))
    (folder / PAPERS).write_text(papers_text([few, none, card, endless, one, lost, over]))
    found = {one.text for one in check_pack(folder, DAY).findings if one.file == PAPERS}
    judged = sum(item.tag == "党史常识" and item.kind is Kind.JUDGE for item in open_pack(folder).banks[0])
    assert found == {
        f"试卷“缺题”要 150 道“党史常识”判断题，题库里今天能出的只有 {judged} 道",
        "试卷“没题”今天一道题也抽不到，不会出在屏上",
        "试卷“党员的挑战”写的是党员做，挑战和每日一题不放身份证，所以不出在屏上",
        "试卷“丢了的”要从题库“别的题库”里抽，内容包里没有叫这个的题库，不会出在屏上",
        "试卷“过期的”2026-11-20 已经过了，不再出",
    }


def test_the_check_finds_nothing_in_a_bank_of_all_five_types(folder: Path) -> None:
    assert {one.kind for one in open_pack(folder, decode=False).banks[0]} == set(Kind)
    assert not [one for one in check_pack(folder, DAY).findings if one.item == "bank"]


def test_the_check_says_where_a_bank_was_not_understood_and_where_to_look(folder: Path) -> None:
    """Who leaves the examples of the template in hears of it, too."""
    good, bad = question(1, "一？", "A", "甲", "乙"), question(2, "二？", None, "甲", "乙")
    write_sheet(folder / "bank.xlsx", [HEADER, good, bad, bad])
    (finding,) = [one for one in check_pack(folder, DAY).findings if one.item == "bank"]
    assert finding.text == "题库“党史题库”里有 2 处没有收，第一处：题库 H3：没有答案" and not finding.grave
    (folder / "bank.xlsx").write_bytes(template())
    (first,) = [one for one in check_pack(folder, DAY).findings if one.item == "bank"]
    assert (
        first.text.startswith("题库“党史题库”里有 5 处要看一看，第一处：题库 A2：这一行标着“示例”") and not first.grave
    )


# -- sheets as keepers make them -----------------------------------------------------------------------------------


def _sheet(**pages: list[list[Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in pages.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return _saved(book)


def _changed(content: bytes, change: Any) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    change(book)
    return _saved(book)


def _saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _retitle(book: Any, title: str) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == said.EXAMPLE_TITLE:
                    cell.value = title


HUGE = "0x" + "f" * 6_000  # more digits than Python writes out


@pytest.mark.parametrize("line", [
    f"order = {HUGE}", f"valid_from = {HUGE}", f"name = {HUGE}", f'order = ["x", {HUGE}]',
    f"seconds = {{ a = {HUGE} }}",
    "a." * 50_000 + "b = 1", "[" + "a." * 50_000 + "b]",
])  # fmt: skip
def test_no_value_costs_more_than_its_papers(tmp_path: Path, line: str) -> None:
    """The dotted key took a minute; the numbers kept the whole pack from opening."""
    found = parse_papers(f"format = 1\n{PAPER}{QUOTA}{line}\n".encode())
    assert not found.plans and found.problems
    shutil.copytree(STARTER, tmp_path / "pack")
    manifest = tmp_path / "pack" / "manifest.toml"
    manifest.write_text(f"{line.replace('order', 'title')}\n" + manifest.read_text("utf-8"), "utf-8")
    with pytest.raises(PackRejected):
        open_pack(tmp_path / "pack", decode=False)
