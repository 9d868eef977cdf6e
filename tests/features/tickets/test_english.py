"""English names: a keeper gives them, a visit in English reads them, its slip says both."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from devices.printer.document import Text
from kiosk.core.database.migrations import config, open_hall_database
from kiosk.core.database.owner import Database
from kiosk.features.tickets.hall import plan_edits
from kiosk.features.tickets.terminal.slip import slip
from kiosk.features.tickets.wire import ServicesNow, services_from_json, to_json
from kiosk.settings import from_table
from kiosk.ui import language
from tests.features.tickets.hall import PARTY, Hall

BEFORE = "0011_walls"


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    yield
    language.use("zh")
    for source in ("settings", "tickets"):
        language.know(source, {})


def _heard(hall: Hall) -> ServicesNow:
    """What a terminal hears, over the wire."""
    now = services_from_json(json.loads(json.dumps(to_json(hall.call(hall.desk.services_now)))))
    language.know("tickets", dict(now.english))
    return now


def test_what_a_keeper_names_is_read_in_an_english_visit(hall: Hall) -> None:
    hall.call(
        lambda c: plan_edits.save_service(c, PARTY, series="A", name="党员服务", english="  Members of\nthe Party ")
    )
    hall.call(lambda c: plan_edits.save_window(c, 1, name="1 号窗口", service_ids=[PARTY]))
    hall.desk.plan_changed()
    now = _heard(hall)
    assert language.named("党员服务") == "党员服务"
    language.use("en")
    assert language.named("党员服务") == "Members of the Party"
    assert language.named("综合业务") == "General services" and language.named("2 号窗口") == "Window 2"
    assert language.named("1 号窗口") == "1 号窗口"  # the keeper left it empty
    assert language.named(hall.taken("1").notes[0]).startswith("Missed? Ask at the desk")
    older = to_json(now)
    del older["english"]
    assert services_from_json(older).english == ()


def test_an_english_name_has_an_end(hall: Hall) -> None:
    for at, letters in ((1, "A" * 40), (2, "A" * 41)):
        save = lambda c, letters=letters: plan_edits.save_window(c, 1, name="一", service_ids=[1], english=letters)  # noqa: E731
        if at == 1:
            hall.call(save)
            continue
        with pytest.raises(plan_edits.PlanRefused, match="40"):
            hall.call(save)


def test_the_slip_of_an_english_visit_says_both(hall: Hall) -> None:
    _heard(hall)
    language.know("settings", {"演示大厅": "Demonstration hall"})
    hall.taken("1")
    ticket = hall.taken("2")
    said = {
        english: [item.line for item in slip(ticket, hall="演示大厅", terminal="一", demo=False, reprint=False,
                                             english=english) if isinstance(item, Text)]
        for english in (False, True)
    }  # fmt: skip
    more = [line for line in said[True] if line not in said[False]]
    assert [line for line in said[True] if line not in more] == said[False]
    assert more[:2] == ["Demonstration hall", "Party members"] and more[2].startswith("1 ahead, about ")
    assert more[3].startswith("Please wait") and len(more) == 4 + len(ticket.notes)


def test_the_desk_is_named_only_where_it_is_the_one_that_is_meant() -> None:
    assert from_table({}, "a file").english["进门正前方"] == "opposite the entrance"
    moved = from_table({"terminal": {"service_desk": "进门右手边"}}, "a file")
    assert set(moved.english.values()) == {""}
    both = {"service_desk": "进门右手边", "service_desk_english": "to the right"}
    named = from_table({"hall": {"name": "演示大厅", "name_english": "A hall"}, "terminal": both}, "a file")
    assert named.english == {"演示大厅": "A hall", "进门右手边": "to the right"}


def test_a_hall_of_the_version_before_keeps_its_names(tmp_path: Path) -> None:
    with Database(tmp_path / "hall.db") as database:
        database.call(lambda connection: command.upgrade(config(connection), BEFORE))
        for row in (
            "INSERT INTO services (id, series, name, position) VALUES (1, 'A', '党员服务', 1), (2, 'B', '老年食堂', 2)",
            "INSERT INTO windows (id, name, position) VALUES (1, '1 号窗口', 1), (2, '大号窗口', 2)",
        ):
            database.call(lambda connection, row=row: connection.execute(text(row)).close())  # type: ignore[misc]
    hall = open_hall_database(tmp_path / "hall.db")
    try:
        for table, named in (("services", ["Party members", ""]), ("windows", ["Window 1", ""])):
            asked = text(f"SELECT english FROM {table} ORDER BY id")
            rows = hall.call(lambda connection, asked=asked: connection.execute(asked).scalars().all())  # type: ignore[misc]
            assert rows == named
    finally:
        hall.close()
