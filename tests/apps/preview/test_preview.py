"""An editor looks at what a pack will be: drawn by a real worker as the real terminal draws it, whatever it holds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from content.kinds.gathering import Gathering
from content.kinds.incoming import cleaned
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER
from kiosk.apps.preview import folder
from kiosk.apps.preview.room import LASTING
from kiosk.core.limited.given import given
from kiosk.features.exhibition.hall.preview import COMMAND, Drawn, NotDrawn, Preview
from kiosk.features.exhibition.hall.preview_stream import Stream
from kiosk.features.exhibition.wire_preview import Asked
from tests.content.sheets import question
from tests.features.exhibition.hall.banks.conftest import laid, sheet

PROJECT = Path(__file__).parents[3]
HALL, SHORT = "云溪里社区党群服务中心", "云溪里"
AT = "2026-12-01T09:30"
SECONDS = 100.0  # a busy machine


def asked(item: str, orientation: str = "portrait", mode: str = "standard", page: int = 0, at: str = AT) -> Asked:
    return Asked(item, orientation, mode, at, page, HALL, SHORT, voice=False)


def preview(
    place: Path, command: tuple[str, ...] = COMMAND, seconds: float = SECONDS, wait: float = SECONDS
) -> Preview:
    """No socket of systemd's: the worker is a child, and says its number in `place` before it begins."""
    telling = ("/bin/sh", "-c", f'echo $$ >> "{place}/workers"; exec "$0" "$@"', *command)
    return Preview(place / "no.sock", telling, seconds, wait)


def image(drawn: Drawn) -> Image.Image:
    return Image.open(BytesIO(drawn.png)).convert("RGB")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Two pictures, the second only shown on a day in March; and files whose names an old machine gave."""
    root = tmp_path / "lanes"
    root.mkdir()
    items = ""
    for name, more in (("today", ""), ("march", "valid_from = 2027-03-01\nvalid_until = 2027-03-01\n")):
        Image.new("RGB", (400, 500), (40, 120, 90)).save(root / f"{name}.png")
        items += f'[[items]]\nid = "{name}"\nkind = "image"\nfile = "{name}.png"\ntitle = "巷子 {name}"\n{more}'
    for file in ("𠮷.txt".encode(), "说明.txt".encode("gbk")):
        (root / os.fsdecode(file)).write_text("…")
    (root / "manifest.toml").write_text(f'format = 1\nname = "lanes"\nversion = "1"\ntitle = "巷子"\n{items}')
    return root


@contextmanager
def worker_of(place: Path, asking: Callable[[], object]) -> Iterator[int]:
    """The process that draws while `asking` waits on a thread; what comes of the asking is raised at the end."""
    before = len(workers(place))
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(asking)
        until = time.monotonic() + SECONDS
        while len(workers(place)) == before and time.monotonic() < until:
            time.sleep(0.005)
        yield workers(place)[-1]
        told.result()


def workers(place: Path) -> list[int]:
    """Those that were started, by what they said: /proc may be another's, in a container."""
    file = place / "workers"
    return [int(line) for line in file.read_text().split("\n")[:-1]] if file.exists() else []


def is_gone(worker: int) -> bool:
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return True
    return False


