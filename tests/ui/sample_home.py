"""Home as the features' own tiles make it, in the language in force, without opening a room; and 全部服务."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kiosk.apps.terminal.features import MODULES
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.offered import may_offer
from kiosk.apps.terminal.screens.home import ALL_KEY
from kiosk.apps.terminal.views import ALL, GONE, AllView, AttractView, GoneView, HomeView
from kiosk.core.terminal.home_tile import GROUPS, Group, HomeTile, small_tile
from kiosk.core.terminal.module import Room
from kiosk.features.exhibition.terminal import module as exhibition
from kiosk.features.help.terminal import module as help_calls
from kiosk.features.home.rules.arrangement import USUAL
from kiosk.features.home.rules.plan import planned
from kiosk.features.membership.terminal import module as membership
from kiosk.features.quiz.terminal import module as quiz
from kiosk.features.quiz.terminal.daily import flow as daily
from kiosk.features.tickets.terminal import module as tickets

KEYS = frozenset({*(module.key for module in MODULES), "daily"})
SERVICES = ("党员服务", "综合业务", "帮办代办", "咨询投诉")
OFFERED: tuple[tuple[Group, str, str, str], ...] = (
    ("errands", "list-magnifying-glass", "办事指南", "36 件事"),
    ("seeing", "map-trifold", "党建地图", "10 处"),
    ("saying", "chats-circle", "说一说", "留言、诉求"),
    ("learning", "monitor-play", "看视频", "8 个，有字幕"),
    ("seeing", "users", "身边的人", "12 位"),
    ("saying", "megaphone", "反映诉求", "7 天内答复"),
    ("errands", "list-numbers", "办事步骤", "9 份"),
    ("learning", "scroll", "党章历程", "300 条"),
    ("seeing", "tree", "三级体系", "200 个"),
    ("saying", "star", "微心愿", "3 个等人认领"),
)
LONG = "城乡居民养老保险办理"  # ten letters
LONGER = "城乡居民基本养老保险参保登记与待遇的申领"  # twenty


def tiles(
    keys: frozenset[str] = KEYS, *, away: bool = False, services: Sequence[str] = SERVICES
) -> tuple[HomeTile, ...]:
    """Those of the keys, in the order of home."""
    made = (
        tickets.tile(services, away=away),
        membership.tile(away=away),
        quiz.tile(12),
        _teaser("春天的巷子"),
        daily.tile(),
    )
    return tuple(tile for tile in made if tile.key in keys)


def offered(count: int, title: str = "") -> tuple[HomeTile, ...]:
    """So many small tiles, each with another key; all with this title, if one is given."""
    made = []
    for place in range(count):
        group, icon, name, brief = OFFERED[place % len(OFFERED)]
        made.append(small_tile(f"offered.{place}", group, icon, title or name, brief))
    return tuple(made)


def keys() -> list[str]:
    """Of everything that a sample may show."""
    return [*KEYS, ALL_KEY, *(tile.key for tile in may_offer()), *(tile.key for tile in offered(60))]


def home(
    small: Sequence[HomeTile] = (), *, away: bool = False, mains: frozenset[str] = KEYS, **changed: HomeTile
) -> HomeView:
    """With these small ones offered; `changed`: a main tile in the place of its own."""
    shown = [changed.get(tile.key, tile) for tile in tiles(mains, away=away) if tile.is_main]
    plan = planned([*shown, *small], USUAL, GROUPS)
    return HomeView(
        "上午好，", "今天 8:30–17:30 开放", "12 人在等，约 8–15 分钟", tuple(shown), plan.small,
        plan.count if plan.small else 0,
    )  # fmt: skip


def everything(small: Sequence[HomeTile] = (), chosen: str = "", page: int = 0, *, away: bool = False) -> AllView:
    """全部服务 with these besides the main functions and 请人帮忙."""
    mains = [tile for tile in tiles(away=away) if tile.is_main]
    plan = planned([*mains, *small, help_calls.tile()], USUAL, GROUPS)
    return AllView("今天 8:30–17:30 开放", "12 人在等，约 8–15 分钟", plan.groups, chosen, page)


def stopped() -> HomeTile:
    """取号 without paper."""
    return replace(tickets.tile(SERVICES, away=False), stopped="打印机没有纸，请到服务台取号")


def samples() -> Iterator[tuple[str, str, object]]:
    """Page, state, view."""
    yield "home", "", home([*offered(3), daily.tile()])
    yield "home", "nothing small", home()
    yield "home", "one small", home([daily.tile()])
    yield "home", "hall away", home(offered(4), away=True)
    yield "home", "no paper", home(offered(2), tickets=stopped())
    yield "home", "a station without records", home(offered(20), mains=frozenset({"tickets", "quiz", "exhibition"}))
    yield "home", "long titles", home(offered(3, LONG))
    yield ALL, "", everything(offered(20))
    yield ALL, "few", everything()
    yield ALL, "two rows of a group", everything([tile for tile in offered(20) if tile.group == "learning"], "learning")
    yield ALL, "its second page", everything([tile for tile in offered(60) if tile.group == "learning"], "learning", 1)
    yield ALL, "last group, hall away", everything(offered(9), "saying", away=True)
    yield ALL, "long titles", everything(offered(20, LONG))
    yield ALL, "longer titles", everything(offered(20, LONGER), "seeing")
    yield GONE, "", GoneView("每日一题", services=12)
    yield GONE, "known why", GoneView(LONG, "打印机没有纸，\n请到服务台取号。")


def attract() -> AttractView:
    return AttractView(tuple((module.icon, module.can()) for module in sorted(MODULES, key=lambda one: one.place)))


def open_all(facts: HomeFacts, exhibit: str) -> None:
    """Every feature works."""
    made: dict[str, Callable[[], HomeTile]] = {
        tickets.KEY: lambda: tickets.tile((), away=facts.away),
        membership.KEY: lambda: membership.tile(away=facts.away),
        quiz.KEY: lambda: quiz.tile(12),
        exhibition.KEY: lambda: _teaser(exhibit),
    }
    for module in MODULES:
        facts.add(module, Room(_nothing, dict, made[module.key]))


def _teaser(title: str) -> HomeTile:
    return exhibition.tile(6, title, "图片")


def _nothing() -> None:
    """The tile leads nowhere."""
