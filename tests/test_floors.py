"""The floors of the house: an import may only point down, and each face keeps to its own library.

Read from the source, not by importing, so that nothing has to be installed and imports inside functions count too.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ROOTS = (
    "kiosk/cli.py",
    "kiosk/apps/terminal/app.py",
    "kiosk/apps/board/app.py",
    "kiosk/apps/first_start/app.py",
    "kiosk/apps/hall/app.py",
)
# What starts a root: the entry points, the demonstration, and the keeper's commands while no service runs.
STARTERS = (
    "kiosk/__main__.py",
    "kiosk/apps/terminal/start.py",
    "kiosk/apps/board/start.py",
    "kiosk/apps/first_start/start.py",
    "kiosk/apps/hall/admin.py",
    "kiosk/apps/first_start/as_owner.py",  # the first keeper and the first terminal, as `kiosk hall …` makes them
    "kiosk/apps/commands/*",
    "kiosk/apps/demo/*",
)
KIVY_FACES = (
    "kiosk/ui/*",
    "kiosk/apps/board/app.py",
    "kiosk/apps/first_start/app.py",
    "*screen*.py",
    "*/screens/*",
    "kiosk/features/exhibition/terminal/loop/player.py",
    "kiosk/features/exhibition/terminal/modules/*",
    "kiosk/apps/terminal/app.py",
    "kiosk/apps/terminal/rooms.py",  # a part of the root: wires pages
    "kiosk/apps/terminal/shell*.py",
    "kiosk/apps/terminal/maintenance*.py",
)
WEB_FACES = ("*/api.py", "*/*_api.py", "*/pages.py", "kiosk/apps/hall/app.py")
FACES = (*KIVY_FACES, "*/api.py", "*/*_api.py", "*/pages.py")
DESKS = ("*/desk.py",)
RULES = (
    "*/words.py",
    "kiosk/features/membership/hall/*_words.py",
    "*words/*.py",  # a catalogue a language, and which one is in force
    "kiosk/ui/language.py",
    "kiosk/ui/english.py",
    "*/views.py",
    "kiosk/core/link/wire.py",
    "kiosk/features/tickets/rules/queue.py",
    "kiosk/features/tickets/rules/hours.py",
    "kiosk/features/tickets/wire_board.py",
    "kiosk/ui/voice/call_sentence.py",
    "kiosk/apps/board/calling.py",
    "kiosk/apps/board/view_of.py",
    "kiosk/features/tickets/rules/statistics.py",
    "kiosk/features/membership/rules/record.py",
    "kiosk/features/membership/rules/dates.py",
    "kiosk/features/membership/rules/names.py",
    "kiosk/features/quiz/terminal/item.py",
    "kiosk/features/quiz/rules/paper.py",
    "kiosk/features/quiz/rules/marking.py",
    "kiosk/features/quiz/terminal/statistics.py",
    "kiosk/features/exhibition/rules/schedule.py",
)
GROUND = ("kiosk/core/database/owner.py", "kiosk/core/link/store.py", "content/*", "devices/*")
DRAWING = {"kivy", "asynckivy"}
WEB = {"fastapi", "starlette"}
WAITING = {"sqlite3", "sqlite_utils", "sqlalchemy", "httpx", "requests", "serial", "socket", "subprocess", "devices"}
# Everything else costs the first frame: importing pydantic alone took 218 ms (measured).
BEFORE_FIRST_FRAME = DRAWING | {"serial"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


@dataclass(frozen=True)
class Import:
    """One import: in which file and line, of which dotted name; whether it runs when the file is imported."""

    path: str
    line: int
    name: str
    at_import: bool

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.name}"


def test_content_and_devices_never_know_the_application() -> None:
    assert not [found for found in imports("content/*", "devices/*") if found.package == "kiosk"]


def test_content_and_devices_do_not_know_each_other() -> None:
    assert not [found for found in imports("content/*") if found.package == "devices"]
    assert not [found for found in imports("devices/*") if found.package == "content"]


def test_kivy_is_known_only_where_something_is_drawn() -> None:
    allowed = (*KIVY_FACES, "kiosk/apps/demo/*")  # the tour's finger touches the window
    assert not [str(found) for found in imports() if found.package in DRAWING and not is_in(found.path, allowed)]


def test_fastapi_is_known_only_where_requests_are_answered() -> None:
    allowed = (*WEB_FACES, *ROOTS, "kiosk/apps/demo/*")  # the page of the emulated devices
    assert not [str(found) for found in imports() if found.package in WEB and not is_in(found.path, allowed)]


def test_what_draws_runs_no_query_and_waits_for_nothing() -> None:
    drawing = {found.path for found in imports(*KIVY_FACES) if found.package in DRAWING} - {*ROOTS}
    for found in imports(*drawing) if drawing else []:
        assert found.package not in WAITING and found.name != "kiosk.core.database.owner", str(found)


def test_desks_know_no_face() -> None:
    for found in imports(*DESKS):
        assert found.package not in DRAWING | WEB, str(found)
        assert not is_in(file_of(found.name), FACES), str(found)


def test_rules_need_only_the_standard_library() -> None:
    """Besides it: other rules, and the bank items of content/banks/model.py."""
    for found in imports(*RULES):
        allowed = found.package in sys.stdlib_module_names or found.name.startswith("content.banks.model")
        assert allowed or is_in(file_of(found.name), RULES), str(found)


def test_the_ground_knows_nothing_above_it() -> None:
    for found in imports(*GROUND):
        assert not is_in(file_of(found.name), (*ROOTS, *FACES, *DESKS)), str(found)


def test_only_what_starts_a_root_knows_one() -> None:
    for found in imports():
        if is_in(file_of(found.name), (*ROOTS, *STARTERS)):
            assert is_in(found.path, (*ROOTS, *STARTERS)), str(found)


def test_there_are_no_circles() -> None:
    graph: dict[str, set[str]] = {}
    for found in imports():
        target = file_of(found.name)
        if target and target != found.path and not target.endswith("__init__.py"):
            graph.setdefault(found.path, set()).add(target)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        raise AssertionError(" -> ".join(reversed(circle.args[1]))) from None


@pytest.mark.parametrize(
    "root", ["kiosk/apps/terminal/app.py", "kiosk/apps/board/app.py", "kiosk/apps/first_start/app.py"]
)
def test_nothing_heavy_is_imported_before_the_first_frame(root: str) -> None:
    for found in reached_at_import(root):
        own = file_of(found.name) or found.package in sys.stdlib_module_names
        assert own or found.package in BEFORE_FIRST_FRAME, str(found)


def test_a_newcomer_can_guess_the_file_from_its_name() -> None:
    assert not [path for path in sources() if FORBIDDEN_NAMES & {*Path(path).parts[:-1], Path(path).stem}]


def reached_at_import(start: str) -> Iterator[Import]:
    """Every import that runs when `start` is imported, followed through the project's own files."""
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        for found in imports(path):
            if not found.at_import:
                continue
            yield found
            parts = found.name.split(".")
            for target in (file_of(".".join(parts[:end])) for end in range(1, len(parts) + 1)):
                if target and target not in seen:
                    seen.add(target)
                    waiting.append(target)


