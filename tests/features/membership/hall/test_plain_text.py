"""A thief copies every file the hall has written, but the key: nobody's name, number or letter is in any, in any form.

A real hall service takes 2,000 people from an .xlsx and a .csv, scans, look-ups, a correction and refusals, and makes
a backup; its database, write-ahead log, temporary folder, sealed letters, backups and log are searched meanwhile and
afterwards.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from kiosk.apps.hall.admin import back_up
from kiosk.core.commands.hall_verbs import ask
from kiosk.features.membership.commands.ledger_client import import_file
from kiosk.features.membership.commands.scan_client import import_folder
from kiosk.features.membership.hall.ledger.row_check import read
from kiosk.features.membership.rules.record import Record
from kiosk.features.membership.wire import pin_question, question
from tests.apps.hall.process import HallProcess
from tests.features.membership.hall import papers
from tests.features.membership.hall.sheets import HEADER, TODAY, number, row, rows, xlsx

PEOPLE = 2000
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HallProcess]:
    (tmp_path / "hall" / "tmp").mkdir(parents=True)
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(tmp_path / "hall" / "tmp"))
    process = HallProcess(tmp_path / "hall")
    try:
        yield process.start()
    finally:
        process.stop()


@pytest.fixture
def keepers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keeper's own folder, which the hall only reads: two ledgers with bad rows, and a folder of scans."""
    own = tmp_path_factory.mktemp("keeper")
    half = list(rows(PEOPLE))
    bad = [row(3001, applied="演示待查"), row(3002, id_number="000000197003")]
    (own / "a.xlsx").write_bytes(xlsx([*half[:1000], *bad]))
    last = row(PEOPLE + 1, introducers="介绍甲某、介绍乙某", branch="某演示支部")
    table = "\n".join("\t".join(str(cell) for cell in line) for line in (HEADER, *half[1000:], last))
    (own / "b.csv").write_bytes(table.encode("gb18030"))
    (own / "scans").mkdir()
    (own / "scans" / f"{number(1)}_入党申请书.jpg").write_bytes(papers.picture(comment="演示张三"))
    (own / "scans" / f"演示_{number(2)}_没有种类.jpg").write_bytes(papers.picture())
    return own


def people(own: Path) -> list[Record]:
    sheets = (read((own / name).read_bytes(), TODAY) for name in ("a.xlsx", "b.csv"))
    return [line.record for sheet in sheets for line in sheet.rows() if line.record]


def secrets(own: Path) -> set[str]:
    """All of them begin alike, so one search for the beginning is a search for every one."""
    known = people(own)
    assert len(known) == PEOPLE + 1
    assert all(person.name.startswith("演示") and person.id_number.startswith("00000019700") for person in known)
    tails = {number(serial)[at:] for serial in (1, PEOPLE + 1) for at in (6, 8)}
    return {"演示", "00000019700", "0000001970", "介绍甲", "乙某", *tails}


def forms(secret: str) -> set[bytes]:
    """As it could lie in a file: in four encodings, escaped for JSON, in hex, and in base64 at its three offsets."""
    plain = {secret.encode(encoding) for encoding in ENCODINGS}
    plain |= {json.dumps(secret).strip('"').encode()}
    plain |= {text.encode() for text in (secret.encode().hex(), secret.encode().hex().upper())}
    for shift in range(3):
        text = b64encode(b"\0" * shift + secret.encode())
        plain.add(text[4 if shift else 0 : len(text) - 4])
    return {form for form in plain if len(form) >= 6}


def found_in(folder: Path, needles: set[bytes]) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sorted(file.name for file in files if _holds(file.read_bytes(), needles))


def _holds(content: bytes, needles: set[bytes]) -> bool:
    return any(needle in content for needle in needles)


def use(hall: HallProcess, own: Path) -> None:
    """Everything that passes plain text through the hall service."""
    token, socket = hall.token(), hall.settings.socket
    for name in ("a.xlsx", "b.csv", "b.csv"):
        assert import_file(own / name, socket, _no_service).rows >= 1000
    assert import_folder(own / "scans", socket, _no_service).pages == 1
    assert ask(socket, _no_service, "export", {"id_number": number(1)})["archive"]
    name, own_number = row(1)[0], number(1)
    asked = [
        question(name, own_number),
        question("演示别人", own_number),
        question(name, number(4000)),
        pin_question(own_number, "123456"),
        {"name": name, "id_number": 7},
    ]
    for body in asked:
        httpx.post(f"{hall.url}/api/lookup", json=body, headers={"Authorization": f"Bearer {token}"})


def test_no_file_of_the_hall_holds_a_name_a_number_or_a_letter(
    hall: HallProcess, keepers: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    needles = {form for secret in secrets(keepers) for form in forms(secret)}
    assert "b.csv" in found_in(keepers, needles)  # the search itself finds what there is
    needles |= _letter(keepers)
    use(hall, keepers)
    names = {file.name for file in tmp_path.rglob("*")}
    assert {"hall.db", "hall.db-wal"} <= names and any(name.endswith(".sealed") for name in names)
    assert found_in(tmp_path, needles) == []
    back_up(hall.settings, tmp_path / "usb.db")
    copy = back_up(hall.settings, None)
    hall.stop()
    assert copy.stat().st_size > 1_000_000
    assert found_in(tmp_path, needles) == []
    said = "".join(capfd.readouterr()).encode()
    assert [needle for needle in needles if needle in said] == []


def _letter(own: Path) -> set[bytes]:
    """What begins every JPEG the hall makes, and what its tables hold."""
    stream = BytesIO()
    Image.new("L", (64, 64), "white").save(stream, "JPEG", quality=82)
    return {b"\xff\xd8\xff\xe0\0\x10JFIF", stream.getvalue()[20:60]}


def _no_service() -> AbstractContextManager[Any]:
    raise AssertionError("the running service should have done this")
