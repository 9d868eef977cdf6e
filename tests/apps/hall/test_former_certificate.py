"""A hall beyond one machine that the first version left: its certificate, and what its terminals kept of it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.core.access import certificate
from kiosk.core.link.enrolment import HallLink, enrol
from tests.apps.hall.process import HallProcess
from tests.core.access.former_certificate import make_former


class Left:
    """`pem`: the certificate, which each of its terminals has in hall.json."""

    def __init__(self, folder: Path) -> None:
        self.pem = make_former(folder / "hall" / "tls")
        self.hall = HallProcess(folder, "0.0.0.0")
        self.tls = self.hall.settings.data_dir / "tls"

    def kept(self, link: HallLink, path: Path) -> Path:
        """As the first version wrote it."""
        told = {"url": link.url, "token": link.token, "terminal_id": link.terminal_id, "terminal": link.terminal}
        path.write_text(json.dumps(told | {"certificate": self.pem}), "utf-8")
        return path


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    left = Left(tmp_path_factory.mktemp("left"))
    left.hall.start()
    yield left
    left.hall.stop()


def greets(url: str, token: str, trust: ssl.SSLContext) -> int:
    with httpx.Client(base_url=url, verify=trust, trust_env=False) as client:
        return client.get("/api/services", headers={"Authorization": f"Bearer {token}"}).status_code


def as_the_first_version_did(pem: str) -> ssl.SSLContext:
    """Exactly this certificate: copied from its `pinned_context`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_flags |= ssl.VerifyFlags(0x200000)
    context.load_verify_locations(cadata=pem)
    return context


def test_terminals_of_both_versions_go_on_and_after_a_renewal_those_of_today_do(left: Left, tmp_path: Path) -> None:
    hall = left.hall
    joined = enrol(hall.url, hall.code(), tmp_path / "hall.json")
    former = HallLink.load(left.kept(joined, tmp_path / "former.json"))
    assert former == joined, "the key of the certificate it kept is the one that a terminal pins today"
    assert greets(hall.url, joined.token, as_the_first_version_did(left.pem)) == 200
    assert [greets(hall.url, link.token, link.trust()) for link in (joined, former)] == [200, 200]

    made = certificate.renew(left.tls, "0.0.0.0")
    hall.stop()
    hall.start()
    assert "127.0.0.1" in made.names.listed()
    assert [greets(hall.url, link.token, link.trust()) for link in (joined, former)] == [200, 200]
    with pytest.raises(httpx.ConnectError):
        greets(hall.url, joined.token, as_the_first_version_did(left.pem))
    again = enrol(hall.url, hall.code("2 号终端"), tmp_path / "two.json")
    assert again.pin == joined.pin, "a code of today names the key"
