"""What the exhibition's slips and codes say beside the content itself; slips are Chinese."""

from __future__ import annotations

SCAN = "用手机扫一扫，文字就到手机里，不用网络"
MORE_ON_SCREEN = "……写不下了，后面的请看屏幕"
ENDS = "。；！？\n"
"""Marks at which a long text may be cut."""
