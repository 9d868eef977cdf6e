"""Rows and tiles that lead on, and rows that only tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.text import Run, Runs
from kiosk.ui.widgets.tile import RowTile, Tile, infotile

TITLE = "RowTile, Tile, infotile"


def stories() -> Iterator[Story]:
    yield Story("row, normal", partial(_row, "normal"))
    yield Story("row, pressed", lambda: held(_row("pressed"), pressed=True))
    yield Story("row, off, the reason beside it", partial(_off, "off"))
    yield Story("row, name of 20 characters", partial(_row, "long", words.NAME_20))
    yield Story("row, one line, no icon", partial(RowTile, words.ROW, tap="bare"))
    yield Story("tells only", partial(infotile, "人工服务台", "进门正前方", "users", tint="pine"))
    yield Story("tiles: normal, pressed, off", _tiles, high=260)


def _row(tap: str, title: str = words.ROW) -> RowTile:
    end = Runs(Run("前面 "), Run("3", "title"), Run(" 人"))
    return RowTile(title, words.ROW_NOTE, icon="identification-badge", tap=tap, end=end, height=196)


def _off(tap: str) -> RowTile:
    return RowTile(
        words.ROW, words.PAUSED, icon="chats-circle", tap=tap, off=True, mark="pause-circle", height=196
    )  # fmt: skip


def _tiles() -> Any:
    plain, pressed = Tile("exam", "知识问答", tap="tile"), held(Tile("exam", "知识问答", tap="down"), pressed=True)
    return Row(plain, pressed, Tile("exam", "知识问答", tap="tile.off", off=True), gap=24)
