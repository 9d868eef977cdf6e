"""What keepers see of the questions: published ones joined with what was answered, in the order of a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from content.banks.model import Bank, Item, Kind, Status
from kiosk.features.quiz.rules.overview import Key, Tab, joined, known_of, shown, spread, topics
from kiosk.features.quiz.rules.statistics import Sums

TODAY = date(2026, 11, 17)


def item(number: str, tag: str = "党费", **more: object) -> Item:
    plain = Item(number, Kind.SINGLE, f"第 {number} 问？", ("甲", "乙"), (0,), tags=(tag,) if tag else ())
    return replace(plain, **more)  # type: ignore[arg-type]


ITEMS = (
    item("hard"), item("easy", "党史"), item("fine", "党史"), item("few"), item("never", ""), item("wrong key"),
    item("ends", valid_until=date(2026, 12, 18)), item("draft", status=Status.DRAFT), item("gone"),
    item("later", valid_until=date(2026, 12, 19)),
)  # fmt: skip
BANK = Bank("题库", ITEMS)


def key(number: str) -> Key:
    return next(("题库", one.id, one.version) for one in ITEMS if one.id == number)


def sums(right: int, wrong: int, rest_right: int = 800, rest_wrong: int = 200) -> Sums:
    squares = rest_right**2 * right + rest_wrong**2 * wrong
    rest = rest_right * right + rest_wrong * wrong
    return Sums(right, wrong, 3, right + wrong, right, rest, squares, rest_right * right)


OLD = ("题库", "hard", "00000000")
ANSWERS = [
    (key("hard"), sums(4, 36), 1), (key("easy"), sums(39, 1), 0), (key("fine"), sums(20, 20), 0),
    (key("few"), sums(1, 28), 0), (key("wrong key"), sums(20, 20, 200, 800), 0), (key("draft"), sums(4, 36), 0),
    (key("gone"), sums(4, 36), 0), (OLD, sums(1, 39), 0),
]  # fmt: skip
ROWS = joined(known_of([BANK]), ANSWERS, {key("fine"): 2, ("另一个", "1", "v"): 1}, {("题库", "gone")})


def numbers(tab: Tab, query: str = "") -> list[str]:
    return [row.key[1] for row in shown(ROWS, tab, query, TODAY)]


def test_what_is_reported_stands_first_then_what_is_doubtful() -> None:
    assert numbers(Tab.URGENT) == ["fine", "1", "wrong key", "hard", "easy"]
    assert sorted(numbers(Tab.HARD)) == ["draft", "gone", "hard", "hard"]
    assert numbers(Tab.HARD)[0] == "hard"  # one that is asked before those that are not
    assert numbers(Tab.EASY) == ["easy"]
    assert numbers(Tab.SOON) == ["ends"]
    assert len(numbers(Tab.ALL)) == len(ITEMS) + 2


def test_what_a_keeper_kept_needs_no_look_unless_somebody_reports_it() -> None:
    kept = {key("hard"), key("fine")}
    rows = joined(known_of([BANK]), ANSWERS, {key("fine"): 2}, (), kept)
    looked_at = [row.key[1] for row in shown(rows, Tab.URGENT, "", TODAY)]
    assert "hard" not in looked_at and looked_at[0] == "fine"
    assert {row.key[1] for row in shown(rows, Tab.HARD, "", TODAY)} >= {"hard"}


def test_a_wording_that_is_no_longer_published_stays_without_its_words() -> None:
    rows = {row.key: row for row in ROWS}
    assert rows[OLD].item is None and rows[OLD].told.answered == 40 and not rows[OLD].to_look_at
    assert rows["另一个", "1", "v"].to_look_at  # somebody reported it
    assert rows[key("gone")].is_withdrawn and not rows[key("gone")].to_look_at
    assert not rows[key("draft")].is_asked
    assert rows[key("never")].told.answered == 0 and rows[key("never")].told.hidden


def test_a_question_is_found_by_words_number_and_topic() -> None:
    assert numbers(Tab.ALL, " 第 EASY 问 ") == ["easy"]
    assert set(numbers(Tab.ALL, "党史")) == {"easy", "fine"}
    assert numbers(Tab.ALL, "另一个") == ["1"]
    assert numbers(Tab.ALL, "没有这样的") == []


def test_topics_are_summed_of_what_is_published_and_not_told_of_few() -> None:
    found = {topic.name: topic for topic in topics(ROWS)}
    assert list(found) == ["党费", "党史", ""]
    assert (found["党史"].items, found["党史"].answered, found["党史"].facility) == (2, 80, 59 / 80)
    assert found[""].facility is None
    assert found["党费"].answered == 40 + 29 + 40 + 40 + 40


def test_the_spread_counts_what_is_told() -> None:
    assert sum(spread(ROWS)) == 7 and spread(ROWS)[9] == 1
    assert spread([]) == [0] * 10
    assert spread(joined({}, [(OLD, sums(30, 0), 0)], {}))[9] == 1  # all right is in the last step


def test_names_are_joined_as_they_travel() -> None:
    bank = Bank("题库\n一", (item("a\tb"),))
    known = known_of([bank], lambda text: text.replace("\n", " ").replace("\t", " "))
    ((bank_name, number, _),) = known
    assert (bank_name, number) == ("题库 一", "a b")
