"""The manual's English pages are true where a test can ask: tests, paths, tables, frames, figures; and code cites only
pages that are here.
"""

from __future__ import annotations

import ast
import importlib
import io
import re
import sqlite3
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.kinds import picture
from devices.id_card import sam
from devices.id_card.frames import request
from devices.printer import outcome, status
from kiosk.core.access.login_tries import TRIES
from kiosk.core.link.store import TerminalStore
from tests.apps.hall.test_malformed_requests import doors

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
ENGLISH = sorted(
    path for path in DOCS.rglob("*.md") if not re.search("[\u4e00-\u9fff]", path.read_text().splitlines()[0])
)
PAGES = [*DOCS.rglob("*.md"), *PROJECT.glob("*.md"), PROJECT / "deploy/README.md"]
CODE = ("kiosk", "content", "devices", "deploy", "tests", "docs")
"""Folders whose comments may cite a page."""

SOURCE_ENDS = (".py", ".css", ".js", ".html", ".toml", ".service", ".socket", ".timer", ".conf", ".rules", "")
A_PAGE = re.compile(r"(?<![\w./:-])([\w./-]*\w\.md)\b")
FOREIGN = re.compile(r"\b(?:RULES|LOOK|HOUSE|STORE|KIVY|DEVICES|PEERS|STYLE|MISSION)\b|\blook/\w|\bissue \d")
"""Names of papers that were never in the repository."""

DECISION = ["Context", "Choice", "What was measured", "What it costs", "When to think again"]


def test_the_english_half_is_found() -> None:
    names = {path.relative_to(DOCS).as_posix() for path in ENGLISH}
    assert {"architecture.md", "privacy.md", "protocols.md", "screens.md", "glossary.md"} <= names
    assert len([name for name in names if name.startswith("decisions/")]) == 8


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.stem)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    assert not set(re.findall(r"`(test_\w+)`", page.read_text())) - _tests()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text()
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, place = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert link.startswith("https:") or target.exists(), link
        if place:
            assert place in _headings(target), link


@pytest.mark.parametrize("page", ENGLISH, ids=lambda page: page.stem)
def test_paths_in_backticks_are_there(page: Path) -> None:
    named = re.findall(r"`((?:kiosk|content|devices|tests|deploy|docs)/[\w./-]+)`", page.read_text())
    assert not [path for path in named if not (PROJECT / path).exists()]


# -- privacy ----------------------------------------------------------------------------------------------------------


