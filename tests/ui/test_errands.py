"""Jobs away from Kivy's thread: what a terminal that ends has not begun, or not heard of, stays unheard."""

from __future__ import annotations

import threading
from typing import Any

from tests.ui.conftest import TurnedClock


def test_what_was_not_begun_when_it_closed_is_never_delivered(window: Any, clock: TurnedClock) -> None:
    from kiosk.ui.errands import WORKERS, Errands, Inbox

    heard, go_on = list[str](), threading.Event()
    errands = Errands(Inbox())
    for _ in range(WORKERS):
        errands.work(go_on.wait, lambda _: heard.append("late"), None)
    errands.work(lambda: "waits in line", heard.append, None)
    errands.close()
    go_on.set()
    for thread in threading.enumerate():
        if thread.name.startswith("kiosk-work"):
            thread.join()
    clock.frame()
    clock.frame()
    assert heard == []
