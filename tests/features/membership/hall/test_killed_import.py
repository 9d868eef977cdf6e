"""The service is killed in the middle of an import: nobody half-imported shows, and the next start sweeps up."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database
from kiosk.core.sealing.unlock import unlock
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.schema import record_batches, records
from tests.features.membership.hall.sheets import number, row, rows, xlsx

IMPORTER = """
import sys
from pathlib import Path
from kiosk.core.database.migrations import open_hall_database
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.core.sealing.unlock import unlock

folder = Path(sys.argv[1])
database = open_hall_database(folder / "hall.db")
desk = MembershipDesk(database, unlock(database, folder))
desk.open()
def told(done, total):
    print(done, flush=True)
    sys.stdin.readline()      # goes on only when the test says so
desk.import_records((folder / "people.xlsx").read_bytes(), replace=True, progress=told)
print("published", flush=True)
sys.stdin.readline()
"""


def killed_after(folder: Path, words: str) -> None:
    """Run the import in a process of its own and kill it once it has said `words`."""
    command = [sys.executable, "-c", IMPORTER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        while (said := process.stdout.readline().strip()) != words:
            assert said, "the import ended before it could be killed"
            process.stdin.write("\n")
            process.stdin.flush()
        os.kill(process.pid, signal.SIGKILL)


def state(database: Database) -> tuple[int, int]:
    """Rows stored, and batches published."""
    stored = database.call(lambda connection: connection.execute(select(records.c.id)).all())
    published = select(record_batches.c.id).where(record_batches.c.published_at.is_not(None))
    return len(stored), len(database.call(lambda connection: connection.execute(published).all()))


@pytest.mark.parametrize(("words", "kept"), [("250", False), ("750", False), ("published", True)])
def test_killed_import(tmp_path: Path, words: str, kept: bool) -> None:
    with closing(open_hall_database(tmp_path / "hall.db")) as database:
        desk = MembershipDesk(database, unlock(database, tmp_path))
        desk.import_records(xlsx([row(1, name="演示甲", branch="演示旧支部"), row(2000)]))
    (tmp_path / "people.xlsx").write_bytes(xlsx([row(1, name="演示甲", branch="演示新支部"), *list(rows(900))[1:]]))
    killed_after(tmp_path, words)
    with closing(open_hall_database(tmp_path / "hall.db")) as database:
        desk = MembershipDesk(database, unlock(database, tmp_path))
        view = asyncio.run(desk.look_up(Proof("演示甲", number(1)), 1))
        assert view is not None
        assert view.branch == ("演示新支部" if kept else "演示旧支部")
        desk.open()
        assert state(database) == ((902, 2) if kept else (2, 1))  # who was replaced stays for 14 days
        assert desk.verify_audit().whole
        again = desk.import_records((tmp_path / "people.xlsx").read_bytes(), replace=True)
        assert again.added == (0 if kept else 899)
        assert state(database)[0] == 902
