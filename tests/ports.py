"""Ports for the services that tests start."""

from __future__ import annotations

import random
import socket
from contextlib import suppress
from typing import Final

_PORTS: Final = range(20_000, 32_000)
"""Below those that Linux gives to connections going out (`ip_local_port_range`): a port that was free when it was asked
for would else be another test's a moment later, where a service binds all addresses."""


def free_port() -> int:
    """A port that nobody listens on at any address of this machine, and that no connection takes by chance."""
    for port in random.SystemRandom().sample(_PORTS, 100):
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("0.0.0.0", port))
            return port
    raise OSError("of a hundred ports not one is free")
