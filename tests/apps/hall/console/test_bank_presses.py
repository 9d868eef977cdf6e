"""The questions of a bank over HTTP: uploaded, listed, changed one by one, two hands at once; withdrawn by who may."""

from __future__ import annotations

import errno
import html
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from content.banks.bank_file import own_bytes
from content.banks.model import JUDGE_OPTIONS, Bank, Item, Kind, Status
from content.banks.table_reader import read_bank
from kiosk.features.exhibition.hall.room import Room
from tests.apps.hall.console.conftest import PASSWORD, Hall
from tests.apps.hall.console.test_pack_presses import HERE, Editor
from tests.content.documents import document, paragraph
from tests.content.sheets import question
from tests.features.exhibition.hall.banks.conftest import rows, sheet

PROSE = "1. 第一问？\nA. 甲\nB. 乙\n答案：A\n2. 第二问？\nA. 甲\nB. 乙\n答案：B\n"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("banks"))
    hall.person("吴敏", "keeper")
    hall.person("郑文", "editor")
    yield hall
    hall.stop()


class Asking(Editor):
    """An editor at the questions of one pack's first item."""

    pack = ""

    def upload(self, pack: str, content: bytes, name: str = "题库.xlsx", kind: str = "") -> httpx.Response:
        self.pack = pack
        return self.client.post(
            f"{HERE}/{pack}/item", data={"csrf": self.csrf, "title": "冬季题库", "kind": kind},
            headers={"X-Kiosk-Page": "live"}, files={"file": (name, content)},
        )  # fmt: skip

    def page(self, path: str, **query: str | int) -> str:
        answer = self.client.get(f"{HERE}/{self.pack}/{path}", params={"item": "item-1", **query})
        assert answer.status_code == 200, answer.status_code
        return html.unescape(answer.text)

    def form(self, number: str = "", **typed: str) -> dict[str, str]:
        """What stands in the form of a question, with something else typed."""
        page = self.page("question", number=number)
        fields = {name: self._found(name, page) for name in ("of", "mark")}
        for name in ("stem", "options", "blanks", "explanation"):
            fields[name] = re.findall(rf'<textarea name="{name}"[^>]*>([^<]*)', page)[0]
        for name in ("kind", "status", "difficulty"):
            fields[name] = re.findall(rf'<select name="{name}".*?value="(\w+)" selected', page, re.DOTALL)[0]
        for name in ("answer", "source", "valid_until", "tags"):
            fields[name] = re.findall(rf'<input[^>]* ?name="{name}"[^>]* value="([^"]*)"', page)[0]
        return {"item": "item-1", "press": "1", **fields, **typed}

    def save(self, form: dict[str, str]) -> httpx.Response:
        return self.post(f"{HERE}/{self.pack}/question", **form)

    @property
    def bank(self) -> Bank:
        written = self.hall.service.drafts.of(self.pack).items["item-1"]
        return read_bank(self.hall.service.drafts.home / self.pack / str(written["file"]))

    def find(self, number: str) -> Item:
        return next(one for one in self.bank if one.id == number)


def asking(hall: Hall, name: str = "吴敏") -> Asking:
    one = Asking(hall)
    if name != "吴敏":
        one.client.close()
        one.client = httpx.Client(base_url=hall.url, timeout=60)
        assert one.client.post("/console/login", data={"name": name, "password": PASSWORD}).status_code == 303
        one.csrf = one._found("csrf", one.client.get(HERE).text)
    return one


@pytest.fixture
def editor(hall: Hall) -> Iterator[Asking]:
    one = asking(hall)
    yield one
    one.client.close()


def said(answer: httpx.Response) -> str:
    """Why it was not done."""
    return html.unescape(re.findall(r'role="alert">(.*?)</p>', answer.text)[0])


# -- the file ---------------------------------------------------------------------------------------------------------


def test_a_sheet_is_a_bank_and_its_report_stands_in_the_page(editor: Asking) -> None:
    editor.make("sheet")
    bad = question(9, "没有答案？", "", "甲", "乙")
    answer = editor.upload("sheet", sheet([*rows(3), bad, question(10, "党员要年满十八岁。", "√")]))
    assert (
        answer.json()["next"] == f"{HERE}/sheet/item?item=item-1" and "4 道题，1 处没有收" in answer.json()["said"][0]
    )
    page = editor.page("item")
    assert "4 道题：单选题 3，判断题 1" in page and "题库 第 5 行 H 列" in page and "没有答案" in page
    assert page.count("data-seen") == 4  # of so few every one
    assert "没有收" in editor.page("bank", report=1)


