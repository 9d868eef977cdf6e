"""A view for every page of the terminal, its states and its longest words: what the measurements and drawings go over.

    for sample in samples(): shell.show(sample.page, sample.view)

A page that is not here is found by tests/ui/test_measured_pages.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, get_args

from content.pack.open import STARTER, open_pack
from kiosk.apps.terminal.screens.idle import IdleView
from kiosk.apps.terminal.staff import PinView, SureView
from kiosk.apps.terminal.staff_clock import DateView, TimeView
from kiosk.features.exhibition.terminal.views import BrowseItem, BrowseView, ExhibitView, FoundItem, FoundView
from kiosk.features.help.terminal.views import HelpView
from kiosk.features.quiz.terminal.views import DoubtView, IntroView, Offered, PictureView, ResultView
from kiosk.features.tickets.terminal.priority_flow import PriorityView, State
from kiosk.features.tickets.terminal.screens.closed import NO_NUMBER
from kiosk.features.tickets.terminal.views import (
    ChooseView,
    ClosedView,
    DoneView,
    GiveBackView,
    TroubleView,
    UnsureView,
)
from kiosk.features.tickets.wire import DayHours, ServiceNow, Ticket, WindowNow
from kiosk.settings import HallSettings
from kiosk.ui.typing.composer import Composer
from kiosk.ui.typing.session import Ask, TypingView
from tests.features.membership.terminal import sample_views
from tests.ui import sample_along, sample_care, sample_challenge, sample_exams, sample_home, sample_kinds, sample_quiz

DESK = "进门正前方"
HALL = "云溪里社区党群服务中心"
GROUPS = HallSettings().priority_groups
NAME_20 = "欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙"
# As long as a hall, a service, a window and a desk's place may be named.
HALL_30 = "云溪里街道清水湾社区新时代文明实践站暨党群服务中心的演示大厅"
SERVICE_20 = "城乡居民基本养老保险参保登记与待遇的申领"
WINDOW_20 = "二楼东侧综合便民服务区第十二号演示窗口甲"
DESK_30 = "进门右手边过了电梯往里走第二个柜台，挂着红色引导牌的那一张桌"


@dataclass(frozen=True)
class Sample:
    page: str
    state: str
    view: object


class Quiet:
    """A flow that does nothing, whatever a page asks of it."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing

    def __call__(self, *_: object) -> None:
        """Where a flow's part is asked to do something by itself."""


def _nothing(*_: object, **__: object) -> None:
    return None


def factories() -> dict[str, Callable[[], Any]]:
    """Every page of the terminal by name, on quiet flows."""
    from kiosk.apps.terminal.screens import care_told, staff, staff_clock
    from kiosk.apps.terminal.screens.all_services import AllServices, Gone
    from kiosk.apps.terminal.screens.attract import Attract
    from kiosk.apps.terminal.screens.home import Home
    from kiosk.apps.terminal.screens.idle import IdleWarning
    from kiosk.apps.terminal.screens.take_card import TAKE_CARD, TakeCard
    from kiosk.features.exhibition.terminal import pages as exhibition
    from kiosk.features.help.terminal.screens.help import Help
    from kiosk.features.membership.terminal import pages as membership
    from kiosk.features.quiz.terminal import pages as quiz
    from kiosk.features.quiz.terminal.challenge import pages as challenge
    from kiosk.features.quiz.terminal.exams import pages as exams
    from kiosk.features.quiz.terminal.members import pages as members
    from kiosk.features.tickets.terminal import pages as tickets

    flow: Any = Quiet()
    find: Any = Quiet()
    find.typing = flow.letters = flow.card = flow
    tests: Any = sample_exams.Quiet()
    flow.kinds = sample_kinds.flows(Quiet)
    flow.leaving = flow.more = flow.code = flow.whole = flow.doubting = flow
    care: Any = Quiet()
    care.stick = flow
    own = {
        "attract": lambda: Attract(_nothing, None),
        "home": lambda: Home(dict.fromkeys(sample_home.keys(), _nothing)),
        "all": lambda: AllServices(dict.fromkeys(sample_home.keys(), _nothing), flow),
        "gone": lambda: Gone(flow, _nothing),
        "idle": lambda: IdleWarning(_nothing, _nothing),
        TAKE_CARD: lambda: TakeCard(_nothing),
        "help": lambda: Help(_nothing, _nothing),
    }
    rooms = (
        membership.pages(flow),
        challenge.pages(flow),
        quiz.pages(flow, flow, flow),
        members.pages(flow),
        exams.pages(tests),
        exhibition.pages(flow, find),
        staff.pages(flow),
        care_told.pages(care),
    )
    found: dict[str, Callable[[], Any]] = {**own, **tickets.pages(flow, flow, _nothing), **staff_clock.pages(flow)}
    for pages in rooms:
        found |= pages
    return found


