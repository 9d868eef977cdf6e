"""Packs over HTTP: files too large, cut off, on a full disk or named as nobody names them; presses that come twice."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import Connection, insert, select

from kiosk.features.exhibition.hall.room import Room
from kiosk.features.exhibition.hall.schema import draft_items, packs
from tests.apps.hall.console.conftest import PASSWORD, Hall
from tests.apps.hall.console.test_packs import jpeg

DISK_MB = 12
HERE = "/keeper/packs"


class Editor:
    """A browser of the keeper's, without a screen."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.client = httpx.Client(base_url=hall.url, timeout=60)
        assert self.client.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).status_code == 303
        self.csrf = self._found("csrf", self.client.get(HERE).text)

    @staticmethod
    def _found(name: str, page: str) -> str:
        return str(re.findall(rf'name="{name}" value="([^"]*)"', page)[0])

    def make(self, name: str) -> str:
        assert self.post(f"{HERE}/make", name=name, title="演示").status_code == 303
        return name

    def seen(self, pack: str) -> str:
        return str(self.hall.service.drafts.of(pack).revision)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.post(path, data={"csrf": self.csrf, **fields})

    def send(
        self, pack: str, content: bytes, name: str = "巷子.jpg", press: str = "", script: bool = True
    ) -> httpx.Response:  # fmt: skip
        headers = {"X-Kiosk-Page": "live"} if script else {}
        return self.client.post(
            f"{HERE}/{pack}/item?press={press}", data={"csrf": self.csrf, "title": "巷子"}, headers=headers,
            files={"file": (name, content)},
        )  # fmt: skip

    def both(self, press: Callable[[], httpx.Response]) -> list[httpx.Response]:
        """Twice, 60 ms apart."""
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(press)
            time.sleep(0.06)
            return [first.result(), pool.submit(press).result()]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("packs"))
    hall.person("吴敏", "keeper")
    yield hall
    hall.stop()


@pytest.fixture
def editor(hall: Hall) -> Iterator[Editor]:
    editor = Editor(hall)
    yield editor
    editor.client.close()


def left_over(hall: Hall) -> list[str]:
    return [path.name for path in hall.service.drafts.home.iterdir() if path.is_file()]


def body(csrf: str, content: bytes, name: bytes = b"a.jpg") -> tuple[bytes, bytes]:
    """A form up to its file's first byte with some of the file, and its end."""
    head = b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n' + csrf.encode()
    head += b'\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n'
    return head + content, b"\r\n--x--\r\n"


def connected(editor: Editor, pack: str, length: str) -> socket.socket:
    """A request for one more item, its headers sent."""
    where = urlsplit(editor.hall.url)
    line = socket.create_connection((where.hostname, where.port), timeout=30)
    cookies = "; ".join(f"{one.name}={one.value}" for one in editor.client.cookies.jar)
    line.sendall(
        f"POST {HERE}/{pack}/item HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\nX-Kiosk-Page: live\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\n{length}\r\n\r\n".encode()
    )
    return line


def _answer(line: socket.socket) -> bytes:
    """Head and body."""
    came = b""
    while not came.endswith(b"}"):
        piece = line.recv(1 << 16)
        assert piece, came
        came += piece
    return came


# -- files ----------------------------------------------------------------------------------------------------------


def test_four_gigabytes_are_refused_before_they_come(editor: Editor) -> None:
    pack = editor.make("huge")
    drafts = editor.hall.service.drafts
    whole, drafts.room = drafts.room, Room(drafts.home, 1_000_000_000, kept_free_bytes=0)
    with connected(editor, pack, f"Content-Length: {4 << 30}") as line:
        answer = line.recv(4096).decode()  # not a byte of it was sent
    drafts.room = whole
    assert answer.startswith("HTTP/1.1 413") and left_over(editor.hall) == []


def test_who_says_less_than_comes_is_stopped_when_it_is_too_much(editor: Editor) -> None:
    pack = editor.make("lies")
    drafts = editor.hall.service.drafts
    whole, drafts.room = drafts.room, Room(drafts.home, 1_000_000 + drafts.room.now().used, kept_free_bytes=0)
    head, _ = body(editor.csrf, b"")
    with connected(editor, pack, "Transfer-Encoding: chunked") as line:
        line.sendall(b"%x\r\n%b\r\n" % (len(head), head))
        for _ in range(4):
            line.sendall(b"%x\r\n%b\r\n" % (1 << 19, bytes(1 << 19)))
        answer = _answer(line)
    drafts.room = whole
    assert answer.startswith(b"HTTP/1.1 413") and "放不下".encode() in answer and left_over(editor.hall) == []


