"""`kiosk certificate …` and the doctor's line about it, as a keeper meets them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from typer.testing import CliRunner

from kiosk.apps.doctor import certificate as doctor
from kiosk.apps.doctor.check import Check, State
from kiosk.cli import app
from kiosk.core.access.machine_names import Names
from kiosk.core.access.shown_certificate import ShownCertificate
from kiosk.settings import HallSettings, Settings, load
from tests.core.access.authority import Authority
from tests.core.access.former_certificate import make_former


class Hall:
    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "kiosk.toml"
        (folder / "hall").mkdir(mode=0o700)
        self.is_at("0.0.0.0")

    def is_at(self, address: str, more: str = "") -> None:
        self.file.write_text(f'[hall]\ndata_dir = "{self.folder}/hall"\naddress = "{address}"\n{more}')

    @property
    def settings(self) -> HallSettings:
        return load(self.file).hall

    def kiosk(self, *arguments: str, typed: str = "", status: int = 0) -> str:
        told = CliRunner().invoke(app, ["certificate", *arguments, "--settings", str(self.file)], input=typed)
        assert told.exit_code == status, told.output
        return str(told.output)

    def doctor(self) -> list[Check]:
        return list(doctor.shown(Settings(hall=self.settings)))


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_it_shows_what_browsers_and_terminals_know_the_hall_by(hall: Hall) -> None:
    assert "还没有证书" in hall.kiosk("show", status=1) and hall.doctor() == []
    shown = ShownCertificate(hall.settings).now
    told = json.loads(hall.kiosk("show", "--json"))
    assert bytes.fromhex(told["fingerprint"].replace(":", "")) == shown.fingerprint
    assert bytes.fromhex(told["key"].replace(":", "")) == shown.pin
    assert told["lacking"] == [] and not told["earlier"] and not told["own"]
    said = hall.kiosk("show")
    assert told["fingerprint"] in said and "localhost" in said and "不到期" in said
    [check] = hall.doctor()
    assert check.state is State.OK and "127.0.0.1" in check.what


def test_a_hall_on_one_machine_has_none(hall: Hall) -> None:
    hall.is_at("127.0.0.1")
    for command in ("show", "renew", "request"):
        assert "不加密" in hall.kiosk(command, status=1)
    assert hall.doctor() == [] and not (hall.folder / "hall" / "tls").exists()


def test_one_of_the_first_version_is_renewed_once_the_terminals_are_said_to_be_new(hall: Hall) -> None:
    pem = make_former(hall.folder / "hall" / "tls")
    shown = ShownCertificate(hall.settings).now
    [check] = hall.doctor()
    assert check.state is State.WARN and "127.0.0.1" in check.what and "certificate renew" in check.mend
    assert "以前的版本做的" in hall.kiosk("show")
    assert "先把它们都换成新版本" in hall.kiosk("renew", typed="n\n", status=1)
    assert (hall.folder / "hall" / "tls" / "hall.crt").read_text() == pem
    assert "钥匙没有变" in hall.kiosk("renew", typed="y\n")
    told = json.loads(hall.kiosk("show", "--json"))
    assert bytes.fromhex(told["key"].replace(":", "")) == shown.pin and told["lacking"] == []
    assert hall.doctor()[0].state is State.OK


def test_renewing_by_a_script_asks_nobody(hall: Hall) -> None:
    make_former(hall.folder / "hall" / "tls")
    made = json.loads(hall.kiosk("renew", "--yes", "--json"))
    assert made["fingerprint"] == json.loads(hall.kiosk("show", "--json"))["fingerprint"]


def test_the_doctor_says_what_a_certificate_of_today_lacks(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    ShownCertificate(hall.settings)
    now = Names.of_machine("0.0.0.0")
    monkeypatch.setattr(Names, "of_machine", lambda bind: replace(now, hosts=now.hosts | {"moved"}))
    [check] = hall.doctor()
    assert check.state is State.WARN and "moved" in check.what and "一分钟" in check.mend
    assert "moved" in hall.kiosk("show")


def test_a_request_is_of_the_halls_key_and_replaces_no_file(hall: Hall) -> None:
    asked = x509.load_pem_x509_csr(hall.kiosk("request").encode())
    place = hall.folder / "hall.csr"
    assert "CA" in hall.kiosk("request", str(place))
    assert place.stat().st_mode & 0o077 == 0
    again = x509.load_pem_x509_csr(place.read_bytes())
    assert again.public_key() == asked.public_key() and again.is_signature_valid
    assert "File exists" in hall.kiosk("request", str(place), status=1)
    (hall.folder / "signed.pem").write_bytes(Authority().signed(place.read_bytes(), days=20))
    hall.is_at("0.0.0.0", f'certificate = "{hall.folder}/signed.pem"\n')
    assert "单位自己的证书" in hall.kiosk("show") and "由签它的单位换" in hall.kiosk("renew", status=1)
    [check] = hall.doctor()
    assert check.state is State.WARN and "到期" in check.what


def test_what_is_wrong_with_an_own_certificate_is_said_by_the_doctor_and_stops_the_start(hall: Hall) -> None:
    chain, key = Authority().issued(hall.folder / "own")
    hall.is_at("0.0.0.0", f'certificate = "{chain}"\ncertificate_key = "{key}"\n')
    key.chmod(0o644)
    assert [check.state for check in hall.doctor()] == [State.WARN, State.OK]
    hall.is_at("0.0.0.0", f'certificate = "{chain}"\ncertificate_key = "{chain}"\n')
    [check] = hall.doctor()
    assert check.state is State.FAIL and "hall.certificate_key" in check.what
    assert "hall.certificate_key" in hall.kiosk("show", status=1)
    told = CliRunner().invoke(app, ["hall", "--settings", str(hall.file)])
    assert told.exit_code == 1 and "CertificateRefused: hall.certificate_key = " in told.output