# Forty letters, the longest a keeper can give, beside those of a new hall.
ENGLISH_40 = "Certificates and household registrations"
ENGLISH = {
    HALL: "Yunxili Community Service Centre", DESK: "opposite the entrance",
    "党员服务": "Party members", "综合业务": "General services", "帮办代办": "Done for you",
    "咨询投诉": "Advice and complaints", **{f"{n} 号窗口": f"Window {n}" for n in range(1, 10)},
    NAME_20: ENGLISH_40, SERVICE_20: ENGLISH_40, WINDOW_20: "Window of certificates and registrations",
    HALL_30: "New Era Service Centre of the Community of Yunxili", DESK_30: "on the first floor, opposite the lifts",
    "过号后，可在三个号之内补叫。": "Missed? Ask at the desk before 3 more are called.",
}  # fmt: skip
PAPER_30 = "云溪里社区党群服务中心二〇二六年第四季度党员应知应会测试卷甲"
NOTE_60 = (
    "党章党规、党史国史、时事政治、基层治理、便民服务、消防安全、法律常识、健康知识，"
    "每个方面都有几道题，做完马上能看讲解，不记名"
)
ADVICE_30 = "有些地方还不熟，先看一遍错题的讲解，过几天再来做一套。"
TAG_20 = "二十个字的知识点名称写在这里占满整整一行"
STEM_60 = (
    "预备党员的预备期从支部大会通过其为预备党员之日算起，"
    "下面关于预备期满之后怎样办理转正、怎样延长预备期的说法，哪一项是对的？"
)


def samples() -> Iterator[Sample]:
    yield from _terminal()
    yield from _tickets()
    yield from _membership()
    yield from _quiz()
    yield from (Sample(*made) for made in sample_exams.samples())
    yield from (Sample(*made) for made in sample_challenge.pages())
    yield from _exhibition()
    yield from (Sample(*made) for made in sample_kinds.samples())


def long_names() -> Iterator[Sample]:
    """The pages that show a name of the hall's own, each with the longest ones."""
    assert [len(name) for name in (HALL_30, SERVICE_20, WINDOW_20, DESK_30)] == [30, 20, 20, 30]
    windows = tuple(WindowNow(n, WINDOW_20, "open" if n < 4 else "paused", f"A01{n}", ("A",)) for n in range(1, 5))
    named = tuple(replace(service, name=SERVICE_20, windows=(WINDOW_20,)) for service in services(12))
    yield Sample("home", "", sample_home.home(sample_home.offered(3, sample_home.LONGER)))
    yield from (Sample(*made) for made in sample_care.long())
    for count in (1, 4, 5, 9, 12):
        yield Sample("tickets.choose", f"{count}", ChooseView(named[:count], windows))
        yield Sample("tickets.choose", f"{count}, priority", ChooseView(named[:count], windows, groups=GROUPS))
    yield Sample("tickets.choose", "a priority number", ChooseView(named, windows, priority=True, groups=GROUPS))
    taken = replace(ticket(), service=SERVICE_20, windows=(WINDOW_20,) * 3)
    done = DoneView(taken, NAME_20, HALL_30, True, 12, keep_note="过号后，可在三个号之内补叫。")
    yield Sample("tickets.done", "", done)
    yield Sample("tickets.done", "without a slip", replace(done, without_slip=True))
    yield Sample(
        "tickets.done", "again", replace(done, ticket=replace(taken, lane="priority"), reprinted=True, demo=True)
    )
    yield Sample("tickets.give_back", "", GiveBackView(taken))
    yield Sample("tickets.unsure", "", UnsureView(taken))
    names = tuple(service.name for service in named[:9])
    for reason in ("hall_away", "date_unsure", "paper_out"):
        yield Sample("tickets.trouble", reason, TroubleView(reason, DESK_30, services=names))
    for state in ("waiting", "called"):
        yield Sample("tickets.priority", state, PriorityView(70, GROUPS, 2, DESK_30, state))
    for sent, coming in ((True, False), (True, True), (False, False)):
        yield Sample("help", f"{sent} {coming}", HelpView(sent, DESK_30, coming=coming))


