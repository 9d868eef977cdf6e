"""Every Chinese text of the page 人员."""

from kiosk.core.web.words import PASSWORD_RULE

PEOPLE = "人员"
PEOPLE_NOTE = "密码由您先设一个，本人第一次进入时换掉。"
ADD_PERSON = "加一个人"
ROLE = "角色"
RESET = "重设密码"
CLOSE_ACCOUNT = "停用"
CLOSED_ACCOUNT = "已停用"
MUST_CHANGE = "待本人换密码"
PEOPLE_REFUSED = {
    "NameRefused": "姓名要 1 到 20 个字，不能和别人一样。",
    "PasswordRefused": PASSWORD_RULE,
    "UnknownAccount": "没有这个人，或者已经停用。",
    "LastKeeper": "至少要留一位管理员。",
}
