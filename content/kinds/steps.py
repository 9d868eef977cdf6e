"""A guide of steps: what to do, one after the other; and an oath, said after the terminal line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content import words
from content.kinds.filled import SheetKind
from content.kinds.kind import ItemRefused
from content.tables.form import Field, Form
from content.tables.reading import SheetRead

MOST_STEPS = 40
_COLON = re.compile("[：:]")
FORM = Form(
    "步骤",
    (
        Field("title", "步骤", "做什么，十几个字", needed=True, longest=40, width=24, aliases=("做什么",)),
        Field(
            "note",
            "说明",
            "怎么做、带什么；几样东西一行一样，要说明的写在冒号后面",
            longest=300,
            width=48,
            aliases=("怎么做", "备注"),
        ),
        Field(
            "hint", "提示", "容易卡住的地方，一两句话", longest=120, width=30, aliases=("小提示", "温馨提示", "注意")
        ),
        Field("picture", "图片", "图片的文件名；没有就空着", width=18, aliases=("配图",), longest=120, is_picture=True),
    ),
    most_rows=MOST_STEPS,
    unit="步",
    examples=({"title": "带上身份证", "note": "本人的第二代身份证，过期的不能用"},),
)


OATH = Form(
    "领誓",
    (Field("line", "誓词", "领读的人读一句、大家跟一句的，一行一句", needed=True, longest=60, width=48,
           aliases=("句子", "宣誓词", "领誓词")),),
    most_rows=MOST_STEPS,
    unit="句",
    examples=({"line": "我自愿做一名志愿者"},),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """`picture`: the name of one that lies beside the sheet; empty: none."""

    title: str
    note: str = ""
    picture: str = ""
    hint: str = ""

    def things(self) -> tuple[tuple[str, str], ...]:
        """Of a note of several lines each, and what stands behind its colon: 身份证, 原件; of a sentence none."""
        lines = self.note.split("\n")
        return tuple(map(_parted, lines)) if len(lines) > 1 else ()


def _parted(line: str) -> tuple[str, str]:
    first, *rest = _COLON.split(line, maxsplit=1)
    return first.strip(), rest[0].strip() if rest else ""


@dataclass(frozen=True, slots=True)
class Steps:
    """`oath`: each step is a line that one person reads out and the others say after; it is never printed."""

    steps: tuple[Step, ...]
    oath: bool = False

    def texts(self) -> Iterator[tuple[str, str]]:
        for step in self.steps:
            yield step.title, "\n".join(part for part in (step.title, step.note, step.hint) if part)

    def pictures(self) -> Sequence[str]:
        return tuple(dict.fromkeys(step.picture for step in self.steps if step.picture))


def make(read: SheetRead) -> Steps:
    """Raises ItemRefused: it says both, or neither."""
    steps, oath = read.rows.get(FORM.name, ()), read.rows.get(OATH.name, ())
    if steps and oath:
        raise ItemRefused(words.STEPS_OR_OATH)
    if oath:
        return Steps(tuple(Step(row.text("line").replace("\n", "")) for row in oath), oath=True)
    if not steps:
        raise ItemRefused(words.NO_ROWS)
    return Steps(
        tuple(
            Step(row.text("title"), row.text("note"), read.picture_of(row.text("picture")), row.text("hint"))
            for row in steps
        )
    )


STEPS = SheetKind("步骤", (FORM, OATH), make)
