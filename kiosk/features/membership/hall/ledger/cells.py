"""Single cells of a ledger: folded texts, ID numbers, categories and states. Nothing here repeats what a cell holds."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from devices.id_card import id_number as id_numbers
from kiosk.features.membership.hall.ledger.sheet import cell_text
from kiosk.features.membership.rules.dates import DateUnclear, parse_date
from kiosk.features.membership.rules.names import tidy
from kiosk.features.membership.rules.record import Category, Milestone, State

DATES = {*map(str, Milestone), "counted_from"}

_BLANKS = frozenset(
    ["", "\\", "/", "-", "--", "—", "——", "无", "暂无", "空", "不详", "未知", "N/A", "n/a", "NULL", "null", "None"]
)
"""What people write to say that they know nothing."""

_CATEGORIES = {
    Category.FULL: "正式党员 正式 中共党员 中共正式党员 党员",
    Category.PROBATIONARY: "预备党员 预备 中共预备党员",
    Category.CANDIDATE: "发展对象",
    Category.ACTIVIST: "入党积极分子 积极分子",
    Category.APPLICANT: "入党申请人 申请人 入党申请者",
}
_STATES = {
    # A party member who cannot be reached, or whose transfer is under way, is one still.
    State.NORMAL: "正常 正常党员 有党籍 有 在册 转接中 正在转接 组织关系转接中 失联 失去联系 流动 流动党员 "
    "恢复党籍 保留党籍",
    State.MOVED: "已转出 转出 组织关系已转出 组织关系转出 转出党员 调出 已调出 迁出 已迁出 转走 已转走",
    State.SUSPENDED: "停止党籍 已停止党籍 停止党籍处理 停止党籍党员 暂停党籍 停籍 失联停止党籍",
    State.LEFT: "出党 已出党 出党党员 开除 开除党籍 已开除党籍 除名 党内除名 已除名 劝退 劝退除名 劝而不退除名 退党 "
    "自行脱党 自行脱党除名 脱党 取消预备党员资格 取消资格 取消党籍",
    State.DEAD: "去世 已去世 死亡 已死亡 逝世 已逝世 病故 已病故 过世 已过世 死亡党员 亡故",
}
_CATEGORY_OF = {word: category for category, said in _CATEGORIES.items() for word in said.split()}
_STATE_OF = {word: state for state, said in _STATES.items() for word in said.split()}


def fold(cell: Any) -> str:
    """The cell in plain forms, its runs of blanks as one, without control characters; empty for 无, / and the like."""
    text = cell_text(cell)
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFKC", text):  # nearly always
        return "" if text in _BLANKS else text
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))
    return "" if text in _BLANKS else text


def id_text(cell: Any) -> str:
    """Folded to plain digits and an upper-case X, without the blanks and apostrophes that spreadsheets add."""
    folded = unicodedata.normalize("NFKC", cell_text(cell))
    return re.sub(r"[\s'’‘`\u200b-\u200f\u202a-\u202e\u2060\ufeff-]", "", folded).upper()


def id_problem(cell: Any) -> str | None:
    """Why this cell is not an ID number: a key of `words.ROW_PROBLEMS`, or None when it is one."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return "spoiled"
    text = id_text(cell)
    if not text:
        return "empty"
    if re.fullmatch(r"\d[\d.]*E\+?\d+", text) or re.fullmatch(r"\d{15,}\.0*", text):
        return "spoiled"
    if re.fullmatch(r"\d{15}", text):
        return "old_number"
    try:
        id_numbers.parse(text)
    except id_numbers.IdNumberWrong as wrong:
        return wrong.field
    return None


def category_of(text: str) -> Category | None:
    """None for what no ledger calls a category."""
    return _CATEGORY_OF.get(_plain(text)) if text else Category.UNKNOWN


def state_of(text: str) -> State | None:
    """None for what no ledger calls a state."""
    return _STATE_OF.get(_plain(text)) if text else State.UNKNOWN


def _plain(text: str) -> str:
    return re.sub(r"[\s\d.、()（）_-]", "", text)


def same_sense(field: str, cell: Any) -> str:
    """What two columns of one field are compared by."""
    if field == "id_number":
        return id_text(cell)
    if field in DATES:
        try:
            return str(parse_date(cell) or "")
        except DateUnclear:
            return fold(cell)
    return tidy(fold(cell))
