"""The board of the day on this terminal: in memory, and in the terminal's store over a restart.

board = DayBoard(store, now, closes); board.learn()      # blocks
board.now()                                              # as it stands at this moment
board.enter("teapot", 9)                                 # in memory at once; raises NotEntered
board.keep()                                             # blocks; a full disk costs no more than the restart would
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Protocol

from kiosk.core.link.store import StoreClosed
from kiosk.features.quiz.rules.board_of_day import Board, board_json, board_of, current, enter

NAME = "quiz_board_of_day"
log = logging.getLogger("kiosk.quiz")


class Store(Protocol):
    """What this needs of `TerminalStore`."""

    def remember(self, name: str, value: Any) -> None: ...

    def recall(self, name: str) -> tuple[Any, str] | None: ...


class DayBoard:
    """``closes``: when the hall closes for good on the day of now; None: not known, or shut all day. ``store`` None:
    in memory alone. `now` and `enter` on Kivy's thread; `learn` and `keep` on any.
    """

    def __init__(
        self, store: Store | None, clock: Callable[[], datetime], closes: Callable[[], time | None]
    ) -> None:  # fmt: skip
        self._store, self._clock, self._closes = store, clock, closes
        self._board = Board()
        self._kept = Board()
        self._writing = threading.Lock()

    def learn(self) -> None:
        """What an earlier run left, unless somebody is on the board already. Whatever cannot be read is no board."""
        if self._store is None:
            return
        try:
            known = self._store.recall(NAME)
        except (sqlite3.Error, StoreClosed) as error:
            log.warning("the board is not read: %s", type(error).__name__)
            return
        found = board_of(known[0]) if known else Board()
        self._kept = found
        if self._board.since is None:
            self._board = found

    def now(self) -> Board:
        """Empty once the hall has closed."""
        self._board = current(self._board, self._clock(), self._closes())
        return self._board

    def enter(self, nickname: str, streak: int) -> Board:
        """Raises NotEntered."""
        self._board = enter(self.now(), nickname, streak, self._clock())
        return self._board

    @property
    def is_kept(self) -> bool:
        """The store holds what stands here."""
        return self._store is None or self._kept == self._board

    def keep(self) -> None:
        """Write down what stands here; tried again with the next entry, or the next visit's end."""
        with self._writing:
            board = self._board
            if self._store is None or board == self._kept:
                return
            try:
                self._store.remember(NAME, board_json(board) if board.since else None)
                self._kept = board
            except (sqlite3.Error, StoreClosed) as error:
                log.warning("the board is in memory alone: %s", type(error).__name__)
