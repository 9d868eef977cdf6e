"""Every Chinese sentence of 忆初心: for the keeper's report here, for the screens below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FIELDS = {
    "name": "姓名",
    "id_number": "公民身份证号码",
    "branch": "所在党支部",
    "category": "人员类别",
    "state": "党籍状态",
    "applied": "申请入党日期",
    "talked": "派人谈话日期",
    "activist": "确定入党积极分子日期",
    "candidate": "列为发展对象日期",
    "reviewed": "政治审查日期",
    "joined": "加入党组织日期",
    "extended": "延长预备期日期",
    "full": "转为正式党员日期",
    "counted_from": "党龄起算日期",
    "introducers": "入党介绍人",
    "contacts": "培养联系人",
    "joined_branch": "入党时所在党支部",
}
"""What a column is called in reports: the first of its known headers."""

LIST_MARK, CLAUSE_MARK = "、", "；"
_ROWS_NAMED = 10

EXPECTED_COLUMNS = ("branch", "applied", "activist", "candidate", "joined", "full", "introducers")
"""Columns whose absence is worth a remark; only the name and the number must be there."""

DATE_PROBLEMS = {
    "not_a_date": "看不出是日期，请写成 2001-07-01 这样",
    "serial_number": "是一串序号，请把这一列设成日期格式",
    "only_a_year": "只有年份，至少要写到月",
    "january_or_october": "说不清是 1 月还是 10 月，请写成 2001-01 或 2001-10",
    "year_out_of_range": "年份不对",
    "no_such_month": "没有这个月份",
    "no_such_day": "这个月没有这一天",
    "hour_of_another_clock": "带着别的时区的钟点，说不清是哪一天；请只写日期",
}

ROW_PROBLEMS = DATE_PROBLEMS | {
    "empty": "空着",
    "length": "不是 18 位",
    "old_number": "是 15 位旧号码，请换成 18 位",
    "digits": "有不该出现的字符",
    "birth": "里的出生日期不存在",
    "check": "的校验码不对，请再核对一遍",
    "spoiled": "被表格软件改成了数字，后几位已经丢失；请把这一列设成文本，重新填写",
    "in_the_future": "在今天之后",
    "before_birth": "早于出生日期",
    "too_long": "太长，像是填错了格子",
    "too_many_names": "里的名字太多或太长，请用顿号分开",
    "not_an_x": "的最后一位看着像 X，其实是别的字（× 或外文字母），请改成字母 X",
    "error": "是公式出错留下的（#N/A 一类），请重新填写",
    "damaged": "有损坏的字节，读不出来；请从原来的表格重新导出",
    "quotes_open": "所在的这一行引号没有配成对，格子对不上",
    "cells_shifted": "所在的这一行，格子比表头多或少，对不上；请核对这一行的分隔符和引号",
    "no_such_state": "看不懂，请写成正常、已转出、停止党籍、出党或去世",
}

LEFT_BLANK = "{header}空着，这一行照样导入"
ERROR_CELL = "{header}这一格是公式出错留下的（#N/A 一类），当作没有填"
NAME_SPACED = "姓名中间有空格，按“·”记下了；身份证上不是这样的，请改"
NAME_ODD = "身份证上不会这样写姓名（括号、曾用名、星号、数字、两个人写在一格），本人刷卡会对不上；请改成证上的姓名"
BRANCH_DOUBTED = "所在党支部空着：第 {row} 行像是分组，看不出是哪个支部"
WRITTEN_AGAIN = "第 {row} 行又写了同样的姓名，算作一个人；要是两个同名的人，请写在一格里，用顿号隔开"
FURTHER_ROW = "第 {row} 行没有姓名和证号，当作同一个人的接着写"
CLASH = "{header}在第 {row} 行写的不一样；一个人占了几行，只能有一个说法"
QUOTES_ODD = "这一行的引号没有配成对，请核对"
STANDINGS_DIFFER = "人员类别和党籍状态两列说的不一样，人员类别没有用"
CATEGORY_UNKNOWN = "人员类别看不懂，这一项没有用"
CATEGORY_DOUBTED = "人员类别还不是正式党员，却有转正日期，请核对"
REPEATED = "和第 {row} 行完全一样，只导入一次"
UNSOUND = "已有的档案读不出来，没有改动；请联系维护人员"
CORRECTED_BY_HAND = "{headers}由管理员更正过，没有按表格改"
REPORT_COLUMNS = ("行", "列", "谁", "说明")
NOTHING_READ = "表头不对，一行也没有导入"
BLANK_VALUE = "（空）"
NOT_SHOWN = "（已有的内容只列出前 100 人的）"
DIFFERENT = "和已有的不同，没有改动"
REPLACED = "按表格改了"
LEFT_OUT = "本人 {day} 要求删除过档案，没有导入"
RETURNED = "本人 {day} 要求删除过档案，按管理员的决定重新导入"
ASK_TAKE_ERASED = "要求删除过档案的人没有导入；本人同意重新收进来的，请加 --take-erased 行号 再导一次，一人一个"
ASK_REPLACE = "和已有的不同的人没有改动；看过差别，确认要改，请加 --replace 再导一次"
SHEET_TOO_LONG = "“{name}”一直填到第 {rows} 行，最多 {limit} 行；请分成几个文件，或删掉下面的空行"
TEXT_TOO_LONG = "超过 {limit} 行，请分成几个文件"
NO_HEADER = "前 {rows} 行里没有找到表头，表头至少要有：{wanted}"
HEADER_MISSING = "没有“{header}”这一列"
HEADER_NEAREST = "{cell} 写的是“{found}”，是不是它？是的话加 --column {header}={column}"
MAYBE = "“{found}”没有用到；如果它是“{header}”，加 --column {header}={column}"
DOUBLED = "“{header}”有几列（{columns}），合在一起用了"
COLUMNS_ABSENT = "没有这些列：{names}"
NO_DATES_AT_ALL = "没有一列是发展党员的日期，查到的档案里不会有时间线"
NO_SUCH_FIELD = "没有“{asked}”这一项，可以是：{fields}"
NO_SUCH_COLUMN = "表里没有 {column} 列"
CHOOSE_COLUMN = "“{header}”用哪一列？"
COLUMNS_UNNAMED = "这些列没有表头，里面有字，没有用到：{names}"
ASIDE = "{rows}不是人（分组、合计、填表人这一类），没有导入"
BRANCH_FROM_LINES = "所在党支部取自分组的行：{rows}"
OTHER_SHEETS = "还有工作表没有读：{names}"
NO_SUCH_SHEET = "没有叫“{name}”的工作表，可以是：{names}"
SHEETS_DIFFER = "选的工作表表头不一样，请分开导入"
ROWS_OF_ONE_SHEET = "有几张工作表，行号说不清是哪一张的；请用 --sheet 一张一张导入"
SHEETS_TOO_LONG = "几张工作表合起来超过 {limit} 行，请用 --sheet 分开导入"
COLUMNS_IGNORED = "这些列没有用到：{names}"
NOT_A_WORKBOOK = "不是能打开的 .xlsx 文件"
NOT_AN_OLD_WORKBOOK = "不是能打开的 .xls 文件，请用表格软件另存为 .xlsx"
NOT_A_TABLE = "不是表格文件（.xlsx、.xls、.csv）"
IS_A_PDF = "是 PDF，不是表格；请找原来的表格，或用表格软件重做一份"
IS_A_PICTURE = "是图片，不是表格；请用原来的表格"
IS_A_DOCUMENT = "是文字文档，不是表格；请把里面的表格复制到表格软件，另存为 .xlsx"
IS_PACKED = "是压缩包；请先解压，再选里面的表格"
IS_TOO_OLD = "是 Excel 95 或更早的格式；请用表格软件打开，另存为 .xlsx"
OTHER_FORMAT = "是别的格式，请用表格软件另存为 .xlsx"
IS_A_WEB_PAGE = "是存成表格样子的网页，请用表格软件打开，另存为 .xlsx"
ROWS_END_EMPTY = (
    "表头有 {header} 格，下面每一行都是 {row} 格，末尾是空的；要是表头少了一个分隔符，各列就错位了，请对照预览核对"
)
HEADER_SHIFTED = "表头有 {header} 格，下面每一行都是 {row} 格，对不上；请核对表头那一行的分隔符和引号"
WORKBOOK_LOCKED = "文件有密码，请先去掉密码再导入"
WORKBOOK_TOO_LARGE = "文件太大，最多 {megabytes} MB"
CELL_FAR_OUT = "一直填到很远的格子（{cell}）；名册最多 {limit} 行，请分成几个文件，或删掉那里的内容"
WORKBOOK_SWELLS = "文件解开后大得不正常，没有读"
WORKBOOK_ODD = "文件里有表格软件不会写的东西，没有读；请用表格软件打开，另存为 .xlsx"
READER_STOPPED = "文件太大或已损坏，读到一半停下了；请分成几个文件，或用表格软件另存为 .xlsx"
IMPORT_BROKE = "导入中断，没有改动档案；原因写在大厅服务的日志里"
HALL_BROKE_OFF = "大厅服务中途断开，没有改动档案，请再导一次"
RECORDS_SHUT = "档案没有打开，先看 kiosk doctor 怎么说"
CHANGED_MEANWHILE = "导入的时候，管理员更正或删除了其中有些人的档案；这些人没有按表格改"
IMPORT_RUNNING = "另一份表格正在导入，请等它结束"
REPORT_IS_THERE = "已经有这个文件，没有导入；请换一个报告的文件名"
MORE_NOT_LISTED = "还有 {count} 条没有列出"

OUTCOMES = {
    "added": "新增",
    "updated": "更新",
    "unchanged": "没有变化",
    "different": "和已有的不同，没有改",
    "repeated": "重复的行",
    "left_out": "本人要求删除过，没有导入",
    "refused": "没有导入",
}
"""What became of a row."""

REPORT_SHEETS = ("逐行结果", "和已有的不同", "这份表")
ROW_HEADS = ("行", "谁", "结果", "哪里，怎么改")
DIFFERENCE_HEADS = ("行", "谁", "项目", "已有的", "表里的")
SHEET_LINES = ("工作表", "表头在第几行", "认得的列", "没有用到的列", "结果")


def header_twice(header: str, columns: list[str], row: str) -> str:
    listed = "、".join(columns)
    return (
        f"“{header}”有 {len(columns)} 列（{listed}），第 {row} 行就不一样；"
        f"请留下一列，或加 --column {header}={columns[0]} 选一列"
    )


def twins(rows: Sequence[str]) -> str:
    named = "、".join(rows[:5]) + (" 等" if len(rows) > 5 else "")
    return f"第 {named} 行是同一个证号，都没有导入"


def row_in(row: int, sheet: str) -> str:
    return f"{row}（{sheet}）"


def rows_named(rows: Sequence[str]) -> str:
    """`第 2、5 行`, the first of many."""
    return f"第 {LIST_MARK.join(rows[:_ROWS_NAMED])} 行" + (f"等 {len(rows)} 行" if len(rows) > _ROWS_NAMED else "")


def out_of_order(earlier: str, later: str) -> str:
    return f"“{earlier}”在“{later}”之后，顺序不对"


def blanks_kept(blanks: Mapping[str, int]) -> str:
    """`blanks`: field -> people."""
    listed = LIST_MARK.join(f"{FIELDS[field]} {people} 人" for field, people in blanks.items())
    return f"表里空着的当作没有填，已有的不动：{listed}；真要清空的，加 --empty 项目"


def summary(rows: int, counts: Mapping[str, int]) -> str:
    """`counts` by the keys of OUTCOMES."""
    parts = [f"读了 {rows} 行", f"新增 {counts['added']} 人"]
    said = {
        "updated": "更新 {} 人",
        "unchanged": "{} 人已有，没有变化",
        "different": "{} 人和已有的不同，没有改",
        "repeated": "{} 行重复",
        "left_out": "{} 人要求删除过档案，没有导入",
        "refused": "{} 行有问题，没有导入",
    }
    parts += [text.format(counts[key]) for key, text in said.items() if counts[key]]
    return "，".join(parts)


def service_refused(status: int) -> str:
    return f"大厅服务没有接受这份文件（{status}）"
