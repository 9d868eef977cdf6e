"""What a keeper should mend before a pack is shown, each finding with its file, its field and what to do.

    report = check_pack(root, today, lacking=faces.lacking)
    report.grave        # these items are not shown
    report.findings     # all, in the pack's order

What cannot be shown is found by `open_pack`, the code that shows it; here stands what is shown and could be better.
Raises what `open_pack` raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from content.banks.model import Severity
from content.banks.papers import Plan, Way, Who, is_drawn_of
from content.kinds.article import Article, BlockKind
from content.kinds.ending import Ending
from content.kinds.kind import ExhibitKind
from content.kinds.picture import is_turned
from content.kinds.slide import LEAST_CONTRAST, caption_contrasts
from content.pack import finding_words as words
from content.pack import paper_words
from content.pack.exhibit import Exhibit
from content.pack.finding_words import Said
from content.pack.open import Pack, open_pack
from content.pack.paper_sheet import PAPER_SHEET
from content.pack.papers import PAPERS
from content.pack.placeholders import placeholders
from content.pack.stock import Stock

TITLE_LETTERS = 24
PARAGRAPH_LETTERS = 300
ARTICLE_LETTERS = 6_000
LEAST_PICTURE_PX = 1_000
"""Of the shorter side: a picture is drawn over a panel's width, 1,080 pixels and more."""
SOON_DAYS = 30

