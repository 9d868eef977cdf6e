"""The entry point of `kiosk …` and `python -m kiosk`.

`run`, `board`, `first-start` and `preview` go straight to their window: the command line of the others costs 30 to
50 ms before the first frame.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from kiosk.core.process.streams import say_anywhere


def main() -> NoReturn:
    """Never returns; the exit status is that of the command."""
    say_anywhere()
    if sys.argv[1:2] == ["run"]:
        from kiosk.apps.terminal.start import main as run

        sys.exit(run(sys.argv[2:]))
    if sys.argv[1:2] == ["board"]:
        from kiosk.apps.board.start import main as board

        sys.exit(board(sys.argv[2:]))
    if sys.argv[1:2] == ["first-start"]:
        from kiosk.apps.first_start.start import main as first_start

        sys.exit(first_start(sys.argv[2:]))
    if sys.argv[1:2] == ["preview"]:
        from kiosk.apps.preview.start import main as preview

        sys.exit(preview(sys.argv[2:]))
    from kiosk.cli import app

    app()
    sys.exit(0)


if __name__ == "__main__":
    main()
