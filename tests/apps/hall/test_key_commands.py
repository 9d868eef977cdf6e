"""The keeper at the machine's own console: kiosk keys, audit, records erase|export, of a running hall and of none."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from kiosk.cli import app
from kiosk.core.sealing.schema import audit
from kiosk.features.membership.rules.record import PURPOSE
from tests.apps.hall.process import HallProcess
from tests.features.membership.hall.sheets import number, row, xlsx

WORDS = "演示 correct horse 电池"
NAME = str(row(2)[0])


class Console:
    """`kiosk …` on the hall's machine; what is typed comes by stdin."""

    def __init__(self, hall: HallProcess, folder: Path) -> None:
        place, self.file = hall.settings, folder / "kiosk.toml"
        self.hall = hall
        self.file.write_text(f'[hall]\ndata_dir = "{place.data_dir}"\nsocket = "{place.socket}"\nport = {place.port}\n')

    def run(self, *words: str, typed: str = "", status: int = 0) -> Result:
        result = CliRunner().invoke(app, [*words, "--settings", str(self.file)], input=typed)
        assert result.exit_code == status, result.output
        return result

    def json(self, *words: str, typed: str = "", status: int = 0) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.run(*words, "--json", typed=typed, status=status).stdout)
        return found


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    """One for all of them, each with people of its own: a start costs two seconds."""
    made = HallProcess(tmp_path_factory.mktemp("keys")).start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def console(hall: HallProcess) -> Console:
    folder = hall.settings.data_dir.parent
    made, file = Console(hall, folder), folder / "people.xlsx"
    file.write_bytes(xlsx([row(1), row(2), row(3)]))
    made.run("records", "import", str(file))
    return made


