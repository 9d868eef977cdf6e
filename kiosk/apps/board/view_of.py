"""From what the hall told to what is drawn. Pure: the same `Seen` is the same `BoardView`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kiosk.apps.board import words
from kiosk.apps.board.views import AwayView, BoardView, CallView, FootView, HeadView, RowView, WaitingView
from kiosk.features.tickets.rules.doors import Shut, why_shut
from kiosk.features.tickets.rules.saying import Place, place_of
from kiosk.features.tickets.rules.states import ServiceState
from kiosk.features.tickets.wire import HallToday
from kiosk.features.tickets.wire_board import BoardCall, BoardNow, BoardWindow

CALLING_FOR = timedelta(minutes=2)  # later nobody is being called: many clerks never press 到了
CALLS_BELOW = 8  # the foot drops those it has no room for


@dataclass(frozen=True)
class Seen:
    """What a view is made of.

    ``now`` is of this board's windows only; ``got_at`` when it came, on the board's own clock. ``saying`` is the call
    being said, ``unsaid`` those that wait for it, ``said_at`` when others were, on the board's clock too. ``hall``,
    ``demo`` stand in until the hall has told its own.
    """

    at: datetime
    now: BoardNow | None = None
    got_at: datetime | None = None
    away: bool = True
    saying: BoardCall | None = None
    unsaid: frozenset[Place] = frozenset()
    said_at: Mapping[Place, datetime] = field(default_factory=dict)
    silent: bool = False
    unknown_windows: tuple[str, ...] = ()
    exhibition_after_seconds: float = 0.0
    hall: str = ""
    demo: bool = False
    enrolled: bool = True


def for_windows(now: BoardNow, names: tuple[str, ...]) -> tuple[BoardNow, tuple[str, ...]]:
    """The part of the hall that a board of these windows shows, and the names the hall does not know."""
    if not names:
        return now, ()
    windows = tuple(window for window in now.windows if window.name in names)
    ids = {window.id for window in windows}
    services = {service for window in windows for service in window.service_ids}
    part = replace(
        now,
        windows=windows,
        calls=tuple(call for call in now.calls if call.window_id in ids),
        waiting=tuple(row for row in now.waiting if row.service_id in services),
    )
    return part, tuple(name for name in names if name not in {window.name for window in now.windows})


def view_of(seen: Seen) -> BoardView:
    call = _call(seen)
    return BoardView(
        head=_head(seen),
        away=_away(seen),
        call=call,
        rows=_rows(seen),
        waiting=_waiting(seen),
        foot=_foot(seen, call),
        exhibition=_is_quiet(seen),
    )


# -- the parts --------------------------------------------------------------------------------


def _head(seen: Seen) -> HeadView:
    hall = seen.now.hall if seen.now else None
    marks = [words.DEMO] if (hall.demo if hall else seen.demo) else []
    marks += [words.TRAINING] if hall and hall.training else []
    return HeadView(
        hall=hall.name if hall else seen.hall,
        short=hall.short_name if hall else seen.hall,
        marks=tuple(marks),
        day=words.today(seen.at.date()),
        clock=words.clock(seen.at),
        silent=words.SILENT if seen.silent else "",
    )


def _away(seen: Seen) -> AwayView | None:
    if not seen.away or seen.now is None or seen.got_at is None:
        return None
    return AwayView(words.as_of(seen.got_at, seen.at), words.age(seen.at - seen.got_at), words.LISTEN)


def _call(seen: Seen) -> CallView:
    """What stands large is true now: who is called, or who is still waited for, or words. Never a number that is done,
    passed over or given back. While the hall is away nobody knows: then it says what was, and asks nobody to come."""
    now = seen.now
    if now is None:
        return _words_before_the_first_answer(seen)
    newest = now.calls[0] if now.calls else None
    if seen.away and newest:
        kicker = words.last_call(datetime.fromisoformat(newest.at), newest.service, training=newest.training)
        return CallView("past", kicker, newest.number, newest.window, turn=newest.event_id)
    calling = None if seen.away else seen.saying or _still_called(seen, now)
    if calling:
        kicker = words.calling(calling.service, training=calling.training)
        return CallView("now", kicker, calling.number, calling.window, turn=calling.event_id)
    waited = None if seen.away else next(iter(_waited_for(now)), None)
    if waited:
        kicker = words.not_come(datetime.fromisoformat(waited.at), waited.service, training=waited.training)
        return CallView("still", kicker, waited.number, waited.window, turn=waited.event_id)
    return _words_instead(seen, now)


def _words_before_the_first_answer(seen: Seen) -> CallView:
    if not seen.enrolled:
        return CallView("words", title=words.NOT_ENROLLED, note=words.NOT_ENROLLED_NOTE)
    return CallView("words", title=words.AWAY, note=words.AWAY_NOTE)


def _waited_for(now: BoardNow) -> list[BoardCall]:
    """The calls whose window still waits for their number, the newest first."""
    waits = {(window.id, window.ticket_id) for window in now.windows if window.stage == ServiceState.CALLED}
    return [call for call in now.calls if (call.window_id, call.ticket_id) in waits]


def _still_called(seen: Seen, now: BoardNow) -> BoardCall | None:
    """The newest call, not long ago, whose window still waits for its number."""
    return next((call for call in _waited_for(now) if _is_fresh(seen, now, call)), None)


def _is_fresh(seen: Seen, now: BoardNow, call: BoardCall) -> bool:
    """Waiting to be said, said within CALLING_FOR, or where no voice is, called within it.

    The call's own time is of the hall's clock: the board's may go otherwise.
    """
    if place_of(call) in seen.unsaid:
        return True
    said_at = seen.said_at.get(place_of(call))
    if said_at is not None and seen.at - said_at < CALLING_FOR:
        return True
    since = seen.at - seen.got_at if seen.got_at else timedelta()
    return datetime.fromisoformat(now.at) + since - datetime.fromisoformat(call.at) < CALLING_FOR


def _words_instead(seen: Seen, now: BoardNow) -> CallView:
    hall = now.hall
    if hall.state == "closed":
        return _shut(seen, hall)
    if hall.state == "paused" or (now.windows and all(window.state == "paused" for window in now.windows)):
        return CallView("words", title=words.ALL_PAUSED, note=words.ALL_PAUSED_NOTE)
    people = sum(row.people for row in now.waiting)
    if people or not now.calls:
        title = words.LISTEN_FOR_CALLS if now.calls else words.NO_CALL_YET
        return CallView("words", title=title, note=words.people_wait(people) if people else words.NO_CALL_NOTE)
    return CallView("words", title=words.NOBODY_WAITS, note=words.NO_CALL_NOTE)


def _shut(seen: Seen, hall: HallToday) -> CallView:
    shut = why_shut(hall.days, hall.next_opening)
    opens = datetime.fromisoformat(hall.next_opening) if hall.next_opening else None
    name = hall.days[0].name if hall.days and shut == Shut.NOT_TODAY else ""
    note = words.shut_note(shut, name, opens, seen.at)
    served = seen.now and any(window.number for window in seen.now.windows)  # whose turn it was
    left = _left_waiting(seen) or (words.STILL_SERVED if served else "")
    return CallView("words", title=words.SHUT[shut], note="\n".join(part for part in (note, left) if part))


def _left_waiting(seen: Seen) -> str:
    """What those do who wait though the doors are shut; empty when nobody does."""
    hall = seen.now.hall if seen.now else None
    if not seen.now or not hall or hall.state != "closed" or not any(row.people for row in seen.now.waiting):
        return ""
    goes_on = why_shut(hall.days, hall.next_opening) in (Shut.MIDDAY, Shut.BREAK)
    return words.STILL_WAITING if goes_on else words.LEFT_WAITING


def _rows(seen: Seen) -> tuple[RowView, ...]:
    return tuple(_row(seen, seen.now, window) for window in seen.now.windows) if seen.now else ()


def _row(seen: Seen, now: BoardNow, window: BoardWindow) -> RowView:
    services, short = words.services(window.services), _short(window.name)
    last = next((call for call in now.calls if call.ticket_id == window.ticket_id), None)
    said_now = seen.saying is not None and seen.saying.ticket_id == window.ticket_id
    if window.stage == ServiceState.CALLED and last and (seen.away or not (said_now or _is_fresh(seen, now, last))):
        state = words.was_called(datetime.fromisoformat(last.at))
        return RowView(window.name, short, window.number, window.service, state, "plain")
    if window.stage == ServiceState.CALLED:
        return RowView(window.name, short, window.number, window.service, words.CALLING, "calling")
    if window.number:
        state = words.WAS_SERVING if seen.away else words.STATE_SERVING
        return RowView(window.name, short, window.number, window.service, state, "plain")
    if window.state == "paused":
        return RowView(window.name, short, words.NOBODY, services, words.paused(window.paused_until), "soft")
    free = "" if now.hall.state == "closed" or seen.away else words.STATE_FREE
    return RowView(window.name, short, words.NOBODY, services, free, "soft")


def _waiting(seen: Seen) -> WaitingView:
    then = seen.got_at if seen.away else None
    title = words.waiting_then(then) if then else words.WAITING
    return WaitingView(title, tuple((row.service, row.people) for row in seen.now.waiting) if seen.now else ())


def _foot(seen: Seen, shown: CallView) -> FootView:
    calls = _calls_below(seen.now, shown) if seen.now else ()
    if seen.away:
        return FootView(calls, words.TICKETS_HOLD)
    if seen.now and seen.now.help:
        newest = seen.now.help[0]
        return FootView(calls, words.help_wanted(newest.terminal, newest.screen), "help")
    if seen.unknown_windows:
        return FootView(calls, words.unknown_windows(seen.unknown_windows), "warn")
    if shown.kind != "words" and (left := _left_waiting(seen)):
        return FootView(calls, left)
    return FootView(calls, words.NOT_HEARD)


def _calls_below(now: BoardNow, shown: CallView) -> tuple[tuple[str, str], ...]:
    """Each number once, where it was called last, without the one that stands large above."""
    found: dict[str, str] = {}
    for call in now.calls:
        if call.number != shown.number:
            found.setdefault(call.number, _short(call.window))
    return tuple(found.items())[:CALLS_BELOW]


def _short(window: str) -> str:
    """1 号窗口 -> 1 号."""
    return window.removesuffix(words.WINDOW).strip() or window


def _is_quiet(seen: Seen) -> bool:
    """Nothing was called for the time the hall has set, and nobody waits: the exhibition may have the room."""
    now, after = seen.now, seen.exhibition_after_seconds
    if after <= 0 or seen.away or seen.saying or now is None or now.hall.state == "closed":
        return False
    if any(row.people for row in now.waiting) or _still_called(seen, now) or now.help:
        return False
    return not now.calls or seen.at - datetime.fromisoformat(now.calls[0].at) >= timedelta(seconds=after)
