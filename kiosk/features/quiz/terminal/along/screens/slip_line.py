"""What became of a slip, as one strip: a sign and a sentence; nothing before one was asked for."""

from __future__ import annotations

from kiosk.core.terminal.slips import SlipNews, SlipState, said
from kiosk.ui.widgets.notice_strip import NoticeStrip


def slip_line(news: SlipNews) -> list[NoticeStrip]:
    if news.state is SlipState.NONE:
        return []
    if news.is_trouble:
        return [NoticeStrip(said(news), "warning", "warn")]
    done = news.state is SlipState.PRINTED
    return [NoticeStrip(said(news), "check-circle" if done else "printer", "ok" if done else "plain")]
