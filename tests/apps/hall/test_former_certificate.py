"""A hall beyond one machine that the first version left: its certificate, and what its terminals kept of it; and how a
running hall takes up another certificate.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.apps.hall import serving, upkeep
from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.service import open_service
from kiosk.core.access import certificate
from kiosk.core.access.key_pin import key_pin
from kiosk.core.link.enrolment import HallLink, enrol
from kiosk.core.web.connections import Caps, Limits
from tests.apps.hall.process import HallProcess, settings
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


def test_a_running_hall_shows_what_was_renewed_and_keeps_who_is_connected(tmp_path: Path) -> None:
    """The minute's round is the one that takes it up."""
    place = settings(tmp_path, 0, "0.0.0.0")
    service = open_service(place)
    assert service.shown is not None
    server = serving.terminal_server(create_app(service), place, service.shown, Limits(Caps.of_this_process()))
    port = server.listening.getsockname()[1]

    async def shown() -> str:
        return await asyncio.to_thread(ssl.get_server_certificate, ("127.0.0.1", port), timeout=10)

    async def live() -> tuple[str, str, int]:
        running = asyncio.ensure_future(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        before = await shown()
        pinned = HallLink("https://hall", "t" * 20, 1, "1 号终端", service.shown.now.pin.hex()).trust()  # type: ignore[union-attr]
        async with httpx.AsyncClient(base_url=f"https://127.0.0.1:{port}", verify=pinned, trust_env=False) as terminal:
            await terminal.get("/api/health")
            made = certificate.renew(place.data_dir / "tls", "0.0.0.0")
            async with upkeep.keeping_up(service):
                while service.shown.now != made:  # type: ignore[union-attr]
                    await asyncio.sleep(0.01)
            answer = await terminal.get("/api/health")
        after = await shown()
        server.should_exit = True
        await running
        return before, after, answer.status_code

    try:
        before, after, status = asyncio.run(asyncio.wait_for(live(), 30))
    finally:
        service.close()
    assert before != after and key_pin(before.encode()) == key_pin(after.encode()) and status == 200
