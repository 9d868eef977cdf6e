"""The picture of the question in front, fetched from the hall: in memory only, and only as long as the question is.

    picture = QuestionPicture(partial(hall.picture, visit, place), turn)
    picture()                                     # on a worker; raises PictureLater while the hall does not give it

`turn` is one lock for all questions of a terminal: a picture that comes slowly never keeps more than one worker, and
the others are there for the answers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.core.link.answers import HallAway
from kiosk.features.quiz.terminal.pictures import PictureLater


class QuestionPicture:
    """Fetched once, for its place beside the stem and for 看大图."""

    def __init__(self, fetch: Callable[[], bytes], turn: threading.Lock) -> None:
        """`fetch` blocks, and raises HallAway; what else it raises means that there is no picture."""
        self._fetch, self._turn = fetch, turn
        self._content = b""

    def __call__(self) -> bytes:
        """Raises PictureLater, and what `fetch` raises."""
        if self._content:
            return self._content
        if not self._turn.acquire(blocking=False):
            raise PictureLater
        try:
            self._content = self._fetch()
        except HallAway as away:
            raise PictureLater from away
        finally:
            self._turn.release()
        return self._content
