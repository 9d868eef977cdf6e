"""The papers of a pack over HTTP: a sheet dropped like any file, a form without one, two hands at once, and what is
published of them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import count

import httpx
import openpyxl
import pytest

from content.banks.model import Difficulty, Kind
from content.banks.papers import Band, Icon, Order, Plan, Quota
from content.pack.build import build
from content.pack.paper_writing import paper_sheet_bytes, paper_template, papers_text
from content.pack.papers import PAPERS, parse_papers, parse_sheet
from kiosk.features.exhibition.hall.banks.papers import plans_of
from kiosk.features.exhibition.hall.built import take_file
from tests.apps.hall.console.conftest import Hall
from tests.apps.hall.console.test_bank_presses import Asking, asking, said
from tests.apps.hall.console.test_pack_presses import HERE
from tests.content.sheets import question
from tests.features.exhibition.hall.banks.conftest import laid, rows, sheet

SMALL = Plan("small", "党史小测", (Quota(2, None, Kind.SINGLE), Quota(5, "党史", Kind.JUDGE)))
OTHER = Plan("other", "安全知识", (Quota(1),), note="𠮷字也行", order=Order.MIXED, icon=Icon.SAFETY, seconds=90,
             valid_until=date(2027, 6, 30), bands=(Band(60, "合格"), Band(0, "再学", "看看书")))  # fmt: skip
PRESSES = count(1)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("papers"))
    hall.person("吴敏", "keeper")
    hall.person("郑文", "editor")
    yield hall
    hall.stop()


@pytest.fixture
def editor(hall: Hall) -> Iterator[Asking]:
    one = asking(hall)
    yield one
    one.client.close()


def made(editor: Asking, pack: str, *, bank: bool = True) -> None:
    editor.make(pack)
    editor.pack = pack
    if bank:
        assert editor.upload(pack, sheet(rows(3))).status_code == 200


def bring(editor: Asking, content: bytes, name: str = "试卷.xlsx", kind: str = "") -> httpx.Response:
    return editor.upload(editor.pack, content, name, kind)


def page(editor: Asking, path: str = "papers", **query: str) -> str:
    answer = editor.client.get(f"{HERE}/{editor.pack}/{path}", params=query)
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.text)


def form(editor: Asking, paper: str = "") -> dict[str, str | list[str]]:
    """What stands in the form of a paper."""
    text = page(editor, "paper", paper=paper)
    found: dict[str, str | list[str]] = {"press": "1", "of": paper, "mark": editor._found("mark", text)}
    for name in ("title", "note", "name", "bank", "minutes", "clock", "valid_from", "valid_until"):
        values = re.findall(rf'<input[^>]* ?name="{name}"[^>]* value="([^"]*)"', text)
        found |= {name: values[0]} if values else {}
    for name in ("icon", "who", "order", "way"):
        found[name] = re.findall(rf'<select name="{name}".*?value="(\w+)" selected', text, re.DOTALL)[0]
    for name in ("quota_tag", "quota_count", "band_from", "band_title", "band_advice"):
        found[name] = re.findall(rf'<input name="{name}"[^>]* value="([^"]*)"', text)
    for name in ("quota_kind", "quota_difficulty"):
        chosen = re.findall(rf'<select name="{name}"[^>]*>(.*?)</select>', text, re.DOTALL)
        found[name] = [(re.findall(r'value="(\w+)" selected', one) or [""])[0] for one in chosen]
    return found


def save(editor: Asking, typed: dict[str, str | list[str]]) -> httpx.Response:
    return editor.client.post(f"{HERE}/{editor.pack}/paper", data={"csrf": editor.csrf, **typed})


def plans(editor: Asking) -> tuple[Plan, ...]:
    return plans_of(editor.hall.service.drafts.of(editor.pack))


def published(editor: Asking) -> tuple[Plan, ...]:
    """Of the version that is built and published now."""
    answer = editor.post(f"{HERE}/{editor.pack}/build", press=str(next(PRESSES)))
    assert answer.status_code == 303, said(answer)
    packs = editor.hall.service.packs
    newest = next(one for one in packs.versions() if one.pack == editor.pack)
    for verb in ("approve", "publish"):
        assert editor.post(f"{HERE}/{editor.pack}/{verb}", version=str(newest.id)).status_code == 303
    playing = next(one for one in packs.playing() if one.pack == editor.pack)
    with packs.opened(playing) as file, zipfile.ZipFile(file) as archive:
        return parse_papers(archive.read(PAPERS)).plans if PAPERS in archive.namelist() else ()


# -- a sheet ----------------------------------------------------------------------------------------------------------


def test_a_sheet_is_dropped_like_any_file_looked_at_and_published(editor: Asking) -> None:
    made(editor, "dropped")
    answer = bring(editor, paper_sheet_bytes([SMALL, OTHER]))
    assert (
        answer.status_code == 200 and answer.json()["next"] == f"{HERE}/dropped/papers" and not answer.json()["items"]
    )
    assert answer.json()["said"] == ["试卷已存下：新的“党史小测”、“安全知识”"]
    assert plans(editor) == (SMALL, OTHER) and list(editor.hall.service.drafts.of("dropped").items) == ["item-1"]
    listed = page(editor)
    assert "“党史”判断题要 5 道，只有 0 道" in listed and "题都够" in listed and "7 题" in listed
    assert "2027-06-30 止" in listed and "𠮷字也行" in listed
    assert published(editor) == (SMALL, OTHER)
    assert plans(editor) == (SMALL, OTHER), "the next version begins with what was published"
    checked = html.unescape(editor.client.get(f"{HERE}/dropped/check").text)
    assert "试卷“党史小测”要 5 道“党史”判断题，题库里今天能出的只有 0 道" in checked
    assert f'href="{HERE}/dropped/papers">试卷</a>' in checked
    assert 'papers">试卷</a>：' in html.unescape(editor.client.get(f"{HERE}/dropped").text)


def test_a_sheet_again_exchanges_those_of_the_same_number_and_leaves_the_others(editor: Asking) -> None:
    made(editor, "again")
    bring(editor, paper_sheet_bytes([SMALL, OTHER]))
    longer = Plan("small", "党史小测", (Quota(3),))
    answer = bring(editor, paper_sheet_bytes([longer]), "试卷 (1).xlsx")
    assert answer.json()["said"] == ["试卷已存下：换掉“党史小测”"] and plans(editor) == (longer, OTHER)
    assert bring(editor, paper_sheet_bytes([longer])).json()["said"] == ["试卷和原来的一样"]
    text = papers_text([OTHER, Plan("third", "第三套", (Quota(1),))])
    assert "新的“第三套”" in bring(editor, text.encode(), "papers.toml").json()["said"][0]
    assert [one.name for one in plans(editor)] == ["small", "other", "third"]


def test_a_fault_is_told_with_its_place_and_the_other_papers_come(editor: Asking) -> None:
    made(editor, "faulty")
    book = openpyxl.Workbook()
    book.active.append(["试卷", "知识点", "题型", "题数"])
    for row in (["好的", "党史", "单选", 1], ["坏的", "", "单选", 0], ["坏的", "", "问答", 2]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    told = bring(editor, content.getvalue(), "随便叫什么.xlsx").json()["said"][0]
    assert "新的“好的”" in told and "试卷.xlsx “Sheet”第 4 行 C 列：不认识“问答”" in told
    assert [one.title for one in plans(editor)] == ["好的"]
    book.active.delete_rows(2)
    book.active.delete_rows(3)
    content = io.BytesIO()
    book.save(content)
    answer = bring(editor, content.getvalue())
    assert answer.status_code == 409 and "要 1 到 200 的整数" in answer.json()["refused"][0]
    assert [one.title for one in plans(editor)] == ["好的"]


def test_what_is_no_paper_is_told_apart_by_what_it_holds(editor: Asking) -> None:
    made(editor, "apart", bank=False)
    assert "题都" not in page(editor) and "还没有试卷" in page(editor)
    assert "1 道题" in bring(editor, sheet(rows(1)), "试卷.xlsx").json()["said"][0], "many call their questions so"
    assert "只有示例" in bring(editor, paper_template()).json()["refused"][0]
    assert "选“自动”" in bring(editor, paper_sheet_bytes([SMALL]), kind="bank").json()["refused"][0]
    assert bring(editor, b"format = 9\n", "papers.toml").status_code == 409
    assert bring(editor, b"", "papers.toml").status_code == 409
    assert bring(editor, b"PK\x03\x04").status_code == 409
    answer = editor.client.post(
        f"{HERE}/apart/item", data={"csrf": editor.csrf, "title": "题", "item": "item-1", "seen": editor.seen("apart")},
        headers={"X-Kiosk-Page": "live"}, files={"file": ("试卷.xlsx", paper_sheet_bytes([SMALL]))},
    )  # fmt: skip
    assert answer.status_code == 409 and "不能换掉一件展品" in answer.json()["refused"][0]
    assert plans(editor) == ()


def test_several_files_at_once_and_two_presses_60_ms_apart(editor: Asking) -> None:
    editor.pack = editor.make("several")
    files = [("file", (name, content)) for name, content in
             (("题库.xlsx", sheet(rows(3))), ("试卷.xlsx", paper_sheet_bytes([SMALL])), ("坏.jpg", b"no"))]  # fmt: skip
    send = lambda: editor.client.post(  # noqa: E731
        f"{HERE}/several/item?press=ab", data={"csrf": editor.csrf}, files=files, headers={"X-Kiosk-Page": "live"}
    )
    first, second = editor.both(send)
    assert first.json() == second.json() and first.status_code == 200
    assert (
        first.json()["items"] == ["item-1"]
        and len(first.json()["said"]) == 2
        and "坏.jpg" in first.json()["refused"][0]
    )
    assert plans(editor) == (SMALL,)


# -- a form -----------------------------------------------------------------------------------------------------------


def test_a_paper_is_written_in_the_page_changed_and_removed(editor: Asking) -> None:
    made(editor, "written")
    typed = form(editor)
    assert len(typed["quota_count"]) == 6
    typed |= {"title": "我们的卷子", "quota_tag": ["", "党史"], "quota_kind": ["single", ""],
              "quota_difficulty": ["", "easy"], "quota_count": ["２", "1"], "band_from": ["60", "0"],
              "band_title": ["合格", "再学"], "band_advice": ["", "看看书"], "minutes": "1.5"}  # fmt: skip
    answer = save(editor, typed)
    assert answer.status_code == 303, said(answer)
    assert "“我们的卷子”已存下，3 题，题库里今天能出的只有 2 题" in page(editor)
    (plan,) = plans(editor)
    assert plan.quotas == (Quota(2, None, Kind.SINGLE), Quota(1, "党史", None, Difficulty.EASY)) and plan.seconds == 90
    assert plan.bands == (Band(60, "合格"), Band(0, "再学", "看看书"))
    again = form(editor, plan.name)
    assert again["title"] == "我们的卷子" and again["minutes"] == "1.5" and again["quota_count"][:3] == ["2", "1", ""]
    assert save(editor, again).status_code == 303 and plans(editor) == (plan,)
    assert save(editor, again | {"note": "改过", "press": "2"}).status_code == 303 and plans(editor)[0].note == "改过"
    assert published(editor) == plans(editor)
    sheet_of_it = editor.client.get(f"{HERE}/written/papers.xlsx")
    assert parse_sheet(sheet_of_it.content).plans == plans(editor)
    mark = editor._found("mark", page(editor))
    gone = editor.post(f"{HERE}/written/remove-paper", of=plan.name, mark=mark)
    assert gone.status_code == 303 and plans(editor) == () and published(editor) == ()
    assert parse_sheet(editor.client.get(f"{HERE}/written/papers.xlsx").content).plans == ()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"title": ""}, "标题：没有写"),
        ({"title": "𠮷" * 31}, "标题：要文字，30 个字以内"),
        ({"quota_count": [""]}, "题量：没有写题量"),
        ({"quota_count": ["", "", "0"]}, "题量第 3 行，题数：要 1 到 200 的整数"),
        ({"quota_count": ["201"]}, "题量第 1 行，题数：要 1 到 200 的整数"),
        ({"quota_count": ["200", "1"]}, "题量：一共 201 题，一张试卷最多 200 题"),
        ({"quota_count": ["一"]}, "题量第 1 行，题数"),
        ({"quota_tag": ["党" * 21], "quota_count": ["1"]}, "题量第 1 行，知识点：要文字，20 个字以内"),
        ({"quota_kind": ["essay"], "quota_count": ["1"]}, "题量第 1 行，题型：不认识"),
        ({"band_from": ["60"], "band_title": ["合格"]}, "等级第 1 行：等级要从 0 分起"),
        ({"minutes": "很久"}, "大约几分钟：要 0.5 到 120 的数"),
        ({"valid_from": "2026-12-02", "valid_until": "2026-12-01"}, "出到哪天：结束早于开始"),
        ({"name": "大写"}, "编号：只能用小写字母"),
    ],
)
def test_what_is_no_paper_is_refused_by_its_place_and_nothing_typed_is_lost(
    editor: Asking, typed: dict[str, str | list[str]], why: str
) -> None:
    if "refused" not in {one.pack for one in editor.hall.service.drafts.all()}:
        made(editor, "refused")
    editor.pack = "refused"
    sent = form(editor) | {"title": "卷子", "note": "留着", "quota_count": ["1"]} | typed
    answer = save(editor, sent)
    assert answer.status_code == 409 and why in said(answer), said(answer)
    assert 'value="留着"' in answer.text and plans(editor) == ()


def test_more_rows_are_asked_for_and_nothing_is_saved(editor: Asking) -> None:
    made(editor, "rows")
    typed = form(editor) | {"title": "长的", "quota_count": ["1"] * 6}
    for rows_now in (12, 18, 60):
        answer = save(editor, typed | {"more": "1", "quota_count": ["1"] * (rows_now - 6)})
        assert answer.status_code == 200 and answer.text.count('name="quota_count"') == rows_now
        assert 'value="长的"' in answer.text and plans(editor) == ()
    assert 'name="more"' not in answer.text
    full = typed | {"quota_count": ["1"] * 60, "quota_tag": [""] * 60, "quota_kind": [""] * 60,
                    "quota_difficulty": [""] * 60, "band_from": [""] * 8}  # fmt: skip
    assert save(editor, full).status_code == 303 and plans(editor)[0].count == 60


def test_two_hands_at_one_paper_and_a_press_that_comes_back(hall: Hall, editor: Asking) -> None:
    made(editor, "hands")
    bring(editor, paper_sheet_bytes([SMALL, OTHER]))
    second = asking(hall, "郑文")
    second.pack = "hands"
    mine, theirs, others = form(editor, "small"), form(second, "small"), form(second, "other")
    assert save(second, theirs | {"note": "他们的"}).status_code == 303
    late = save(editor, mine | {"note": "我的"})
    assert late.status_code == 409 and "刚才有人改过这套试卷" in said(late) and 'value="我的"' in late.text
    assert save(second, others | {"note": "另一套"}).status_code == 303, "another paper is in nobody's way"
    assert [one.note for one in plans(editor)] == ["他们的", "另一套"]
    assert editor.post(f"{HERE}/hands/remove-paper", of="small", mark=str(mine["mark"])).status_code == 409
    new = form(editor) | {"title": "新的", "quota_count": ["1"]}
    answers = editor.both(lambda: save(editor, new))
    assert [one.status_code for one in answers] == [303, 303] and len(plans(editor)) == 3
    back = save(editor, new | {"press": "2", "note": "从后退键来的"})
    assert back.status_code == 409 and "已经有一套" in said(back) and len(plans(editor)) == 3
    assert editor.client.get(f"{HERE}/hands/paper", params={"paper": "gone"}).status_code == 303
    second.client.close()


def test_no_more_papers_than_a_pack_holds(editor: Asking) -> None:
    made(editor, "many")
    many = [Plan(f"p{number}", f"第 {number} 套", (Quota(1),)) for number in range(100)]
    assert bring(editor, paper_sheet_bytes(many)).status_code == 200
    assert "等 100 套" in page(editor), "what was said is short"
    refused = save(editor, form(editor) | {"title": "一百零一", "quota_count": ["1"]})
    assert refused.status_code == 409 and "最多 100 套" in said(refused)
    wide = [Plan(f"w{number}", "宽" * 30, tuple(Quota(1, f"{'点' * 17}{row}") for row in range(45)))
            for number in range(100)]  # fmt: skip
    answer = bring(editor, paper_sheet_bytes(wide))
    assert answer.status_code == 409 and "最多 100" in answer.text
    made(editor, "wide")
    assert "放不下" in bring(editor, paper_sheet_bytes(wide)).json()["refused"][0] and plans(editor) == ()


def test_what_a_command_published_is_what_editors_begin_with(editor: Asking) -> None:
    hall = editor.hall
    root = laid(hall.service.settings.data_dir.parent / "spring", "1", sheet(rows(3)), "spring")
    (root / PAPERS).write_text(papers_text([SMALL]), encoding="utf-8")
    built = build(root, root.parent)
    take_file(hall.service.packs, built.path, hall.now.date())
    editor.pack = "spring"
    assert plans(editor) == (SMALL,) and "从屏上所有的题库里抽" in page(editor)
    mark = editor._found("mark", page(editor))
    assert editor.post(f"{HERE}/spring/remove-paper", of="small", mark=mark).status_code == 303
    (root / "manifest.toml").write_text((root / "manifest.toml").read_text("utf-8").replace('"1"', '"2"'), "utf-8")
    take_file(hall.service.packs, build(root, root.parent).path, hall.now.date())
    assert plans(editor) == (), "what editors took away stays away"


def test_a_withdrawn_question_fills_nothing(editor: Asking) -> None:
    made(editor, "down")
    bring(editor, paper_sheet_bytes([Plan("all", "都要", (Quota(3),))]))
    assert "题都够" in page(editor)
    published(editor)
    editor.post(f"{HERE}/down/withdraw-question", item="item-1", number="2", sure="1")
    assert "题要 3 道，只有 2 道" in page(editor)
    assert editor.upload("down", sheet([question(9, "新的一问？", "A", "甲", "乙")])).status_code == 200
    assert "题都够" in page(editor)


# -- packed together ---------------------------------------------------------------------------------------------------


def zipped(**files: bytes) -> bytes:
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return place.getvalue()


def test_a_folder_packed_by_a_right_click_brings_its_bank_and_its_papers(editor: Asking) -> None:
    editor.pack = editor.make("packed")
    content = zipped(**{"云溪里/题库.xlsx": sheet(rows(3)), "云溪里/试卷.xlsx": paper_sheet_bytes([SMALL]),
                        "云溪里/目录.xlsx": sheet([]), "__MACOSX/._题库.xlsx": b"x"})  # fmt: skip
    told = bring(editor, content, "云溪里.zip").json()
    assert (
        told["items"] == ["item-1"] and "党史小测" in told["said"][1] and told["refused"][0].startswith("目录.xlsx：")
    )
    assert editor.hall.service.drafts.of("packed").items["item-1"]["title"] == "题库" and plans(editor) == (SMALL,)
    assert not list(editor.hall.service.drafts.home.glob(".packed-*"))


def test_what_is_packed_may_not_lead_out_nor_swell(editor: Asking) -> None:
    editor.pack = editor.make("traps")
    for content, why in ((zipped(**{"../外面.xlsx": b"x"}), "外面"), (b"no archive", "坏.zip"), (zipped(), ""),
                         (zipped(**{f"{number}.txt": b"x" for number in range(201)}), "200")):  # fmt: skip
        answer = bring(editor, content, "坏.zip")
        assert answer.status_code == 409 and why in "".join(answer.json()["refused"]), answer.text
    assert not editor.hall.service.drafts.of("traps").items


def test_a_challenge_and_a_question_of_the_day_need_no_numbers(editor: Asking) -> None:
    made(editor, "ways")
    typed = form(editor) | {"title": "闯关", "way": "challenge", "clock": "20"}
    assert save(editor, typed).status_code == 303
    (plan,) = plans(editor)
    assert (plan.way, plan.clock, plan.quotas) == ("challenge", 20, (Quota(1),)) and "“闯关”已存下，挑战" in page(
        editor
    )
    assert save(editor, form(editor, plan.name) | {"press": "7"}).status_code == 303 and plans(editor) == (plan,)
    late = save(editor, form(editor) | {"title": "考试", "clock": "20", "quota_count": ["1"]})
    assert late.status_code == 409 and "每题秒数：玩法是“自测”的试卷没有这一项" in said(late)
    assert save(editor, form(editor) | {"title": "部分", "partial": "true", "quota_count": ["1"]}).status_code == 303
    assert plans(editor)[1].partial


def test_a_paper_is_drawn_of_the_bank_that_it_names(editor: Asking) -> None:
    made(editor, "named")
    (title,) = (str(one["title"]) for one in editor.hall.service.drafts.of("named").items.values())
    assert f'<option value="{title}">' in page(editor, "paper")  # to choose from
    for number, bank in enumerate((title, "没有的")):
        typed = form(editor) | {"title": f"第{number}套", "bank": bank, "quota_count": ["1"]}
        assert save(editor, typed).status_code == 303
    assert [one.bank for one in plans(editor)] == [title, "没有的"]
    listed = page(editor)
    assert listed.count("题都够") == 1  # of the other bank there is none
    assert form(editor, plans(editor)[0].name)["bank"] == title
