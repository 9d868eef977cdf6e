"""A guide of steps: what to do, one after the other; and an oath, said after the terminal line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.kinds.filled import SheetKind
from content.tables.form import Field, Form
from content.tables.reading import SheetRead

MOST_STEPS = 40
FORM = Form(
    "步骤",
    (
        Field("title", "步骤", "做什么，十几个字", needed=True, longest=40, width=24, aliases=("做什么", "句子")),
        Field("note", "说明", "怎么做、带什么；宣誓的句子不用写", longest=300, width=48, aliases=("怎么做", "备注")),
        Field("picture", "图片", "图片的文件名；没有就空着", width=18, aliases=("配图",), longest=120, is_picture=True),
    ),
    most_rows=MOST_STEPS,
    unit="步",
    examples=({"title": "带上身份证", "note": "本人的第二代身份证，过期的不能用"},),
)


@dataclass(frozen=True, slots=True)
class Step:
    """`picture`: the name of one that lies beside the sheet; empty: none."""

    title: str
    note: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    steps: tuple[Step, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        for step in self.steps:
            yield step.title, "\n".join(part for part in (step.title, step.note) if part)

    def pictures(self) -> Sequence[str]:
        return tuple(dict.fromkeys(step.picture for step in self.steps if step.picture))


def make(read: SheetRead) -> Steps:
    return Steps(
        tuple(
            Step(row.text("title"), row.text("note"), read.picture_of(row.text("picture")))
            for row in read.rows[FORM.name]
        )
    )


STEPS = SheetKind("步骤", (FORM,), make)
