"""A terminal in a process of its own, with somebody who sits and answers: to be killed in the middle.

python -m tests.features.quiz.terminal.exams.sitter URL CODE FOLDER NAME NUMBER
    says `sits` and, each time the hall has an answer, `answered 3`; every answer is right
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from kiosk.features.quiz.rules.exams.people_list import Listed
from kiosk.features.quiz.terminal.asking import QUESTION
from tests.features.quiz.terminal.exams.lobby import Lobby


@dataclass(frozen=True)
class Hall:
    url: str
    given: str

    def code(self, _terminal: str) -> str:
        return self.given


def main(url: str, code: str, folder: str, name: str, number: str) -> None:
    with Lobby(Hall(url, code), Path(folder)) as lobby:
        lobby.sits(Listed(name, number))
        print("sits", flush=True)
        while lobby.page == QUESTION:
            place = lobby.place
            lobby.answer()
            lobby.stage.until(lambda at=place: lobby.page != QUESTION or lobby.place != at)  # type: ignore[misc]
            print(f"answered {place + 1}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
