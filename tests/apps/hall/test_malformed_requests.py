"""No request of anybody's makes the hall fail: whatever is malformed is refused, by every route and for every role.

The routes are read from the application, the names of fields from the sources that ask for them: what is added
tomorrow is tried tomorrow. A real service and raw sockets, since much that is malformed no client would send.
"""

from __future__ import annotations

import ast
import json
import pkgutil
import random
import re
import socket
import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote, quote_from_bytes

import httpx
import pytest

import kiosk.apps.hall.console
import kiosk.features
from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.service import open_service
from kiosk.core.web.frame import cookie_name
from kiosk.core.web.words import NOT_HERE
from kiosk.features.membership.rules.record import PURPOSE
from kiosk.features.ratings.hall.pads import csrf_of
from kiosk.features.tickets.hall import module as tickets
from kiosk.features.tickets.hall import take_api
from kiosk.settings import HallSettings
from tests.apps.hall.process import HallProcess
from tests.apps.hall.template import ROOT

ROUNDS, LONG_ROUNDS = 2, 200  # of each route, for each role
SECONDS = 60
PASSWORD = "云溪里的早晨七点三十分"
ROLES = ("nobody", "board", "terminal", "pad", "clerk", "keeper")

TEXTS: tuple[bytes, ...] = (
    b"", b"0", b"1", b"2", b"-1", b"+1", b" 1", b"1.5", b"9" * 18, b"9" * 19, b"9" * 20, b"9" * 5000, b"9_" * 12 + b"9",
    b"\xed\xa0\x80", b"\xff", b"\x00", b"a\x00b", b"\r\n", "²".encode(), "１２".encode(), "汉".encode() * 300,
    b"a" * 300, b"a" * 300 + b".css", b"../../hall.db", b"..%2f", b"NaN", b"1e400", b"0001-01-01", b"9999-12-31",
    b"2026-02-30", b"24:61", b"A001", b"clerk", b"normal", b"'\"<>&;--", b"http://[", b"%zz", b"a@[::1", b":",
)  # fmt: skip
VALUES: tuple[str, ...] = (
    "0", "1", "-1", "9" * 20, "-" + "9" * 400, "9" * 5000, "1.5", "1e400", "NaN", "-Infinity", "true", "null", "[]",
    "{}", '""', '"1"', '"\\ud800"', '"\\u0000"', '"a\\udfffb"', '{"id_number": "\\ud800"}', '["\\ud800"]',
    '{"id_number": "00000019650412001\\ud800"}', '{"id_number": "٣٣٣٣٣٣١٩٦٥٠٤١٢٠٠١٨"}', '"priority"', '"normal"',
    '"' + "汉" * 300 + '"', '"well"', '"00000019650412001X"', '"９９９９９９１９６５０４１２００１８"',
    '{"a": {"a": {"a": 1}}}', "[" * 500 + "]" * 500,
)  # fmt: skip
RIGHT = {"service_id": "1", "purpose": json.dumps(PURPOSE), "id_number": '"00000019650412001X"', "name": '"张演示"'}
HEADERS = (
    "Host", "Origin", "Cookie", "Authorization", "Idempotency-Key", "Last-Event-ID", "Content-Type", "Accept-Language",
    "Sec-Fetch-Site", "X-Kiosk-Page", "X-Forwarded-For", "X-Forwarded-Proto", "Range", "If-Modified-Since", "If-Range",
    "Upgrade", "Expect", "Referer", "If-None-Match",
)  # fmt: skip


WORD = r"\{(verb|room)\}"


@dataclass(frozen=True)
class Door:
    method: str
    path: str


@dataclass
class Who:
    """A role at the hall: what it sends with every request, and the token of its forms."""

    headers: dict[str, bytes] = field(default_factory=dict)
    csrf: str = ""


