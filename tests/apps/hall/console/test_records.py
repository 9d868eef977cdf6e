"""Keepers hand in a ledger, approve letters, correct and erase; a clerk gives out a PIN. In a real browser."""

import io
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect
from sqlalchemy import select

from kiosk.core.sealing import audit
from kiosk.core.web.forms import FileForm
from kiosk.core.web.frame import FormRefused
from kiosk.features.exhibition.hall.desk import Arriving
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall import pins
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.scans.intake import ScanIntake
from kiosk.features.membership.hall.schema import records, scans
from kiosk.features.membership.rules.record import Milestone
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture
from tests.features.membership.hall import papers
from tests.features.membership.hall.kept import keep
from tests.features.membership.hall.sheets import HEADER, number, row, saved, xlsx

Arrive = Callable[..., Person]
CHEN, LIN, HE = (PEOPLE[at].id_number for at in (0, 1, 5))
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PATIENCE_SECONDS = 60


@pytest.fixture
def desk(hall: Hall) -> MembershipDesk:
    assert hall.service.membership
    return hall.service.membership


@pytest.fixture
def keeper(hall: Hall, person: Arrive) -> Iterator[Person]:
    hall.person("吴敏", "keeper")
    keeper = person()
    keeper.log_in("吴敏")
    expect(keeper.page.get_by_role("heading", name="11 月 17 日")).to_be_visible()
    yield keeper
    assert not re.search(r"\d{17}[\dX]", keeper.page.url)


def hand_in(keeper: Person, content: bytes) -> None:
    page = keeper.open("/keeper/records")
    page.get_by_label("名册").set_input_files({"name": "党员名册.xlsx", "mimeType": SHEET, "buffer": content})
    keeper.press("看一看")


def rows(hall: Hall) -> int:
    return hall.do(lambda connection: len(connection.execute(select(records.c.id)).all()))


def test_a_ledger_is_looked_at_first_and_then_written(hall: Hall, keeper: Person, desk: MembershipDesk) -> None:
    page = keeper.page
    hand_in(keeper, b"no sheet at all \x00")
    expect(page.get_by_role("alert")).to_be_visible()
    keeper.press("再导一份")
    hand_in(keeper, workbook())
    expect(page.get_by_text("还没有写入任何东西")).to_be_visible()
    picture(page, "records_preview")
    assert rows(hall) == 0
    keeper.press("写入 12 行")
    expect(page.get_by_text("已写入")).to_be_visible()
    assert rows(hall) == 12
    keeper.press("再导一份")
    moved = [replace(one, branch="云溪里演示第一党支部") for one in PEOPLE[:3]]
    hand_in(keeper, workbook((*moved, *PEOPLE[3:])))
    expect(page.get_by_role("heading", name="和已有的不同")).to_be_visible()
    picture(page, "records_differences")
    first = page.get_by_role("table").filter(has_text="云溪里演示第二党支部")
    first.get_by_label("用表里的").check()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载逐行报告").click()
    assert download.value.suggested_filename == "导入报告.xlsx"
    keeper.press("写入新的，和勾上的")
    expect(page.get_by_text("已写入")).to_be_visible()
    kept = hall.service.people()
    assert [kept.person(one.id_number, by=1).branch for one in PEOPLE[:2]] == [  # type: ignore[union-attr]
        "云溪里演示第一党支部", PEOPLE[1].branch,
    ]  # fmt: skip


