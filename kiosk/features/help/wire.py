"""What the hall tells its boards of calls for help, and a terminal of its own."""

from dataclasses import dataclass
from typing import Any

from kiosk.core.link.shapes import Moment, read


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """Somebody at a terminal asked for help: which terminal, in which of its rooms (``screen``), and nothing else."""

    event_id: int
    terminal: str
    screen: str
    at: Moment


@dataclass(frozen=True, slots=True)
class HelpState:
    """What became of the newest call of the terminal that asks. ``coming``: somebody has said 我去."""

    coming: bool


def state_from_json(given: Any) -> HelpState:
    """Raises WrongShape."""
    return read(HelpState, given)
