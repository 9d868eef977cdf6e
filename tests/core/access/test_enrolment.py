"""Codes, tokens, certificates and the cap on look-ups, with a clock that can be turned."""

import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.access.certificate import ensure_certificate, is_loopback
from kiosk.core.access.enrol_code import CodeUnreadable, EnrolCode
from kiosk.core.access.terminals import CodeRefused, Terminals, TokenRefused
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.features.membership.hall.gate import LookUpGate, OutsideHours, TooManyLookUps
from kiosk.features.tickets.rules.hours import Hours, Span


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 17, 10, 26, tzinfo=HALL_TIME)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_hall_database(tmp_path / "hall.db")
    yield database
    database.close()


@pytest.fixture
def terminals(database: Database, clock: Clock) -> Terminals:
    return Terminals(database, clock=clock)


CODES = st.builds(EnrolCode, st.binary(min_size=10, max_size=10), st.none() | st.binary(min_size=32, max_size=32))


@given(CODES)
def test_a_code_survives_paper(code: EnrolCode) -> None:
    assert EnrolCode.parse(str(code)) == code
    assert EnrolCode.parse(f" {str(code).lower().replace('-', ' ')}\n") == code


@given(CODES, st.data())
def test_a_shortened_code_is_unreadable(code: EnrolCode, data: st.DataObject) -> None:
    text = str(code).replace("-", "")
    kept = data.draw(st.integers(0, len(text) - 1).filter(lambda length: length not in (16, 17)))
    with pytest.raises(CodeUnreadable):
        EnrolCode.parse(text[:kept])


@given(st.text())
def test_any_text_is_a_code_or_unreadable(text: str) -> None:
    try:
        code = EnrolCode.parse(text)
    except CodeUnreadable:
        return
    assert len(code.secret) == 10


def test_a_code_hides_itself_from_logs() -> None:
    assert repr(EnrolCode.fresh(None)) == "EnrolCode(hidden)"


def test_the_token_is_stored_only_as_a_hash(terminals: Terminals, database: Database) -> None:
    code = terminals.make_code("1 号终端")
    terminal, token = terminals.enrol(code.secret)
    assert terminals.who(f"Bearer {token}") == terminal
    dump = database.call(lambda connection: repr(list(connection.connection.driver_connection.iterdump())))  # type: ignore[union-attr]
    assert token not in dump
    assert str(code).replace("-", "") not in dump


def test_a_code_is_good_for_half_an_hour(terminals: Terminals, clock: Clock) -> None:
    code = terminals.make_code("1 号终端")
    clock.now += timedelta(minutes=31)
    with pytest.raises(CodeRefused):
        terminals.enrol(code.secret)


def test_enrolling_anew_keeps_the_terminal_and_ends_its_old_token(terminals: Terminals) -> None:
    first, old = terminals.enrol(terminals.make_code("1 号终端").secret)
    again, new = terminals.enrol(terminals.make_code("1 号终端").secret)
    assert again == first
    assert terminals.who(f"Bearer {new}") == first
    with pytest.raises(TokenRefused):
        terminals.who(f"Bearer {old}")


def test_tokens_survive_a_restart_and_revocation_does_too(
    terminals: Terminals, database: Database, clock: Clock
) -> None:
    terminal, token = terminals.enrol(terminals.make_code("1 号终端").secret)
    assert Terminals(database, clock=clock).who(f"Bearer {token}") == terminal
    assert terminals.revoke("1 号终端")
    for known in (terminals, Terminals(database, clock=clock)):
        with pytest.raises(TokenRefused):
            known.who(f"Bearer {token}")


# -- look-ups ---------------------------------------------------------------------------------


def test_look_ups_are_capped_in_any_hour(terminals: Terminals, database: Database, clock: Clock) -> None:
    terminal, _ = terminals.enrol(terminals.make_code("1 号终端").secret)
    other, _ = terminals.enrol(terminals.make_code("2 号终端").secret)
    gate = LookUpGate(lambda _: Hours({day: [Span(510, 1050)] for day in range(7)}), an_hour=3, clock=clock)
    admit = partial(gate.admit, terminal_id=terminal.id, path="card")
    for _ in range(3):
        database.call(admit)
        clock.now += timedelta(minutes=10)
    with pytest.raises(TooManyLookUps) as refused:
        database.call(admit)
    assert 1795 < refused.value.retry_seconds <= 1801
    database.call(partial(gate.admit, terminal_id=other.id, path="card"))
    clock.now += timedelta(seconds=refused.value.retry_seconds)
    database.call(admit)


def test_cards_and_pins_have_caps_of_their_own(terminals: Terminals, database: Database, clock: Clock) -> None:
    terminal, _ = terminals.enrol(terminals.make_code("1 号终端").secret)
    gate = LookUpGate(lambda _: Hours({day: [Span(510, 1050)] for day in range(7)}), an_hour=3, clock=clock)
    admit = partial(gate.admit, terminal_id=terminal.id)
    for _ in range(3):
        database.call(partial(admit, path="pin"))
    with pytest.raises(TooManyLookUps):
        database.call(partial(admit, path="pin"))
    for _ in range(3):
        database.call(partial(admit, path="card"))


def test_nothing_is_looked_up_while_the_hall_is_closed(terminals: Terminals, database: Database, clock: Clock) -> None:
    terminal, _ = terminals.enrol(terminals.make_code("1 号终端").secret)
    gate = LookUpGate(lambda _: Hours({1: [Span(510, 1050)]}), an_hour=3, clock=clock)
    database.call(partial(gate.admit, terminal_id=terminal.id, path="card"))
    clock.now = clock.now.replace(hour=17, minute=30)
    with pytest.raises(OutsideHours):
        database.call(partial(gate.admit, terminal_id=terminal.id, path="card"))


# -- the certificate --------------------------------------------------------------------------


def test_the_certificate_is_made_once_and_its_key_is_private(tmp_path: Path) -> None:
    first = ensure_certificate(tmp_path / "tls", "192.168.1.5")
    again = ensure_certificate(tmp_path / "tls", "192.168.1.5")
    assert first == again
    assert first.key.stat().st_mode & 0o077 == 0
    certificate = x509.load_pem_x509_certificate(first.certificate.read_bytes())
    assert certificate.not_valid_after_utc.year == 9999
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(first.certificate, first.key)


@pytest.mark.parametrize(
    ("address", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("::", False),
        ("hall.example", False),
    ],
)
def test_which_addresses_stay_on_this_machine(address: str, loopback: bool) -> None:
    assert is_loopback(address) == loopback
