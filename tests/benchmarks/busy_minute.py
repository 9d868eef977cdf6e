"""Every window calls within a few seconds: how many are heard whole before their clerk gives them up.

    heard_whole([CHIME_SECONDS + espeak_seconds(window) for window in range(1, 13)], within_seconds=20.0)   # 12

The order is the board's own (`rules.saying`), on a clock that is counted and not waited for. A clerk gives a number up
``PATIENCE_SECONDS`` after it counts as called: after a board said it, or after it was made where none that speaks is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from kiosk.features.tickets.rules.saying import Said, Turns, is_unsaid

PATIENCE_SECONDS = 60.0
CHIME_SECONDS = 0.9
BETWEEN_SECONDS = 0.1  # the voice process tells that it ended, and is given the next
_MORNING = datetime(2026, 11, 17, 10, 0)


@dataclass(frozen=True)
class Made:
    """One call of the busy minute, made at `at` seconds."""

    event_id: int
    ticket_id: int
    window_id: int
    at: float
    seconds: float


@cache
def espeak_seconds(window: int) -> float:
    """How long espeak-ng says `请A 零 一 二号到N 号窗口办理`. Raises VoiceMissing."""
    import io
    import wave

    from kiosk.ui.voice.call_sentence import Sentence
    from kiosk.ui.voice.voices import EspeakVoice

    said = Sentence("请{number}号到{window}办理").of(f"A{window:03d}", f"{window} 号窗口")
    with wave.open(io.BytesIO(EspeakVoice().render(said, "zh"))) as file:
        return float(file.getnframes() / file.getframerate())


def heard_whole(lengths: Sequence[float], within_seconds: float = 20.0, *, times: int = 2, reports: bool = True) -> int:
    """Of one call a window, made evenly within those seconds: how many are said to their end and not given up before.

    ``reports``: whether the board tells the hall what it said.
    """
    step = within_seconds / len(lengths)
    coming = [Made(n, n, n, n * step, seconds) for n, seconds in enumerate(lengths, 1)]
    turns, called, whole = Turns[Made](times), list[Made](), set[int]()
    said: Said | None = None
    said_at: dict[int, float] = {}
    at = 0.0
    while coming or turns.waiting:
        while coming and coming[0].at <= at:
            called.append(coming[0])
            turns.add(coming.pop(0))
        called = [one for one in called if not _given_up(one, at, said, said_at.get(one.event_id))]
        turns.keep(lambda one: one in called)  # noqa: B023
        now = turns.begin()
        if now is None:
            at = max(at, coming[0].at) if coming else at
            continue
        at += now.seconds + BETWEEN_SECONDS
        if turns.end(whole=not _given_up(now, at, said, said_at.get(now.event_id))):
            whole.add(now.event_id)
            said_at[now.event_id] = at
            said = Said(now.event_id, _moment(at)) if reports else None
    return len(whole)


def _given_up(call: Made, at: float, said: Said | None, said_at: float | None) -> bool:
    if is_unsaid(call.event_id, said, _moment(at)):
        return False
    return at - (call.at if said_at is None else said_at) > PATIENCE_SECONDS


def _moment(at: float) -> datetime:
    return _MORNING + timedelta(seconds=at)
