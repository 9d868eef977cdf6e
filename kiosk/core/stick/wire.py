"""What travels between the stick's root helper and whoever asks it: one JSON object a line.

    {"verb": "list"}                       -> {"ok": [{"stick", "title", "bytes", "why"}, …]}
    {"verb": "mount", "stick": "sdb1"}     -> {"ok": null}             read-only
    {"verb": "files"}                      -> {"ok": {"files": [["release.json", 812], …], "left_out": 3}}
    {"verb": "copy"}                       -> {"copied", "of"} …, then {"ok": {"folder", "files", "bytes"}}
    {"verb": "unmount"}                    -> {"ok": null}
    {"verb": "save", "stick", "bytes"}     and so many bytes of a file -> {"ok": "kiosk-diagnosis-….zip"}

or {"refused": one of REASONS}. All of it is of the tree `kiosk/` on the stick. What is mounted is unmounted when the
connection ends, whatever ended it: it stands in the helper's own mount namespace alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

SOCKET = Path("/run/kiosk-stick/stick.sock")
TREE = "kiosk"  # the folder on the stick that is looked at; nothing else of it is
MOST_SAVED_BYTES = 16 << 20

REASONS = (
    "not_a_request", "not_allowed", "no_stick", "in_use", "locked", "foreign", "broken", "no_tree", "too_many",
    "too_deep", "too_large", "unreadable", "no_room", "full", "read_only", "pulled_out", "slow", "went_wrong",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stick:
    """A file system on a stick that is plugged in. `why`: one of REASONS where it cannot be used, else empty."""

    stick: str
    title: str
    bytes: int
    why: str = ""

    @classmethod
    def from_json(cls, told: Any) -> Stick:
        """Raises KeyError, TypeError, ValueError."""
        return cls(str(told["stick"]), str(told["title"]), int(told["bytes"]), str(told["why"]))


@dataclass(frozen=True, slots=True)
class Copied:
    """Where the tree lies now, how many files and bytes it has."""

    folder: Path
    files: int
    bytes: int


class StickRefused(Exception):
    """The helper said no; `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
