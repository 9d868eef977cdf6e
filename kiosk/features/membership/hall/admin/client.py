"""Ask the running hall service for a verb, or run it in this process while none runs.

answer = ask(hall.socket, in_process, "rehearse", {"code": typed})      # raises VerbRefused, HallBrokeOff
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.core.sealing.rotation import Progress
from kiosk.features.membership.hall import person_words
from kiosk.features.membership.hall.admin.verbs import VerbRefused, Verbs

if TYPE_CHECKING:
    import httpx

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
    if socket.exists():
        answer = _of_service(socket, verb, given, progress)
        if answer is not None:
            return answer
    with in_process() as verbs:
        return verbs.run(verb, given, progress)


def _of_service(socket: Path, verb: str, given: dict[str, Any], progress: Progress) -> dict[str, Any] | None:
    """None when nobody listens on the socket (left behind by a service that was killed)."""
    import httpx

    with httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), timeout=BETWEEN_LINES_SECONDS) as client:
        try:
            with client.stream("POST", f"http://hall/admin/keeping/{verb}", json=given) as answer:
                return _follow(answer, progress)
        except httpx.ConnectError:
            return None
        except httpx.TransportError as error:
            raise HallBrokeOff(person_words.HALL_BROKE_OFF) from error


def _follow(answer: httpx.Response, progress: Progress) -> dict[str, Any]:
    if answer.status_code != 200:
        raise HallBrokeOff(f"{person_words.HALL_REFUSED} ({answer.status_code})")
    for line in answer.iter_lines():
        said = json.loads(line)
        if "answer" in said:
            return dict(said["answer"])
        if "refused" in said:
            raise VerbRefused(said["refused"], said["text"])
        progress(said["done"], said["total"])
    raise HallBrokeOff(person_words.HALL_BROKE_OFF)
