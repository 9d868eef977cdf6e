"""Every Chinese sentence of 忆初心: for the keeper's report here, for the screens below."""

from __future__ import annotations

FIELDS = {
    "name": "姓名",
    "id_number": "公民身份证号码",
    "branch": "所在党支部",
    "applied": "申请入党日期",
    "activist": "确定入党积极分子日期",
    "candidate": "列为发展对象日期",
    "joined": "加入党组织日期",
    "full": "转为正式党员日期",
    "introducers": "入党介绍人",
}
"""What a column is called in reports: the first of its known headers."""

DATE_PROBLEMS = {
    "not_a_date": "看不出是日期，请写成 2001-07-01 这样",
    "serial_number": "是一串序号，请把这一列设成日期格式",
    "only_a_year": "只有年份，至少要写到月",
    "january_or_october": "说不清是 1 月还是 10 月，请写成 2001-01 或 2001-10",
    "year_out_of_range": "年份不对",
    "no_such_month": "没有这个月份",
    "no_such_day": "这个月没有这一天",
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
}

LEFT_BLANK = "{header}空着，已照样导入"
REPORT_COLUMNS = ("行", "列", "说明")
NOTHING_READ = "表头不对，一行也没有导入"
KNOWN_ALREADY = "档案里已经有这个人，内容不同；没有改动，确认后请加 --replace 再导一次"
SHEET_TOO_LONG = "超过 {limit} 行，后面的没有读；请分成几个文件"
NO_HEADER = "前 {rows} 行里没有找到表头，表头要有：{wanted}"
HEADER_TWICE = "“{header}”有两列（{columns}），请留下一列"
HEADER_MISSING = "没有“{header}”这一列"
HEADER_NEAREST = "{cell} 写的是“{found}”，是不是它？"
OTHER_SHEETS = "还有工作表没有读：{names}"
COLUMNS_IGNORED = "这些列没有用到：{names}"
NOT_A_WORKBOOK = "不是能打开的 .xlsx 文件"
WORKBOOK_LOCKED = "文件有密码，请先去掉密码再导入"
WORKBOOK_TOO_LARGE = "文件太大，最多 {megabytes} MB"
CELL_FAR_OUT = "有一个格子填在很远的地方（{cell}），请删掉它再导入"
WORKBOOK_SWELLS = "文件解开后大得不正常，没有读"
IMPORT_BROKE = "导入中断，没有改动档案；原因写在大厅服务的日志里"
HALL_BROKE_OFF = "大厅服务中途断开，没有改动档案，请再导一次"
IMPORT_RUNNING = "另一份表格正在导入，请等它结束"


def twins(rows: list[int]) -> str:
    return f"第 {'、'.join(str(row) for row in rows)} 行是同一个证号，都没有导入"


def out_of_order(earlier: str, later: str) -> str:
    return f"“{earlier}”在“{later}”之后，顺序不对"


def summary(rows: int, added: int, updated: int, unchanged: int, refused: int) -> str:
    parts = [f"读了 {rows} 行", f"新增 {added} 人"]
    parts += [f"更新 {updated} 人"] if updated else []
    parts += [f"{unchanged} 人已有，没有变化"] if unchanged else []
    parts += [f"{refused} 行有问题，没有导入"] if refused else []
    return "，".join(parts)


def service_refused(status: int) -> str:
    return f"大厅服务没有接受这份文件（{status}）"
