"""Somebody with nothing but the manual sets a hall up on a bare Debian: first ticket, packs, import, backup.

`deploy/test --long newcomer`; needs root, debootstrap and the network, two minutes. It goes by the list on the
manual's first page; every command it types stands on a page, everything it presses is called so there. The terminal
of this hall has no screen: its number is given at the window, as the manual says of a terminal that is broken (the one
at a terminal is `--long boot`'s).
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Web

from tests.appliance.steps import Say
from tests.features.membership.hall.sheets import number
from tests.newcomer.bare_debian import PROJECT, BareDebian
from tests.newcomer.manual import Page, first_time
from tests.ports import free_port

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("debootstrap"), reason="needs root and debootstrap"),
]
SUITE = "trixie"
KEEPER, CLERK, PASSWORD, OWN = "演示管", "演示一", "云溪里的早晨七点三十分", "八点一刻的云溪里广场"
PIN = "20261130"
PATIENCE_SECONDS, PATIENCE_MS = 60, 15_000
AROUND_THE_CLOCK = "00:00-23:59"


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareDebian]:
    folder = tmp_path_factory.mktemp("machine")
    (folder / "root").mkdir()
    with BareDebian(folder / "root", SUITE, folder / "log") as machine:
        yield machine


def test_the_manual_alone_leads_to_the_first_ticket_import_and_backup(
    machine: BareDebian, browser: Browser, say: Say
) -> None:
    assert [pages[0] for _, pages in first_time()[:5]] == [
        "install.md", "window.md", "keeper.md", "rosters.md", "backup.md",
    ]  # fmt: skip
    began = time.monotonic()
    newcomer = Newcomer(machine, browser)
    for step in (
        newcomer.installs, newcomer.opens_the_doors, newcomer.adds_a_clerk, newcomer.gives_a_number,
        newcomer.publishes_in_the_browser, newcomer.publishes_a_folder,
        newcomer.imports, newcomer.keeps_the_recovery_code, newcomer.backs_up, newcomer.looks_it_over,
    ):  # fmt: skip
        say(f"{time.monotonic() - began:4.0f} s  {step.__name__.replace('_', ' ')}")
        step()
    say(f"{time.monotonic() - began:4.0f} s  done")


class Newcomer:
    """Knows nothing but the manual. The steps are in its order, but for the doors: a shut hall gives no number."""

    def __init__(self, machine: BareDebian, browser: Browser) -> None:
        self.machine = machine
        self.context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
        self.web: Web = self.context.new_page()
        self.web.set_default_timeout(PATIENCE_MS)
        self.port = free_port()

    def installs(self) -> None:
        page = Page.of("install.md").part("装在已有的 Debian 上")
        _clone_onto(self.machine, "/srv/kiosk.git")
        fetch = page.command("git clone").replace("…", "/srv/kiosk.git")
        self.machine.run(f"{fetch} && {page.command('deploy/install both')}")
        settings = page.command("/etc/kiosk/kiosk.toml")
        text = self.machine.path(settings).read_text(encoding="utf-8")
        for shown, meant in (
            (r'# name = ".*"', 'name = "演示大厅"'), (r"# port = \d+", f"port = {self.port}"),
            (r'# hall_url = ".*"', f'hall_url = "http://127.0.0.1:{self.port}"'),
        ):  # fmt: skip
            text, changed = re.subn(shown, meant, text, count=1)
            assert changed, f"the settings file has no place for {meant}"
        self.machine.path(settings).write_text(text, encoding="utf-8")
        self.machine.run(page.command("maintenance-pin"), f"{PIN}\n{PIN}\n")
        self.machine.run(page.command("add-keeper").replace("姓名", KEEPER), f"{PASSWORD}\n{PASSWORD}\n")
        assert "kiosk-hall.service" in self.machine.boot()
        self._wait_for_the_hall()
        made = self.machine.run(page.command('enrol-code "1 号终端"'))
        code = re.search(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}(?::[A-Z2-7]+)?", made)
        assert code, made
        self.machine.run(page.command("kiosk-terminal -- kiosk enrol").replace("代码", code[0]))
        assert "1 号终端" in self.machine.run("kiosk hall terminals")

    def opens_the_doors(self) -> None:
        page = Page.of("keeper.md")
        self._logs_in(KEEPER, PASSWORD, page)
        self._goes_to(page.part("开放时间"), "开放时间")
        for day in range(7):
            self.web.locator(f"[name=day{day}]").fill(AROUND_THE_CLOCK)
        self.web.get_by_role("button", name="保存").first.click()
        expect(self.web.locator("[name=day0]")).to_have_value(re.compile("0?0:00.23:59"))

    def adds_a_clerk(self) -> None:
        page = Page.of("keeper.md").part("人员")
        self._goes_to(page, "人员")
        form = self.web.locator("form[action='/keeper/people/add']")
        form.get_by_label(page.says("姓名")).fill(CLERK)
        form.get_by_label(page.says("密码")).fill(PASSWORD)
        form.get_by_role("button", name=page.says("加上")).click()
        expect(self.web.get_by_text(CLERK).first).to_be_visible()

    def gives_a_number(self) -> None:
        page = Page.of("window.md")
        self.context.clear_cookies()
        self._logs_in(CLERK, PASSWORD, page)
        expect(self.web.get_by_role("heading", name="换一个密码")).to_be_visible()  # docs/keeper.md: 第一次进入时换掉
        self.web.get_by_label("现在的密码").fill(PASSWORD)
        self.web.get_by_label("新密码", exact=True).fill(OWN)
        self.web.get_by_label("新密码，再输一次").fill(OWN)
        self.web.get_by_role("button").last.click()
        self.web.get_by_role("button", name="坐这里").first.click()  # 选今天坐哪个窗口
        self.web.get_by_text(page.says("人工取号")).first.click()
        self.web.locator("#by-hand").get_by_role("button").click()
        red = self.web.get_by_role("button", name=page.says("叫下一位")).first
        expect(red).to_be_enabled()
        red.click()
        expect(self.web.locator(".number")).to_have_text(re.compile(r"[A-Z]\d{3}"))
        self.web.get_by_role("button", name="到了").first.click()
        self.web.get_by_role("button", name=re.compile("^办完")).first.click()

    def publishes_in_the_browser(self) -> None:
        page = Page.of("packs.md").part("在网页上做")
        self.context.clear_cookies()
        self._logs_in(KEEPER, PASSWORD, Page.of("keeper.md"))
        self._goes_to(page, "内容")
        self.web.get_by_label(page.says("名称")).fill("十二月")
        self.web.get_by_label(page.says("编号")).fill("shier")
        self.web.get_by_role("button", name=page.says("新建")).click()
        self.web.get_by_label(page.says("文件")).set_input_files(
            {"name": "巷子.png", "mimeType": "image/png", "buffer": _picture("#c8b090")}
        )
        self.web.get_by_label(page.says("标题"), exact=True).fill("二十年，这条巷子")
        self.web.get_by_label(page.says("来源")).fill("演示")
        self.web.get_by_role("button", name=page.says("存下")).click()
        expect(self.web.locator("table.items")).to_contain_text("二十年，这条巷子")
        self.web.get_by_role("link", name=page.says("检查"), exact=True).click()
        self.web.get_by_role("button", name=page.says("做成新的一版")).click()
        self.web.get_by_role("button", name=page.says("批准")).click()
        self.web.get_by_role("button", name=page.says("发布")).click()
        expect(self.web.locator(".versions .on")).to_contain_text("在放")

    def publishes_a_folder(self) -> None:
        from openpyxl import load_workbook

        page = Page.of("packs.md").part("用命令做")
        self.machine.run("mkdir -p /media/usb")
        self.machine.run(page.command("kiosk pack new"))
        folder = self.machine.path("/root/十二月")
        (folder / "树.png").write_bytes(_picture("#204060"))
        book = load_workbook(folder / "目录.xlsx")
        sheet = book.worksheets[0]
        header = [cell.value for cell in sheet[1]]
        for name, value in {"标题": "门口的树", "类型": "图片", "文件": "树.png", "来源": "演示"}.items():
            sheet.cell(2, header.index(name) + 1, value)
        book.save(folder / "目录.xlsx")
        self.machine.run(page.command("kiosk pack check"))
        built = self.machine.run(page.command("kiosk pack build")).split()[-1]
        publish = page.command("kiosk pack publish")
        told = self.machine.run(publish.replace("/media/usb/shier-1.zip", built))
        assert "playing" in told and "playing" in self.machine.run(page.command("kiosk pack list"))

    def imports(self) -> None:
        page = Page.of("rosters.md")
        ledger = f"姓名,身份证号,党支部,入党时间,转正日期\n演示甲,{number(19)},演示一支部,1993-07-01,1994-07-01\n"
        self.context.clear_cookies()
        self._logs_in(KEEPER, PASSWORD, Page.of("keeper.md"))
        self._goes_to(page, "导入名册")
        self.web.get_by_label("名册").set_input_files(
            {"name": "名册.csv", "mimeType": "text/csv", "buffer": ledger.encode("gb18030")}
        )
        self.web.get_by_role("button", name=page.says("看一看")).click()
        self.web.get_by_role("button", name=page.says("写入")).first.click()
        expect(self.web.get_by_text("已写入").first).to_be_visible()

    def keeps_the_recovery_code(self) -> None:
        page = Page.of("keys.md")
        printed = self.machine.run(page.command("sudo kiosk keys recovery"))
        code = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", printed)
        assert code, printed
        assert "恢复码是对的" in self.machine.run(page.command("sudo kiosk keys rehearse"), f"{code[0]}\n")

    def backs_up(self) -> None:
        page = Page.of("backup.md")
        self.machine.run("mkdir -p /media/usb")
        assert "MB" in self.machine.run(page.command("sudo kiosk backup"))
        for verb in ("stop", "start"):
            assert page.command(f"systemctl {verb} kiosk-hall") == f"sudo systemctl {verb} kiosk-hall"
        self.machine.stop("kiosk-hall.service")
        restored = self.machine.run(page.command("sudo kiosk restore"))
        assert re.search(r"[A-Z] normal: goes on after 001", restored), restored
        self.machine.start("kiosk-hall.service")
        self._wait_for_the_hall()

    def looks_it_over(self) -> None:
        """What has no device and no screen here may complain; the hall, its records and its backups may not."""
        page = Page.of("install.md").part("装在已有的 Debian 上")
        told = self.machine.run(page.command("kiosk doctor"), status=None)
        for what in ("大厅服务", "数据库", "大厅的日期"):
            assert re.search(rf"✓ 好 +{what}", told), told
        assert re.search(r"△ 留意 +档案密钥 +和档案在同一块硬盘上", told), told  # docs/keys.md says what to choose from

    def _logs_in(self, name: str, password: str, page: Page) -> None:
        self.web.goto(page.address("http://127.0.0.1").replace("8470", str(self.port)))
        self.web.get_by_label("姓名").fill(name)
        self.web.get_by_label("密码").fill(password)
        self.web.get_by_role("button", name="进入").click()

    def _goes_to(self, page: Page, words: str) -> None:
        self.web.get_by_role("link", name=page.says(words)).first.click()

    def _wait_for_the_hall(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/console/login", trust_env=False).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.2)
        raise AssertionError("the hall service does not answer")


def _picture(color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 1600), color).save(out, "PNG")
    return out.getvalue()


def _clone_onto(machine: BareDebian, place: str) -> None:
    """The last commit, as a stick brings it."""
    subprocess.run(["git", "clone", "-q", "--bare", PROJECT, machine.path(place)], check=True)
    machine.run(f"git config --global --add safe.directory {place}")