def _terminal() -> Iterator[Sample]:
    yield Sample("attract", "", sample_home.attract())
    yield from (Sample(*made) for made in sample_home.samples())
    yield Sample("idle", "private", IdleView(18.0, True, 9))
    yield Sample("idle", "last", IdleView(6.0, False, 0))
    yield Sample("take_card", "", None)
    yield Sample("help", "sent", HelpView(True, DESK))
    yield Sample("help", "coming", HelpView(True, DESK, coming=True))
    yield Sample("help", "away", HelpView(False, DESK))
    yield Sample("staff.pin", "", PinView(0, "请输入口令", False, False, False))
    yield Sample("staff.pin", "wrong", PinView(6, "口令不对，再试一次", True, False, True))
    yield from (Sample(*made) for made in sample_care.brief())
    yield Sample("staff.sure", "", SureView("power"))
    friday = datetime(2026, 11, 27, 17, 0)
    yield Sample("staff.date", "asked", DateView(friday + timedelta(days=3), "asked", friday))
    yield Sample("staff.date", "undecided", DateView(friday, "behind", friday.replace(year=2035)))
    yield Sample("staff.time", "", TimeView("2026-11-3_ __:__", "年 月 日 时 分，共 12 位数字", False, False))
    yield Sample("staff.time", "refused", TimeView("2026-13-30 08:40", "没有这个日期或时间，请再看一遍", True, False))


def ticket() -> Ticket:
    return Ticket(
        7, "A015", 1, "党员服务", "2026-11-21", "2026-11-21T10:26:00+08:00", 3, 8, 14, ("1 号窗口", "2 号窗口"),
        ("60 岁以上的老人优先，请到服务台换号。",), "printed", "waiting",
    )  # fmt: skip


def services(count: int = 5) -> tuple[ServiceNow, ...]:
    names = ("党员服务", "综合业务", "帮办代办", "咨询投诉", NAME_20, *(f"演示事项 {n}" for n in range(6, 20)))
    made = [
        ServiceNow(
            n + 1, "ABCDEFGHIJKLMNOPQRST"[n], name, "组织关系转接、党费、证明", "identification-badge",
            "paused" if n == 3 else "open", "10:40" if n == 3 else None, "去办事" if n == 3 else None, n, 4 * n, 7 * n,
            ("1 号窗口",),
        )
        for n, name in enumerate(names[:count])
    ]  # fmt: skip
    return tuple(made)


def _tickets() -> Iterator[Sample]:
    windows = tuple(
        WindowNow(n, f"{n} 号窗口", "open" if n < 4 else "paused", f"A01{n}" if n < 3 else None, ("A",))
        for n in range(1, 5)
    )
    yield Sample("tickets.choose", "", ChooseView(services(4), windows))
    yield Sample("tickets.choose", "five, one busy", ChooseView(services(), windows, busy=2, returned=True))
    yield Sample("tickets.choose", "in pages", ChooseView(services(12), windows, page=1))
    for count in (4, 5, 12):
        view = ChooseView(services(count), windows, groups=GROUPS)
        yield Sample("tickets.choose", f"{count} and priority numbers", view)
    yield Sample(
        "tickets.choose", "for a priority number", ChooseView(services(5), windows, priority=True, groups=GROUPS)
    )
    for state in get_args(State):
        yield Sample("tickets.priority", state, PriorityView(70, GROUPS, 2, DESK, state))
    yield Sample("tickets.done", "priority", DoneView(replace(ticket(), lane="priority"), "1 号终端", HALL, True, 12))
    done = DoneView(ticket(), "1 号终端", HALL, True, 12, keep_note="过号后，可在三个号之内补叫。")
    yield Sample("tickets.done", "", done)
    yield Sample("tickets.done", "without a slip", replace(done, without_slip=True))
    again = replace(done, ticket=replace(ticket(), lane="priority"), reprinted=True, demo=True)
    yield Sample("tickets.done", "a priority number printed again", again)
    yield Sample("tickets.give_back", "", GiveBackView(ticket()))
    yield Sample("tickets.give_back", "without a slip, busy", GiveBackView(ticket(), without_slip=True, busy=True))
    yield Sample("tickets.unsure", "", UnsureView(ticket()))
    yield Sample("tickets.unsure", "printing", UnsureView(ticket(), busy=True))
    for reason in (
        "paper_out",
        "cover_open",
        "printer_offline",
        "hall_away",
        "date_unsure",
        "called_already",
        "not_entitled",
        "other",
    ):
        yield Sample("tickets.trouble", reason, TroubleView(reason, DESK))
    names = tuple(service.name for service in services())
    yield Sample("tickets.trouble", "services known", TroubleView("hall_away", DESK, services=names))
    yield Sample("tickets.trouble", "already_waiting", TroubleView("already_waiting", DESK, "A901"))
    days = tuple(
        DayHours(f"2026-11-{21 + n}", (5 + n) % 7, () if n in (0, 1) else (("08:30", "11:30"), ("13:30", "17:30")))
        for n in range(8)
    )
    for reason in ("over", "not_today", "paused", "slot_full", "used_up"):
        yield Sample(
            "tickets.closed",
            reason,
            ClosedView(reason, None if reason in NO_NUMBER else "2026-11-23T08:30:00+08:00", days, "2026-11-21"),
        )
    goes_on = tuple(
        replace(
            day,
            spans=(("08:00", "10:00"), ("13:30", "17:30"), ("19:00", "21:00")),
            name="社会救助与养老保险演示假日调休上班",
        )
        for day in days
    )
    for reason in ("before", "midday", "break"):
        yield Sample("tickets.closed", reason, ClosedView(reason, "2026-11-21T13:30:00+08:00", goes_on, "2026-11-21"))


