"""Every Chinese text of the page with the emulated devices."""

TITLE = "演示设备"
DEMO = "演示"
ABOUT = "读卡器和打印机是模拟的，人都是虚构的"
ONLY_IN_DEMO = "只在 kiosk demo 里有"
HALL_PAGE = "大厅状态页"
BOARD = "叫号大屏"  # the name it is enrolled by
AWAY = "演示已经停了，再开 kiosk demo，这里会自己接上"

# -- card reader ------------------------------------------------------------------------------

READER = "身份证读卡器"
PEOPLE_HEADS = ("演示人", "号码", "档案")
PUT = "放上"
LIFT = "拿开"
READER_ALL_WELL = "全部恢复正常"

NO_CARD = "没有卡"
UNPLUGGED = "线拔了"
SILENT = "不回话"

PROBATIONARY = "预备党员"
STRANGERS = ("没有档案", "港澳台居住证", "外国人永居证")

# Each row of choices: its name, then what each choice is called.
NEXT_READ = "下次读证"
NEXT_READ_CHOICES = {"well": "正常", "bit": "错一位", "cut": "断一半", "merged": "粘连", "lifted": "拿快了"}
READER_LINE = "线"
LINE_CHOICES = {"in": "插着", "out": "拔掉"}
READER_REPLY = "回话"
READER_REPLY_CHOICES = {"well": "正常", "slow": "慢半秒", "late": "慢 2 秒", "silent": "不回话"}

# -- printer ----------------------------------------------------------------------------------

PRINTER = "小票打印机"
PAPER = "纸"
PAPER_CHOICES = {"in": "有纸", "near_end": "快没了", "out": "没有纸", "half": "打一半没"}
COVER = "上盖"
COVER_CHOICES = {"shut": "合着", "open": "打开"}
PRINTER_LINE = "线"
PRINTER_LINE_CHOICES = {"in": "插着", "out": "拔掉", "half": "打一半拔"}
PRINTER_REPLY = "回话"
PRINTER_REPLY_CHOICES = {"well": "正常", "slow": "慢慢打", "silent": "不回话"}
NEW_ROLL = "放一卷新纸"
PRINTER_ALL_WELL = "全部恢复正常"

STATUS_BYTES = "现在的状态字节"
NO_BYTES = "没有回答"
# What is wrong (or not) -> the chip, and what the terminal should do about it.
PRINTER_STATES = {
    "well": ("可以打印", "终端应当照常给号"),
    "near_end": ("纸快没了", "终端照常给号，提醒工作人员换纸"),
    "paper_out": ("没有纸", "终端应当先不给号，说“打印机没有纸了”"),
    "cover_open": ("上盖开着", "终端应当先不给号，请人合上"),
    "silent": ("不回话", "终端应当先不给号，不把沉默当成正常"),
    "unplugged": ("线拔了", "终端应当先不给号，插好后会自己接上"),
    "slow": ("慢慢打", "终端应当等到切纸，再说号已取好"),
    "half": ("等着打一半", "下一张打到一半会停，终端应当问“小票出来了吗？”"),
}

# -- slips ------------------------------------------------------------------------------------

SLIPS = "小票"
NO_SLIPS = "还没有小票"
NO_SLIPS_HINT = "在终端上点“取号”，小票会出现在这里"
CUT = "到切纸"
NOT_CUT = "没到切纸"
SAVE = "存成图片"
SLIP_TEXT = "小票上的字"
EARLIER = "前面的小票"

# -- exchanges --------------------------------------------------------------------------------

LOG_READER = "读卡器收发"
LOG_PRINTER = "打印机收发"
LOG_EMPTY = "还没有收发"
_LOG = {"纸 in": "放好了纸", "纸 near_end": "纸快没了", "纸 out": "没有纸了"}


def card_on(name: str) -> str:
    return f"卡在上面，{name}"


def party_years(years: int) -> str:
    return f"党龄 {years} 年" if years else "党龄不到 1 年"


def slip_count(count: int) -> str:
    return f"共 {count} 张" if count else "还没有"


def slip_number(number: int) -> str:
    return f"第 {number} 张"


def slip_facts(clock: str, byte_count: int, width_dots: int) -> str:
    """``10:26:02，812 字节，80 毫米``; the clock is left out while the slip is still in the printer."""
    paper = {576: "80 毫米", 384: "58 毫米"}.get(width_dots, f"{width_dots} 点")
    return "，".join(part for part in (clock, f"{byte_count} 字节", paper) if part)


def slip_picture(number: int) -> str:
    return f"第 {number} 张小票的图片"


def slip_file(number: int) -> str:
    return f"演示小票-{number}.png"


def log_line(line: str, times: int) -> str:
    """One line of an emulator's log in plain words; a poll repeats itself and is counted instead."""
    told = _LOG.get(line, line)
    return f"{told} ×{times}" if times > 1 else told


def news(reader_state: str, printer_state: str, slips: int) -> str:
    """What a screen reader says after a change."""
    return f"{READER}：{reader_state}。{PRINTER}：{printer_state}。{SLIPS}{slip_count(slips)}。"


# -- what `kiosk demo` tells on the console ---------------------------------------------------------------------------

TOLD_HALL_PAGE = "演示  今天的大厅（网页）        "
TOLD_CONSOLE_PAGE = "演示  窗口和管理员（网页）      "
TOLD_BOARD_PLACE = "演示  叫号大屏                  "
TOLD_PAD_PAGE = "演示  1 号窗口的评价平板        "
TOLD_DEVICES_PAGE = "演示  读卡器和小票打印机        "
ROLES = {"clerk": "窗口人员", "desk": "服务台", "editor": "内容编辑", "keeper": "管理员"}
NO_VNC = "没有装 x11vnc，看不到：运行 deploy/setup"
SHOWN = "点点屏幕，把卡放上读卡器，抽走打印纸；按 Ctrl-C 全部结束"


def no_screen(where: str) -> str:
    return f"这台机器没有屏幕，终端在一块虚拟屏上，用 VNC 看：{where}"
