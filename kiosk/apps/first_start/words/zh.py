"""What the first start says to whoever sets the machine up: Chinese."""

from __future__ import annotations

PRODUCT = "初心终端"
BACK, NEXT, AGAIN, CLEAR, LATER = "返回", "下一步", "再试", "清空", "以后再接"
PASSING = "请稍候"
WAITING, WAITING_NOTE = "正在准备", "机器还在启动，一会儿就好。"
AWAY_NOTE = "机器还没准备好，会自己再试。"

WELCOME = "欢迎，先设置一下"
ROLES = {
    "both": "这台机器将是大厅终端，也管这个大厅的数据",
    "hall": "这台机器将管这个大厅的数据，不放在大厅里",
    "terminal": "这台机器将是大厅终端，接到已有的大厅",
    "board": "这台机器将是叫号大屏，接到已有的大厅",
}
WELCOME_NOTE = "大约五分钟。每页一个问题，随时可以返回。"
BEGIN, TURN = "开始设置", "画面歪了，转一下"
TURNING, TURNING_NOTE = "正在转画面", "屏幕会黑一下，还歪就再点一次。"

DISK, DISK_NOTE = "装到哪个硬盘？", "现在是从U盘运行，装到硬盘里才长久。"
DISK_USED, DISK_EMPTY = "上面有东西", "空的"
STAY = "先不装，从U盘用"
ERASE, ERASE_YES, ERASE_NO = "真的要装到这里吗？", "要，接着装", "不，返回"
CODE_NOTE, CODE_PROMPT, CODE_WRONG = "按了就开始清空，再想一想。", "按上面的四个数字", "数字不对，再看一遍"
ERASE_START, ERASE_STOP = "清空并开始装", "不装了"
INSTALLING, INSTALLING_NOTE = "正在装到硬盘", "不要关电源，不要拔U盘。"
INSTALLED, INSTALLED_NOTE = "装好了", "拔掉U盘，再按“重新启动”。"
RESTART, RESTARTING = "重新启动", "正在重新启动"
INSTALL_REFUSED = "没有装成"

HALL, HALL_NOTE = "大厅叫什么名字？", "写在屏幕最上面，最多30个字。"
HALL_PHRASES = ("党群服务中心", "党群服务站", "党群服务点")
NAME_MISSING = "这台机器打不了拼音，先点一个现成的，以后可以改。"

INCHES, INCHES_NOTE = "屏幕有多大？", "看背后的标签，或量对角线：1寸是2.54厘米。"
BOTTOM, BOTTOM_NOTE = "屏幕离地多高？", "从地面量到屏幕画面的下边，选最近的。"

PRINTER, READER = "哪个是打印机？", "哪个是读卡器？"
PRINTER_NOTE, READER_NOTE = "插好线，打开打印机电源。", "插好线。测试不用放身份证。"
NO_PRINTER, NO_READER = "没有打印机", "没有读卡器"
PORT_NONE = "没有看到串口设备"
PORT_PLAIN = "串口设备"
REFRESH, TRY_PRINT, TRY_READER = "重新找", "试印一张", "测试"
PAPERS = {"80mm": "纸宽80毫米", "58mm": "纸宽58毫米"}
FOUND = {"printer": "像是打印机", "reader": "像是读卡器", "": "没有应答"}
TRYING_PRINT, TRYING_READER = "正在试印", "正在测试"
PRINTED, SENT = "印好了，看看清不清楚", "已送去打印，看看出纸没有"
PRINT_TROUBLES = {
    "printer_offline": "没有应答，看看电源和线，或换一个",
    "paper_out": "没有纸了，换一卷再试",
    "cover_open": "盖子开着，合上再试",
    "cutter_jammed": "切刀卡住了，取出碎纸再试",
}
PRINT_UNKNOWN = "没有印成，看看打印机再试"
READER_WELL, READER_SILENT = "读卡器有应答", "没有应答，看看线，或换一个"

