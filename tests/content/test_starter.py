"""The starter pack is what every terminal falls back to: sound, never over, and as good as any other."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest

from content.banks.model import Bank, Kind, Severity
from content.kinds.article import Article
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import ALL_WEEK
from content.pack.open import STARTER, Pack, open_pack

_PHRASES = ("系统", "故障", "操作失败", "稍后重试", "！")


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


def test_every_picture_has_words_for_those_who_cannot_see_it(pack: Pack) -> None:
    for exhibit in pack.exhibits:
        assert exhibit.kind is ExhibitKind.ARTICLE or exhibit.alternative is not None


def test_the_long_poster_is_long_and_its_text_says_the_same_numbers(pack: Pack) -> None:
    from content.packs.starter_source import poster

    (exhibit,) = (e for e in pack.exhibits if e.kind is ExhibitKind.POSTER)
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
    assert [finding.row for finding in bank.findings] == [0]  # the page of notes
    assert bank.findings[0].severity is Severity.WARNED
    kinds = Counter(item.kind for item in bank)
    assert kinds[Kind.SINGLE] >= 30 and kinds[Kind.MULTIPLE] >= 14 and kinds[Kind.JUDGE] >= 14
    assert len({item.stem for item in bank}) == len(bank) == len({item.id for item in bank})
    for item in bank:
        assert item.explanation and item.source and item.source_date and item.tag
        assert item.source_date <= date(2026, 11, 21)
        assert not [phrase for phrase in _PHRASES if phrase in item.stem + item.explanation]


def test_no_letter_and_no_length_gives_the_answer_away(bank: Bank) -> None:
    singles = [item for item in bank if item.kind is Kind.SINGLE]
    letters = Counter(item.answer[0] for item in singles)
    assert max(letters.values()) - min(letters.values()) <= 3
    longest = [item for item in singles if _is_longest(item.options, item.answer[0])]
    assert len(longest) <= len(singles) // 4
    judged = Counter(item.answer for item in bank if item.kind is Kind.JUDGE)
    assert abs(judged[(0,)] - judged[(1,)]) <= 3


def _is_longest(options: tuple[str, ...], answer: int) -> bool:
    others = [len(option) for index, option in enumerate(options) if index != answer]
    return len(options[answer]) > max(others)


def _whole(article: Article | None) -> str:
    assert article is not None
    return "\n".join(block.text for block in article.blocks)
