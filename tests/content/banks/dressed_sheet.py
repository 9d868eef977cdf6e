"""A truth written as a spreadsheet in one of the manners that people have, and spoiled in some rows.

Knows nothing of the readers: names and manners are typed anew, as the field has them.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass, field
from random import Random

from content.banks.model import Difficulty, Item, Kind, Status
from tests.content.banks.truth import Truth

_HEADS = {
    "number": ("题号", "编号", "序号", "ID"),
    "kind": ("题型", "类型", "题目类型", "*题型"),
    "stem": ("题干", "题目", "问题描述", "题目名称", "试题题干", "题干(必填)", " 题目内容 ", "问题"),
    "answer": ("答案", "正确答案", "标准答案：", "参考答案"),
    "explanation": ("解析", "答案解析", "说明"),
    "tag": ("分类", "章节", "知识点", "标签"),
    "difficulty": ("难度", "难易程度"),
    "source": ("来源", "出处"),
    "valid_from": ("有效期起", "生效日期"),
    "valid_until": ("有效期止", "失效日期"),
    "status": ("状态",),
    "score": ("分值", "分数"),
}
_OPTION_HEADS = ("选项{}", "{}", "选项{} ", "备选项{}", "*选项{}")
_NUMBER_HEADS = ("选项{}", "选择项{}", "选项（{}）")
_KINDS = {
    Kind.SINGLE: ("单选题", "单选", "单项选择题"), Kind.MULTIPLE: ("多选题", "多选", "不定项选择题"),
    Kind.JUDGE: ("判断题", "判断", "是非题"), Kind.FILL: ("填空题", "填空"), Kind.ORDER: ("排序题", "顺序题"),
}  # fmt: skip
_TRUE, _FALSE = ("对", "正确", "√", "T", "true", "是", "A"), ("错", "错误", "×", "╳", "F", "false", "否", "B")
_LEVELS = {
    Difficulty.EASY: ("易", "简单", "1"),
    Difficulty.MEDIUM: ("中", "中等", ""),
    Difficulty.HARD: ("难", "困难", "5"),
}
_STATUSES = {Status.READY: ("", "可用"), Status.DRAFT: ("草稿",), Status.UNCHECKED: ("待核",)}
_WAYS = ("columns", "numbered columns", "lines", "semicolons", "bars", "dollars", "blanks", "stem", "a row each")
_PREFIXES = ("{}.", "{}、", "({})", "{}：", "（{}）")

Cell = object


@dataclass
class Dressed:
    """``rows`` of cells; of every truth the rows it stands in, and whether somebody spoiled it."""

    manner: str
    header: list[str]
    rows: list[list[Cell]] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)  # by mark, as a spreadsheet counts
    spoiled: dict[str, str] = field(default_factory=dict)


def says_its_kind(item: Item) -> bool:
    """Whether a row without its type can be understood: all options may be right, or be to be ordered."""
    return item.kind is not Kind.ORDER


def dressed(seed: int, truths: list[Truth], *, has_kinds: bool, damage: float = 0.25) -> Dressed:
    random = Random(f"dress {seed}")
    manner = random.choice(_WAYS)
    dress = _Dress(random, manner, has_kinds=has_kinds)
    made = Dressed(manner, dress.header)
    made.rows += [[line] for line in ("某某镇题库", "请勿外传", "")[: random.randint(0, 3)]]
    made.rows.append(list(dress.header))
    for truth in truths:
        rows = dress.rows(truth.item)
        if random.random() < damage:
            made.spoiled[truth.mark] = _spoil(random, dress, rows, truth.item.kind)
        if random.random() < 0.05:
            made.rows.append([""] * len(dress.header))
        if random.random() < 0.05:
            made.rows.append(list(dress.header))
        made.places[truth.mark] = [len(made.rows) + at for at in range(1, len(rows) + 1)]
        made.rows += rows
    return made


class _Dress:
    def __init__(self, random: Random, manner: str, *, has_kinds: bool) -> None:
        self._random, self.manner, self.has_kinds = random, manner, has_kinds
        self.prefix = random.choice(_PREFIXES) if random.random() < 0.5 else ""
        if manner in ("blanks", "stem"):
            self.prefix = random.choice(_PREFIXES)
        self.is_joined = manner not in ("columns", "numbered columns", "stem")
        fields = [name for name in _HEADS if name != "kind" or has_kinds]
        optional = ["score"]
        fields = [name for name in fields if name not in optional or random.random() < 0.6]
        columns = [[name] for name in fields]
        if not self.is_joined and manner != "stem":
            columns.append([f"option{at}" for at in range(6)])
        elif self.is_joined:
            columns.append(["options"])
        random.shuffle(columns)
        self.fields = [name for group in columns for name in group]
        option_head = random.choice(_OPTION_HEADS if manner == "columns" else _NUMBER_HEADS)
        self.header = [self._head(name, option_head) for name in self.fields]

    def _head(self, name: str, option_head: str) -> str:
        if name == "options":
            return self._random.choice(("选项", "全部选项", "备选答案"))
        if name.startswith("option"):
            at = int(name[6:])
            return option_head.format(chr(65 + at) if self.manner == "columns" else at + 1)
        return self._random.choice(_HEADS[name])

    def rows(self, item: Item) -> list[list[Cell]]:
        """A row, or one an option."""
        pick = self._random.choice
        cells: dict[str, Cell] = {
            "number": item.id, "kind": pick(_KINDS[item.kind]), "stem": item.stem, "answer": self._answer(item),
            "explanation": item.explanation, "tag": item.tags[0], "difficulty": pick(_LEVELS[item.difficulty]),
            "source": item.source, "valid_from": self._day(item.valid_from), "valid_until": self._day(item.valid_until),
            "status": pick(_STATUSES[item.status]), "score": 2,
        }  # fmt: skip
        options = () if item.kind in (Kind.JUDGE, Kind.FILL) else item.options
        texts = [self._prefixed(at, text) for at, text in enumerate(options)]
        more: list[str] = []
        if self.manner == "stem" and texts:
            cells["stem"] = item.stem + self._random.choice(("\n", " ")) + self._random.choice(("\n", "  ")).join(texts)
        elif self.manner == "a row each" and texts:
            cells["options"], more = texts[0], texts[1:]
        elif self.is_joined:
            cells["options"] = self._joined(texts)
        else:
            cells |= {f"option{at}": text for at, text in enumerate(texts)}
        first = [cells.get(name, "") for name in self.fields]
        below: list[list[Cell]] = [[text if name == "options" else "" for name in self.fields] for text in more]
        return [first, *below]

    def _prefixed(self, at: int, text: str) -> str:
        return self.prefix.format(chr(65 + at)) + text if self.prefix else text

    def _joined(self, texts: list[str]) -> str:
        mark = {"lines": "\n", "semicolons": "；", "bars": "|", "dollars": "$;$", "blanks": " ", "a row each": "\n"}
        return mark[self.manner].join(texts)

    def _day(self, day: dt.date | None) -> Cell:
        if day is None:
            return ""
        return self._random.choice(
            (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}")
        )

    def _answer(self, item: Item) -> str:
        pick = self._random.choice
        if item.kind is Kind.JUDGE:
            return pick(_TRUE[:-1] if item.answer == (0,) else _FALSE[:-1])
        if item.kind is Kind.FILL:
            return "；".join("/".join(ways) for ways in item.blanks)
        letters = [chr(65 + at) for at in item.answer]
        if item.kind is Kind.ORDER:
            return pick(("", ",", "、", "→", "-")).join(letters)
        ways = ["".join(letters), ",".join(letters), "、".join(letters), "|".join(letters), " ".join(letters).lower(),
                f"（{''.join(letters)}）", f"答案：{''.join(letters)}", f" {''.join(letters)} ",
                ",".join(str(at + 1) for at in item.answer)]  # fmt: skip
        if len(letters) == 1:
            ways += [item.options[item.answer[0]], f"{letters[0]}、{item.options[item.answer[0]]}"]
        return pick(ways)


def _spoil(random: Random, dress: _Dress, rows: list[list[Cell]], kind: Kind) -> str:
    """Change a row; how, in words."""
    row = rows[0]
    at = {name: dress.fields.index(name) for name in dress.fields}
    options = [place for name, place in at.items() if name.startswith("option") and row[place] != ""]
    ways = {
        "no answer": lambda: row.__setitem__(at["answer"], ""),
        "a date for the answer": lambda: row.__setitem__(at["answer"], dt.datetime(2026, 1, 3)),
        "no stem": lambda: row.__setitem__(at["stem"], ""),
        "nbsp": lambda: row.__setitem__(at["stem"], f"\xa0{row[at['stem']]}\u200b "),
        "tags": lambda: row.__setitem__(at["stem"], f"<p>{row[at['stem']]}</p>&nbsp;"),
        "number before": lambda: row.__setitem__(at["stem"], f"{row[at['number']]}、{row[at['stem']]}"),
        "raised": lambda: row.__setitem__(at["stem"], f"{row[at['stem']]}2<sup>10</sup>"),
        "an error": lambda: row.__setitem__(at["stem"], "#N/A"),
        "an unknown status": lambda: row.__setitem__(at["status"], "再说"),
        "an unknown level": lambda: row.__setitem__(at["difficulty"], "超难"),
        "no such day": lambda: row.__setitem__(at["valid_until"], "2026-02-30"),
        "an example": lambda: row.__setitem__(at["number"], "示例"),
        "picture": lambda: row.__setitem__(at["stem"], f"{row[at['stem']]}<img src='a.png'>"),
    }
    if dress.manner != "stem":  # where it would stand behind the last option
        ways["answer in stem"] = lambda: row.__setitem__(at["stem"], f"{row[at['stem']]}（ B ）")
    if kind is not Kind.FILL:  # where anything may be the answer
        ways["beyond"] = lambda: row.__setitem__(at["answer"], "H")
        ways["nonsense for the answer"] = lambda: row.__setitem__(at["answer"], "见书")
    if dress.has_kinds:
        ways["an unknown kind"] = lambda: row.__setitem__(at["kind"], "抢答题")
        ways["an essay"] = lambda: row.__setitem__(at["kind"], "简答题")
    if options:
        place = random.choice(options)
        ways |= {
            "a date": lambda: row.__setitem__(place, dt.datetime(2026, 7, 11)),
            "a serial": lambda: row.__setitem__(place, 43657),
            "a share": lambda: row.__setitem__(place, 0.31),
            "a long number": lambda: row.__setitem__(place, 1234567890123456789.0),
            "a time": lambda: row.__setitem__(place, dt.time(8, 30)),
            "an option lost": lambda: row.__setitem__(options[0], ""),  # the last one nobody would miss
        }
    name = random.choice(sorted(ways))
    ways[name]()
    return name


def as_xlsx(made: Dressed, random: Random) -> bytes:
    """With a hidden sheet of wrong questions before it, and merged cells where an option has a row of its own."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if random.random() < 0.3:
        hidden = book.create_sheet("旧题", 0)
        hidden.append(["题干", "A", "B", "答案"])
        hidden.append(["不该问", "甲", "乙", "A"])
        hidden.sheet_state = "hidden"
    sheet.title = "题目"
    for row in made.rows:
        sheet.append([None if cell == "" else cell for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(made: Dressed, random: Random) -> bytes:
    """In UTF-8 with a mark or without, or GB18030; by commas, tabs or semicolons."""
    import csv

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=random.choice(",,\t;"))
    for row in made.rows:
        writer.writerow([cell.isoformat() if isinstance(cell, dt.date | dt.time) else cell for cell in row])
    return out.getvalue().encode(random.choice(("utf-8-sig", "utf-8", "gb18030")))
