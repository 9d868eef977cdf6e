"""The hall's certificate: whom it names, when it is made anew, and that its key stays; and one of an organisation."""

from __future__ import annotations

import logging
import os
import socket
import ssl
import subprocess
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from kiosk.core.access import certificate as certificates
from kiosk.core.access import machine_names
from kiosk.core.access.certificate import CertificateRefused, ensure_certificate, renew, request
from kiosk.core.access.key_pin import key_pin
from kiosk.core.access.machine_names import Names
from kiosk.core.access.shown_certificate import ShownCertificate, found_certificate
from kiosk.settings import HallSettings
from tests.core.access.authority import Authority
from tests.core.access.former_certificate import make_former

EVERYWHERE = "0.0.0.0"


def on(*addresses: str) -> Names:
    return Names(frozenset(["hall", "hall.local", "localhost"]), frozenset(map(ip_address, ("127.0.0.1", *addresses))))


class Machine:
    """What the machine is called, to be changed."""

    names = on("192.168.1.5")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(Names, "of_machine", lambda bind: machine.names)
    return machine


@pytest.fixture
def hall(tmp_path: Path) -> HallSettings:
    return HallSettings(address=EVERYWHERE, data_dir=tmp_path / "hall")


# -- whom it names ----------------------------------------------------------------------------


def test_every_name_and_address_of_this_machine_is_in_it(tmp_path: Path) -> None:
    """Asked of the kernel by another way than the part goes: a socket that would send there."""
    made = ensure_certificate(tmp_path / "tls", EVERYWHERE)
    assert {"localhost", "127.0.0.1"} <= {*made.names.listed()}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as outward:
        outward.connect(("192.0.2.77", 9))
        assert ip_address(outward.getsockname()[0]) in made.names.addresses
    assert all(address.version == 4 for address in made.names.addresses), "nobody listens on the others"
    said = x509.load_pem_x509_certificate(made.certificate.read_bytes())
    alternatives = said.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {*alternatives.get_values_for_type(x509.IPAddress)} == made.names.addresses
    assert made.certificate.stat().st_mode & 0o077 == made.key.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in (tmp_path / "tls").iterdir()) == ["hall.crt", "hall.key"]


def test_a_name_is_known_short_whole_and_to_mdns(tmp_path: Path) -> None:
    hosts = tmp_path / "hosts"
    hosts.write_text("127.0.0.1 localhost\n127.0.1.1 Hall7.example.cn hall7  # a remark\n10.0.0.1 hall7.other\n")
    assert machine_names._host_names("hall7", hosts) == ["hall7", "hall7.local", "hall7.example.cn"]
    assert machine_names._host_names("hall8.example.cn", hosts) == ["hall8.example.cn", "hall8", "hall8.local"]
    assert machine_names._host_names("localhost", hosts) == ["localhost"]
    assert machine_names._host_names("大厅", hosts) == [] and machine_names._host_names("a_b", hosts) == []
    assert machine_names._host_names("hall9", tmp_path / "none") == ["hall9", "hall9.local"]


def test_addresses_that_pass_or_need_an_interface_are_left_out(tmp_path: Path) -> None:
    table = tmp_path / "if_inet6"
    rows = (
        ("00000000000000000000000000000001", "10", "80"), ("fe8000000000000000fc00fffe000001", "20", "80"),
        ("fd000000000000000000000000000002", "00", "80"), ("fd000000000000000000000000000003", "00", "01"),
        ("fd000000000000000000000000000004", "00", "40"),
    )  # fmt: skip
    table.write_text("".join(f"{digits} 04 40 {scope} {flags}     eth0\n" for digits, scope, flags in rows))
    assert [str(one) for one in machine_names._ipv6(table)] == ["::1", "fd00::2"]


def test_a_fixed_address_stands_alone_among_the_names() -> None:
    assert Names.of_machine("192.0.2.7").addresses == {ip_address("192.0.2.7")}
    assert "hall.example" in Names.of_machine("hall.example").hosts
    assert "localhost" not in Names.of_machine("192.0.2.7").hosts - {socket.gethostname()}


# -- made anew --------------------------------------------------------------------------------


