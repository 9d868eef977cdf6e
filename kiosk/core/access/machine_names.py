"""How browsers may call this machine: its names, and the addresses of its interfaces.

    Names.of_machine("0.0.0.0")   # all of them; of a fixed address that one, and the names

The kernel is asked, and /etc/hosts: a question to a name server would hold up a start without a network. Addresses come
by ioctl and /proc, since the service may open no netlink socket (deploy/systemd/kiosk-hall.service), which `ip` and
getifaddrs(3) need.
"""

from __future__ import annotations

import array
import fcntl
import re
import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

SIOCGIFCONF = 0x8912  # netdevice(7): every IPv4 address, also a second one of the same interface
IFREQ_BYTES, ADDRESS_IN_IFREQ = 40, 20  # of 64-bit machines, the only ones (pyproject: environments)
MOST_BYTES = 256 * IFREQ_BYTES
IF_INET6, HOSTS = Path("/proc/net/if_inet6"), Path("/etc/hosts")
# if_inet6: temporary (RFC 8981: another one every day), failed, deprecated, not yet sure to be the only one.
PASSING = 0x01 | 0x08 | 0x20 | 0x40
LINK_SCOPE = 0x20  # good only together with an interface's name, which no certificate can say
DNS_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Names:
    hosts: frozenset[str] = frozenset()
    addresses: frozenset[Address] = frozenset()

    @classmethod
    def of_machine(cls, bind: str) -> Names:
        """What reaches a service that listens at `bind`."""
        hosts = _host_names(socket.gethostname())
        try:
            address = ip_address(bind)
        except ValueError:
            return cls(frozenset(_dns_names([*hosts, bind])))
        if not address.is_unspecified:
            return cls(frozenset(hosts), frozenset([address]))
        sixes = _ipv6() if address.version == 6 else ()
        return cls(frozenset([*hosts, "localhost"]), frozenset([*_ipv4(), *sixes]))

    def covers(self, others: Names) -> bool:
        return self.hosts >= others.hosts and self.addresses >= others.addresses

    def without(self, others: Names) -> Names:
        return Names(self.hosts - others.hosts, self.addresses - others.addresses)

    def __or__(self, others: Names) -> Names:
        return Names(self.hosts | others.hosts, self.addresses | others.addresses)

    def __len__(self) -> int:
        return len(self.hosts) + len(self.addresses)

    def listed(self) -> list[str]:
        """Names first, then addresses, each in their order."""
        return [*sorted(self.hosts), *map(str, sorted(self.addresses, key=lambda one: (one.version, one.packed)))]


def _host_names(name: str, hosts: Path = HOSTS) -> list[str]:
    """`hall` -> hall, hall.local (mDNS), and hall.example where /etc/hosts knows it whole, as hostname(1) finds it."""
    name = name.lower().rstrip(".")
    short = name.partition(".")[0]
    if short == "localhost":
        return ["localhost"]
    return _dns_names([name, short, f"{short}.local", *_whole_names(short, hosts)])


def _whole_names(short: str, hosts: Path) -> Iterator[str]:
    with suppress(OSError, UnicodeDecodeError):
        for line in hosts.read_text(encoding="utf-8").lower().splitlines():
            _, *known = line.partition("#")[0].split() or [""]
            yield from (one for one in known if one.startswith(f"{short}.") and short in known)


def _dns_names(names: Iterable[str]) -> list[str]:
    """Those that a certificate can carry."""
    return list(dict.fromkeys(name.lower() for name in names if DNS_NAME.fullmatch(name.lower())))


def _ipv4() -> Iterator[IPv4Address]:
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        room = array.array("B", bytes(MOST_BYTES))
        told = fcntl.ioctl(asked, SIOCGIFCONF, struct.pack("iP", len(room), room.buffer_info()[0]))
        for at in range(0, struct.unpack("iP", told)[0], IFREQ_BYTES):
            yield IPv4Address(room[at + ADDRESS_IN_IFREQ :][:4].tobytes())


def _ipv6(table: Path = IF_INET6) -> Iterator[IPv6Address]:
    with suppress(OSError):
        for line in table.read_text(encoding="ascii").splitlines():
            digits, _, _, scope, flags, _ = line.split()
            if int(scope, 16) != LINK_SCOPE and not int(flags, 16) & PASSING:
                yield IPv6Address(int(digits, 16))
