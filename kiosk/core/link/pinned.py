"""TLS for one hall alone, known by its public key: no name, no date, no authority is asked.

    context = pinned_context(pin)      # for httpx, asyncio and plain sockets

Whoever has another key is told nothing: the handshake, which carries nothing of ours, ends in an error, and what has
not been through `do_handshake` can neither be written to nor read from, since OpenSSL would shake hands by itself on
the first write. A resumed session brings its certificate along and is looked at in the same way.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any, Final

PIN_BYTES: Final = 32  # SHA-256

Prove = Callable[[bytes | None], None]


def pinned_context(pin: bytes | None) -> ssl.SSLContext:
    """None, for plain HTTP on this machine: nobody is trusted, and the world's authorities are not read (40 ms)."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if pin is None:
        return context
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.options |= ssl.OP_NO_RENEGOTIATION  # nobody shows another certificate later
    # On the context itself, not in a class of its own: httpx runs contexts of other classes on a thread of theirs.
    context.sslobject_class, context.sslsocket_class = _held_to(pin)
    return context


def _held_to(pin: bytes) -> tuple[type[ssl.SSLObject], type[ssl.SSLSocket]]:
    from kiosk.core.access.key_pin import (
        key_pin,
    )  # 140 ms: not before the first frame, nor in the middle of a handshake

    def prove(shown: bytes | None) -> None:
        try:
            right = shown is not None and key_pin(shown) == pin
        except ValueError:
            right = False
        if not right:
            raise ssl.SSLCertVerificationError(1, "certificate verify failed: another key than the pinned one")

    class PinnedObject(_Object):
        _prove = staticmethod(prove)

    class PinnedSocket(_Socket):
        _prove = staticmethod(prove)

    return PinnedObject, PinnedSocket


class _Object(ssl.SSLObject):
    """What asyncio and httpx use: all that goes in or out passes `read` and `write`."""

    _prove: Prove
    _is_proven = False

    def do_handshake(self) -> None:
        super().do_handshake()
        self._prove(self.getpeercert(binary_form=True))
        self._is_proven = True

    def write(self, data: Any) -> int:
        _only(self._is_proven)
        return super().write(data)

    def read(self, len: int = 1024, buffer: Any = None) -> Any:
        _only(self._is_proven)
        return super().read(len, buffer)


class _Socket(ssl.SSLSocket):
    """Of blocking sockets: all that goes in or out passes `read`, `write` and `send`."""

    _prove: Prove
    _is_proven = False

    def do_handshake(self, block: bool = False) -> None:
        super().do_handshake(block)
        self._prove(self.getpeercert(binary_form=True))
        self._is_proven = True

    def write(self, data: Any) -> int:
        _only(self._is_proven)
        return super().write(data)

    def send(self, data: Any, flags: int = 0) -> int:
        _only(self._is_proven)
        return super().send(data, flags)

    def read(self, len: int = 1024, buffer: Any = None) -> Any:
        _only(self._is_proven)
        return super().read(len, buffer)


def _only(is_proven: bool) -> None:
    if not is_proven:
        raise ssl.SSLError(1, "the hall has not shown its key on this connection")
