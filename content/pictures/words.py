"""What was taken out of a picture, in a keeper's words."""

from __future__ import annotations

from collections.abc import Mapping

TAKEN: Mapping[str, str] = {
    "place": "拍摄地点（GPS）",
    "author": "作者和版权信息",
    "camera": "拍摄时间和手机、相机型号",
    "thumbnail": "缩略图（可能是裁剪前的画面）",
    "notes": "附注",
    "behind": "画面之后附带的数据（第二张图或短视频）",
}
DAMAGED = "图片的结构不完整，请重新拷贝或另存一次"


def taken_out(what: tuple[str, ...]) -> tuple[str, ...]:
    """Of `content.pictures.stripped`."""
    return tuple(f"已去掉{TAKEN[one]}" for one in what)
