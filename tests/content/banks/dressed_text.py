"""A truth written as plain text, a .docx, GIFT or Moodle's XML. Each says also where each stands."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from random import Random

from content.banks.model import Difficulty, Item, Kind, Status
from tests.content.banks.truth import Truth

Written = tuple[bytes, dict[str, list[int]]]
_KINDS = {
    Kind.SINGLE: "单选题",
    Kind.MULTIPLE: "多选题",
    Kind.JUDGE: "判断题",
    Kind.FILL: "填空题",
    Kind.ORDER: "排序题",
}


def plainer(truth: Truth, **kept: object) -> Truth:
    """What such a file can say: no days, no status."""
    nothing: dict[str, object] = {"valid_from": None, "valid_until": None, "status": Status.READY}
    return replace(truth, item=replace(truth.item, **(nothing | kept)))  # type: ignore[arg-type]


def as_lines(seed: int, truths: list[Truth]) -> tuple[list[str], dict[str, list[int]]]:
    random = Random(f"text {seed}")
    with_key, number_mark = random.random() < 0.3, random.choice(("{}. ", "{}、", "{}．", "第{}题 ", "（{}）"))
    option_mark, inline = random.choice(("{}. ", "{}、", "{}：", "（{}）")), random.random() < 0.4
    lines = ["云溪里题库"] if random.random() < 0.5 else []
    places: dict[str, list[int]] = {}
    key: list[str] = []
    last = None
    for truth in sorted(truths, key=lambda one: list(Kind).index(one.item.kind)):
        item = truth.item
        if item.kind is not last:
            last = item.kind
            heading = f"{'一二三四五'[list(Kind).index(item.kind)]}、{_KINDS[item.kind]}（每题 2 分）"
            lines.append(heading)
            key.append(f"{heading.partition('（')[0]}")
        begin = len(lines) + 1
        lines.append(number_mark.format(item.id) + item.stem)
        options = () if item.kind in (Kind.JUDGE, Kind.FILL) else item.options
        texts = [option_mark.format(chr(65 + at)) + text for at, text in enumerate(options)]
        lines += ["   ".join(texts)] if inline and texts else texts
        answer = _answer(item, random)
        if with_key:
            key.append(f"{item.id}. {answer}")
        else:
            lines.append(random.choice(("答案：", "【答案】", "正确答案:", "参考答案： ")) + answer)
        if item.explanation:
            lines.append(random.choice(("解析：", "【解析】")) + item.explanation)
        lines.append(f"知识点：{item.tags[0]}")
        lines.append(f"难度：{dict(zip(Difficulty, '易中难', strict=True))[item.difficulty]}")
        if item.source:
            lines.append(f"来源：{item.source}")
        places[truth.mark] = list(range(begin, len(lines) + 1))
        if random.random() < 0.5:
            lines.append("")
    return lines + (["参考答案", *key] if with_key else []), places


def _answer(item: Item, random: Random) -> str:
    if item.kind is Kind.JUDGE:
        return random.choice(("对", "√", "正确") if item.answer == (0,) else ("错", "×", "错误"))
    if item.kind is Kind.FILL:
        return "；".join("/".join(ways) for ways in item.blanks)
    return "".join(chr(65 + at) for at in item.answer)


def as_text(seed: int, truths: list[Truth]) -> Written:
    lines, places = as_lines(seed, truths)
    random = Random(f"bytes {seed}")
    text = random.choice(("\n", "\r\n")).join(lines)
    return text.encode(random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16"))), places


def as_spoiled_text(seed: int, truths: list[Truth]) -> tuple[bytes, dict[str, list[int]], dict[str, str]]:
    """The same with lines lost, doubled or changed; how, by the mark of the question."""
    lines, places = as_lines(seed, truths)
    random = Random(f"spoil {seed}")
    spoiled: dict[str, str] = {}
    for truth in truths:
        rows = [at - 1 for at in places[truth.mark]]
        if random.random() < 0.4:
            spoiled[truth.mark] = _spoil(random, lines, rows, truth.item)
    return "\n".join(lines).encode(), places, spoiled


def _spoil(random: Random, lines: list[str], rows: list[int], item: Item) -> str:
    answers = [at for at in rows if re.match("【?(?:正确|参考)?答案", lines[at])]
    options = [at for at in rows[1:] if re.match(r"[（]?[AB][.、：）]", lines[at])]
    first = rows[0]
    ways: list[tuple[str, int, str]] = [
        ("nbsp", first, f"{lines[first]}\xa0\u200b"), ("tags", first, f"{lines[first]}<br/>"),
        ("a word before", first, f"题目{lines[first]}"),
    ]  # fmt: skip
    for at in answers:
        ways += [("no answer", at, ""), ("beyond", at, "答案：H"), ("another answer", at, f"{lines[at]} 答案：C")]
    for at in options:
        ways += [("a letter twice", at, f"{lines[at]} A. 又一个"), ("an option lost", at, "")]
    if item.kind is Kind.FILL:
        ways = [way for way in ways if way[0] != "beyond"]  # anything may be the answer
    name, at, text = random.choice(ways)
    lines[at] = text
    return name


def as_document(seed: int, truths: list[Truth]) -> Written:
    """Its places are paragraphs that are not empty."""
    import docx

    lines, places = as_lines(seed, truths)
    document = docx.Document()
    number, at = 0, {}
    for line, text in enumerate(lines, start=1):
        document.add_paragraph(text)
        number += bool(text)
        at[line] = number
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), {mark: [at[line] for line in found] for mark, found in places.items()}


def as_gift(seed: int, truths: list[Truth]) -> Written:
    """No fill item with several blanks, and no order item: GIFT has none."""
    random = Random(f"gift {seed}")
    lines: list[str] = []
    places: dict[str, list[int]] = {}
    for truth in truths:
        item = truth.item
        if random.random() < 0.3:
            lines += ["// 备注 {不是题}", ""]
        lines.append(f"$CATEGORY: $course$/题库/{item.tags[0]}")
        lines.append("")
        begin = len(lines) + 1
        lines.append(f"// [id:{item.id}]")
        lines += (_gift_of(item, random)).split("\n")
        places[truth.mark] = [begin]
        lines.append("")
    return "\n".join(lines).encode(), places


def _gift_of(item: Item, random: Random) -> str:
    def held(text: str) -> str:
        return re.sub(r"([~=#{}:\\])", r"\\\1", text)

    why = f"####{held(item.explanation)}" if item.explanation else ""
    gap = random.choice(("", "\n", " "))
    if item.kind is Kind.JUDGE:
        return f"{held(item.stem)}{{{random.choice(('T', 'TRUE') if item.answer == (0,) else ('F', 'FALSE'))}{why}}}"
    if item.kind is Kind.FILL:
        before, _, after = item.stem.partition("____")
        ways = gap.join(f"={held(way)}" for way in item.blanks[0])
        return f"{held(before)}{{{ways}{why}}}{held(after)}"
    share = 100 / len(item.answer)
    marks = [
        ("=" if item.kind is Kind.SINGLE else f"~%{share:.5f}%")
        if at in item.answer
        else random.choice(("~", "~%-50%"))
        for at in range(len(item.options))
    ]
    body = gap.join(mark + held(text) for mark, text in zip(marks, item.options, strict=True))
    return f"::{random.choice(('一', '题 2'))}:: {held(item.stem)} {{{body}{gap}{why}}}"


def as_moodle(seed: int, truths: list[Truth]) -> Written:
    random = Random(f"moodle {seed}")
    parts = ["<?xml version='1.0' encoding='UTF-8'?>", "<quiz>"]
    places: dict[str, list[int]] = {}
    number = 0
    for truth in truths:
        item = truth.item
        category = f"<category><text>$course$/{escape(item.tags[0])}</text></category>"
        parts.append(f"<question type='category'>{category}</question>")
        number += 2
        places[truth.mark] = [number]
        parts.append(_moodle_of(item, random))
    return "\n".join([*parts, "</quiz>"]).encode(), places


def _moodle_of(item: Item, random: Random) -> str:
    def rich(text: str) -> str:
        inner = f"<p>{escape(text, quote=False)}</p>" if random.random() < 0.7 else escape(text, quote=False)
        return f"<![CDATA[{inner}]]>" if random.random() < 0.5 else escape(inner)

    def answer(text: str, share: float) -> str:
        return f"<answer fraction='{share:.5f}' format='html'><text>{rich(text)}</text></answer>"

    if item.kind is Kind.JUDGE:
        kind = "truefalse"
        said = [("true", item.answer == (0,)), ("false", item.answer == (1,))]
        answers = "".join(answer(text, 100 if right else 0) for text, right in said)
    elif item.kind is Kind.FILL:
        kind, answers = "shortanswer", "".join(answer(way, 100) for way in item.blanks[0])
    else:
        kind, share = "multichoice", 100 / len(item.answer)
        answers = "".join(answer(text, share if at in item.answer else 0) for at, text in enumerate(item.options))
        answers += f"<single>{'true' if item.kind is Kind.SINGLE else 'false'}</single>"
    why = rich(item.explanation) if item.explanation else ""
    return (
        f"<question type='{kind}'><name><text>题</text></name><questiontext format='html'>"
        f"<text>{rich(item.stem)}</text></questiontext><generalfeedback format='html'><text>{why}</text>"
        f"</generalfeedback><idnumber>{item.id}</idnumber>{answers}</question>"
    )


NOTHING: dict[str, object] = {"difficulty": Difficulty.MEDIUM, "source": ""}
WRITERS: dict[str, tuple[str, Callable[[int, list[Truth]], Written], dict[str, object], Callable[[Item], bool]]] = {
    "text": (".txt", as_text, {}, lambda item: True),
    "document": (".docx", as_document, {}, lambda item: True),
    "gift": (".gift", as_gift, NOTHING, lambda item: item.kind is not Kind.ORDER and len(item.blanks) < 2),
    "moodle": (".xml", as_moodle, NOTHING, lambda item: item.kind is not Kind.ORDER and len(item.blanks) < 2),
}
"""Of each: the ending, what writes it, what it cannot say, and which items it can hold."""
