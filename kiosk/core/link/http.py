"""HTTP as a terminal and a board speak it to their hall: what comes back is bounded, whoever answers.

    async with open_http(link, timeout) as http:
        answer = await fetch(http, "GET", "/api/services")           # whole, or HallAway
        async with http.stream("GET", "/api/events") as answer:
            async for line in lines_of(answer): …

Nothing is followed elsewhere, unpacked or remembered: no redirect, no compression, no cookie, no proxy. httpx is
imported on first use, after the first frame.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Final

from kiosk.core.link.answers import HallAway

if TYPE_CHECKING:
    import httpx

ANSWER_BYTES: Final = 1_000_000  # a busy hall's queue has some 20 KB
PAGE_BYTES: Final = 8_000_000  # a scanned page has 2 MB at most
LONGEST_LINE: Final = 4096  # of the event stream
STREAM_BYTES_A_SECOND: Final = 256 * 1024  # read no faster: a flood waits on the wire, not in this process
IDLE_SECONDS: Final = 60.0  # a connection is kept for the next question: over TLS a new one costs more than the answer


def open_http(url: str, trust: ssl.SSLContext, timeout: httpx.Timeout, token: str = "") -> httpx.AsyncClient:
    """A client for one hall; close it with `async with`."""
    import httpx

    http = httpx.AsyncClient(
        base_url=url,
        headers={"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {}),
        verify=trust,
        timeout=timeout,
        trust_env=False,  # a proxy meant for browsers must never see a hall's traffic
        follow_redirects=False,  # the token is for this hall alone
        limits=httpx.Limits(keepalive_expiry=IDLE_SECONDS),
    )
    http.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # each answer could leave 100 KB of them
    return http


async def fetch(
    http: httpx.AsyncClient,
    verb: str,
    path: str,
    body: Any = None,
    *,
    headers: Mapping[str, str] | None = None,
    most_bytes: int = ANSWER_BYTES,
) -> httpx.Response:
    """The whole answer. Raises httpx.HTTPError, and HallAway for an answer beyond `most_bytes`.

    How long it may take is the caller's to say: a read time-out never ends what drips.
    """
    with broken_tls_named():
        async with http.stream(verb, path, json=body, headers=headers) as answer:
            return await whole(answer, most_bytes if answer.is_success else ANSWER_BYTES)


@contextmanager
def broken_tls_named() -> Iterator[None]:
    """Bytes that are no TLS, in the middle of a connection, are httpx.ReadError like every other broken line.

    httpx names them only while it connects; later it lets the error of `ssl` through.
    """
    import httpx

    try:
        yield
    except ssl.SSLError as error:
        raise httpx.ReadError(str(error)) from error


async def whole(answer: httpx.Response, most_bytes: int = ANSWER_BYTES) -> httpx.Response:
    """The rest of an answer that is being read. Raises as `fetch`."""
    import httpx

    content = bytearray()
    async for part in answer.aiter_raw():
        content += part
        if len(content) > most_bytes:
            raise HallAway("an answer without an end", sent=True)
    return httpx.Response(answer.status_code, content=bytes(content))


async def lines_of(answer: httpx.Response) -> AsyncGenerator[str]:
    """The lines of an event stream. Raises HallAway for one that does not end."""
    rest = b""
    async for part in answer.aiter_raw():
        await asyncio.sleep(len(part) / STREAM_BYTES_A_SECOND)
        *lines, rest = (rest + part).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise HallAway("a line without an end", sent=False)
        for line in lines:
            yield line.rstrip(b"\r").decode(errors="replace")