def test_one_file_larger_than_a_child_reads_is_refused_by_its_size(editor: Editor) -> None:
    answer = editor.send(editor.make("large"), bytes(50_000_001))
    assert (answer.status_code, answer.json()["refused"]) == (413, ["文件太大，最多 50 MB"])
    assert left_over(editor.hall) == []


def test_what_breaks_off_leaves_nothing_and_may_be_sent_again(editor: Editor) -> None:
    pack = editor.make("cut")
    head, end = body(editor.csrf, jpeg())
    with connected(editor, pack, f"Content-Length: {len(head) + len(end)}") as line:
        line.sendall(head[:-100])
    assert editor.send(pack, jpeg()).json()["items"] == ["item-1"]
    assert left_over(editor.hall) == []


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("云溪里的巷子.jpg".encode("gbk"), "云溪里的巷子"),
        ("𠮷田.jpg".encode(), "𠮷田"),
        (b"..\\..\\etc/passwd.jpg", "passwd"),
    ],
)
def test_a_file_is_called_as_its_sender_called_it(editor: Editor, name: bytes, title: str) -> None:
    pack = editor.make(f"name{abs(hash(name))}")
    head, end = body(editor.csrf, jpeg(), name.replace(b"\\", b"\\\\"))
    with connected(editor, pack, f"Content-Length: {len(head) + len(end)}") as line:
        line.sendall(head + end)
        assert line.recv(4096).startswith(b"HTTP/1.1 200")
    (item,) = editor.hall.service.drafts.of(pack).items.values()
    assert item["title"] == title and "/" not in item["file"]


