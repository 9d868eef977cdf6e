"""What the console says about the papers of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.banks.papers import Plan, Shortage, Way
from content.pack import paper_words as words

PAPERS = "试卷"
PAPERS_NOTE = (
    "从题库里出哪些题、出几道。没有试卷，每个题库自己是一套，10 题。和别的内容一样，做成新的一版、发布以后，终端才换。"
)
NONE = "还没有试卷。"
BRING_NOTE = "有表的，把 试卷.xlsx 拖到内容包的页上；编号一样的换掉，别的留着。"
SIDE_NONE = "没有试卷，每个题库自己是一套，10 题。"
TO_PAPERS = "看题够不够"
HEADS = ("试卷", "要几题", "今天能出", "")
NEW, SHEET, TEMPLATE = "出一套试卷", "下载成表格", "下载空的表格"
EDIT, REMOVE, SAVE, CANCEL, MORE, MORE_ROWS = "改", "去掉", "存下", "不改了", "更多", "再加几行"
WELL = "题都够"
FROM_ALL = "这个内容包里没有题库：从屏上所有的题库里抽"

TITLE, NOTE, NAME = "标题", "说明（标题下面的一行）", "编号（小写字母和数字，一直不要改）"
NOTE_EMPTY, NAME_EMPTY = "不填就写抽到的知识点", "不填就按标题起一个"
BANK, ALL_BANKS = "题库", "不填就从所有的题库里抽"
ICON, WHO, ORDER, MINUTES = "图标", "谁可以做", "次序", "大约几分钟"
WAY, PARTIAL, CLOCK = "玩法", "多选、填空", "每题秒数（挑战）"
CLOCK_EMPTY = "不填就不能计时"
WAY_NOTE = "自测做完一套看结果；挑战一题接一题，错一题就结束；每日一题一天一道。后两种不看题数。"
MINUTES_EMPTY = "不填就按题数估"
VALID_FROM, VALID_UNTIL = "从哪天起出", "出到哪天"
QUOTAS, BANDS = "题量", "等级"
QUOTAS_NOTE = "一行一样，知识点、题型、难度不选就是不限；一套最多 200 题。"
BANDS_NOTE = "几分起叫什么，最低的要从 0 分起；不填就是 90 优秀、75 良好、60 合格、以下再学一学。"
QUOTA_HEADS = ("知识点", "题型", "难度", "题数")
BAND_HEADS = ("分数从", "等级", "建议")
ANY = "不限"
SAVE_NOTE = "存在草稿里；做成新的一版、发布以后，终端上才换。"
NO_MINUTES = "要 0.5 到 120 的数"
NOT_HERE = "这是试卷，不能换掉一件展品；请在“加展品”里放"

ICONS = {one.value: name for name, one in words.ICONS.items()}
WHOS = {one.value: name for name, one in words.WHOS.items()}
ORDERS = {one.value: name for name, one in words.ORDERS.items()}
WAYS = {one.value: name for name, one in words.WAYS.items()}
PARTIALS = {"true" if one else "": name for name, one in words.PARTIAL.items()}
KINDS = {one.value: name for name, one in words.KINDS.items()}
LEVELS = {one.name.lower(): name for name, one in words.LEVELS.items()}

FIELDS = {
    "name": "编号", "title": TITLE, "note": "说明", "icon": ICON, "who": WHO, "order": ORDER, "seconds": MINUTES,
    "way": WAY, "partial": PARTIAL, "clock": "每题秒数", "valid_from": VALID_FROM, "valid_until": VALID_UNTIL,
    "bank": BANK, "quotas": QUOTAS, "bands": BANDS,
}  # fmt: skip
_IN_ROWS = {
    "quotas": dict(zip(("tag", "kind", "difficulty", "count"), QUOTA_HEADS, strict=True)),
    "bands": dict(zip(("from", "title", "advice"), BAND_HEADS, strict=True)),
}


def row_place(part: str, row: int, key: str) -> str:
    """题量第 2 行，题数."""
    column = _IN_ROWS[part].get(key, "")
    return f"{FIELDS[part]}第 {row} 行" + (f"，{column}" if column else "")


def at(column: int, row: int) -> str:
    """知识点 2."""
    return f"{QUOTA_HEADS[column]} {row}"


def band_at(column: int, row: int) -> str:
    return f"{BAND_HEADS[column]} {row}"


def from_banks(titles: Sequence[str]) -> str:
    if not titles:
        return f"{FROM_ALL}。"
    named = "、".join(f"“{one}”" for one in titles[:4])
    return f"从{named}{'等' if len(titles) > 4 else ''}里抽。"


def wrong(place: str, reason: str) -> str:
    return f"{place}：{reason}" if place else reason


def count(plans: Sequence[Plan]) -> str:
    return f"{len(plans)} 套"


def questions(number: int) -> str:
    return f"{number} 题"


def much(plan: Plan) -> str:
    """12 题; of what is drawn of all that its quotas take, how it is played."""
    return questions(plan.count) if plan.way is Way.CHECKUP else WAYS[plan.way]


def title(plan: Plan | None) -> str:
    return plan.title if plan else NEW


def lacks(plan: Plan, found: Sequence[Shortage]) -> int:
    """How many can be drawn."""
    return plan.count - sum(one.quota.count - one.found for one in found)


def short(one: Shortage) -> str:
    """“党史”单选题要 5 道，只有 3 道."""
    what = words.quota_named(one.quota.tag, one.quota.kind, one.quota.difficulty)
    return f"{what}要 {one.quota.count} 道，只有 {one.found} 道"


def span(plan: Plan, today: date) -> str:
    """When it is offered, where that is not always."""
    first, last = plan.valid_from, plan.valid_until
    if first is not None and first <= today:
        first = None
    if first and last:
        return f"{first} 至 {last}"
    return f"{first} 起" if first else f"{last} 止" if last else ""


def saved(plan: Plan, able: int | None) -> str:
    """`able`: how many can be drawn today; None: nobody knows."""
    said = f"“{plan.title}”已存下，{much(plan)}"
    return said if able is None or able >= plan.count else f"{said}，题库里今天能出的只有 {able} 题"


def removed(plan: Plan) -> str:
    return f"“{plan.title}”已从草稿里去掉"


def brought(new: Sequence[str], exchanged: Sequence[str], left_out: Sequence[str]) -> str:
    """What a sheet came to."""
    said = [f"新的{_named(new)}"] if new else []
    said += [f"换掉{_named(exchanged)}"] if exchanged else []
    came = "试卷已存下：" + "，".join(said) if said else "试卷和原来的一样"
    return f"{came}。没有收，或者要核对：{'；'.join(left_out)}" if left_out else came


def _named(titles: Sequence[str]) -> str:
    named = "、".join(f"“{one}”" for one in titles[:4])
    return f"{named}等 {len(titles)} 套" if len(titles) > 4 else named