PIN, PIN_NOTE = "设维护密码", "6到12位数字，工作人员进维护页用。请记牢。"
PIN_AGAIN = "再输一遍维护密码"
PASSWORD, PASSWORD_NOTE = "设管理员密码", "10到20位数字，登录管理网页用。请记牢。"
PASSWORD_AGAIN = "再输一遍密码"
ENTER_DIGITS, AGAIN_NOTE = "请按数字", "和刚才输的一样。"
NOT_SAME = "两遍不一样，请重新设"

KEEPER, KEEPER_NOTE = "管理员叫什么？", "登录管理网页时写这个名字。"
KEEPER_PHRASES = ("管理员",)

NETWORK, NETWORK_NOTE = "管理网页在哪里用？", "取号窗口、管理员都用网页。以后可以改。"
HERE_ONLY, HERE_ONLY_NOTE = "只在这台机器上", "别的电脑打不开"
ALSO_OTHERS = "同一网络的电脑也能打开"
NO_ADDRESS = "现在没有连上网络"

URL, URL_NOTE = "大厅机器的地址", "大厅机器上看得到，比如 192.168.1.5"
HALL_CODE, HALL_CODE_NOTE = "大厅给的接入码", "在大厅机器上生成，30分钟内有效。不分大小写。"
NOTHING_TYPED = "用下面的键盘写"

SUMMARY, SUMMARY_NOTE = "看一遍，点一项就能改", "都对了，就开始使用。"
FINISH = "开始使用"
SET = "已设"
ASK_PANEL = "屏幕自己说的"
NAMES = {
    "name": "大厅", "inches": "屏幕", "bottom": "离地", "printer": "打印机", "reader": "读卡器", "pin": "维护密码",
    "keeper": "管理员", "password": "管理员密码", "network": "管理网页", "join": "接到大厅",
}  # fmt: skip
FINISHING, FINISHING_NOTE = "正在写下来", "不要关电源。"
DONE, DONE_NOTE = "好了", "马上就能用。"
FINISH_REFUSED = "还差一点"
TO_SUMMARY = "回去看看"

# What is wrong with an answer (kiosk/apps/first_start/rules.py): also said by the root side.
WHY_PANEL = "屏幕尺寸不对，请重选"
WHY_PROFILE = "纸宽不对，请重选"
WHY_SAME_PORT = "打印机和读卡器不能是同一个"
WHY_PIN_EASY = "太好猜：不要全一样，也不要顺着数"
WHY_PASSWORD_EASY = "太好猜：至少四种数字，不要顺着数"
WHY_URL = "地址不对，再看一遍"
WHY_CODE = "接入码不全或有错字，再看一遍"
WHY_CODE_SHORT = "这个码太短，要带冒号后面那一段"
WHY_AWAY = "机器没有应答"


def version(text: str) -> str:
    return f"版本 {text}"


def step(now: int, total: int) -> str:
    return f"第{now}步，共{total}步"


def disk_note(gigabytes: int, has_data: bool) -> str:
    return f"{gigabytes} GB，{DISK_USED if has_data else DISK_EMPTY}"


def disk_plain(path: str) -> str:
    return f"硬盘 {path}"


def erase_note(disk: str, gigabytes: int) -> str:
    return f"“{disk}”（{gigabytes} GB）上的东西会全部清空，找不回来。"


def code(digits: str) -> str:
    return f"要清空，请按 {digits}"


def panel_says(inches: str) -> str:
    return f"屏幕自己说是 {inches} 寸"


def inches(size: str) -> str:
    return f"{size} 寸"


def hangs_too_high(highest_mm: int) -> str:
    return f"挂高了，有人够不着：这块屏的下边最高 {highest_mm} 毫米"


def millimetres(mm: int) -> str:
    return f"{mm} 毫米"


def looking(now: int, total: int) -> str:
    return f"正在看第 {now} 个，共 {total} 个"


def port_note(model: str, node: str) -> str:
    return f"{model}，{node}"


def addresses(shown: str) -> str:
    return f"在浏览器里打开 {shown}"


def why_name(letters: int) -> str:
    return f"请写1到{letters}个字"


def why_bottom(least: int, most: int) -> str:
    return f"离地要在{least}到{most}毫米之间"


def why_pin(least: int, most: int) -> str:
    return f"要{least}到{most}位数字"


def why_password(least: int) -> str:
    return f"至少要{least}位"
