"""What the people's page says to a visitor: Chinese."""

from __future__ import annotations

PROMISE = "承诺"
DEMO = "人物是演示，画像只作示意"
PHOTO = "照片"
NEXT_ONE = "下一位"
