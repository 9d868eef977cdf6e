"""Steps of `kiosk tour` for what is taken along: a paper left and gone on with, printed mistakes, a kept result."""

from __future__ import annotations

from kiosk.core.terminal.slips import SlipState
from kiosk.core.terminal.tour import Steps, TourGuide, printed
from kiosk.features.quiz.terminal.along import words


def left_and_gone_on_with(guide: TourGuide) -> Steps:
    """From a question: left with a slip, and back to it by its digits."""
    yield from guide.tap("dock.home")
    yield from guide.page("quiz.leave")
    yield from guide.picture("quiz-leave")
    yield from printed(guide, "quiz.leave.print")
    code = str(guide.view.code)
    yield from guide.slip(words.code(code))
    yield from guide.picture("quiz-leave-code")
    yield from guide.tap("quiz.leave.done")
    yield from guide.page("home")
    yield from guide.tap("home.quiz")
    yield from guide.page("quiz.intro")
    yield from guide.picture("quiz-intro-with-slip")
    yield from guide.tap("quiz.resume")
    yield from guide.page("quiz.code")
    for digit in code:
        yield from guide.tap(f"key.{digit}")
    yield from guide.picture("quiz-code")
    yield from guide.tap("quiz.code.on")
    yield from guide.until(
        "the question", lambda: guide.page_name.startswith("quiz.") and guide.page_name != "quiz.code"
    )


def printed_and_kept(guide: TourGuide) -> Steps:
    """From the result and back to it: a second slip within a minute is not to be had; the result is kept by card."""
    yield from guide.tap("quiz.more")
    yield from guide.page("quiz.more")
    yield from guide.picture("quiz-more")
    if guide.view.mistakes:
        yield from guide.tap("quiz.print")
        yield from guide.until(
            "what became of it", lambda: guide.view.slip.state not in (SlipState.NONE, SlipState.PRINTING)
        )
        if guide.view.slip.state is SlipState.PRINTED:
            yield from guide.slip(guide.view.paper)
        yield from guide.picture("quiz-more-print")
    if not guide.view.may_keep:
        yield from guide.tap("quiz.more.back")
        return
    yield from guide.tap("quiz.keep")
    yield from guide.page("quiz.keep_notice")
    yield from guide.picture("quiz-keep-notice")
    yield from guide.tap("quiz.keep.agree")
    yield from guide.page("quiz.keep_card")
    yield from guide.picture("quiz-keep-card")
    yield from guide.lay(guide.stand.cards[0])
    yield from guide.page("quiz.kept")
    guide.stand.reader.lift()
    yield from guide.picture("quiz-kept", touched=False)
    yield from guide.tap("quiz.kept.done")
    yield from guide.page("quiz.more")
    yield from guide.tap("quiz.more.back")
