"""读给我听: a longer text read out because the visitor asked for it, whether 语音 is on or not.

    aloud = Aloud(lambda: shell.narrator, shell.when_quiet)
    aloud.read(["第一段", "第二段"], at_part)      # at_part(0), at_part(1), at_part(None)

A finger on the glass ends it, as it silences everything the voice says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kiosk.ui.voice.narrator import Narrator

AtPart = Callable[[int | None], None]


class Aloud:
    """`narrator` is None until the terminal has a voice. `when_quiet` runs a call while no finger is on the glass: what
    is told redraws a page, and the button under the finger must stay the one it came down on."""

    def __init__(
        self, narrator: Callable[[], Narrator | None], when_quiet: Callable[[Callable[[], None]], None]
    ) -> None:
        self._narrator, self._when_quiet = narrator, when_quiet

    @property
    def can_read(self) -> bool:
        return self._narrator() is not None

    def read(self, parts: Sequence[str], at_part: AtPart) -> None:
        """`at_part` is told which part begins, and None at the end."""
        narrator = self._narrator()
        if narrator:
            narrator.read_aloud(parts, partial(self._told, at_part))

    def _told(self, at_part: AtPart, part: int | None) -> None:
        self._when_quiet(partial(at_part, part))