def test_each_page_is_approved_turned_or_given_to_its_owner(hall: Hall, keeper: Person, desk: MembershipDesk) -> None:
    desk.import_records(workbook())
    vault = hall.service.keys.vault
    assert vault
    intake = ScanIntake(hall.service.database, vault, hall.service.settings.data_dir, hall.service.clock)
    plan = intake.plan([f"{CHEN}_申请书_{page}.jpg" for page in (1, 2, 3)])
    for index in plan.order:
        intake.take(plan, index, papers.picture(620 + index))
    page = keeper.open("/keeper/letters")
    expect(page.get_by_text("还有 3 页")).to_be_visible()
    shown = page.get_by_role("img", name="入党申请书，第 1 页")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") == 620
    picture(page, "letters")
    keeper.press("转一下")
    turned = page.get_by_role("img", name="入党申请书，第 1 页")
    expect(turned).to_have_js_property("naturalWidth", 877)
    keeper.press("通过")
    expect(page.get_by_text("入党申请书，第 2 页")).to_be_visible()
    hall.minutes_pass(1)
    page.get_by_text("不是这个人的").click()
    page.get_by_label("公民身份证号码").fill(LIN)
    keeper.press("换成这个人")
    expect(page.get_by_text("入党申请书，第 3 页")).to_be_visible()
    keeper.press("不用这一页")
    expect(page.get_by_text(PEOPLE[1].name)).to_be_visible()
    found = hall.do(lambda c: c.execute(select(scans.c.state).order_by(scans.c.page, scans.c.state)).scalars().all())
    assert sorted(found) == ["approved", "refused", "staged"]
    answer = httpx.get(f"{hall.url}{page.locator('img.scan').get_attribute('src')}")
    assert answer.status_code == 303  # to the log-in: no image without a session
    for file in (hall.service.settings.data_dir / "scans").iterdir():
        file.unlink()
    keeper.open("/keeper/letters")
    expect(page.get_by_role("alert")).to_contain_text("这一页打不开")
    keeper.press("不用这一页")
    expect(page.get_by_text("没有等着看的扫描件")).to_be_visible()


def test_a_record_is_corrected_with_a_reason_erased_on_the_second_word_and_the_trail_knows(
    hall: Hall, keeper: Person, desk: MembershipDesk
) -> None:
    desk.import_records(workbook())
    page = keeper.open("/keeper/person")
    for typed, says in (("123", "不是 18 位"), ("000000199001011230", "校验码"), (HE, None)):
        page.get_by_label("公民身份证号码").fill(typed)
        keeper.press("打开")
        if says:
            expect(page.get_by_role("alert")).to_contain_text(says)
    expect(page.get_by_role("heading", name="何敏")).to_be_visible()
    page.get_by_label("党龄起算日期").fill("1993-11")
    page.get_by_label("转为正式党员").fill("明年")
    page.get_by_label("更正的原因").fill("按档案原件")
    keeper.press("保存更正")
    expect(page.get_by_role("alert")).to_contain_text("转为正式党员")
    expect(page.get_by_label("党龄起算日期")).to_have_value("1993-11")  # nothing typed is lost
    page.get_by_label("转为正式党员").fill("1994-11-21")
    keeper.press("保存更正")
    expect(page.get_by_text("已更正。")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="按档案原件")).to_contain_text("党龄起算日期")
    picture(page, "person")
    keeper.press("删除……")
    page.get_by_label("后四位").fill("0000")
    keeper.press("删除，不再恢复")
    expect(page.get_by_role("alert")).to_contain_text("没有删除")
    picture(page, "person_erase")
    page.get_by_label("后四位").fill(HE[-4:])
    keeper.press("删除，不再恢复")
    expect(page.get_by_text("已删除：档案 1 条")).to_be_visible()
    assert rows(hall) == 11
    page.goto(f"{hall.url}/keeper/audit")
    expect(page.get_by_role("row").filter(has_text="更正").first).to_contain_text("吴*")
    keeper.press("核对前后相连")
    expect(page.get_by_text(re.compile(r"\d+ 条前后相连"))).to_be_visible()
    picture(page, "audit")
    page.get_by_label("公民身份证号码").fill(HE)
    keeper.press("看一个人的")
    expect(page.get_by_role("row").filter(has_text="导入名册")).to_have_count(0)
    expect(page.get_by_role("row").filter(has_text="删了")).to_have_count(1)