def test_the_picture_is_what_the_terminal_shows(tmp_path: Path) -> None:
    """The terminal opens its own pages by itself; what its window shows differs by a rounding of colours at most."""
    keys = ("starter/lane", "starter/fee", "starter/join", "list")
    command = [sys.executable, "-m", "tests.apps.preview.terminal_pages", str(tmp_path), "1080x1920", AT, "standard"]
    ran = subprocess.Popen([*command, *keys], cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pictures = [image(preview(tmp_path).drawn(asked(key.split("/")[-1]), STARTER)) for key in keys]
    assert ran.wait(SECONDS) == 0
    for number, picture in enumerate(pictures):
        drawn, window = (Image.open(tmp_path / f"{number}-{how}.png") for how in ("drawn", "window"))
        assert picture.tobytes() == drawn.tobytes()
        assert ImageChops.difference(picture, window).convert("L").point(lambda value: value > 2).getbbox() is None


def test_sheets_are_drawn_as_the_terminal_shows_them(tmp_path: Path) -> None:
    """People with a photograph, and a directory, of a pack that lies in the terminal's own folder."""
    root = tmp_path / "packs" / "hall"
    root.mkdir(parents=True)
    photo = BytesIO()
    Image.new("RGB", (600, 800), (40, 120, 90)).save(photo, "JPEG")
    tables = {
        ExhibitKind.PEOPLE: "姓名,职务,承诺,照片\n许知夏（演示）,网格员,有事就来,一\n𠮷冯一舟·演示,志愿者,,一\n",
        ExhibitKind.DIRECTORY: "事项,窗口,带什么\n组织关系转接,1 号窗口,身份证\n帮办代办,2 号窗口,身份证\n",
    }
    items = ""
    for kind, table in tables.items():
        gathering = Gathering(cleaned, kind)
        gathering.take("表.csv", table.encode())
        gathering.take("一.jpg", photo.getvalue())
        (root / f"{kind}.sheet").write_bytes(gathering.made().content)
        items += f'[[items]]\nid = "{kind}"\nkind = "{kind}"\nfile = "{kind}.sheet"\ntitle = "演示"\n'
    (root / "manifest.toml").write_text(f'format = 4\nname = "hall"\nversion = "1"\ntitle = "厅"\n{items}')
    command = [sys.executable, "-m", "tests.apps.preview.terminal_pages", str(tmp_path), "1080x1920", AT, "standard"]
    keys = [f"hall/{kind}" for kind in tables]
    ran = subprocess.Popen([*command, *keys], cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pictures = [image(preview(tmp_path).drawn(asked(kind), root)) for kind in tables]
    assert ran.wait(SECONDS) == 0
    for number, picture in enumerate(pictures):
        assert picture.tobytes() == Image.open(tmp_path / f"{number}-drawn.png").tobytes()


def test_what_is_not_on_yet_is_drawn_and_said_to_be_so(tmp_path: Path, pack: Path) -> None:
    """Also from the archive, lying, in large type: beside what is on then."""
    built = tmp_path / "lanes.zip"
    with zipfile.ZipFile(built, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in pack.iterdir():
            archive.write(file, os.fsencode(file.name).decode("utf-8", "replace"))
    drawn = preview(tmp_path).drawn(asked("march", "landscape", "elder"), built)
    assert not drawn.on and not drawn.broken and drawn.title == "巷子 march" and image(drawn).size == (1920, 1080)
    assert preview(tmp_path).drawn(asked("march", at="2027-03-01T08:00"), pack).on


def test_an_exhibit_that_is_not_on_yet_is_all_that_it_is() -> None:
    of_when_and_where = {"showing", "pack_showing", "profiles", "screens", "weight", "playlist", "interrupt", "consent",
                         "consent_until", "check_by"}  # fmt: skip
    assert {one.name for one in fields(Exhibit)} == of_when_and_where | {*LASTING}


def test_a_picture_that_cannot_be_shown_says_so(tmp_path: Path, pack: Path) -> None:
    """Cut in the middle: the terminal leaves it out, and the editor sees what would stand there."""
    Image.effect_noise((400, 500), 90).save(pack / "today.png")
    whole = (pack / "today.png").read_bytes()
    (pack / "today.png").write_bytes(whole[:200])
    drawn = preview(tmp_path).drawn(asked("today"), pack)
    assert drawn.broken and drawn.on and drawn.png


def test_what_is_asked_for_has_room_before_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack may be larger than the worker's folder."""
    monkeypatch.setattr(folder, "MOST_BYTES", 1000)
    names = ("a.png", "manifest.toml", "b.png", "c.png")
    files = []
    for name in names:
        (tmp_path / name).write_bytes(b"x" * 400)
        files.append((name, os.open(tmp_path / name, os.O_RDONLY)))
    made = tmp_path / "made"
    made.mkdir()
    folder.of_files(made, files, lambda root: {"c.png"} if (root / "manifest.toml").exists() else set())
    assert {name for name in names if (made / name).read_bytes() == b"x" * 400} == {"manifest.toml", "c.png"}
    assert all((made / name).stat().st_size == 400 for name in names)


def test_a_question_of_a_bank_is_drawn_by_the_quiz_s_own_page(tmp_path: Path) -> None:
    rows = [
        question(1, "党员转移组织关系，多少天以内去报到？", "A", "九十天", "三十天"),
        question(2, "年满十八岁。", "√"),
    ]
    root = laid(tmp_path / "bank", "1", sheet(rows))
    worker = preview(tmp_path)

    def drawn(number: str, page: int = 0, mode: str = "elder", orientation: str = "landscape") -> Drawn:
        return worker.drawn(Asked("quiz", orientation, mode, AT, page, HALL, question=number), root)

    asks, explains = drawn("1"), drawn("1", page=7)
    assert (asks.title, asks.page, asks.pages, explains.page) == (rows[0][2], 0, 2, 1)
    assert image(asks).size == (1920, 1080) and asks.png != explains.png
    for item, number in (("quiz", "9"), ("other", "1")):
        with pytest.raises(NotDrawn) as error:
            worker.drawn(Asked(item, "portrait", "standard", AT, question=number), root)
        assert error.value.why == "no_item"


def test_a_long_text_is_turned_and_its_screens_are_counted_and_kept(tmp_path: Path) -> None:
    """What was drawn once is not drawn again, until a file of the pack is another."""
    asking = preview(tmp_path)
    second = asking.drawn(asked("join", page=1), STARTER)
    assert second.page == 1 and second.pages > 2 and second.png != b""
    with pytest.raises(NotDrawn):
        asking.drawn(asked("join", page=0), STARTER, gone=lambda: True)  # another page is another picture
    assert asking.picture(asked("join", page=1), STARTER, gone=lambda: True) is second.png


def test_a_worker_that_was_killed_is_told_of_by_the_item_and_the_next_one_draws(
    tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the kernel does where memory runs out, in the middle of its work."""
    asking, answer = preview(tmp_path), Stream.answer

    def killed(stream: Stream) -> object:
        os.kill(workers(tmp_path)[-1], signal.SIGKILL)
        return answer(stream)

    with monkeypatch.context() as patched, pytest.raises(NotDrawn, match="today") as told:
        patched.setattr(Stream, "answer", killed)
        asking.drawn(asked("today"), pack)
    assert told.value.why == "failed" and "today" in told.value.text
    assert asking.drawn(asked("today"), pack).on


def test_one_that_hangs_is_ended_and_meanwhile_another_waits_or_is_told(tmp_path: Path, pack: Path) -> None:
    asking = preview(tmp_path, seconds=2.0, wait=0.2)
    with pytest.raises(NotDrawn) as told, worker_of(tmp_path, lambda: asking.drawn(asked("today"), pack)) as worker:
        os.kill(worker, signal.SIGSTOP)
        with pytest.raises(NotDrawn) as busy:
            asking.drawn(asked("march"), pack)
        assert busy.value.why == "busy" and busy.value.text
    assert told.value.why == "too_slow" and "today" in told.value.text
    assert is_gone(worker)


def test_who_has_left_holds_nobody_up(tmp_path: Path, pack: Path) -> None:
    left = threading.Event()
    asking = preview(tmp_path)
    with (
        pytest.raises(NotDrawn) as told,
        worker_of(tmp_path, lambda: asking.drawn(asked("today"), pack, left.is_set)) as worker,
    ):
        left.set()
    assert told.value.why == "gone" and is_gone(worker)


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        ("link", "rejected"), ("outside", "rejected"), ("no manifest", "rejected"), ("twins", "rejected"),
        ("unknown item", "no_item"),
    ],
)  # fmt: skip
def test_a_hostile_pack_is_refused_in_words(tmp_path: Path, pack: Path, harm: str, why: str) -> None:
    given, item = pack, "today"
    if harm == "link":
        (pack / "more.txt").symlink_to("/etc/hostname")
    elif harm == "no manifest":
        (pack / "manifest.toml").unlink()
    elif harm == "unknown item":
        item = "nowhere"
    else:
        given = tmp_path / "made.zip"
        with zipfile.ZipFile(given, "w") as archive:
            archive.writestr("../more.txt" if harm == "outside" else "manifest.toml", "format = 1")
            if harm == "twins":
                archive.writestr("manifest.toml/more", "format = 1")
    with pytest.raises(NotDrawn) as told:
        preview(tmp_path).drawn(asked(item), given)
    assert told.value.why == why and told.value.text


@pytest.mark.parametrize(
    "said",
    [
        b"", b"no json\n", b"[1]\n", b'{"size": 4}\nabcd', b'{"size": 99999999999}\n', b'{"size": "many"}\n',
        b'{"refused": "because"}\n', b"x" * 20_000, b'{"size": 8}\n\x89PNG',
    ],
)  # fmt: skip
def test_nothing_a_taken_over_worker_says_goes_further(tmp_path: Path, pack: Path, said: bytes) -> None:
    program = f'import os; os.write(0, b\'{{"step": "heard"}}\\n\' + {said!r}); os.read(0, 1)'
    with pytest.raises(NotDrawn) as told:
        preview(tmp_path, (sys.executable, "-ISc", program)).drawn(asked("today"), pack)
    assert told.value.why == "failed"


def test_systemd_may_start_it(tmp_path: Path, pack: Path) -> None:
    """Accept=yes: the connection is the worker's standard input. The first one is refused, as MaxConnections= does."""
    at = tmp_path / "preview.sock"
    started: list[subprocess.Popen[bytes]] = []
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(at))
        listening.listen()

        def accept() -> None:
            listening.accept()[0].close()
            connection = listening.accept()[0]
            with connection:
                environment = os.environ | {"TMPDIR": str(tmp_path)}  # PrivateTmp, of a kind
                worker = subprocess.Popen(
                    COMMAND, stdin=connection.fileno(), stderr=subprocess.DEVNULL, env=environment
                )
                started.append(worker)

        systemd = threading.Thread(target=accept)
        systemd.start()
        drawn = Preview(at, ("/nothing",)).drawn(asked("home"), pack)
        systemd.join()
    assert image(drawn).size == (1080, 1920) and started[0].wait(SECONDS) == 0


@pytest.mark.skipif(not given().landlock, reason="this kernel has no Landlock")
def test_the_worker_can_open_nothing_of_the_hall_s(tmp_path: Path) -> None:
    """As the hall's own child it is the same user: the folder of the key is shut all the same, and TCP where known."""
    (tmp_path / "records.key").write_text("key")
    own = tmp_path / "own"
    own.mkdir()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        program = HOSTILE.format(own=str(own), key=str(tmp_path / "records.key"), port=listening.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=SECONDS
        )
    known = {"key", "list", "write", "delete", "memory", *(["tcp"] if given().landlock >= 4 else [])}
    assert {*ran.stdout.split()} - {"tcp"} == known - {"tcp"} and known <= {*ran.stdout.split()}
    assert (tmp_path / "records.key").read_text() == "key"


HOSTILE = """
import os, socket
from pathlib import Path
from kiosk.apps.preview import doors
doors.shut(Path({own!r}))
Path({own!r}, "mine").write_text("may")
key = Path({key!r})
for name, harm in (
    ("key", key.read_text), ("list", lambda: os.listdir(key.parent)), ("write", lambda: key.write_text("x")),
    ("delete", key.unlink), ("memory", lambda: bytearray(4 << 30)),
    ("tcp", lambda: socket.create_connection(("127.0.0.1", {port}))),
):
    try:
        harm()
    except (OSError, MemoryError):
        print(name)
"""
