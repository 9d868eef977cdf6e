"""What the root side of the first start says: the steps, and why something was not done. Chinese."""

from __future__ import annotations

NOT_A_REQUEST = "没有看懂这个请求"
NOT_ALLOWED = "只有第一次开机的画面可以问"
OVER = "第一次开机已经做完了"
BUSY = "上一件事还没做完，请稍等"
TOO_MANY = "问得太多了，请稍等"
WENT_WRONG = "出了意外，请再试一次；记录在系统日志里"
NO_SUCH_TURN = "没有这个方向"
NO_SUCH_DISK = "没有这块硬盘，请重新选"
NO_SUCH_PORT = "这个插孔上没有设备，请重新选"
NOT_PLAIN_TEXT = "有不能用的字，请重新写"

WRITE_SETTINGS = "写下设置"
NAME_DEVICES = "给打印机和读卡器起固定的名字"
SET_PIN = "设维护密码"
START_HALL = "启动大厅服务"
ADD_KEEPER = "添加管理员"
OPEN_CONSOLE = "设控制台的密码"
JOIN_OWN_HALL = "把终端接到大厅"
JOIN_HALL = "接到大厅"
BEGIN_SERVICE = "开始使用"
DONE = "好了"

PIN_REFUSED = "维护密码不合要求，请换一个"
TERMINAL_NAME_REFUSED = "终端的名称不合要求，或者已经是一块大屏的名称"
CODE_UNREADABLE = "接入码不全或有错字，再看一遍"
CODE_REFUSED = "接入码不对、用过了，或超过了 30 分钟；请在大厅机器上重新生成"
OTHER_HALL = "这个地址上的，不是生成接入码的那个大厅"
HALL_UNREACHABLE = "这个地址上没有大厅应答，看看地址和网线"
HALL_SILENT = "大厅服务没有应答"


def failed(step: str, reason: str) -> str:
    return f"{step}没有做成：{reason}"


def because(error: OSError) -> str:
    """Of the system: which file, and what it said of it."""
    where = f"{error.filename}：" if error.filename else ""
    return f"{where}{error.strerror or error}"


def keeper_refused(reason: str) -> str:
    return f"这个管理员的名字不能用（{reason}）"


def not_running(service: str, reason: str) -> str:
    return f"{service} 没有起来" + (f"（{reason}）" if reason else "")


def settings_refused(reason: str) -> str:
    return f"设置不能用（{reason}）"


def command_failed(command: str, reason: str) -> str:
    return f"{command}" + (f"（{reason}）" if reason else "")


# deploy/write-disk says what it is doing in English, for its other caller.
WRITING = {
    "partitions": "分区",
    "file systems": "建文件系统",
    "copy": "拷贝系统",
    "boot loaders": "装引导程序",
    "writing out": "写进硬盘",
    "finished": "装好了",
}


def not_installed(reason: str) -> str:
    return f"没有装成（{reason}）"


def somebody_elses(folder: str) -> str:
    return f"{folder} 是别人的"
