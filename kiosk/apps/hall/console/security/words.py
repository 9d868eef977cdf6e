"""Every Chinese text of the keeper's page 安全."""

from __future__ import annotations

TITLE = "安全"
NOTE = "挡下来的事，只按天记个数：没有姓名，没有地址，留 200 天。"
CHART = "近 14 天，每天挡下"
GROUP_CHART = "近 30 天，挡在哪里"
HEADS = ("挡下的", "今天", "近 7 天", "近 30 天", "这是什么，怎么办")
BY_DAY = "按天"
DAY = "日期"
NOTHING = "近 30 天没有挡下什么"
MORE = "比平常多"
AUDIT_BROKEN = "近 30 天核对查阅记录，有对不上的：有人动过大厅机里的数据。请再核对一次，别关机，找懂行的人看。"

CERTIFICATE = "大厅的证书"
CERTIFICATE_NOTE = "有人的浏览器提醒“不是私密连接”，让他点开证书，指纹和这里的一样才继续。换了地址会换证书，公钥不变。"
CERTIFICATE_NAMES = "名称和地址"

# Kinds as in `kiosk.core.access.security_counts.Refused`.
GROUPS: dict[str, tuple[str, ...]] = {
    "进入页面": ("login", "login_locked", "login_busy", "page"),
    "查档案": ("pin", "pin_locked", "look_ups"),
    "终端和大屏": ("token", "code"),
    "连接": ("connections", "streams"),
    "查阅记录": ("audit",),
}

KINDS: dict[str, tuple[str, str]] = {
    "login": ("姓名或密码不对", "多半是记错了；一天几十次，就是有人在猜，问问是谁的名字进不去。"),
    "login_locked": ("错太多，没有听", "连错 5 次要等；在自己浏览器里进入的人不受影响。"),
    "login_busy": ("同时进入的太多", "有程序在不停地试；常用的浏览器先进，取号、叫号照常。"),
    "page": ("窗口人员点管理页", "点错了，或者想看不该看的。"),
    "pin": ("口令不对", "终端上输错的口令；连错 5 次要等，放身份证不用等。"),
    "pin_locked": ("口令等着，没有看", "等的时候又输了；什么也没查。"),
    "look_ups": ("一小时查得太多", "一台终端查满了；没有那么多人，就去看看那台终端。"),
    "token": ("不认的终端", "撤掉的终端或大屏还在连，或者有人冒充；找不到是哪台，重新登记。"),
    "code": ("登记码不对", "登记码抄错、过期，或者有人在试。"),
    "connections": ("连得太多", "有程序占着连接不放；终端留有位置，照常用。"),
    "streams": ("一台连了太多次", "一台终端或大屏同时听得太多；重启它。"),
    "audit": ("查阅记录对不上", "有人动过数据；别关机，找懂行的人看。"),
}
"""What was refused, and what it means."""


def times(number: int) -> str:
    return f"{number} 次"


def day_label(date: str) -> str:
    """``2026-11-17`` -> ``11-17``: under a column."""
    return date[5:]
