"""What a keeper is told about a directory."""

from __future__ import annotations


def no_such_place(name: str) -> str:
    return f"“窗口和房间”里没有“{name[:30]}”，照写的显示"


def no_such_service(name: str) -> str:
    return f"“事项”里没有“{name[:30]}”，这一问放在常见问题里"


def twice(name: str) -> str:
    return f"“{name[:30]}”前面已经有了，这一行没有放"
