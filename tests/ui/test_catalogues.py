"""Languages are data: each catalogue says all of it, in its own words, and no text stands anywhere else."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache

import pytest

from kiosk.ui.words import english, language
from tests.ui.catalogues import CJK, PROJECT, catalogue, names, packages, said, shape, texts

PACKAGES = packages()
OTHERS = [name for name in language.NAMES if name != "zh"]
# English may name these as they stand: what the printer puts on a second slip, and what keys for Chinese say.
MARKS = ("补打", "拼音", "，。？")
# Said by nobody: where Chinese adds nothing, the voice says nothing either; digits of a reader, not of a sentence.
MAY_BE_EMPTY = {"OPTION_STATES", "DIGIT_GAP", "SAID_AS", "TROUBLE", "WRONG_DATES_STEPS"}


def test_every_room_with_pages_has_its_words() -> None:
    rooms = {part for package in PACKAGES for part in package.split(".")[1:3]}
    assert rooms >= {"ui", "terminal", "tickets", "membership", "quiz", "exhibition"}


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("other", OTHERS)
def test_both_languages_have_the_same_names_and_ask_for_the_same(package: str, other: str) -> None:
    ours, theirs = names(catalogue(package, "zh")), names(catalogue(package, other))
    assert ours.keys() == theirs.keys()
    for name, value in ours.items():
        if callable(value):
            assert inspect.signature(value) == inspect.signature(theirs[name]), name
        elif name not in MAY_BE_EMPTY:
            assert shape(value) == shape(theirs[name]), name


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("spoken", language.NAMES)
def test_nothing_is_left_unsaid(package: str, spoken: str) -> None:
    for name, value in names(catalogue(package, spoken)).items():
        if not callable(value) and name not in MAY_BE_EMPTY:
            assert list(texts(value)), name
            assert all(text.strip() for text in texts(value)), name


@pytest.mark.parametrize("package", PACKAGES)
def test_english_is_english(package: str) -> None:
    for name, text in _all_texts(package, "en"):
        for mark in MARKS:
            text = text.replace(mark, "")
        assert not CJK.search(text), (name, text)


@pytest.mark.parametrize("package", PACKAGES)
def test_english_marks_are_narrow(package: str) -> None:
    """The Chinese face draws curly quotes, the apostrophe and the ellipsis as wide as a character."""
    for name, text in _all_texts(package, "en"):
        assert not re.search("[“”‘’…—]", text), (name, text)


@pytest.mark.parametrize("package", PACKAGES)
def test_english_counts_one_as_one(package: str) -> None:
    for call, text in _all_texts(package, "en"):
        assert not re.search(r"(?<![\d.:–])1 (?!s\b)(people|\w+[^s\W]s)\b", text), (call, text)
        assert not re.search(r"\b[02-9] (person|minute|second|item|question|report|year|mistake|ticket)\b", text), call


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("spoken", language.NAMES)
def test_the_voice_of_the_copy(package: str, spoken: str) -> None:
    """docs/screens.md: no 系统, 故障, 操作失败, 请稍后重试, and nobody is shouted at."""
    for call, text in _all_texts(package, spoken):
        assert not re.search(r"系统|故障|操作失败|请稍后重试|！|!|\berror\b|\bfail", text), (call, text)


def _all_texts(package: str, spoken: str) -> Iterator[tuple[str, str]]:
    """Constants, and what functions answer; names of people and places in them are the samples' own."""
    for name, value in names(catalogue(package, spoken)).items():
        answers = said(value) if callable(value) else [(name, value)]
        for call, answer in answers:
            yield from ((call, text) for text in texts(answer))


# -- the language in force ------------------------------------------------------------------------------------------


def test_a_name_is_said_in_the_language_in_force() -> None:
    from kiosk.features.tickets.terminal import words

    before = language.current()
    try:
        language.use("zh")
        assert words.WRONG_ONE == "取错了" and words.ahead(3) == "前面 3 人"
        language.use("en")
        assert words.WRONG_ONE == "Wrong one" and words.ahead(3) == "3 ahead"
        with pytest.raises(language.LanguageUnknown, match="zh, en"):
            language.use("fr")
        assert language.current() == "en"
        with pytest.raises(AttributeError, match="NOWHERE"):
            words.NOWHERE  # type: ignore[attr-defined]  # noqa: B018
    finally:
        language.use(before)


def test_plural_dates_and_lists_of_english() -> None:
    assert [english.counted(n, "person", "people") for n in (0, 1, 2, 1200)] == [
        "0 people", "1 person", "2 people", "1,200 people",
    ]  # fmt: skip
    assert english.dated("1988-07-01") == "1 Jul 1988" and english.dated("1988-07") == "Jul 1988"
    assert english.listed(["A", "B", "C"], "or") == "A, B or C" and english.listed(["A"], "or") == "A"
    assert english.minutes(0, 4) == "1–4 min" and english.minutes(5, 5) == "5 min"