def look_up(hall: HallProcess, token: str, serial: int = 1) -> int:
    asked = {"name": str(row(serial)[0]), "id_number": number(serial), "purpose": PURPOSE}
    answer = httpx.post(f"{hall.url}/api/lookup", json=asked, headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


def test_a_hall_with_a_passphrase_serves_tickets_until_it_is_given(hall: HallProcess, console: Console) -> None:
    token = hall.token()
    console.run("keys", "passphrase", typed=WORDS + "\n")
    assert look_up(hall, token) == 200  # open still
    hall.stop()
    hall.start()
    assert look_up(hall, token) == 503
    order = {"headers": {"Authorization": f"Bearer {token}", "Idempotency-Key": "while-it-is-shut"}}
    assert httpx.post(f"{hall.url}/api/tickets", json={"service_id": 3}, **order).status_code == 200  # type: ignore[arg-type]
    assert console.json("keys", "status")["open"] is False
    refused = console.run("keys", "unlock", status=1)
    assert "口令" in refused.stderr and look_up(hall, token) == 503
    assert "口令不对" in console.run("keys", "unlock", typed="not this one\n", status=1).stderr
    assert look_up(hall, token) == 503
    assert "打开了" in console.run("keys", "unlock", typed=WORDS + "\n").stdout and look_up(hall, token) == 200
    assert console.json("keys", "unlock") == {"opened": False}
    console.run("keys", "passphrase", "--remove")


def test_the_code_is_printed_once_rehearsed_and_makes_a_lost_key_again(hall: HallProcess, console: Console) -> None:
    told = console.run("keys", "recovery").stdout
    [code] = [line.strip() for line in told.splitlines() if line.startswith("  ")]
    assert "没有改动" in console.run("keys", "rehearse", typed=f"{code}\n").stdout
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "抄错" in console.run("keys", "rehearse", typed=f"{slip}\n", status=1).stderr
    rotated = console.json("keys", "rotate")
    assert rotated["version"] == 2 and rotated["broken"] == []
    hall.stop()
    (hall.settings.data_dir / "records.key").unlink()
    token = hall.start().token()
    assert look_up(hall, token) == 503
    assert "kiosk keys recover" in console.run("keys", "rotate", status=1).stderr
    assert console.json("keys", "recover", typed=f"{code}\n")["open"] is True
    assert look_up(hall, token) == 200
    assert "什么也不缺" in console.run("keys", "recover", typed=f"{code}\n", status=1).stderr


def test_one_person_is_handed_over_and_erased_by_a_number_that_is_typed(
    hall: HallProcess, console: Console, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.zip"
    console.run("records", "export", str(copy), typed=f"{number(2)}\n")
    assert NAME in zipfile.ZipFile(copy).read("档案.txt").decode() and copy.stat().st_mode & 0o777 == 0o600
    assert "there already" in console.run("records", "export", str(copy), typed=f"{number(2)}\n", status=1).stderr
    token = hall.token()
    assert "核对" in console.run("records", "erase", "--yes", typed=f"{number(2)[:-1]}\n", status=1).stderr
    assert look_up(hall, token, 2) == 200
    assert "没有这个人" in console.run("records", "export", f"{copy}2", typed=f"{number(9)}\n", status=1).stderr
    assert "档案 1 份" in console.run("records", "erase", "--yes", typed=f"{number(2)}\n").stdout
    assert (look_up(hall, token, 2), look_up(hall, token, 3)) == (404, 200)
    console.run("records", "erase", typed=f"{number(3)}\nn\n", status=1)  # thought better of it
    assert look_up(hall, token, 3) == 200
    rows = console.run("audit", "list").stdout
    assert "erased" in rows and "handed_over" in rows and number(2) not in rows and NAME not in rows


def test_who_was_erased_is_in_the_next_roster_and_taken_by_a_keepers_word(
    hall: HallProcess, console: Console, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.xlsx"
    roster.write_bytes(xlsx([row(21), row(22)]))
    console.run("records", "import", str(roster))
    console.run("records", "erase", "--yes", typed=f"{number(21)}\n")
    token = hall.token()
    assert "--take-erased" in console.run("records", "check", str(roster)).stdout
    assert console.json("records", "import", str(roster))["left_out"] == 1 and look_up(hall, token, 21) == 404
    assert console.json("records", "import", str(roster), "--take-erased", "2")["added"] == 1
    assert look_up(hall, token, 21) == 200


def test_the_chain_is_walked_and_its_first_broken_row_named(hall: HallProcess, console: Console) -> None:
    token = hall.token()
    for _ in range(3):
        look_up(hall, token)
    whole = console.json("audit", "verify")
    head, entries = str(whole["head"]), int(str(whole["entries"]))
    assert whole["broken"] is None and entries >= 4
    look_up(hall, token)
    assert console.json("audit", "verify", "--noted", head)["noted_held"] is True
    assert console.run("audit", "verify", "--noted", "no head", status=2)
    hall.stop()
    change_a_row(hall, entries, "outcome = 'no_record'")
    broken = console.run("audit", "verify", "--noted", "ab" * 32, status=1).stdout  # none runs: in this process
    assert f"第 {entries} 条和前面对不上" in broken and "不在链里" in broken
    change_a_row(hall, entries - 1, "blind = lower(hex(blind)), at = x'ff'")
    assert f"第 {entries - 1} 条有一格不是" in console.run("audit", "verify", status=1).stdout
    found = console.json("audit", "verify", status=1)["broken"]
    assert isinstance(found, dict) and (found["why"], found["sound"]) == ("cells", False)
    assert "被动过" in console.run("audit", "list").stdout
    change_a_row(hall, 1, "id = 0")
    assert "第 0 条的序号不接着前面" in console.run("audit", "verify", status=1).stdout


def change_a_row(hall: HallProcess, row_id: int, change: str) -> None:
    """As somebody would who has the database file, and takes the triggers away first."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(hall.settings.data_dir / "hall.db")) as database, database:
        database.execute("DROP TRIGGER IF EXISTS audit_no_update")
        database.execute(f"UPDATE {audit.name} SET {change} WHERE id = ?", (row_id,))
