"""A keeper, or who sits at a keeper's browser, hands in files made to harm: refused with a reason, nothing is left."""

import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from kiosk.core.web.forms import LONGEST_NAME, FileForm
from kiosk.core.web.frame import FormRefused
from kiosk.features.membership.console import words
from kiosk.features.membership.demo.people import workbook
from kiosk.features.membership.hall.scans.reading import ScanUnreadable, read_pages
from tests.apps.hall.console import bombs
from tests.apps.hall.console.conftest import PASSWORD, Hall
from tests.devices.hostile import resident_bytes
from tests.features.membership.hall import papers

CHECK = "/keeper/records/check"
PATIENCE_SECONDS = 120
MOST_GROWTH_BYTES = 300_000_000  # a file of 32 MB, its body and the form around it; the bombs are gigabytes


@pytest.fixture
def keeper(hall: Hall) -> Iterator[httpx.Client]:
    hall.person("吴敏", "keeper")
    with httpx.Client(base_url=hall.url, timeout=PATIENCE_SECONDS) as keeper:
        keeper.post("/console/login", data={"name": "吴敏", "password": PASSWORD})
        yield keeper


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[str]]:
    """What lies in the hall's folder and where temporary files would; nothing may come to it."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    return lambda: {str(one) for one in tmp_path.rglob("*")}


def token(keeper: httpx.Client) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', keeper.get("/keeper/records").text)
    assert found
    return found[1]


def hand_in(keeper: httpx.Client, content: bytes, name: str = "名册.xlsx") -> str:
    """The page once the ledger was looked at."""
    answer = keeper.post(CHECK, data={"csrf": token(keeper)}, files={"file": (name, content)})
    assert answer.status_code in (303, 409, 413), answer.status_code
    ends = time.monotonic() + PATIENCE_SECONDS
    while "Refresh" in (page := keeper.get("/keeper/records")).headers and page.headers["Refresh"] == "1":
        assert time.monotonic() < ends
        time.sleep(0.05)
    return page.text if answer.status_code == 303 else answer.text


BOMBS: dict[str, Callable[[], bytes]] = {
    "png": bombs.png,
    "1000:1": bombs.swelling_xlsx,
    "one line": lambda: b"x" * 31_000_000,
    "too large": lambda: bytes(33_000_000),
}
LONG_BOMBS: dict[str, Callable[[], bytes]] = {
    "pdf": bombs.pdf,
    "entries": bombs.many_entries,
    "rows": bombs.long_xlsx,
    "one quoted line": lambda: b'"' + b"x" * 31_000_000,
    "one line of cells": lambda: b"ab,cd," * 5_000_000,
    "lines": lambda: b"a\n" * 15_000_000,
}


def explodes_in_vain(keeper: httpx.Client, bomb: Callable[[], bytes], disk: Callable[[], set[str]]) -> None:
    content, there, before = bomb(), disk(), resident_bytes()
    page = hand_in(keeper, content)
    assert 'role="alert"' in page
    assert words.LEDGER_BROKE not in page
    assert resident_bytes() - before < MOST_GROWTH_BYTES
    assert disk() == there
    assert "还没有写入任何东西" in hand_in(keeper, workbook())


@pytest.mark.parametrize("tried", [BOMBS, pytest.param(LONG_BOMBS, marks=pytest.mark.long)])
def test_a_bomb_is_refused_with_a_reason(
    keeper: httpx.Client, disk: Callable[[], set[str]], tried: dict[str, Callable[[], bytes]]
) -> None:
    for bomb in tried.values():
        explodes_in_vain(keeper, bomb, disk)


FORM = "multipart/form-data; boundary=b"
NAMELESS = b"--b\r\nA:b\r\n\r\n\r\n"


ENDLESS_FORMS = (
    NAMELESS * 200_000 + b"--b--",
    b"--b\r\n" + b"X: y\r\n" * 500_000 + b"\r\n\r\n--b--",
    b"--b\r\nX: " + b"y" * 3_000_000 + b"\r\n\r\n\r\n--b--",
    b'--b\r\nContent-Disposition: form-data; name="' + b"n" * 3_000_000,
)


def test_a_form_without_an_end_is_refused(keeper: httpx.Client) -> None:
    before = resident_bytes()
    for body in ENDLESS_FORMS:
        assert keeper.post(CHECK, content=body, headers={"Content-Type": FORM}).status_code == 403
        assert resident_bytes() - before < MOST_GROWTH_BYTES
    assert keeper.get("/keeper/records").status_code == 200


def test_parts_are_counted_while_they_come() -> None:
    """Two million of them took half a gigabyte and 18 s before they were counted."""
    with pytest.raises(FormRefused, match="too many"):
        FileForm.read(FORM, NAMELESS * 100_000)  # no field of it has a name: that is looked at later


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../../etc/cron.d/a.xlsx", "a.xlsx"),
        ("..\\..\\a.xlsx", "a.xlsx"),
        ("/root/a.xlsx", "a.xlsx"),
        ("名" * 1000 + ".xlsx", "名" * LONGEST_NAME),
        ("a\u202exslx.exe", "axslx.exe"),
    ],
)
def test_a_file_name_is_only_a_name(name: str, shown: str) -> None:
    body = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\nx\r\n--b--'
    assert FileForm.read(FORM, body.encode()).name == shown


def test_a_name_of_four_thousand_letters_leaves_nothing(keeper: httpx.Client, disk: Callable[[], set[str]]) -> None:
    there = disk()
    before = hand_in(keeper, b"no table", "../" * 50 + "n" * 3_700)
    assert 'role="alert"' in before
    body = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{"名" * 4000}"\r\n\r\nx\r\n--b--'
    assert keeper.post(CHECK, content=body.encode(), headers={"Content-Type": FORM}).status_code == 403
    assert disk() == there


def test_one_file_at_a_time_for_each_log_in(keeper: httpx.Client) -> None:
    """Each is held in memory, and who sends it may take minutes."""
    seen = threading.Event()

    def slowly() -> Iterator[bytes]:
        yield b"--b\r\n"
        seen.wait(1.0)

    def keep_sending() -> None:  # one may be refused itself, when it meets a question of the other's
        while not seen.is_set():
            other.post(CHECK, content=slowly(), headers={"Content-Type": FORM})

    with httpx.Client(base_url=keeper.base_url, cookies=keeper.cookies, timeout=PATIENCE_SECONDS) as other:
        sending = threading.Thread(target=keep_sending)
        sending.start()
        ends = time.monotonic() + PATIENCE_SECONDS
        while keeper.post(CHECK, content=b"", headers={"Content-Type": FORM}).status_code != 409:
            assert time.monotonic() < ends
            time.sleep(0.01)
        seen.set()
        sending.join()
    assert "还没有写入任何东西" in hand_in(keeper, workbook())


# -- scans: they come by the command, and are opened by the same child as every page of them --------------


SCANS: dict[str, tuple[Callable[[], bytes], str]] = {
    "png": (bombs.png, "too_large"),
    "million pages": (lambda: bombs.pdf(pages=1_000_000), "too_many_pages"),
    "huge page": (lambda: bombs.pdf(box=b"0 0 1000000000 1"), "too_small"),
    "tiff": (lambda: bombs.tiff(500), "too_many_pages"),
}


@pytest.mark.parametrize("bomb", SCANS)
def test_a_scan_made_to_swell_is_refused_by_name(bomb: str) -> None:
    make, problem = SCANS[bomb]
    before = resident_bytes()
    with pytest.raises(ScanUnreadable, match=problem):
        read_pages(make())
    assert resident_bytes() - before < MOST_GROWTH_BYTES
    assert len(read_pages(papers.picture())) == 1


@pytest.mark.parametrize(
    "make",
    [
        bombs.circling_tiff,
        lambda: bombs.pdf(box=b"0 0 1000000000 1000000000"),
        lambda: bombs.pdf(box=b"-1e30 -1e30 1e30 1e30"),
        lambda: bombs.pdf(box=b"0 0 0 0"),
    ],
    ids=["circle", "square", "infinite", "nothing"],
)
def test_an_odd_scan_is_small_pages_or_a_refusal(make: Callable[[], bytes]) -> None:
    try:
        pages = read_pages(make())
    except ScanUnreadable:
        return
    assert sum(map(len, pages)) < 1_000_000


@pytest.mark.long
@pytest.mark.parametrize("make", [bombs.nested_pdf, bombs.laughing_pdf])
def test_a_pdf_that_would_draw_for_ever_ends(make: Callable[[], bytes]) -> None:
    content, before = make(), resident_bytes()
    try:
        pages = read_pages(content)
        assert sum(map(len, pages)) < 1_000_000
    except ScanUnreadable:
        pass
    assert resident_bytes() - before < MOST_GROWTH_BYTES