# -- nothing outside the catalogues -----------------------------------------------------------------------------------

# Files whose Chinese is no interface text: path, and why.
HALL_SIDE = {
    "kiosk/features/tickets/rules/words.py": "slips and the hall's web pages speak Chinese",
    "kiosk/core/terminal/slip_words.py": "slips speak Chinese",
    "kiosk/features/quiz/terminal/*slip_words.py": "slips speak Chinese",
    "kiosk/features/exhibition/terminal/*slip_words.py": "slips speak Chinese",
    "kiosk/features/ratings/rules/words.py": "the rating pads and the hall's web pages",
    "kiosk/features/membership/hall/ledger/words.py": "what the keeper reads of an import",
    "kiosk/apps/doctor/*": "what the keeper reads on the console",
    "kiosk/apps/first_start/wire.py": "a terminal's usual name",
    "kiosk/apps/first_start/root_words.py": "what root answers at the first start",
    "kiosk/apps/hall/*": "the hall's own data and pages",
    "kiosk/core/web/words.py": "the hall's web pages",
    "kiosk/core/web/charts.py": "what is said of a chart on the hall's web pages",
    "kiosk/core/access/certificate_words.py": "what the keeper reads of the hall's certificate",
    "kiosk/core/database/copies_words.py": "what the keeper reads of a backup that does not fit",
    "kiosk/features/exhibition/hall/preview_words.py": "what an editor reads of a preview",
    "kiosk/features/*/console/*": "the hall's web pages",
    "kiosk/features/exhibition/hall/words.py": "what the keeper reads of packs",
    "kiosk/features/home/hall/words.py": "what the keeper reads of home in the audit chain",
    "kiosk/features/quiz/demo/module.py": "an invented test of the demonstration",
    "kiosk/features/quiz/terminal/exams/slip_words.py": "slips speak Chinese",
    "kiosk/features/quiz/terminal/along/slip_words.py": "slips speak Chinese",
    "kiosk/features/quiz/hall/exams/words.py": "what the keeper reads of exams",
    "kiosk/features/quiz/hall/exams/own_copy.py": "a person's own copy, in a file",
    "kiosk/features/quiz/hall/exams/people_child.py": "punctuation of a list of faults",
    "kiosk/features/quiz/hall/exams/desk.py": "a name that nobody has",
    "kiosk/features/quiz/rules/exams/people_list.py": "headers and cells of lists of people",
    "kiosk/features/quiz/hall/members/words.py": "what the keeper reads in the trail",
    "kiosk/features/quiz/hall/results/words.py": "what the keeper and the person read of kept results",
    "kiosk/features/exhibition/checking/words.py": "what the keeper reads of a check",
    "kiosk/features/exhibition/commands/words.py": "what the keeper reads on the console",
    "kiosk/features/quiz/commands/words.py": "what the keeper reads on the console",
    "kiosk/apps/board/*": "the hall's board",
    "kiosk/apps/demo/*": "invented people and places of the demonstration",
    "kiosk/features/membership/demo/people.py": "invented people",
    "kiosk/core/database/migrations/versions/0012_english.py": "names that halls of before have",
    "kiosk/features/membership/rules/dates.py": "how ledgers write dates",
    "kiosk/features/membership/rules/names.py": "family names and marks in ledgers",
    "kiosk/features/membership/hall/ledger/headers.py": "headers of ledgers",
    "kiosk/features/membership/hall/ledger/header_names.py": "headers of ledgers",
    "kiosk/features/membership/hall/ledger/standing.py": "what ledgers write for categories and states",
    "kiosk/features/membership/hall/ledger/lines.py": "lines of ledgers that are nobody",
    "kiosk/features/membership/hall/ledger/cells.py": "what ledgers write for nothing",
    "kiosk/core/sealing/*": "what the keeper reads on the console",
    "kiosk/core/database/companions.py": "what the keeper reads on the console",
    "kiosk/features/membership/hall/fields.py": "punctuation of a list in a field",
    "kiosk/features/membership/hall/corrections.py": "punctuation of a correction",
    "kiosk/features/membership/hall/own_copy.py": "a person's own copy, on paper or in a file",
    "kiosk/features/membership/hall/person_words.py": "what the keeper reads of corrections and erasures",
    "kiosk/features/membership/hall/scans/words.py": "what the keeper reads of scans",
    "kiosk/features/membership/hall/scans/names.py": "how files of scans are named",
    "kiosk/features/membership/hall/scans/plain_words.py": "how files of scans are named",
    "kiosk/features/membership/hall/scans/branches.py": "how branches are named",
    "kiosk/features/membership/demo/letters.py": "invented letters",
    "kiosk/apps/commands/*": "what the keeper reads on the console",
    "kiosk/core/process/owner.py": "what the keeper reads on the console",
    "kiosk/features/membership/terminal/screens/milestones.py": "a wide blank between words",
    "kiosk/features/membership/hall/lookup.py": "an invented record that costs as much as a real one",
    "kiosk/apps/refused/words.py": "both languages stand there at once",
    "kiosk/typed.py": "what is typed for a dash",
    "kiosk/toml_file.py": "marks that Chinese typing leaves in a settings file",
    "kiosk/cli.py": "names of the product in the help of the command",
    "kiosk/settings.py": "a hall's own data, where the file gives none",
    "kiosk/features/quiz/rules/normalising.py": "Chinese numerals and marks, as they are written",
    "kiosk/features/quiz/rules/choices.py": "texts beside the right one of a blank",
    "kiosk/features/quiz/rules/shuffling.py": "words of a bank by which its options hang together",
    "kiosk/features/exhibition/rules/words.py": "what the keeper reads of why an exhibit shows or not",
    "kiosk/features/exhibition/rules/search.py": "punctuation that parts words and sentences",
    "kiosk/features/exhibition/terminal/loop/slides.py": "punctuation of the exhibits' titles",
    "kiosk/features/exhibition/terminal/modules/image.py": "a character to measure a line by",
    "kiosk/ui/widgets/paged/text_pages.py": "the indent of a Chinese paragraph",
    "kiosk/ui/wrap.py": "punctuation that may not open or close a line",
    "kiosk/ui/typing/*": "what is typed, not what is said",
    "kiosk/ui/widgets/typing/*_panel.py": "keys that type Chinese",
    "kiosk/ui/voice/call_sentence.py": "how a Chinese number is called",
    "kiosk/ui/voice/spoken.py": "how Chinese text is written, for the voice that reads it",
    "kiosk/ui/language.py": "each language in its own words",
}


