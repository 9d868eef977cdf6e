"""What the hall's answer means to who asked: a value, a refusal by name, or a hall that is away.

Whoever answers may be nobody of ours: an answer that is not understood is a hall that is away, never a crash.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kiosk.core.link.shapes import clean

if TYPE_CHECKING:
    import httpx

T = TypeVar("T")

_NAME: Final = re.compile("[A-Za-z]{1,60}")
_LONGEST_REASON: Final = 200
_MOST_RETRY_SECONDS: Final = 3600  # a lock lasts 15 minutes at most (docs/privacy.md)


class HallAway(Exception):
    """The hall service did not answer within the deadline, or cannot work now.

    ``sent``: the request may have reached it, so what it asked for may have happened.
    """

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


class HallRefused(Exception):
    """The hall answered no, by name (``OutsideHours``, ``TooManyLookUps``, …)."""

    def __init__(self, name: str, retry_seconds: int = 0) -> None:
        super().__init__(name)
        self.name, self.retry_seconds = name, retry_seconds


def understood(make: "Callable[[httpx.Response], T]", answer: "httpx.Response") -> T:
    """What ``make`` makes of an answer. Raises HallAway where it has another shape, besides the refusals."""
    try:
        return make(answer)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise HallAway(f"the hall service speaks another version ({reason_of(error)})", sent=True) from None


def image_of(answer: "httpx.Response") -> bytes:
    """The answer's bytes, or the refusal it stands for."""
    if answer.is_success:
        return answer.content
    raise _refusal(answer)


def content_of(answer: "httpx.Response") -> Any:
    """The answer's JSON, or the refusal it stands for: HallRefused or HallAway. For `understood`."""
    if answer.is_success:
        return answer.json() if answer.content else None
    raise _refusal(answer)


def reason_of(error: BaseException) -> str:
    """An error in few words: its text may be what a stranger sent."""
    return clean(str(error)[:_LONGEST_REASON]) or type(error).__name__


def _refusal(answer: "httpx.Response") -> HallAway | HallRefused:
    try:
        said = answer.json()
    except (ValueError, RecursionError):
        said = None
    name = said.get("error") if isinstance(said, dict) else None
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return HallAway(f"HTTP {answer.status_code} without a reason", sent=True)
    if answer.status_code >= 500:
        return HallAway(name, sent=True)
    seconds = said.get("retry_seconds", 0)
    return HallRefused(name, min(max(seconds, 0), _MOST_RETRY_SECONDS) if type(seconds) is int else 0)
