"""Make the README's pictures from tours: `python docs/make_pictures.py PORTRAIT LANDSCAPE ELDER CONTRAST`.

Each argument is a folder written by `kiosk tour --out`; the sheets go to docs/pictures. `python docs/make_pictures.py
board` makes those of the call board alone, from a real board and a throw-away hall (docs/board_pictures.py);
`python docs/make_pictures.py boot FOLDER` those of a booted machine, from the trial's build/image/pictures; `… console
FOLDER` those of the web pages, from a run of tests/apps/hall/console with KIOSK_PICTURES=FOLDER.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent / "pictures"
GROUND = (214, 208, 200)
GAP = 16
CONSOLE = ("clerk", "keeper_today", "records_differences", "letters")
_COMMON = ("home", "tickets-choose", "tickets-done", "membership-record", "quiz-question-4-options", "tickets-unsure")
SHEETS = {
    "portrait": (
        *("attract", "home", "tickets-choose", "tickets-done", "membership-record", "quiz-question-4-options"),
        *("quiz-explained-4-options", "quiz-result", "exhibition-list", "exhibition-poster-1", "exhibition-article"),
        "tickets-no-paper",
    ),
    "landscape": (*_COMMON[:2], *_COMMON[3:5], "exhibition-list", "idle-warning"),
    "elder": _COMMON,
    "contrast": _COMMON,
}
LOOKUP = tuple(f"membership-{step}" for step in ("arrival", "record", "letter", "letter-larger", "pin", "refused"))
BOOT = {
    "first_start": ("first-welcome", "first-hall", "first-printer", "first-pin", "first-summary"),
    "booted": ("attract", "home", "card"),
}
COLUMNS = {"portrait": 6, "landscape": 3, "elder": 6, "contrast": 6, "lookup": 6, "first_start": 5, "booted": 3}
WIDTH = {"portrait": 300, "landscape": 600, "elder": 300, "contrast": 300, "lookup": 300} | dict.fromkeys(BOOT, 300)


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


def console(place: Path) -> None:
    """Pages of clerks and keepers, as the console's tests keep them with KIOSK_PICTURES=PLACE."""
    for name in CONSOLE:
        page = Image.open(place / f"{name}.png").convert("RGB").resize((1000, 562), Image.Resampling.LANCZOS)
        page.quantize(256, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    if sys.argv[1:] == ["board"]:
        boards()
        sys.exit(0)
    if sys.argv[1:2] == ["boot"]:
        for name, steps in BOOT.items():
            sheet(name, steps, Path(sys.argv[2]))
        sys.exit(0)
    if sys.argv[1:2] == ["console"]:
        console(Path(sys.argv[2]))
        sys.exit(0)
    for name, tour in zip(SHEETS, sys.argv[1:], strict=True):
        sheet(name, SHEETS[name], Path(tour))
    sheet("lookup", LOOKUP, Path(sys.argv[1]))
    slip = next(Path(sys.argv[1]).glob("slip-01-*.png"))
    Image.open(slip).convert("1").save(HERE / "slip.png", optimize=True)