def test_a_clerk_gives_out_a_pin_after_checking_the_document(hall: Hall, person: Arrive, desk: MembershipDesk) -> None:
    desk.import_records(workbook())
    hall.person("李梅")
    clerk = person()
    page = clerk.log_in("李梅")
    expect(page.get_by_text("今天在哪个窗口？")).to_be_visible()
    clerk.open("/console/pin")
    page.get_by_label("公民身份证号码").fill(CHEN)
    page.get_by_label("我看过本人").check()
    picture(page, "pin_desk")
    clerk.press("发口令")
    shown = page.get_by_role("status").filter(has_text=re.compile(r"\d{3} \d{3}"))
    expect(shown).to_be_visible()
    expect(page.get_by_text("10:10 以前用一次")).to_be_visible()
    picture(page, "pin_given")
    pin = shown.inner_text().replace(" ", "")
    assert CHEN not in page.content()
    line = hall.do(lambda connection: audit.read_page(connection, actor="clerk"))[0]
    assert line.outcome == "issued"

    vault = hall.service.keys.vault
    assert vault and hall.do(lambda connection: pins.right_pin(connection, vault, CHEN, pin, hall.now))
    for path in ("/keeper/records", "/keeper/letters", "/keeper/person", "/keeper/audit"):
        cookies = {one["name"]: one["value"] for one in clerk.context.cookies()}
        assert httpx.get(hall.url + path, cookies=cookies).status_code == 403


def test_a_page_about_somebody_leaves_the_screen_with_the_log_in(hall: Hall, client: httpx.Client) -> None:
    assert hall.service.keys.vault
    keep(hall.service.database, hall.service.keys.vault, [1])
    found = client.post("/keeper/person/find", data={"csrf": csrf_of(client), "number": number(1)})
    assert found.status_code == 200 and "演示第1党支部" in found.text
    for page in (found, *(client.get(path) for path in ("/keeper/records", "/keeper/letters", "/console/pin"))):
        assert page.headers["refresh"] == "600; url=/console/login"  # idle log-out: ten minutes
    assert "refresh" not in client.get("/keeper").headers


def test_an_address_with_a_number_beyond_all_rows_is_answered(client: httpx.Client) -> None:
    for digits in (20, 5000):
        assert client.get(f"/keeper/letters?after={'9' * digits}").status_code == 200
        assert client.get(f"/keeper/letters/{'9' * digits}/image").status_code == 422


