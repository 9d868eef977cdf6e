"""The machine's own console makes the first keeper; beyond this machine the pages speak TLS only."""

import sqlite3
import warnings
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from kiosk.cli import app
from tests.apps.hall.process import HallProcess

PASSWORD = "云溪里的早晨七点三十分"


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallProcess]:
    hall = HallProcess(tmp_path, "0.0.0.0")
    yield hall
    hall.stop()


def kiosk(hall: HallProcess, *arguments: str, typed: str) -> tuple[int, str]:
    place = hall.settings
    file = place.data_dir.parent / "kiosk.toml"
    file.write_text(
        f'[hall]\ndata_dir = "{place.data_dir}"\nsocket = "{place.socket}"\naddress = "{place.address}"\n', "utf-8"
    )
    told = CliRunner().invoke(app, ["hall", *arguments, "--settings", str(file)], input=typed)
    return told.exit_code, told.output


def test_the_first_keeper_is_made_here_and_logs_in_over_tls(hall: HallProcess) -> None:
    twice = f"{PASSWORD}\n{PASSWORD}\n"
    assert kiosk(hall, "add-keeper", "吴敏", typed=twice)[0] == 0  # no service runs: in-process
    hall.start()
    assert kiosk(hall, "add-keeper", "陈立", typed=twice)[0] == 0  # the running one does it
    status, said = kiosk(hall, "add-keeper", "陈立", typed=twice)
    assert (status, "taken" in said, PASSWORD in said) == (1, True, False)
    assert kiosk(hall, "add-keeper", "高明", typed="short\nshort\n")[0] == 1
    with warnings.catch_warnings(), httpx.Client(base_url=hall.url, verify=False) as client:
        warnings.simplefilter("ignore")
        form = {"name": "陈立", "password": PASSWORD}
        answer = client.post("/console/login", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/keeper")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-kiosk-session=")
        assert all(word in cookie.lower() for word in ("secure", "httponly", "samesite=strict", "path=/"))
        assert client.get("/keeper").status_code == 200
        assert kiosk(hall, "reset-password", "陈立", typed="傍晚六点整的巷子口等人\n" * 2)[0] == 0
        assert client.get("/keeper").status_code == 303  # logged out at once
        assert client.post("/console/login", data=form).status_code == 403
    assert "请用 https 打开" in httpx.get(hall.url.replace("https", "http") + "/console/login").text
    assert kiosk(hall, "reset-password", "赵无此人", typed=twice)[0] == 1


def test_nobody_names_another_address_as_theirs_to_guess_on(hall: HallProcess) -> None:
    hall.start()
    kiosk(hall, "add-keeper", "吴敏", typed=f"{PASSWORD}\n{PASSWORD}\n")
    form = {"name": "吴敏", "password": "云溪里的傍晚八点三十分"}
    with httpx.Client(base_url=hall.url, verify=False) as client:
        said = [
            client.post("/console/login", data=form, headers={"X-Forwarded-For": f"192.0.2.{number}"}).text
            for number in range(5)
        ]
    assert ["请等 15 秒" in text for text in said] == [False] * 4 + [True]


def test_neither_passwords_nor_sessions_lie_in_the_database(hall: HallProcess) -> None:
    hall.start()
    kiosk(hall, "add-keeper", "吴敏", typed=f"{PASSWORD}\n{PASSWORD}\n")
    with httpx.Client(base_url=hall.url, verify=False) as client:
        cookie = client.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).headers["set-cookie"]
    token = cookie.partition("=")[2].partition(";")[0]
    hall.stop()
    with sqlite3.connect(hall.settings.data_dir / "hall.db") as database:
        dump = "\n".join(database.iterdump())
    assert "$argon2id$" in dump
    assert PASSWORD not in dump
    assert token not in dump
