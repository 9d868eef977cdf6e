"""The papers of a draft: brought as a sheet, written one by one, looked at beside what the pack's banks can fill.

    paper = editor.find("spring", "checkup")                          # raises PackRefused
    editor.save("spring", "checkup", mark_of(paper), table, by)        # raises PaperWrong, PackRefused
    editor.bring("spring", plans, by)                                 # those of the same number are exchanged
    stocks.of(draft, today)                                           # None: the pack has no bank

Who changes a paper has to have seen it as it is; whoever changes another one, or an item, is in nobody's way.
Blocks, the first time for as long as reading the banks takes.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeVar

from content.banks.model import BankRejected, Item
from content.banks.papers import MOST_PAPERS, Plan, is_drawn_of
from content.kinds.kind import ExhibitKind
from content.pack.paper_fields import plan_of
from content.pack.paper_sheet import name_of
from content.pack.paper_writing import papers_text
from content.pack.papers import MOST_BYTES, parse_papers
from content.pack.stock import Stock
from content.tables import cells
from kiosk.features.exhibition.hall.banks.kept import Banks
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.drafts import ChangedMeanwhile, Draft, Drafts
from kiosk.features.exhibition.rules.withdrawn import Withdrawn, not_asked

T = TypeVar("T")
_TRIES = 3  # somebody else may write another paper at the same moment
_MOST_STOCKS = 8


def mark_of(plan: Plan) -> str:
    """Another for everything that may be changed of a paper."""
    return hashlib.sha256(papers_text([plan]).encode()).hexdigest()[:16]


def plans_of(draft: Draft) -> tuple[Plan, ...]:
    return parse_papers(draft.papers.encode()).plans if draft.papers else ()


@dataclass(frozen=True, slots=True)
class Brought:
    """Titles of the papers that are new, and of those that stand in the place of one of the same number."""

    new: tuple[str, ...]
    exchanged: tuple[str, ...]


class PaperEditor:
    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def find(self, pack: str, name: str) -> Plan:
        """Raises PackRefused."""
        return _found(plans_of(self._drafts.of(pack)), name)

    def bring(self, pack: str, plans: Sequence[Plan], by: int | None = None) -> Brought:
        """Raises PackRefused."""
        brought = {plan.name: plan for plan in plans}

        def work(kept: tuple[Plan, ...]) -> tuple[Iterable[Plan], Brought]:
            before = {plan.name: plan for plan in kept}
            new = tuple(plan.title for plan in plans if plan.name not in before)
            others = tuple(plan.title for plan in plans if before.get(plan.name) not in (None, plan))
            return (before | brought).values(), Brought(new, others)

        return self._changed(pack, work, by)

    def save(self, pack: str, name: str, seen: str, table: Mapping[str, object], by: int | None = None) -> Plan:
        """`name` empty: a new one; `seen`: the mark of the one that the editor saw; `table` as in papers.toml, without
        a name that of its title. Raises PaperWrong, PackRefused.
        """
        number = name or str(table.get("name", "")) or name_of(cells.plain(str(table.get("title", ""))))
        plan = plan_of({**table, "name": number})

        def work(kept: tuple[Plan, ...]) -> tuple[Iterable[Plan], Plan]:
            if not name:
                if any(plan.name == one.name for one in kept):
                    raise PackRefused("paper_taken")
                return (*kept, plan), plan
            if mark_of(_found(kept, name)) != seen:
                raise PackRefused("paper_changed")
            return (plan if one.name == name else one for one in kept), plan

        return self._changed(pack, work, by)

    def remove(self, pack: str, name: str, seen: str, by: int | None = None) -> Plan:
        """Raises PackRefused."""

        def work(kept: tuple[Plan, ...]) -> tuple[Iterable[Plan], Plan]:
            gone = _found(kept, name)
            if mark_of(gone) != seen:
                raise PackRefused("paper_changed")
            return (one for one in kept if one is not gone), gone

        return self._changed(pack, work, by)

    def _changed(
        self, pack: str, work: Callable[[tuple[Plan, ...]], tuple[Iterable[Plan], T]], by: int | None
    ) -> T:  # fmt: skip
        for _ in range(_TRIES):
            draft = self._drafts.of(pack)
            found, told = work(plans_of(draft))
            plans = tuple(found)
            if len(plans) > MOST_PAPERS:
                raise PackRefused("too_many_papers")
            text = papers_text(plans) if plans else ""
            if len(text.encode()) > MOST_BYTES:
                raise PackRefused("papers_too_large")
            try:
                self._drafts.keep_papers(pack, draft.papers, text, by)
            except ChangedMeanwhile:
                continue
            return told
        raise ChangedMeanwhile


def _found(plans: Iterable[Plan], name: str) -> Plan:
    for plan in plans:
        if plan.name == name:
            return plan
    raise PackRefused("no_such_paper")


class Stocks:
    """What can be drawn of each draft's banks, without what is withdrawn; kept, for a draft's file never changes."""

    def __init__(self, drafts: Drafts, banks: Banks, withdrawn: Callable[[], Sequence[Withdrawn]]) -> None:
        self._drafts, self._banks, self._withdrawn = drafts, banks, withdrawn
        self._kept: OrderedDict[tuple[object, ...], Stock] = OrderedDict()
        self._lock = Lock()

    def of(self, draft: Draft, day: date, plan: Plan | None = None) -> Stock | None:
        """Of the banks that this paper is drawn of. None: the draft has no bank, and its papers are drawn from all that
        are on the screen. A bank that cannot be read fills nothing.
        """
        banks = {item: one for item, one in draft.items.items() if one.get("kind") == ExhibitKind.BANK}
        if not banks:
            return None
        files = {item: str(one.get("file", "")) for item, one in banks.items()
                 if plan is None or is_drawn_of(plan, item, str(one.get("title", "")))}  # fmt: skip
        withdrawn = tuple(self._withdrawn())
        key = draft.pack, day, tuple(files.items()), withdrawn
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        unread: list[str] = []
        found = Stock(self._items(draft.pack, files, withdrawn, unread), day)
        if not unread:  # next time it may be readable
            self._keep(key, found)
        return found

    def _keep(self, key: tuple[object, ...], stock: Stock) -> None:
        with self._lock:
            self._kept[key] = stock
            while len(self._kept) > _MOST_STOCKS:
                self._kept.popitem(last=False)

    def _items(
        self, pack: str, files: Mapping[str, str], withdrawn: Sequence[Withdrawn], unread: list[str]
    ) -> Iterator[Item]:  # fmt: skip
        for item, file in files.items():
            try:
                bank = self._banks.of(self._drafts.home / pack / file, f"{pack}/{item}")
            except (BankRejected, OSError):
                unread.append(item)
                continue
            down = not_asked((bank,), withdrawn)
            yield from (one for one in bank if (bank.name, one.id) not in down)
