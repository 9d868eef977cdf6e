"""What the hall publishes reaches its screens: by themselves, whole, and what is taken down is gone at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from content.pack.open import STARTER
from kiosk.features.quiz.terminal.library import Library
from tests.apps.hall.process import HallProcess
from tests.content.sheets import HEADER, question, write_sheet
from tests.features.exhibition.terminal.delivery.screens import (
    ScreenHere,
    ask,
    publish,
    publish_files,
    shown_in_hall,
    told,
)

NOW = datetime(2026, 11, 21, 10, 26)
PAPER = '[[papers]]\nname = "quiz"\ntitle = "云溪里小测"\n[[papers.quotas]]\ncount = 5\n'


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


@pytest.fixture
def screen(hall: HallProcess, tmp_path: Path) -> Iterator[ScreenHere]:
    screen = ScreenHere.enrolled(hall, tmp_path / "screen")
    yield screen
    screen.close()


def shows(screen: ScreenHere, version: str, name: str = "spring") -> bool:
    return bool(screen.texts) and all(f"{name} 第 {version} 版" in text for text in screen.texts)


def test_a_press_on_publish_reaches_the_screen_and_the_hall_hears_of_it(
    hall: HallProcess, screen: ScreenHere, tmp_path: Path
) -> None:
    publish(hall, tmp_path, "1")
    screen.wait(lambda: shows(screen, "1"))
    publish(hall, tmp_path, "2", items=3)
    screen.wait(lambda: shows(screen, "2") and len(screen.texts) == 3)
    active = screen.delivered.state.active
    assert active is not None
    screen.wait_polling(lambda: shown_in_hall(hall)["1 号终端"]["release"] == active.id)
    said = shown_in_hall(hall)["1 号终端"]
    assert (said["trouble"], said["source"], said["percent"]) == ("", "hall", 100)

    told(hall, "pack-rollback", pack="spring")
    screen.wait(lambda: shows(screen, "1"))


def test_what_is_taken_down_is_gone_at_once_also_from_the_machines_own_folder(
    hall: HallProcess, tmp_path: Path
) -> None:
    files = publish(hall, tmp_path, "5")
    own = tmp_path / "own"
    (own / "hand" / "texts").mkdir(parents=True)
    manifest = files["manifest.toml"].decode().replace('"spring"', '"hand"').replace("item-", "other-")
    (own / "hand" / "manifest.toml").write_text(manifest)
    for name in ("texts/0.md", "texts/1.md"):
        (own / "hand" / name).write_bytes(files[name])
    first = ScreenHere.enrolled(hall, tmp_path / "screen", "2 号终端")
    first.wait(lambda: shows(first, "5"))
    link_file = first.folder
    first.close()

    from kiosk.core.link.enrolment import HallLink

    screen = ScreenHere(HallLink.load(link_file / "hall.json"), link_file, own)
    try:
        assert len(screen.texts) == 2  # from its own disk, before the hall was asked
        told(hall, "pack-takedown", pack="spring", item="item-0", why="本人要求")
        screen.wait(lambda: len(screen.texts) == 1)
        assert screen.delivered.held == {"spring/item-0", "hand/other-0"}  # the same file under another name
        told(hall, "pack-takedown", pack="spring")
        screen.wait(lambda: screen.texts == ())
        assert screen.delivered.held == {"hand/other-0"}
    finally:
        screen.close()
    after = ScreenHere(HallLink.load(link_file / "hall.json"), link_file, own)
    assert after.delivered.held == {"hand/other-0"}  # known before the hall is asked
    after.close()
    told(hall, "pack-putback", pack="spring", item="item-0")


def test_a_question_is_asked_no_more_wherever_its_bank_lies_also_without_the_hall(
    hall: HallProcess, tmp_path: Path
) -> None:
    from kiosk.core.link.enrolment import HallLink

    rows = [question(number, f"第{number}问？", "A", "甲", "乙") for number in range(1, 4)]
    bank = write_sheet(tmp_path / "a.xlsx", [HEADER, *rows]).read_bytes()
    item = '[[items]]\nid = "quiz"\nkind = "bank"\nfile = "quiz.xlsx"\ntitle = "题库"\n'
    head = 'format = 1\nname = "{}"\nversion = "{}"\ntitle = "题"\n'
    for version in ("1", "2"):
        files = {"manifest.toml": f"{head.format('asked', version)}{item}".encode(), "quiz.xlsx": bank}
        publish_files(hall, tmp_path, files)
    own = tmp_path / "own"
    (own / "hand").mkdir(parents=True)
    (own / "hand" / "manifest.toml").write_text(f"{head.format('hand', '1')}{item}")
    renumbered = [question(number, f"第 {chr(0xFF10 + 4 - number)}\xa0问?", "A", "甲", "乙") for number in range(1, 4)]
    write_sheet(own / "hand" / "quiz.xlsx", [HEADER, *renumbered])
    ScreenHere.enrolled(hall, tmp_path / "screen", "4 号终端").close()
    link = HallLink.load(tmp_path / "screen" / "hall.json")

    def banks(screen: ScreenHere) -> set[str]:
        return {bank.name for pack in screen.delivered.packs for bank in pack.banks}

    screen = ScreenHere(link, tmp_path / "screen", own)
    try:
        screen.wait(lambda: {"asked/quiz", "hand/quiz"} <= banks(screen))
        assert screen.delivered.withdrawn == frozenset()
        told(hall, "pack-takedown", pack="asked", item="quiz", question="1", why="来源改了")
        # By name in the bank of the hall, by its wording under another number in the machine's own, however wide.
        gone = {("asked/quiz", "1"), ("hand/quiz", "3")}
        screen.wait(lambda: screen.delivered.withdrawn == gone)
        told(hall, "pack-rollback", pack="asked")
        screen.wait(lambda: any(pack.version == "1" for pack in screen.delivered.packs if pack.name == "asked"))
        assert screen.delivered.withdrawn == gone
    finally:
        screen.close()
    hall.kill()
    try:
        after = ScreenHere(link, tmp_path / "screen", own)  # begins again while the hall is away
        assert after.delivered.withdrawn == gone
        after.close()
    finally:
        hall.start()
    told(hall, "pack-putback", pack="asked", item="quiz", question="1")
    told(hall, "pack-takedown", pack="asked")


def test_a_screen_that_was_off_comes_up_to_date_by_itself(hall: HallProcess, tmp_path: Path) -> None:
    from kiosk.core.link.enrolment import HallLink

    publish(hall, tmp_path, "6")
    screen = ScreenHere.enrolled(hall, tmp_path / "screen", "3 号终端")
    screen.wait(lambda: shows(screen, "6"))
    screen.close()
    for version in range(7, 12):
        publish(hall, tmp_path, str(version))
    again = ScreenHere(HallLink.load(screen.folder / "hall.json"), screen.folder)
    assert shows(again, "6")
    again.wait(lambda: shows(again, "11"))
    kept = [path.name for path in (screen.folder / "delivered" / "releases").iterdir()]
    assert len(kept) == 2  # the one that shows and the one before
    again.close()


def test_the_hall_goes_and_comes_while_a_screen_fetches(hall: HallProcess, screen: ScreenHere, tmp_path: Path) -> None:
    publish(hall, tmp_path, "20")
    screen.wait(lambda: shows(screen, "20"))
    files = {f"voice/{number}.ogg": bytes([number]) * 400_000 for number in range(12)}
    publish(hall, tmp_path, "21", more=files)
    screen.wait_polling(lambda: screen.delivered.trouble == "fetching")
    hall.kill()
    screen.wait_polling(lambda: not screen.line.online)
    assert shows(screen, "20")
    hall.start()
    screen.wait(lambda: shows(screen, "21"))


def test_a_file_is_asked_for_from_any_byte_and_only_by_who_belongs_to_the_hall(
    hall: HallProcess, tmp_path: Path
) -> None:
    files = publish(hall, tmp_path, "30")
    token = hall.token("9 号终端")
    offer = ask(hall, "/api/packs/release", token).json()
    (pack,) = offer["release"]["packs"]
    listed = ask(hall, f"/api/packs/blobs/{pack[4]}", token).json()
    assert {path for path, _, _ in listed} == files.keys()
    _, digest, size = listed[0]
    whole = ask(hall, f"/api/packs/blobs/{digest}", token).content
    assert len(whole) == size
    rest = ask(hall, f"/api/packs/blobs/{digest}", token, headers={"Range": "bytes=7-"})
    assert (rest.status_code, rest.content) == (206, whole[7:])
    assert rest.headers["Content-Range"] == f"bytes 7-{size - 1}/{size}"
    assert ask(hall, f"/api/packs/blobs/{digest}", token, headers={"Range": f"bytes={size + 1}-"}).status_code == 416
    for odd in ("bytes=-5", "bytes=1-2", "lines=3-", "bytes=x-", "bytes=" + "9" * 30 + "-"):
        assert ask(hall, f"/api/packs/blobs/{digest}", token, headers={"Range": odd}).status_code == 422
    for unknown in ("0" * 64, "..", digest.upper(), digest[:-1]):
        answer = ask(hall, f"/api/packs/blobs/{unknown}", token)
        assert answer.status_code in (404, 422)
    for path in ("/api/packs/release", f"/api/packs/blobs/{digest}"):
        assert ask(hall, path, "nobody").status_code == 401


def test_questions_and_their_papers_are_offered_without_a_fresh_start(
    hall: HallProcess, screen: ScreenHere, tmp_path: Path
) -> None:
    library = Library(lambda: screen.delivered.packs, lambda: screen.delivered.held, lambda: NOW)
    offered = [source.plan.title for source in library.sources()]
    bank = (STARTER / "banks" / "starter.xlsx").read_bytes()
    item = '[[items]]\nid = "bank"\nkind = "bank"\nfile = "bank.xlsx"\ntitle = "云溪里题库"\n'
    for version, papers, titles in (("1", "", ["云溪里题库"]), ("2", PAPER, ["云溪里小测"])):
        files = {
            "manifest.toml": f'format = 1\nname = "quiz"\nversion = "{version}"\n{item}'.encode(), "bank.xlsx": bank,
            **({"papers.toml": papers.encode()} if papers else {}),
        }  # fmt: skip
        publish_files(hall, tmp_path, files)
        screen.wait(lambda version=version: any(pack.version == version for pack in screen.delivered.packs))  # type: ignore[misc]
        assert [source.plan.title for source in library.sources()] == [*titles, *offered]
        assert not screen.delivered.needs_fresh_start
    told(hall, "pack-takedown", pack="quiz", item="bank", why="演示")
    screen.wait(lambda: "quiz/bank" in screen.delivered.held)
    assert len(library.sources()[0].pool) == 0