def test_another_address_makes_another_certificate_of_the_same_key(tmp_path: Path, machine: Machine) -> None:
    first = ensure_certificate(tmp_path, EVERYWHERE)
    machine.names = on()  # started before the network
    assert ensure_certificate(tmp_path, EVERYWHERE) == first
    machine.names = on("10.0.0.9")
    moved = ensure_certificate(tmp_path, EVERYWHERE)
    assert moved.pin == first.pin and moved.fingerprint != first.fingerprint
    assert moved.names == on("10.0.0.9", "192.168.1.5")
    machine.names = on("192.168.1.5")
    assert ensure_certificate(tmp_path, EVERYWHERE) == moved, "to and fro is one certificate"
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(moved.certificate, moved.key)


def test_names_of_former_networks_go_when_there_is_no_room(tmp_path: Path, machine: Machine) -> None:
    for number in range(certificates.MOST_NAMES + 2):
        machine.names = on(f"10.0.0.{number}")
        made = ensure_certificate(tmp_path, EVERYWHERE)
        assert len(made.names) <= certificates.MOST_NAMES and made.names.covers(machine.names)


@pytest.mark.parametrize("left", [b"", b"-----BEGIN CERTIFICATE-----\nMIIB", None], ids=["empty", "torn", "none"])
def test_a_certificate_that_was_lost_is_made_anew_of_the_key(tmp_path: Path, left: bytes | None) -> None:
    first = ensure_certificate(tmp_path, EVERYWHERE)
    first.certificate.unlink()
    if left is not None:
        first.certificate.write_bytes(left)
    assert ensure_certificate(tmp_path, EVERYWHERE).pin == first.pin


def test_a_key_that_cannot_be_read_is_never_replaced(tmp_path: Path) -> None:
    first = ensure_certificate(tmp_path, EVERYWHERE)
    first.key.write_bytes(b"")
    with pytest.raises(CertificateRefused, match=r"hall\.key：大厅的钥匙读不出来"):
        ensure_certificate(tmp_path, EVERYWHERE)
    assert first.key.read_bytes() == b""


