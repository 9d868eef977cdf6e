"""A bank with pictures, as a keeper brings them to 正式测试: beside it, packed with it, and what cannot be used."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.apps.hall.console.conftest import Hall
from tests.apps.hall.console.test_exam_attacks import GOOD, MOVED, NOT_HELD, Client
from tests.features.quiz.hall.exams.halls import photo

HEAD = "题型,题目,选项A,选项B,答案,图片"
TICK = {"pictured_out": "1"}


def bank(*pictures: str, plain: int = 5) -> bytes:
    """Questions with these pictures, and some without."""
    rows = [
        f"单选,第{at}题看图说的是什么？,甲{at},乙{at},A,{name}" for at, name in enumerate((*pictures, *[""] * plain))
    ]
    return "\n".join([HEAD, *rows]).encode()


def huge(wide: int, high: int) -> bytes:
    """A PNG that says how large it is, and has next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("exams"))
    hall.person("吴敏", "keeper")
    yield hall
    hall.stop()


@pytest.fixture
def keeper(hall: Hall) -> Iterator[Client]:
    client = Client(hall, "吴敏")
    client.http.timeout = httpx.Timeout(120.0)
    yield client
    client.http.close()
    assert hall.service.exams
    for one in client.exams():
        hall.service.exams.keeping.delete(one, by=1)


def opens(
    keeper: Client, content: bytes, pictures: Sequence[tuple[str, bytes]] = (), name: str = "题库.csv", **fields: str
) -> httpx.Response:
    given: Any = [("file", (name, content)), *(("pictures", one) for one in pictures or [("", b"")])]
    return keeper.http.post("/keeper/exams/open", data={"csrf": keeper.csrf} | GOOD | fields, files=given)


def told(answer: httpx.Response) -> str:
    """What the page lists."""
    return " ".join(re.findall(r"<li>([^<]*：[^<]*)</li>", answer.text))


def pictures_of(hall: Hall, exam: int) -> int:
    assert hall.service.exams
    return hall.service.exams.keeping.exam(exam).pictures


def test_pictures_come_beside_the_bank_or_packed_with_it(hall: Hall, keeper: Client) -> None:
    red, blue = photo("red"), photo("blue")
    answer = opens(keeper, bank("图/旗.png", "徽.jpg"), [("旗.PNG", red), ("徽.jpg", blue), ("没用到.jpg", red)])
    assert (answer.status_code, [pictures_of(hall, one) for one in keeper.exams()]) == (MOVED, [2])
    page = keeper.http.get(answer.headers["location"]).text
    assert "有 2 张题图" in page
    both = packed(**{"夹/题库.csv": bank("图/旗.png"), "夹/图/旗.png": red, "夹/Thumbs.db": b"x", "__MACOSX/._a": b"x"})
    answer = opens(keeper, both, name="题库.zip", title="打包的一场")
    assert (answer.status_code, pictures_of(hall, max(keeper.exams()))) == (MOVED, 1)
    folder = packed(**{"图/旗.png": red, "图/徽.jpg": blue})
    answer = opens(keeper, bank("旗.png", "徽.jpg"), [("图.zip", folder)], title="图打包的一场")
    assert (answer.status_code, pictures_of(hall, max(keeper.exams()))) == (MOVED, 2)


def test_each_that_cannot_be_used_is_told_by_name_and_nothing_is_opened(hall: Hall, keeper: Client) -> None:
    brought = [
        ("文字.jpg", b"no picture at all"), ("重.jpg", b"\xff\xd8" + bytes(40_000_000)),
        ("大.png", huge(20_000, 20_000)), ("空.png", b""),
        ("../../etc/旗.png", photo()), ("A.jpg", photo()), ("a.JPG", photo("blue")),
        ("细.png", huge(3000, 20)),
    ]  # fmt: skip
    names = ("文字.jpg", "重.jpg", "大.png", "空.png", "旗.png", "A.JPG", "细.png", "没给.png", "没给.png")
    answer = opens(keeper, bank(*names), brought)
    said = told(answer)
    assert (answer.status_code, keeper.exams()) == (NOT_HELD, [])
    assert "8 道题缺图，一共缺 7 张" in answer.text
    for one in (
        "文字.jpg（1 道题）：图片打不开", "重.jpg（1 道题）：文件超过 20 MB", "大.png（1 道题）：图片 20000×20000",
        "空.png（1 道题）：文件是空的", "A.JPG（1 道题）：选了两张", "细.png（1 道题）：",
        "没给.png（2 道题）：没有选到",
    ):  # fmt: skip
        assert one in said, said
    assert "旗.png（" not in said and 'name="pictured_out"' in answer.text and GOOD["title"] in answer.text
    answer = opens(keeper, bank(*names), brought, **TICK)
    assert (answer.status_code, [pictures_of(hall, one) for one in keeper.exams()]) == (MOVED, [1])


def test_two_in_two_folders_are_not_told_apart_by_chance(keeper: Client) -> None:
    both = packed(**{"题库.csv": bank("甲/1.jpg", "乙/1.jpg"), "甲/1.jpg": photo("red"), "乙/1.jpg": photo("blue")})
    answer = opens(keeper, both, name="题库.zip")
    assert answer.status_code == NOT_HELD and told(answer).count("只有文件夹不同") == 2
    assert keeper.exams() == []


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: packed(**{"图.jpg": photo()}), "压缩包里没有题库文件"),
        (lambda: packed(**{"一.csv": bank(), "二.xlsx": b"x"}), "只留一个再打包：一.csv、二.xlsx"),
        (lambda: b"PK\x03\x04 cut", "没有拷完整"),
        (lambda: packed(**{"题库.csv": bank(), "图.png": bytes(230_000_000)}), "文件超过"),  # 1,000:1
        (lambda: packed(**{"题库.csv": bank()}, **{f"{at}.png": b"x" for at in range(201)}), "文件超过 201 个"),
    ],
    ids=["no bank", "two banks", "cut", "bomb", "many"],
)
def test_a_packed_bank_that_is_none_says_why(keeper: Client, made: Callable[[], bytes], says: str) -> None:
    answer = opens(keeper, made(), name="题库.zip")
    assert (answer.status_code, keeper.exams()) == (NOT_HELD, []) and says in answer.text


def test_too_many_and_too_much_are_refused(keeper: Client) -> None:
    answer = opens(keeper, bank("1.png"), [(f"{at}.png", photo()) for at in range(201)])
    assert answer.status_code == NOT_HELD and "文件超过 200 个" in answer.text
    answer = opens(keeper, bank("1.png"), [("1.png", bytes(61_000_000))])
    assert answer.status_code == NOT_HELD and "文件太大" in answer.text
    assert keeper.exams() == []


def test_a_bank_without_pictures_needs_none_and_starts_no_second_child(
    keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.core.banks.pictured._CHILD", Path("/nowhere"))
    assert opens(keeper, bank()).status_code == MOVED