def test_every_table_of_both_databases_is_told_of(tmp_path: Path) -> None:
    """A new table is a new thing to tell: what it keeps, how long, how."""
    for schema in PROJECT.glob("kiosk/**/schema.py"):
        importlib.import_module(".".join(schema.relative_to(PROJECT).with_suffix("").parts))
    from kiosk.core.database.metadata import metadata

    with TerminalStore(tmp_path / "terminal.db"):
        pass
    own = sqlite3.connect(tmp_path / "terminal.db")
    terminal = {name for (name,) in own.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    own.close()
    told = set(re.findall(r"`(\w+)`", (DOCS / "privacy.md").read_text()))
    assert len(metadata.tables) > 25 and len(terminal) > 4
    assert not {*metadata.tables, *terminal} - told - {"_sqlite_migrations"}


def test_every_promise_has_a_test() -> None:
    text = (DOCS / "privacy.md").read_text().partition("## Promises")[2].partition("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 25 and all("`test_" in row for row in rows)


@pytest.mark.parametrize(
    ("said", "where", "figure"),
    [
        ("counted for a day", "kiosk.features.membership.hall.pins:KEPT.days", 1),
        ("works 10 minutes", "kiosk.features.membership.hall.pins:LIVES.seconds", 600),
        ("| 3 days | plain: terminal, time", "kiosk.features.membership.hall.module:LOOK_UPS_KEPT_DAYS", 3),
        ("`backups/`, 14 nights", "kiosk.core.database.copies:KEPT", 14),
        ("14 days after a restore", "kiosk.core.database.companions:KEPT_DAYS", 14),
        ("| `idempotency_keys` | 3 days |", "kiosk.features.tickets.hall.module:KEYS_KEPT_DAYS", 3),
        ("| 5 minutes, or until used |", "kiosk.features.tickets.hall.desk:GRANT_LIVES.seconds", 300),
        ("a day, at most 10,000 rows", "kiosk.core.access.login_tries:MOST_ROWS", 10_000),
        ("count for 180 days", "kiosk.core.access.login_tries:PLACES_KEPT.days", 180),
        ("the newest 20 of an account", "kiosk.core.access.login_tries:MOST_PLACES", 20),
        ("10 idle minutes, at most 16 hours", "kiosk.core.access.sessions:IDLE_SECONDS", 600),
        ("at most 16 hours", "kiosk.core.access.sessions:LONGEST_SECONDS", 57_600),
        ("| 200 days |", "kiosk.core.access.security_counts:DAYS_KEPT", 200),
        ("`journal` (5,000 lines", "kiosk.core.link.store:JOURNAL_KEPT_ROWS", 5000),
        ("for 15 minutes at most after its check", "kiosk.features.membership.console.ledgers:KEPT_SECONDS", 900),
    ],
)
def test_how_long_is_what_the_code_says(said: str, where: str, figure: int) -> None:
    assert said in (DOCS / "privacy.md").read_text()
    module, _, names = where.partition(":")
    value: object = importlib.import_module(module)
    for name in names.split("."):
        value = getattr(value, name)
    assert value == figure


# -- protocols --------------------------------------------------------------------------------------------------------


def test_the_requests_are_the_driver_s() -> None:
    rows = re.findall(r"\| `(AA [0-9A-F ]+)` \| ([0-9A-F]{2}).* \| (\d) s \|", (DOCS / "protocols.md").read_text())
    commands = (
        *(sam.RESET, sam.STATUS, sam.SAM_ID, sam.FIND, sam.SELECT),
        *(sam.READ_BASE, sam.READ_FINGER, sam.READ_ADDRESS),
    )
    assert [(bytes.fromhex(sent), int(success, 16), float(wait)) for sent, success, wait in rows] == [
        (request(one.code, one.parameter), *one.success, one.seconds) for one in commands
    ]


def test_the_errors_of_the_module_are_the_driver_s() -> None:
    text = (DOCS / "protocols.md").read_text().partition("SW3, as this driver takes it")[2].partition("\n\nA reply")[0]
    told = {int(code, 16) for row in re.findall(r"^\| ([0-9A-F ,]+) \|", text, re.M) for code in row.split(", ")}
    every: set[int] = set().union(*(one.success | one.failures for one in vars(sam).values() if _is_command(one)))
    assert told == every | sam._REFUSALS


def test_the_status_bytes_are_read_as_said() -> None:
    rows = re.findall(r"\| ([0-9A-F]{2}) \| (..) \| (..) \| (..) \| (.+) \|", (DOCS / "protocols.md").read_text())
    assert len(rows) == 6
    for *four, taken in rows:
        read = status.decode(*(int(byte, 16) for byte in four))
        name = taken.strip("`")
        assert type(read.trouble) is getattr(outcome, name) if taken.startswith("`") else read.can_print, four
        assert isinstance(read.warning, outcome.PaperNearEnd) == ("is said" in taken)


def _is_command(one: object) -> bool:
    return isinstance(one, sam.Command)


# -- the others -------------------------------------------------------------------------------------------------------


def test_limits_of_strangers_files_are_those_of_the_code() -> None:
    from kiosk.features.membership.hall.ledger import child as ledger
    from kiosk.features.membership.hall.ledger import package, sheet
    from kiosk.features.membership.hall.scans import child, reading

    told = (DOCS / "architecture.md").read_text()
    assert (
        f"{sheet.MAX_FILE_BYTES // 10**6} MB; {sheet.MAX_ROWS:,} rows; {package._MAX_UNPACKED_BYTES // 10**6} MB"
        in told
    )
    assert f"at most {package._MAX_RATIO} times" in told
    assert f"{ledger.MEMORY_BYTES // 10**6} MB of addresses, {ledger.CPU_SECONDS} s of CPU" in told
    pixels = child.MOST_PIXELS // 10**6
    assert f"{reading.MAX_FILE_BYTES // 10**6} MB; {pixels} megapixels a page; {child.MOST_PAGES} pages" in told
    assert f"{child.MEMORY_BYTES // 10**6} MB, {child.CPU_SECONDS} s" in told
    assert f"{picture.MOST_MEGAPIXELS} megapixels a picture" in told


def test_every_door_of_terminals_and_boards_is_told_of() -> None:
    told = set(re.findall(r"`((?:GET|POST) /api/[^`]+)`", (DOCS / "architecture.md").read_text()))
    assert told == {f"{door.method} {door.path}" for door in doors() if door.path.startswith("/api/")}


def test_every_unit_is_a_process_of_the_page() -> None:
    """But for what grows a disk once, and is done."""
    told = (DOCS / "architecture.md").read_text()
    units = [path.name for path in (PROJECT / "deploy/systemd").glob("kiosk-*.*") if path.suffix != ".conf"]
    for name in units:
        base = name.rpartition(".")[0]
        assert re.search(rf"`{base}\.(service|timer|socket)`", told) or base == "kiosk-grow", name


def test_a_decision_says_why_at_what_cost_and_when_to_think_again() -> None:
    for page in (DOCS / "decisions").glob("*.md"):
        if page.name != "README.md":
            assert re.findall(r"^## (.+)$", page.read_text(), re.M) == DECISION, page.name
            assert f"]({page.name})" in (DOCS / "decisions/README.md").read_text()


def test_the_glossary_has_twenty_three_words_of_the_code() -> None:
    rows = re.findall(r"^\| ([^|]*[\u4e00-\u9fff][^|]*) \| `(\w+)` \| .+ \|$", (DOCS / "glossary.md").read_text(), re.M)
    assert len(rows) == 23 == len({word for _, word in rows})
    assert not {word for _, word in rows} - _names_in(PROJECT / "kiosk")


def test_guessing_begins_to_wait_where_the_page_says() -> None:
    assert TRIES == 5 and "from the fifth wrong PIN or password on 15 s" in (DOCS / "privacy.md").read_text()


# -- what code cites --------------------------------------------------------------------------------------------------


def test_code_cites_only_pages_that_are_here() -> None:
    assert not list(_cites_elsewhere(_sources()))


@pytest.mark.parametrize(
    "line",
    [
        "# RULES: touch target",
        "# (docs/nowhere.md)",
        "# as look/rating.png shows",
        "# issue 5 allows 50 ms",
        '"""One of STORE\'s figures."""',
    ],
)
def test_a_planted_citation_of_elsewhere_is_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(f"{line}\nLOOK = 1  # docs/privacy.md\n")
    assert len(list(_cites_elsewhere([tmp_path / "a.py"]))) == 1


def _cites_elsewhere(sources: list[Path]) -> Iterator[str]:
    for path in sources:
        for line, said in _said_in(path):
            for page in A_PAGE.findall(said.replace("file:///opt/kiosk/", "")):
                if not (PROJECT / page).exists() and not (path.parent / page).exists():
                    yield f"{path}:{line} cites {page}"
            if FOREIGN.search(said):
                yield f"{path}:{line} cites {FOREIGN.findall(said)[0]}"


def _said_in(path: Path) -> Iterator[tuple[int, str]]:
    """Comments and docstrings of Python; of everything else each line, names in capitals left out."""
    text = path.read_text(encoding="utf-8", errors="ignore")
    if not A_PAGE.search(text) and not FOREIGN.search(text):
        return  # taking every file apart takes six seconds
    if path.suffix != ".py":
        yield from ((at, re.sub(r"\b[A-Z]{4,}\b", "", line)) for at, line in enumerate(text.splitlines(), 1))
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def _sources() -> list[Path]:
    here = [path for folder in CODE for path in (PROJECT / folder).rglob("*") if path.is_file()]
    return [
        path for path in here if path.suffix in SOURCE_ENDS and path != Path(__file__) and "former" not in path.parts
    ]


def _tests() -> set[str]:
    found = (PROJECT / "tests").rglob("test_*.py")
    return {name for file in found for name in re.findall(r"^ *(?:async )?def (test_\w+)", file.read_text(), re.M)}


def _headings(page: Path) -> set[str]:
    """As the addresses of a page's headings are made: small letters, blanks as dashes, no other marks."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def _names_in(folder: Path) -> set[str]:
    return {name for path in folder.rglob("*.py") for name in re.findall(r"\b[a-z]\w+", path.read_text())}
