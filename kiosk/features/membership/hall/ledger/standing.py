"""人员类别 and 党籍状态 as ledgers say them: in either column, in brackets, both in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kiosk.features.membership.rules.record import Category, State

_CATEGORIES = {
    Category.FULL: "正式党员 正式 中共正式党员",
    Category.PROBATIONARY: "预备党员 预备 中共预备党员 预备期",
    Category.CANDIDATE: "发展对象",
    Category.ACTIVIST: "入党积极分子 积极分子",
    Category.APPLICANT: "入党申请人 申请人 入党申请者",
}
_MEMBER = frozenset(["中共党员", "党员", "中国共产党党员", "共产党员"])
"""A full member where nothing beside it says otherwise: 中共党员（预备）."""
_STATES = {
    # A party member who cannot be reached, or whose transfer is under way, is one still.
    State.NORMAL: "正常 正常党员 有党籍 有 在册 在籍 在册党员 在籍党员 转接中 正在转接 组织关系转接中 "
    "失联 失去联系 失联党员 流动 流动党员 恢复党籍 保留党籍",
    State.MOVED: "已转出 转出 组织关系已转出 组织关系转出 转出党员 已转出党员 调出 已调出 迁出 已迁出 转走 已转走",
    State.SUSPENDED: "停止党籍 已停止党籍 停止党籍处理 停止党籍党员 暂停党籍 停籍 失联停止党籍",
    State.LEFT: "出党 已出党 出党党员 开除 开除党籍 已开除党籍 除名 党内除名 已除名 劝退 劝退除名 劝而不退除名 退党 "
    "自行脱党 自行脱党除名 脱党 取消预备党员资格 取消资格 取消党籍",
    State.DEAD: "去世 已去世 死亡 已死亡 逝世 已逝世 病故 已病故 过世 已过世 死亡党员 去世党员 亡故 已故",
}
_CATEGORY_OF = {word: category for category, said in _CATEGORIES.items() for word in said.split()}
_STATE_OF = {word: state for state, said in _STATES.items() for word in said.split()}
_APART = re.compile(r"[()（）/、,，;；|+\[\]【】]|(?<!\d)-|\s")


@dataclass(frozen=True, slots=True)
class Said:
    """What one cell says of both; `understood` is False where a part of it is in no ledger's words."""

    category: Category = Category.UNKNOWN
    state: State = State.UNKNOWN
    understood: bool = True


def said_in(text: str) -> Said:
    """`中共党员(正式)` -> full; `正式党员/失联` -> full and normal; of two states that which says more."""
    whole = _plain(text)
    parts = [whole] if whole in _CATEGORY_OF or whole in _STATE_OF or whole in _MEMBER else _parts(text)
    categories = [_CATEGORY_OF[part] for part in parts if part in _CATEGORY_OF]
    states = [_STATE_OF[part] for part in parts if part in _STATE_OF]
    known = all(part in _CATEGORY_OF or part in _STATE_OF or part in _MEMBER for part in parts)
    if len(set(categories)) > 1:
        return Said(understood=False)
    if not categories and any(part in _MEMBER for part in parts):
        categories = [Category.FULL]
    return Said(categories[0] if categories else Category.UNKNOWN, strictest(states), known)


def strictest(states: list[State]) -> State:
    """The one that shows least."""
    return max(states, key=_ORDER.index, default=State.UNKNOWN)


_ORDER = (State.UNKNOWN, State.NORMAL, State.MOVED, State.SUSPENDED, State.LEFT, State.DEAD)


def _parts(text: str) -> list[str]:
    return [plain for part in _APART.split(text) if (plain := _plain(part))]


def _plain(text: str) -> str:
    return re.sub(r"[\s\d.、()（）_-]", "", text)
