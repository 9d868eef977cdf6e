"""Every Chinese text of the console's pages about members' records."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.core.sealing import words as sealing_words
from kiosk.features.membership.hall import person_words
from kiosk.features.membership.hall.scans import words

SHUT = "档案没有打开"
SHUT_NOTE = "档案的密钥不在，或者要口令才能打开。取号、叫号照常；请在大厅服务所在的机器上运行："
SHUT_COMMAND = "sudo kiosk doctor"

# -- a ledger -----------------------------------------------------------------------------------------

LEDGER = "导入名册"
LEDGER_NOTE = "先看结果，再决定写不写。文件只在内存里，写完、放弃或过 15 分钟就没有了；您手里的原件不动。"
LEDGER_FILE = "名册（.xlsx .xls .csv）"
LEDGER_GO = "看一看"
LEDGER_TOO_LARGE = "文件太大，最多 32 MB。"
LEDGER_UNDER_WAY = "上一份文件还在接收，请等它完成。"
LEDGER_NONE = "请先选一个文件。"
LEDGER_BROKE = "中途出错，没有改动档案；原因写在大厅服务的日志里。"
CHECKING, WRITING = "正在看", "正在写入"
NOTHING_WRITTEN = "还没有写入任何东西"
WRITTEN = "已写入"
GIVE_UP = "放弃"
ANOTHER = "再导一份"
REPORT = "下载逐行报告"
REPORT_NAME = "导入报告"
COLUMN_CHOICES = "下面这些栏有好几列，请各选一列："
SHEETS_READ = "读哪几张工作表："
SHEETS_GO = "只读勾上的"
COLUMNS_GO = "就用这些列"
PROBLEM_HEADS = ("行", "列", "谁", "哪里，怎么改")
PROBLEMS, REMINDERS, DIFFERENT = "有问题，不写入", "提醒，照样写入", "和已有的不同"
TAKE_HEAD = "用表里的"
TAKE_ALL = "所有不同的都用表里的"
TAKE_NOTE = "没有勾的，保留已有的。"
BLANKS = "表里空着的"
BLANKS_NOTE = "空着的当作没有填，已有的不动。真要按空着的清空，勾上那一栏再看一遍；勾了也还要在下面选。"
BLANKS_GO = "按勾上的再看一遍"
TAKE_FIELD = "用"
RETURNING = "要求删除过档案的人"
RETURNING_NOTE = "没有勾的不写入。要问过本人，同意重新收进来的才勾。"
RETURNING_TAKE = "本人同意，重新写入"
BLANK = "（空）"
LISTED = 100
WRITE_CHOSEN = "写入新的，和勾上的"
IMPORTS = "最近 14 天的导入"
IMPORTS_NOTE = "每一次导入改了什么，14 天里看得到，也可以整次撤回；过了 14 天，改以前的内容就删掉了。"
NO_IMPORTS = "最近 14 天没有导入。"
IMPORT_HEADS = ("时间", "新增（人）", "改动（人）", "")
IMPORT_OPEN = "看改了什么"
IMPORT_CHANGED = "这次导入改了什么"
IMPORT_ONLY_NEW = "这次导入没有改动已有的人。"
BEFORE, AFTER = "导入以前", "导入以后"
IMPORT_BACK = "整次撤回"
IMPORT_BACK_NOTE = "新增的人没有了，改动的人回到导入以前；导入以后管理员更正过的人，保留更正。"
IMPORT_BACK_SURE = "确定撤回这一次导入"
IMPORT_BACK_GO = "撤回"
IMPORT_GONE = "这次导入已经撤回，或者过了 14 天。"
IMPORT_NEWER_FIRST = "后来的一次导入也改了其中的人，请先撤回那一次。"
COUNTS = {
    "added": "新的",
    "updated": "更新",
    "different": "和已有的不同",
    "unchanged": "和已有的一样",
    "repeated": "重复",
    "left_out": "要求删除过",
    "refused": "有问题",
}


def columns_used(sheet: str, rows: int, known: int, unused: int) -> str:
    text = f"“{sheet}”，{rows} 行，{known} 列认得"
    return text + (f"，{unused} 列不用" if unused else "")


def row_of(place: str) -> str:
    return f"第 {place} 行"


def take_one(place: str, header: str) -> str:
    return f"第 {place} 行的{header}用表里的"


def blank_of(field: str, people: int) -> str:
    return f"{FIELDS[field]}（{people} 人）"


def taken_back(people: int) -> str:
    return f"已撤回，{people} 人回到导入以前。"


def write_go(rows: int) -> str:
    return f"写入 {rows} 行"


def more(total: int) -> str:
    return f"只列出前 {LISTED} 条，共 {total} 条；全部在逐行报告里。"


def progress(done: int, total: int) -> str:
    return f"{done} / {total} 行" if total else ""


# -- one person ---------------------------------------------------------------------------------------

PERSON_ROOM = "一个人"
PERSON = "一个人的档案"
PERSON_NOTE = "只能用完整的身份证号查找，没有名单可翻；每次打开都记入查阅记录。"
ID_NUMBER = "公民身份证号码"
FIND = "打开"
CLOSE = "关上"
NOBODY = "没有这个人的档案。"
CLOSED_ALREADY = "这份档案已经关上了，请重新输入号码。"
UNSOUND = "这份档案打不开：内容被改动过，或者缺那一版密钥。请运行 kiosk doctor。"
CORRECT = "更正"
CORRECT_NOTE = "改哪一格就更正哪一格；日期写作 1993-07-01 或 1993-07，空着就是没有。"
REASON = "更正的原因"
CORRECT_GO = "保存更正"
CORRECTED = "已更正。"
CORRECTIONS = "更正过的"
LETTERS = "扫描件"
LETTER_STATES = {"approved": "会显示", "staged": "等着看"}
TAKE_BACK = "先不显示"
COPY = "本人要一份"
COPY_NOTE = "档案文字和已通过的扫描件，装在一个 .zip 里，只交给本人。"
COPY_GO = "导出"
COPY_NAME = "本人档案副本"
ERASE = "删除这个人"
ERASE_NOTE = "档案、扫描件和口令一并删除，恢复备份以后也会再删一次，不能撤回。"
ERASE_GO = "删除……"
ERASE_SURE = "真的要删除吗？"
ERASE_TYPE = "请输入这个号码的后四位"
ERASE_DO = "删除，不再恢复"
ERASE_WRONG = "后四位不对，没有删除。"
FIELDS: Mapping[str, str] = person_words.FIELDS
CHOICES = {"category": person_words.CATEGORIES, "state": person_words.STATES}
ID_PROBLEMS = {
    "length": "号码不是 18 位。",
    "digits": "号码里有不该出现的字符。",
    "birth": "号码里的出生日期不存在。",
    "check": "号码的校验码不对，请再核对一遍。",
}


def erased(records: int, letters: int) -> str:
    return f"已删除：档案 {records} 条，扫描件 {letters} 页。" if records or letters else "这个号码名下什么也没有。"


def named(fields: tuple[str, ...]) -> str:
    return "、".join(FIELDS.get(one, one) for one in fields)


# -- scanned pages ------------------------------------------------------------------------------------

PAGES = "扫描件"
PAGES_NOTE = "每一页您看过、通过以后，本人才能在终端上看到。"
NO_PAGES = "没有等着看的扫描件。"
NO_PAGES_NOTE = "扫描件用命令收进来，按身份证号，或者姓名和党支部认人："
NO_PAGES_COMMAND = "sudo kiosk records scans 文件夹"
APPROVE, REFUSE, TURN, SKIP = "通过", "不用这一页", "转一下", "先看下一页"
WRONG_PERSON = "不是这个人的"
WRONG_PERSON_GO = "换成这个人"
FULL_SIZE = "看原大"
NO_PERSON = "这个人的档案已经不在了"
COMPARE = "名字、支部和信上的一样吗？字正不正，清不清楚？点图看原大。"
PAGE_GONE = "这一页已经有人处理了。"
PAGE_UNSOUND = "这一页打不开：文件被改动过，或者不在了。"
PAGE_SHUT = PAGE_UNSOUND + "别的页照常可以看。这一页请不用，再扫一次；或者先运行 kiosk doctor。"
KINDS: Mapping[str, str] = words.KINDS
REMARKS: Mapping[str, str] = words.REMARKS


def waiting(pages: int) -> str:
    return f"还有 {pages} 页"


def page_of(kind: str, page: int) -> str:
    return f"{KINDS.get(kind, kind)}，第 {page} 页"


# -- the trail ----------------------------------------------------------------------------------------

TRAIL = "查阅记录"
TRAIL_NOTE = "谁在什么时候查过、改过档案，动过内容包和账号；只记标记不记内容。前后相连，改不了、抽不掉，至少留六个月。"
TRAIL_HEADS = ("序号", "时间", "谁", "做了什么", "结果", "在哪里", "标记")
TRAIL_OLDER = "更早的"
ROW_UNSOUND = sealing_words.ROW_UNSOUND
TRAIL_ALL = "全部"
TRAIL_OF = "看一个人的"
VERIFY = "核对前后相连"
ACTORS = {
    "card": "本人刷卡", "pin": "本人用口令", "clerk": "窗口人员", "editor": "内容编辑", "keeper": "管理员",
    "service": "大厅服务",
}  # fmt: skip
ACTIONS = {
    "look_up": "查自己的档案", "letter": "看扫描件", "pin_issue": "发口令", "import": "导入名册", "scan": "扫描件",
    "read": "打开一份档案", "correct": "更正", "erase": "删除", "export": "导出本人副本", "rotate": "更换密钥",
    "recovery": "恢复码", "passphrase": "口令", "rehearse": "演练恢复码", "restore": "恢复备份", "owed": "补记",
}  # fmt: skip
OUTCOMES = {
    "shown": "看到了", "no_record": "没有档案", "wrong_proof": "凭证不对", "withheld": "不在大厅显示", "locked": "锁着",
    "unsound": "打不开", "issued": "发了", "published": "写入了", "checked": "看了，没有写入",
    "compared": "看了已有的内容", "taken_back": "整次撤回", "returned": "删除过，又收了",
    "staged": "等着看", "approved": "通过",
    "refused": "不用", "moved": "换了人", "turned": "转了", "corrected": "改了", "erased": "删了",
    "again": "恢复后再删", "handed_over": "给了本人", "begun": "开始", "finished": "完成",
    "done": "做了", "made": "印了", "set": "设了", "removed": "取消了", "rehearsed": "演练过", "used": "用过",
    "chain_kept": "接着原来的链", "chain_replaced": "换了一条链", "chain_unread": "旧链读不了",
}  # fmt: skip


def whole(entries: int, head: str) -> str:
    return f"{entries} 条前后相连，没有改动。最后一环：{head[:16]}"


def broken(row: int, why: str, entries: int) -> str:
    return f"{sealing_words.chain_broken(row, why, entries)}。请停用大厅服务，保留现场，再找人查。"


# -- the PIN desk -------------------------------------------------------------------------------------

PIN = "发一次性口令"
PIN_NOTE = ("没带身份证、要查自己档案的人：", "看过本人和有效证件，再发一个一次性口令，只能查这一个号码。")
PIN_CHECKED = "我看过本人，也看过有效证件，号码是照着证件输的"
PIN_GO = "发口令"
PIN_UNCHECKED = "请先看本人和证件，再勾上。"
PIN_TELL = "请告诉本人，不要写在有号码的纸上："
PIN_BACK, PIN_BACK_DESK = "回到窗口", "回到服务台"
PIN_NEXT = "给下一个人"


def pin_for(id_tail: str, until: str) -> str:
    return f"号码后四位 {id_tail}，{until} 以前用一次"


def id_refused(field: str) -> str:
    return ID_PROBLEMS.get(field, ID_PROBLEMS["length"])
