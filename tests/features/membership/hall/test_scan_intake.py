"""A keeper hands in a folder of scans; it is matched, sealed and staged, and nobody else's hands can show it."""

import dataclasses
import os
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from kiosk.apps.hall.app import create_admin_app
from kiosk.apps.hall.service import open_service
from kiosk.core.database.owner import Database
from kiosk.core.sealing.files import SealedFiles
from kiosk.core.sealing.schema import audit
from kiosk.core.sealing.unlock import unlock
from kiosk.core.sealing.vault import SealBroken, Vault
from kiosk.features.membership.commands.scan_client import import_folder, summary, table, to_plain
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.admin import scan_api
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.scans.intake import ScanIntake, ScanReport
from kiosk.features.membership.hall.scans.store import PageMissing, open_page, page_bytes
from kiosk.features.membership.hall.schema import scans
from kiosk.settings import HallSettings
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall import papers
from tests.features.membership.hall.served import listening

CHEN, LIN, ZHAO = PEOPLE[0], PEOPLE[1], PEOPLE[4]


@pytest.fixture
def vault(database: Database, tmp_path: Path) -> Vault:
    return unlock(database, tmp_path)


@pytest.fixture
def intake(desk: MembershipDesk, database: Database, vault: Vault, tmp_path: Path, clock: FixedClock) -> ScanIntake:
    desk.import_records(workbook())
    return ScanIntake(database, vault, tmp_path, clock)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """As a branch's secretary hands it over."""
    top = tmp_path / "扫描"
    files = {
        f"{LIN.id_number}/入党申请书_2.jpg": papers.picture(640, 900),
        f"{LIN.id_number}/入党申请书_1.jpg": papers.lying(),
        "第二党支部/陈建国/志愿书.pdf": papers.pdf(2),
        "第一党支部/陈建国/志愿书.jpg": papers.picture(),
        "陈建国_转正.jpg": papers.picture(),
        f"{ZHAO.id_number}_申请书.pdf": papers.pdf(1, encrypted=True),
        "Thumbs.db": b"", ".DS_Store": b"",
    }  # fmt: skip
    for name, content in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(content)
    (top / "link_申请书.jpg").symlink_to(top / "陈建国_转正.jpg")
    return top


def take(folder: Path, intake: ScanIntake) -> ScanReport:
    return import_folder(folder, folder / "no.sock", lambda: nullcontext(intake))


