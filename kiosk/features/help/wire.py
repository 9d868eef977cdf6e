"""What the hall tells its boards of calls for help."""

from dataclasses import dataclass

from kiosk.core.link.shapes import Moment


@dataclass(frozen=True, slots=True)
class HelpWanted:
    """Somebody at a terminal asked for help: which terminal, in which of its rooms (``screen``), and nothing else."""

    event_id: int
    terminal: str
    screen: str
    at: Moment
