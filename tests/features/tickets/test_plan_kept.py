"""The desk keeps the plan in memory: a change that was taken back must not stay there."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from kiosk.features.tickets.hall import plan_edits
from tests.features.tickets.hall import Hall

PATIENCE_SECONDS = 20


class Regret(Exception):
    """The work that changed the plan fails after all."""


def rename(hall: Hall, connection: Connection) -> None:
    plan_edits.save_window(connection, 1, name="新名字", service_ids=[1])
    hall.desk.plan_changed()
    assert hall.desk.plan(connection).windows[1].name == "新名字"


def test_a_change_that_failed_is_not_in_the_plan(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall.db")

    def work(connection: Connection) -> None:
        rename(hall, connection)
        raise Regret

    with pytest.raises(Regret):
        hall.call(work)
    assert hall.call(hall.desk.plan).windows[1].name == "1 号窗口"
    hall.database.close()


@pytest.mark.parametrize("fails", ["work", "commit"])
def test_nor_is_one_that_shared_its_commit(tmp_path: Path, fails: str) -> None:
    """Two works wait together; the first changes the plan and is taken back alone, or with the whole commit."""
    hall = Hall(tmp_path / "hall.db")
    entered, go = threading.Event(), threading.Event()
    errors, seen = list[Exception](), list[str]()

    def hold(_connection: Connection) -> None:
        entered.set()
        assert go.wait(PATIENCE_SECONDS)

    def change(connection: Connection) -> None:
        rename(hall, connection)
        if fails == "work":
            raise Regret
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        connection.execute(text("INSERT INTO window_services (window_id, service_id) VALUES (1, 999)"))

    def look(connection: Connection) -> None:
        seen.append(hall.desk.plan(connection).windows[1].name)

    def ask(work: object) -> None:
        try:
            hall.call(work)  # type: ignore[arg-type]
        except (Regret, sqlite3.IntegrityError) as error:
            errors.append(error)

    threads = [threading.Thread(target=ask, args=(hold,))]
    threads[0].start()
    assert entered.wait(PATIENCE_SECONDS)
    for work in (change, look):
        threads.append(threading.Thread(target=ask, args=(work,)))
        threads[-1].start()
        while hall.database._jobs.qsize() < len(threads) - 1:
            threading.Event().wait(0.01)
    go.set()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert errors
    assert hall.call(hall.desk.plan).windows[1].name == "1 号窗口"
    assert seen == (["1 号窗口"] if fails == "work" else ["新名字"])  # what shared the failed commit failed too
    hall.database.close()