def test_a_trail_that_was_forged_is_shown_and_named(hall: Hall, client: httpx.Client) -> None:
    assert hall.service.keys.vault
    keep(hall.service.database, hall.service.keys.vault, [1])
    for _ in range(3):
        client.post("/keeper/person/find", data={"csrf": csrf_of(client), "number": number(1)})
    assert "前后相连，没有改动" in client.post("/keeper/audit/verify", data={"csrf": csrf_of(client)}).text
    for forged in ("at = x'ff', detail = '[1]', terminal_id = 'x' WHERE id = 2", "id = -3 WHERE id = 1"):
        hall.do(lambda connection: connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_no_update").close())
        hall.do(lambda connection, forged=forged: connection.exec_driver_sql(f"UPDATE audit SET {forged}").close())  # type: ignore[misc]
    page = client.get("/keeper/audit")
    assert page.status_code == 200 and "被动过" in page.text
    assert client.get("/keeper/audit?before=-2").text.count("<tr><td>-3</td>") == 1
    told = client.post("/keeper/audit/verify", data={"csrf": csrf_of(client)})
    assert told.status_code == 409 and "第 -3 条" in told.text
    assert client.post("/keeper/audit/person", data={"csrf": csrf_of(client), "number": number(1)}).status_code == 200


def test_the_trail_reads_in_words_who_did_what_with_packs_and_accounts(hall: Hall, client: httpx.Client) -> None:
    keeper, editor = hall.person("演示王", "keeper"), hall.person("演示李", "editor", "clerk")
    built = Arriving("spring", "1", "春天", (("photo", "0" * 64),), io.BytesIO(b"first"))
    version = hall.service.packs.take(built, editor).id
    hall.service.packs.approve(version, keeper)
    hall.service.packs.publish(version, keeper)
    hall.service.packs.take_down("spring", by=keeper)
    page = client.get("/keeper/audit").text
    rows = [re.findall("<td>(.*?)</td>", row)[2:5] for row in page.split("<tr>")[2:]]
    assert rows[:5] == [
        ["管理员 演*", "撤下内容", "“春天” 整包"], ["管理员 演*", "发布内容包", "“春天” 第 1 版"],
        ["管理员 演*", "批准内容包", "“春天” 第 1 版"], ["内容编辑 演*", "做成一版内容包", "“春天” 第 1 版"],
        ["管理员 ", "加了一个人", "演*，窗口人员、内容编辑"],
    ]  # fmt: skip
    assert client.get("/keeper/audit?actor=editor").text.count("做成一版内容包") == 1


@pytest.fixture
def client(hall: Hall) -> Iterator[httpx.Client]:
    """A keeper without a browser."""
    hall.person("吴敏", "keeper")
    with httpx.Client(base_url=hall.url) as client:
        assert client.post("/console/login", data={"name": "吴敏", "password": PASSWORD}).status_code == 303
        yield client


def test_of_two_columns_for_one_date_the_keeper_chooses_one(hall: Hall, client: httpx.Client) -> None:
    book = load_workbook(io.BytesIO(workbook()))
    sheet = book.active
    assert sheet
    for at, cells in enumerate(sheet.iter_rows(min_row=3)):
        cells[-1].offset(0, 1).value = "入党时间" if at == 0 else "2001-01-01"
    two = io.BytesIO()
    book.save(two)
    files = {"file": ("名册.xlsx", two.getvalue())}
    client.post("/keeper/records/check", data={"csrf": csrf_of(client)}, files=files)
    page = at_rest(client)
    assert "请各选一列" in page and "写入" not in page.split("actbar")[1]
    sent = {"csrf": csrf_of(client), "ledger": found(page, "ledger"), "column-joined": "G"}
    client.post("/keeper/records/columns", data=sent)
    page = at_rest(client)
    assert "请各选一列" not in page and "写入 12 行" in page
    client.post("/keeper/records/drop", data={"csrf": csrf_of(client)})
    assert "看一看" in client.get("/keeper/records").text and rows(hall) == 0


def test_who_asked_to_be_erased_is_taken_again_only_with_a_tick(hall: Hall, client: httpx.Client) -> None:
    def hand_in_roster() -> str:
        csrf, files = csrf_of(client), {"file": ("名册.xlsx", workbook())}
        client.post("/keeper/records/check", data={"csrf": csrf}, files=files)
        return at_rest(client)

    def write(page: str, **chosen: str) -> str:
        client.post("/keeper/records/write", data={"csrf": csrf_of(client), "ledger": found(page, "ledger")} | chosen)
        written = at_rest(client)
        client.post("/keeper/records/drop", data={"csrf": csrf_of(client)})
        return written

    write(hand_in_roster())
    hall.service.people().erase(CHEN, by=1)
    page = hand_in_roster()
    assert "要求删除过档案的人" in page and "写入新的，和勾上的" in page and rows(hall) == 11
    [row_of] = re.findall(r'name="erased" value="(\d+)"', page)
    assert "要求删除过档案，没有导入" in write(page) and rows(hall) == 11
    assert "按管理员的决定重新导入" in write(hand_in_roster(), erased=row_of) and rows(hall) == 12
    assert "删除过，又收了" in client.get("/keeper/audit").text


def test_sheets_fields_and_blanks_are_chosen_on_the_page(
    hall: Hall, client: httpx.Client, desk: MembershipDesk
) -> None:
    desk.import_records(xlsx([row(1, name="演示甲"), row(2, name="演示乙")]))
    book = Workbook()
    for at, name in enumerate(("甲表", "乙表"), start=1):
        sheet = book.create_sheet(name)
        for line in (
            HEADER,
            row(at, name=f"演示{name[0]}", joined="1993-08-01", branch="演示新支部", introducers=None),
        ):
            sheet.append(line)
    book.remove(book.active)
    client.post("/keeper/records/check", data={"csrf": csrf_of(client)}, files={"file": ("名册.xlsx", saved(book))})
    page = at_rest(client)
    assert "第 2（甲表） 行" in page and "第 2（乙表） 行" in page and "入党介绍人（2 人）" in page

    def chosen(where: str, **fields: str) -> str:
        sent = {"csrf": csrf_of(client), "ledger": found(client.get("/keeper/records").text, "ledger")}
        client.post(f"/keeper/records/{where}", data=sent | fields)
        return at_rest(client)

    page = chosen("sheets", sheet="乙表")
    assert 'value="2:joined"' in page and "演示某、演示另" not in page
    page = chosen("blanks", empty="introducers")
    assert "演示某、演示另" in page and 'value="introducers" checked' in page
    chosen("write", take="2:joined")
    kept = hall.service.people()
    one, two = (kept.person(number(serial), by=1) for serial in (1, 2))
    assert one and two and (str(one.milestones[Milestone.JOINED]), one.branch) == ("1993-07-01", "演示第1党支部")
    assert (str(two.milestones[Milestone.JOINED]), two.branch, two.introducers) == (
        "1993-08-01", "演示第2党支部", ("演示某", "演示另"),
    )  # fmt: skip


def test_an_import_is_shown_again_and_taken_back_on_the_page(
    hall: Hall, client: httpx.Client, desk: MembershipDesk
) -> None:
    desk.import_records(xlsx([row(1, name="演示甲")]))
    desk.import_records(xlsx([row(1, name="演示甲", branch="演示新支部"), row(2)]), replace=True)
    page = client.get("/keeper/records/imports").text
    batch = desk.back.imports()[0].batch
    assert f'href="/keeper/records/imports/{batch}"' in page
    one = client.get(f"/keeper/records/imports/{batch}").text
    assert "演示第1党支部" in one and "演示新支部" in one
    where = f"/keeper/records/imports/{batch}/back"
    assert client.post(where, data={"csrf": found(one, "csrf")}).status_code == 303  # without the tick
    assert "已撤回，2 人" in client.post(where, data={"csrf": found(one, "csrf"), "sure": "1"}).text
    assert rows(hall) == 1 and client.post(where, data={"csrf": found(one, "csrf"), "sure": "1"}).status_code == 409
    assert "整次撤回" in client.get("/keeper/audit").text


def at_rest(client: httpx.Client) -> str:
    """The page once the ledger was read: what a browser does by `Refresh`."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (page := client.get("/keeper/records")).headers["refresh"] == "1":
        assert time.monotonic() < deadline
        threading.Event().wait(0.05)
    return page.text


def found(page: str, name: str) -> str:
    match = re.search(f'name="{name}" value="([^"]+)"', page)
    assert match
    return match[1]


def csrf_of(client: httpx.Client) -> str:
    return found(client.get("/keeper/records").text, "csrf")


def test_without_the_key_the_pages_say_so(hall: Hall, client: httpx.Client) -> None:
    hall.service.membership = None
    hall.service.keys._opened = None
    for path in ("/keeper/records", "/keeper/letters", "/keeper/person", "/console/pin"):
        assert "sudo kiosk doctor" in client.get(path).text


def test_forms_about_people_need_their_token(hall: Hall, client: httpx.Client) -> None:
    files = {"file": ("a.xlsx", workbook())}
    assert client.post("/keeper/records/check", files=files).status_code == 403
    for path in ("records/write", "person/find", "person/erase", "letters/1/approved", "audit/person"):
        assert client.post(f"/keeper/{path}", data={"number": CHEN}).status_code == 403
    assert client.post("/console/pin", data={"number": CHEN, "checked": "1"}).status_code == 403
    answer = client.get("/keeper/person")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\nA\r\n--x--\r\n",
        b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\xff\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nA\r\n' * 2 + b"--x--\r\n",
    ],
    ids=["nothing", "cut", "no name", "unnamed", "no text", "two files"],
)  # fmt: skip
def test_a_broken_upload_is_no_form(body: bytes) -> None:
    try:
        given = FileForm.read("multipart/form-data; boundary=x", body)
    except FormRefused:
        return
    assert not given.content and not given.fields.text("csrf")


def test_an_upload_keeps_its_bytes_and_loses_its_folders(tmp_path: Path) -> None:
    content = bytes(range(256)) * 50 + b"\r\n--y\r\n"
    body = (
        b'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nT\r\n--x\r\nContent-Disposition: form-data; '
        b'name="file"; filename="C:\\a\\\xe5\x90\x8d.xlsx"\r\nContent-Type: x/y\r\n\r\n' + content + b"\r\n--x--\r\n"
    )
    given = FileForm.read("multipart/form-data; boundary=x", body)
    assert (given.fields.text("csrf"), given.name, given.content) == ("T", "名.xlsx", content)
