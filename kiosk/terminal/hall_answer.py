"""What the hall's answer means to the terminal: a value, a refusal by name, or a hall that is away."""

from typing import TYPE_CHECKING, Any

from kiosk.tickets.rules import REFUSALS

if TYPE_CHECKING:
    import httpx


class HallAway(Exception):
    """The hall service did not answer within the deadline, or cannot work now.

    ``sent``: the request may have reached it, so what it asked for may have happened.
    """

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


class HallRefused(Exception):
    """The hall answered no, by a name that is not the queue's (``OutsideHours``, ``TooManyLookUps``, …)."""

    def __init__(self, name: str, retry_seconds: int = 0) -> None:
        super().__init__(name)
        self.name, self.retry_seconds = name, retry_seconds


def image_of(answer: "httpx.Response") -> bytes:
    """The answer's bytes, or the refusal it stands for."""
    if answer.is_success:
        return answer.content
    content_of(answer)
    raise AssertionError("a refusal was content")


def content_of(answer: "httpx.Response") -> Any:
    """The answer's JSON, or the refusal it stands for."""
    if answer.is_success:
        return answer.json() if answer.content else None
    try:
        said = answer.json()
        name = said["error"]
    except (ValueError, TypeError, KeyError):
        raise HallAway(f"HTTP {answer.status_code} without a reason", sent=True) from None
    if name in REFUSALS:
        number = said.get("number")  # of AlreadyWaiting: the holder's own
        raise REFUSALS[name](*([number] if isinstance(number, str) else []))
    if answer.status_code >= 500:
        raise HallAway(name, sent=True)
    raise HallRefused(name, said.get("retry_seconds", 0))
