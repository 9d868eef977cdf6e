"""What visitors read of a slip, in Chinese."""

SLIP_SAID = {
    "printing": "正在打印，请等一等",
    "printed": "小票打好了，请取走",
    "unsure": "小票出来了吗？没出来可以再打",
    "paper_out": "打印机没有纸了，换好纸再打",
    "paper_low": "纸快用完了，留给取号的人",
    "cover_open": "打印机的盖子开着，合上再打",
    "away": "打印机现在打不了，过会儿再试",
    "busy": "有人在取号，等一下再打",
}
SLIP_PRINTING = "正在打印"
SLIP_PRINTED = "打好了"
SLIP_AGAIN = "再打一次"


def slip_too_soon(seconds: int) -> str:
    return f"刚打过一张，{seconds} 秒后再打"
