"""What keepers call the kinds, the levels and the screens in a cell of 目录.xlsx. Each reader raises ValueError."""

from __future__ import annotations

from collections.abc import Mapping

from content import words
from content.banks.cells import text_of
from content.banks.spreadsheet import Value
from content.banks.table_reader import BANK_ENDINGS
from content.kinds.kind import ExhibitKind
from content.kinds.table import SHEETS
from content.kinds.video import SUFFIXES
from content.tables.cells import plain, some_of

KIND_NAMES: Mapping[ExhibitKind, str] = {
    ExhibitKind.IMAGE: "图片", ExhibitKind.ARTICLE: "文章", ExhibitKind.POSTER: "长图", ExhibitKind.BANK: "题库",
    ExhibitKind.VIDEO: "视频", ExhibitKind.DOCUMENT: "文件",
    **{name: kind.called for name, kind in SHEETS.items()},
}  # fmt: skip
PROFILE_NAMES = {"center": "中心", "station": "站", "point": "点"}
SCREEN_NAMES = {"terminal": "终端", "board": "大屏"}

_KINDS = {name: kind for kind, name in KIND_NAMES.items()} | {
    "照片": ExhibitKind.IMAGE, "画": ExhibitKind.IMAGE, "文字": ExhibitKind.ARTICLE, "文稿": ExhibitKind.ARTICLE,
    "海报": ExhibitKind.POSTER, "一图读懂": ExhibitKind.POSTER, "题目": ExhibitKind.BANK, "答题": ExhibitKind.BANK,
    "文档": ExhibitKind.DOCUMENT, "法规": ExhibitKind.DOCUMENT, "制度": ExhibitKind.DOCUMENT,
    "长文": ExhibitKind.DOCUMENT, "影片": ExhibitKind.VIDEO, "录像": ExhibitKind.VIDEO,
    **{kind.value: kind for kind in ExhibitKind},
}  # fmt: skip
_ENDINGS = {
    ExhibitKind.IMAGE: (".png", ".jpg", ".jpeg", ".webp", ".bmp"),
    ExhibitKind.ARTICLE: (".txt", ".md", ".docx"),
    ExhibitKind.BANK: BANK_ENDINGS,
    ExhibitKind.VIDEO: SUFFIXES,
}
_PROFILES = {name: key for key, name in PROFILE_NAMES.items()} | {
    "党群服务中心": "center", "服务中心": "center", "服务站": "station", "党群服务站": "station", "服务点": "point",
    "党群服务点": "point", "村": "point", **{key: key for key in PROFILE_NAMES},
}  # fmt: skip
_SCREENS = {name: key for key, name in SCREEN_NAMES.items()} | {
    "触摸屏": "terminal", "叫号大屏": "board", "叫号屏": "board", "大屏幕": "board",
    **{key: key for key in SCREEN_NAMES},
}  # fmt: skip


def kind_of(value: Value | None, file: str) -> str:
    """The kind that is named, or that the file's ending means where none is."""
    text = plain(value).lower()
    if not text:
        found = next((kind for kind, ends in _ENDINGS.items() if file.lower().endswith(ends)), None)
        if found is None:
            raise ValueError(words.NO_KIND)
        return found.value
    if text not in _KINDS:
        raise ValueError(words.unknown_exhibit_kind(text_of(value), "、".join(KIND_NAMES.values())))
    return _KINDS[text].value


def profiles_of(value: Value | None) -> list[str]:
    return some_of(value, _PROFILES, PROFILE_NAMES)


def screens_of(value: Value | None) -> list[str]:
    return some_of(value, _SCREENS, SCREEN_NAMES)
