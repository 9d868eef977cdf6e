"""What an editor reads when a preview was not drawn."""

from __future__ import annotations

BUSY = "前面还有一张在画，稍后再按一次"
AWAY = "画预览的服务没有应答。在大厅机上看看 kiosk-preview.socket 开着没有"
NO_ITEM = "这个内容包里没有这一项，可能刚被删掉，或者没通过检查"


def rejected(reason: str) -> str:
    return f"内容包打不开：{reason}"


def too_slow(item: str, seconds: float) -> str:
    return f"“{item}”画了 {seconds:.0f} 秒还没有画完，停下了。文件可能太大，换一个小一些的再试"


def ended(item: str) -> str:
    return f"画“{item}”时中断了：文件可能坏了，或者要用的内存太多。换一个文件再试，别的内容照样可以预览"


def too_many_files(most: int) -> str:
    return f"内容包里的文件多过 {most} 个，不能预览"


def is_link(path: str) -> str:
    return f"内容包打不开：{path} 是一个链接"
