"""Whose a scan is by its path: the right person or nobody, never somebody else."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.features.membership.commands.scan_client import readable
from kiosk.features.membership.demo.people import PEOPLE
from kiosk.features.membership.hall.scans import words
from kiosk.features.membership.hall.scans.branches import ending, spelled
from kiosk.features.membership.hall.scans.matching import Match, Person, Register
from kiosk.features.membership.hall.scans.names import NameUnclear, name_key, natural, read_name
from kiosk.features.membership.rules.record import LetterKind
from tests.features.membership.hall.scan_trees import tree

NUMBER = PEOPLE[0].id_number
FIRST, SECOND = "云溪里演示第一党支部", "云溪里演示第二党支部"


def person(name: str, branch: str, blind: bytes = b"1", joined: str = "") -> Person:
    return Person(blind, name, branch, joined, "0011")


def match(path: str, *people: Person, owner: Person | None = None) -> Match:
    register = Register(people, [FIRST, *(one.branch for one in people)])
    return register.match(read_name(path), owner)


@pytest.mark.parametrize(
    ("name", "branch", "path", "taken"),
    [
        ("演示三", "机关十一党支部", "一党支部/演示三/入党申请书.jpg", False),
        ("演示七", "2022级学生党支部", "2021级学生党支部/演示七/入党申请书.jpg", False),
        ("演示九", "2号楼党支部", "1号楼党支部/演示九/入党申请书.jpg", False),
        ("张三", "演示九党支部", "演示九党支部/张 三/入党申请书.jpg", True),
        ("欧阳演示", "第1党支部", "第1党支部/欧阳 演示/入党申请书.jpg", True),
        ("张三", "演示九党支部", "演示九党支部/张三的入党申请书.jpg", True),
        ("买买提·吐尔逊", "演示二党支部", "演示二党支部/买买提．吐尔逊/入党申请书.jpg", True),
        ("王志愿", "演示二党支部", "演示二党支部/王志愿/入党申请书.jpg", True),
        ("陈建国", SECOND, "第二党支部/陈建国/入党申请书_1.jpg", True),
        ("陈建国", SECOND, "第2支部/3 陈 建 国/申请书/第三页.png", True),
        ("陈建国", SECOND, "云溪里/第二党支部/陈建国-转正申请书（扫描件）.tif", True),
        ("陈建国", SECOND, "云溪里演示第二党支部陈建国入党志愿书.pdf", True),
        ("陈建国", SECOND, "陈建国 第二党支部 申请书（二）.pdf", True),
        ("陈建国", SECOND, "中共云溪里演示第二支部委员会/01_陈建国/IMG_2001 申请书.jpg", True),
        ("陈建国", SECOND, "东街道/第二党支部/陈建国/申请书.jpg", False),
        ("陈建国", SECOND, "第二党支部/陈建国/李四申请书.jpg", False),
        ("陈建国", SECOND, "第二党支部/陈建国2/申请书.jpg", False),
        ("陈建国", SECOND, "第二党支部/陈建/国申请书.jpg", False),
        ("陈建国", SECOND, "党支部/陈建国/申请书.jpg", False),
        ("陈建国", SECOND, "陈建国_申请书.jpg", False),
        ("林秀英", "云溪里演示离退休党支部", "退休党支部/林秀英/申请书.jpg", False),
        ("林秀英", "云溪里演示离退休党支部", "离退休党支部/林秀英/申请书.jpg", True),
        ("林秀英", "朝阳村党支部", "阳村党支部/林秀英/申请书.jpg", False),
        ("林秀英", "1街道2号楼党支部", "2号楼党支部/林秀英/申请书.jpg", False),
        ("林秀英", "第二党支部", "第三党支部/第二党支部/林秀英/申请书.jpg", False),
        ("林秀英", "街道党支部", "1街道党支部/林秀英/申请书.jpg", False),
        ("张三", "演示九党支部", "演示九党支部/张三丰/申请书.jpg", False),
        ("李小", "演示九党支部", "演示九党支部/李小 一/申请书.jpg", False),
    ],
)
def test_a_path_is_taken_for_its_person_and_for_nobody_else(name: str, branch: str, path: str, taken: bool) -> None:
    found = match(path, person(name, branch))
    assert bool(found.blind) is taken
    assert taken or found.problem in words.PROBLEMS


def test_of_two_of_one_name_the_branch_that_was_told_decides() -> None:
    two = person("演示八", "2021级学生党支部", b"21"), person("演示八", "2022级学生党支部", b"22")
    assert match("2021级学生党支部/演示八/入党申请书.jpg", *two).blind == b"21"


def test_a_street_is_left_out_only_where_all_branches_are_in_it() -> None:
    chen, elsewhere = person("陈建国", SECOND), person("林秀英", "东街道第三党支部", b"2")
    assert match("第二党支部/陈建国/申请书.jpg", chen).blind
    assert match("第二党支部/陈建国/申请书.jpg", chen, elsewhere).problem == "several_branches"
    assert match("云溪里演示第二党支部/陈建国/申请书.jpg", chen, elsewhere).blind


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("第一党支部/张三/申请书.jpg", "several_people"),  # one of 第一党支部 and one of 云溪里第一党支部
        ("第一党支部/张三/李四/申请书.jpg", "unknown_word"),
        ("第二党支部/李四/申请书.jpg", "several_branches"),
        ("第三党支部/王五/申请书.jpg", "other_branch"),  # where he joined; today's may have another of his name
    ],
)
def test_two_who_may_be_meant_are_shown_and_not_taken(path: str, problem: str) -> None:
    people = (
        person("张三", "第一党支部", b"1"), person("张三", "云溪里第一党支部", b"2"),
        person("李四", "东街道第二党支部", b"3"), person("赵六", "西街道第二党支部", b"4"),
        person("王五", "第一党支部", b"5", "第三党支部"),
    )  # fmt: skip
    found = match(path, *people)
    assert (found.blind, found.problem) == (b"", problem)
    assert {one.name for one in found.people} <= {"张三", "李四", "王五"} and found.people
    assert problem in words.PROBLEMS
    assert words.person(*found.people[0].shown()) in words.may_be([words.person(*one.shown()) for one in found.people])


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        (f"云溪里/{NUMBER}/入党申请书_2.jpg", ""),
        (f"第三党支部/{NUMBER}_陈建国_2019年发展/申请书.jpg", ""),
        (f"{NUMBER}/林秀英_申请书.jpg", "number_and_name"),
        (f"林秀英/{NUMBER}/申请书.jpg", "number_and_name"),
        (f"林秀英{NUMBER}申请书.jpg", "number_and_name"),
    ],
)
def test_a_number_beside_another_name_is_asked_about(path: str, problem: str) -> None:
    chen, lin = person("陈建国", SECOND), person("林秀英", SECOND, b"2")
    found = match(path, lin, owner=chen)
    assert found.problem == problem and bool(found.blind) is not bool(problem)


def test_a_name_that_says_a_paper_does_not_say_which() -> None:
    wang = person("王志愿", "演示二党支部")
    assert match("演示二党支部/王志愿申请书.jpg", wang).kind == LetterKind.APPLICATION
    assert match("演示二党支部/王志愿/1.jpg", wang).problem == "no_kind"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (f"{NUMBER[:-1]}{(int(NUMBER[-1], 11) + 1) % 10}_申请书.jpg", "wrong_number"),
        (f"{NUMBER}/{PEOPLE[1].id_number}_申请书.jpg", "two_numbers"),
        (f"{NUMBER}/IMG_2001.jpg", "no_kind"),
    ],
)
def test_a_name_that_says_too_little_or_two_things(path: str, reason: str) -> None:
    with pytest.raises(NameUnclear, match=reason):
        read_name(path)
    assert reason in words.PROBLEMS


def test_names_of_a_stick_from_windows_are_read_each_for_itself() -> None:
    on_stick = os.fsdecode("第二党支部".encode("gbk") + b"/" + "陈建国".encode() + b"/" + "申请书.jpg".encode("gbk"))
    assert readable(on_stick) == "第二党支部/陈建国/申请书.jpg"
    assert match(readable(on_stick), person("陈建国", SECOND)).blind
    torn = readable(os.fsdecode("第二党支部/陈建国/".encode() + b"\xff\xfe_" + "申请书.jpg".encode()))
    assert match(torn, person("陈建国", SECOND)).problem == "unknown_word"
    torn.encode()  # it can be sent and printed


def test_a_branch_has_one_spelling_and_a_number_is_one_word() -> None:
    assert len({*map(spelled, ("第二党支部", "第2支部", "二党支部", "第 二 支部委员会", "中共第02党支部委员会"))}) == 1
    assert len({*map(spelled, ("三一党支部", "三十一党支部", "3 1党支部", "3-1党支部"))}) == 3
    assert spelled("二〇二一级学生党支部") == spelled("2021级学生支部")
    assert ending(spelled("机关21党支部"), spelled("1党支部")) is None


def test_pages_follow_as_people_count() -> None:
    pages = ["第十一页", "p10", "第二页", "p9", "第十页", "P1"]
    assert sorted(pages, key=natural) == ["P1", "p9", "p10", "第二页", "第十页", "第十一页"]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=6), st.text(max_size=12))
def test_any_name_is_read_or_said_to_be_unclear(path: str, name: str, branch: str) -> None:
    try:
        found = match(f"{path}_申请书", person(name, branch))
    except NameUnclear as unclear:
        assert str(unclear) in words.PROBLEMS
    else:
        assert bool(found.blind) is not bool(found.problem) and name_key(name) is not None


@pytest.mark.parametrize("trees", [2_000, pytest.param(10_000, marks=pytest.mark.long, id="scans")])
def test_no_random_tree_brings_a_wrong_reader(trees: int) -> None:
    """`deploy/test --long scans`: ten thousand of them."""
    plain = found = 0
    for seed in range(trees):
        made = tree(seed)
        people = made.recorded()
        register = Register(people, [one.branch for one in people])
        names = [name_key(one.name) + one.branch for one in people]
        for path, owner, is_plain in made.files:
            blind = register.match(read_name(path)).blind
            assert blind in (b"", owner.person.blind if owner.recorded else b""), (seed, path, owner)
            alone = names.count(name_key(owner.person.name) + owner.person.branch) == 1
            plain += is_plain and owner.recorded and alone
            found += bool(blind) and is_plain and alone
    assert found > plain * 0.9 > 0
