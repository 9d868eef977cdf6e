"""The pages ask for nothing newer than Chrome 80, in script, styles and HTML: the browsers of 360 and UOS are so old.

What is newer stands in `newer_than_chrome_80.toml`. A clerk's day is tried in a real browser with the newer names taken
away (`tests/apps/hall/console/test_old_browser.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
NEWER = tomllib.loads((Path(__file__).parent / "newer_than_chrome_80.toml").read_text("utf-8"))
# An older browser drops this whole rule and goes on showing every focus: wanted.
MAY_STAND = ":focus:not(:focus-visible)"
GAPS = {"gap", "row-gap", "column-gap"}
FILES = sorted(path for kind in ("js", "css", "html") for path in (PROJECT / "kiosk").rglob(f"*.{kind}"))
Found = Iterator[tuple[str, int]]


def names(section: str) -> dict[str, int]:
    """Name -> the version it came with."""
    return {name: int(version) for version, text in NEWER[section].items() for name in text.split()}


def patterns(section: str) -> dict[re.Pattern[str], int]:
    return {re.compile(one): int(version) for version, found in NEWER[section].items() for one in found}


PROPERTIES, SELECTORS, AT_RULES, MEDIA = names("properties"), names("selectors"), names("at-rules"), names("media")
INTERFACES, MEMBERS, STATICS = names("interfaces"), names("members"), names("statics")
ATTRIBUTES, ELEMENTS = names("attributes"), names("elements")
VALUES, SYNTAX = patterns("values"), patterns("syntax")


def in_styles(text: str) -> Found:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).replace(MAY_STAND, "")
    yield from among(re.findall(r"@([\w-]+)", text), AT_RULES)
    yield from among(re.findall(r"[(\s]([\w-]+)\s*[:)]", " ".join(re.findall(r"@media([^{]*)", text))), MEDIA)
    for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", text):
        yield from among(re.findall(r"::?([\w-]+)", selector), SELECTORS)
        for declaration in filter(None, (one.strip() for one in block.split(";"))):
            name = declaration.partition(":")[0].strip()
            yield from among([name], PROPERTIES)
            yield from matching(declaration, VALUES)
            if name in GAPS and not re.search(r"display:\s*(inline-)?grid|grid-template", block):
                yield f"{name} outside a grid", 84


def in_script(text: str) -> Found:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for line in (re.sub(r"(^|\s)//.*", "", one) for one in text.splitlines()):
        yield from among(re.findall(r"\.(\w+)", line), MEMBERS)
        yield from among(re.findall(r"(?<![.\w\"'])(\w+)(?!\s*[:\"'])", line), INTERFACES)
        yield from among(re.findall(r"\b(\w+\.\w+)", line), STATICS)
        yield from matching(line, SYNTAX)


def in_page(text: str) -> Found:
    """A template: its elements and attributes, and whatever script or style stands in it."""
    for script in re.findall(r"<script[^>]*>(.*?)</script>", text, flags=re.DOTALL):
        yield from in_script(script)
    for style in re.findall(r"<style[^>]*>(.*?)</style>", text, flags=re.DOTALL):
        yield from in_styles(style)
    for element, rest in re.findall(r"<([a-z]+)\b([^<>]*)>", text):
        yield from among([element], ELEMENTS)
        yield from among(re.findall(r"\s([\w-]+)(?==|\s|$)", re.sub(r'"[^"]*"', '""', rest)), ATTRIBUTES)


def among(said: Iterable[str], newer: dict[str, int]) -> Found:
    return ((one, newer[one]) for one in said if one in newer)


def matching(text: str, newer: dict[re.Pattern[str], int]) -> Found:
    return ((text.strip(), version) for pattern, version in newer.items() if pattern.search(text))


LOOKED_AT = {".css": in_styles, ".js": in_script, ".html": in_page}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_nothing_is_newer_than_chrome_80(path: Path) -> None:
    assert list(LOOKED_AT[path.suffix](path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("kind", "planted", "version"),
    [
        (".js", "const press = crypto.randomUUID();", 92),
        (".js", "fetch(address, { signal: AbortSignal.timeout(1000) });", 103),
        (".js", "const copy = structuredClone(form);", 98),
        (".js", "box.replaceChildren(fresh);", 86),
        (".js", "event.submitter?.click();", 81),
        (".js", "new FormData(form, button)", 112),
        (".js", "last ??= 1;", 85),
        (".js", "if (Object.hasOwn(form, name)) return;", 93),
        (".js", "text.replaceAll(a, b)", 85),
        (".css", ".notes { inset: auto 0 0 0; }", 87),
        (".css", ".row { display: flex; gap: 12px; }", 84),
        (".css", ".row:has(button) { color: red; }", 105),
        (".css", ":is(a, button) { color: red; }", 88),
        (".css", "a:focus-visible { color: red; }", 86),
        (".css", ".pad { aspect-ratio: 1; }", 88),
        (".css", "input { accent-color: red; }", 93),
        (".css", ".pad { min-height: 100dvh; }", 108),
        (".css", "@layer base { a { color: red; } }", 99),
        (".css", "a { color: color-mix(in srgb, red, blue); }", 111),
        (".css", "p { margin-inline: 8px; }", 87),
        (".css", "@media (prefers-contrast: more) { a { color: red; } }", 96),
        (".html", "<p inert>", 102),
        (".html", "<script>structuredClone(1)</script>", 98),
    ],
)
def test_what_is_newer_is_found(kind: str, planted: str, version: int) -> None:
    assert [found for _, found in LOOKED_AT[kind](planted)] == [version]


def test_a_grid_may_keep_its_gap_and_the_old_rule_for_focus_may_stand() -> None:
    assert not list(in_styles(f".stack {{ display: grid; gap: 8px; }} {MAY_STAND} {{ outline: 0; }}"))
