"""What a film's page says to a visitor: Chinese."""

from __future__ import annotations

PLAY, GO_ON, PAUSE, SEE_AGAIN, OPENING, TRY_AGAIN = "开始放", "接着放", "停一停", "再看一遍", "正在打开", "再试一次"
BACK_10, ON_10 = "退 10 秒", "进 10 秒"
TOLD_ON, TOLD_OFF = "字幕开", "字幕关"
FROM_START = "从头放"
NEXT, NEXT_NOTE = "接着看", "放完会停下，不自己往下放"
QUIETER, LOUDER, SILENCE = "小声点", "大声点", "静音"
MUTE = {
    "here": "这里放没有声音", "no_device": "没有接音箱，听不到声音", "film": "这段视频本来没有声音",
    "failed": "声音放不出来，画面照常放",
}  # fmt: skip
MUTE_TOLD = {
    "here": "这里放没有声音，请看字幕", "no_device": "没有接音箱，请看字幕", "film": "这段视频没有声音，请看字幕",
    "failed": "声音放不出来，请看字幕",
}  # fmt: skip
TEXT = "看文字版"
LIST, LIST_NOTE = "都有哪些", "点一个就打开，放完会停下"
TO_FILM = "回到视频"
BROKEN, BROKEN_NOTE = "这段视频放不了", "先看看别的，工作人员会来换。"
STOPPED, STOPPED_NOTE = "视频停住了", "点“接着放”，从这里再来。"
CUT = "后面的没有拷完整，放到这里为止"
ENDED = "放完了"


def clock(minutes: int, seconds: int) -> str:
    return f"{minutes}:{seconds:02}"


def loudness(level: int, loudest: int) -> str:
    return f"声音 {level} 格，最大 {loudest} 格" if level else "没有声音"


def place_of(place: int, total: int) -> str:
    return f"第 {place + 1} 个，共 {total} 个"


def all_of(total: int) -> str:
    return f"全部 {total} 个"


def told(has_subtitles: bool) -> str:
    return "有字幕" if has_subtitles else "没有字幕"


def film_note(place: int, total: int, has_subtitles: bool) -> str:
    return f"{place_of(place, total)}，{told(has_subtitles)}"