def test_a_folder_is_matched_sealed_and_staged(
    folder: Path, intake: ScanIntake, database: Database, vault: Vault, tmp_path: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    report = take(folder, intake)
    assert (report.files, report.taken, report.pages) == (6, 3, 4)
    assert dict(report.refused) == {
        "第一党支部/陈建国/志愿书.jpg": "other_branch",
        "陈建国_转正.jpg": "no_branch",
        f"{ZHAO.id_number}_申请书.pdf": "locked",
    }
    assert report.people["陈建国_转正.jpg"] == [f"陈建国（云溪里演示第二党支部，身份证号末四位 {CHEN.id_number[-4:]}）"]
    assert "收下 3 个，共 4 页" in summary(report)
    rows = database.call(
        lambda connection: connection.execute(select(scans).order_by(scans.c.kind, scans.c.page)).all()
    )
    assert [(row.kind, row.page, row.state) for row in rows] == [
        (kind, page, "staged") for kind in ("application", "volunteer") for page in (1, 2)
    ]
    files = SealedFiles(tmp_path)
    assert papers.is_upright(open_page(vault, rows[0], files.read(rows[0].file)))
    assert {row.blind for row in rows[2:]} == {vault.blind_index(CHEN.id_number)}
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    sealed = list((tmp_path / "scans").iterdir())
    assert len(sealed) == 4 and not any(b"JFIF" in path.read_bytes() for path in sealed)
    counted = database.call(lambda connection: connection.execute(select(audit.c.action, audit.c.outcome)).all())
    assert [tuple(row) for row in counted].count(("scan", "staged")) == 3


def test_a_folder_given_twice_brings_nothing_twice(folder: Path, intake: ScanIntake, tmp_path: Path) -> None:
    take(folder, intake)
    again = take(folder, intake)
    assert (again.taken, again.pages, again.known) == (0, 0, 3)
    assert len(list((tmp_path / "scans").iterdir())) == 4


def test_the_folder_goes_through_the_running_service(folder: Path, intake: ScanIntake, tmp_path: Path) -> None:
    app = FastAPI()
    told: list[tuple[int, int]] = []
    app.include_router(scan_api.admin_router(lambda approved: intake))
    door = tmp_path / "hall.sock"
    with listening(app, door):
        report = import_folder(
            folder, door, lambda: pytest.fail("a service runs"), progress=lambda *now: told.append(now)
        )
    assert (report.taken, report.pages, len(report.refused)) == (3, 4, 3)
    assert told[0] == (2, 6) and told[-1] == (6, 6)


def test_names_of_a_stick_from_windows_are_taken_or_named_and_no_number_reaches_the_journal(
    intake: ScanIntake, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    top = tmp_path / "stick"
    for name in ("第二党支部/陈建国/申请书.jpg".encode("gbk"), f"{LIN.id_number}_转正.jpg".encode(),
                 f"{ZHAO.id_number}_申请书.pdf".encode(), b"\xff\xfe/" + "陈建国_志愿书.jpg".encode()):  # fmt: skip
        path = top / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"no picture" if ZHAO.id_number.encode() in name else papers.picture())
    app, door = FastAPI(), tmp_path / "hall.sock"
    app.include_router(scan_api.admin_router(lambda approved: intake))
    with caplog.at_level(0), listening(app, door):
        report = import_folder(top, door, lambda: pytest.fail("a service runs"))
    refused = {f"{ZHAO.id_number}_申请书.pdf": "not_a_scan", "\ufffd\ufffd/陈建国_志愿书.jpg": "no_branch"}
    assert (report.taken, dict(report.refused)) == (2, refused)
    assert len(to_plain(report)) and f"{table(report)}"
    assert not any(number in caplog.text for number in (LIN.id_number, ZHAO.id_number, "陈建国"))


def test_what_a_page_lacks_is_said_to_the_keeper_who_hands_it_in(intake: ScanIntake, tmp_path: Path) -> None:
    app, door, top = FastAPI(), tmp_path / "hall.sock", tmp_path / "scans_in"
    app.include_router(scan_api.admin_router(lambda approved: intake))
    top.mkdir()
    name = f"{LIN.id_number}_申请书.pdf"
    (top / name).write_bytes((Path(__file__).parents[3] / "cases" / "scans" / "pdf_image_garbage.pdf").read_bytes())
    with listening(app, door):
        report = import_folder(top, door, lambda: pytest.fail("a service runs"))
    assert (report.taken, report.reminders) == (1, [(name, 1, "lacking")])
    assert "请对照原件" in str(to_plain(report)["reminders"]) and table(report)


def test_nothing_shows_that_no_keeper_approved(
    folder: Path, intake: ScanIntake, database: Database, vault: Vault, tmp_path: Path
) -> None:
    take(folder, intake)
    page = partial(
        page_bytes, vault=vault, folder=tmp_path / "scans", blind=vault.blind_index(LIN.id_number), kind="application",
        page=1,
    )  # fmt: skip
    with pytest.raises(PageMissing):
        database.call(page)
    database.call(lambda connection: connection.execute(update(scans).values(state="approved")).close())
    assert papers.is_upright(database.call(page))


def test_a_page_put_under_somebody_else_s_name_stays_shut(
    folder: Path, intake: ScanIntake, database: Database, vault: Vault, tmp_path: Path
) -> None:
    """Whoever can write the database could else read another person's letter with a card of their own."""
    take(folder, intake)
    mine = vault.blind_index(ZHAO.id_number)
    database.call(lambda connection: connection.execute(update(scans).values(state="approved", blind=mine)).close())
    with pytest.raises(SealBroken):
        database.call(partial(page_bytes, vault=vault, folder=tmp_path / "scans", blind=mine, kind="volunteer", page=1))


def test_a_stage_that_fails_leaves_no_file(intake: ScanIntake, database: Database, tmp_path: Path) -> None:
    plan = intake.plan([f"{LIN.id_number}_申请书.jpg"])
    database.call(lambda connection: connection.exec_driver_sql("DROP TABLE scans").close())
    with pytest.raises(Exception, match="no such table"):
        intake.take(plan, 0, papers.picture())
    assert not list((tmp_path / "scans").glob("*"))


def test_a_rotation_that_ends_between_sealing_and_storing_costs_a_second_sealing(
    intake: ScanIntake, database: Database, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, ring = SealedFiles.write, vault._held.ring

    def rotated(files: SealedFiles, blob: bytes) -> str:
        if vault.key_version == 1:
            vault.adopt(dataclasses.replace(ring, current=2, sealing=ring.sealing | {2: bytes(32)}))
            floor = "INSERT INTO marks (name, value) VALUES ('records_key_floor', '2')"
            database.call(lambda connection: connection.exec_driver_sql(floor).close())
        return write(files, blob)

    monkeypatch.setattr(SealedFiles, "write", rotated)
    plan = intake.plan([f"{LIN.id_number}_申请书.jpg"])
    assert intake.take(plan, 0, papers.picture()).pages == 1
    assert len(list((tmp_path / "scans").iterdir())) == 1


def test_a_real_hall_shows_nothing_by_itself_whatever_it_is_asked(folder: Path, tmp_path: Path) -> None:
    """Only a demonstration hears `approved`."""
    door = tmp_path / "hall.sock"
    service = open_service(HallSettings(data_dir=tmp_path / "real", socket=door))
    try:
        assert service.membership
        service.membership.import_records(workbook())
        with listening(create_admin_app(service), door):
            report = import_folder(folder, door, lambda: pytest.fail("a service runs"), approved=True)
        states = service.database.call(lambda connection: connection.execute(select(scans.c.state)).scalars().all())
        assert report.pages == 4 and set(states) == {"staged"}
    finally:
        service.close()
