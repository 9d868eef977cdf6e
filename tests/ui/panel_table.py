"""Every page of the terminal laid out on every panel of the table, hung at every height: what would stand wrong.

    python -m tests.ui.panel_table [--sample] [--table]    JSON lines, one a panel

--table: the manual's table. --sample: two panels, hung as high as is right, and higher as far as the first page that
is out of reach.

    {"inches", "wide", "high", "distance", "mode", "pages", "wrong": [...],
     "unreachable": {"600": [...], …}, "scale", "target_mm", "highest_mm"}

A page's layout depends on where the line between reading and touching lies, not on the height alone, so pages are laid
out once a line; what is out of reach is asked for every height. Kivy has one window a process.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.apps.demo.gallery.book import MODES, open_window
from kiosk.ui.theme import Panel, Theme
from kiosk.ui.touch_band import touch_band
from tests.ui.drawn_terminal import findings, last_of_each, pages

if TYPE_CHECKING:
    from tests.ui.sample_pages import Sample

HEIGHTS_MM = (600, 700, 800, 900, 1000)
DISTANCES = (1.0, 1.25)
MODE_NAMES = ("standard", "elder", "contrast")
# Diagonal in inches and pixels, lying: what such panels are sold with.
SOLD = (
    (15.0, 1024, 768), (15.6, 1366, 768), (15.6, 1920, 1080), (18.5, 1366, 768), (18.5, 1920, 1080),
    (19.0, 1280, 1024), (19.0, 1440, 900), (21.5, 1920, 1080), (23.8, 1920, 1080), (27.0, 1920, 1080),
    (27.0, 2560, 1440), (32.0, 1920, 1080), (43.0, 1920, 1080), (43.0, 3840, 2160), (55.0, 1920, 1080),
    (55.0, 3840, 2160),
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One panel, one way up, at one distance, in one mode."""

    inches: float
    wide: int
    high: int
    distance: float
    mode: str

    def hung(self, bottom_mm: float) -> Theme:
        """As it is drawn with its lower edge at that height."""
        ppi = hypot(self.wide, self.high) / self.inches
        return Theme(Panel(self.wide, self.high, ppi, bottom_mm, self.distance), MODES[self.mode])


def cases() -> Iterator[Case]:
    """All of them."""
    for inches, long, short in SOLD:
        for wide, high in ((short, long), (long, short)):
            for distance in DISTANCES:
                for mode in MODE_NAMES:
                    yield Case(inches, wide, high, distance, mode)


SAMPLE = (
    Case(15.0, 1024, 768, 1.0, "contrast"),
    Case(43.0, 2160, 3840, 1.25, "elder"),
)
ONE_STATE = SAMPLE[1:]
"""Of whose sample each page is laid out once: upright in large type every state is on the smallest panel."""


def examined(case: Case, heights: tuple[int, ...] = HEIGHTS_MM, shown: Sequence[Sample] = ()) -> dict[str, Any]:
    """Every page on that panel (or what is `shown`), at every height and at the highest that is right."""
    from kiosk.ui.measure import Measures

    band = touch_band(case.hung(HEIGHTS_MM[0]).panel)
    row: dict[str, Any] = {
        **vars(case), "pages": 0, "wrong": [], "unreachable": {}, "scale": round(band.scale, 2),
        "target_mm": band.target_mm, "highest_mm": band.highest_mm,
    }  # fmt: skip
    lines: dict[float, list[Theme]] = {}
    for height in (*heights, band.highest_mm):
        theme = case.hung(height)
        lines.setdefault(theme.line_px, []).append(theme)
    for themes in lines.values():
        measures = {theme.panel.bottom_mm: Measures() for theme in themes}
        row["pages"] = 0
        for sample, shell in pages(themes[0], shown=shown):
            row["pages"] += 1
            where = f"{sample.page} {sample.state}".strip()
            row["wrong"] += [f"{themes[0].panel.bottom_mm:g} mm, {where}: {found}" for found in findings(shell)]
            for theme in themes:
                measures[theme.panel.bottom_mm].add_reach(shell, theme, where)
        row["unreachable"] |= {f"{height:g}": measure.outside_band for height, measure in measures.items()}
    return row


def sampled(case: Case, shown: Sequence[Sample] = ()) -> dict[str, Any]:
    """The same at the highest that is right: the lower a panel hangs, the more is in reach. And where it may hang
    higher, the first page that is out of reach there, if there is one."""
    row = examined(case, (), shown)
    if HEIGHTS_MM[-1] > row["highest_mm"]:
        row["unreachable"][f"{HEIGHTS_MM[-1]}"] = _first_out_of_reach(case.hung(HEIGHTS_MM[-1]))
    return row


def _first_out_of_reach(theme: Theme) -> list[str]:
    from kiosk.ui.measure import Measures

    measures = Measures()
    for sample, shell in pages(theme):
        measures.add_reach(shell, theme, f"{sample.page} {sample.state}".strip())
        if measures.outside_band:
            break
    return measures.outside_band


def table(rows: list[dict[str, Any]]) -> str:
    """The manual's table: a line a panel and way up, over distances and modes."""
    lines = [
        "| 屏幕 | 摆法 | 看的距离 | 页面大小 | 最小按钮 | 下沿最高 | 看过的页 | 重叠、出格 | 够不着 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    grouped: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault((row["inches"], row["wide"], row["high"], row["distance"]), []).append(row)
    for (inches, wide, high, distance), group in grouped.items():
        one = group[0]
        hung = [row["unreachable"][height] for row in group for height in row["unreachable"]
                if float(height) <= row["highest_mm"]]  # fmt: skip
        small = "" if one["target_mm"] >= 20 else "（小于 20）"
        lines.append(
            f"| {inches:g}″ {wide}×{high} | {'横' if wide > high else '竖'} | {distance:g} | {one['scale']:.0%} |"
            f" {one['target_mm']:g} 毫米{small} | {one['highest_mm']} 毫米 | {sum(row['pages'] for row in group)} |"
            f" {sum(len(row['wrong']) for row in group)} | {sum(map(len, hung))} |"
        )
    return "\n".join(lines)


def main() -> None:
    open_window(Path(tempfile.mkdtemp()))
    rows = []
    sample = "--sample" in sys.argv
    for case in SAMPLE if sample else cases():
        rows.append(sampled(case, last_of_each() if case in ONE_STATE else ()) if sample else examined(case))
        if "--table" not in sys.argv:
            print(json.dumps(rows[-1], ensure_ascii=False), flush=True)
    if "--table" in sys.argv:
        print(table(rows))


if __name__ == "__main__":
    main()
