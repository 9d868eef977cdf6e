"""A terminal's exhibition without a window: a pack of keepers' sheets, a clock that a test turns, its own stage."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from PIL import Image

from content.kinds.kind import ExhibitKind
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.rules.showing import Doubt
from kiosk.features.exhibition.terminal.beside import NO_QUEUE, Queue
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.features.exhibition.terminal.modules.registry import MODULES
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.features.exhibition.terminal.stages import WorkingStage

TUESDAY = datetime(2026, 12, 1, 10, 26)
Table = Sequence[Sequence[Any]]


def sheet(*tables: Table) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables):
        page = book.create_sheet(f"表{number}")
        for row in table:
            page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class Terminal:
    """`now` and `doubt` are the hall's clock; `flow` is the exhibition with the exhibits of `items`."""

    desk: ExhibitionDesk

    def __init__(self, folder: Path, items: dict[str, Sequence[Table]], *, queue: Queue = NO_QUEUE, aloud: Any = None):
        look.use(Theme(Panel(270, 480, ppi=25.6)))
        self.folder = folder
        self.now, self.doubt = TUESDAY, False
        self.stage = WorkingStage()
        self.install(items)
        self.flow = ExhibitionFlow(self.stage, self.desk, aloud, MODULES, queue=queue)
        self.found: list[str] = []
        self.flow.find = lambda: self.found.append("asked")

    def install(self, items: dict[str, Sequence[Table]]) -> None:
        root = self.folder / f"pack{len(list(self.folder.glob('pack*')))}"
        root.mkdir(parents=True)
        lines = ['format = 4\nname = "hall"\nversion = "1"\ntitle = "演示"\n']
        for kind, tables in items.items():
            (root / f"{kind}.xlsx").write_bytes(sheet(*tables))
            lines.append(f'[[items]]\nid = "{kind}"\nkind = "{kind}"\nfile = "{kind}.xlsx"\ntitle = "演示 {kind}"\n')
        Image.new("RGB", (300, 400), "green").save(root / "许知夏.png")
        (root / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
        pack, starter = open_pack(root), open_pack(STARTER, decode=False)
        assert not pack.problems, pack.problems
        if hasattr(self, "flow"):
            self.desk.renew((pack,), starter)
            self.flow.renewed()
        else:
            self.desk = ExhibitionDesk(
                (pack,), starter, lambda: self.now, doubt=lambda: Doubt() if self.doubt else None
            )

    def open(self, kind: ExhibitKind, at: str = "") -> None:
        self.flow.open_from(f"hall/{kind}", self.stage.home, at)

    @property
    def page(self) -> str:
        return self.stage.page

    @property
    def view(self) -> Any:
        return self.stage.view

    def kind(self, kind: ExhibitKind) -> Any:
        return self.flow.kinds[kind]

    def later(self) -> None:
        """What was to come a little later comes now."""
        waiting, self.stage.later = self.stage.later, []
        for one in waiting:
            one.come()

    def until(self, that: Callable[[], object]) -> None:
        self.stage.until(that)