def test_a_disk_without_room_leaves_the_one_before_and_the_hall_starts_with_it(
    hall: HallSettings, machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = ShownCertificate(hall).now

    def full(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(os, "fsync", full)
    machine.names = on("10.0.0.9")
    shown = ShownCertificate(hall)
    for _ in range(3):
        shown.look()
    assert shown.now == first and len(caplog.records) == 1
    assert sorted(path.name for path in first.key.parent.iterdir()) == ["hall.crt", "hall.key"]
    monkeypatch.setattr(os, "fsync", lambda _: None)
    shown.look()
    assert shown.now.names.covers(machine.names) and shown.now.pin == first.pin


# -- of the first version ---------------------------------------------------------------------


def test_one_of_the_first_version_is_left_alone_until_a_person_renews_it(tmp_path: Path, machine: Machine) -> None:
    pem = make_former(tmp_path / "tls")
    left = ensure_certificate(tmp_path / "tls", EVERYWHERE)
    assert left.is_earlier and left.certificate.read_text() == pem
    assert left.named == left.fingerprint, "its codes are read by terminals of both versions"
    made = renew(tmp_path / "tls", EVERYWHERE)
    assert not made.is_earlier and made.named == made.pin == left.pin == key_pin(pem.encode())
    assert made.names == machine.names, "0.0.0.0 is no name of anybody"
    assert ensure_certificate(tmp_path / "tls", EVERYWHERE) == made


def test_the_pin_is_what_openssl_says(tmp_path: Path) -> None:
    made = ensure_certificate(tmp_path, EVERYWHERE)
    chain = f"openssl x509 -in {made.certificate} -noout -pubkey | openssl pkey -pubin -outform der | sha256sum"
    assert subprocess.check_output(chain, shell=True, text=True).split()[0] == made.pin.hex()


# -- an organisation's own --------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def with_own(hall: HallSettings, made: tuple[Path, Path]) -> HallSettings:
    return replace(hall, certificate=str(made[0]), certificate_key=str(made[1]))


def test_signed_for_the_halls_own_key_every_pin_stays(
    tmp_path: Path, hall: HallSettings, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    before = ShownCertificate(hall).now
    asked = request(hall.data_dir / "tls", EVERYWHERE)
    alternatives = x509.load_pem_x509_csr(asked).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "localhost" in alternatives.get_values_for_type(x509.DNSName)
    (tmp_path / "signed.pem").write_bytes(authority.signed(asked))
    shown = ShownCertificate(replace(hall, certificate=str(tmp_path / "signed.pem"))).now
    assert shown.own and not shown.is_earlier and shown.pin == before.pin and shown.fingerprint != before.fingerprint
    assert not caplog.records


def test_a_key_of_its_own_is_shown_and_said_to_shut_out_who_is_enrolled(
    tmp_path: Path, hall: HallSettings, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    before = ShownCertificate(hall).now
    made = authority.issued(tmp_path / "own")
    made[1].chmod(0o644)
    shown = ShownCertificate(with_own(hall, made)).now
    assert shown.pin != before.pin and shown.named == shown.pin and shown.names.hosts == {"hall.example"}
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 2 and "644" in said[0] and "要重新接入" in said[1]
    assert found_certificate(with_own(hall, made)) == shown


def wrong_files(tmp_path: Path, authority: Authority) -> dict[str, tuple[Path, Path]]:
    chain, key = authority.issued(tmp_path / "one")
    other = authority.issued(tmp_path / "other")
    root_first, locked, ec_of_another_curve = (tmp_path / name for name in ("root.pem", "locked.pem", "text.pem"))
    leaf, root = chain.read_bytes().split(b"-----END CERTIFICATE-----\n")[:2]
    root_first.write_bytes(b"".join(one + b"-----END CERTIFICATE-----\n" for one in (root, leaf)))
    secret = load_pem_private_key(key.read_bytes(), None)
    locked.write_bytes(secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"invented")))
    ec_of_another_curve.write_text("no key\n")
    return {
        r"hall\.certificate = .*none\.pem'：打不开（No such file": (tmp_path / "none.pem", key),
        r"hall\.certificate_key = .*none\.pem'：打不开": (chain, tmp_path / "none.pem"),
        r"hall\.certificate = .*key\.pem'：里面没有 PEM 格式的证书": (key, key),
        r"hall\.certificate_key = .*text\.pem'：里面没有 PEM 格式的私钥": (chain, ec_of_another_curve),
        r"hall\.certificate_key = .*other/key\.pem'：和 hall\.certificate 里的证书不是一对": (chain, other[1]),
        r"hall\.certificate_key = .*locked\.pem'：私钥加了口令": (chain, locked),
        r"hall\.certificate = .*root\.pem'：里大厅自己的证书要放在最前面": (root_first, key),
        r"hall\.certificate = .*short/fullchain\.pem'：TLS 不肯用它": authority.issued(tmp_path / "short", bits=1024),
    }


def test_what_is_wrong_with_it_is_said_with_its_setting(
    tmp_path: Path, hall: HallSettings, authority: Authority
) -> None:
    for said, files in wrong_files(tmp_path, authority).items():
        with pytest.raises(CertificateRefused, match=said):
            ShownCertificate(with_own(hall, files))
    only = replace(hall, certificate=str(authority.issued(tmp_path / "third")[0]))
    with pytest.raises(CertificateRefused, match="不是给大厅自己的钥匙签的证书"):  # before the hall has one
        ShownCertificate(only)
    ShownCertificate(hall)
    with pytest.raises(CertificateRefused, match="不是给大厅自己的钥匙签的证书"):
        ShownCertificate(only)


def test_a_file_signed_anew_is_taken_up_and_a_bad_one_is_not(
    tmp_path: Path, hall: HallSettings, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    asked = request(hall.data_dir / "tls", EVERYWHERE)
    place = tmp_path / "signed.pem"
    place.write_bytes(authority.signed(asked))
    shown = ShownCertificate(replace(hall, certificate=str(place)))
    first, context = shown.now, shown.tls
    shown.look()
    assert shown.now == first and shown.tls is context and not caplog.records
    place.write_bytes(b"half")
    for _ in range(3):
        shown.look()
    assert shown.now == first and len(caplog.records) == 1 and "hall.certificate" in caplog.text
    place.write_bytes(authority.signed(asked))
    shown.look()
    assert shown.now.fingerprint != first.fingerprint and shown.now.pin == first.pin and shown.tls is not context


def test_a_running_hall_takes_up_an_address_that_came_after_its_start(hall: HallSettings, machine: Machine) -> None:
    machine.names = on()
    shown = ShownCertificate(hall)
    before = shown.now
    machine.names = on("192.168.1.5")
    shown.look()
    assert shown.now.names.covers(machine.names) and shown.now.pin == before.pin


def test_the_halls_own_key_signs_with_a_curve_that_browsers_know(tmp_path: Path) -> None:
    key = load_pem_private_key(ensure_certificate(tmp_path, EVERYWHERE).key.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1"
