"""How a page about notes registers with the terminal: it says thanks, and leads to the quiz where there is one."""

from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.module import Room, TerminalGives, TerminalModule
from kiosk.core.terminal.tour import Steps, TourGuide


class Notes:
    """One terminal's; `works` False: it cannot work there."""

    def __init__(self, works: bool = True) -> None:
        self._works, self.said, self.quiz = works, "", False

    def open(self, given: TerminalGives) -> Room | None:
        self.quiz = given.start_of("quiz") is not None
        return Room(self.start, lambda: {"notes": object}, self.tile, wipes=(self.wipe,)) if self._works else None

    def start(self) -> None:
        self.said = "谢谢"

    def wipe(self) -> None:
        self.said = ""

    def tile(self) -> HomeTile:
        return HomeTile("notes", "picture", "便条", "", "便条", "", "heart")

    def tour(self, guide: TourGuide) -> Steps:
        yield from guide.begin()

    @property
    def module(self) -> TerminalModule[TerminalGives]:
        return TerminalModule("notes", 5, "heart", lambda: "留张便条", self.open, self.tour)