def _membership() -> Iterator[Sample]:
    for page, state, view in sample_views.brief():
        yield Sample(page, state, view)


def _quiz() -> Iterator[Sample]:
    papers = (
        Offered("checkup", "党性体检", "12 题，约 5 分钟\n党章、党史、时政", "exam"),
        Offered("practice", "随便练练", "5 题，约 2 分钟\n抽到什么做什么", "exam", short="只有 3 题"),
    )
    yield Sample("quiz.intro", "", IntroView(papers, resume="凭小票接着做", kept="看我存过的成绩"))
    asks = Offered("members", "党员的一套", "12 题，约 5 分钟\n党员做，要放身份证", "flag")
    shut = replace(asks, plan="shut", note="12 题，约 5 分钟\n党员做，大厅暂时连不上", off=True)
    yield Sample("quiz.intro", "for members", IntroView((*papers[:1], asks, shut), kept="看我存过的成绩"))
    yield Sample("quiz.intro", "empty", IntroView(()))
    test = Offered("", "正式测试", "党员应知应会测试\n要身份证，只能考一次", "identification-card")
    yield Sample("quiz.intro", "a test is open", IntroView(papers, test=test))
    yield Sample("quiz.intro", "a test alone", IntroView((), test=test))
    many = tuple(
        Offered(f"p{n}", PAPER_30 if n % 2 else f"第 {n} 套", f"{n} 题，约 {n} 分钟\n{NOTE_60}", "book-open-text",
                short=f"要 200 题，今天题库里只有 {n} 题" if n == 3 else "")
        for n in range(1, 41)
    )  # fmt: skip
    four = (
        *papers,
        *(
            replace(papers[1], plan=plan, title=title, short="")
            for plan, title in (("c", "知识挑战"), ("d", "便民常识"))
        ),
    )
    yield Sample("quiz.intro", "four and the ways back, longest", IntroView(many[:4], resume="凭小票接着做"))
    yield Sample("quiz.intro", "four and the ways back", IntroView(four, resume="凭小票接着做", kept="看我存过的成绩"))
    yield Sample("quiz.intro", "nine", IntroView(many[:9], resume="凭小票接着做", kept="看我存过的成绩"))
    yield Sample("quiz.intro", "forty, in the middle", IntroView(many, page=4))
    for state, view in sample_quiz.questions(STEM_60, PAPER_30):
        yield Sample("quiz.question", state, view)
    for state, view in sample_quiz.fills():
        yield Sample("quiz.fill", state, view)
    yield Sample("quiz.picture", "", PictureView(sample_quiz.SINGLE.stem, broken=True))
    from kiosk.features.quiz.terminal import words

    for stem in (sample_quiz.SINGLE.stem, STEM_60 * 2):
        yield Sample("quiz.doubt", f"{len(stem)} characters", DoubtView(stem, tuple(words.DOUBTS.items())))
    yield Sample("quiz.result", "", _result(75, 3))
    yield Sample("quiz.result", "all right", _result(100, 0))
    usual = replace(
        _result(33, 8), band="再学一学", low=True,
        advice="不着急，慢慢来。“党史常识”错了 1 题，先看一看《百年里的十二个日子》，大约 1 分钟。",
        topics=tuple((f"知识点{tag}", n % 3, 3) for n, tag in enumerate("甲乙丙丁戊己庚")),
    )  # fmt: skip
    yield Sample("quiz.result", "five topics", replace(usual, topics=usual.topics[:5]))
    yield Sample("quiz.result", "seven topics", usual)
    longer = usual.advice + "不着急，慢慢来，下次再做。"
    longest_advice = f"{ADVICE_30}{usual.advice}"
    yield Sample("quiz.result", "seven topics and a long advice", replace(usual, advice=longer))
    yield Sample("quiz.result", "all that a paper may say", replace(usual, advice=longest_advice))
    longest = replace(
        _result(12, 200), title=PAPER_30, band="八个字的等级名称", low=True,
        advice=f"{ADVICE_30}“{TAG_20}”错了 20 题，建议看一看《入党要走哪几步》，大约 3 分钟。",
        line="200 题答对 24 题，用时 119 分 59 秒", bands="",
    )  # fmt: skip
    yield Sample("quiz.result", "longest words", longest)
    yield Sample("quiz.result", "nine topics", replace(longest, topics=tuple((TAG_20, n, 20) for n in range(9))))
    for page, state, shown in sample_along.along(PAPER_30, TAG_20):
        yield Sample(page, state, shown)


