"""What the voice says of widgets, and what the screen says of the voice: Chinese."""

from __future__ import annotations

# Between parts of one thing that is tapped.
AND = "，"
FULL_STOP = "。"  # between things told one after the other
CAN_TAP = "可以点的有"
OFF = "现在不能点"
BUSY = "正在办，请等一下"
SWITCHED_ON = "已打开"
OPTION_STATES = {
    "plain": "", "chosen": "已选", "right": "正确答案", "missed": "正确答案", "wrong": "您选的，不对", "dim": "",
}  # fmt: skip
DIGIT_PAD = "数字键盘，一到九，零，清空，退格"
BACKSPACE = "退格"
OFFLINE = "离线可用"

# The switch in the dock, by what came of it.
SWITCH = {"off": "语音", "on": "语音", "mute": "没声音", "private": "不读"}
MUTE_NOTE = "这台终端没有声音，内容都在屏幕上"
PRIVATE_NOTE = {
    "headphones": "这一页不外放，插上耳机才读",
    "never": "这一页只显示，不读出来",
}

# For staff: why there is no sound.
FACT = "声音"
FACT_READY = "能读屏"
FACT_OFF = "设置里关了"
TROUBLES = {
    "no_player": "没有装 aplay（alsa-utils）",
    "no_voice": "没有装 espeak-ng",
    "no_device": "没有声卡",
    "player_failed": "放不出声音",
    "voice_failed": "读不出来",
    "gave_up": "语音程序一再退出，已停用",
    "starting": "还没准备好",
}


def entered(count: int) -> str:
    return f"已输入 {count} 位"


def step(now: int, total: int) -> str:
    """`now` counts from 1."""
    return f"第 {now}，共 {total}"


def share(percent: int) -> str:
    return f"百分之 {percent}"


def points(count: int) -> str:
    return f"{count} 分"


def step_named(now: int, total: int, name: str) -> str:
    return f"第 {now} 步，共 {total} 步，{name}"


def all_steps(total: int) -> str:
    return f"{total} 步都做完了"


def seconds_left(count: int) -> str:
    return f"还剩 {count} 秒"


def clock(at: str) -> str:
    return f"现在 {at}"


def of(part: str, whole: str) -> str:
    """4 / 5."""
    return f"{part}，共 {whole}"


def to_range(low: str, high: str) -> str:
    """8–14."""
    return f"{low} 到 {high}"


def day(year: str, month: int, day_of_month: int) -> str:
    return f"{year} 年 {month} 月 {day_of_month} 日"


def time_of_day(hour: int, minute: int) -> str:
    return f"{hour} 点 {minute} 分" if minute else f"{hour} 点"


DIGITS = "零一二三四五六七八九"
DIGIT_GAP = " "
MASKED_NAME = "某"
ID_END = "尾号 "
# Where espeak-ng takes the wrong reading of a character, another with the right one: it reads one at a time.
SAID_AS = {
    "重新": "虫新", "重选": "虫选", "重排": "虫排", "重复": "虫复", "重来": "虫来", "重做": "虫做", "银行": "银航",
    "行业": "航业", "长大": "掌大", "组长": "组掌", "校长": "校掌", "社长": "社掌", "部长": "部掌", "空闲": "控闲",
    "填空": "填控", "着急": "招急", "还给": "环给", "退还": "退环", "归还": "归环", "少先队": "哨先队", "少年": "哨年",
    "分子": "份子", "成分": "成份", "音乐": "音月", "得出": "德出", "得到": "德到", "取得": "取德", "得分": "德分",
    "干部": "赣部", "骨干": "骨赣", "调解": "条解", "调整": "条整", "成为": "成维", "作为": "作维", "认为": "认维",
    "行为": "行维", "地方": "第方", "地点": "第点", "地址": "第址", "当地": "当第", "地区": "第区", "地图": "第图",
    "各地": "各第", "基地": "基第", "更正": "耕正", "更改": "耕改", "更换": "耕换", "更新": "耕新", "变更": "变耕",
    "处理": "楚理", "处分": "楚分", "要求": "腰求", "试卷": "试倦", "假期": "架期", "放假": "放架", "请假": "请架",
    "会计": "快计", "复兴": "复星", "振兴": "振星", "尽快": "锦快", "尽量": "锦量", "首都": "首督",
}  # fmt: skip
