"""A thief copies the hall's folder without the key file: nobody's name or number is in it, in any file."""

import asyncio
from pathlib import Path

from kiosk.hall.database import Database
from kiosk.membership.desk import MembershipDesk, Proof
from kiosk.membership.importer import read
from tests.membership.sheets import TODAY, number, row, rows, xlsx


def test_no_file_of_the_hall_holds_a_name_or_a_number(desk: MembershipDesk, database: Database, tmp_path: Path) -> None:
    content = xlsx([*rows(2000), row(2001, introducers="介绍甲某、介绍乙某", branch="某演示支部")])
    people = [line.record for line in read(content, TODAY).rows() if line.record]
    assert len(people) == 2001
    desk.import_records(content)
    asyncio.run(desk.look_up(Proof(people[0].name, people[0].id_number), 1))
    # All of them begin alike, so one search for the beginning is a search for every one.
    secrets = {"演示", "00000019700"}
    assert all(person.name.startswith("演示") and person.id_number.startswith("00000019700") for person in people)
    secrets |= {"介绍甲某", "某演示支部", number(2001)[6:14], number(2001)[8:]}
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"hall.db", "hall.db-wal"} <= {path.name for path in files}
    found = [(path.name, len(secret)) for path in files for secret in secrets if _holds(path, secret)]
    assert found == []


def _holds(path: Path, secret: str) -> bool:
    content = path.read_bytes()
    return any(secret.encode(encoding) in content for encoding in ("utf-8", "utf-16-le", "gb18030"))
