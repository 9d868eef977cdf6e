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
PREVIOUS_SCREEN = "上一屏"
NEXT_SCREEN = "下一屏"


def seconds_unit(count: int) -> str:
    """Under the number of a countdown."""
    return "秒"


def screen_of(page: int, pages: int) -> str:
    """Where one is in a list or a text; `page` counts from 0. `pages` 0: not counted yet."""
    return f"第 {page + 1} 屏，共 {pages} 屏" if pages else f"第 {page + 1} 屏"


def screen_in_lines(page: int, pages: int) -> str:
    """The same, for a narrow place."""
    return f"第 {page + 1} 屏\n共 {pages} 屏" if pages else f"第 {page + 1} 屏"
