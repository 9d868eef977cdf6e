"""Exceptions in Kivy's loop: named in the log, survived, and after several in a row a fresh process is asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable

from kivy.base import ExceptionHandler, ExceptionManager
from kivy.clock import Clock

IN_A_ROW = 5  # then the process ends and systemd starts a fresh one
WITHIN_SECONDS = 60.0
EXIT_FAULTS = 70


class Faults(ExceptionHandler):
    """Kivy's hook. `page` names what was in front; `go_on` is called after a fault, `give_up` after too many."""

    def __init__(
        self, log: logging.Logger, page: Callable[[], str], *, go_on: Callable[[], None], give_up: Callable[[], None]
    ) -> None:
        self._log, self._page, self._go_on, self._give_up = log, page, go_on, give_up
        self._times: list[float] = []

    def listen(self) -> None:
        ExceptionManager.add_handler(self)

    def handle_exception(self, inst: BaseException) -> int:
        if isinstance(inst, (KeyboardInterrupt, SystemExit)):
            return int(ExceptionManager.RAISE)
        self._log.error("%s at %s on page %s", type(inst).__name__, _place(inst), self._page())
        now = Clock.time()
        self._times = [at for at in self._times if now - at < WITHIN_SECONDS] + [now]
        if len(self._times) >= IN_A_ROW:
            self._log.error("%d faults in a row: ending for a fresh start", len(self._times))
            self._give_up()
        else:
            self._go_on()
        return int(ExceptionManager.PASS)


def _place(error: BaseException) -> str:
    """Where it was raised, without its message: that may name a person."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
