"""What the console says about content packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from content.distribution.release import EMPTY
from content.pack.cell_names import KIND_NAMES, PROFILE_NAMES, SCREEN_NAMES
from kiosk.features.exhibition.hall.desk import Version
from kiosk.features.exhibition.hall.drafts import Written
from kiosk.features.exhibition.hall.overview import Ending, PackRow
from kiosk.features.exhibition.hall.words import REFUSED
from kiosk.features.exhibition.rules.leaving import of_one

__all__ = ["PROFILE_NAMES", "SCREEN_NAMES"]
_SHORT = 6  # letters of a digest, to tell two apart

PACKS = "内容"
PACKS_NOTE = "一个内容包放在一起换、一起撤。自带的内容垫在最下面，一直在。"
PACK_HEADS = ("名称", "放在哪里", "有效期", "状态", "检查")
NO_PACKS = "还没有内容包，从右边新建一个"
NEW_PACK = "新的内容包"
PACK_TITLE = "名称"
PACK_NAME = "编号（小写字母和数字）"
MAKE = "新建"
BEGIN_EMPTY, BEGIN_TEMPLATE = "从空的开始", "从模板开始"
BEGIN_NOTE = "模板里每一类展品各有一个，写着“请改”的换成自己的，用不着的去掉。"
BEGUN = "已照模板建好：一项一项点“改”，写着“请改”的换成自己的；用不着的去掉"
NOT_PLAYING = "没有在放"
STALE = "快到期的和要核对的"
STALE_NONE = "一个月里没有到期的，也没有要核对的"
OF_STARTER = "自带的内容，更新程序"
STALE_MOST = 12
EVERYWHERE = "所有屏幕"
LOST_FILE = "文件不见了"
NOT_CHECKED, CHECK_OLD, WELL = "没有检查过", "改过以后没有检查", "没有要改的"
DAY = "看哪天放什么"
DAY_OF_PACK = "哪天放、为什么"
BACK = "回到内容"
PAGE_BEFORE, PAGE_AFTER = "上一页", "下一页"

ITEMS = "展品"
ITEM_HEADS = ("", "", "展品", "展出到", "")
NO_ITEMS = "还没有展品：把文件拖到上面，写一个标题，存下"
NONE_FOUND = "没有找到"
ADD_ITEM = "加展品"
EDIT_ITEM = "改展品"
FILE = "文件"
DROP = "把文件拖到这里，或者点这里选，可以一次选几个"
KINDS_TAKEN = "图片 .jpg .png .webp，文章 .txt .md .docx，题库、试卷和填好的表 .xlsx .csv，装着这些的文件夹或 .zip"
FILM_TAKEN = "，视频 .mp4 .mov"
FILE_KEPT = "换一个文件（不选就用原来的）"
TITLE_EMPTY = "不填就用文件名"
SEVERAL_NOTE = "选了几个文件：标题先用各自的文件名，传完一起改。"
TITLE, KIND, SOURCE, SOURCE_DATE, VALID_FROM, VALID_UNTIL = "标题", "类型", "来源", "日期", "展出从", "展出到"
KIND_AUTO = "自动"
HEADING, WEEKDAYS, HOURS_FROM, HOURS_UNTIL, SECONDS = "小标题", "星期", "每天从", "每天到", "秒数（待机时一次）"
PROFILES, SCREENS, WEIGHT, PLAYLIST = "层级（不选就是都放）", "屏幕（不选就是都放）", "权重（一轮放几次）", "节目单"
INTERRUPT = "插播：展出的时候只放它，要写展出到"
LIST_ONLY = "待机时不放，只在列表里"
TEXT_FILE, TEXT_KEPT, NO_TEXT = "文字稿（图上的字，给看不清的人读）", "换一份文字稿", "去掉文字稿"
SUBTITLES, SUBTITLES_KEPT, NO_SUBTITLES = "字幕（视频的 .srt、.vtt）", "换一份字幕", "去掉字幕"
TOPICS = "话题（几个之间用顿号）"
CONSENT, CONSENT_UNTIL = "真人同意（谁、怎么同意的）", "同意到"
CHECK_BY, TO_CHECK = "核对到（过了会提醒，屏上照放）", "请核对"
MORE = "更多"
KINDS = {kind.value: name for kind, name in KIND_NAMES.items()}
KIND_ICONS = {
    "image": "image", "poster": "scroll", "article": "article", "bank": "exam", "video": "monitor-play",
    "document": "book-open-text", "steps": "list-numbers", "map": "map-trifold", "floor_plan": "signpost",
    "directory": "list-bullets", "roster": "calendar-check", "people": "users-three",
    "timeline": "clock-counter-clockwise", "tree": "tree",
}  # fmt: skip
SAVE, REMOVE, EDIT, CANCEL, SEARCH = "存下", "去掉", "改", "不改了", "找"
SEARCH_LABEL = "找展品"
UP, DOWN_ONE = "往前", "往后"
PLACE, PLACE_GO = "放到第几个", "移到那里"
CHOSEN_UNTIL, CHOSEN_GO, CHOOSE = "选中的都展出到", "改选中的", "选中"
TITLES, TITLES_NOTE = "刚加的，写上标题", "来源和日期一样的，在上面填一次就好；不用改的留着。"
SAME_OF_ALL = "这些都一样的（可以不填）"
LATER = "以后再写"

PREVIEW = "预览"
PREVIEW_NOTE = "和终端画的一样。先存下再看；存下不会放出来。一次画一张，要几秒。"
PREVIEW_DRAWING = "正在画…"
PREVIEW_WAITING = "前面还有一张在画，排着队…"
ORIENTATION, MODE = "屏幕方向", "显示"
ORIENTATIONS = {"portrait": "竖屏", "landscape": "横屏"}
MODES = {"standard": "平常", "elder": "大字", "contrast": "高对比", "elder-contrast": "大字、高对比"}
PREVIEW_DAY, PREVIEW_CLOCK = "哪一天", "几点"
PREVIEW_GO = "看"
PREVIEW_ITEM = "哪一项"

CHECK, CHECK_AGAIN = "检查", "再检查一次"
CHECKED, WHOLE_REPORT = "检查报告", "全部"
ALL_WELL = "没有要改的"
FINDING_HEADS = ("哪里", "什么", "怎么办")
GRAVE = "不能放"
MEND = "去改"
WHOLE_PACK, PAPERS = "整个内容包", "试卷"
BUILD = "做成新的一版"
BUILD_NOTE = "做成一版以后草稿还能接着改；要批准、发布了才会放出来。"
REPORT_NOTE = "先检查；没有不能放的，就做成新的一版。"

VERSIONS = "做好的版本"
STATES = {"draft": "待批准", "approved": "待发布", "playing": "在放", "before": "以前放过", "cleared": "文件已清理"}
STATE_CHIPS = {"draft": "gold", "approved": "gold", "playing": "ok", "before": "", "cleared": ""}
APPROVE, PUBLISH, ROLL_BACK, TAKE_OFF = "批准", "发布", "回到上一版", "整包撤下"
TAKE_DOWN, TAKE_DOWN_WHY, PUT_BACK = "撤下", "为什么（不写姓名）", "放回来"
DOWN, IS_DOWN = "撤下的", "已撤下"
DOWN_NOTE = "撤下的一直不放：换哪一版、从优盘拷来都一样，直到有人放回来。"
SURE_NO, PUBLISH_NO = "不撤了", "先不发布"
UNDER_WAY = "上一个文件还在传，请等它传完"
DISK_FULL = "磁盘满了，没有存下"
NO_TITLE = "请写标题"

UP_BUSY, UP_WAITS, UP_SAVED = "正在传", "等着", "已存下"
UP_READING = "传完了，正在看这个文件…"
UP_CUT = "没有传完：网断了，或者大厅服务停了。没传完的已经清掉，可以再传"
UP_TITLES = "写标题"
UP_TOO_LARGE = "太大"

DAY_TITLE = "哪天放什么"
DAY_OF, DAY_SCREEN, DAY_PROFILE, DAY_DATE, DAY_TIME = "看哪一份", "屏幕", "层级", "日期", "几点"
DAY_SOURCES = {"draft": "草稿，发布以后", "hall": "大厅现在放的"}
ANY_PROFILE = "不分"
DAY_GO = "看"
DAY_ROUND = "待机时一轮"
DAY_WHY = "每一项放不放，为什么"
IS_ON, IS_OFF = "放", "不放"
DAY_NONE = "没有展品"

STILL_TO_CHANGE = "还要写成自己的"
STILL_WHERE = "看是哪几处"
STILL_HEADS = ("哪里", "要写的")
STILL_NOTE = "从模板带来的“请改”，发布以前写成自己的；用不着的，把那一句、那一行、那一项去掉。"

REMOVE_NOTE = "只从草稿里去掉：做成新的一版、发布以后才不放。马上不放，用“撤下”。"
REMOVED = "已从草稿里去掉"
APPROVED, PUBLISHED, IS_BACK = "已批准", "已发布", "已放回来"
TAKEN_DOWN, TAKEN_OFF = "已撤下，换哪一版都不再放", "整包已撤下"


def refused(reason: str) -> str:
    return REFUSED.get(reason, reason)


def size(count: int) -> str:
    """``40 KB``, ``3.4 MB``, ``12 GB``."""
    if 0 < count < 100_000:
        return f"{max(1, count // 1000)} KB"
    if count >= 10_000_000_000:
        return f"{count / 1_000_000_000:.0f} GB"
    found, unit = (count / 1_000_000_000, "GB") if count >= 1_000_000_000 else (count / 1_000_000, "MB")
    return f"{found:.1f}".removesuffix(".0") + f" {unit}"


def room(left: int, used: int, quota: int) -> str:
    return f"还能放 {size(left)}，已用 {size(used)}，一共 {size(quota)}"


def drop_limits(most_read: int, most: int) -> str:
    films = f"；视频每个 {size(most)} 以内" if most > most_read else ""
    return f"每个 {size(most_read)} 以内{films}"


def too_large(most: int) -> str:
    return f"文件太大，最多 {size(most)}"


def too_many_files(most: int) -> str:
    return f"一次最多 {most} 个文件，请分几次"


def no_room(left: int) -> str:
    return f"放不下：草稿的地方还剩 {size(left)}。删掉不用的，或请管理员把 kiosk.toml 里的 packs_gigabytes 改大"


def figures(shown: int, reminders: int, grave: int) -> str:
    return f"{shown} 项能放，{reminders} 处提醒，{grave} 项不能放"


def ends(day: date, today: date) -> str:
    left = (day - today).days
    return "已到期，不再放" if left < 0 else "今天到期" if left == 0 else f"还有 {left} 天"


def ends_chip(day: date, today: date) -> str:
    left = (day - today).days
    return "warn" if left <= 30 else ""


def due(one: Ending, today: date) -> str:
    """Of a line of the list: until when, and how long that is."""
    return f"{TO_CHECK}，核对到 {one.day}" if one.to_check else f"{one.day}，{ends(one.day, today)}"


def version_line(version: Version) -> str:
    return f"第 {version.number} 版"


def items(count: int) -> str:
    return f"{count} 项"


def playing(number: int, count: int) -> str:
    return f"第 {number} 版，{count} 项"


def where(row: PackRow) -> tuple[str, str]:
    """The kinds of screens, and the profiles."""
    return _named(row.screens, SCREEN_NAMES), _named(row.profiles, PROFILE_NAMES)


def _named(found: Sequence[str], names: dict[str, str]) -> str:
    return "、".join(names[one] for one in found) if len(found) < len(names) else ""


def span(first: date | None, last: date | None, today: date) -> str:
    """``11-18 至 11-30``, ``10-01 起``, ``12-31 止``, ``长期``; with the year where it is another."""
    if first and first <= today:
        first = None if last is None else first
    if first and last:
        return f"{short(first, today)} 至 {short(last, today)}"
    return f"{short(first, today)} 起" if first else f"{short(last, today)} 止" if last else "长期"


def short(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def state(row: PackRow, today: date) -> tuple[str, str]:
    """A chip of the list: its colour, and what it says."""
    if row.lost:
        return "warn", LOST_FILE
    if row.playing is None:
        return ("gold", STATES[row.waits.state]) if row.waits else ("", NOT_PLAYING)
    if row.is_over(today):
        return "", "已到期，不再显示"
    return "ok", f"在放，{version_line(row.playing)}"


def check(row: PackRow) -> tuple[str, str]:
    """Likewise, of the last check of the draft."""
    if not row.draft.items:
        return "", ""
    if row.check is None:
        return "", NOT_CHECKED
    if row.check.is_stale:
        return "", CHECK_OLD
    if row.check.grave:
        return "red", f"{row.check.grave} 项不能放"
    if row.check.findings:
        return "warn", f"{row.check.reminders} 处提醒"
    if row.check.placeholders:
        return "gold", to_change(len(row.check.placeholders))
    return "ok", WELL


def saved(title: str, left_out: tuple[str, ...]) -> str:
    return f"已存下“{title}”" + ("。没有带上，或者要核对：" + "；".join(left_out) if left_out else "")


def until_set(count: int, day: str) -> str:
    return f"{count} 项改成展出到 {day}" if day else f"{count} 项改成一直放"


def titles_saved(count: int) -> str:
    return f"{count} 项已存下"


def built(number: int, count: int, held_back: int) -> str:
    held = f"，其中 {held_back} 项撤下过，不会放" if held_back else ""
    return f"第 {number} 版做好了，{count} 项{held}"


def rolled_back(number: int) -> str:
    return f"现在放的是第 {number} 版"


def down_of(item: str, items: Mapping[str, Written]) -> str:
    """What stays down: an item by its title, or one person of it, whose name the hall does not keep."""
    number, one = of_one(item)
    title = str(items[number]["title"]) if number in items else number
    return f"{title}：按姓名撤下的一位（{one[:_SHORT]}）" if one else title


def take_down_asked(title: str) -> str:
    return f"撤下“{title}”？发布过的每一版里它都不再放，从优盘拷来也不放，直到有人放回来。"


def publish_asked(number: int, places: int) -> str:
    return f"第 {number} 版里还有 {places} 项写着“请改”，观众会看到。现在就发布？"


def to_change(places: int) -> str:
    return f"{places} 项还有请改"


def take_off_asked(title: str) -> str:
    return f"整包撤下“{title}”？它的每一项都不再放；随时可以再发布，或者回到上一版。"


def count_found(count: int, total: int, query: str) -> str:
    return f"找到 {count} 项，一共 {total} 项" if query else f"{total} 项"


def ending(found: Sequence[Ending], today: date) -> str:
    ends = [one.day for one in found if not one.to_check]
    over, to_check = sum(day < today for day in ends), len(found) - len(ends)
    said = [f"{over} 项已到期" if over else f"{len(ends)} 项快到期"] if ends else []
    return "，".join([*said, *([f"{to_check} 项请核对"] if to_check else [])])


def down(count: int) -> str:
    return f"撤下 {count} 项"


def in_all(count: int) -> str:
    return f"一共 {count} 项"


def found(count: int) -> str:
    return f"{count} 处"


def findings_left(count: int) -> str:
    return f"还有 {count} 处没有列出来，改好这些再检查一次"


def page_of(page: int, pages: int) -> str:
    return f"第 {page} 页，共 {pages} 页"


def day_heading(on: int, count: int) -> str:
    return f"{count} 项里放 {on} 项"


def round_length(length: int) -> str:
    return f"一轮 {length} 个"


# -- what each screen shows --------------------------------------------------------------------------------------------

SCREENS_NOW = "每块屏幕"
SCREENS_NOTE = "屏幕自己来取，取齐、看过才换。"
SCREENS_NONE = "还没有终端和大屏。"
SCREEN_NOW_HEADS = ("屏幕", "内容", "从什么时候起")
SCREEN_KINDS = {"terminal": "终端", "board": "大屏"}
NOTHING = EMPTY.id
NEVER_SAID, SILENT, UP_TO_DATE, SOON, LAGS_BEHIND = "还没有说过", "没有消息", "最新", "就要换", "没有跟上"
STARTER_ONLY = "只有自带的"
FROM_STICK = {"": "", "hall": "", "stick": "从优盘来的"}


def since(at: datetime, now: datetime) -> str:
    """In hall time; the day where it was another."""
    clock = f"{at.hour}:{at.minute:02d}"
    return clock if at.date() == now.date() else f"{at.month} 月 {at.day} 日 {clock}"


def silent_for(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return f"{hours} 小时没有消息" if hours < 48 else f"{hours // 24} 天没有消息"


def on_the_way(says: str, percent: int) -> str:
    return f"{says} {percent}%" if percent < 100 else says


def kept(used: int, most: int) -> str:
    """Bytes of all versions together."""
    return f"各版一共 {size(used)}，最多留 {most >> 30} GB，放不下时从最旧的清理。"
