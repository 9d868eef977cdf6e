"""What the console says about content packs."""

from __future__ import annotations

from datetime import date

from kiosk.features.exhibition.hall.words import REFUSED

PACKS = "内容"
PACKS_NOTE = "一个内容包放在一起换、一起撤。自带的内容垫在最下面，一直在。"
PACK_HEADS = ("名称", "在放的", "草稿", "到期")
NO_PACKS = "还没有内容包"
NEW_PACK = "新的内容包"
PACK_TITLE = "名称"
PACK_NAME = "编号（小写字母和数字）"
MAKE = "新建"
NOT_PLAYING = "没有在放"
STALE = "快到期和已经到期的"
STALE_NONE = "一个月里没有到期的"

ITEMS = "草稿里的展品"
ITEM_HEADS = ("标题", "类型", "来源", "展出到", "")
NO_ITEMS = "还没有展品，从下面加一个"
ADD_ITEM = "加一个展品"
EDIT_ITEM = "改这个展品"
FILE = "文件（图片 .jpg .png .webp，文章 .txt .md .docx）"
FILE_KEPT = "换一个文件（不选就用原来的）"
TITLE, KIND, SOURCE, SOURCE_DATE, VALID_UNTIL = "标题", "类型", "来源", "日期", "展出到（可以不填）"
VALID_FROM, WEEKDAYS, HOURS_FROM, HOURS_UNTIL = "展出从", "星期", "每天从", "每天到"
PROFILES = "层级（不选就是都放）"
CONSENT, CONSENT_UNTIL = "真人同意（谁、怎么同意的）", "同意到"
MORE = "更多"
KINDS = {"image": "图片", "poster": "长图", "article": "文章", "bank": "题库"}
PROFILE_NAMES = {"center": "中心", "station": "站", "point": "点"}
SAVE, REMOVE, EDIT, CANCEL = "存下", "去掉", "改", "不改了"
PREVIEW, PREVIEW_NOTE = "预览", "和终端画的一样；画一张要几秒"
ORIENTATIONS = {"portrait": "竖屏", "landscape": "横屏"}
MODES = {"standard": "平常", "elder": "大字", "contrast": "高对比", "elder-contrast": "大字、高对比"}
PREVIEW_AT = "哪一天几点"
PREVIEW_GO = "看"

CHECK, CHECK_AGAIN = "检查", "再检查一次"
CHECKED = "检查报告"
ALL_WELL = "没有要改的"
FINDING_HEADS = ("哪里", "什么", "怎么办")
GRAVE = "不能放"
BUILD = "做成新的一版"
BUILD_NOTE = "做成一版以后草稿还能接着改；要批准、发布了才会放出来。"

VERSIONS = "做好的版本"
VERSION_HEADS = ("版本", "做好", "展品", "大小", "状态", "")
STATES = {"draft": "待批准", "approved": "待发布", "playing": "在放", "before": "以前放过", "cleared": "文件已清理"}
STATE_CHIPS = {"draft": "gold", "approved": "gold", "playing": "ok", "before": "", "cleared": ""}
APPROVE, PUBLISH, ROLL_BACK, TAKE_OFF = "批准", "发布", "回到上一版", "整包撤下"
TAKE_DOWN, TAKE_DOWN_WHY, PUT_BACK = "撤下这一项", "为什么（不写姓名）", "放回来"
DOWN = "撤下的"
DOWN_NOTE = "撤下的一直不放：换哪一版、从优盘拷来都一样，直到有人放回来。"
TOO_LARGE = "文件太大，最多 {megabytes} MB"
UNDER_WAY = "上一个文件还在传，请等它传完"
DISK_FULL = "磁盘满了，没有存下"
BACK = "回到内容"


def refused(reason: str) -> str:
    return REFUSED.get(reason, reason)


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def figures(shown: int, reminders: int, grave: int) -> str:
    return f"{shown} 项能放，{reminders} 处提醒，{grave} 项不能放"


def ends(day: date, today: date) -> str:
    left = (day - today).days
    return f"{day:%Y-%m-%d} " + ("已经到期，不再放" if left < 0 else "今天到期" if left == 0 else f"还有 {left} 天")


def playing(number: int, items: int) -> str:
    return f"第 {number} 版，{items} 项"


def saved(item: str, left_out: tuple[str, ...]) -> str:
    return f"已存下（{item}）" + ("。没有带上，或者要核对：" + "；".join(left_out) if left_out else "")
