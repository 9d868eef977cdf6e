"""Forms of 正式测试 as no browser sends them: without the token, by a closed account, with what cannot be held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.apps.hall.console.conftest import PASSWORD, Hall
from tests.apps.hall.console.test_exams import NAME, bank_file, people_file
from tests.features.quiz.hall.exams.halls import person

GOOD = {
    "title": NAME, "opens": "2026-11-17T09:00", "closes": "2026-11-17T12:00", "count": "5", "minutes": "30",
    "pass_mark": "60", "kept_days": "90",
}  # fmt: skip
SEEN, MOVED, UNKNOWN, FORBIDDEN, NOT_HELD = 200, 303, 401, 403, 409


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("exams"))
    hall.person("吴敏", "keeper")
    yield hall
    hall.stop()


class Client:
    """A keeper without a browser."""

    def __init__(self, hall: Hall, name: str) -> None:
        self.hall = hall
        self.http = httpx.Client(base_url=hall.url)
        self.http.post("/console/login", data={"name": name, "password": PASSWORD})
        found = re.findall(r'name="csrf" value="([^"]+)"', self.http.get("/keeper/exams/new").text)
        self.csrf = found[0]

    def post(self, path: str, file: bytes | None = None, name: str = "文件.csv", **fields: str) -> httpx.Response:
        files: Any = None if file is None else {"file": (name, file)}
        return self.http.post(f"/keeper/exams{path}", data={"csrf": self.csrf} | fields, files=files)

    def exams(self) -> list[int]:
        assert self.hall.service.exams
        return [one.held.id for one in self.hall.service.exams.keeping.exams()]


@pytest.fixture
def keeper(hall: Hall) -> Iterator[Client]:
    client = Client(hall, "吴敏")
    yield client
    client.http.close()
    assert hall.service.exams
    for one in client.exams():
        hall.service.exams.keeping.delete(one, by=1)


@pytest.mark.parametrize(
    "changed",
    [
        {"opens": ""}, {"opens": "昨天"}, {"opens": "2026-11-17"}, {"closes": "2026-11-18"},
        {"closes": "2026-W47-3T12:00"}, {"opens": "9999-12-31T23:59"},
        {"closes": "2199-12-31T23:59"}, {"closes": "2026-11-17T08:59"}, {"closes": "2026-11-17T09:00"},
        {"closes": "2026-11-17T09:30", "opens": "2026-11-17T09:00"}, {"opens": "0001-01-01T00:00"},
        {"closes": "2026-02-30T12:00"}, {"count": "0"}, {"count": "-1"}, {"count": "201"}, {"count": "１２"},
        {"count": "9" * 5000}, {"count": "5.5"}, {"minutes": "0"}, {"minutes": "301"}, {"minutes": "NaN"},
        {"pass_mark": "101"}, {"pass_mark": ""}, {"kept_days": "0"}, {"kept_days": "367"}, {"kept_days": "1e9"},
        {"title": ""}, {"title": "长" * 41}, {"title": "\u202e\u200b\x00"}, {"title": "长" * 100_000},
        {"branches": "\n".join(f"第{number}支部" for number in range(51))}, {"branches": "长" * 101},
        {"count_fill": "1"}, {"count_single": "999"},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_held_is_told_and_nothing_is_opened(keeper: Client, changed: dict[str, str]) -> None:
    answer = keeper.post("/open", bank_file(), **(GOOD | changed))
    assert (answer.status_code, keeper.exams()) == (NOT_HELD, [])
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.csv", b""), ("零.csv", b"\x00" * 1000), ("假.xlsx", b"PK\x03\x04" + b"\x00" * 1000),
        ("头.csv", bank_file(0)), ("一.csv", bank_file(1)), ("深.bank.json", b"[" * 100_000),
        ("字.txt", "没有题".encode("gb18030")),
    ],
)  # fmt: skip
def test_a_file_that_is_no_bank_or_too_short_opens_nothing(keeper: Client, name: str, content: bytes) -> None:
    answer = keeper.post("/open", content, name, **GOOD)
    assert (answer.status_code, keeper.exams()) == (NOT_HELD, [])


def test_hours_across_midnight_and_a_title_that_would_be_a_formula(keeper: Client) -> None:
    good = GOOD | {"title": "=1+1", "opens": "2026-11-17T23:00", "closes": "2026-11-18T01:00"}
    answer = keeper.post("/open", bank_file(), **good)
    assert answer.status_code == MOVED
    shown = keeper.http.get(answer.headers["location"]).text
    assert "11 月 17 日 23:00 至 11 月 18 日 1:00" in shown and "2027 年 2 月 17 日 0 点" in shown
    assert keeper.http.get(f"{answer.headers['location']}/results.xlsx").status_code == SEEN


def test_without_the_token_and_from_elsewhere_nothing_happens(keeper: Client) -> None:
    made = keeper.post("/open", bank_file(), **GOOD)
    here = made.headers["location"].removeprefix("/keeper/exams")
    people = people_file(person(1))
    for path, file in ((f"{here}/minutes", None), (f"{here}/close", None), (f"{here}/delete", None),
                       (f"{here}/people", people), ("/open", bank_file())):  # fmt: skip
        for csrf in ("", "x" * 43):
            answer = keeper.post(path, file, **(GOOD | {"csrf": csrf, "sure": "1", "title": "别人开的"}))
            assert (path, answer.status_code) == (path, FORBIDDEN)
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        url, data = f"/keeper/exams{path}", GOOD | {"csrf": keeper.csrf, "sure": "1", "title": "别人开的"}
        files: Any = None if file is None else {"file": ("文件.csv", file)}
        assert keeper.http.post(url, data=data, files=files, headers=elsewhere).status_code == FORBIDDEN
    (left,) = keeper.exams()
    assert keeper.hall.service.exams is not None
    summary = keeper.hall.service.exams.keeping.exam(left)
    assert summary.people == 0 and summary.held.exam.closed_at is None


def test_a_closed_account_sees_and_changes_nothing(hall: Hall, keeper: Client) -> None:
    made = keeper.post("/open", bank_file(), **GOOD)
    here = made.headers["location"].removeprefix("/keeper/exams")
    account = hall.person("离开的人", "keeper")
    gone = Client(hall, "离开的人")
    assert gone.http.get(f"/keeper/exams{here}").status_code == SEEN
    hall.service.accounts.close(account, by=1)
    for path in ("", "/new", here, f"{here}/results.xlsx"):
        answer = gone.http.get(f"/keeper/exams{path}")
        assert answer.status_code == MOVED and "login" in answer.headers["location"]
    for path, file in ((f"{here}/minutes", None), (f"{here}/close", None), (f"{here}/delete", None),
                       (f"{here}/people", people_file(person(1))), ("/open", bank_file())):  # fmt: skip
        answer = gone.post(path, file, **(GOOD | {"sure": "1", "title": "走了以后"}))
        assert answer.status_code == UNKNOWN
    assert hall.service.exams is not None and len(keeper.exams()) == 1
    assert hall.service.exams.keeping.exam(keeper.exams()[0]).held.exam.closed_at is None
    gone.http.close()
