"""Pages of what is taken along from the quiz, in every state, with the longest names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.core.terminal.slips import SlipNews, SlipState
from kiosk.features.quiz.terminal.along.views import (
    CodeView,
    KeepCardView,
    KeepNoticeView,
    KeepTroubleView,
    KeptRow,
    KeptView,
    LeaveView,
    MoreView,
)
from kiosk.features.quiz.terminal.members.gate import CARD, NOTICE, TOLD
from kiosk.features.quiz.terminal.members.views import MemberCardView, MemberToldView, Why

DESK = "进门正前方"
TOPICS = (
    ("党章基础", (2, 4), (4, 4)), ("党员权利义务", (3, 3), (3, 3)), ("党史常识", None, (2, 2)),
    ("党费组织生活", (1, 3), (1, 3)), ("时政", (1, 2), None),
)  # fmt: skip


def along(paper_30: str, tag_20: str) -> Iterator[tuple[str, str, object]]:
    """Page, state and view."""
    leave = LeaveView("党性体检", 5, 12, 4, True, "11 月 18 日")
    yield "quiz.leave", "", leave
    yield "quiz.leave", "no slip here, longest", LeaveView(paper_30, 188, 200, 187, False)
    yield "quiz.leave", "none can be kept", replace(leave, full=True, may_keep=False)
    coded = replace(leave, paper=paper_30, code="12345674")
    for state in (SlipState.PRINTING, SlipState.PRINTED, SlipState.UNSURE, SlipState.PAPER_LOW):
        yield "quiz.leave", f"code, {state}", replace(coded, slip=SlipNews(state))
    yield "quiz.code", "", CodeView()
    yield "quiz.code", "half", CodeView("1234")
    yield "quiz.code", "wrong", CodeView("12345670", "check")
    yield "quiz.code", "unknown", CodeView("", "unknown")
    yield "quiz.code", "asking", CodeView("12345674", asking=True)
    more = MoreView("党性体检", 2)
    yield "quiz.more", "", more
    yield "quiz.more", "printed", replace(more, mistakes=7, slip=SlipNews(SlipState.PRINTED), printed=(4, 6))
    yield "quiz.more", "too soon", replace(more, paper=paper_30, slip=SlipNews(SlipState.TOO_SOON, 45))
    yield "quiz.more", "all right", replace(more, mistakes=0)
    for keeps in (True, False):
        yield "quiz.keep_notice", f"keeps {keeps}", KeepNoticeView(keeps, "2027 年 12 月")
    card = KeepCardView("10:26", "waiting", "进门正前方的服务台", True)
    for said in ("waiting", "reading", "unread", "lying", "offline"):
        yield "quiz.keep_card", said, replace(card, state=said)
    now = KeptRow("1" * 32, "党性体检", "2026 年 11 月 17 日", 83, "12 题答对 10 题")
    then = KeptRow("2" * 32, paper_30, "2026 年 5 月 6 日", 58, "200 题答对 116 题")
    yield "quiz.kept", "then and now", KeptView((now, then), True, TOPICS)
    yield "quiz.kept", "first", KeptView((now,), True, tuple((tag, None, share) for tag, _, share in TOPICS), 0)
    long = tuple((tag_20, (1, 20), (20, 20)) for _ in range(9))
    yield "quiz.kept", "of many, longest", KeptView((then, then, now), False, long, 1)
    yield "quiz.kept", "all to go", KeptView((now, then), False, TOPICS, asks=True)
    yield "quiz.kept", "nothing", KeptView((), False, ())
    yield "quiz.kept", "gone", KeptView((), False, (), gone=True)
    for reason in ("away", "outside_hours", "too_many", "gone"):
        yield "quiz.keep_trouble", reason, KeepTroubleView(reason, "进门正前方的服务台")
    yield from _members()


def _members() -> Iterator[tuple[str, str, object]]:
    """Before a paper that is for members. Its pages are those of a test but for the words: the longest states."""
    yield NOTICE, "", None
    for state in ("waiting", "reading", "offline"):
        yield CARD, state, MemberCardView("10:26", state, DESK)
    for why in (Why.REFUSED, Why.OUTSIDE_HOURS):
        yield TOLD, why.value, MemberToldView(why, DESK)
