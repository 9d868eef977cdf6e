"""The running hall service as root on its own machine asks it: over its root-only Unix socket.

    with AdminSocket(hall.socket, seconds=10.0) as service:
        code = service.ask("POST", "/admin/enrol-codes", {"terminal": "1 号终端"})["code"]
        for said in service.lines("/admin/keeping/rotate", body={}): …       # one JSON object a line while it works

httpx is imported when there is somebody to ask.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import httpx

_OK = 200
_HALL = "http://hall"  # a name for the Host header; the socket says where


class NobodyListens(Exception):
    """No service runs: there is no socket, or one that was left behind by a service that was killed."""


class BrokeOff(Exception):
    """The service ended in the middle of it, or did not answer in time; what was asked may have happened."""


class AnsweredOtherwise(Exception):
    """The service answered with another status than 200; `text` is its answer."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text}")
        self.status, self.text = status, text


class AdminSocket:
    """One caller's connection; every method blocks and raises NobodyListens, BrokeOff, AnsweredOtherwise.

    Args:
        seconds: for an answer, or between two lines of one.
    """

    def __init__(self, path: Path, seconds: float) -> None:
        self._path, self._seconds = path, seconds

    def __enter__(self) -> Self:
        """Raises NobodyListens where there is no socket."""
        try:
            self._path.stat()
        except OSError as error:
            raise NobodyListens(str(self._path)) from error
        import httpx

        # Not verified: a socket of this machine speaks no TLS, and reading the world's authorities takes 40 ms.
        way = httpx.HTTPTransport(verify=False, uds=str(self._path))
        self._http = httpx.Client(base_url=_HALL, transport=way, timeout=self._seconds)
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, verb: str, path: str, body: Any = None, *, content: bytes | None = None) -> Any:
        """The answer's JSON. `body`: plain JSON; `content`: bytes in its place."""
        with self._heard():
            answer = self._http.request(verb, path, json=body, content=content)
        if answer.status_code != _OK:
            raise AnsweredOtherwise(answer.status_code, answer.text)
        return answer.json()

    def lines(
        self,
        path: str,
        body: Any = None,
        *,
        content: bytes | None = None,
        query: Mapping[str, str | Sequence[str]] | None = None,
    ) -> Iterator[dict[str, Any]]:
        """POST, and each line of the answer as it comes."""
        with self._heard(), self._http.stream("POST", path, json=body, content=content, params=query) as answer:
            if answer.status_code != _OK:
                raise AnsweredOtherwise(answer.status_code, _text_of(answer))
            for line in answer.iter_lines():
                yield json.loads(line)

    @contextmanager
    def _heard(self) -> Iterator[None]:
        import httpx

        try:
            yield
        except httpx.ConnectError as error:
            raise NobodyListens(str(self._path)) from error
        except httpx.TransportError as error:
            raise BrokeOff(str(self._path)) from error


def _text_of(answer: httpx.Response) -> str:
    answer.read()
    return answer.text
