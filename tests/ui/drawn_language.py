"""Lays out every page in another language, in every mode and orientation, and prints what does not fit.

    python -m tests.ui.drawn_language [--language en] [--mode elder] [--orientation portrait] [--out FOLDER]

What a flow takes from its room's words is taken anew for the samples; the hall's own names have English
ones; the packs' content stays in its own. Kivy has one window a process, so tests run this as a program.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.apps.demo.gallery.book import MODES, PANELS, open_window
from kiosk.apps.terminal import words as terminal
from kiosk.apps.terminal.offered import may_offer
from kiosk.apps.terminal.staff import PinView
from kiosk.apps.terminal.views import AllView, HomeView
from kiosk.features.exhibition.terminal import words as exhibition
from kiosk.features.exhibition.terminal.views import BrowseView, ExhibitView
from kiosk.features.quiz.terminal import words as quiz
from kiosk.features.quiz.terminal.along import words as along
from kiosk.features.quiz.terminal.views import IntroView, QuestionView, ResultView
from kiosk.ui.language import NAMES, know
from kiosk.ui.theme import Theme
from tests.ui import sample_exams, sample_home, sample_quiz
from tests.ui.drawn_terminal import AIR, SLACK_PX, findings, picture_of
from tests.ui.sample_pages import PAPER_30, STEM_60

TOPICS = ("党章基础", "党员权利义务", "党史常识")


def in_force(view: Any) -> Any:
    """The view as its flow would make it in the language in force."""
    match view:
        case AllView():
            away = any(tile.stopped for _, tiles in view.groups for tile in tiles)
            made = sample_home.everything(may_offer(), view.chosen, view.page, away=away)
            return replace(made, hours=terminal.open_hours((("08:30", "17:30"),)), waiting=terminal.waiting(12, 15, 45))
        case HomeView():
            away = any(tile.stopped for tile in view.tiles)
            return replace(
                view, greeting=terminal.greeting(13),
                hours=terminal.HOURS_UNKNOWN if away else terminal.open_hours((("08:30", "17:30"),)),
                waiting=terminal.WAITING_UNKNOWN if away else terminal.waiting(12, 15, 45),
                tiles=sample_home.tiles(frozenset(tile.key for tile in view.tiles), away=away),
                small=may_offer()[: len(view.small)],
            )  # fmt: skip
        case PinView():
            return replace(view, prompt=terminal.wait_seconds(30) if view.wrong else terminal.STAFF_NO_PIN)
        case IntroView() | QuestionView() | ResultView():
            return _quiz(view)
        case BrowseView():
            notes = (exhibition.kind_and_minutes("article", 12), exhibition.KINDS["image"])
            items = tuple(replace(item, note=notes[at % 2]) for at, item in enumerate(view.items))
            return replace(view, title=exhibition.on_show(60), items=items)
        case ExhibitView():
            return replace(view, source=exhibition.source("云溪里社区口述整理，2026 年 10 月", None, demo=True))
        case _:
            return view


def _quiz(view: Any) -> Any:
    if isinstance(view, IntroView):
        papers = tuple(
            replace(paper, note=quiz.plan_note(12, None, quiz.topics(TOPICS)), short=short)
            for paper, short in zip(view.papers, ("", quiz.shortage(6, 8)), strict=False)
        )
        return replace(
            view, papers=papers if view.papers else (), resume=along.CODE_ROW if view.resume else "",
            kept=along.SEE_KEPT if view.kept else "",
        )  # fmt: skip
    if isinstance(view, QuestionView):
        others = (made for _, _, made in sample_exams.samples() if isinstance(made, QuestionView))
        return sample_quiz.in_force(view, STEM_60, PAPER_30, others)
    weak = "党员权利义务" if view.mistakes else None
    return replace(
        view, line=quiz.answered(9, 12, 278), bands=quiz.bands_note(quiz.USUAL_BANDS),
        band=quiz.USUAL_BANDS[1][1],
        advice=quiz.advice(("党章基础",), weak, view.mistakes, "入党的二十五个步骤", 12),
        more=along.more(mistakes=view.mistakes > 0, keeps=True),
    )  # fmt: skip


def laid_out(language: str, mode: str, orientation: str, page: str = "") -> Iterator[tuple[Any, Any]]:
    """Each sample with the shell that shows it, at rest."""
    from kivy.clock import Clock

    from kiosk.apps.terminal.shell import Shell
    from kiosk.apps.terminal.visit import Times, Visit
    from kiosk.core.process.garbage import Litter
    from kiosk.ui import look
    from kiosk.ui.drawing import lay_out
    from tests.ui.sample_pages import ENGLISH, HALL, factories, long_names, samples

    know("samples", ENGLISH)
    theme = Theme(PANELS[orientation], replace(MODES[mode], language=language))
    look.use(theme)
    visit = Visit(Times(warn=900, wipe=920, reading_warn=900))
    shell = Shell(visit, HALL, "云溪里", demo=True, keeps_mode=True, languages=tuple(NAMES))
    shell.frame.set_clock("10:26")
    shell.add_pages(factories())
    visit.begin(Clock.time())
    litter = Litter(Clock.time())  # as in the terminal
    litter.wiped(Clock.time())  # what an earlier round left
    shell.show("home", in_force(next(sample.view for sample in samples() if sample.page == "home")))
    shell.give_voice(_Voice())  # type: ignore[arg-type]
    try:
        for sample in (*samples(), *long_names()):
            if page in sample.page:
                litter.ticked()
                shell.show(sample.page, in_force(sample.view))
                front: Any = shell.front
                front.count_down(119)
                lay_out(shell, (theme.panel.width_px, theme.panel.height_px))
                yield sample, shell
    finally:
        shell.close()
        litter.close()


class _Voice:
    """The dock has its switch, with its longest word."""

    state, note = "private", ""

    def __getattr__(self, name: str) -> Any:
        return _nothing


def _nothing(*_: object) -> None:
    """Nothing is said."""


def sticking_out(shell: Any) -> Iterator[str]:
    """Texts that are wider or higher than the card, button or chip they stand on, and words cut in two."""
    from kiosk.ui.widgets.card import Card
    from kiosk.ui.widgets.name import Name

    for widget in shell.walk(restrict=True):
        texts = widget.drawn() if callable(getattr(widget, "drawn", None)) else ()
        if texts and hasattr(widget, "text"):
            if isinstance(widget, Name) and texts[0].text.endswith("…"):
                continue  # a keeper's own name: cut at a word, with all of it spoken
            broken = {*re.findall(r"[A-Za-z]{2,}", widget.text)} - {*re.findall(r"[A-Za-z]{2,}", texts[0].text)}
            if broken:
                yield f"{texts[0].text!r} is cut inside a word or left off: {broken}"
        for text in texts:
            card = widget.parent
            while card is not shell and not isinstance(card, Card):
                card = card.parent
            left, low, right, top = text.box
            air = (top - low) * AIR
            around = (card.x - SLACK_PX, card.y - SLACK_PX, card.right + SLACK_PX, card.top + SLACK_PX)
            if left < around[0] or low + air < around[1] or right > around[2] or top - air > around[3]:
                yield f"{text.text!r} sticks out of its card"


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--language", default="en")
    asked.add_argument("--mode", choices=MODES)
    asked.add_argument("--orientation", choices=PANELS)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--page", default="")
    given = asked.parse_args()
    open_window(Path(tempfile.mkdtemp()))
    for orientation in [given.orientation] if given.orientation else PANELS:
        for mode in [given.mode] if given.mode else MODES:
            for number, (sample, shell) in enumerate(laid_out(given.language, mode, orientation, given.page)):
                for found in (*findings(shell), *sticking_out(shell)):
                    print(f"{orientation} {mode} {sample.page} {sample.state}: {found}")
                if given.out:
                    given.out.mkdir(parents=True, exist_ok=True)
                    picture_of(shell).save(given.out / f"{orientation}-{mode}-{number:02d}-{sample.page}.png")
    print("drawn")


if __name__ == "__main__":
    main()
