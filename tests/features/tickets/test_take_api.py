"""Taking a number over HTTP, from a real service: the hot door's own answers, and a priority number by card."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from devices.id_card.id_number import check_digit
from tests.apps.hall.process import HallProcess


def card(born: str) -> dict[str, str]:
    number = f"000000{born}001"
    return {"id_number": number + check_digit(number)}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def line(hall: HallProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hall.url, headers={"Authorization": f"Bearer {hall.token()}"}) as client:
        yield client


def take(line: httpx.Client, body: Any, key: str) -> tuple[int, dict[str, Any]]:
    answer = line.post("/api/tickets", json=body, headers={"Idempotency-Key": key})
    return answer.status_code, answer.json()


def test_a_number_and_its_key(line: httpx.Client) -> None:
    first = take(line, {"service_id": 3}, "visitor-1")
    assert first[0] == 200
    assert first[1]["number"].startswith("C")
    assert take(line, {"service_id": 3}, "visitor-1") == first


def test_a_priority_number_by_card(line: httpx.Client, hall: HallProcess) -> None:
    order = {"service_id": 4, "lane": "priority", "card": card("19500101")}
    status, ticket = take(line, order, "elder-001")
    assert (status, ticket["number"], ticket["lane"]) == (200, "D901", "priority")
    assert take(line, order, "elder-002") == (409, {"error": "AlreadyWaiting", "number": "D901"})
    assert take(line, {**order, "card": card("20000101")}, "youth-001") == (409, {"error": "NotEntitled"})
    assert take(line, {"service_id": 4, "lane": "priority"}, "no-card-1") == (409, {"error": "NotEntitled"})
    number = order["card"]["id_number"].encode()  # type: ignore[index]
    assert all(number not in file.read_bytes() for file in _files(hall.settings.data_dir))


def _files(place: Path) -> Iterator[Path]:
    return (file for file in place.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"service_id": "1"},
        {"service_id": True},
        {"service_id": 1, "lane": "fast"},
        {"service_id": 1, "card": "x"},
        {"service_id": 1, "card": {"id_number": "1"}},
        {"service_id": 1, "card": {"id_number": 1}},
        {"service_id": 1, "more": "x" * 5000},
    ],
)
def test_a_body_without_sense(line: httpx.Client, body: Any) -> None:
    assert take(line, body, "senseless") == (422, {"error": "BadRequest"})


def test_an_unknown_service_a_bad_key_and_a_strange_token(line: httpx.Client, hall: HallProcess) -> None:
    assert take(line, {"service_id": 99}, "visitor-9") == (404, {"error": "UnknownService"})
    assert take(line, {"service_id": 1}, "short") == (422, {"error": "BadRequest"})
    stranger = {"Authorization": "Bearer nobody", "Idempotency-Key": "visitor-8"}
    assert httpx.post(f"{hall.url}/api/tickets", json={"service_id": 1}, headers=stranger).status_code == 401
    assert line.get("/api/tickets").status_code in (404, 405)


def test_a_body_in_small_pieces_and_none_at_all(hall: HallProcess, line: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        yield from (bytes([byte]) for byte in json.dumps({"service_id": 1}).encode())

    answer = line.post("/api/tickets", content=pieces(), headers={"Idempotency-Key": "pieces-01"})
    assert answer.status_code == 200
    bare = http.client.HTTPConnection("127.0.0.1", hall.settings.port)
    headers = {"Authorization": line.headers["Authorization"], "Idempotency-Key": "nothing-1"}
    bare.request("POST", "/api/tickets", headers=headers)
    assert bare.getresponse().status == 422
