"""What stands on the board, state by state."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from kiosk.apps.board.view_of import Seen, for_windows, view_of
from kiosk.apps.board.views import BoardView
from kiosk.core.database.clock import stamp
from tests.apps.board.sample_halls import AT, CALLS, MORNING, SEEN, closed, many_windows, shots, window


def shot(name: str) -> BoardView:
    return view_of(shots()[name][0])


def texts(value: object) -> str:
    return str(asdict(value)) if isinstance(value, BoardView) else str(value)


def test_a_call_stands_large_and_in_its_row() -> None:
    view = shot("call")
    assert (view.call.kind, view.call.number, view.call.window) == ("now", "A012", "1 号窗口")
    assert [row.state for row in view.rows] == ["正在叫号", "办理中", "办理中", "暂停，10:40 再开"]
    assert view.foot.calls[0] == ("A011", "1 号") and "A012" not in dict(view.foot.calls)


def test_the_call_being_said_stands_large_also_when_another_is_newer() -> None:
    now = many_windows(3)
    view = view_of(replace(SEEN, now=now, saying=now.calls[-1]))
    assert view.call.number == "A001"
    assert {row.mark for row in view.rows} == {"calling"}
    assert view_of(replace(SEEN, now=now)).call.number == "A003"


def test_the_hall_is_away_and_the_last_state_stays_with_its_age() -> None:
    view = shot("away")
    assert view.away and (view.away.said, view.away.age) == ("暂时连不上，下面是 10:26 的情况", "已过 4 分钟")
    assert (view.call.kind, view.call.number) == ("past", "A012")
    assert [row.state for row in view.rows][:2] == ["10:26 叫过", "当时在办理"]
    assert view.waiting.title == "10:26 还在等" and view.foot.line == "照常取号，号都有效"


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (timedelta(seconds=20), "不到 1 分钟"), (timedelta(minutes=59), "已过 59 分钟"),
        (timedelta(hours=3, minutes=50), "已过 3 小时"), (timedelta(days=2), "已过 2 天"),
        (timedelta(minutes=-30), "不到 1 分钟"),  # the clock was set back
    ],
)  # fmt: skip
def test_how_old_the_last_state_is(gone: timedelta, said: str) -> None:
    view = view_of(replace(SEEN, at=AT + gone, away=True))
    assert view.away and view.away.age == said


def test_a_number_that_nobody_took_up_is_not_called_for_ever() -> None:
    """Many clerks never press 到了: a red board all day would call nobody."""
    minutes = timedelta(minutes=3)
    told_again = replace(MORNING, at=stamp(AT + minutes))
    for seen in (replace(SEEN, at=AT + minutes), replace(SEEN, at=AT + minutes, now=told_again, got_at=AT + minutes)):
        view = view_of(seen)
        assert view.call.kind == "still", "its window waits on: true, and no longer red"
        assert (view.rows[0].state, view.rows[0].mark) == ("10:26 叫过", "plain")
    assert view_of(replace(SEEN, at=AT + minutes, saying=CALLS[0])).rows[0].mark == "calling"


def test_a_state_of_another_day_says_which() -> None:
    view = shot("away-a-day")
    assert view.away and "11 月 17 日 10:26" in view.away.said


@pytest.mark.parametrize(
    ("name", "title", "note"),
    [
        ("empty", "还没有叫号", "还有 5 人在等，叫到您的号会显示在这里"),
        ("paused", "窗口都暂停了", "号都有效，请稍等"),
        ("over", "今天结束了", "明天 8:30 开门"),
        ("not-yet", "还没开门", "8:30 开门"),
        ("day-off", "今天不开放", "演示假日，明天 8:30 开门"),
        ("lunch", "午休", "13:30 继续"),
        ("pause", "现在休息", "13:30 继续"),
        ("never", "暂时连不上", "照常取号，叫号请听窗口"),
        ("not-enrolled", "这块大屏还没有加入大厅", "请管理员运行 kiosk enrol --board"),
    ],
)
def test_states_as_words(name: str, title: str, note: str) -> None:
    call = shot(name).call
    assert (call.kind, call.title, call.note) == ("words", title, note)


def test_somebody_is_still_served_after_the_doors_closed() -> None:
    now = closed(AT.replace(day=18, hour=8, minute=30))
    late = replace(now, windows=(window(1, "A012", "serving"), *now.windows[1:]), calls=CALLS)
    call = view_of(replace(SEEN, now=late)).call
    assert (call.kind, call.title) == ("words", "今天结束了") and "窗口还在办理已经叫到的号" in call.note


@pytest.mark.parametrize("stage", ["serving", ""])  # 到了; or 过号, done, given back, transferred
@pytest.mark.parametrize("doors", ["open", "closed", "paused"])
def test_a_number_that_nobody_waits_for_any_more_never_stands_large(stage: str, doors: str) -> None:
    hand = replace(window(1, "A012", "serving"), stage=stage) if stage else window(1)
    now = replace(
        MORNING, windows=(hand, *(window(n) for n in range(2, 5))), hall=replace(MORNING.hall, state=doors)
    )  # fmt: skip
    for minutes in (0, 1, 5, 60):
        at = AT + timedelta(minutes=minutes)
        call = view_of(replace(SEEN, now=replace(now, at=stamp(at)), at=at, got_at=at)).call
        assert (call.kind, call.number, call.window) == ("words", "", "")
        assert call.title


def test_the_newest_call_that_still_holds_stands_large() -> None:
    """A012 was called last and has come; A011 is still waited for at another window."""
    waits = replace(window(4, "A011", "called"), id=1, name="1 号窗口")
    now = replace(MORNING, windows=(window(2, "B006", "serving"), waits))
    at = AT + timedelta(seconds=30)
    call = view_of(replace(SEEN, now=replace(now, at=stamp(at)), at=at, got_at=at)).call
    assert (call.kind, call.number) == ("now", "A011")


def test_words_say_how_many_wait() -> None:
    idle = replace(MORNING, windows=tuple(window(n) for n in range(1, 5)))
    call = view_of(replace(SEEN, now=idle)).call
    assert (call.title, call.note) == ("请留意叫号", "还有 5 人在等，叫到您的号会显示在这里")
    nobody = replace(idle, waiting=tuple(replace(row, people=0) for row in MORNING.waiting))
    assert view_of(replace(SEEN, now=nobody)).call.title == "现在不用等"


def test_a_call_that_waits_to_be_said_is_not_yet_a_past_one() -> None:
    """With forty windows the last is said minutes after it was called."""
    later = AT + timedelta(minutes=3)
    seen = replace(SEEN, at=later, now=replace(MORNING, at=stamp(later)), got_at=later)
    assert view_of(seen).rows[0].mark == "plain"
    place = (MORNING.windows[0].ticket_id or 0, 1)
    assert view_of(replace(seen, unsaid=frozenset({place}))).rows[0].mark == "calling"
    assert view_of(replace(seen, said_at={place: later - timedelta(seconds=20)})).call.kind == "now"


@pytest.mark.parametrize(
    ("shut", "told"), [("over", "请到窗口或服务台问一问"), ("lunch", "号都有效，请等叫号")]
)  # fmt: skip
def test_who_still_waits_at_shut_doors_is_told_what_to_do(shut: str, told: str) -> None:
    seen = shots()[shut][0]
    assert seen.now and told not in texts(view_of(seen))
    left = replace(seen.now, waiting=MORNING.waiting)
    assert told in view_of(replace(seen, now=left)).call.note
    last = replace(left, windows=(window(1, "A012", "serving"), *left.windows[1:]), calls=CALLS)
    assert told in view_of(replace(seen, now=last)).call.note


def test_training_is_marked_wherever_a_call_is() -> None:
    view = shot("training")
    assert "演练" in view.head.marks and view.call.kicker.startswith("演练")
    assert view.head.silent


def test_a_call_for_help_is_a_quiet_line() -> None:
    assert (shot("help").foot.line, shot("help").foot.tint) == ("1 号终端请人帮忙（取号办事）", "help")


def test_the_record_page_s_name_tells_no_more_than_its_room() -> None:
    from kiosk.apps.board import words

    assert words.help_wanted("2 号终端", "membership.record") == "2 号终端请人帮忙"
    assert words.help_wanted("2 号终端", "staff.pin") == "2 号终端请人帮忙"


def test_a_board_of_some_windows_shows_those_alone() -> None:
    part, unknown = for_windows(MORNING, ("2 号窗口", "9 号窗口"))
    assert unknown == ("9 号窗口",)
    view = view_of(replace(SEEN, now=part, unknown_windows=unknown))
    assert [row.window for row in view.rows] == ["2 号窗口"]
    assert view.waiting.rows == (("综合业务", 2),)
    assert view.call.kind == "words", "A012 is called elsewhere, and B006 has come"
    assert view.foot.tint == "warn" and "9 号窗口" in view.foot.line


def test_the_exhibition_has_the_room_only_while_nobody_is_called_or_waits() -> None:
    quiet = replace(
        MORNING, windows=tuple(window(n) for n in range(1, 5)),
        waiting=tuple(replace(row, people=0) for row in MORNING.waiting),
    )  # fmt: skip
    seen = replace(SEEN, now=quiet, at=AT + timedelta(minutes=5), exhibition_after_seconds=180)
    assert view_of(seen).exhibition
    assert not view_of(replace(seen, exhibition_after_seconds=0)).exhibition
    assert not view_of(replace(seen, at=AT + timedelta(minutes=2))).exhibition
    assert not view_of(replace(seen, now=replace(quiet, waiting=MORNING.waiting))).exhibition
    assert not view_of(replace(seen, now=replace(quiet, calls=CALLS), saying=CALLS[0])).exhibition
    assert not view_of(replace(seen, away=True)).exhibition


def test_nothing_but_numbers_windows_and_services_reaches_the_screen() -> None:
    """A board has no field for a name; what it is told has none either (test_board_now)."""
    for name, (seen, _) in shots().items():
        assert "by" not in asdict(view_of(seen)), name
        assert stamp(AT) not in texts(view_of(seen)), name


def test_a_view_is_the_same_for_the_same_hall() -> None:
    assert view_of(SEEN) == view_of(Seen(**{name: getattr(SEEN, name) for name in SEEN.__dataclass_fields__}))
