"""Interface text of the frame and of the widgets: Chinese."""

DOCK = {
    "back": "返回",
    "home": "首页",
    "end": "结束使用",
    "large": "大字",
    "contrast": "高对比",
}
HELP = "请人帮忙"
DEMO = "演示"
ONLINE = "已联网"
OFFLINE = "离线可用"


def seconds_unit(count: int) -> str:
    """Under the number of a countdown."""
    return "秒"
