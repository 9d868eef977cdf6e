"""What a reader made of a dressed bank, compared with the truth: right, told, or silently wrong."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from content.banks.model import Bank, Item, Severity
from tests.content.banks.truth import Truth

_NUMBER = re.compile(r"(\d+) 题|(\d+) 段")


@dataclass
class Tally:
    counts: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)  # told, though nobody spoiled it

    def judge(
        self, what: str, bank: Bank, truths: list[Truth], places: dict[str, list[int]], spoiled: dict[str, str]
    ) -> None:
        """``places``: of each truth, where the file has it; ``spoiled``: how somebody damaged it."""
        told = {row for finding in bank.findings for row in _rows(finding.row, finding.sheet)}
        refused = {
            row for one in bank.findings if one.severity is Severity.REFUSED for row in _rows(one.row, one.sheet)
        }
        by_mark: dict[str, list[Item]] = {}
        for item in bank.items:
            mark = next((truth.mark for truth in truths if truth.mark in item.stem), "")
            by_mark.setdefault(mark, []).append(item)
        self.silent += [f"{what} nobody's {item}" for item in by_mark.pop("", [])]
        for truth in truths:
            found, rows = by_mark.get(truth.mark, []), places[truth.mark]
            label = f"{what} {spoiled.get(truth.mark, '')} {truth.item} -> {found}"
            if len(found) == 1 and _same(found[0], truth.item):
                self.counts["right"] += 1
            elif found and told & set(rows):
                self.counts["told"] += 1
                if truth.mark not in spoiled:
                    self.odd.append(label + _said(bank, rows))
            elif found:
                self.silent.append(label)
            elif refused & set(rows):
                self.counts["refused"] += 1
                if truth.mark not in spoiled:
                    self.lost.append(label + _said(bank, rows))
            elif truth.mark in spoiled and told & set(rows):  # its line was joined to another one, or left aside
                self.counts["told"] += 1
            else:
                self.silent.append(label)


def _rows(row: int, sheet: str) -> set[int]:
    match = _NUMBER.search(sheet)
    return {row} if match is None else {int(match[1] or match[2])}


def _said(bank: Bank, rows: list[int]) -> str:
    return str([str(one) for one in bank.findings if _rows(one.row, one.sheet) & set(rows)])


def _same(found: Item, truth: Item) -> bool:
    return replace(found, id="") == replace(truth, id="")
