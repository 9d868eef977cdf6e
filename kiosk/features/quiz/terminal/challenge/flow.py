"""A challenge, step by step: topic and clock -> one question after another -> how many in a row, the board of the day.

Plain Python on Kivy's thread. All of it is dropped when the visit ends, but what the visitor put on the board.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from content.banks.model import Kind
from devices.printer.document import Document
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.slips import NOT_YET, SlipHand, SlipNews, SlipsOfVisit, said
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.board_of_day import NotEntered, offered, place_of
from kiosk.features.quiz.rules.challenge import FLAG, SILENCE, End, Run
from kiosk.features.quiz.rules.sitting import NotAsked
from kiosk.features.quiz.terminal.asking import QUESTIONS, Asking, Way
from kiosk.features.quiz.terminal.challenge import slip_words, words
from kiosk.features.quiz.terminal.challenge.board import DayBoard
from kiosk.features.quiz.terminal.challenge.desk import ChallengeDesk, Offer
from kiosk.features.quiz.terminal.challenge.slip import keepsake
from kiosk.features.quiz.terminal.challenge.tile import tile
from kiosk.features.quiz.terminal.challenge.told import board_rows, share_of_flag, title_of, told_of, topic_choices
from kiosk.features.quiz.terminal.challenge.views import IntroView, NameChoice, ResultView, TimeView
from kiosk.features.quiz.terminal.doubting import SAY, Doubting, counted_as
from kiosk.features.quiz.terminal.offered import ICONS
from kiosk.features.quiz.terminal.views import Frame, Offered, Press, Sign, asked_of
from kiosk.ui.stage import Stage, Timer

INTRO, TIME, RESULT = "quiz.challenge", "quiz.challenge_time", "quiz.challenge_result"
ENOUGH, MORE, NO_CLOCK, TO_RESULT = "challenge.enough", "challenge.more", "challenge.untimed", "challenge.result"
TICK_SECONDS = 1.0
JOB = "quiz-keepsake"


class ChallengeFlow:
    """``slips`` prints the keepsake; None: there is no printer. ``when_quiet`` runs a call while no finger is on the
    glass: the clock moves nothing under it.
    """

    def __init__(
        self, stage: Stage, asking: Asking, desk: ChallengeDesk, board: DayBoard,
        slips: SlipsOfVisit | None = None, when_quiet: Callable[[Callable[[], None]], None] | None = None,
        doubting: Doubting | None = None,
    ) -> None:  # fmt: skip
        self._stage, self._asking, self._desk, self._board, self._slips = stage, asking, desk, board, slips
        self._when_quiet, self._doubting = when_quiet or _now, doubting or Doubting(stage)
        self._timer: Timer | None = None
        self._forget()
        stage.on_wipe(self.wipe)

    def _forget(self) -> None:
        self._offer: Offer | None = None
        self._topic, self._timed, self._page = "", False, 0
        self._run: Run | None = None
        self._runs = 0  # of this visit: the same question in another run is another question
        self._forget_result()

    def _forget_result(self) -> None:
        self._on = ""  # what leads on from the explanation
        self._name, self._turn = "", 0
        self._entered = self._declined = False
        self._was_timed = False
        self._slip: SlipNews = NOT_YET

    def wipe(self) -> None:
        """The visit is over."""
        self._halt()
        self._forget()
        self._desk.forget()
        self._board.now()
        if not self._board.is_kept:
            self._keep()

    # -- before it begins ---------------------------------------------------------------------------------------------

    def offered(self) -> tuple[Offered, ...]:
        """As rows among the papers."""
        return tuple(
            Offered(offer.plan.name, offer.plan.title, offer.plan.note or words.OFFER_NOTE, ICONS[offer.plan.icon])
            for offer in self._desk.offers()
        )

    def also(self) -> str:
        """For the tile of the papers, by what is known: nothing is read in."""
        return words.ALSO if self._desk.known_offers else ""

    def tile(self) -> HomeTile | None:
        """By what is known, as `also`."""
        return tile() if self._desk.known_offers else None

    def come_in(self) -> None:
        """Tapped on home."""
        if not self.start():
            self._stage.home()

    def start(self, plan: str = "") -> bool:
        """Show what may be chosen; without a name, of the first challenge. False: there is none."""
        offers = self._desk.offers()
        offer = next((one for one in offers if plan in ("", one.plan.name)), None)
        if offer is None:
            return False
        if self._offer is None or self._offer.plan.name != offer.plan.name:
            self._topic, self._timed, self._page = "", False, 0
        self._offer, self._run = offer, None
        if self._topic not in {topic.name for topic in offer.topics}:
            self._topic = offer.topics[0].name
        self._show_intro()
        return True

    def choose(self, topic: str) -> None:
        if self._offer:
            self._topic = topic
            self._show_intro()

    def clock(self, timed: bool) -> None:
        if self._offer:
            self._timed = timed
            self._show_intro()

    def turn(self, page: int) -> None:
        """Another page of the topics."""
        self._page = page
        self._show_intro()

    def _show_intro(self) -> None:
        assert self._offer
        topics = topic_choices(self._offer.topics)
        rows = self._board.now().rows
        seconds = round(self._offer.plan.clock * self._stage.patience()) if self._offer.plan.clock else None
        self._stage.show(
            INTRO,
            IntroView(
                self._offer.plan.title, words.best(rows[0].streak) if rows else words.NO_BOARD, topics, self._topic,
                self._timed and seconds is not None, words.timed(seconds) if seconds else "", self._page,
            ),
        )  # fmt: skip

    # -- the run ------------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """开始闯关, and 再来."""
        if self._offer is None:
            return
        plan, patience = self._offer.plan, self._stage.patience()
        clock = plan.clock * patience if self._timed and plan.clock else None
        try:
            self._run = self._desk.begin(plan.name, self._topic, clock)
        except NotAsked:
            if not self.start(plan.name):
                self._stage.home()
            return
        self._forget_result()
        self._was_timed = clock is not None
        self._runs += 1
        self._ask()
        self._tick_on()

    def answered(self, answer: Answer) -> None:
        run = self._run
        if run is None or run.end or run.asks:
            return
        mark = run.answer(answer, self._desk.clock())
        if not mark.right:
            self._over()
            self._tell(words.TO_RESULT)
        elif run.end:
            self._over()
            self._show_result()
        else:
            self._ask()

    def pressed(self, key: str) -> None:
        """A button of the question."""
        if key == TO_RESULT:
            self._show_result()
        elif key == ENOUGH:
            self.stop_here()
        elif key == MORE:
            self.more()
        elif key == NO_CLOCK:
            self.untimed()
        elif key == SAY and self._run and self._run.mistake:
            question, _ = self._run.mistake
            self._doubting.ask(counted_as(question), question.item.stem, partial(self._tell, self._on))

    def back(self) -> bool:
        """返回: from the question as 到这儿吧, from the explanation to the result, from the time page to the question
        without a clock: nothing that was answered rightly is lost.
        """
        run = self._run
        if run is None:
            return False
        if run.end:
            self._show_result()
        elif run.asks:
            self.untimed()
        else:
            self.stop_here()
        return True

    def leave(self, way: Way) -> bool:
        """首页 or 结束使用 in the middle: what was answered rightly is shown first, for the board."""
        run = self._run
        if run is None or run.end or not run.streak:
            return False
        self.stop_here()
        return True

    def more(self) -> None:
        """加 60 秒."""
        if self._run and not self._run.end:
            self._run.more(self._desk.clock())
            self._ask()

    def untimed(self) -> None:
        """不计时了."""
        if self._run and not self._run.end:
            self._run.untimed()
            self._halt()
            self._ask()

    def stop_here(self) -> None:
        """到这儿吧, 就停在 7 题."""
        if self._run and not self._run.end:
            self._run.stop()
            self._over()
            self._show_result()

    def _ask(self) -> None:
        run = self._run
        assert run
        question = run.question
        self._asking.ask(self, asked_of(question.shown, (self._runs, question.key)), self._frame())

    def _frame(self) -> Frame:
        run = self._run
        assert run
        left = run.left(self._desk.clock())
        return Frame(
            words.in_a_row(run.streak), aside=words.to_flag(run.to_flag), aside_icon="flag-pennant",
            sign=None if left is None else Sign(words.seconds_left(left), icon="timer", large=True),
            total=FLAG, position=run.streak % FLAG, done=frozenset(range(run.streak % FLAG)),
            foot="" if left is None or run.question.item.kind is Kind.MULTIPLE else words.CLOCK_ASKS,
            foot_presses=() if left is None else (Press(MORE, words.MORE, "plus"), Press(NO_CLOCK, words.NO_CLOCK)),
            presses=(Press(ENOUGH, words.ENOUGH),), explains=False,
        )  # fmt: skip

    # -- the clock ----------------------------------------------------------------------------------------------------

    def _tick_on(self) -> None:
        self._halt()
        if self._run and self._run.timed and not self._run.end:
            self._timer = self._stage.after(TICK_SECONDS, self._tick)

    def _halt(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None

    def _tick(self) -> None:
        self._timer = None
        self._when_quiet(partial(self._ticked, self._runs))

    def _ticked(self, runs: int) -> None:
        """Where something else is in front (help), the clock asks when the question is there again."""
        run, page = self._run, self._stage.now()[0]
        if run is None or run.end or not run.timed or runs != self._runs or self._timer:
            return
        if page in (*QUESTIONS, TIME):
            asked_before, patience = run.asks, self._stage.patience()
            run.tick(self._desk.clock(), patience=patience)
            if run.end is End.SILENCE:
                self._over()
                self._show_result()
                return
            if run.asks:
                self._stage.touched()  # the page says how long it waits, which no shorter wait of the visit may cut off
            if run.asks and not asked_before:
                self._time_up()
            elif not run.asks and page in QUESTIONS:
                self._asking.reframe(self, self._frame())
        self._tick_on()

    def _time_up(self) -> None:
        run = self._run
        assert run
        minutes = round(SILENCE * self._stage.patience() / 60)
        self._stage.show(TIME, TimeView(run.streak, run.question.shown.stem, minutes))

    # -- the end ------------------------------------------------------------------------------------------------------

    def _over(self) -> None:
        self._halt()
        self._desk.finish()

    def explain(self) -> None:
        """看讲解, from the result."""
        self._tell(words.BACK_TO_RESULT)

    def _tell(self, on: str) -> None:
        run = self._run
        if run and run.mistake:
            question, mark = run.mistake
            self._on = on
            frame = Frame(
                words.question_number(run.streak + 1), aside=words.in_a_row(run.streak) if run.streak else "",
                presses=self._doubting.presses(counted_as(question)), primary=Press(TO_RESULT, on),
            )  # fmt: skip
            self._asking.tell(self, mark, frame)

    def pick(self, name: str) -> None:
        """One of the nicknames was tapped; again: none of them."""
        if self._may_enter():
            self._name = "" if name == self._name else name
            self._show_result()

    def others(self) -> None:
        """换一批."""
        if self._may_enter():
            self._turn, self._name = self._turn + 1, ""
            self._show_result()

    def enter(self) -> None:
        """就用这个上榜."""
        run = self._run
        if run is None or not self._name or not self._may_enter():
            return
        try:
            self._board.enter(self._name, run.streak)
        except NotEntered:
            self._name = ""
        else:
            self._entered = True
            self._keep()
        self._show_result()

    def decline(self) -> None:
        """不上榜."""
        if self._may_enter():
            self._declined, self._name = True, ""
            self._show_result()

    def print_it(self) -> None:
        """打一张学习纪念."""
        run = self._run
        if self._slips and run and run.end and run.streak:
            nickname = words.NICKNAMES[self._name] if self._entered else ""
            lines = keepsake(run.streak, nickname, self._topic, timed=self._was_timed)

            def made(hand: SlipHand) -> Document:
                return hand.slip(slip_words.TITLE, *lines)

            self._slips.want(JOB, made, partial(self._slip_moved, self._runs))

    def _slip_moved(self, runs: int, news: SlipNews) -> None:
        if runs == self._runs:
            self._slip = news
            if self._stage.now()[0] == RESULT:
                self._show_result()

    def _may_enter(self) -> bool:
        run = self._run
        if run is None or run.end is None or self._entered or self._declined:
            return False
        return place_of(self._board.now(), run.streak) is not None

    def _keep(self) -> None:
        self._stage.work(self._board.keep, _kept)

    def _show_result(self) -> None:
        run = self._run
        if run is None or run.end is None:
            return
        board, streak = self._board.now(), run.streak
        names = offered(tuple(words.NICKNAMES), board, self._turn) if self._may_enter() else ()
        naming = bool(names)
        may_print = bool(self._slips and streak and not naming and self._slip.can_again)
        self._stage.show(
            RESULT,
            ResultView(
                streak=streak, share=share_of_flag(streak),
                title=title_of(run, place_of(board, streak) if naming else None, entered=self._entered),
                line=words.ALL_RIGHT_NOTE if run.end is End.ALL_RIGHT else words.your_streak(streak),
                flags=words.flags(run.flags, run.to_flag),
                private=words.private(may_enter=self._may_enter(), entered=self._entered),
                told=told_of(run), names=tuple(NameChoice(key, words.NICKNAMES[key]) for key in names),
                name=self._name, names_gone=self._may_enter() and not names,
                board=board_rows(board, streak, self._name, entered=self._entered), entered=self._entered,
                may_print=may_print, slip=said(self._slip),
            ),
        )  # fmt: skip

    def again(self) -> None:
        """再来: the same topic."""
        self.go()


def _now(call: Callable[[], None]) -> None:
    call()


def _kept(_: object) -> None:
    """Nothing is left to show."""
