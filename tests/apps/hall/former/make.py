"""How `hall-0.1.0.tar.xz` was made: the program of that day, driven as people drive it (README.md beside this file).

    python -m tests.apps.hall.former.make FOLDER          # an empty folder; leaves FOLDER/hall-VERSION.tar.xz

An archive is never made anew by a later version: what it is for is that a later version opens it.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.features.membership.rules.record import PURPOSE
from tests.apps.hall.former.hall import MADE, FolderHall, Person
from tests.features.membership.hall import papers
from tests.features.membership.hall.sheets import number, row, xlsx

SETTINGS = """\
demo = true
[hall]
name = "演示党群服务中心"
data_dir = "/FOLDER/hall"
socket = "/FOLDER/hall.sock"
port = 8497
ballast_mb = 0
[terminal]
name = "演示 1 号终端"
hall_url = "http://127.0.0.1:8497"
data_dir = "/FOLDER/terminal"
[board]
name = "演示叫号大屏"
hall_url = "http://127.0.0.1:8497"
data_dir = "/FOLDER/board"
"""
PASSWORD = "演示的密码要十二位以上"
KEEPER, CLERK, CLOSED = "演示管理员", "演示窗口人员", "演示已离开"
ARCHIVED = ("hall", "terminal", "board", "copy.db", "copy.db.papers", "facts.json")


def make(folder: Path) -> Path:
    """Gives the archive."""
    (folder / "kiosk.toml").write_text(SETTINGS.replace("/FOLDER", str(folder)), encoding="utf-8")
    hall, facts = FolderHall(folder), dict[str, Any](version=__version__, password=PASSWORD)
    with hall.running(MADE):
        _people(hall)
        _records(hall)
        _visits(hall, facts)
        _keys(hall, facts)
        _copies(hall, facts)
    facts["left"] = hall.json("audit", "verify")
    facts["lines"] = hall.json("audit", "list", "--rows", "1000")["lines"]
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    archive = folder / f"hall-{__version__}.tar.xz"
    with tarfile.open(archive, "w:xz") as tar:
        for name in (*ARCHIVED, "kiosk.toml"):
            tar.add(folder / name, name, filter=_plain)
    return archive


def _people(hall: FolderHall) -> None:
    for name, role in ((KEEPER, "keeper"), (CLERK, "clerk"), (CLOSED, "clerk")):
        left = hall.admin("/admin/accounts", {"name": name, "role": role, "password": PASSWORD})["id"]
    Person(hall, KEEPER, PASSWORD).do("/keeper/people", "/keeper/people/close", id=str(left))
    hall.kiosk("enrol", hall.kiosk("hall", "enrol-code", "演示 1 号终端").strip())
    hall.kiosk("enrol", "--board", hall.kiosk("hall", "enrol-code", "--board", "演示叫号大屏").strip())


def _records(hall: FolderHall) -> None:
    ledger, letters = hall.folder / "演示名册.xlsx", hall.folder / "scans"
    ledger.write_bytes(xlsx([row(serial) for serial in range(1, 7)]))
    hall.kiosk("records", "import", str(ledger))
    ledger.write_bytes(xlsx([row(1), row(2, branch="演示换了的支部"), row(7)]))
    hall.kiosk("records", "import", str(ledger), "--replace")
    letters.mkdir()
    for page in (1, 2):
        (letters / f"{number(1)}_入党申请书_{page}.jpg").write_bytes(papers.picture(310, 438, quality=40 + page))
    hall.kiosk("records", "scans", str(letters))
    keeper = Person(hall, KEEPER, PASSWORD)
    page_of = re.findall(r'action="(/keeper/letters/\d+)/approved"', keeper.see("/keeper/letters"))[0]
    keeper.do("/keeper/letters", f"{page_of}/approved")


def _visits(hall: FolderHall, facts: dict[str, Any]) -> None:
    visitor = hall.client("terminal")
    for at, service in enumerate((1, 1, 2)):
        order = {"json": {"service_id": service}, "headers": {"Idempotency-Key": f"visitor-{at:08d}"}}
        facts["ticket"] = visitor.post("/api/tickets", **order).json()  # type: ignore[arg-type]
    for serial, name, status in ((1, row(1)[0], 200), (2, "演示别人", 404), (9, row(9)[0], 404)):
        asked = {"name": name, "id_number": number(serial), "purpose": PURPOSE}
        assert visitor.post("/api/lookup", json=asked).status_code == status
    told = Person(hall, CLERK, PASSWORD).do("/console/pin", "/console/pin", number=number(3), checked="1")
    pin = "".join(re.findall(r'role="status">(\d{3}) (\d{3})<', told)[0])
    asked = {"id_number": number(3), "pin": pin, "purpose": PURPOSE}
    assert visitor.post("/api/lookup", json=asked).status_code == 200
    keeper = Person(hall, KEEPER, PASSWORD)
    found = keeper.do("/keeper/person", "/keeper/person/find", number=number(4))
    handle = re.findall(r'name="handle" value="([^"]+)"', found)[0]
    keeper.do("/keeper/person", "/keeper/person/correct", handle=handle, branch="演示更正过的支部", reason="演示")
    hall.kiosk("records", "erase", "--yes", typed=number(5) + "\n")


def _keys(hall: FolderHall, facts: dict[str, Any]) -> None:
    told = hall.kiosk("keys", "recovery")
    [facts["recovery"]] = [line.strip() for line in told.splitlines() if line.startswith("  ")]
    hall.kiosk("keys", "rotate")


def _copies(hall: FolderHall, facts: dict[str, Any]) -> None:
    hall.kiosk("backup", str(hall.folder / "copy.db"))
    facts["copied"] = hall.json("audit", "verify")
    hall.kiosk("records", "erase", "--yes", typed=number(6) + "\n")  # after the copy: a restore does it again
    hall.kiosk("backup", "--auto")


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Nothing of the machine it was made on, and no lock of a process that has ended."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = int(MADE.timestamp())
    return None if entry.name.endswith(".lock") else entry


if __name__ == "__main__":
    print(make(Path(sys.argv[1]).resolve()))
