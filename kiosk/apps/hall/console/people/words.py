"""Every Chinese text of the page 人员."""

from kiosk.core.access import event_names
from kiosk.core.web.words import PASSWORD_RULE

PEOPLE = "人员"
PEOPLE_NOTE = "密码由您先设一个，本人第一次进入时换掉。"
ADD_PERSON = "加一个人"
ROLE = "角色"
ROLES_NOTE = "一个人可以有几个角色，至少一个。改了角色，本人要重新登录；登录以后先到第一个角色的页面。"
ROLE_MEANS = {
    "clerk": "坐窗口：叫号、办理，也能做服务台的事，打开评价牌。",
    "desk": "不坐窗口：看全部的队，人工取号，找号，补打小票，去帮忙，发口令。",
    "editor": "只做内容：写草稿、传图片。看不到排队、档案、口令和查阅记录。",
    "keeper": "管理页上的都能做，包括批准和发布内容；也能坐窗口、到服务台。",
}
SET_ROLES = "改角色"
RESET = "重设密码"
CLOSE_ACCOUNT = "停用"
CLOSED_ACCOUNT = "已停用"
MUST_CHANGE = "待本人换密码"
ACTIONS = {
    event_names.ACCOUNT_ADDED: "加了一个人", event_names.ROLES_SET: "改角色", event_names.PASSWORD_SET: "设密码",
    event_names.ACCOUNT_CLOSED: "停用",
}  # fmt: skip
"""As the audit chain is read."""
PEOPLE_REFUSED = {
    "NameRefused": "姓名要 1 到 20 个字，不能和别人一样。",
    "PasswordRefused": PASSWORD_RULE,
    "RolesRefused": "至少勾一个角色。",
    "UnknownAccount": "没有这个人，或者已经停用。",
    "LastKeeper": "至少要留一位管理员。",
}
