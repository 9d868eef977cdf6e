"""The hall service as a real process: who may ask, what is answered, and how it stops."""

import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.apps.hall.process import HallProcess


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def terminal(hall: HallProcess) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {hall.token()}"}
    with httpx.Client(base_url=hall.url, headers=headers, timeout=10) as client:
        yield client


def order(terminal: httpx.Client, key: str, service: object = 1) -> httpx.Response:
    return terminal.post("/api/tickets", json={"service_id": service}, headers={"Idempotency-Key": key})


def test_health_needs_no_token_and_everything_else_does(hall: HallProcess) -> None:
    assert httpx.get(f"{hall.url}/api/health").json()["ok"] is True
    for path in ("/api/services", "/api/hall", "/api/events"):
        for headers in ({}, {"Authorization": "Bearer guess"}, {"Authorization": "Basic Zm9v"}):
            answer = httpx.get(hall.url + path, headers=headers)
            assert (answer.status_code, answer.json()) == (401, {"error": "TokenRefused"})


def test_a_code_enrols_once_and_a_revoked_terminal_is_out(hall: HallProcess) -> None:
    code = hall.code("3 号终端")
    enrolled = httpx.post(f"{hall.url}/api/enrol", json={"code": code.lower().replace("-", " ")}).json()
    headers = {"Authorization": f"Bearer {enrolled['token']}"}
    assert enrolled["terminal"]["name"] == "3 号终端"
    assert httpx.get(f"{hall.url}/api/hall", headers=headers).status_code == 200
    again = httpx.post(f"{hall.url}/api/enrol", json={"code": code})
    assert (again.status_code, again.json()) == (403, {"error": "CodeRefused"})
    assert hall.admin("/admin/terminals/revoke", {"terminal": "3 号终端"}).json() == {"revoked": True}
    assert httpx.get(f"{hall.url}/api/hall", headers=headers).status_code == 401
    assert hall.admin("/admin/terminals/revoke", {"terminal": "3 号终端"}).json() == {"revoked": False}


@pytest.mark.parametrize("code", ["", "no code", "AAAA-AAAA-AAAA-AAA", "AAAA-AAAA-AAAA-AAA1"])
def test_a_code_with_a_wrong_character_is_told_apart(hall: HallProcess, code: str) -> None:
    answer = httpx.post(f"{hall.url}/api/enrol", json={"code": code})
    assert (answer.status_code, answer.json()) == (422, {"error": "CodeUnreadable"})


def test_two_taps_at_once_are_one_ticket(terminal: httpx.Client) -> None:
    answers: list[dict[str, object]] = []
    taps = [threading.Thread(target=lambda: answers.append(order(terminal, "tap-tap-tap").json())) for _ in range(6)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert len(answers) == 6
    assert len({str(answer["number"]) for answer in answers}) == 1


def test_the_answer_holds_all_the_slip_needs(terminal: httpx.Client) -> None:
    ticket = order(terminal, "all-of-it", 3).json()
    assert ticket["number"].startswith("C")
    assert (ticket["service"], ticket["windows"]) == ("帮办代办", ["3 号窗口"])
    assert ticket["taken_at"].endswith("+08:00")


@pytest.mark.parametrize("key", ["", "short", "a" * 65, "with space", "汉字汉字汉字汉字"])
def test_a_change_without_a_proper_key_is_refused(terminal: httpx.Client, key: str) -> None:
    headers = {"Idempotency-Key": key.encode()}
    answer = terminal.post("/api/tickets", json={"service_id": 1}, headers=headers)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})


@pytest.mark.parametrize(
    "body", [b"", b"nonsense", b"[1]", b'{"service_id": "1"}', b'{"service_id": true}', b"[" * 4000]
)
def test_a_misshapen_order_is_refused(terminal: httpx.Client, body: bytes) -> None:
    answer = terminal.post("/api/tickets", content=body, headers={"Idempotency-Key": "misshapen-order"})
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})


def test_a_body_without_end_is_cut_off(hall: HallProcess, terminal: httpx.Client) -> None:
    endless = (b" " * 1000 for _ in range(100))  # chunked: no Content-Length to believe
    answer = terminal.post("/api/tickets", content=endless, headers={"Idempotency-Key": "endless-body"})
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})
    assert httpx.post(f"{hall.url}/api/enrol", json={"code": "A" * 5000}).json() == {"error": "BadRequest"}
    assert httpx.post(f"{hall.url}/api/enrol", json={"code": 7}).json() == {"error": "BadRequest"}


def test_refusals_keep_their_names(terminal: httpx.Client) -> None:
    unknown = order(terminal, "unknown-service", 99)
    assert (unknown.status_code, unknown.json()) == (404, {"error": "UnknownService"})
    assert terminal.post("/api/tickets/999999/give-back").json() == {"error": "UnknownTicket"}
    terminal.post("/api/tickets/abandon", headers={"Idempotency-Key": "given-up-early"})
    late = order(terminal, "given-up-early")
    assert (late.status_code, late.json()) == (409, {"error": "OrderAbandoned"})


def test_the_event_stream_resumes_where_it_was_left(terminal: httpx.Client) -> None:
    since = terminal.get("/api/services").json()["event_id"]
    order(terminal, "stream-first")
    with terminal.stream("GET", "/api/events", headers={"Last-Event-ID": str(since)}) as answer:
        lines = answer.iter_lines()
        missed = _next_id(lines)
        order(terminal, "stream-second")
        live = _next_id(lines)
    assert since < missed < live
    with terminal.stream("GET", "/api/events", headers={"Last-Event-ID": str(missed)}) as answer:
        assert _next_id(answer.iter_lines()) == live


