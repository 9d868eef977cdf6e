"""Halls as a board sees them: the one of the pictures, and what may happen to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk.apps.board.view_of import Seen
from kiosk.core.database.clock import HALL_TIME, stamp
from kiosk.features.help.wire import HelpWanted
from kiosk.features.tickets.wire import DayHours, HallToday
from kiosk.features.tickets.wire_board import BoardCall, BoardNow, BoardWaiting, BoardWindow

AT = datetime(2026, 11, 17, 10, 26, tzinfo=HALL_TIME)
SERVICES = ("党员服务", "综合业务", "帮办代办", "咨询投诉")
WEEK = tuple(
    DayHours((AT.date() + timedelta(days=days)).isoformat(), (1 + days) % 7, (("08:30", "17:30"),)) for days in range(8)
)
DOORS = HallToday("云溪里社区党群服务中心", "云溪里", "2026-11-17", "open", None, None, WEEK, demo=True)


def window(
    number: int, called: str = "", stage: str = "", *, service: int = 0, until: str | None = None
) -> BoardWindow:
    """Window `number` of one service; with `until` it pauses."""
    name = SERVICES[(service or number) - 1]
    ticket = sum(map(ord, called)) if called else None
    state = "paused" if until is not None else "open"
    number_in_hand = {"stage": stage, "ticket_id": ticket, "number": called, "service": name} if called else {}
    return BoardWindow(
        number,
        f"{number} 号窗口",
        state,
        until,
        (service or number,),
        (name,),
        **number_in_hand,  # type: ignore[arg-type]
    )


def call(event_id: int, number: str, window_id: int, *, at: datetime = AT, training: bool = False) -> BoardCall:
    """A call of the same ticket as `window` has it in hand."""
    service = SERVICES["ABCD".index(number[0])]
    name = f"{window_id} 号窗口"
    return BoardCall(event_id, sum(map(ord, number)), number, window_id, name, service, stamp(at), training)


WINDOWS = (
    window(1, "A012", "called"), window(2, "B006", "serving"), window(3, "C004", "serving"), window(4, until="10:40"),
)  # fmt: skip
CALLS = (
    call(95, "A012", 1), call(90, "A011", 1), call(80, "B006", 2), call(70, "C004", 3), call(60, "A010", 1),
    call(50, "D002", 4),
)  # fmt: skip
WAITING = tuple(
    BoardWaiting(n, name, people) for n, (name, people) in enumerate(zip(SERVICES, (3, 2, 0, 0), strict=True), 1)
)
MORNING = BoardNow(stamp(AT), DOORS, WINDOWS, WAITING, CALLS, (), 100)
SEEN = Seen(AT, MORNING, AT, away=False)


def many_windows(count: int) -> BoardNow:
    """So many windows, each calling a number of its own."""
    windows = tuple(window(n, f"A{n:03d}", "called", service=(n - 1) % 4 + 1) for n in range(1, count + 1))
    calls = tuple(call(100 + n, f"A{n:03d}", n) for n in range(count, 0, -1))
    return replace(MORNING, windows=windows, calls=calls, event_id=100 + count)


LONG = "社会救助与养老保险综合业务咨询受理服务事"  # 20 letters, the longest a keeper can write


def crowded(windows: int, services: int, *, long: bool = False) -> BoardNow:
    """So many windows and services; people wait for every service but each fifth."""
    names = [f"{LONG[: 17 if long else 4]}{n:03d}" for n in range(1, services + 1)]
    rows = tuple(BoardWaiting(n, name, n % 5 * 7) for n, name in enumerate(names, 1))
    served = tuple(
        replace(
            window(1, f"A{n:03d}" if n % 3 else "", "called" if n % 3 == 1 else "serving"), id=n,
            name=f"{LONG[:14]}{n:02d} 号窗口" if long else f"{n} 号窗口", services=tuple(names),
            service=names[0] if n % 3 and names else "",
        )
        for n in range(1, windows + 1)
    )  # fmt: skip
    calls = tuple(
        replace(call(200 + n, f"A{n:03d}", n), window=served[n - 1].name, service=names[0] if names else "")
        for n in range(windows, 0, -1)
        if n % 3
    )
    return replace(MORNING, windows=served, waiting=rows, calls=calls, event_id=300)


def closed(opens: datetime, *, open_today: bool = True) -> BoardNow:
    days = WEEK if open_today else (replace(WEEK[0], spans=(), name="演示假日"), *WEEK[1:])
    hall = replace(DOORS, state="closed", next_opening=stamp(opens), days=days)
    idle = tuple(window(n) for n in range(1, 5))
    return replace(MORNING, hall=hall, windows=idle, waiting=tuple(replace(row, people=0) for row in WAITING), calls=())


def paused_at(since: str) -> BoardNow:
    """Shut from `since` to 13:30."""
    now = closed(AT.replace(hour=13, minute=30))
    spans = (("08:00", since), ("13:30", "17:30"))
    return replace(now, hall=replace(now.hall, days=(replace(WEEK[0], spans=spans), *WEEK[1:])))


def shots() -> dict[str, tuple[Seen, tuple[int, int]]]:
    """Every state worth a look, by name, with the panel's size."""
    wide, upright = (1920, 1080), (1080, 1920)
    later = AT + timedelta(minutes=4)
    away = replace(SEEN, at=later, away=True)
    tomorrow = AT.replace(day=18, hour=8, minute=30)
    training = replace(
        MORNING, hall=replace(DOORS, training=True), calls=(replace(CALLS[0], training=True), *CALLS[1:])
    )
    help_wanted = replace(MORNING, help=(HelpWanted(99, "1 号终端", "tickets.choose", stamp(AT)),))
    long_names = replace(
        MORNING,
        hall=replace(DOORS, name="青山湖街道云溪里社区新时代党群服务中心综合站", short_name="云溪里社区站"),
        windows=(
            replace(WINDOWS[0], name="退役军人事务综合窗口", service="社会救助与养老保险"),
            replace(WINDOWS[1], services=("党员服务", "综合业务", "帮办代办"), service="流动党员组织关系转接"),
            replace(window(3), services=("党员服务", "综合业务", "帮办代办", "咨询投诉")), *WINDOWS[3:],
        ),
        waiting=(
            BoardWaiting(1, "社会救助与养老保险", 12), BoardWaiting(2, "流动党员组织关系转接", 108), *WAITING[2:],
        ),
        calls=(replace(CALLS[0], window="退役军人事务综合窗口", service="社会救助与养老保险"), *CALLS[1:]),
    )  # fmt: skip
    thirty = LONG + LONG[:10]
    longest_hall = replace(
        crowded(4, 4, long=True), hall=replace(DOORS, name=thirty, short_name=thirty, training=True),
        help=(HelpWanted(99, thirty, "tickets.choose", stamp(AT)),),
    )  # fmt: skip
    served = replace(MORNING, windows=(replace(WINDOWS[0], stage="serving"), *WINDOWS[1:]))
    empty = replace(MORNING, windows=tuple(window(n) for n in range(1, 5)), calls=())
    all_paused = replace(
        empty, hall=replace(DOORS, state="paused"), windows=tuple(window(n, until="") for n in range(1, 5))
    )
    return {
        "call": (SEEN, wide),
        "away": (away, wide),
        "away-a-day": (replace(away, at=AT + timedelta(days=1, hours=2)), wide),
        "past": (replace(SEEN, now=served), wide),
        "empty": (replace(SEEN, now=empty), wide),
        "paused": (replace(SEEN, now=all_paused), wide),
        "training": (replace(SEEN, now=training, silent=True), wide),
        "help": (replace(SEEN, now=help_wanted), wide),
        "over": (replace(SEEN, now=closed(tomorrow)), wide),
        "not-yet": (replace(SEEN, at=AT.replace(hour=7), now=closed(AT.replace(hour=8, minute=30))), wide),
        "day-off": (replace(SEEN, now=closed(tomorrow, open_today=False)), wide),
        "lunch": (replace(SEEN, at=AT.replace(hour=12), now=paused_at("11:30")), wide),
        "pause": (replace(SEEN, now=paused_at("10:00")), wide),
        "never": (Seen(AT, hall="云溪里社区党群服务中心"), wide),
        "not-enrolled": (Seen(AT, hall="云溪里社区党群服务中心", enrolled=False), wide),
        "long-names": (replace(SEEN, now=long_names), wide),
        "ten-windows": (replace(SEEN, now=many_windows(10)), wide),
        "many-windows": (replace(SEEN, now=many_windows(26)), wide),
        "nobody": (replace(SEEN, now=replace(crowded(0, 0), calls=())), wide),
        "one": (replace(SEEN, now=crowded(1, 1)), wide),
        "nine": (replace(SEEN, now=crowded(9, 9)), wide),
        "nine-long": (replace(SEEN, now=crowded(9, 9, long=True)), wide),
        "sixty": (replace(SEEN, now=crowded(60, 60)), wide),
        "sixty-long": (replace(SEEN, now=crowded(60, 60, long=True)), wide),
        "longest-hall": (replace(SEEN, silent=True, now=longest_hall), wide),
        "upright-nine-long": (replace(SEEN, now=crowded(9, 9, long=True)), upright),
        "upright-sixty": (replace(SEEN, now=crowded(60, 60)), upright),
        "small-nine-long": (replace(SEEN, now=crowded(9, 9, long=True)), (1280, 720)),
        "waited-for": (replace(SEEN, at=later, now=replace(MORNING, at=stamp(later)), got_at=later), wide),
        "upright": (SEEN, upright),
        "upright-away": (away, upright),
        "uhd": (SEEN, (3840, 2160)),
        "small": (SEEN, (1280, 720)),
        "square": (SEEN, (1280, 1024)),
    }
