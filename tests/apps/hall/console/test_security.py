"""The keeper's page 安全: what was refused, by kind and by day, and nothing about anybody."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from kiosk.apps.hall.console.security import words
from kiosk.apps.hall.console.security.summary import summary
from kiosk.core.access.security_counts import DAYS_KEPT, Refused, SecurityCounts
from kiosk.core.access.shown_certificate import ShownCertificate
from kiosk.core.database.clock import stamp
from kiosk.core.database.owner import DatabaseClosed
from kiosk.core.web.fingerprints import browser_parts
from kiosk.settings import HallSettings
from tests.apps.hall.console.conftest import PASSWORD, Hall, Person, picture

Arrive = Callable[..., Person]
TODAY = date(2026, 11, 17)


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days)).isoformat()


@pytest.fixture
def keeper(hall: Hall, person: Arrive) -> Person:
    hall.person("吴敏", "keeper")
    keeper = person(width=1440, height=900)
    keeper.log_in("吴敏")
    expect(keeper.page.get_by_role("heading", name="11 月 17 日")).to_be_visible()
    return keeper


def a_fortnight(hall: Hall) -> None:
    """Quiet days, as they are, and then somebody who tries this and that."""
    counts, now = hall.service.counts, hall.now
    for back, kinds in enumerate(
        ("login", "login login", "", "pin", "token token code", "login", "pin pin pin") * 2, 1
    ):
        hall.now = now - timedelta(days=back)
        for kind in kinds.split():
            counts.count(Refused(kind))
    hall.now = now
    for kind, times in (("login", 23), ("login_locked", 61), ("login_busy", 9), ("pin", 4), ("connections", 12)):
        for _ in range(times):
            counts.count(Refused(kind))


def test_a_keeper_sees_what_was_refused_by_kind_and_by_day(hall: Hall, keeper: Person) -> None:
    a_fortnight(hall)
    page = keeper.page
    page.get_by_role("link", name="安全").click()
    expect(page.get_by_role("heading", name="安全")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="姓名或密码不对"))
    expect(row).to_contain_text("232731")  # today, in a week, in a month
    expect(row).to_contain_text("比平常多")
    usual = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="口令不对"))
    expect(usual).not_to_contain_text("比平常多")
    expect(page.get_by_role("img", name=words.CHART)).to_be_visible()
    today = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="11 月 17 日"))
    expect(today).to_contain_text("934–12–")
    expect(page.get_by_role("alert")).to_have_count(0)
    picture(page, "keeper_security")


def test_a_keeper_sees_the_fingerprints_that_browsers_show(hall: Hall, keeper: Person, tmp_path: Path) -> None:
    page = keeper.open("/keeper/security")
    expect(page.get_by_role("heading", name=words.CERTIFICATE)).to_have_count(0)  # over plain HTTP there is none
    hall.service.shown = ShownCertificate(HallSettings(address="0.0.0.0", data_dir=tmp_path / "far"))
    page = keeper.open("/keeper/security")
    shown = hall.service.shown.now
    for digest in (shown.fingerprint, shown.pin):
        expect(page.get_by_text("".join(browser_parts(digest)))).to_be_visible()
    page.get_by_text("127.0.0.1").scroll_into_view_if_needed()
    picture(page, "keeper_security_certificate")


def test_a_broken_audit_chain_is_said_first(hall: Hall, keeper: Person) -> None:
    database = hall.service.database
    keeper.open("/keeper/audit")
    forged = "INSERT INTO audit (at, actor, action, outcome, link) VALUES (?, 'card', 'look_up', 'shown', x'00')"
    database.call(lambda connection: connection.exec_driver_sql(forged, (stamp(hall.now),)).close())
    keeper.press("核对前后相连")
    expect(keeper.page.get_by_role("alert")).to_be_visible()
    keeper.open("/keeper/security")
    expect(keeper.page.get_by_role("alert")).to_contain_text("查阅记录")
    picture(keeper.page, "keeper_security_audit")


def test_an_empty_page_says_so(keeper: Person) -> None:
    page = keeper.open("/keeper/security")
    expect(page.get_by_text(words.NOTHING)).to_be_visible()


def test_no_name_no_address_and_no_number_a_stranger_sent_is_kept(hall: Hall, keeper: Person) -> None:
    typed, token = "赵无此人", "guess-of-a-token"
    with httpx.Client(base_url=hall.url) as stranger:
        stranger.post("/console/login", data={"name": typed, "password": PASSWORD})
        stranger.post("/api/lookup", json={}, headers={"Authorization": f"Bearer {token}"})
    page = keeper.open("/keeper/security")
    expect(page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="不认的终端"))).to_contain_text("111")
    kept = hall.do(lambda c: [tuple(row) for row in c.exec_driver_sql("SELECT day, kind, times FROM security_counts")])
    assert sorted(kept) == [("2026-11-17", "login", 1), ("2026-11-17", "token", 1)]
    for told in (typed, token, "127.0.0.1"):
        assert told not in page.content()


def test_a_clerk_s_look_is_refused_and_counted(hall: Hall, person: Arrive) -> None:
    hall.person("李梅")
    clerk = person()
    clerk.log_in("李梅")
    expect(clerk.page.get_by_text("今天在哪个窗口？")).to_be_visible()
    clerk.open("/keeper/security")
    expect(clerk.page.get_by_text("您的角色打不开这一页。")).to_be_visible()
    assert hall.service.counts.days() == {"2026-11-17": {"page": 1}}


def test_every_kind_has_its_words() -> None:
    assert set(words.KINDS) == {kind for kinds in words.GROUPS.values() for kind in kinds} == set(Refused)
    assert f"留 {DAYS_KEPT} 天" in words.NOTE


def test_a_day_stands_out_by_what_was_usual() -> None:
    def unusual(times: int, before: int) -> bool:
        days = {days_ago(0): {"login": times}} | {days_ago(back): {"login": before} for back in range(1, 30)}
        return summary(days, TODAY).groups["进入页面"][0].unusual

    assert [unusual(9, 0), unusual(10, 0), unusual(30, 10), unusual(31, 10)] == [False, True, False, True]
    broken = summary({days_ago(0): {"audit": 1}}, TODAY)
    assert broken.audit_broken and broken.groups["查阅记录"][0].unusual


def test_days_of_a_clock_that_ran_ahead_are_left_out_and_wipe_nothing(hall: Hall) -> None:
    counts = SecurityCounts(hall.service.database, lambda: hall.now)
    counts.count(Refused.PIN)
    counts.keep()
    now, hall.now = hall.now, hall.now + timedelta(days=3000)
    counts.count(Refused.PIN)
    found = counts.days()
    hall.now = now
    assert len(found) == 2
    assert summary(found, TODAY).by_group["查档案"] == 1


def test_the_table_is_bounded(hall: Hall) -> None:
    counts, now = SecurityCounts(hall.service.database, lambda: hall.now), hall.now
    for day in range(DAYS_KEPT + 30):
        hall.now = now + timedelta(days=day)
        counts.count(Refused.TOKEN)
    assert len(counts.days()) == DAYS_KEPT


def test_what_could_not_be_written_is_not_lost(hall: Hall) -> None:
    counts = SecurityCounts(hall.service.database, lambda: hall.now)
    counts.count(Refused.CODE)
    hall.service.database.close()
    with pytest.raises(DatabaseClosed):
        counts.keep()
    assert counts._new == {("2026-11-17", Refused.CODE): 1}
