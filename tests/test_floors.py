"""The floors of the house, as rules over paths: an import may only point down, and each drawer keeps to its library.

Read from the source, not by importing, so that nothing has to be installed and imports inside functions and behind
TYPE_CHECKING count too. A rule names no file where a folder can say it (docs/decisions/floors-as-folders.md).
"""

from __future__ import annotations

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = {"apps": 3, "features": 2, "core": 1, "ui": 0}
STARTERS = ("kiosk/cli.py", "kiosk/__main__.py")  # above the apps; everything else beside the floors is ground
DRAWING, WEB, DATABASE = {"kivy", "asynckivy"}, {"fastapi", "starlette"}, {"sqlalchemy"}
WAITING = {"sqlite3", "sqlite_utils", "sqlalchemy", "httpx", "requests", "serial", "socket", "subprocess", "devices"}
WEB_FACES = (
    "kiosk/core/web/*", "kiosk/apps/*", "kiosk/features/*/console/*", "kiosk/features/*/hall/*api.py",
    "kiosk/features/*/hall/module.py",
)  # fmt: skip
# Pure as rules are, though they lie elsewhere: what a pack and a bank are made of, and what a number on a card says.
PURE = ("content/pack/*", "content/banks/*", "content/kinds/*", "content/words.py", "devices/id_card/id_number.py")
# Of a feature. `checking` is asked by three of them: the hall, a command, and a screen before it shows a pack.
DRAWERS = {"rules", "hall", "console", "terminal", "board", "commands", "demo", "checking"}
# Everything else costs the first frame: importing pydantic alone took 218 ms (measured).
BEFORE_FIRST_FRAME = DRAWING | {"serial"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
MOST_MODULES = 30
# Tests of the whole, and of what is run as root, beside the folders of the house.
STANDS = ("tests/apps/first_start_root", "tests/ui/terminal")


@dataclass(frozen=True)
class Import:
    """One import: in which file and line, of which dotted name; whether it runs when the file is imported."""

    path: str
    line: int
    name: str
    target: str  # the project's own file, or ""
    at_import: bool

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class Rule:
    """What is broken by an import of a file that matches `where`; `example`: a file and a line that break it."""

    says: str
    where: str
    is_broken: Callable[[Import], bool]
    example: tuple[str, str]


def floor_of(path: str) -> int:
    parts = path.split("/")
    if path in STARTERS:
        return 4
    return FLOORS.get(parts[1], 0) if parts[0] == "kiosk" else 0


def _points_up(found: Import) -> bool:
    return bool(found.target) and floor_of(found.target) > floor_of(found.path)


def _meets_elsewhere(found: Import) -> bool:
    mine, theirs = found.path.split("/"), found.target.split("/")
    other = theirs[:2] == ["kiosk", "features"] and theirs[2] != mine[2]
    return other and not (theirs[3] == "rules" or theirs[-1].startswith("wire"))


def _is_past_its_module(found: Import) -> bool:
    theirs = found.target.split("/")
    open_to_all = theirs[-1] == "module.py" or theirs[-1].startswith("wire") or "rules" in theirs
    return theirs[:2] == ["kiosk", "features"] and not open_to_all


def _is_impure(found: Import) -> bool:
    pure = found.package in sys.stdlib_module_names or "/rules/" in found.target
    return not pure and not is_in(found.target, PURE)


def _is_no_wire(found: Import) -> bool:
    name = found.target.rpartition("/")[2]
    return _is_impure(found) and not name.startswith("wire") and not found.target.startswith("kiosk/core/link/")


def _is_of(*packages: set[str]) -> Callable[[Import], bool]:
    names: set[str] = set().union(*packages)
    return lambda found: found.package in names


def _leads_to(*patterns: str) -> Callable[[Import], bool]:
    return lambda found: is_in(found.target, patterns)


RULES = (
    Rule("an arrow only points down", "*", _points_up, ("kiosk/core/a.py", "from kiosk.apps.hall import app")),
    Rule(
        "content knows neither the kiosk nor the devices", "content/*", _leads_to("kiosk/*", "devices/*"),
        ("content/a.py", "import kiosk.settings"),
    ),
    Rule(
        "devices know neither the kiosk nor the content", "devices/*", _leads_to("kiosk/*", "content/*"),
        ("devices/a.py", "def f():\n    from content.pack import manifest"),
    ),
    Rule(
        "features meet only at wire and rules", "kiosk/features/*", _meets_elsewhere,
        ("kiosk/features/quiz/hall/a.py", "from kiosk.features.tickets.hall.desk import TicketDesk"),
    ),
    Rule(
        "of a feature an app imports its module.py, and what is pure", "kiosk/apps/*", _is_past_its_module,
        ("kiosk/apps/hall/a.py", "if TYPE_CHECKING:\n    from kiosk.features.tickets.hall.desk import TicketDesk"),
    ),
    Rule(
        "rules are the standard library, content's dataclasses and other rules", "kiosk/features/*/rules/*", _is_impure,
        ("kiosk/features/quiz/rules/a.py", "import httpx"),
    ),
    Rule(
        "what travels is rules, and how JSON is checked", "kiosk/features/*/wire*.py", _is_no_wire,
        ("kiosk/features/quiz/wire.py", "import sqlalchemy"),
    ),
    Rule("the hall draws nothing", "*/hall/*", _is_of(DRAWING), ("kiosk/features/quiz/hall/a.py", "import kivy.app")),
    Rule("the console draws nothing", "*/console/*", _is_of(DRAWING), ("kiosk/apps/hall/console/a.py", "import kivy")),
    Rule(
        "the terminal holds no hall database and answers no request", "*/terminal/*", _is_of(WEB, DATABASE),
        ("kiosk/apps/terminal/a.py", "def f():\n    import sqlalchemy"),
    ),
    Rule(
        "the terminal knows nothing of the hall's drawers", "kiosk/features/*/terminal/*",
        _leads_to("kiosk/features/*/hall/*", "kiosk/features/*/console/*"),
        ("kiosk/features/quiz/terminal/a.py", "from kiosk.features.tickets.hall import desk"),
    ),
    Rule(
        "the hall's drawer knows nothing of the terminal's, nor of the console", "kiosk/features/*/hall/*",
        _leads_to("kiosk/features/*/terminal/*", "kiosk/features/*/console/*"),
        ("kiosk/features/tickets/hall/a.py", "from kiosk.features.tickets.terminal import slip"),
    ),
    Rule(
        "what draws runs no query and waits for nothing", "*/screens/*", _is_of(WAITING),
        ("kiosk/features/quiz/terminal/screens/a.py", "import subprocess"),
    ),
    Rule(
        "screens know no desk", "*/screens/*", _leads_to("*/desk.py", "*/hall/*"),
        ("kiosk/features/quiz/terminal/screens/a.py", "from kiosk.features.quiz.terminal import desk"),
    ),
    Rule(
        "the core draws nothing", "kiosk/core/*", _is_of(DRAWING),
        ("kiosk/core/link/a.py", "from kivy.clock import Clock"),
    ),
    Rule(
        "the console takes of a feature its module and its rules", "kiosk/apps/hall/console/*",
        lambda found: floor_of(found.target) == 2 and not is_in(found.target, ("*/module.py", "*/rules/*")),
        ("kiosk/apps/hall/console/a.py", "from kiosk.features.tickets.hall import desk"),
    ),
    Rule(
        "requests are answered in web, apps, api and console only", "kiosk/*",
        lambda found: found.package in WEB and not is_in(found.path, WEB_FACES),
        ("kiosk/features/tickets/hall/desk.py", "from fastapi import Request"),
    ),
)  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    assert not [said(rule, found) for found in all_imports() if is_broken(rule, found)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_a_planted_breach_is_found(rule: Rule) -> None:
    path, text = rule.example
    planted = list(imports_in(path, text))
    assert [said(rule, found) for found in planted if is_broken(rule, found)], planted
    line = len(text.splitlines())
    assert said(rule, planted[0]).startswith(f"{path}:{line} {rule.says}")


def test_folders_and_files_form_no_circle() -> None:
    assert not list(circles(all_imports()))


def test_a_planted_circle_is_found() -> None:
    """Between folders, though no file is in a circle; and behind TYPE_CHECKING."""
    one = imports_in("kiosk/core/link/a.py", "from kiosk.core.process import journal")
    other = imports_in("kiosk/core/process/b.py", "if TYPE_CHECKING:\n    from kiosk.core.link import http")
    assert [found.partition(":")[0] for found in circles([*one, *other])] == ["kiosk/core"]


def test_no_folder_is_too_full_to_look_through() -> None:
    assert not too_full(sources())
    assert too_full([f"kiosk/ui/a{number}.py" for number in range(MOST_MODULES + 1)]) == ["kiosk/ui"]


def test_nothing_lies_beside_the_drawers_of_a_feature() -> None:
    """So that a rule over paths reaches every file."""
    assert not beside_the_drawers(sources())
    planted = ["kiosk/features/quiz/a.py", "kiosk/features/quiz/logic/a.py", "kiosk/features/a.py"]
    fine = ["kiosk/features/quiz/wire_banks.py", "kiosk/features/quiz/hall/a.py", "kiosk/features/quiz/__init__.py"]
    assert beside_the_drawers([*planted, *fine]) == planted


@pytest.mark.parametrize("app", ["terminal", "board", "first_start"])
def test_nothing_heavy_is_imported_before_the_first_frame(app: str) -> None:
    assert not [found for found in reached_at_import(f"kiosk/apps/{app}/app.py") if is_heavy(found)]


def test_a_planted_heavy_import_is_found() -> None:
    """Also through a file between, and not where it runs later."""
    files = {
        "kiosk/apps/terminal/app.py": "from kiosk.apps.terminal import home",
        "kiosk/apps/terminal/home.py": "import kivy, json\nif ok:\n    import pydantic\ndef later():\n    import httpx",
    }
    reached = reached_at_import("kiosk/apps/terminal/app.py", lambda path: imports_in(path, files.get(path, "")))
    assert [found.name for found in reached if is_heavy(found)] == ["pydantic"]


def test_a_newcomer_can_guess_the_file_from_its_name() -> None:
    assert not badly_named(sources())
    assert len(badly_named(["kiosk/ui/utils.py", "kiosk/common/a.py", "kiosk/core/link/manager.py", "kiosk/a.py"])) == 3


def test_tests_lie_where_what_they_test_lies() -> None:
    folders = {path.rpartition("/")[0] for path in sources()}
    tests = {path.parent.relative_to(PROJECT).as_posix() for path in (PROJECT / "tests").rglob("test_*.py")}
    assert not astray(tests, folders)
    assert astray({"tests/features/queue", "tests/ui/widgets", "tests/benchmarks"}, folders) == ["tests/features/queue"]


# -- imports ------------------------------------------------------------------------------------


def is_broken(rule: Rule, found: Import) -> bool:
    return fnmatch(found.path, rule.where) and rule.is_broken(found)


def said(rule: Rule, found: Import) -> str:
    return f"{found.path}:{found.line} {rule.says}: it imports {found.name}"


def is_heavy(found: Import) -> bool:
    own = found.target or found.package in sys.stdlib_module_names
    return not (own or found.package in BEFORE_FIRST_FRAME)


def too_full(paths: Iterable[str]) -> list[str]:
    modules = Counter(path.rpartition("/")[0] for path in paths)
    return [folder for folder, count in modules.items() if count > MOST_MODULES]


def beside_the_drawers(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path.startswith("kiosk/features/") and not _in_a_drawer(path.split("/")[2:])]


def _in_a_drawer(parts: list[str]) -> bool:
    if parts[-1] == "__init__.py" and len(parts) < 3:
        return True
    return len(parts) > 1 and (parts[1] in DRAWERS or (len(parts) == 2 and parts[1].startswith("wire")))


def badly_named(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if FORBIDDEN_NAMES & {*Path(path).parts[:-1], Path(path).stem}]


def astray(tests: Iterable[str], folders: set[str]) -> list[str]:
    """Folders of tests that stand for no folder of the house."""
    inside = {folder.removeprefix("tests/") for folder in tests if folder.count("/") > 1 and not is_in(folder, STANDS)}
    return sorted(f"tests/{one}" for one in inside if not {one, f"kiosk/{one}"} & folders)


def circles(imports: Iterable[Import]) -> Iterator[str]:
    """Below any folder its children, files and folders, import each other in one direction only."""
    graphs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for found in imports:
        mine, theirs = found.path.split("/"), found.target.split("/")
        if not found.target or mine == theirs:
            continue
        depth = next(at for at, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other)
        graphs["/".join(mine[:depth])][mine[depth]].add(theirs[depth])
    for folder, graph in sorted(graphs.items()):
        circle = _circle(graph)
        if circle:
            yield f"{folder}: {' -> '.join(circle)}"


def _circle(graph: Mapping[str, set[str]]) -> list[str]:
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def reached_at_import(start: str, read: Callable[[str], Iterable[Import]] | None = None) -> Iterator[Import]:
    """Every import that runs when `start` is imported, followed through the project's own files."""
    waiting, seen = [start], {start}
    while waiting:
        for found in (read or imports_of)(waiting.pop()):
            if not found.at_import:
                continue
            yield found
            parts = found.name.split(".")
            for target in (file_of(".".join(parts[:end])) for end in range(1, len(parts) + 1)):
                if target and target not in seen:
                    seen.add(target)
                    waiting.append(target)


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(found for path in sources() for found in imports_of(path))


@cache
def sources() -> tuple[str, ...]:
    found = [path for package in ("kiosk", "content", "devices") for path in (PROJECT / package).rglob("*.py")]
    return tuple(sorted(path.relative_to(PROJECT).as_posix() for path in found))


@cache
def imports_of(path: str) -> tuple[Import, ...]:
    return tuple(imports_in(path, (PROJECT / path).read_text(encoding="utf-8")))


def imports_in(path: str, text: str) -> Iterator[Import]:
    yield from _walk(ast.parse(text, path), path, at_import=True)


def _walk(node: ast.AST, path: str, *, at_import: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            names: Iterable[str] = [alias.name for alias in child.names]
        elif isinstance(child, ast.ImportFrom):
            names = _names(child, path)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or _is_for_types(child)
            yield from _walk(child, path, at_import=at_import and not later)
            continue
        for name in names:
            yield Import(path, child.lineno, name, file_of(name), at_import)


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


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def file_of(name: str) -> str:
    """The project's file of a dotted module name; empty for anything else."""
    base = name.replace(".", "/")
    return next((path for path in (f"{base}.py", f"{base}/__init__.py") if path in sources()), "")


def is_in(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)