def test_no_interface_text_stands_outside_the_catalogues() -> None:
    assert not [f"{path}:{line} {text!r}" for path, line, text in _literals() if not _is_known(path)]


def test_no_exception_outlives_its_reason() -> None:
    with_text = {path for path, _, _ in _literals()}
    unused = [path for path in HALL_SIDE if "*" not in path and path not in with_text]
    assert not unused


def test_no_page_keeps_a_language_from_before() -> None:
    """Words looked up at import, in a class body or a default argument would stay in the first language."""
    assert not list(_frozen())


def _is_known(path: str) -> bool:
    return any(fnmatch(path, known) for known in HALL_SIDE)


def _sources(holding: re.Pattern[str]) -> Iterator[tuple[str, ast.Module]]:
    """Those in which something of it stands: most of the time is parsing, and most files have nothing to find."""
    for file in sorted((PROJECT / "kiosk").rglob("*.py")):
        path, text = file.relative_to(PROJECT).as_posix(), file.read_text(encoding="utf-8")
        if holding.search(text) and not (file.parent / "zh.py").is_file():
            yield path, ast.parse(text, path)


def _literals() -> Iterator[tuple[str, int, str]]:
    return iter(_all_literals())


@cache
def _all_literals() -> tuple[tuple[str, int, str], ...]:
    return tuple(_found_literals())


def _found_literals() -> Iterator[tuple[str, int, str]]:
    for path, tree in _sources(re.compile(rf"{CJK.pattern}|[\u3000-\u303f]|\\[uUNx]")):
        # A text on its own tells about what stands around it: a docstring.
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                found = CJK.search(node.value) or re.search("[\u3000-\u303f]", node.value)
                if found:
                    yield path, node.lineno, node.value


def _frozen() -> Iterator[str]:
    catalogues = {*PACKAGES}
    for path, tree in _sources(re.compile(r"\bwords\b")):
        aliases = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                if node.module in catalogues:
                    yield f"{path}:{node.lineno} takes names out of {node.module}"
                aliases |= {a.asname or a.name for a in node.names if f"{node.module}.{a.name}" in catalogues}
        for found in _at_import(tree):
            if isinstance(found, ast.Attribute) and isinstance(found.value, ast.Name) and found.value.id in aliases:
                yield f"{path}:{found.lineno} {ast.unparse(found)}"


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when the file is imported: not the bodies of functions, but their defaults and decorators."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            outside = [*child.args.defaults, *child.args.kw_defaults, *getattr(child, "decorator_list", [])]
            for part in outside:
                if part is not None:
                    yield from ast.walk(part)
        else:
            yield child
            yield from _at_import(child)
