"""The manual as a newcomer reads it: what to type and what to press is found on its pages, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.console_blocks import blocks

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIRST_TIME = "第一次用"


class NotInTheManual(AssertionError):
    """Whoever does what the pages say would not have come here."""


@dataclass(frozen=True)
class Page:
    """One page, `docs/install.md`, or the part of it under a heading."""

    name: str
    text: str

    @classmethod
    def of(cls, name: str) -> Page:
        return cls(name, (DOCS / name).read_text(encoding="utf-8"))

    def part(self, heading: str) -> Page:
        """What stands under the first heading that holds these words."""
        lines, headings, inside = self.text.splitlines(), dict[int, int](), False
        for at, line in enumerate(lines):
            inside ^= line.strip().startswith("```")
            if not inside and (marks := re.match(r"#+ ", line)):
                headings[at] = len(marks[0])
        for at, level in headings.items():
            if heading in lines[at]:
                after = (other for other, deep in headings.items() if other > at and deep <= level)
                return Page(self.name, "\n".join(lines[at : next(after, len(lines))]))
        raise NotInTheManual(f"{self.name}: no heading “{heading}”")

    def command(self, *holding: str) -> str:
        """The one command, of a console block or between backticks, that holds these words."""
        typed = [
            re.sub(r"\s+#\s.*", "", line.strip()[2:]) for line in self._console() if line.strip()[:2] in ("$ ", "# ")
        ]
        inline = [code for line in self._prose() for code in re.findall(r"`([^`]+)`", line)]
        found = [one for one in dict.fromkeys([*typed, *inline]) if all(word in one for word in holding)]
        if len(found) != 1:
            raise NotInTheManual(f"{self.name}: {len(found)} commands with {holding}: {found}")
        return str(found[0])

    def says(self, words: str) -> str:
        """These words, where the page has them: what is pressed and filled in is called so on the page."""
        if words not in self.text:
            raise NotInTheManual(f"{self.name}: “{words}”")
        return words

    def address(self, begins: str) -> str:
        """The one web address that begins so."""
        found = dict.fromkeys(re.findall(rf"{re.escape(begins)}[^`\s）]*", self.text))
        if len(found) != 1:
            raise NotInTheManual(f"{self.name}: addresses {list(found)}")
        return str(next(iter(found)))

    def _console(self) -> list[str]:
        shown = {line for block in blocks() if block.page == self.name for line in block.lines}
        return [line for line in self.text.splitlines() if line.strip() in {one.strip() for one in shown}]

    def _prose(self) -> list[str]:
        console = set(self._console())
        return [line for line in self.text.splitlines() if line not in console]


def first_time() -> list[tuple[str, list[str]]]:
    """The steps that the first page tells a newcomer to take, each with the pages it names."""
    _, _, after = Page.of("index.md").text.partition(FIRST_TIME)
    steps = re.findall(r"^\d+\. (.+)$", after, re.MULTILINE)
    return [(step, re.findall(r"\]\((\w+\.md)\)", step)) for step in steps]
