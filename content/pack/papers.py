"""The papers of a pack: ``papers.toml`` beside its manifest, or 试卷.xlsx, which says the same.

    format = 1

    [[papers]]
    name = "checkup"                # fixed key of the paper: in counts and logs
    title = "党性体检"
    note = "党章、党史、权利义务"     # a line under the title
    icon = "exam"                   # exam book flag star history law safety health home idea
    who = "everyone"                # or members
    order = "kind"                  # by type; tag: by topic; mixed
    seconds = 600                   # the time that is told
    valid_until = 2027-06-30
    way = "checkup"                 # or challenge: until the first mistake; daily: one question a day
    partial = false                 # of a checkup: what is partly right scores partly
    bank = "党章题库"                # title of one bank of the pack, or its number; left out: all of them
    clock = 60                      # of a challenge: seconds a question, for those who want them

    [[papers.quotas]]
    tag = "党史"                     # each of tag, kind and difficulty may be left out: any
    kind = "single"                 # single multiple judge fill order
    difficulty = "easy"             # easy medium hard
    count = 2

    [[papers.bands]]
    from = 60
    title = "合格"
    advice = "看看错的几题。"

docs/papers.md has every key. Both are optional, and terminals that know neither pass them over. A paper with a fault is
named by file, place and reason and left out, as is one with a key that only a newer terminal knows; the others stand,
and so does the rest of the pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.banks.papers import MOST_PAPERS, Plan
from content.kinds.kind import ItemRefused
from content.pack import paper_words as said
from content.pack.entry import Problem
from content.pack.paper_fields import PaperWrong, Way, plan_of
from content.pack.paper_sheet import PAPER_SHEET, sheet_tables
from content.pack.paths import located
from content.pack.toml_values import toml_values
from content.tables.workbook import MOST_MEGABYTES

PAPERS = "papers.toml"
FORMAT = 1
MOST_BYTES = 256 << 10
_AT_THE_TOP = ("format", "papers")

Written = tuple[Mapping[str, object], Callable[[Way], str]]
"""A paper as TOML's values, and where each of them stands."""


@dataclass(frozen=True, slots=True)
class Papers:
    """``problems``: what is left out; ``reminders``: what should be mended though it is used."""

    plans: tuple[Plan, ...] = ()
    problems: tuple[Problem, ...] = ()
    reminders: tuple[Problem, ...] = ()


def read_papers(root: Path) -> Papers:
    """Those of a pack folder; none where it has neither file.

    Raises:
        PackRejected: one of the two is a link.
    """
    text, sheet = _is_there(root / PAPERS), _is_there(root / PAPER_SHEET)
    try:
        if text:
            found = parse_papers(_bytes(root, PAPERS, MOST_BYTES))
            both = (Problem(PAPER_SHEET, said.BOTH_FILES),) if sheet else ()
            return Papers(found.plans, found.problems, (*found.reminders, *both))
        if sheet:
            return parse_sheet(_bytes(root, PAPER_SHEET, MOST_MEGABYTES << 20))
    except ItemRefused as refused:
        return Papers(problems=(Problem(PAPERS if text else PAPER_SHEET, str(refused)),))
    return Papers()


def parse_papers(content: bytes) -> Papers:
    """What the text of a ``papers.toml`` says. Never fails."""
    try:
        table = toml_values(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # ValueError: also no UTF-8
        return _refused(PAPERS, words.NOT_TEXT if isinstance(error, UnicodeDecodeError) else str(error)[:200])
    number = table.get("format", FORMAT)
    if type(number) is not int or number != FORMAT:
        return _refused(f"{PAPERS} format", said.NEWER_FORMAT)
    if strange := next((key for key in table if key not in _AT_THE_TOP), ""):
        return _refused(PAPERS, words.unknown_key(strange[:40], ""))
    papers = table.get("papers")
    if not isinstance(papers, list) or not papers or not all(isinstance(one, dict) for one in papers):
        return _refused(PAPERS, said.NO_PAPERS)
    return _kept((one, _place(number, one)) for number, one in enumerate(papers, start=1))


def parse_sheet(content: bytes) -> Papers:
    """The same of 试卷.xlsx. Never fails."""
    tables, problems, reminders = sheet_tables(content)
    found = _kept(tables)
    return Papers(found.plans, (*problems, *found.problems), reminders)


def _kept(written: Iterable[Written]) -> Papers:
    plans: dict[str, Plan] = {}
    problems: list[Problem] = []
    for table, place in written:
        try:
            plan = plan_of(table)
            if plan.name in plans:
                raise PaperWrong(("name",), said.NAME_TAKEN)
        except PaperWrong as wrong:
            problems.append(Problem(place(wrong.way), str(wrong)))
            continue
        if len(plans) == MOST_PAPERS:
            problems.append(Problem(place(()), said.too_many_papers(MOST_PAPERS)))
            break
        plans[plan.name] = plan
    return Papers(tuple(plans.values()), tuple(problems))


def _place(number: int, table: Mapping[str, object]) -> Callable[[Way], str]:
    def place(way: Way) -> str:
        where = said.paper_place(PAPERS, number, table.get("name"))
        for step in way:
            where += f"[{step + 1}]" if isinstance(step, int) else f" {step[:40]}"
        return where

    return place


def _refused(place: str, reason: str) -> Papers:
    return Papers(problems=(Problem(place, reason),))


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _bytes(root: Path, name: str, most: int) -> bytes:
    path = located(root, name)
    size = path.stat().st_size
    if size == 0:
        raise ItemRefused(words.EMPTY_FILE)
    if size > most:
        raise ItemRefused(words.too_large(most >> 20) if most >> 20 else words.too_long(most // 3))
    return path.read_bytes()
