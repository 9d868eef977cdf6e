"""Who holds a connection: whose goes when there are too many, and by when each must have moved on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.access.security_counts import Refused
from kiosk.core.web.connections import Caps, Connection, Connections, state_of, vouch

CAPS = Caps(in_all=12, strangers=6, an_address=4, a_caller=3)


class Lobby:
    """A book with names: who is in, who was put out."""

    def __init__(self, caps: Caps = CAPS) -> None:
        self.now = 0.0
        self.counted: list[Refused] = []  # for the keeper's page 安全
        self.book = Connections(caps, lambda: self.now, self.counted.append)
        self.out: list[str] = []
        self._names: Iterator[int] = count()

    def comes(self, address: str = "192.0.2.1", name: str = "", caller: str = "") -> Connection:
        came = self.book.came(address, partial(self.out.append, name or f"stranger {next(self._names)}"))
        if caller:
            vouch({"state": state_of(came)}, caller)
        return came


def test_a_new_stranger_gets_in_and_the_oldest_of_its_address_goes() -> None:
    lobby = Lobby()
    for _ in range(5):
        lobby.comes()
    assert lobby.out == ["stranger 0"] and len(lobby.book) == 4


def test_whoever_holds_most_makes_room() -> None:
    lobby = Lobby()
    lobby.comes("192.0.2.9", "a clerk at the log-in page")
    for address in ("192.0.2.1", "192.0.2.2"):
        for _ in range(3):
            lobby.comes(address)
    assert lobby.out == ["stranger 0"]


def test_a_terminal_behind_the_strangers_address_gets_in_and_stays() -> None:
    lobby = Lobby()
    for _ in range(4):
        lobby.comes()
    lobby.comes(name="terminal", caller="terminal:1")
    for _ in range(1024):
        lobby.comes()
    assert "terminal" not in lobby.out and len(lobby.book) == 5


def test_one_token_holds_a_few() -> None:
    lobby = Lobby()
    for number in range(5):
        lobby.comes(name=f"call {number}", caller="terminal:1")
    lobby.comes(name="board", caller="terminal:2")
    assert lobby.out == ["call 0", "call 1"]
    assert lobby.counted == [Refused.CONNECTIONS] * 2


def test_a_network_of_ipv6_is_one_address() -> None:
    lobby = Lobby()
    for number in range(5):
        lobby.comes(f"2001:db8::{number:x}%eth0")
    assert lobby.out == ["stranger 0"]


def test_what_stands_still_is_late_and_what_is_ours_to_do_never() -> None:
    lobby = Lobby()
    silent, answering = lobby.comes(), lobby.comes()
    silent.within(10)
    answering.within(float("inf"))
    assert lobby.book.late() == []
    lobby.now = 10.0
    assert lobby.book.late() == [silent]


def test_out_of_descriptors_a_stranger_goes_before_a_caller() -> None:
    lobby = Lobby()
    lobby.comes(name="terminal", caller="terminal:1")
    lobby.comes(name="stranger")
    for _ in range(3):
        lobby.book.make_room()
    assert lobby.out == ["stranger", "terminal"]


STEPS = st.lists(st.tuples(st.sampled_from(["comes", "vouches", "goes"]), st.integers(0, 20), st.integers(0, 5)))


@given(STEPS)
def test_whatever_comes_the_caps_hold_and_the_newest_is_in(steps: list[tuple[str, int, int]]) -> None:
    lobby = Lobby()
    for verb, which, whose in steps:
        if verb == "comes":
            newest = lobby.comes(f"192.0.2.{whose}", name=f"{len(lobby.out)}")
            assert newest in _open(lobby.book)
        held = _open(lobby.book)
        if verb != "comes" and held:
            one = held[which % len(held)]
            one.gone() if verb == "goes" else one.vouch(f"terminal:{whose}")
        strangers = [one for one in _open(lobby.book) if one.holder[0] == "address"]
        assert len(lobby.book) <= CAPS.in_all and len(strangers) <= CAPS.strangers
        for holder in {one.holder for one in _open(lobby.book)}:
            most = CAPS.an_address if holder[0] == "address" else CAPS.a_caller
            assert sum(one.holder == holder for one in _open(lobby.book)) <= most


def _open(book: Connections) -> list[Connection]:
    book_now, book.now = book.now, lambda: float("inf")
    try:
        return book.late()
    finally:
        book.now = book_now
