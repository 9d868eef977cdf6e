"""Why something shows or not: every answer is held against a plan that marks every minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.pack.exhibit import Showing
from content.pack.open import STARTER as STARTER_FOLDER
from content.pack.open import open_pack
from kiosk.features.exhibition.rules import words
from kiosk.features.exhibition.rules.showing import Doubt, Screen
from kiosk.features.exhibition.rules.why import Answer, Keeps, Why, why
from tests.features.exhibition.rules.brute_schedule import DAYS, MINUTE, STARTER, Case, Minutes, Notice, cases

FRIDAY = datetime(2026, 11, 20, 10)
HERE = Screen("terminal", "station")
ALWAYS = Showing()


def sentences(thing: Notice, at: datetime = FRIDAY, *others: Notice, doubt: Doubt | None = None) -> str:
    return " ".join(words.said(thing, why(thing, at, HERE, (thing, *others), STARTER, doubt)))


# -- against every minute ---------------------------------------------------------------------------------------------


@given(cases())
def test_every_thing_of_random_packs_is_explained_as_the_minutes_show_it(case: Case) -> None:
    minutes = Minutes(case.start, case.screen)
    number = minutes.number(case.at)
    for thing in case.things:
        answer = why(thing, case.at, case.screen, case.things, STARTER)
        on = minutes.alone(thing, case.things)
        assert answer.is_on is (number in on)
        _same(
            minutes, answer.until if answer.is_on else answer.next_on, minutes.all - on if answer.is_on else on, number
        )
        assert all(text.endswith("。") and "None" not in text for text in words.said(thing, answer))


@given(cases(most=3))
def test_the_starter_is_explained_too(case: Case) -> None:
    minutes = Minutes(case.start, case.screen)
    number = minutes.number(case.at)
    counts = [one for one in case.things if case.screen.kind == "board" or one.attract or one.interrupt]
    covered = set[int]().union(*(minutes.of(thing) for thing in counts))
    answer = why(STARTER[0], case.at, case.screen, (*case.things, *STARTER), STARTER)
    assert answer.is_on is (number not in covered)
    change = answer.until if answer.is_on else answer.next_on
    _same(minutes, change, covered if answer.is_on else minutes.all - covered, number)
    assert words.said(STARTER[0], answer)


def _same(minutes: Minutes, change: datetime | None, wanted: set[int], number: int) -> None:
    """The first of the wanted minutes after this one; beyond the days that are marked nothing is known."""
    first = min((minute for minute in wanted if minute > number), default=None)
    if first is not None:
        assert change == minutes.moment(first)
    else:
        assert change is None or minutes.number(change) >= DAYS * 1440


@given(cases(), st.data())
def test_each_reason_would_keep_it_off_alone_and_there_is_no_other(case: Case, data: st.DataObject) -> None:
    minutes = Minutes(case.start, case.screen)
    thing = data.draw(st.sampled_from(case.things))
    keeps = why(thing, case.at, case.screen, case.things, STARTER).keeps
    for lifted in range(len(keeps) + 1):
        for some in combinations(keeps, lifted):
            freed = thing
            for one in some:
                freed = _without(freed, one, case.screen)
            rivals = () if any(one.why is Why.INTERRUPTED for one in some) else case.things
            assert (minutes.number(case.at) in minutes.alone(freed, rivals)) is (lifted == len(keeps))


def _without(thing: Notice, keeps: Keeps, screen: Screen) -> Notice:
    showing = thing.pack_showing if keeps.of_pack else thing.showing
    match keeps.why:
        case Why.OTHER_SCREEN:
            return replace(thing, screens=frozenset())
        case Why.OTHER_PROFILE:
            return replace(thing, profiles=frozenset())
        case Why.OTHER_PLAYLIST:
            return replace(thing, playlist=min(screen.playlists))
        case Why.CONSENT_OVER:
            return replace(thing, consent_until=None)
        case Why.NOT_YET:
            showing = replace(showing, starts=None)
        case Why.OVER:
            showing = replace(showing, ends=None)
        case Why.WEEKDAY | Why.HOURS:
            showing = replace(showing, weekdays=ALWAYS.weekdays, daily_from=None, daily_until=None)
    return replace(thing, pack_showing=showing) if keeps.of_pack else replace(thing, showing=showing)


def test_the_places_of_the_round_are_told() -> None:
    heavy = Notice("hall/a", weight=2)
    answer = why(heavy, FRIDAY, HERE, (heavy, Notice("hall/b"), Notice("hall/c", attract=False)), STARTER)
    assert (answer.places, answer.length) == ((0, 1), 3)
    assert why(Notice("hall/c", attract=False), FRIDAY, HERE).places == ()


@given(st.datetimes(), st.datetimes() | st.none(), st.datetimes() | st.none(), st.dates() | st.none())
def test_the_ends_of_the_calendar_are_explained(
    at: datetime, starts: datetime | None, ends: datetime | None, consent: date | None
) -> None:
    for moment in (at, datetime.min, datetime.max):
        night = Showing(starts, ends, frozenset({1}), time(23), time(1))
        thing = Notice("hall/a", night, consent_until=consent)
        urgent = Notice("hall/b", replace(night, weekdays=ALWAYS.weekdays), interrupt=True)
        for one in (thing, urgent, *STARTER):
            assert words.said(one, why(one, moment, HERE, (thing, urgent), STARTER))


def test_every_exhibit_of_the_real_starter_pack_is_explained() -> None:
    starter = open_pack(STARTER_FOLDER, decode=False).exhibits
    in_loop = [exhibit for exhibit in starter if exhibit.attract]
    for exhibit in starter:
        answer = why(exhibit, FRIDAY, HERE, (), starter)
        places = (in_loop.index(exhibit),) if exhibit in in_loop else ()
        assert answer.is_on and answer.until is None and answer.places == places
        assert words.said(exhibit, answer)[0] == "正在展出，没有截止日期。"


# -- in words ---------------------------------------------------------------------------------------------------------

SAID = {
    "until": (
        Showing(ends=datetime(2026, 12, 1)),
        "正在展出，到 11 月 30 日为止（含当天）。 待机时一轮 1 个，它是第 1 个。",
    ),
    "not yet": (
        Showing(starts=datetime(2027, 1, 4)),
        "还没到开始的时候：2027 年 1 月 4 日（星期一）0:00 起。 下次展出：2027 年 1 月 4 日（星期一）0:00。",
    ),
    "over": (
        Showing(ends=datetime(2026, 11, 20, 9, 30)),
        "已经到期：到 11 月 20 日（星期五）9:30 为止。 照现在的安排，以后不会再展出。",
    ),
    "weekday": (
        Showing(weekdays=frozenset({1, 3})),
        "今天（星期五）这个时候不展出：星期一、三全天。 下次展出：11 月 23 日（星期一）0:00。",
    ),
    "next week": (
        Showing(weekdays=frozenset({5}), daily_from=time(8), daily_until=time(10)),
        "现在不在时段里：星期五 8:00 到 10:00。 下次展出：11 月 27 日（星期五）8:00。",
    ),
    "hours": (
        Showing(daily_from=time(22), daily_until=time(2)),
        "现在不在时段里：每天 22:00 到第二天 2:00。 下次展出：11 月 20 日（星期五）22:00。",
    ),
}


@pytest.mark.parametrize(("showing", "said"), SAID.values(), ids=SAID)
def test_it_is_said_in_a_keepers_words(showing: Showing, said: str) -> None:
    assert sentences(Notice("hall/a", showing)) == said


def test_everything_that_keeps_it_off_is_said_and_whose_it_is() -> None:
    pack = Showing(ends=datetime(2026, 11, 1), weekdays=frozenset({6, 7}))
    thing = Notice(
        "hall/a", Showing(starts=FRIDAY + 40 * MINUTE), pack, profiles=frozenset({"center"}),
        screens=frozenset({"board"}), consent_until=date(2026, 11, 3),
    )  # fmt: skip
    said = sentences(thing)
    for part in (
        "只在大屏展出，不在终端上",
        "只给中心，这里是站",
        "同意展示的期限已过：到 11 月 3 日为止",
        "还没到开始的时候",
        "整个内容包已经到期：到 10 月 31 日为止",
        "整个内容包今天（星期五）这个时候不展出：星期六、日全天",
    ):
        assert part in said  # fmt: skip


def test_an_interrupt_is_named_and_its_end_is_when_the_others_come_back() -> None:
    typhoon = Notice("hall/typhoon", Showing(ends=FRIDAY + timedelta(hours=2)), interrupt=True)
    assert sentences(Notice("hall/a"), FRIDAY, typhoon) == (
        "正在插播 hall/typhoon，插播时只放插播内容。 下次展出：11 月 20 日（星期五）12:00。"
    )


def test_the_starter_names_what_is_shown_instead() -> None:
    said = sentences(STARTER[0], FRIDAY, Notice("hall/a", Showing(ends=FRIDAY + timedelta(days=400))))
    assert said.startswith("自带内容只在没有别的可放时出现，现在有 hall/a。")


def test_the_starter_fills_the_loop_while_all_else_is_for_the_list() -> None:
    listed = Notice("hall/a", attract=False)
    said = sentences(STARTER[0], FRIDAY, listed)
    assert said.startswith("正在展出") and "它是第 1 个" in said and "展厅列表里没有它" in said
    assert "展厅列表里没有它" in sentences(STARTER[0], FRIDAY, listed, doubt=Doubt(FRIDAY))
    assert "展厅列表里没有它" not in sentences(STARTER[0])
    evening = Notice("hall/b", Showing(daily_from=time(18)))
    assert "到 11 月 20 日（星期五）18:00 为止" in sentences(STARTER[0], FRIDAY, listed, evening)
    on_board = why(STARTER[0], FRIDAY, Screen("board", "station"), (listed,), STARTER)
    assert not on_board.is_on  # its card shows what is for the list alone as well


def test_while_the_clock_is_not_believed_that_is_the_reason() -> None:
    dated = Notice("hall/a", Showing(ends=FRIDAY + timedelta(days=9)))
    assert "时间不可信" in sentences(dated, doubt=Doubt(FRIDAY))
    assert sentences(Notice("hall/b"), doubt=Doubt(FRIDAY)).startswith("正在展出")


def test_how_far_was_looked_for_the_starter_is_said() -> None:
    answer = Answer(FRIDAY, HERE, (), looked_until=datetime(2027, 2, 1))
    assert words.said(STARTER[0], answer)[0] == "正在展出，至少到 2027 年 2 月 1 日（星期一）0:00。"
