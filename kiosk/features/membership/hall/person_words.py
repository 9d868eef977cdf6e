"""Sentences for keepers about single people; the report of an import has its own in `ledger/words`."""

from __future__ import annotations

FIELDS = {
    "name": "姓名",
    "branch": "所在党支部",
    "joined_branch": "入党时所在党支部",
    "category": "人员类别",
    "state": "党籍状态",
    "counted_from": "党龄起算日期",
    "introducers": "入党介绍人",
    "contacts": "培养联系人",
    "applied": "递交入党申请书",
    "talked": "组织派人谈话",
    "activist": "确定为入党积极分子",
    "candidate": "列为发展对象",
    "reviewed": "政治审查和集中培训",
    "joined": "接收为预备党员",
    "extended": "延长预备期",
    "full": "转为正式党员",
}
"""What a keeper may correct, by field name; also the headings of a person's own copy."""

CATEGORIES = {
    "": "",
    "full": "正式党员",
    "probationary": "预备党员",
    "candidate": "发展对象",
    "activist": "入党积极分子",
    "applicant": "入党申请人",
}
STATES = {"": "", "normal": "正常", "moved": "已转出", "suspended": "停止党籍", "left": "出党", "dead": "去世"}
LETTERS = {"application": "入党申请书", "volunteer": "入党志愿书", "full_application": "转正申请书"}
OTHER_LETTER = "其他材料"

ID_NUMBER = "公民身份证号码"
REASON_MISSING = "请写明更正的原因"
NOTHING_CHANGED = "和原来一样，没有要更正的"
NO_SUCH_FIELD = "没有这一项"
NOT_A_CHOICE = "只能是：{choices}"
EMPTY_NAME = "姓名不能空着"
TOO_LONG = "太长，最多 {letters} 个字"
NOBODY = "没有这个人的档案"
OWN_COPY = "本人档案副本"
CORRECTED_ON = "{at} 更正：{fields}。原因：{reason}"
ID_NUMBER_WRONG = "不是一个对的公民身份证号码，请再核对"
ASK_ID_NUMBER = "公民身份证号码"
ERASE_WARNING = "将删除这个人的档案、扫描件和一次性密码，以后恢复备份时也会再删一次，不能撤销。"
ERASE_SURE = "确定要删除吗？"
ERASED_NOBODY = "现在没有这个人的档案；已记下，以后恢复旧备份时也会删掉"
EXPORTED = "已导出 {file}。里面是明文，交给本人后请删掉"


def made_at(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} 由大厅导出，只交给本人"


def erased(records: int, letters: int, pins: int, **others: int) -> str:
    """`others`: what other features kept, by their own words."""
    more = f"，其他 {sum(others.values())} 条" if any(others.values()) else ""
    return f"已删除：档案 {records} 份，扫描件 {letters} 页，一次性密码 {pins} 个{more}"