@pytest.fixture
def full_hall(tmp_path: Path) -> Iterator[tuple[Hall, Path]]:
    """A hall on a disk of its own that can be filled; only root may mount one."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(tmp_path)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small file system to fill")
    hall = Hall(tmp_path)
    hall.person("吴敏", "keeper")
    hall.service.drafts.room = Room(hall.service.drafts.home, kept_free_bytes=0)
    yield hall, tmp_path / "full"
    hall.stop()
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_disk_that_fills_up_on_the_way_is_said_and_nothing_half_stays(full_hall: tuple[Hall, Path]) -> None:
    hall, full = full_hall
    editor = Editor(hall)
    pack = editor.make("full")
    assert editor.send(pack, jpeg()).json()["items"] == ["item-1"]
    head, end = body(editor.csrf, jpeg()[:-2] + bytes(4 << 20))
    with connected(editor, pack, f"Content-Length: {len(head) + len(end)}") as line:
        line.sendall(head[: 1 << 20])
        arriving = hall.service.drafts.home
        _wait_until(lambda: any(path.stat().st_size for path in arriving.glob(".arriving-*")))
        _fill(full)
        line.sendall(head[1 << 20 :] + end)
        answer = _answer(line)
    assert answer.startswith(b"HTTP/1.1 507") and "磁盘满了".encode() in answer
    assert left_over(hall) == [] and list(hall.service.drafts.of(pack).items) == ["item-1"]
    full.unlink()
    assert editor.send(pack, jpeg("#204060"), press="again").json()["items"] == ["item-2"]
    editor.client.close()


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for block in (1 << 16, 512):
            try:
                while True:
                    file.write(bytes(block))
            except OSError:
                continue


def _wait_until(holds: Callable[[], bool]) -> None:
    waited = threading.Event()
    for _ in range(600):
        if holds():
            return
        waited.wait(0.05)
    raise AssertionError("it never came")


# -- presses --------------------------------------------------------------------------------------------------------


def test_every_button_pressed_twice_does_its_work_once(editor: Editor) -> None:
    hall, desk = editor.hall, editor.hall.service.packs

    def twice(verb: str, **fields: str) -> None:
        given = {"press": f"{verb}-1", "seen": editor.seen("twice"), **fields}
        answers = editor.both(lambda: editor.post(f"{HERE}/twice/{verb}", **given))
        assert [one.status_code for one in answers] == [303, 303], verb

    made = editor.both(lambda: editor.post(f"{HERE}/make", name="twice", title="演示", press="m"))
    assert [one.headers["location"] for one in made] == [f"{HERE}/twice"] * 2
    sent = editor.both(lambda: editor.send("twice", jpeg(), press="a1"))
    assert [one.json()["items"] for one in sent] == [["item-1"]] * 2
    plain = editor.both(lambda: editor.send("twice", jpeg("#204060"), press="a2", script=False))
    assert [one.status_code for one in plain] == [303, 303]
    assert editor.send("twice", jpeg("#206040"), press="a3").json()["items"] == ["item-3"]
    assert list(hall.service.drafts.of("twice").items) == ["item-1", "item-2", "item-3"]
    twice("move", item="item-3", place="2")
    assert list(hall.service.drafts.of("twice").items) == ["item-1", "item-3", "item-2"]
    twice("until", item="item-1", valid_until="2026-12-31")
    twice("titles", item="item-1", **{"title-item-1": "新的标题"})
    twice("remove", item="item-2")
    for number in (1, 2):
        twice("build", press=f"b{number}")
        assert [one.number for one in desk.versions() if one.pack == "twice"] == [*range(number, 0, -1)]
        newest = next(str(one.id) for one in desk.versions() if one.pack == "twice")
        twice("approve", version=newest)
        twice("publish", version=newest)
        editor.send("twice", jpeg(f"#{number}040{number}0"), press=f"c{number}")
    playing = next(str(one.id) for one in desk.playing() if one.pack == "twice")
    twice("roll-back", version=playing)
    assert [one.number for one in desk.playing() if one.pack == "twice"] == [1]
    twice("take-down", item="item-1", sure="1")
    assert [one.item for one in desk.tombstones() if one.pack == "twice"] == ["item-1"]
    twice("put-back", item="item-1")
    twice("take-off", sure="1")
    assert not [one for one in desk.playing() if one.pack == "twice"]


def test_what_takes_something_off_is_asked_before_it_is_done(editor: Editor) -> None:
    editor.make("asked")
    editor.send("asked", jpeg())
    for verb in ("take-down", "take-off"):
        answer = editor.post(f"{HERE}/asked/{verb}", item="item-1")
        assert answer.status_code == 200 and 'name="sure" value="1"' in answer.text
    assert not [one for one in editor.hall.service.packs.tombstones() if one.pack == "asked"]


@pytest.mark.parametrize(
    "path",
    [
        "?page=-1", "?page=999999", "?q=%00%F0%A0%AE%B7", "/item?item=../../etc", "/titles?items=,,a,../b",
        "/day?date=x&time=25:99", "/day?screen=tv&profile=moon&page=-3", "/day?of=nothing&item=nothing",
    ],
)  # fmt: skip
def test_an_address_that_nobody_wrote_is_answered(editor: Editor, path: str) -> None:
    assert editor.client.get(f"{HERE}/asked{path}").status_code in (200, 303)


def test_a_press_that_nobody_could_make_changes_nothing(editor: Editor) -> None:
    editor.make("odd")
    editor.send("odd", jpeg())
    before = editor.hall.service.drafts.of("odd")
    for verb, fields in (
        ("move", {"item": "item-9"}), ("move", {"item": "item-1", "seen": "x"}),
        ("until", {"valid_until": "2026-12-31"}), ("until", {"item": "item-1", "valid_until": "明年"}),
        ("remove", {"item": "../item-1"}), ("publish", {"version": "0"}), ("approve", {"version": "x"}),
        ("roll-back", {}), ("put-back", {"item": "item-1"}),
    ):  # fmt: skip
        answer = editor.post(f"{HERE}/odd/{verb}", **{"seen": str(before.revision), **fields})
        assert answer.status_code == 409 and "alert" in answer.text, verb
    assert editor.hall.service.drafts.of("odd") == before


# -- many -----------------------------------------------------------------------------------------------------------


def test_two_thousand_items_are_turned_over_and_searched(editor: Editor) -> None:
    pack = editor.make("many")
    written = {"title": "第 {} 张", "kind": "image", "file": "a.jpg", "source": "演示"}

    def fill(connection: Connection) -> None:
        number = connection.execute(select(packs.c.id).where(packs.c.name == pack)).scalar_one()
        rows = [
            {"pack_id": number, "item": f"item-{at}", "place": at,
             "written": json.dumps(written | {"title": f"第 {at} 张"})}
            for at in range(1, 2001)
        ]  # fmt: skip
        connection.execute(insert(draft_items), rows)

    editor.hall.do(fill)
    page = editor.client.get(f"{HERE}/{pack}?page=40").text
    assert page.count("<tr id=") == 50 and "第 2000 张" in page and "第 40 页，共 40 页" in page and len(page) < 400_000
    found = editor.client.get(f"{HERE}/{pack}", params={"q": "第 1234 张"}).text
    assert found.count("<tr id=") == 1 and "找到 1 项，一共 2000 项" in found
    editor.post(f"{HERE}/{pack}/move", item="item-2000", place="3", seen="0")
    assert [*editor.hall.service.drafts.of(pack).items][2] == "item-2000"
    day = editor.client.get(f"{HERE}/{pack}/day?page=2").text
    assert day.count("正在展出") == 50 and "2000 项里放 2000 项" in day
    assert editor.client.get(HERE).status_code == 200