@cache
def doors() -> list[Door]:
    """Every method and path of the application, and the one door that stands before its routing."""
    with tempfile.TemporaryDirectory() as folder:
        settings = HallSettings(data_dir=Path(folder) / "hall", socket=Path(folder) / "hall.sock", ballast_mb=0)
        service = open_service(settings, demo=True)
        try:
            app = create_app(service)
            paths = app.openapi()["paths"]
            before_routing: list[object] = [one.cls for one in app.user_middleware]
            assert before_routing == [tickets.MODULE.hot_door], "a new door before the routing: add its path"
        finally:
            service.close()
    found = [Door(method.upper(), path) for path, methods in paths.items() for method in methods]
    found += [Door(door.method, re.sub(WORD, word, door.path)) for door in found for word in words(door.path)]
    return [*found, Door("POST", take_api.PATH)]


def words(path: str) -> list[str]:
    """Every word that any page of the console takes for a verb or a room, where the path asks for one."""
    if not re.search(WORD, path):
        return []
    consoles = [kiosk.apps.hall.console, *feature_consoles()]
    modules = [
        one.name for console in consoles for one in pkgutil.walk_packages(console.__path__, f"{console.__name__}.")
    ]
    tables = [vars(import_module(one)).get(name, ()) for one in modules for name in ("VERBS", "PEOPLE", "ROOMS")]
    return sorted({word for table in tables for word in table if isinstance(word, str)})


def feature_consoles() -> list[ModuleType]:
    features = [feature.name for feature in pkgutil.iter_modules(kiosk.features.__path__, "kiosk.features.")]
    return [import_module(f"{name}.console") for name in features if find_spec(f"{name}.console")]


