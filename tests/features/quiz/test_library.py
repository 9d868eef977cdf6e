"""Which papers a terminal offers: those of its packs, the hall's before the starter's, as the packs are now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from content.banks.model import Bank, Item, Kind, Status
from content.banks.papers import Plan, Quota, Way, Who
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit, Showing
from content.pack.open import STARTER, Pack, open_pack
from kiosk.features.quiz.rules.paper import draw
from kiosk.features.quiz.terminal.library import Library, Source

NOW = datetime(2026, 11, 21, 10, 26)
STARTER_PACK = open_pack(STARTER, decode=False)


def a_bank(pack: str, number: str = "bank", count: int = 12, status: Status = Status.READY) -> tuple[Bank, Exhibit]:
    items = tuple(
        Item(f"q{n}", Kind.SINGLE, f"{number}第 {n} 问？", ("甲", "乙"), (0,), tags=("党史",), status=status)
        for n in range(count)
    )
    entry = Exhibit(number, ExhibitKind.BANK, f"题库{number}", Path("bank.xlsx"), pack, "1")
    return Bank(f"{pack}/{number}", items), entry


def a_pack(name: str, *banks: tuple[Bank, Exhibit], papers: tuple[Plan, ...] = ()) -> Pack:
    return Pack(
        Path(name), name, "1", name, (), tuple(bank for bank, _ in banks), (),
        bank_entries=tuple(entry for _, entry in banks), papers=papers,
    )  # fmt: skip


class Terminal:
    def __init__(self, *packs: Pack) -> None:
        self.packs, self.held, self.now = packs, frozenset[str](), NOW
        self.library = Library(lambda: self.packs, lambda: self.held, lambda: self.now, "station")

    def names(self) -> list[str]:
        return [source.plan.name for source in self.library.sources()]

    def banks_of(self, name: str) -> set[str]:
        (source,) = [source for source in self.library.sources() if source.plan.name == name]
        return {question.bank for question in draw(source.pool, replace(source.plan, quotas=(Quota(99),)), 1).questions}


ONE = Plan("one", "一套", (Quota(5),))


STARTERS = ["checkup", "everyday", "challenge", "daily"]


def test_the_starter_alone_offers_its_papers() -> None:
    assert Terminal(STARTER_PACK).names() == STARTERS


def test_a_hall_with_a_bank_and_no_papers_has_one_of_each_bank() -> None:
    terminal = Terminal(a_pack("yunxi", a_bank("yunxi"), a_bank("yunxi", "law")), STARTER_PACK)
    assert terminal.names() == ["all-yunxi-bank", "all-yunxi-law", *STARTERS]
    first, second, *_ = terminal.library.sources()
    assert (first.plan.title, first.plan.count, second.plan.title) == ("题库bank", 10, "题库law")
    assert terminal.banks_of("all-yunxi-law") == {"yunxi/law"}


def test_a_paper_draws_of_its_own_pack_and_of_all_where_that_has_no_bank() -> None:
    own = a_pack("yunxi", a_bank("yunxi"), a_bank("yunxi", "law"), papers=(ONE,))
    alone = a_pack("papers", papers=(Plan("two", "二", (Quota(5),)),))
    terminal = Terminal(own, alone, a_pack("zhen", a_bank("zhen")))
    assert terminal.banks_of("one") == {"yunxi/bank", "yunxi/law"}
    assert terminal.banks_of("two") >= {"zhen/bank"}


@pytest.mark.parametrize("called", ["题库law", "law"])
def test_a_paper_that_names_a_bank_draws_of_that_one_alone(called: str) -> None:
    papers = (replace(ONE, bank=called), replace(ONE, name="lost", bank="没有的"))
    terminal = Terminal(a_pack("yunxi", a_bank("yunxi"), a_bank("yunxi", "law"), papers=papers))
    assert terminal.banks_of("one") == {"yunxi/law"}
    (lost,) = [source for source in terminal.library.sources() if source.plan.name == "lost"]
    assert len(lost.pool) == 0  # and so it is not offered
    terminal.held = frozenset({"yunxi/law"})  # taken down
    assert len(terminal.library.sources()[0].pool) == 0


def test_of_two_papers_of_one_name_the_halls_counts(caplog: pytest.LogCaptureFixture) -> None:
    mine = a_pack("yunxi", a_bank("yunxi"), papers=(Plan("checkup", "我们的体检", (Quota(5),)),))
    terminal = Terminal(mine, STARTER_PACK)
    titles = [source.plan.title for source in terminal.library.sources()]
    assert titles == ["我们的体检", "便民常识", "知识挑战", "每日一题"]
    assert "its name is taken: checkup in starter" in caplog.text


def test_what_is_for_members_asks_for_a_card_and_in_another_way_is_not_offered() -> None:
    members = replace(ONE, name="members", who=Who.MEMBERS)
    other = (replace(members, name="endless", way=Way.CHALLENGE), replace(members, name="today", way=Way.DAILY))
    assert Terminal(a_pack("yunxi", a_bank("yunxi"), papers=(members, *other))).names() == ["members"]


def test_what_is_not_of_this_day_is_not_offered() -> None:
    papers = (
        replace(ONE, name="over", valid_until=date(2026, 11, 20)),
        replace(ONE, name="coming", valid_from=date(2026, 11, 22)), replace(ONE, name="now", valid_until=NOW.date()),
    )  # fmt: skip
    terminal = Terminal(a_pack("yunxi", a_bank("yunxi"), papers=papers))
    assert terminal.names() == ["now"]
    terminal.now += timedelta(days=1)
    assert terminal.names() == ["coming"]


def test_a_bank_is_closed_outside_its_dates_on_another_profile_or_taken_down() -> None:
    def changed(**change: object) -> Terminal:
        bank, entry = a_bank("yunxi")
        return Terminal(a_pack("yunxi", (bank, replace(entry, **change))))  # type: ignore[arg-type]

    over = Showing(ends=datetime(2026, 11, 21))
    assert changed().names() == ["all-yunxi-bank"]
    assert changed(showing=over).names() == changed(pack_showing=over).names() == []
    assert changed(profiles=frozenset({"center"})).names() == changed(screens=frozenset({"board"})).names() == []
    terminal = changed()
    terminal.held = frozenset({"yunxi/bank"})
    assert terminal.names() == []


def test_nothing_is_read_in_anew_until_something_is_another() -> None:
    terminal = Terminal(a_pack("yunxi", a_bank("yunxi")), STARTER_PACK)
    before = terminal.library.sources()
    assert terminal.library.sources() is before
    terminal.now += timedelta(days=1)
    after = terminal.library.sources()
    assert after is not before and [one.pool for one in after] == [one.pool for one in before]  # no item has dates
    terminal.packs = (a_pack("yunxi", a_bank("yunxi")), STARTER_PACK)
    renewed: tuple[Source, ...] = terminal.library.sources()
    assert renewed[0].pool is not before[0].pool and renewed[1].pool is before[1].pool


def test_a_terminal_without_packs_or_questions_offers_nothing() -> None:
    assert Terminal().names() == []
    assert Terminal(a_pack("yunxi", a_bank("yunxi", count=0))).names() == []
    assert Terminal(a_pack("yunxi", papers=(ONE,))).names() == ["one"]


def test_drafts_and_unchecked_items_are_in_no_pool() -> None:
    for status in (Status.DRAFT, Status.UNCHECKED, Status.WITHDRAWN):
        terminal = Terminal(a_pack("yunxi", a_bank("yunxi", status=status), papers=(ONE,)))
        (source,) = terminal.library.sources()
        assert len(source.pool) == 0
