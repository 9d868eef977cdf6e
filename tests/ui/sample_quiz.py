"""Questions of every type as the quiz shows them, made by the code that makes them, in the language in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import mark
from kiosk.features.quiz.terminal import frames, words
from kiosk.features.quiz.terminal.asking import asking, told
from kiosk.features.quiz.terminal.views import Frame, Press, QuestionView, Sign, asked_of

SOURCE = "《中国共产党章程》第七条"
SINGLE = Item(
    "q4", Kind.SINGLE, "按照党章规定，党员的党龄从哪一天算起？",
    ("递交入党申请书那天", "支部大会通过那天", "预备期满，转为正式党员那天", "上级党委批准那天"), (2,),
    "党员的党龄，从预备期满转为正式党员之日算起。预备期不算在党龄之内。", ("党章",), source=SOURCE,
)  # fmt: skip
MULTIPLE = replace(SINGLE, id="q5", kind=Kind.MULTIPLE, answer=(0, 2))


def frame(position: int = 3, total: int = 12, paper: str = "党性体检") -> Frame:
    return Frame(
        words.number(position), words.of_total(total), words.paper_untimed(paper), total=total, position=position,
        done=frozenset(range(position)), presses=(Press(frames.SKIP, words.SKIP),), primary=Press("next", words.NEXT),
    )  # fmt: skip


def explained(*, said: bool = False) -> Frame:
    doubt = Press(frames.SAY, words.DOUBT_SAID, "check", off=True) if said else Press(frames.SAY, words.DOUBT)
    return replace(frame(), presses=(doubt,), primary=Press("next", words.TO_RESULT if said else words.NEXT))


def reviewed() -> Frame:
    return Frame(
        words.mistake_of(1, 3), total=12, position=3, done=frozenset(range(12)),
        presses=(Press(frames.BEFORE, words.PREVIOUS_MISTAKE), Press(frames.END, words.BACK_TO_RESULT)),
        primary=Press(frames.AFTER, words.NEXT),
    )  # fmt: skip


def ask(item: Item, answer: Answer | None = None, around: Frame | None = None) -> QuestionView:
    return asking(asked_of(item, item.id), around or frame(), answer)


def tell(item: Item, answer: Answer, around: Frame | None = None) -> QuestionView:
    return told(asked_of(item, item.id), mark(item, answer), around or explained())


def questions(stem_60: str = "", paper_30: str = "") -> Iterator[tuple[str, QuestionView]]:
    """State and view; a stem of sixty characters and a paper's title of thirty besides."""
    yield "asked", ask(SINGLE, Answer((2,)))
    yield "nothing chosen", ask(MULTIPLE)
    yield "came back", ask(SINGLE, None, replace(frame(), sign=Sign(words.SKIPPED_BEFORE)))
    yield "explained", tell(SINGLE, Answer((1,)))
    yield "doubted", tell(SINGLE, Answer((1,)), explained(said=True))
    yield "review", tell(SINGLE, Answer((1,)), reviewed())
    for stem in ("没有正当理由，连续六个月有下面哪些情形，会被认为自行脱党？", *filter(None, [stem_60])):
        long = replace(SINGLE, stem=stem, explanation=(stem_60 or stem) * 2)
        yield f"{len(stem)} characters", ask(long, Answer((2,)))
        yield f"{len(stem)} characters explained", tell(long, Answer((1,)))
    if paper_30:
        yield "of 200", ask(SINGLE, Answer((2,)), frame(187, 200, paper_30))


def in_force(view: QuestionView, stem_60: str, paper_30: str) -> QuestionView:
    """The same question as its flow would show it in the language in force."""
    return next(made for _, made in questions(stem_60, paper_30) if _what(made) == _what(view))


def _what(view: QuestionView) -> tuple[object, ...]:
    around = view.frame
    presses = [(one.key, one.off) for one in around.presses]
    return view.asked, view.step, view.states, around.position, around.sign is None, presses
