"""GIFT, Moodle's XML, plain text and .docx: what a kiosk cannot ask is named, an error costs its question."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from content.banks.model import Bank, BankRejected, Kind, Severity, Status
from content.banks.table_reader import read_bank

HEAD = "<questiontext><text>问</text></questiontext>"
RIGHT = "<answer fraction='100'><text>true</text></answer>"


def gift(text: str) -> Bank:
    return read_bank(Path("a.gift"), content=text.encode())


def moodle(*questions: str) -> Bank:
    return read_bank(Path("a.xml"), content=f"<quiz>{''.join(questions)}</quiz>".encode())


def prose(text: str) -> Bank:
    return read_bank(Path("a.txt"), content=text.encode())


def said(bank: Bank, severity: Severity = Severity.REFUSED) -> list[str]:
    return [str(one) for one in bank.findings if one.severity is severity]


def test_gift_questions_a_kiosk_can_ask() -> None:
    bank = gift(
        "// 备注\n$CATEGORY: $course$/top/党章\n\n"
        "// [id:k7] [tag:入党]\n::一::[html]<p>一大在哪里？</p> {\n=上海 # 对了\n~北京\n#### 因为\n}\n\n"
        "选两个{~%50%甲 ~%50%乙 ~%-100%丙}\n\n圆的{TRUE#不#是}\n\n首都是{=北京 =%100%北平 =%50%京}。\n\n"
        "转义\\=\\{\\}\\:{=a\\=b ~c\\~d}"
    )
    first, second, third, fourth, fifth = bank
    assert (first.id, first.stem, first.answer, first.explanation) == ("k7", "一大在哪里？", (0,), "因为")
    assert first.tags == ("党章", "入党") and (second.kind, second.answer) == (Kind.MULTIPLE, (0, 1))
    assert (third.kind, third.answer) == (Kind.JUDGE, (0,))
    assert (fourth.stem, fourth.blanks) == ("首都是____。", (("北京", "北平"),))
    assert (fifth.stem, fifth.options) == ("转义={}:", ("a=b", "c~d")) and not bank.refused()
    assert any("一部分分" in line for line in said(bank, Severity.WARNED))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("没合上{=甲 ~乙", "没有合上"), ("多{一{=甲 ~乙}}", "没有合上"), ("两{T}个{F}", "后面还有"), ("只是说明", "说明"),
     ("写文章{}", "问答题"), ("数{#3:1}", "数字题"), ("配{=a -> b =c -> d}", "匹配题"), ("没有对的{~甲 ~乙}", "满分"),
     ("怪{随便写}", "看不懂"), ("两个对{=甲 =乙 ~丙}", "看不懂"), ("空选项{=甲 ~}", "选项")],
)  # fmt: skip
def test_gift_that_cannot_be_asked_costs_its_question(text: str, reason: str) -> None:
    bank = gift(f"好{{T}}\n\n{text}\n\n也好{{F}}")
    assert [item.stem for item in bank] == ["好", "也好"]
    assert len(said(bank)) == 1 and reason in said(bank)[0] and "第 3 行" in said(bank)[0]


def test_moodle_questions_a_kiosk_can_ask() -> None:
    bank = moodle(
        "<question type='category'><category><text>$course$/党史</text></category></question>",
        "<question type='multichoice'><questiontext format='html'><text><![CDATA[<p>一大&nbsp;在哪？</p>]]></text>"
        "</questiontext>"
        "<single>true</single><answer fraction='100'><text>上海</text><feedback><text>对</text></feedback></answer>"
        "<answer fraction='0'><text>北京</text></answer><idnumber>m1</idnumber></question>",
        "<question type='shortanswer'><questiontext><text>首都？</text></questiontext><usecase>1</usecase>"
        "<answer fraction='100'><text>北*</text></answer><answer fraction='50'><text>京</text></answer></question>",
    )
    first, second = bank
    assert (first.id, first.stem, first.options, first.tags) == ("m1", "一大 在哪？", ("上海", "北京"), ("党史",))
    assert second.blanks == (("北*",),) and len(said(bank, Severity.WARNED)) == 4


@pytest.mark.parametrize(
    "question",
    ["<question type='essay'><questiontext><text>谈谈</text></questiontext></question>", "<question/>",
     f"<question type='multichoice'>{HEAD}</question>",
     f"<question type='multichoice'>{HEAD}<answer fraction='a'><text>甲</text></answer></question>",
     f"<question type='truefalse'>{HEAD}<answer fraction='100'><text>也许</text></answer></question>",
     "<question type='cloze'><questiontext><text>{1:SA:=a}</text></questiontext></question>"],
)  # fmt: skip
def test_moodle_that_cannot_be_asked_costs_its_question(question: str) -> None:
    good = f"<question type='truefalse'>{HEAD}{RIGHT}</question>"
    bank = moodle(good.replace("问", "一"), question, good.replace("问", "二"))
    assert [item.stem for item in bank] == ["一", "二"] and said(bank)[0].startswith("Moodle 第 2 题")


def test_a_picture_in_a_question_makes_it_a_draft() -> None:
    (item,) = moodle(
        "<question type='truefalse'><questiontext><text>&lt;img src='@@PLUGINFILE@@/a.png'&gt;圆的</text>"
        f"<file name='a.png' encoding='base64'>AAAA</file></questiontext>{RIGHT}</question>"
    )
    assert item.status is Status.DRAFT
    assert gift("看<img src='a'>{T}").items[0].status is Status.DRAFT


def test_answers_in_one_list_at_the_end() -> None:
    bank = prose(
        "一、单选题\n1. 甲？\nA. 一 B. 二\n2. 乙？\nA. 一\nB. 二\n二、判断题\n1. 丙\n2. 丁\n三、填空题\n1. ____\n"
        "参考答案\n一、单选题\n1-2 AB\n二、判断题\n1.√ 2.×\n三、填空题\n1. 北京/北平\n"
    )
    assert [item.answer for item in bank] == [(0,), (1,), (0,), (1,), ()] and bank.items[4].blanks == (
        ("北京", "北平"),
    )
    assert not bank.refused()


def test_an_answer_in_brackets_behind_its_question() -> None:
    bank = prose("1. 一大在哪里？（答案：B）\nA. 北京\nB. 上海\n2. 地球是圆的。【答案】对【解析】是的\n")
    assert [(item.stem, item.answer) for item in bank] == [("一大在哪里？", (1,)), ("地球是圆的。", (0,))]


def test_a_list_of_answers_that_does_not_fit_gives_none() -> None:
    bank = prose("1. 甲？\nA. 一 B. 二\n1. 乙？\nA. 一 B. 二\n3. 丙？\nA. 一 B. 二\n答案\n1. A\n3. B\n9. A\n")
    assert [item.stem for item in bank] == ["丙？"] and len(bank.refused()) == 2
    assert any("第 9 题" in line for line in said(bank, Severity.WARNED))
    bank = prose("1. 甲？\nA. 一 B. 二\n答案：B\n参考答案\n1. A\n")
    assert not bank.items and "不同" in said(bank)[0]


def test_questions_without_numbers_and_lines_that_go_on() -> None:
    bank = prose(
        "一大在哪里\n开幕？\nA. 北京\nB. 上海\n答案：\nB\n\n二大呢？\nA. 北京\nB. 上海\n答案：A 解析：在\n上海\n"
    )
    assert [(item.stem, item.answer, item.explanation) for item in bank] == [
        ("一大在哪里开幕？", (1,), ""),
        ("二大呢？", (0,), "在上海"),
    ]
    assert [one.row for one in bank.findings] == [2, 12]


def test_a_document_with_numbers_of_its_own() -> None:
    """Word counts the questions itself: the number is in no text."""
    import docx

    document = docx.Document()
    for stem, answer in (("一大在哪里？", "B"), ("二大呢？", "A")):
        document.add_paragraph(stem, style="List Number")
        for text in ("A. 北京", "B. 上海", f"答案：{answer}"):
            document.add_paragraph(text)
    document.save(out := io.BytesIO())
    bank = read_bank(Path("a.docx"), content=out.getvalue())
    assert [(item.stem, item.answer) for item in bank] == [("一大在哪里？", (1,)), ("二大呢？", (0,))]


def test_a_document_without_questions_is_refused() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("关于开展主题党日的通知")
    document.save(out := io.BytesIO())
    with pytest.raises(BankRejected, match="答案：B"):
        read_bank(Path("a.docx"), content=out.getvalue())
