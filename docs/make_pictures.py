"""The pictures of README and manual, all by this script: `python docs/make_pictures.py [tours board console boot]`.

Nothing is drawn by hand: `tours` walks the terminal upright, lying, in large type and in high contrast (`kiosk tour`,
a quarter of an hour); `board` opens a real call board on a throw-away hall (docs/board_pictures.py); `console` runs the
tests of clerks' and keepers' pages, which keep what their browser shows; `boot` takes what the last `deploy/test --long
boot` saw on the screen of a booted machine. Without a word: all but `boot`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent / "pictures"
PROJECT = Path(__file__).resolve().parents[1]
TOURS = {
    "portrait": (), "landscape": ("--landscape",), "elder": ("--mode", "elder"), "contrast": ("--mode", "contrast"),
}  # fmt: skip
GROUND = (214, 208, 200)
GAP = 16
CONSOLE = (
    "clerk",
    "keeper_today",
    "records_differences",
    "letters",
    "packs",
    "packs_list",
    "papers",
    "keeper_use",
    "keeper_quiz",
)
_COMMON = ("home", "tickets-choose", "tickets-done", "membership-record", "quiz-question-single", "tickets-unsure")
SHEETS = {
    "portrait": (
        *("attract", "home", "tickets-choose", "tickets-done", "membership-record", "quiz-question-single"),
        *("quiz-explained-single", "quiz-result", "exhibition-list", "exhibition-poster-1", "exhibition-article"),
        "tickets-no-paper",
    ),
    "landscape": (*_COMMON[:2], *_COMMON[3:5], "exhibition-list", "idle-warning"),
    "elder": _COMMON,
    "contrast": _COMMON,
}
LOOKUP = tuple(f"membership-{step}" for step in ("arrival", "record", "letter", "letter-larger", "pin", "refused"))
KINDS = tuple(
    f"exhibition-{step}" for step in (
        "people", "timeline", "map", "floor", "tree-here", "directory", "service", "roster", "steps", "oath-1",
        "document", "video-playing",
    )
)  # fmt: skip
QUIZZES = (
    *(f"quiz-question-{kind}" for kind in ("multiple", "judge", "fill", "order")), "quiz-result", "quiz-leave-code",
    "challenge-question", "challenge-result", "daily-question", "exam-notice", "exam-question", "exam-result",
)  # fmt: skip
MAINTENANCE = ("maintenance", *(f"maintenance-{part}" for part in ("paper", "packs", "network", "touch")))
BOOT = {
    "first_start": ("first-welcome", "first-hall", "first-printer", "first-pin", "first-summary"),
    "booted": ("attract", "home", "card"),
}
COLUMNS = {
    "portrait": 6,
    "landscape": 3,
    "elder": 6,
    "contrast": 6,
    "lookup": 6,
    "maintenance": 5,
    "kinds": 6,
    "quizzes": 6,
    "first_start": 5,
    "booted": 3,
}
FROM_UPRIGHT = {"lookup": LOOKUP, "maintenance": MAINTENANCE, "kinds": KINDS, "quizzes": QUIZZES}
WIDTH = {"landscape": 600} | dict.fromkeys(("portrait", "elder", "contrast", *FROM_UPRIGHT, *BOOT), 300)


def sheet(name: str, steps: tuple[str, ...], tour: Path) -> None:
    """One sheet of a tour's screens, side by side."""
    pictures = [Image.open(tour / f"{step}.png").convert("RGB") for step in steps]
    wide = WIDTH[name]
    high = round(wide * pictures[0].height / pictures[0].width)
    columns = COLUMNS[name]
    rows = -(-len(pictures) // columns)
    page = Image.new("RGB", (columns * (wide + GAP) + GAP, rows * (high + GAP) + GAP), GROUND)
    for i, picture in enumerate(pictures):
        small = picture.resize((wide, high), Image.Resampling.LANCZOS)
        page.paste(small, (GAP + i % columns * (wide + GAP), GAP + i // columns * (high + GAP)))
    # by coverage: the median cut gives every colour to paper and text, and the sun turns brown
    page.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        HERE / f"{name}.png", optimize=True
    )


def boards() -> None:
    """The call board, and the same while the hall service is away."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([sys.executable, Path(__file__).with_name("board_pictures.py"), place], check=True)
        for name in ("board", "board_away"):
            small = Image.open(Path(place) / f"{name}.png").convert("RGB").resize((960, 540), Image.Resampling.LANCZOS)
            small.quantize(256, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


def console() -> None:
    """Pages of clerks and keepers, as the console's tests see them."""
    with tempfile.TemporaryDirectory() as place:
        tests = [sys.executable, "-m", "pytest", "-q", "tests/apps/hall/console"]
        subprocess.run(tests, check=True, cwd=PROJECT, env=os.environ | {"KIOSK_PICTURES": place})
        for name in CONSOLE:
            page = Image.open(Path(place) / f"{name}.png").convert("RGB").resize((1000, 562), Image.Resampling.LANCZOS)
            page.quantize(256, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


def tours() -> None:
    """The terminal's screens, and the first slip that came out of the printer."""
    with tempfile.TemporaryDirectory() as place:
        for name, options in TOURS.items():
            tour = [sys.executable, "-m", "kiosk", "tour", "--out", f"{place}/{name}", *options]
            subprocess.run(tour, check=True, cwd=PROJECT)
            sheet(name, SHEETS[name], Path(place, name))
        for name, steps in FROM_UPRIGHT.items():
            sheet(name, steps, Path(place, "portrait"))
        slip = next(Path(place, "portrait").glob("slip-01-*.png"))
        Image.open(slip).convert("1").save(HERE / "slip.png", optimize=True)


def boot() -> None:
    """The first start, and the terminal of a booted machine."""
    for name, steps in BOOT.items():
        sheet(name, steps, PROJECT / "build" / "image" / "pictures")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    MAKERS = {"tours": tours, "board": boards, "console": console, "boot": boot}
    for name in sys.argv[1:] or ("tours", "board", "console"):
        print(f"{name} …", flush=True)
        MAKERS[name]()