@cache
def names(files: str = "*.py") -> list[str]:
    """What such sources ask a body, a form, a query or a header for."""
    asked = set()
    for folder in ("apps/hall", "core", "features/*/rules", "features/*/hall", "features/*/console"):
        for file in (ROOT / "kiosk").glob(f"{folder}/**/{files}"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                    first = node.args[0]
                    if node.func.attr in ("get", "text", "number", "all") and isinstance(first, ast.Constant):
                        asked.add(str(first.value))
    return sorted(name for name in asked if re.fullmatch(r"[A-Za-z_-]+", name))


PADS: list[Who] = []  # opened once: a tablet that visitors touch never becomes a known browser
BROWSERS: dict[str, httpx.Cookies] = {}
"""By role. The trial sends malformed log-ins by the hundred: from the same address only a known browser gets in."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    for name, role in (("演示窗口", "clerk"), ("演示管理", "keeper")):
        made = process.admin("/admin/accounts", {"name": name, "role": role, "password": PASSWORD})
        assert made.status_code == 200
    BROWSERS.clear()
    PADS.clear()
    for role in ("clerk", "keeper", "pad"):  # before anything malformed: what they know is not a stranger's then
        come_as(process, role)
    yield process
    process.stop()


def come_as(hall: HallProcess, role: str) -> Who:
    """Enrolled, opened or logged in, as this role is."""
    if role == "nobody":
        return Who()
    if role == "pad" and PADS:
        return PADS[0]
    if role in ("board", "terminal"):
        code = hall.admin("/admin/enrol-codes", {"terminal": role, "kind": role}).json()["code"]
        token = httpx.post(f"{hall.url}/api/enrol", json={"code": code}).json()["token"]
        return Who({"Authorization": f"Bearer {token}".encode()})
    form = {"name": "演示管理" if role == "keeper" else "演示窗口", "password": PASSWORD}
    place = "/pad/1/open" if role == "pad" else "/console/login"
    with httpx.Client(base_url=hall.url, timeout=SECONDS, cookies=BROWSERS.get(role)) as browser:
        entered = browser.post(place, data=form)
        assert entered.status_code == 303, entered.text
        BROWSERS[role] = browser.cookies
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items()).encode()}
        if role == "pad":
            PADS.append(Who(headers, csrf_of(browser.cookies[cookie_name("pad", secure=False)])))
            return PADS[0]
        found = re.search(r'name="csrf" value="([^"]+)"', browser.get("/console/password").text)
        assert found is not None
        if role == "clerk":
            browser.post("/console/window", data={"csrf": found[1], "window": "1"})
    return Who(headers, found[1])


def is_in(hall: HallProcess, role: str, who: Who) -> bool:
    if role not in ("clerk", "keeper"):
        return True
    page = httpx.get(f"{hall.url}/console/password", headers={"Cookie": who.headers["Cookie"].decode()})
    return page.status_code == 200 and who.csrf in page.text


class Fuzz:
    """One malformed request after another, for one door; the same ones at every run."""

    def __init__(self, door: Door, who: Who, seed: str) -> None:
        self._door, self._who, self._chance = door, who, random.Random(seed)

    def request(self) -> bytes:
        target = re.sub(r"\{[^}]*\}", lambda _: self._segment(), self._door.path)
        if self._chance.random() < 0.5:
            target += "?" + "&".join(f"{self._name()}={self._quoted()}" for _ in range(self._chance.randint(1, 4)))
        content, kind = self._content() if self._door.method != "GET" else (b"", b"")
        headers = {
            "Host": b"127.0.0.1",
            "Idempotency-Key": b"%016x" % self._chance.getrandbits(64),
            **self._who.headers,
        }
        if content or self._door.method != "GET":
            headers |= {"Content-Type": kind, "Content-Length": str(len(content)).encode()}
        if self._chance.random() < 0.3:
            name = self._chance.choice(HEADERS)
            headers[name] = re.sub(rb"[\x00\r\n]", b"", self._text())[:4000].strip()
        lines = [f"{self._door.method} {target} HTTP/1.1".encode()]
        lines += [name.encode() + b": " + value for name, value in headers.items()]
        return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + content

    def _text(self) -> bytes:
        return self._chance.choice(TEXTS)

    def _quoted(self) -> str:
        return quote_from_bytes(self._text()[:3000], safe="")

    def _segment(self) -> str:
        return self._quoted() if self._chance.random() < 0.6 else self._chance.choice("123")

    def _name(self) -> str:
        return quote(self._chance.choice(names()))

    def _content(self) -> tuple[bytes, bytes]:
        shape = self._chance.choice((self._json, self._json, self._form, self._form, self._file, self._nonsense))
        return shape()

    def _json(self) -> tuple[bytes, bytes]:
        asked = [name for name in names("*api.py") if self._chance.random() < 0.7]
        told = ", ".join(f"{json.dumps(name)}: {self._value(name)}" for name in asked)
        return f"{{{told}}}".encode()[:4096], b"application/json"

    def _value(self, name: str) -> str:
        right = RIGHT.get(name)
        return right if right and self._chance.random() < 0.6 else self._chance.choice(VALUES)

    def _form(self) -> tuple[bytes, bytes]:
        fields = [f"csrf={quote(self._who.csrf)}"] if self._chance.random() < 0.9 else []
        fields += [f"{name}={self._quoted()}" for name in names() if self._chance.random() < 0.5]
        return "&".join(fields).encode()[:60_000], b"application/x-www-form-urlencoded"

    def _file(self) -> tuple[bytes, bytes]:
        plain = [("csrf", self._who.csrf.encode()), (self._name(), self._text())]
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value for name, value in plain
        ]
        name = self._text()[:400].replace(b'"', b"")
        parts.append(
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n' + self._text()
        )
        return b"\r\n".join(
            [*parts, self._chance.choice((b"--x--\r\n", b"--", b""))]
        ), b"multipart/form-data; boundary=x"

    def _nonsense(self) -> tuple[bytes, bytes]:
        return self._chance.choice((b"", b"[" * 4000, b"{", b"\xff\xfe", b'"\\ud800"', self._text())), self._text()[
            :200
        ]


def answer_of(hall: HallProcess, request: bytes) -> tuple[int, bytes]:
    """Status and the beginning of what is said; an event stream is not waited for."""
    with socket.create_connection(("127.0.0.1", hall.settings.port), SECONDS) as line:
        # Reset at the end: tens of thousands of closed connections would use up this machine's ports for a minute.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        line.sendall(request)
        said = b""
        while b"\r\n\r\n" not in said and (more := line.recv(65536)):
            said += more
    assert said.startswith(b"HTTP/1.1 "), "every request is answered"
    return int(said[9:12]), said


def _trial(hall: HallProcess, role: str, rounds: int) -> None:
    failed: dict[Door, Any] = {}
    who = come_as(hall, role)
    for door in doors():
        if not is_in(hall, role, who):  # what was tried last may have logged it out
            who = come_as(hall, role)
        fuzz = Fuzz(door, who, f"{role} {door}")
        for _ in range(rounds):
            request = fuzz.request()
            status, said = answer_of(hall, request)
            if status >= 500:
                failed.setdefault(door, (status, request[:600], said[:200]))
    assert not failed, "\n".join(f"{door}: {what}" for door, what in failed.items())


@pytest.mark.parametrize("role", ROLES)
def test_every_route_refuses_what_is_malformed(hall: HallProcess, role: str) -> None:
    _trial(hall, role, ROUNDS)
    assert "Traceback" not in hall.log.read_text()


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_route_refuses_what_is_malformed_at_length(hall: HallProcess, role: str) -> None:
    _trial(hall, role, LONG_ROUNDS)


@pytest.mark.parametrize("number", ["9" * 20, "9_" * 12, "-" + "9" * 30, "%00", "%ed%a0%80"])
def test_a_ticket_nobody_can_have_is_refused_by_name(hall: HallProcess, number: str) -> None:
    headers = {name: value.decode() for name, value in come_as(hall, "terminal").headers.items()}
    answer = httpx.post(f"{hall.url}/api/tickets/{number}/printed", headers=headers)
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})


@pytest.mark.parametrize(
    "body", [b'{"screen": "\\ud800"}', b'{"screen": "a", "x": ' + b"9" * 20 + b"}", b'{"screen": NaN}']
)
def test_half_a_letter_and_a_number_without_end_are_refused_by_name(hall: HallProcess, body: bytes) -> None:
    headers = {name: value.decode() for name, value in come_as(hall, "terminal").headers.items()}
    answer = httpx.post(f"{hall.url}/api/help", content=body, headers={**headers, "Idempotency-Key": "half-a-letter"})
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/pad/" + "9" * 20, {}),
        ("/keeper/letters/" + str(2**63) + "/image", {}),
        ("/pad/one", {}),
        ("/console/static/" + "a" * 300 + ".css", {}),
        ("/console/login", {"Host": "["}),
        ("/console/live?since=" + "9" * 30, {}),
    ],
)
def test_a_person_is_told_in_plain_chinese(hall: HallProcess, path: str, headers: dict[str, str]) -> None:
    keeper = {"Cookie": come_as(hall, "keeper").headers["Cookie"].decode()}
    answer = httpx.get(hall.url + path, headers=keeper | headers)
    assert (answer.status_code, answer.text) == (422, NOT_HERE["BadRequest"])


def test_the_owner_s_door_refuses_too_and_repeats_nothing(hall: HallProcess) -> None:
    transport = httpx.HTTPTransport(uds=str(hall.settings.socket))
    with httpx.Client(transport=transport, base_url="http://hall") as owner:
        for content in (b'{"terminal": "\\ud800"}', b'{"terminal": 7}', b"[" * 5000, b"{", b"\xff"):
            sent = owner.post("/admin/enrol-codes", content=content, headers={"Content-Type": "application/json"})
            assert sent.status_code in (400, 422) and "ud800" not in sent.text
        assert owner.post(f"/admin/windows/{'9' * 20}/call-next").status_code == 422


def test_all_routes_and_fields_are_found() -> None:
    assert len(doors()) > 60 and Door("POST", take_api.PATH) in doors()
    assert {"service_id", "csrf", "screen", "id_number", "since"} <= set(names())
