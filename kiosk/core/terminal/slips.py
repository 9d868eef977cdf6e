"""Slips that a visitor takes along besides a ticket: a list of mistakes, a certificate, a code to go on with.

In a feature's flow (`given.slips`, by `gives_slips.py`; ``of_visit`` once, when the room opens):

    self._slips = given.slips.of_visit(given.stage)

    def print_it(self) -> None:                      # tapped; a second tap changes nothing
        self._slips.want("certificate", self._made, self._told)

    def _made(self, hand: SlipHand) -> Document:     # on a worker
        return hand.slip("学习纪念", Text("9 题", size=4, bold=True, align=Align.CENTER), Text("只作纪念，不作证明"))

    def _told(self, news: SlipNews) -> None:         # on Kivy's thread: PRINTING at once, then what became of it
        self._stage.show(PAGE, replace(self._view, slip=news))

`said(news)` says each state in one line, in the language in force. Whatever is not PRINTED may be tried again
(`news.can_again`), on the same page or by the same card later. The hall's paper is kept: at most `MOST_MM` a slip
(`hand.fits`), one in `MINUTE_SECONDS`, none when the paper is near its end, and a ticket goes first
(`shared_printer.py`). A slip that may be torn may be had again once before the minute is over, marked 补打.
"""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from devices.printer.document import Align, Columns, Document, Item, Rule, Text
from devices.printer.fonts import FontFile
from devices.printer.layout import wrap
from devices.printer.length import length_mm
from devices.printer.outcome import (
    CoverOpen,
    FontMissing,
    NeverAnswers,
    Outcome,
    PaperNearEnd,
    PaperOut,
    Printed,
    PrinterBusy,
    PrinterTrouble,
    Refused,
)
from devices.printer.profiles import Profile
from kiosk.core.terminal import slip_words, words
from kiosk.core.terminal.shared_printer import SharedPrinter, keeps_paper
from kiosk.ui.stage import Stage

log = logging.getLogger(__name__)

MOST_MM = 120.0
MINUTE_SECONDS = 60.0


class SlipState(StrEnum):
    NONE = "none"  # nothing was asked for yet
    PRINTING = "printing"
    PRINTED = "printed"
    UNSURE = "unsure"  # bytes left, and nobody knows: the visitor looks
    PAPER_OUT = "paper_out"
    PAPER_LOW = "paper_low"  # the rest is kept for tickets
    COVER_OPEN = "cover_open"
    AWAY = "away"  # no answer, or a fault that staff must see to
    BUSY = "busy"  # a ticket goes first
    TOO_SOON = "too_soon"


@dataclass(frozen=True, slots=True)
class SlipNews:
    """`seconds`: of TOO_SOON, until one may be had."""

    state: SlipState = SlipState.NONE
    seconds: int = 0

    @property
    def can_again(self) -> bool:
        return self.state not in (SlipState.PRINTING, SlipState.PRINTED)

    @property
    def is_trouble(self) -> bool:
        return self.state not in (SlipState.NONE, SlipState.PRINTING, SlipState.PRINTED)


NOT_YET = SlipNews()


def said(news: SlipNews) -> str:
    """For the page; empty before anything was asked for."""
    if news.state is SlipState.TOO_SOON:
        return words.slip_too_soon(news.seconds)
    return words.SLIP_SAID.get(news.state.value, "")


class TooLong(ValueError):
    """A slip of more paper than one may take: whoever made it has not asked `SlipHand.fits`."""


