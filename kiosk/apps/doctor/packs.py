"""The packs: can everything that should be shown be shown?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, fail, ok, warn
from kiosk.settings import Settings

if TYPE_CHECKING:
    from content.pack.open import Pack


def installed(settings: Settings, today: date | None = None) -> Iterator[Check]:
    """The starter pack, then every installed one; pictures are decoded as they would be for the screen."""
    from content.pack.open import STARTER

    yield _examine(STARTER, words.STARTER_BROKEN, today)
    folder = settings.terminal.packs_dir
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    packs = [pack for pack in found if pack.is_dir() and not pack.name.startswith(".")]
    yield from (_examine(pack, words.MEND_PACK, today) for pack in packs)
    yield from _same_papers(packs)


def delivered(settings: Settings) -> Iterator[Check]:
    """What the hall delivered to this terminal, and why it is not the newest."""
    from content.distribution import FOLDER
    from content.distribution.store import ReleaseStore
    from kiosk.core.link.enrolment import HallLink, NotEnrolled
    from kiosk.features.exhibition.rules.words import LAGS

    terminal = settings.terminal
    try:
        link = HallLink.load(terminal.hall_file)
    except NotEnrolled:
        return
    store = ReleaseStore(terminal.data_dir / FOLDER, link.pin or link.url)
    for root in store.roots():
        yield replace(_examine(root, words.PUBLISH_AGAIN), name="delivered", title=words.TITLES["delivered"])
    why = store.state.why_refused(store.offer.release.id) if store.offer else None
    if why is not None:
        yield warn("delivered", words.TITLES["delivered"], LAGS.get(why, LAGS["refused"]), words.PUBLISH_AGAIN)


def _same_papers(packs: list[Path]) -> Iterator[Check]:
    """Papers that are offered from another pack: of two with one name the first counts."""
    from content.pack.open import PackRejected
    from content.pack.papers import PAPERS, read_papers

    first: dict[str, str] = {}
    for pack in packs:
        try:
            plans = read_papers(pack).plans
        except PackRejected:
            continue  # told above
        for plan in plans:
            if (other := first.setdefault(plan.name, pack.name)) != pack.name:
                said = words.paper_taken(f"{pack.name}/{PAPERS}", plan.title, plan.name, other)
                yield warn("packs", words.TITLES["packs"], said, words.RENAME_PAPER)


def _examine(folder: Path, mend: str, today: date | None = None) -> Check:
    from content.pack.check import to_check
    from content.pack.open import PackRejected, open_pack
    from content.pack.placeholders import placeholders

    title = words.TITLES["packs"]
    try:
        pack = open_pack(folder, films=False)
    except PackRejected as refused:
        return fail("packs", title, words.pack_refused(str(folder), str(refused)), mend)
    problems = [str(problem) for problem in pack.problems]
    problems += [*_spellings(pack), *_theme(pack)]
    problems += [str(finding) for bank in pack.banks for finding in bank.refused()]
    if problems:
        return warn("packs", title, words.pack_flawed(pack.title, len(problems), problems[0]), words.MEND_PACK)
    if pack.reminders:
        return warn("packs", title, words.pack_reminded(pack.title, str(pack.reminders[0])), words.MEND_PACK)
    if left := list(placeholders(pack)):
        return warn("packs", title, words.pack_to_change(pack.title, len(left)), words.MEND_PACK)
    if asked := to_check(pack, today or date.today()):
        return warn("packs", title, words.pack_to_check(pack.title, len(asked), asked[0].title), words.CHECK_SOURCE)
    return ok("packs", title, words.pack_good(pack.title, pack.version, len(pack.exhibits), len(pack.banks)))


def _spellings(pack: Pack) -> Iterator[str]:
    """Words whose pinyin the keyboard cannot be typed by."""
    from content.pack.place_words import WORDS
    from kiosk.ui.typing.local_words import BadSpelling, LocalWord

    for word in pack.words:
        try:
            LocalWord.of(word.text, " ".join(word.syllables))
        except BadSpelling as error:
            yield words.word_not_typed(f"{WORDS}:{word.line}", word.text, error.pinyin)


def _theme(pack: Pack) -> Iterator[str]:
    """Colours that people could not read, with the pair and its ratio."""
    from kiosk.ui.theme_file import ThemeRefused, load

    if pack.theme:
        try:
            load(pack.theme)
        except (ThemeRefused, OSError) as error:
            yield words.theme_refused(str(error))