Lacking = Callable[[str], str]
"""Of a text, the letters that no face on the screens has."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`file` as the pack names it, `item` its number ("" of the pack), `field` a key of the manifest ("" of the file).

    `grave`: the item is not shown.
    """

    file: str
    item: str
    field: str
    text: str
    to_do: str
    grave: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, and what was found. ``placeholders``: what still reads 请改 as in the template, which is no
    fault of a pack that nobody sees yet.
    """

    pack: Pack
    findings: tuple[Finding, ...]
    placeholders: tuple[Finding, ...] = ()

    @property
    def grave(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.grave)


def check_pack(root: Path, today: date, lacking: Lacking = lambda text: "") -> CheckReport:
    """Open the pack as a screen does, and look at what it shows."""
    pack = open_pack(root)
    return CheckReport(pack, tuple(_findings(pack, today, lacking)), tuple(_placeholders(pack)))


def _placeholders(pack: Pack) -> Iterator[Finding]:
    for one in placeholders(pack):
        yield Finding(one.file, one.item, one.field, words.still_to_write(one.slots), words.WRITE_OWN)


def not_shown(pack: Pack) -> tuple[Finding, ...]:
    """What `open_pack` found to be broken."""
    return tuple(
        Finding(problem.path, "", "", problem.reason, words.NOT_SHOWN[1], grave=True) for problem in pack.problems
    )


def to_check(pack: Pack, today: date) -> list[Exhibit]:
    """What it goes on showing and asking, though the day is over until which it was known to hold."""
    every = (*pack.exhibits, *pack.bank_entries)
    return [one for one in every if one.check_by is not None and one.check_by < today]


def _findings(pack: Pack, today: date, lacking: Lacking) -> Iterator[Finding]:
    yield from not_shown(pack)
    for reminder in pack.reminders:
        yield Finding(reminder.path, "", "", reminder.reason, words.TO_DO.get(reminder.reason, words.AS_SAID))
    for exhibit in pack.exhibits:
        file = exhibit.path.relative_to(pack.root).as_posix()
        for field, (text, to_do) in _of_exhibit(exhibit, today, lacking):
            yield Finding(file, exhibit.id, field, text, to_do)
    yield from _of_questions(pack, today)
    for exhibit in to_check(pack, today):
        file = exhibit.path.relative_to(pack.root).as_posix()
        assert exhibit.check_by is not None
        yield Finding(file, exhibit.id, "check_by", *words.check_again(exhibit.check_by))
    if pack.exhibits and all(_last_day(one) and _last_day(one) < today for one in pack.exhibits):  # type: ignore[operator]
        yield Finding("", "", "valid_until", *words.NOTHING_LEFT)


def _of_questions(pack: Pack, today: date) -> Iterator[Finding]:
    """What its papers will lack, and what of its banks was not understood."""
    for bank, entry in zip(pack.banks, pack.bank_entries, strict=True):
        file = entry.path.relative_to(pack.root).as_posix()
        if refused := bank.refused():
            yield Finding(file, entry.id, "", *paper_words.rows_left_out(entry.title, len(refused), str(refused[0])))
        if others := [one for one in bank.findings if one.severity is not Severity.REFUSED]:
            yield Finding(file, entry.id, "", *paper_words.rows_to_look_at(entry.title, len(others), str(others[0])))
    stocks: dict[tuple[date, str], Stock] = {}
    for plan in pack.papers:
        day = max(today, plan.valid_from or today)
        banks = [
            bank for bank, entry in zip(pack.banks, pack.bank_entries, strict=True)
            if is_drawn_of(plan, entry.id, entry.title)
        ]  # fmt: skip
        if pack.banks and (day, plan.bank) not in stocks:
            stocks[day, plan.bank] = Stock((item for bank in banks for item in bank), day)
        said = of_paper(plan, stocks.get((day, plan.bank)), today)
        if plan.bank and not banks:
            said = iter([paper_words.no_such_bank(plan.title, plan.bank)])
        for text, to_do in said:
            yield Finding(PAPERS if (pack.root / PAPERS).exists() else PAPER_SHEET, "", "", text, to_do)


def of_paper(plan: Plan, stock: Stock | None, today: date) -> Iterator[Said]:
    """``stock``: of the day on which it is drawn first; None where its pack has no bank."""
    if plan.who is Who.MEMBERS and plan.way is not Way.CHECKUP:
        yield paper_words.for_members(plan.title)
    if plan.valid_until is not None and plan.valid_until < today:
        yield paper_words.paper_ended(plan.title, plan.valid_until)
    if stock is None:  # it is drawn from what else is on the screen
        return
    found = stock.shortages(plan)
    if sum(one.quota.count - one.found for one in found) == plan.count:
        yield paper_words.nothing_to_draw(plan.title)
        return
    for one in found:
        quota = one.quota
        what = paper_words.quota_named(quota.tag, quota.kind, quota.difficulty)
        yield paper_words.short(plan.title, quota.count, one.found, what)


def _of_exhibit(exhibit: Exhibit, today: date, lacking: Lacking) -> Iterator[tuple[str, Said]]:
    if not exhibit.source:
        yield "source", words.NO_SOURCE
    if exhibit.source_date is None:
        yield "source_date", words.NO_DATE
    if len(exhibit.title) > TITLE_LETTERS:
        yield "title", words.title_too_long(len(exhibit.title), TITLE_LETTERS)
    if exhibit.kind is ExhibitKind.POSTER and exhibit.alternative is None:
        yield "text_file", words.POSTER_WITHOUT_TEXT
    is_picture = exhibit.kind in (ExhibitKind.IMAGE, ExhibitKind.POSTER)
    if is_picture and min(exhibit.size) < LEAST_PICTURE_PX:
        yield "", words.picture_small(*exhibit.size, LEAST_PICTURE_PX)
    if is_picture and is_turned(exhibit.path):
        yield "", words.PICTURE_TURNED
    if exhibit.kind is ExhibitKind.IMAGE:
        upright, lying = caption_contrasts(exhibit.path, exhibit.title, exhibit.heading)
        if min(upright, lying) < LEAST_CONTRAST:
            yield "", words.caption_unread(upright, lying, LEAST_CONTRAST)
    for field, text in (("", exhibit.article), ("text_file", exhibit.alternative)):
        if text is not None:
            yield from ((field, said) for said in _of_text(text, whole=exhibit.kind is ExhibitKind.ARTICLE))
    if missing := _lacking(exhibit, lacking):
        yield "", words.letters_lacking(missing)
    yield from _of_dates(exhibit, today)
    if isinstance(exhibit.content, Ending):
        yield from (("", said) for said in _of_people(exhibit.content, today))


def _of_people(content: Ending, today: date) -> Iterator[Said]:
    """Who leaves by themselves, and whose rows need to stand there no more."""
    ends = [day for day in content.last_days() if day is not None]
    soon = [day for day in ends if timedelta() <= day - today <= timedelta(SOON_DAYS)]
    if over := sum(day < today for day in ends):
        yield words.people_over(over)
    if soon:
        yield words.people_soon(len(soon), min(soon), SOON_DAYS)


def _of_text(text: Article, *, whole: bool) -> Iterator[Said]:
    longest = max((len(block.text) for block in text.blocks if block.kind is not BlockKind.HEADING), default=0)
    if longest > PARAGRAPH_LETTERS:
        yield words.paragraph_too_long(longest, PARAGRAPH_LETTERS)
    if whole and text.character_count() > ARTICLE_LETTERS:
        yield words.article_too_long(text.character_count(), ARTICLE_LETTERS)


def _of_dates(exhibit: Exhibit, today: date) -> Iterator[tuple[str, Said]]:
    last = _last_day(exhibit)
    if last is None:
        return
    field = "consent_until" if last == exhibit.consent_until else "valid_until"
    if last < today:
        yield field, words.ended(last)
    elif (last - today).days <= SOON_DAYS:
        yield field, words.ends_soon(last, (last - today).days)


def _last_day(exhibit: Exhibit) -> date | None:
    """The last day on which it is shown, whichever of its dates ends it; None: no end."""
    ends = [one.ends for one in (exhibit.showing, exhibit.pack_showing) if one.ends is not None]
    days = [(end - timedelta(microseconds=1)).date() for end in ends]
    return min([*days, *([exhibit.consent_until] if exhibit.consent_until else [])], default=None)


def _lacking(exhibit: Exhibit, lacking: Lacking) -> str:
    texts = [exhibit.title, exhibit.heading, exhibit.source]
    for one in (exhibit.article, exhibit.alternative):
        texts += [one.title, *(block.text for block in one.blocks)] if one is not None else []
    texts += [text for _, text in exhibit.content.texts()] if exhibit.content is not None else []
    return "".join(dict.fromkeys(letter for text in texts for letter in lacking(text)))[:20]
