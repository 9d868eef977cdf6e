"""What a directory says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

DAYS = ("一", "二", "三", "四", "五", "六", "日")
QUESTIONS, FIND, PLAN, MORE = "常见问题", "查找", "楼层图", "更多"
BRING, WHERE, NOTE, USE = "带什么", "在哪里，几点", "说明", "做什么"
ASK_DESK = "这里没有写，请问服务台。"
PLACE, HOURS, TAKES, PHONE, WEEKDAYS = "地点", "时间", "多久", "电话", "星期"
READ_WHOLE = "看全文"
PRINT, TAKE_NUMBER = "打印", "去取号"
OTHERS = "看别的"
AWAY = "暂时连不上叫号，请到服务台取号"
UNSURE = "现在不能取号，请到服务台"
TODAY, TOMORROW, AFTER = "今天", "明天", "后天"
HINT = "点一项，看带什么、到哪里办"


def all_of(count: int) -> str:
    return f"全部 {count}"


def bring(things: tuple[str, ...]) -> str:
    return f"带{'、'.join(things)}"


def badge(place: str) -> str:
    """1 号窗口 -> 1 号: which kind it is stands below."""
    short = place.removesuffix("窗口").strip()
    return short or place


def where(area: str, place: str) -> str:
    """1 楼窗口 and 1 号窗口 -> 1 楼，1 号窗口."""
    if not place or area == place:
        return area
    return joined((area.removesuffix("窗口").strip() if place.endswith("窗口") else area, place))


def weekdays(days: tuple[int, ...]) -> str:
    return "、".join(f"星期{DAYS[day - 1]}" for day in days)


def next_day(days: tuple[int, ...], now: date) -> str:
    """明天, 后天, 星期四: when it is done next; empty where that is today, or any day."""
    if not days or now.isoweekday() in days:
        return ""
    ahead = min((day - now.isoweekday()) % 7 for day in days)
    day = (now.isoweekday() - 1 + ahead) % 7
    return {1: TOMORROW, 2: AFTER}.get(ahead, f"星期{DAYS[day]}")


def waiting(ahead: int, low: int, high: int) -> str:
    if ahead == 0:
        return "现在不用等"
    return f"前面 {ahead} 人，大约等 {low}–{high} 分钟" if high > low else f"前面 {ahead} 人，大约等 {high} 分钟"


def paused(until: str) -> str:
    return f"这个事项暂停到 {until}" if until else "这个事项暂停，请问服务台"


def opens(day: date, hour: str, now: date | None) -> str:
    ahead = (day - now).days if now else -1
    named = {0: TODAY, 1: TOMORROW, 2: AFTER}.get(ahead, f"{day.month} 月 {day.day} 日")
    return f"现在不取号，{named} {hour} 开始"


def closed() -> str:
    return "现在不取号，请问服务台"


def told(head: str, text: str) -> str:
    return f"{head}：{text}" if text else head


def joined(parts: tuple[str, ...]) -> str:
    """Those that are not empty."""
    return "，".join(part for part in parts if part)
