"""Ask the running hall service for a verb, or run it in this process while none runs.

answer = ask(hall.socket, in_process, "rehearse", {"code": typed})      # raises VerbRefused, HallBrokeOff
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from kiosk.core.link.admin_socket import AdminSocket, AnsweredOtherwise, BrokeOff, NobodyListens
from kiosk.core.sealing import words
from kiosk.core.sealing.rotation import Progress
from kiosk.core.sealing.verbs import VerbRefused, Verbs

BETWEEN_LINES_SECONDS = 600.0


class HallBrokeOff(Exception):
    """The hall service ended in the middle of it, or does not know the verb."""


def ask(
    socket: Path,
    in_process: Callable[[], AbstractContextManager[Verbs]],
    verb: str,
    given: dict[str, Any],
    progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """The answer. Raises VerbRefused, HallBrokeOff, and what `in_process` raises (`DatabaseOwned`, …)."""
    try:
        return _of_service(socket, verb, given, progress)
    except BrokeOff as error:
        raise HallBrokeOff(words.HALL_BROKE_OFF) from error
    except AnsweredOtherwise as refused:
        raise HallBrokeOff(f"{words.HALL_REFUSED} ({refused.status})") from refused
    except NobodyListens:
        with in_process() as verbs:
            return verbs.run(verb, given, progress)


def _of_service(socket: Path, verb: str, given: dict[str, Any], progress: Progress) -> dict[str, Any]:
    with AdminSocket(socket, BETWEEN_LINES_SECONDS) as service:
        return _follow(service.lines(f"/admin/keeping/{verb}", given), progress)


def _follow(lines: Iterator[dict[str, Any]], progress: Progress) -> dict[str, Any]:
    for said in lines:
        if "answer" in said:
            return dict(said["answer"])
        if "refused" in said:
            raise VerbRefused(said["refused"], said["text"])
        progress(said["done"], said["total"])
    raise HallBrokeOff(words.HALL_BROKE_OFF)
