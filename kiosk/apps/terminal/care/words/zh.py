"""Interface text of the maintenance pages: Chinese."""

from __future__ import annotations

from datetime import datetime

TITLE = "维护"
LEAVES = "5 分钟不碰，自己退出"

SECTIONS = {
    "printer": "打印机",
    "paper": "换打印纸",
    "reader": "读卡器",
    "touch": "触摸屏",
    "sound": "声音",
    "light": "亮度",
    "packs": "内容包",
    "network": "网络和大厅",
    "troubles": "最近的问题",
    "diagnosis": "存诊断",
}
NOTES = {"paper": "分四步", "touch": "点九个点", "diagnosis": "存到 U 盘"}
WELL, NO_ANSWER = "正常", "没有回话"
PRINTER = {
    "": "正常",
    "paper_near_end": "纸不多了",
    "paper_out": "没有纸了",
    "cover_open": "盖子没合上",
    "cutter_jammed": "切刀卡住了",
    "printer_offline": "没有回话",
    "printer_fault": "打印机报错，请关掉再开",
    "printer_busy": "正在打别的",
    "barrier_unanswered": "没说打完没有",
    "font_missing": "缺字体，请运行 deploy/setup",
    "never_answers": "这种打印机不报告状态",
}
NOT_SETTABLE, SILENT = "这台机器调不了", "出不了声"
NO_TROUBLES = "没有"

FACT_ADDRESS, FACT_CLOCK, FACT_VERSION = "网络地址", "时间", "版本"
FACT_UP, FACT_DISK, FACT_WAITING, FACT_CELSIUS = "已经运行", "磁盘", "待送出", "温度"
HALL_THERE, HALL_AWAY, NOT_JOINED = "连着", "没有回话", "还没有加入大厅"
CLOCK_KEPT, CLOCK_LEFT = "已对准", "没有和网络对时"
NO_ADDRESS = "没有地址"


def to_look_at(well: int, bad: int) -> str:
    return f"{well} 项正常，{bad} 项要看" if bad else f"{well} 项都正常"


def wrong_pins(count: int) -> str:
    """Since somebody last had the right one."""
    return f"这之前有人输错口令 {count} 次"