def test_what_could_be_either_is_asked_about_and_a_catalogue_is_no_bank(editor: Asking) -> None:
    editor.make("either")
    word = document(*(paragraph(line) for line in PROSE.splitlines()))
    for name, content in (("题.docx", word), ("题.txt", PROSE.encode())):
        answer = editor.upload("either", content, name)
        assert answer.status_code == 409 and "在“类型”里选" in answer.json()["refused"][0]
    assert editor.upload("either", word, "题.docx", kind="bank").status_code == 200
    assert [one.stem for one in editor.bank] == ["第一问？", "第二问？"]
    assert editor.upload("either", word, "题.docx", kind="article").status_code == 200
    assert editor.upload("either", "通知：周三停水。".encode(), "通知.txt").status_code == 200
    kinds = [one["kind"] for one in editor.hall.service.drafts.of("either").items.values()]
    assert kinds == ["bank", "article", "article"]
    for name, kind, why in (
        ("目录.xlsx", "", "目录"),
        ("a.jpg", "bank", "不是题库"),
        ("a.xlsx", "", ""),
    ):
        refused = editor.upload("either", b"PK\x03\x04" if why == "" else sheet(rows(1)), name, kind).json()["refused"]
        assert len(refused) == 1 and why in refused[0]


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="truefalse"><name><text>1</text></name><questiontext format="html"><text>入党要年满十八岁。</text>
</questiontext><answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>
</question></quiz>"""
OWN = own_bytes(Bank("题库", (Item("1", Kind.JUDGE, "入党要年满十八岁。", JUDGE_OPTIONS, (0,)),)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("题.gift", "入党要年满十八岁。{T}".encode()), ("题.xml", MOODLE.encode()), ("题.bank.json", OWN),
        ("题.csv", "题干,选项A,选项B,答案\n问？,甲,乙,A\n".encode("gb18030")),
        ("题.tsv", "题干\t选项A\t选项B\t答案\n问？\t甲\t乙\tA\n".encode()),
    ],
)  # fmt: skip
def test_every_form_is_read_by_the_limited_children(editor: Asking, name: str, content: bytes) -> None:
    pack = editor.make(f"form-{name.rpartition('.')[2]}")
    answer = editor.upload(pack, content, name)
    assert answer.status_code == 200, answer.text
    assert "道题" in editor.page("item") and editor.page("bank").count("<tr><td") >= 1


# -- one question -----------------------------------------------------------------------------------------------------


def test_one_question_is_changed_and_no_other(editor: Asking) -> None:
    editor.make("one")
    editor.upload("one", sheet(rows(60)))
    before = editor.bank
    assert editor.page("bank").count("<tr><td") == 50 and "第 1 页，共 2 页" in editor.page("bank")
    assert "找到 1 道，一共 60 道" in editor.page("bank", q="第57问")
    form = editor.form("7", stem="党章  是谁\n通过的？", options="甲\n乙\n\n𠮷·丙", answer="ａ、c", kind="multiple",
                       tags="党章、基础", valid_until="2027-06-30", source="《演示文件》第一条")  # fmt: skip
    answer = editor.save(form)
    assert answer.headers["location"] == f"{HERE}/one/bank?item=item-1&q=7"
    changed = editor.find("7")
    assert (changed.stem, changed.options, changed.answer) == ("党章 是谁 通过的？", ("甲", "乙", "𠮷·丙"), (0, 2))
    assert changed.tags == ("党章", "基础") and str(changed.valid_until) == "2027-06-30"
    assert [one for one in editor.bank if one.id != "7"] == [one for one in before if one.id != "7"]
    assert [one.id for one in editor.bank] == [one.id for one in before]
    folder = editor.hall.service.drafts.home / "one"
    assert len([path for path in folder.iterdir() if path.suffix != ".small"]) == 1  # the file of before is gone
    assert editor.form("7")["stem"] == "党章 是谁 通过的？"
    for verb, version in (("build", ""), ("approve", "1"), ("publish", "1")):
        assert editor.post(f"{HERE}/one/{verb}", version=version, seen=editor.seen("one")).status_code == 303
    (played,) = [bank for bank in editor.hall.service.banks.playing() if bank.name == "one/item-1"]
    assert played.items == editor.bank.items


def test_every_type_is_typed_and_comes_back_as_it_was(editor: Asking) -> None:
    editor.make("types")
    editor.upload("types", sheet(rows(2)))
    for number, typed in (
        ("3", {"kind": "judge", "stem": "入党要年满十八岁。", "truth": "true"}),
        ("4", {"kind": "fill", "stem": "党的生日是____月____日。", "blanks": "七 / 7\n一 / 1"}),
        ("5", {"kind": "order", "stem": "按先后排。", "options": "甲\n乙\n丙", "answer": "CAB"}),
        ("6", {"kind": "multiple", "stem": "哪几个？", "options": "甲\n乙", "answer": "AB", "status": "draft"}),
    ):
        assert editor.save(editor.form(**typed)).status_code == 303, number
        assert editor.find(number).kind == typed["kind"]
        again = editor.form(number)
        assert again["stem"] == typed["stem"] and again["blanks"] == typed.get("blanks", "")
    assert editor.find("6").status is Status.DRAFT and editor.find("4").blanks == (("七", "7"), ("一", "1"))
    assert editor.find("5").answer == (2, 0, 1)


def test_what_is_no_question_is_told_by_its_field_and_what_was_typed_stays(editor: Asking) -> None:
    editor.make("typed")
    editor.upload("typed", sheet(rows(2)))
    before = editor.bank
    for typed in (
        {"stem": ""}, {"stem": "长" * 301}, {"options": "甲"}, {"options": "甲\n甲"}, {"answer": ""},
        {"answer": "Z"}, {"answer": "AB"}, {"options": "甲\n" * 30}, {"kind": "fill", "blanks": ""},
        {"kind": "order", "answer": "A"}, {"kind": "judge"}, {"kind": "essay"}, {"valid_until": "明年"},
        {"status": "forever"}, {"tags": "、".join(f"标签{at}" for at in range(20))},
    ):  # fmt: skip
        answer = editor.save(editor.form("1", **typed))
        assert answer.status_code == 409 and said(answer), typed
        key, value = next(iter(typed.items()))
        if key in ("stem", "options", "blanks") and value:
            assert value.splitlines()[0] in answer.text
    for typed, status in (({"of": "9"}, 409), ({"item": "item-9"}, 303), ({"of": "", "number": "1"}, 409)):
        assert editor.save({**editor.form("1"), **typed}).status_code == status, typed
    assert editor.bank == before


def test_two_hands_at_one_question_and_at_two(editor: Asking) -> None:
    editor.make("hands")
    editor.upload("hands", sheet(rows(3)))
    first, second, other = (
        editor.form("1", stem="先来的？"),
        editor.form("1", stem="后来的？"),
        editor.form("2", stem="别的？"),
    )
    assert editor.save(first).status_code == 303
    late = editor.save(second)
    assert late.status_code == 409 and "刚才有人改过这道题" in said(late) and "后来的？" in late.text
    assert editor.save(other).status_code == 303  # another question of the same bank: in nobody's way
    assert [one.stem for one in editor.bank] == ["先来的？", "别的？", "第3问？"]


def test_many_hands_at_once_lose_nothing_and_a_press_that_comes_twice_adds_once(editor: Asking) -> None:
    editor.make("press")
    editor.upload("press", sheet(rows(8)))
    forms = [editor.form(str(number), stem=f"改过的{number}？", press=str(number)) for number in range(1, 4)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(editor.save, forms))
    for form in (form for form, answer in zip(forms, answers, strict=True) if answer.status_code == 409):
        assert editor.save({**form, "press": "again"}).status_code == 303  # three at one bank: pressed once more
    assert [one.stem for one in editor.bank][:3] == ["改过的1？", "改过的2？", "改过的3？"]
    new = editor.form("", stem="新的？", options="甲\n乙", answer="A", press="new")
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(editor.save, new)
        time.sleep(0.06)
        two = pool.submit(editor.save, new)
    assert one.result().headers["location"] == two.result().headers["location"]
    assert [item.id for item in editor.bank] == [str(number) for number in range(1, 10)]


def test_what_finds_no_room_is_said_and_the_bank_of_before_stays(
    editor: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.make("room")
    editor.upload("room", sheet(rows(2)))
    before, form = editor.bank, editor.form("1", stem="放不下？")
    drafts = editor.hall.service.drafts
    with monkeypatch.context() as full:
        full.setattr(drafts, "room", Room(drafts.home, quota_bytes=1))
        assert "packs_gigabytes" in said(editor.save(form))
        full.setattr(drafts, "room", Room(drafts.home))
        full.setattr(drafts, "exchange", _disk_full)
        answer = editor.save({**form, "press": "2"})
    assert answer.status_code == 507 and "放不下？" in answer.text
    assert editor.bank == before and not list(drafts.home.glob(".bank-*"))


def _disk_full(*_: object) -> str:
    raise OSError(errno.ENOSPC, "full")


def test_what_looks_like_a_page_is_only_text(editor: Asking) -> None:
    editor.make("marks")
    editor.upload("marks", sheet(rows(2)))
    mean = "<script>alert(1)</script>'\"&"
    assert editor.save(editor.form("1", stem=mean, options=f"{mean}\n乙", source=mean, tags="<i>")).status_code == 303
    for path in ("item", "bank", "question"):
        answer = editor.client.get(f"{HERE}/marks/{path}", params={"item": "item-1", "number": "1"})
        assert answer.status_code == 200 and "<script>alert" not in answer.text and "&lt;script&gt;" in answer.text


def test_a_bank_that_cannot_be_read_any_more_is_said_and_harms_nothing(editor: Asking) -> None:
    editor.make("broken")
    editor.upload("broken", sheet(rows(2)))
    for file in (editor.hall.service.drafts.home / "broken").glob("*.xlsx"):
        file.write_bytes(b"no sheet")
    assert 'role="alert"' in editor.page("item") and "读题报告" not in editor.page("item")
    for page in ("bank", "question"):
        answer = editor.client.get(f"{HERE}/broken/{page}", params={"item": "item-1", "number": "1"})
        assert answer.status_code == 303


# -- at once, everywhere ----------------------------------------------------------------------------------------------


def test_who_may_publish_withdraws_a_question_after_one_look_and_brings_it_back(hall: Hall, editor: Asking) -> None:
    editor.make("gone")
    editor.upload("gone", sheet(rows(3)))
    form = {"item": "item-1", "number": "2"}
    asked = editor.post(f"{HERE}/gone/withdraw-question", **form)
    assert asked.status_code == 200 and 'name="sure" value="1"' in asked.text and not hall.service.questions.withdrawn()
    done = editor.post(f"{HERE}/gone/withdraw-question", **form, sure="1", why="来源改了")
    assert done.status_code == 303
    ((bank, number, why),) = [(one.bank, one.question, one.why) for one in hall.service.questions.withdrawn()]
    assert (bank, number, why) == ("gone/item-1", "2", "来源改了")
    assert "已停用" in editor.page("bank") and "来源改了" in editor.page("item")
    again = editor.post(f"{HERE}/gone/withdraw-question", **form, sure="1", press="9")
    assert again.status_code == 409 and "已经停用" in said(again)
    other = asking(hall, "郑文")
    other.pack = "gone"
    assert "马上停用" not in other.page("question", number="2")
    for verb in ("withdraw-question", "bring-back-question"):
        assert other.post(f"{HERE}/gone/{verb}", **form, sure="1").status_code == 403
    other.client.close()
    assert editor.post(f"{HERE}/gone/bring-back-question", **form).status_code == 303
    assert not hall.service.questions.withdrawn()
    assert editor.post(f"{HERE}/gone/bring-back-question", **form, press="9").status_code == 409


@pytest.mark.parametrize(
    "path",
    ["bank?item=", "bank?item=../..&page=-1", "bank?item=item-1&page=99999&q=%00", "question?item=item-1&number=../x",
     "question?item=item-9", "preview?item=item-1&question=" + "9" * 3000, "bank?item=item-1&report=1&page=9999"],
)  # fmt: skip
def test_an_address_that_nobody_wrote_is_answered(editor: Asking, path: str) -> None:
    if not any(one.pack == "odd" for one in editor.hall.service.drafts.all()):
        editor.make("odd")
        editor.upload("odd", sheet(rows(2)))
    assert editor.client.get(f"{HERE}/odd/{path}").status_code in (200, 303, 404, 409)


def test_twenty_thousand_questions_are_turned_over_and_searched(editor: Asking, tmp_path: Path) -> None:
    editor.make("large")
    lines = ["题号,题型,题干,选项A,选项B,答案"]
    lines += [f"{number},单选题,第 {number} 问是什么？,甲{number},乙{number},A" for number in range(1, 20_001)]
    assert editor.upload("large", "\n".join(lines).encode(), "题库.csv").status_code == 200
    page = editor.page("bank", page=400)
    assert page.count("<tr><td") == 50 and "第 400 页，共 400 页" in page and len(page) < 200_000
    assert "找到 1 道，一共 20000 道" in editor.page("bank", q="第 12345 问")