class SlipHand:
    """How a slip of this terminal looks: the hall above, what it is, its lines, time and terminal below."""

    def __init__(
        self, profile: Profile, font: FontFile | None, now: Callable[[], datetime], *, hall: str, terminal: str,
        demo: bool, again: bool = False,
    ) -> None:  # fmt: skip
        self._profile, self._font, self._now = profile, font, now
        self._hall, self._terminal, self._demo, self._again = hall, terminal, demo, again

    @property
    def dots(self) -> int:
        """Across the paper: 576 on 80 mm, 384 on 58."""
        return self._profile.width_dots

    def slip(self, title: str, *lines: Item) -> Document:
        """`title` stands large under the hall's name; `lines` are what it says, without the frame."""
        centre = Align.CENTER
        head: list[Item] = [Text(self._hall, size=2, bold=True, align=centre, fit=True), Rule()]
        if self._again:
            head.append(Text(slip_words.REPRINT, size=2, bold=True, align=centre))
        head.append(Text(title, size=2, bold=True, align=centre, fit=True))
        foot: list[Item] = [Rule(), Columns(slip_words.at(self._now()), self._terminal)]
        if self._demo:
            foot.append(Text(slip_words.DEMO, align=centre))
        return [*head, *lines, *foot]

    def length_mm(self, document: Document) -> float:
        """From cut to cut, 补打 counted in any case: what was printed must fit when it is had again."""
        again = [] if self._again else [Text(slip_words.REPRINT, size=2)]
        return length_mm([*document, *again], self._profile, self._font)

    def fits(self, document: Document) -> bool:
        """Whether it takes no more paper than one may."""
        return self.length_mm(document) <= MOST_MM

    def cut(self, title: str, lines: Sequence[Text], rest: Text) -> Document:
        """As many whole lines, as printed, as a slip may have, and `rest`, which says where the others are."""
        printed = [replace(one, line=line) for one in lines for line in self._wrapped(one)]
        kept = bisect_left(
            range(len(printed)), True, key=lambda count: not self.fits(self.slip(title, *printed[: count + 1], rest))
        )
        return self.slip(title, *printed[:kept], rest)

    def _wrapped(self, text: Text) -> list[str]:
        return wrap(text.line, self._profile.columns // text.size)


Make = Callable[[SlipHand], Document]


class Slips:
    """From the machine's start to its end. `print` blocks; any worker thread."""

    def __init__(
        self, printer: SharedPrinter, profile: Profile, font: FontFile | None, now: Callable[[], datetime], *,
        hall: str, terminal: str, demo: bool, clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._printer, self._clock = printer, clock
        self._profile, self._font, self._now = profile, font, now
        self._hall, self._terminal, self._demo = hall, terminal, demo
        self._turn = threading.Lock()
        self._next_at = float("-inf")
        self._may_repeat = False  # the last one may be torn: it may be had again, once

    def hand(self, *, again: bool = False) -> SlipHand:
        return SlipHand(
            self._profile, self._font, self._now, hall=self._hall, terminal=self._terminal, demo=self._demo, again=again
        )

    def print(self, job_id: str, make: Make, *, again: bool = False) -> SlipNews:
        """One slip. `job_id` names it without a person; `again`: the same visitor's, after UNSURE. Raises TooLong."""
        with self._turn:
            repeats = again and self._may_repeat
            wait = self._next_at - self._clock()
            if wait > 0 and not repeats:
                return SlipNews(SlipState.TOO_SOON, max(1, round(wait)))
            hand = self.hand(again=again)
            try:
                document = make(hand)
                if not hand.fits(document):
                    raise TooLong(f"{job_id}: {hand.length_mm(document):.0f} mm")
            except FontMissing as missing:
                log.warning("no slip: %s", missing)
                return SlipNews(SlipState.AWAY)
            return self._told(self._printer.print_beside(document, job_id), repeats)

    def ready(self) -> SlipNews:
        """What keeps a slip from being had now, the minute left aside; NOT_YET: nothing does. Blocks; any worker."""
        trouble = keeps_paper(self._printer.glance())
        return NOT_YET if trouble is None else SlipNews(_state_of(trouble))

    def _told(self, outcome: Outcome, repeated: bool) -> SlipNews:
        if isinstance(outcome, Refused):
            return SlipNews(_state_of(outcome.reason))
        self._next_at = self._clock() + MINUTE_SECONDS
        if isinstance(outcome, Printed):
            self._may_repeat = False
            return SlipNews(SlipState.PRINTED)
        self._may_repeat = not repeated and not isinstance(outcome.reason, NeverAnswers)
        log.warning("%s: nobody knows whether the slip came out: %s", outcome.job_id, outcome.reason.code)
        return SlipNews(SlipState.UNSURE)

    def of_visit(self, stage: Stage) -> SlipsOfVisit:
        return SlipsOfVisit(self, stage)


def _state_of(trouble: PrinterTrouble) -> SlipState:
    match trouble:
        case PaperOut():
            return SlipState.PAPER_OUT
        case PaperNearEnd():
            return SlipState.PAPER_LOW
        case CoverOpen():
            return SlipState.COVER_OPEN
        case PrinterBusy():
            return SlipState.BUSY
    log.info("no slip: %s", trouble.code)
    return SlipState.AWAY


class SlipsOfVisit:
    """The slips of the visit under way; Kivy's thread. One at a time, and forgotten at the wipe."""

    def __init__(self, slips: Slips, stage: Stage) -> None:
        self._slips, self._stage = slips, stage
        self._printing = ""
        self._unsure: set[str] = set()
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._printing = ""
        self._unsure.clear()

    @property
    def printing(self) -> bool:
        return bool(self._printing)

    def want(self, job_id: str, make: Make, told: Callable[[SlipNews], None]) -> None:
        """Print it. `told` hears PRINTING at once, then what became of it unless the visit has ended."""
        if self._printing:
            return
        self._printing = job_id
        told(SlipNews(SlipState.PRINTING))

        def done(news: SlipNews) -> None:
            self._printing = ""
            (self._unsure.add if news.state is SlipState.UNSURE else self._unsure.discard)(job_id)
            told(news)

        def failed(error: Exception) -> None:
            self._printing = ""
            told(SlipNews(SlipState.AWAY))
            raise error

        again = job_id in self._unsure
        self._stage.work(lambda: self._slips.print(job_id, make, again=again), done, failed)