def up(seconds: float) -> str:
    days, hours = int(seconds // 86400), int(seconds % 86400 // 3600)
    return f"{days} 天 {hours} 小时" if days else f"{hours} 小时" if hours else f"{int(seconds // 60)} 分钟"


def free(size: int) -> str:
    return f"还剩 {size / 1e9:.0f} GB" if size >= 10e9 else f"还剩 {size / 1e9:.1f} GB"


def waiting(count: int) -> str:
    return f"{count} 条"


def celsius(degrees: float) -> str:
    return f"{degrees:.0f} ℃"


def packs(count: int) -> str:
    return f"{count} 个"


def troubles(count: int) -> str:
    return f"{count} 条"


def level(volume: int) -> str:
    return f"正常，音量 {volume}%"


def percent(share: int | None) -> str:
    return "—" if share is None else f"{share}%"


# printer and paper
PRINT_TEST = "打一张测试小票"
PRINTING = "正在打"
PRINTED, PRINTED_NOTE = "小票出来了", "看一看：字清楚，没有斜，切口整齐。"
NOT_KNOWN, NOT_KNOWN_NOTE = "小票出来了吗？", "打印机没有说打完没有，请看一眼出纸口。"
NOT_PRINTED = "没有打"
PRINTER_READY_NOTE = "打一张，看字清不清楚。"
CHANGE_PAPER = "换打印纸"
PAPER_STEPS = (
    "打开上盖，\n拿出旧纸芯", "放进新纸卷，\n光面朝上", "拉出纸头，\n露出一截", "合上盖，\n按到一声响",
)  # fmt: skip
PAPER_NOTE = "照着做，做完按红色的，打一张看看。"
SLIP_TITLE, SLIP_WORDS = "测试小票", "字清楚、切口整齐，就是好的。"
SLIP_NOT_A_TICKET = "这不是号"
SLIP_SIGNS = "0123456789 ABC 党群服务 𠮷"

# reader
READER_TITLES = {
    "waiting": "请放一张身份证",
    "read": "读到了",
    "unread": "没读出来",
    "lying": "上面有一张卡",
    "offline": "读卡器没有回话",
}
READER_NOTES = {
    "waiting": "放在读卡区，听到一声就好。",
    "read": "读卡器是好的。证上写的什么也没有记，也不显示。",
    "unread": "请拿开，再放一次。",
    "lying": "请先拿开，再放上去。",
    "offline": "看电源和 USB 线，再试一次。",
}
AGAIN = "再试一次"

# touch
TOUCH_TITLE = "请把九个点都点一下"
TOUCH_ALL = "九个点都点到了"
LOOK_FOR_DOTS = "看坏点"
TOUCH_ANEW = "重来"


def touch_left(count: int) -> str:
    return f"还有 {count} 个。点不中的，看屏幕边上压住没有。"


TOUCH_WELL = "触摸屏是好的。"

# sound and light
VOLUME, HEAR = "音量", "听一句"
HEAR_WORDS = "您好，声音是好的。"
HEADPHONES_IN, HEADPHONES_OUT = "耳机插着", "耳机没插"
SAID = "正在念：您好，声音是好的。"
NO_MIXER = "这块声卡调不了音量，请调音箱上的旋钮。"
LESS, MORE = "小一点", "大一点"
BRIGHTNESS, LIT_FROM, LIT_UNTIL = "亮度", "亮屏从", "亮屏到"
EARLIER, LATER = "早一点", "晚一点"
NO_BACKLIGHT = "这块屏的亮度不能从这里调，请用屏幕上的按钮。"
NEVER_DARK = "这块屏不能自己变暗。"
DARK_OUTSIDE = "其余时间没有人就变暗，碰一下就亮。"
LIT_ALL_DAY = "现在全天都亮。"
SET_HOURS, NO_HOURS = "夜里变暗", "全天都亮"


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


# packs
SOURCES = {"hall": "大厅发来的", "stick": "U 盘装的", "folder": "放在文件夹里的", "starter": "随程序来的起步包"}
FROM_STICK, GO_BACK = "从 U 盘装", "退回上一版"
GO_BACK_SURE, GO_BACK_NOTE = "要退回上一版吗？", "现在放的会停下，换成以前那一版。大厅再发新的，还会换上。"
KEEP = "不退，照旧"
WENT_BACK = "已退回上一版"
NO_PACKS = "没有内容包"
UP_TO_DATE = "和大厅发布的一样"


def packs_title(count: int) -> str:
    return f"在放 {count} 个内容包"


def pack_line(version: str, since: datetime | None, came: str) -> str:
    when = f"，{since.month} 月 {since.day} 日 {since.hour}:{since.minute:02d} 起" if since else ""
    return f"{version}{when}，{came}"


# sticks
STICK_TITLES = {"packs": "从 U 盘装内容包", "diagnosis": "存诊断到 U 盘"}
STICK_LOOKING = "正在看插着的 U 盘"
STICK_CHOOSE = "用哪一个 U 盘？"
STICK_CHOOSE_NOTES = {
    "packs": "只读里面的 kiosk 文件夹，U 盘上什么也不改。",
    "diagnosis": "存一个文件。里面没有姓名、证件号和查过的档案。",
}
STICK_WORKING = {"packs": "正在拷贝，请别拔", "diagnosis": "正在存，请别拔"}
STICK_DONE = {"packs": "装好了", "diagnosis": "存好了，可以拔了"}
STICK_NOT = {"packs": "没有装，原来的照常放", "diagnosis": "没有存"}
LOOK_AGAIN = "再看一次"
REASONS = {
    "no_stick": "没有插 U 盘，插好再看一次。",
    "in_use": "这台机器正用着这个盘，不能动。",
    "locked": "这个 U 盘加了密，打不开。",
    "foreign": "看不懂这个 U 盘的格式，请用 FAT32、exFAT 或 ext4。",
    "broken": "U 盘坏了，或者里面的东西不全。",
    "no_tree": "U 盘上没有 kiosk 文件夹。",
    "too_many": "U 盘上的文件太多。",
    "too_deep": "U 盘上的文件夹套得太深。",
    "too_large": "U 盘上的内容太大。",
    "unreadable": "U 盘上有文件不让读。",
    "no_room": "这台机器的磁盘不够。",
    "full": "U 盘满了，请删掉一些再试。",
    "read_only": "U 盘写不进去，看写保护的开关。",
    "pulled_out": "U 盘拔掉了，或者接触不好。",
    "slow": "U 盘太慢，没有读完。",
    "not_allowed": "这个程序不能用 U 盘。",
    "not_a_request": "没有做成，请再试一次。",
    "went_wrong": "没有做成，请再试一次。",
    "away": "读 U 盘的服务没有开，请运行 deploy/install。",
}


def stick_line(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def copied(done: int, of: int) -> str:
    return f"{done / 1e6:.0f} / {of / 1e6:.0f} MB"


def saved_as(name: str) -> str:
    return f"文件名：{name}"


# network
NETWORK_TITLE = "网络和大厅"
WIRED, WIRELESS, NET_DOWN = "有线网络", "Wi-Fi", "没有连"
NET_HALL, NET_STATE, NET_HEARD, NET_NAME = "大厅地址", "大厅服务", "上次回话", "本机叫"
NEVER_HEARD = "这次开机以来没有"
ASK_AGAIN = "再看一次"
NETWORK_NOTE = "这里只看。要改，在这台机器上改\n/etc/kiosk/kiosk.toml。"


def heard(now: datetime) -> str:
    return f"{now.hour}:{now.minute:02d}:{now.second:02d}"


# troubles
TROUBLES_TITLE = "最近的问题"
TROUBLES_NONE, TROUBLES_NONE_NOTE = "最近没有问题", "设备断开、缺纸、送不出去的，会记在这里。"
DEVICES = {"printer": "打印机", "reader": "读卡器", "hall": "大厅服务", "outbox": "待送出", "packs": "内容包"}
KINDS = {
    "paper_near_end": "纸不多了",
    "paper_out": "没有纸了",
    "cover_open": "盖子开着",
    "cutter_jammed": "切刀卡住了",
    "printer_offline": "没有回话",
    "printer_fault": "报错",
    "well": "好了",
    "offline": "没有回话",
    "online": "好了",
    "refused": "大厅没有收",
    "away": "没有回话",
}


def trouble_at(now: datetime) -> str:
    return f"{now.month} 月 {now.day} 日 {now.hour}:{now.minute:02d}"


# diagnosis
DIAGNOSIS_TITLE = "存诊断到 U 盘"
DIAGNOSIS_HOLDS = (
    "版本、网络地址、磁盘和温度", "kiosk doctor 查到的", "最近的设备问题，程序的日志", "这台机器的设置，没有口令",
)  # fmt: skip
DIAGNOSIS_NOTE = "没有姓名、证件号、档案和号。"
SAVE = "存到 U 盘"
