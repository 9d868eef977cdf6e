"""The last good state of the hall, in one small file: what a board shows when it starts while the hall is away.

    kept = LastState(data_dir / "board.json")
    kept.keep(Kept(now, got_at, said_up_to))      # whole or not at all, on the disk when it returns
    kept.read()                                   # None: nothing yet, or nothing that can be read

Numbers and windows only, as on the screen. Standard library only; called on the line's thread, never on Kivy's.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.features.tickets.wire import to_json
from kiosk.features.tickets.wire_board import BoardNow, board_from_json

log = logging.getLogger("kiosk.board")


@dataclass(frozen=True)
class Kept:
    """``got_at``: on the board's clock. ``said_up_to``: event id up to which every call was said."""

    now: BoardNow
    got_at: datetime
    said_up_to: int | None


class LastState:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._full = False  # told once, until it is well again

    def read(self) -> Kept | None:
        """What was kept last; a file of another version, or a damaged one, is none."""
        try:
            given = json.loads(self._path.read_text(encoding="utf-8"))
            said = given["said_up_to"]
            if said is not None and type(said) is not int:
                raise TypeError("said_up_to")
            return Kept(board_from_json(given["now"]), datetime.fromisoformat(given["got_at"]), said)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("the last state cannot be read: %s (%s)", self._path, type(error).__name__)
            return None

    def keep(self, kept: Kept) -> bool:
        """Write it down; False when the disk refuses: the board goes on, and forgets at a restart."""
        told = {"now": to_json(kept.now), "got_at": kept.got_at.isoformat(), "said_up_to": kept.said_up_to}
        draft = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with draft.open("w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self._path)
        except OSError as error:
            if not self._full:
                log.warning("the last state cannot be kept: %s", error)
            self._full = True
            return False
        self._full = False
        return True
