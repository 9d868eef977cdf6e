"""What a visit leaves: names that came up, each once; and of a visit of the staff nothing."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from kiosk.apps.terminal.features import MODULES
from kiosk.features.use.rules import things
from kiosk.features.use.terminal.visit_counter import VisitCounter

PROJECT = Path(__file__).parents[3]
SOURCES = "\n".join(
    path.read_text("utf-8")
    for folder in ("kiosk/features", "kiosk/apps/terminal")
    for path in sorted((PROJECT / folder).rglob("*.py"))
    if "/terminal/" in path.as_posix() and "/use/" not in path.as_posix()
)
NAMES = frozenset(re.findall(r'"([a-z]+(?:\.[a-z_]+)?)"', SOURCES))
"""Every text of the terminal's sources that may name a page."""


class Counted:
    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.visits = VisitCounter(self.sums.update)

    def visit(self, *pages: str, seconds: float = 90, left: bool = False) -> None:
        self.visits.began(100.0)
        for page in pages:
            self.visits.came(page)
        self.visits.ended(100.0 + seconds, left=left)


def test_a_visit_leaves_each_name_once_and_in_no_order() -> None:
    counted = Counted()
    pages = (
        "home",
        "quiz.intro",
        "quiz.question",
        "quiz.question",
        "quiz.result",
        "home",
        "tickets.choose",
        "quiz.intro",
    )
    counted.visit(*pages)
    assert counted.sums == {
        "visit": 1, "seconds": 90, "up_to_120": 1, "quiz.opened": 1, "quiz.finished": 1, "tickets.opened": 1,
    }  # fmt: skip
    again = Counted()
    again.visit(*reversed(pages))
    assert again.sums == counted.sums


def test_who_goes_away_leaves_the_page_that_was_in_front() -> None:
    counted = Counted()
    counted.visit("home", "membership.card", "help", "membership.card", seconds=30, left=True)
    assert counted.sums["membership.left"] == 1 and counted.sums["up_to_30"] == 1
    assert things.named("help", things.LEFT) not in counted.sums
    counted.visit("home", left=True)
    assert counted.sums["visit"] == 2 and sum(counted.sums[f"{one}.left"] for one in things.FEATURES) == 1


def test_help_is_counted_with_the_page_it_was_called_from() -> None:
    counted = Counted()
    counted.visits.began(0.0)
    for page in ("tickets.choose", "help"):
        counted.visits.called_help() if page == "help" else None
        counted.visits.came(page)
    counted.visits.called_help()  # once more, on the help page: that is not another call
    counted.visits.used(things.LARGE)
    counted.visits.used(things.LARGE)
    counted.visits.ended(5.0, left=False)
    assert counted.sums["tickets.helped_at"] == counted.sums["help.opened"] == counted.sums["large"] == 1
    assert "help.helped_at" not in counted.sums


def test_staff_are_no_visitors() -> None:
    counted = Counted()
    counted.visits.began(0.0)  # the first tap of the corner woke the screen
    counted.visits.came("home")
    counted.visits.by_staff()
    counted.visits.came("staff")
    counted.visits.ended(60.0, left=True)
    counted.visits.ended(60.0, left=False)
    assert counted.sums == {}


def test_every_feature_of_a_terminal_is_counted_and_every_page_that_is_named_is_there() -> None:
    assert {module.key for module in MODULES} <= set(things.FEATURES)
    assert {things.feature_of(page) for page in NAMES} == {"", *things.FEATURES}
    assert things.PAGES <= NAMES


def test_whatever_is_counted_is_in_the_list_of_the_hall() -> None:
    counted = Counted()
    for place, page in enumerate(sorted(NAMES)):
        counted.visit(page, seconds=(1, 31, 61, 121, 301, 601)[place % 6], left=True)
    assert set(counted.sums) <= things.THINGS
