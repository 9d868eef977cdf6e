"""In which order the options of an item are shown: by the seed, unless a word of the item depends on their order.

An item keeps its order when

- it is judged true or false, or filled in: only choices and what is put in order are shuffled;
- it has a picture, which may name them;
- an option speaks of others: 以上都对, 上述, 前两项, 后者, 其他, 都不是, 两者, 同上, all of the above;
- a stem, an option or the explanation names options by a letter or a number: A和B, 选 C, A 项, ②, 第三个选项.

It is kept rather once too often: what is not shuffled is still right, what is shuffled wrongly is not. What is to be
put in order never stands so that reading down is the answer, unless a word depends on it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from content.banks.model import Item, Kind

SHUFFLED = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER})

_OTHERS = re.compile(
    r"^以上|以上(?:[都皆均全各选几两二三四五六说情答不]|选项)|上述|上面|前述|前者|后者|两者|二者|三者|同上|^其[余他它]|其[余他它][各几两三]?[项个种]|另外[两三几]"
    r"|[前后上下这那][一二两三四五六几1-8各][项个者种条]|^全部$|全部(?:[都均皆]|正确|错误)"
    r"|[都均皆全][是对错选不正]|[都均皆](?:有|可|包括|属于|符合|需要)|(?:all|none|both|either|neither) (?:of|are)",
    re.IGNORECASE,
)
"""Of an option: it says something about other options."""
_LETTER = re.compile(r"(?<![A-Za-z0-9])[A-Ha-h](?:\s*[、,，和与及/或]?\s*[A-Ha-h]){0,7}(?![A-Za-z0-9])")
_PLACE = re.compile(
    r"(?:第[一二三四五六七八1-8]|最后一)个?(?:选项|选择|答案|说法|是?[错对])|(?<![条款）)])第[一二三四五六七八1-8]项"
    r"|[前后][一二两三四五六七1-7]?个?[项者](?!目)|选项[一二三四五六七八1-8]"
    r"|(?:以上|上述|其[余他它])(?:各|[一二两三四五六七几])?(?:选项|[项个])|[\u2460-\u2467\u24b6-\u24bd\u249c-\u24a3]"
)


def may_shuffle(item: Item) -> bool:
    """Whether the options may stand in any order."""
    if item.kind not in SHUFFLED or item.picture:
        return False
    options = [_narrow(option) for option in item.options]
    texts = (_narrow(item.stem), _narrow(item.explanation), *options)
    return not any(map(_OTHERS.search, options)) and not any(_LETTER.search(one) or _PLACE.search(one) for one in texts)


def order_of(item: Item, seed: str) -> tuple[int, ...]:
    """Indices of the bank's options, in the order in which they are shown."""
    places = range(len(item.options))
    if not may_shuffle(item):
        return tuple(places)
    order = sorted(places, key=lambda index: _rank(f"{seed}:{item.id}:{index}"))
    if item.kind is Kind.ORDER and tuple(order) == item.answer:
        order = [*order[1:], order[0]]
    return tuple(order)


def _narrow(text: str) -> str:
    """Wide letters as narrow ones; circled ones stay what they are."""
    return "".join(
        letter if unicodedata.decomposition(letter).startswith("<circle>") else unicodedata.normalize("NFKC", letter)
        for letter in text
    )


def _rank(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()
