"""What the starter pack says of this terminal is what its pages say; the oath is the constitution's, to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.kinds.article import Article, parse_article
from content.kinds.kind import ExhibitKind
from content.kinds.steps import Steps
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from content.packs.starter_source import guides
from content.packs.starter_source.facts import facts_of
from kiosk.features.exhibition.terminal.words import zh as exhibition
from kiosk.features.help.terminal.words import zh as help_words
from kiosk.features.membership.terminal.words import zh as membership
from kiosk.features.tickets.terminal.words import zh as tickets
from kiosk.ui.words import zh as frame

LONGEST_HEADING = 8  # letters of one that is shown whole in the contents beside an article
LONGEST_STEP = 6  # letters of a step's title on one line beside its QR code, in large type too
_QUOTED = re.compile("“([^”]+)”")


@pytest.fixture(scope="module")
def exhibits() -> dict[str, Exhibit]:
    return {exhibit.id: exhibit for exhibit in open_pack(STARTER).exhibits}


def test_what_is_quoted_of_the_terminal_stands_on_its_pages(exhibits: dict[str, Exhibit]) -> None:
    here = _words_of_the_pages()
    usage, record = exhibits["usage"].article, exhibits["record"].content
    assert usage and isinstance(record, Steps)
    said = "\n".join(block.text for block in usage.blocks) + "\n".join(text for _, text in record.texts())
    quoted = set(_QUOTED.findall(said))
    assert len(quoted) >= 8
    assert not {text for text in quoted if not any(text in word for word in here)}


def test_the_buttons_that_the_guide_to_the_screen_names_are_those_of_the_dock(exhibits: dict[str, Exhibit]) -> None:
    usage = exhibits["usage"].article
    assert usage
    told = "\n".join(block.text for block in usage.blocks)
    assert not [word for word in (*frame.DOCK.values(), frame.HELP) if word not in told]


def test_the_oath_is_that_of_the_constitution_line_by_line(exhibits: dict[str, Exhibit]) -> None:
    oath = exhibits["oath"].content
    assert isinstance(oath, Steps) and oath.oath and not exhibits["oath"].demo
    lines = [step.title for step in oath.steps]
    assert "".join(lines) == guides.OATH_TEXT == "".join(fact.says for fact in facts_of("oath"))
    assert len(lines) == 12 and sum(len(line) - 1 for line in lines) == 80


def test_sheets_are_those_that_the_source_makes(tmp_path: Path) -> None:
    guides.write(tmp_path)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {name: (STARTER / "sheets" / name).read_bytes() for name in made} and len(made) == 4


def test_titles_of_steps_and_headings_have_their_place(exhibits: dict[str, Exhibit]) -> None:
    for name in ("ticket", "record", "booking"):
        guide = exhibits[name].content
        assert isinstance(guide, Steps) and 5 <= len(guide.steps) <= 8
        assert not [step.title for step in guide.steps if len(step.title) > LONGEST_STEP]
    for name in ("usage", "scams", "elders", "clinic"):
        article = exhibits[name].article
        assert article and not [text for text in article.headings() if len(text) > LONGEST_HEADING]


def test_the_text_of_the_fraud_poster_says_what_to_do_and_whom_to_call() -> None:
    poster = _text("fraud")
    assert len(poster.headings()) == 5 and 500 <= poster.character_count() <= 1200
    told = "\n".join(block.text for block in poster.blocks)
    assert "打 110" in told and "96110" in told and told.count("记住：") == 6


def test_nothing_of_it_names_a_shop_or_an_address(exhibits: dict[str, Exhibit]) -> None:
    texts = [exhibit.article for exhibit in exhibits.values() if exhibit.article] + [_text("fraud")]
    said = "\n".join(block.text for article in texts for block in article.blocks)
    steps = [one.content for one in exhibits.values() if one.kind is ExhibitKind.STEPS and one.content]
    said += "\n".join(text for guide in steps for _, text in guide.texts())
    assert not re.findall(r"微信|支付宝|淘宝|抖音|百度|https?:|www\.|APP|App", said)


def _text(name: str) -> Article:
    return parse_article((STARTER / "texts" / f"{name}.txt").read_text(encoding="utf-8"))


def _words_of_the_pages() -> set[str]:
    """Every sentence that the terminal's own pages have."""
    from kiosk.apps.terminal.words import zh as terminal

    modules = (terminal, exhibition, help_words, membership, tickets, frame)
    return {text for module in modules for value in vars(module).values() for text in _strings(value)}


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    return [text for one in value for text in _strings(one)] if isinstance(value, list | tuple) else []
