"""What a visitor answers to an item, whatever its type; pure, and the same on terminal and hall.

Answer((1,))                # single, judge: one option; multiple: several, ascending
Answer((2, 0, 1))           # order: the options in the order in which they were tapped
Answer(texts=("一年", ""))   # fill: a text for each blank, "" where nothing stands
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """``chosen`` are places of the options as they are shown; ``texts`` one for each blank of the stem."""

    chosen: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing was chosen and nothing written: the item is skipped."""
        return not self.chosen and not any(text.strip() for text in self.texts)