def imports(*patterns: str) -> list[Import]:
    """All imports of the files that match any pattern; of every file when none is given."""
    return [found for path in sources() if not patterns or is_in(path, patterns) for found in imports_of(path)]


@cache
def sources() -> tuple[str, ...]:
    found = [path for package in ("kiosk", "content", "devices") for path in (PROJECT / package).rglob("*.py")]
    return tuple(sorted(path.relative_to(PROJECT).as_posix() for path in found))


@cache
def imports_of(path: str) -> tuple[Import, ...]:
    tree = ast.parse((PROJECT / path).read_text(encoding="utf-8"), path)
    return tuple(_walk(tree, path, at_import=True))


def _walk(node: ast.AST, path: str, *, at_import: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(path, child.lineno, alias.name, at_import) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(path, child.lineno, name, at_import) for name in _names(child, path))
        elif not _is_type_checking(child):
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(child, path, at_import=at_import and not inside)


def _names(statement: ast.ImportFrom, path: str) -> Iterator[str]:
    """`from kiosk.ui import page` imports kiosk.ui.page; `from kiosk.settings import load` kiosk.settings."""
    module = statement.module or ""
    if statement.level:
        parts = Path(path).parent.parts
        above = ".".join(parts[: len(parts) - statement.level + 1])
        module = f"{above}.{module}".rstrip(".")
    for alias in statement.names:
        deeper = f"{module}.{alias.name}"
        yield deeper if file_of(deeper) else module


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def file_of(name: str) -> str:
    """The project's file of a dotted module name; empty for anything else."""
    base = name.replace(".", "/")
    return next((path for path in (f"{base}.py", f"{base}/__init__.py") if path in sources()), "")


def is_in(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)
