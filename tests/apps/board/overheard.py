"""The real voice process, with every order it is given written down: python -m tests.apps.board.overheard FILE."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def main(file: Path) -> int:
    voice = subprocess.Popen([sys.executable, "-m", "kiosk.ui.voice"], stdin=subprocess.PIPE, text=True)
    assert voice.stdin
    with file.open("a", encoding="utf-8") as book:
        for line in sys.stdin:
            book.write(line)
            book.flush()
            voice.stdin.write(line)
            voice.stdin.flush()
    voice.stdin.close()
    return voice.wait()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) or os.EX_OK)