def _result(score: int, mistakes: int) -> ResultView:
    topics = (("党章", 4, 4), ("党史", 3, 4), ("时政", 2, 4))
    from kiosk.features.quiz.terminal.along import words

    return ResultView(
        "党性体检", score, "良好", "12 题答对 9 题，用时 4 分 38 秒", "时政这一块，多看看。",
        topics, mistakes, True, more=words.more(mistakes=mistakes > 0, keeps=True),
        prints=mistakes > 0, bands="90 分起优秀，75 分起良好，\n60 分起合格，以下再学一学",
    )  # fmt: skip


def _exhibition() -> Iterator[Sample]:
    exhibits = open_pack(STARTER, decode=False).exhibits
    items = tuple(BrowseItem(exhibit.key, exhibit.title, "图片", "image-square") for exhibit in exhibits)
    yield Sample("exhibition.browse", "", BrowseView("展厅，今天在展 6 项", items[:6], 0, 1))
    yield Sample("exhibition.browse", "all on one screen", BrowseView("展厅，今天在展 8 项", items[:8], 0, 1))
    yield Sample("exhibition.browse", "in pages", BrowseView("展厅，今天在展 60 项", items[:4], 1, 10))
    blocks = tuple(
        part for n in range(1, 8) for part in (("heading", f"第 {n} 步"), ("paragraph", "演示的一段话。" * 24))
    )
    view = ExhibitView(
        "starter/lane", "image", "春天的巷子", "图片：演示", 0, 6, blocks[:4], has_other=True, can_hear=True
    )  # fmt: skip
    yield Sample("exhibition.image", "", view)
    yield Sample("exhibition.image", "broken", replace(view, broken=True))
    yield Sample("exhibition.poster", "", replace(view, kind="poster", title=NAME_20))
    yield Sample("exhibition.article", "", replace(view, kind="article", blocks=blocks, page=1, pages=4))
    yield Sample("exhibition.article", "read out", replace(view, kind="article", blocks=blocks[:4], aloud=True))
    yield from _finding()


def _finding() -> Iterator[Sample]:
    from kiosk.features.exhibition.terminal import words

    phrases = ("党费", "党章", "入党申请书", "党群服务中心", "忆初心", "组织关系")
    ask = Ask(
        words.FIND_TITLE, words.FIND_NOTE, phrases, limit=20, done_word=words.FIND_NOW,
        missing_note=words.FIND_MISSING, instead=words.FIND_IN_LIST,
    )  # fmt: skip
    composer = Composer(None, limit=20)
    yield Sample("exhibition.find", "", TypingView(ask, composer))
    yield Sample("exhibition.find", "pinyin missing", TypingView(ask, composer, missing=True))
    line = "…按时交纳党费，遇到特殊情况，可…"
    where = words.found_at("第三章 党的组织制度和议事规则", 12)
    items = (
        FoundItem("demo/a", "一图读懂：党费怎么算", line, "article"),
        FoundItem("demo/b", NAME_20, line, "article", "第三章", where),
        FoundItem("demo/c", "许知夏", words.found_in("people", NAME_20), "article", "许知夏"),
        *(FoundItem(f"demo/{n}", "一图读懂：党费怎么算", line, "article", "第三章", where) for n in range(6)),
    )
    yield Sample("exhibition.found", "", FoundView(words.found(9), words.looked_for("党费", False), items))
    near = words.looked_for("党费怎么交才算按时交纳了呢请问", True)
    yield Sample("exhibition.found", "near", FoundView(words.found(1), near, items[:1]))
    yield Sample("exhibition.found", "empty", FoundView(words.found(0), words.looked_for("𠮷㐂", False), ()))
