"""What a new connection to a TLS port begins with, and an answer to who began with plain HTTP.

    match await first_byte(sock):              # still to be read: TLS finds it where it was
        case first_byte.TLS: …
        case other if begins_http(other): await answer_plain(sock, page)

All of it is awaited within the deadline of the connection's first request (`accepting`): a byte that never comes, a
head that drips and an answer that nobody takes end as any other silent connection does.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Callable
from typing import Final

TLS: Final = 0x16  # a handshake record (RFC 8446, 5.1)
MOST_HEAD = 16 * 1024  # cookies of other services at this address come along; what lies beyond is not needed
MOST_UNREAD = 64 * 1024
_END = re.compile(rb"\r?\n\r?\n")

Answer = Callable[[bytes, str, int], bytes | None]
"""From the head of a request, and the address and port it came to: what is sent back, None for nothing."""


async def first_byte(sock: socket.socket) -> int | None:
    """None where the other end closed without one. Raises OSError."""
    while True:
        try:
            peeked = sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            await _readable(sock)
        else:
            return peeked[0] if peeked else None


def begins_http(byte: int | None) -> bool:
    """A method is capital letters (RFC 9110, 9.1)."""
    return byte is not None and ord("A") <= byte <= ord("Z")


async def answer_plain(sock: socket.socket, answer: Answer) -> None:
    """Read a head, send the answer, and hear the rest out: closing over unread bytes would take the answer back (RST).

    Raises OSError.
    """
    loop, head = asyncio.get_running_loop(), b""
    while not _END.search(head) and len(head) < MOST_HEAD:
        part = await loop.sock_recv(sock, 4096)
        if not part:
            return
        head += part
    here = sock.getsockname()
    said = answer(head, here[0], here[1])
    if said is None:
        return
    await loop.sock_sendall(sock, said)
    sock.shutdown(socket.SHUT_WR)
    unread = 0
    while unread < MOST_UNREAD and (part := await loop.sock_recv(sock, 4096)):
        unread += len(part)


async def _readable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    came = asyncio.Event()
    loop.add_reader(sock, came.set)
    try:
        await came.wait()
    finally:
        loop.remove_reader(sock)
