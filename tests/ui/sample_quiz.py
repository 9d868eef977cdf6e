"""Questions of every type as the quiz shows them, made by the code that makes them, in the language in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import mark
from kiosk.features.quiz.terminal import doubting, frames, words
from kiosk.features.quiz.terminal.question_views import as_asked, asking, told
from kiosk.features.quiz.terminal.views import Frame, Press, QuestionView, Sign, Step, Writing, asked_of
from kiosk.ui.typing.composer import Composer
from kiosk.ui.typing.spelling import Candidate

SOURCE = "《中国共产党章程》第七条"
SINGLE = Item(
    "q4", Kind.SINGLE, "按照党章规定，党员的党龄从哪一天算起？",
    ("递交入党申请书那天", "支部大会通过那天", "预备期满，转为正式党员那天", "上级党委批准那天"), (2,),
    "党员的党龄，从预备期满转为正式党员之日算起。预备期不算在党龄之内。", ("党章",), source=SOURCE,
)  # fmt: skip
FILL = Item(
    "q6", Kind.FILL, "预备期可以延长一次，延长时间不能少于____，最长不超过____。", (), (),
    "党章规定，预备期延长不能少于半年，最长不超过一年。", ("发展党员",), source="《中国共产党章程》第七条",
    blanks=(("半年", "六个月"), ("一年", "12个月")),
)  # fmt: skip
ONE_BLANK = replace(FILL, id="q7", stem="预备党员的预备期是____。", blanks=(("一年", "12个月"),))
ORDER = Item(
    "q8", Kind.ORDER, "从先到后，把这五步点一遍。",
    ("转为正式党员", "列为发展对象", "递交入党申请书", "接收为预备党员", "确定为入党积极分子"), (2, 4, 1, 3, 0),
    "发展党员要经过申请、积极分子、发展对象、预备党员、转正几步。", ("发展党员",), source=SOURCE,
)  # fmt: skip
LONG_ORDER = replace(
    ORDER, id="q12", stem="发展对象成为预备党员，请排好这几步。",
    options=("支部委员会审查合格", "基层党委预审", "支部党员大会讨论表决", "上级党委审批", "面向党旗宣誓"),
    answer=(0, 1, 2, 3, 4),
    explanation="预审合格才发入党志愿书，支部大会通过、上级党委批准以后，才算预备党员。",
    source="《中国共产党发展党员工作细则》（2026 年修订）第十八条至第二十条",
)  # fmt: skip
JUDGE = Item("q9", Kind.JUDGE, "预备党员有表决权。", ("对", "错"), (1,), "没有。", ("党章",), source=SOURCE)
MULTIPLE = replace(SINGLE, id="q5", kind=Kind.MULTIPLE, answer=(0, 2))


def frame(position: int = 3, total: int = 12, paper: str = "党性体检") -> Frame:
    return Frame(
        words.number(position), words.of_total(total), words.paper_untimed(paper), total=total, position=position,
        done=frozenset(range(position)), presses=(Press(frames.SKIP, words.SKIP),), primary=Press("next", words.NEXT),
    )  # fmt: skip


def explained(*, said: bool = False) -> Frame:
    doubt = Press(doubting.SAY, words.DOUBT_SAID, "check", off=True) if said else Press(doubting.SAY, words.DOUBT)
    return replace(frame(), presses=(doubt,), primary=Press("next", words.TO_RESULT if said else words.NEXT))


def clocked() -> Frame:
    """As a challenge does."""
    return replace(
        frame(), heading="已经连对 7 题", heading_note="", aside="再对 3 题得小旗", aside_icon="flag", explains=False,
        sign=Sign("42 秒", "gold", "timer", large=True), foot="时间到了会问您，不会自己算错。",
        foot_presses=(Press("more_time", "加 60 秒", "plus"), Press("no_clock", "不计时")),
        presses=(Press("enough", "到这儿吧"),),
    )  # fmt: skip


def reviewed() -> Frame:
    return frames.review_frame(1, 3)


def ask(item: Item, answer: Answer | None = None, around: Frame | None = None) -> QuestionView:
    return asking(asked_of(item, item.id), around or frame(), answer)


def tell(item: Item, answer: Answer, around: Frame | None = None) -> QuestionView:
    return told(asked_of(item, item.id), mark(item, answer), around or explained())


def fill(item: Item, *written: str, spelled: str = "", blank: int = 0) -> QuestionView:
    """On the page with keys: texts of the blanks; letters in the one in front."""
    composers = tuple(Composer(Letters() if spelled else None) for _ in item.blanks)
    for composer, text in zip(composers, written, strict=False):
        composer.put(text)
    for letter in spelled:
        composers[blank].spell(letter)
    choices = (("半年", "一年", "两年", "三年"),) * len(item.blanks)
    view = QuestionView(Step.ASK, frame(), asked_of(item, item.id, choices), writing=Writing(composers, blank))
    return as_asked(view, Answer(texts=tuple(one.text for one in composers)), by_choice=False)


class Letters:
    """Spelling without a dictionary."""

    def candidates(self, spelled: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(text, len(spelled)) for text in ("一年", "亿年", "翌年", "一"))

    def shown(self, spelled: str) -> str:
        return spelled

    def choices(self, spelled: str) -> tuple[str, ...]:
        return ()

    def settle(self, spelled: str, syllable: str) -> str:
        return spelled

    def shorten(self, spelled: str) -> str:
        return spelled[:-1]

    def adopt(self, spelled: str) -> str:
        return spelled

    def forget(self) -> None: ...


def by_choice(item: Item, *written: str, blank: int = 0) -> QuestionView:
    view = fill(item, *written, blank=blank)
    return as_asked(view, Answer(texts=written), by_choice=True)


def fills() -> Iterator[tuple[str, QuestionView]]:
    """Of the page with keys."""
    yield "empty", fill(ONE_BLANK)
    yield "spelled", fill(ONE_BLANK, spelled="yi'nian")
    yield "two blanks", fill(FILL, "半年", blank=1)
    yield "long", fill(LONG_FILL, "半年")
    yield "long text", fill(ONE_BLANK, LONG_TEXT)


LONG_STEM = "王大爷是党员，退休后搬到外省，在女儿家长住，组织关系还在原来的社区。" * 9
LONG_OPTION = "跟原来的支部说明情况，办好手续，把组织关系转到常住地的党组织去，" * 2 + "按月交党费。"
LONG = replace(
    SINGLE, id="q10", stem=LONG_STEM[:290] + "哪一种做法对？",
    options=tuple(f"第{n}种：{LONG_OPTION}" for n in range(1, 9)),
    explanation="党员外出六个月以上、地点相对固定的，应当转移组织关系。" * 38,
)  # fmt: skip
LONG_FILL = replace(FILL, id="q11", stem=LONG_STEM[:260] + FILL.stem)
LONG_TEXT = "六十个字的一段话" * 7 + "六十个字"


def questions(stem_60: str = "", paper_30: str = "") -> Iterator[tuple[str, QuestionView]]:
    """State and view; a stem of sixty characters and a paper's title of thirty besides."""
    yield "asked", ask(SINGLE, Answer((2,)))
    yield "nothing chosen", ask(MULTIPLE)
    yield "judged", ask(JUDGE, Answer((0,)))
    yield "order", ask(ORDER, Answer((2, 4, 1)))
    yield "order explained", tell(ORDER, Answer((2, 1, 4, 3, 0)))
    yield "order of long steps explained", tell(LONG_ORDER, Answer((1, 4, 0, 3, 2)))
    yield "several explained", tell(MULTIPLE, Answer((0, 1)))
    yield "by choice", by_choice(FILL, "半年", blank=1)
    yield "filled", tell(FILL, Answer(texts=("半年", "两年")))
    yield "long", ask(LONG)
    yield "long explained", tell(LONG, Answer((1,)))
    yield "with a clock", ask(SINGLE, Answer((0,)), clocked())
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


def in_force(view: QuestionView, stem_60: str, paper_30: str, others: Iterable[QuestionView] = ()) -> QuestionView:
    """The same question as its flow would show it in the language in force; `others`: of other ways to play."""
    every = (*(made for _, made in (*questions(stem_60, paper_30), *fills())), *others)
    found = [made for made in every if _what(made) == _what(view)]
    assert found, (view.asked.stem, view.frame)
    return found[0]


def _what(view: QuestionView) -> tuple[object, ...]:
    around = view.frame
    presses = [(one.key, one.off) for one in around.presses]
    answered = view.states, view.texts, view.options, view.verdict is None
    return view.asked, view.step, answered, around.position, around.sign is None, presses
