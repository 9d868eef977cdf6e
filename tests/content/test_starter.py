"""The starter pack is what every terminal falls back to: sound, never over, and as good as any other."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from content.banks.model import Bank, Kind, Status
from content.kinds.article import Article
from content.kinds.document import Document
from content.kinds.kind import ExhibitKind
from content.kinds.people import People
from content.pack.exhibit import ALL_WEEK
from content.pack.open import STARTER, Pack, open_pack
from content.packs.starter_source import bank as source
from content.packs.starter_source import sources_table
from content.packs.starter_source.facts import facts_of

_PHRASES = ("系统", "故障", "操作失败", "稍后重试", "！")
_WRITTEN = source.written()
_READY = source.publishable()
_TOPICS = {"党章基础", "党员权利义务", "党史常识", "发展党员", "党费组织生活", "便民常识"}
_EVERYDAY = {"身份证", "社保", "防诈骗", "老年人权益", "志愿服务"}
_CHOICE = (Kind.SINGLE, Kind.MULTIPLE)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(STARTER)


@pytest.fixture(scope="module")
def bank(pack: Pack) -> Bank:
    return pack.banks[0]


def test_it_opens_without_a_problem_and_never_ends(pack: Pack) -> None:
    assert not pack.problems
    kinds = Counter(exhibit.kind for exhibit in pack.exhibits)
    assert kinds[ExhibitKind.IMAGE] >= 4 and kinds[ExhibitKind.ARTICLE] >= 3 and kinds[ExhibitKind.POSTER] >= 1
    for exhibit in pack.exhibits:
        hours = exhibit.showing
        assert hours.starts is None and hours.ends is None and hours.weekdays == ALL_WEEK and hours.daily_from is None
        assert exhibit.source and exhibit.source_date


def test_the_loop_may_mark_any_of_it(pack: Pack) -> None:
    """The player keeps a set of what failed, by what is shown."""
    assert len({(exhibit.key, exhibit.content) for exhibit in pack.exhibits}) == len(pack.exhibits)


def test_every_picture_has_words_for_those_who_cannot_see_it(pack: Pack) -> None:
    for exhibit in pack.exhibits:
        told = exhibit.kind is ExhibitKind.ARTICLE or exhibit.alternative is not None
        assert told or (exhibit.content is not None and any(text for _, text in exhibit.content.texts()))


def test_what_is_filled_in_as_a_sheet_is_a_demonstration_or_states_facts_and_has_no_end(pack: Pack) -> None:
    filled = [exhibit for exhibit in pack.exhibits if exhibit.content is not None]
    assert {ExhibitKind.PEOPLE, ExhibitKind.TIMELINE, ExhibitKind.TREE} <= {exhibit.kind for exhibit in filled}
    assert not [exhibit.id for exhibit in filled if not exhibit.demo and not facts_of(exhibit.id)]
    people = [exhibit.content for exhibit in filled if isinstance(exhibit.content, People)]
    assert all(one.picture and one.until is None for content in people for one in content.people)


def test_every_kind_of_sheet_is_there_once_and_whoever_it_shows_is_marked_as_invented(pack: Pack) -> None:
    kinds = Counter(exhibit.kind for exhibit in pack.exhibits if exhibit.content)
    assert kinds[ExhibitKind.DIRECTORY] == kinds[ExhibitKind.ROSTER] == 1 and kinds[ExhibitKind.STEPS] >= 2
    shown = {
        exhibit.id: exhibit for exhibit in pack.exhibits if exhibit.kind in (ExhibitKind.ROSTER, ExhibitKind.DIRECTORY)
    }
    assert all(exhibit.demo and "演示" in exhibit.title for exhibit in shown.values())


def test_the_document_is_long_and_has_headings_and_footnotes(pack: Pack) -> None:
    (exhibit,) = (e for e in pack.exhibits if e.kind is ExhibitKind.DOCUMENT)
    assert isinstance(exhibit.content, Document)
    assert len(exhibit.content.places()) >= 5 and len(exhibit.content.notes) >= 3
    assert 1_500 <= exhibit.content.character_count() <= 4_000


def test_the_long_poster_is_long_and_its_text_says_the_same_numbers(pack: Pack) -> None:
    from content.packs.starter_source import poster

    (exhibit,) = (e for e in pack.exhibits if e.id == "fee")
    assert exhibit.size[0] == 1080 and exhibit.size[1] >= 5000
    text = _whole(exhibit.alternative)
    assert re.findall(r"交 ([\d.]+)%", text) == [f"{rate:g}" for _, rate in (*poster.WAGES, *poster.PENSIONS)]
    for income, rate, fee in ((2800, 0.5, 14), (4000, 1, 40), (8000, 1.5, 120), (12000, 2, 240)):
        assert income * rate / 100 == fee and f"税后 {income} 元，每月交 {fee} 元" in text
    for income, rate, fee in ((4600, 0.5, 23), (6000, 1, 60)):
        assert income * rate / 100 == fee and f"养老金 {income} 元，每月交 {fee} 元" in text


def test_articles_are_of_readable_length_and_voice(pack: Pack) -> None:
    for exhibit in pack.exhibits:
        if exhibit.article:
            assert 400 <= exhibit.article.character_count() <= 1500
            assert not [phrase for phrase in _PHRASES if phrase in _whole(exhibit.article)]


def test_the_bank_is_the_one_its_source_makes(bank: Bank, tmp_path: object) -> None:
    from pathlib import Path

    made = Path(str(tmp_path)) / "starter.xlsx"
    code = (
        "import pathlib, sys\nfrom content.packs.starter_source import bank\nbank.write_bank(pathlib.Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, made], check=True, cwd=STARTER.parents[2])
    assert made.read_bytes() == (STARTER / "banks" / "starter.xlsx").read_bytes()


def test_the_bank_is_read_without_anything_to_mend(bank: Bank) -> None:
    assert not bank.findings
    assert list(bank) == _READY


def test_there_are_enough_items_of_every_kind_topic_and_difficulty() -> None:
    kinds = Counter(item.kind for item in _READY)
    least = {Kind.SINGLE: 30, Kind.MULTIPLE: 15, Kind.JUDGE: 15, Kind.FILL: 10, Kind.ORDER: 6}
    assert len(_READY) >= 80 and all(kinds[kind] >= count for kind, count in least.items())
    assert {item.tag for item in _READY} == _TOPICS
    assert {tag for item in _READY for tag in item.tags} >= _EVERYDAY
    levels = Counter(item.difficulty for item in _READY)
    assert min(levels.values()) >= 20 and len(levels) == 3


def test_every_item_is_short_explained_and_has_its_source() -> None:
    every = [one.item for one in _WRITTEN]
    assert len({item.stem for item in every}) == len(every) == len({item.id for item in every})
    for item in every:
        assert len(item.stem) <= 80 and all(len(option) <= 40 for option in item.options), item.id
        assert len(set(item.options)) == len(item.options) and not [o for o in item.options if "以上都" in o], item.id
        assert item.explanation and item.source and item.source_date and item.source_date <= date(2026, 11, 30)
        assert not [phrase for phrase in _PHRASES if phrase in item.stem + item.explanation], item.id


def test_what_is_asked_for_does_not_stand_in_the_stem() -> None:
    for item in _READY:
        if item.kind is Kind.FILL:
            assert item.stem.count(source.GAP) == len(item.blanks) > 0, item.id
            assert all(texts and len(set(texts)) == len(texts) for texts in item.blanks), item.id
        if item.kind in _CHOICE or item.kind is Kind.FILL:
            said = [text for texts in item.blanks for text in texts] or item.answer_texts()
            assert not [text for text in said if text in item.stem], item.id


def test_steps_are_shown_mixed_and_can_be_put_right() -> None:
    for item in _READY:
        if item.kind is Kind.ORDER:
            assert 3 <= len(item.options) <= 5 and sorted(item.answer) == list(range(len(item.options)))
            assert list(item.answer) != sorted(item.answer), item.id


def test_an_item_whose_source_nobody_read_is_kept_with_the_reason_and_never_asked(bank: Bank) -> None:
    unread = [one for one in _WRITTEN if one.unread]
    assert unread and all(one.item.status is Status.UNCHECKED for one in unread)
    assert all(one.item.status is Status.READY and one.place for one in _WRITTEN if not one.unread)
    assert not {one.item.id for one in unread} & {item.id for item in bank}


def test_the_table_of_sources_is_the_one_its_questions_and_facts_make() -> None:
    table = sources_table.TABLE.read_text(encoding="utf-8")
    assert table == sources_table.text()
    assert f"待核 {sum(bool(one.unread) for one in _WRITTEN)} 题" in table


def test_no_letter_and_no_length_gives_the_answer_away() -> None:
    singles = [item for item in _READY if item.kind is Kind.SINGLE]
    letters = Counter(item.answer[0] for item in singles)
    assert max(letters.values()) - min(letters.values()) <= 3
    longest = [item for item in singles if _is_longest(item.options, item.answer[0])]
    assert len(longest) <= len(singles) // 4
    judged = Counter(item.answer for item in _READY if item.kind is Kind.JUDGE)
    assert abs(judged[(0,)] - judged[(1,)]) <= 3
    several = Counter(item.answer for item in _READY if item.kind is Kind.MULTIPLE)
    assert max(several.values()) <= sum(several.values()) // 2


def _is_longest(options: tuple[str, ...], answer: int) -> bool:
    others = [len(option) for index, option in enumerate(options) if index != answer]
    return len(options[answer]) > max(others)


def _whole(article: Article | None) -> str:
    assert article is not None
    return "\n".join(block.text for block in article.blocks)
