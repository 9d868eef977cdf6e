"""From a clerk's press to the board: the POST of a call until the board's view changes, and until the frame is drawn.

A real board process (Kivy off screen, 1920 x 1080) follows the benchmark's hall service over its own line.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.core.link.enrolment import HallLink
from tests.apps.board.halls import BoardProcess

SIZE = "1920x1080"
WARM_UP = 5
AT_REST_SECONDS = 5.0  # a board that has just come up still loads and draws its first pictures

_Delay = tuple[float, float, float, int]


@dataclass(frozen=True)
class BoardDelays:
    """Seconds, one a call. ``own``: the board's share, after the POST was answered. ``answers``: the tickets' ids."""

    seen: list[float]
    own: list[float]
    drawn: list[float]
    answers: list[int]


def board_delays(url: str, token: str, call: Callable[[int], dict[str, Any]], calls: int) -> BoardDelays:
    """One call after the other, each waited for; the first few warm up and are not counted."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        HallLink(url, token, 1, "board").save(folder / "hall.json")
        board = BoardProcess(folder, voice=False, size=SIZE).start()
        try:
            board.until(lambda view: bool(view["rows"]) and view["away"] is None)
            threading.Event().wait(AT_REST_SECONDS)
            delays = [_one(board, call, number) for number in range(calls + WARM_UP)]
        finally:
            board.stop()
    counted = delays[WARM_UP:]
    seen, own, drawn = ([one[place] for one in counted] for place in range(3))
    return BoardDelays(seen, own, drawn, [ticket_id for *_, ticket_id in delays])


def _one(board: BoardProcess, call: Callable[[int], dict[str, Any]], number: int) -> _Delay:
    pressed = time.perf_counter()
    called = call(number)
    answered = time.perf_counter()
    view = board.until(lambda view: any(row["number"] == called["number"] for row in view["rows"]))
    at = view["at"]
    return at - pressed, max(0.0, at - answered), board.drawn_after(at) - pressed, called["ticket_id"]