def test_a_board_s_token_hears_that_something_changed_and_not_what(hall: HallProcess, terminal: httpx.Client) -> None:
    """Every kind of news that a stolen board must not tell: a log-in, the visitor's page, a clerk's free text."""
    hall.admin("/admin/accounts", {"name": "演示管理员", "role": "keeper", "password": "云溪里的早晨七点三十分"})
    terminal.post("/api/help", json={"screen": "membership.record"}, headers={"Idempotency-Key": "help-on-the-way"})
    ticket = order(terminal, "heard-on-the-wall", 4).json()
    board = _enrolled_board(hall)
    with httpx.stream("GET", f"{hall.url}/api/events", headers={**board, "Last-Event-ID": "0"}, timeout=20) as answer:
        told = []
        for line in answer.iter_lines():
            told.append(line)
            if line == f"id: {_newest(terminal)}":
                break
    said = {line for line in told if line and not line.startswith("id: ")}
    assert said <= {"retry: 1000", "event: changed", "event: called", "data:"}
    seen = httpx.get(f"{hall.url}/api/board", headers=board).text
    assert ticket["service"] in seen and "演示管理员" not in seen and "membership.record" not in seen


def test_a_stream_ends_when_its_token_is_taken_back(hall: HallProcess, terminal: httpx.Client) -> None:
    board = _enrolled_board(hall, "回收的大屏")
    with httpx.stream("GET", f"{hall.url}/api/events", headers=board, timeout=40) as answer:
        lines = answer.iter_lines()
        next(lines)
        assert hall.admin("/admin/terminals/revoke", {"terminal": "回收的大屏"}).json() == {"revoked": True}
        order(terminal, "after-the-board-was-gone")
        assert "event: over" in list(lines)


def _enrolled_board(hall: HallProcess, name: str = "一楼大屏") -> dict[str, str]:
    code = hall.admin("/admin/enrol-codes", {"terminal": name, "kind": "board"}).json()["code"]
    token = httpx.post(f"{hall.url}/api/enrol", json={"code": code}).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def _newest(terminal: httpx.Client) -> int:
    return int(terminal.get("/api/services").json()["event_id"])


def _next_id(lines: Iterator[str]) -> int:
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "id":
            return int(value)
    raise AssertionError("the stream ended")


def test_the_admin_socket_is_its_owners_alone(hall: HallProcess) -> None:
    assert stat.S_IMODE(hall.settings.socket.stat().st_mode) == 0o600
    for path in hall.settings.data_dir.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_the_status_page_is_for_this_machine_and_loads_nothing_from_elsewhere(hall: HallProcess) -> None:
    page = httpx.get(hall.url)
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "云溪里社区党群服务中心" in page.text
    assert "style=" not in page.text
    assert "<script>" not in page.text
    for name in ("page.css", "page.js"):
        assert httpx.get(f"{hall.url}/static/{name}").status_code == 200
    assert httpx.get(f"{hall.url}/static/../app.py").status_code == 404
    assert httpx.get(hall.url, headers={"Host": "elsewhere.example"}).status_code == 404


def test_the_page_calls_the_next_number_only_for_its_own_script(hall: HallProcess, terminal: httpx.Client) -> None:
    taken = order(terminal, "for-the-page", 4).json()
    terminal.post(f"/api/tickets/{taken['id']}/printed")
    path = f"{hall.url}/demo/windows/4/call-next"
    assert httpx.post(path).status_code == 403
    called = ""
    for _ in range(5):  # the demonstration's own morning may be before us
        assert httpx.post(path, headers={"X-Kiosk-Page": "status"}).status_code == 204
        called = terminal.get("/api/services").json()["windows"][3]["number"]
        if called == taken["number"]:
            break
    assert called == taken["number"]
    assert f"<b>{called}</b>" in httpx.get(f"{hall.url}/fragment").text


def test_the_page_tells_the_week_with_every_opening(hall: HallProcess) -> None:
    page = httpx.get(f"{hall.url}/fragment").text
    assert page.count('<th scope="row">') == 7
    assert page.count("0:00–24:00") == 7  # a demonstration is open at any hour


def test_help_reaches_the_page(hall: HallProcess, terminal: httpx.Client) -> None:
    headers = {"Idempotency-Key": "help-help-help"}
    before = httpx.get(f"{hall.url}/fragment").text.count('class="help"')
    for _ in range(2):
        assert terminal.post("/api/help", json={"screen": "services"}, headers=headers).status_code == 204
    assert httpx.get(f"{hall.url}/fragment").text.count('class="help"') == before + 1


def test_it_stops_at_once_though_a_stream_is_open(tmp_path: Path) -> None:
    hall = HallProcess(tmp_path).start()
    headers = {"Authorization": f"Bearer {hall.token()}"}
    with httpx.stream("GET", f"{hall.url}/api/events", headers=headers, timeout=20) as answer:
        assert answer.status_code == 200
        assert hall.stop(10) == 0
        assert list(answer.iter_lines()) == ["retry: 1000", ""]


def test_a_second_service_on_the_same_data_is_refused(hall: HallProcess, tmp_path: Path) -> None:
    from kiosk.apps.hall.service import open_service
    from kiosk.core.database.owner import DatabaseOwned

    with pytest.raises(DatabaseOwned):
        open_service(hall.settings)


def test_an_interrupt_ends_it_cleanly(tmp_path: Path) -> None:
    hall = HallProcess(tmp_path).start()
    hall.signal(signal.SIGINT)
    assert hall._end() == 0
