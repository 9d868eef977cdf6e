"""Questions whose right reading is known, drawn from a seed: what every dressed and damaged bank is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from content.banks.model import JUDGE_OPTIONS, Difficulty, Item, Kind, Status

_WORDS = (
    "社区", "大厅", "窗口", "取号", "排队", "便民", "服务", "事项", "材料", "时限", "当场办结", "党支部", "党员大会",
    "预备期", "组织生活", "主题党日", "𠮷祥里", "阿依·古丽", "1921年", "7月11日", "31%", "第12345条", "GB/T 19095",
    "“双报到”", "《条例》", "3.15", "A4纸", "e 窗通", "5G", "两优一先", "（试行）", "是", "不", "对", "错题", "B超",
    "正确的做法", "T恤", "0.31", "km/h", "1/2", "维生素B", "AB角", "a<b", "AT&T", "C#", "5>3", "选举",
    "答案公布", "例外",
)  # fmt: skip
_TAGS = ("党章", "党史", "办事", "消防", "垃圾分类")
_DAYS = (date(2026, 7, 1), date(2027, 12, 31), date(2030, 2, 28))


@dataclass(frozen=True, slots=True)
class Truth:
    """``mark`` stands in the stem of its item and in no other."""

    mark: str
    item: Item


def drawn(seed: int, count: int = 14) -> list[Truth]:
    """So many questions of all kinds."""
    random = Random(f"truth {seed}")
    return [_one(random, f"演示{seed}之{at}问", at) for at in range(count)]


def _one(random: Random, mark: str, at: int) -> Truth:
    kind = random.choice((Kind.SINGLE, Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.FILL, Kind.ORDER))
    stem = f"{_text(random, 1, 4)}{mark}{_text(random, 0, 3)}"
    options: tuple[str, ...] = ()
    answer: tuple[int, ...] = ()
    blanks: tuple[tuple[str, ...], ...] = ()
    if kind is Kind.JUDGE:
        options, answer = JUDGE_OPTIONS, (random.randrange(2),)
        stem += "。"
    elif kind is Kind.FILL:
        count = random.choice((1, 1, 2, 3))
        stem = "，".join(f"{_text(random, 1, 2)}____" for _ in range(count)) + f"，{mark}。"
        blanks = tuple(_ways(random) for _ in range(count))
    else:
        options = _options(random)
        numbers = list(range(len(options)))
        if kind is Kind.ORDER:
            random.shuffle(numbers)
            answer = tuple(numbers)
        else:
            most = 1 if kind is Kind.SINGLE else random.randint(2, len(options))
            answer = tuple(sorted(random.sample(numbers, most)))
        stem += random.choice(("？", "（ ）", "：", ""))
    first, last = sorted(random.sample(_DAYS, 2))
    return Truth(mark, Item(
        str(at + 1), kind, " ".join(stem.split()), options, answer, _text(random, 0, 3), tuple(random.sample(_TAGS, 1)),
        random.choice(list(Difficulty)), random.choice(("", "《条例》第三条")), None,
        random.choice((None, first)), random.choice((None, last)), blanks, "",
        random.choice((Status.READY, Status.READY, Status.DRAFT, Status.UNCHECKED)),
    ))  # fmt: skip


def _text(random: Random, least: int, most: int) -> str:
    return " ".join("".join(random.choice(_WORDS) for _ in range(random.randint(least, most))).split())


def _options(random: Random) -> tuple[str, ...]:
    wanted = random.randint(2, 5)
    found: list[str] = []
    while len(found) < wanted:
        text = _text(random, 1, 3)
        if text not in found:
            found.append(text)
    return tuple(found)


def _ways(random: Random) -> tuple[str, ...]:
    ways = [random.choice(("北京", "支部大会", "7月1日", "十八岁", "1/2", "B超", "三", "31%"))]
    if random.random() < 0.3:
        ways.append(random.choice(("首都北京", "七一", "18岁")))
    return tuple(ways)
