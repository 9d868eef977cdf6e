"""The syllables of Mandarin as they are spelled on keys, and where a row of letters breaks into them. Rules only.

Written without tones, ü as v (lv, nv) but lue and nue, as the decoder spells them.
"""

from __future__ import annotations

from functools import lru_cache

# By how often they occur in print (word counts of the MIT-licensed jieba 0.42.1 list, read by pypinyin), most first:
# the order in which the nine-key pad offers readings.
_TABLE = """
shi yi ji zhi bu you ren zhong wei li guo zhe he da yu zai le qi dao di jian ge zi wu ta gong yuan xiang cheng
xing sheng de ye hui shang jing xian jin jia chu xi fu zhu zheng qu jie ke fa men shu nian er jiu tong hua lai
wo yao xin bei fang si shou xiao zuo shen yan chang jiao guan dong ming ju xue xia zhang mei ti hou dui qing
hai wen liang quan jiang qian yang ci fen hu dai min zhan shuo ying yin bao ru huo yong bi bian dan tian yue
ni dian gao na du duo hao gu ba deng wang xie jun wan an she dang mian ling bing dou ding ben lu nan ban zu
neng fan cai xu shan lian biao mu suo chan tai tou ran shui ri liu zhen kai zhou ping bai gan feng han tu fei
san zui ma wai jue cong gui gai chi zhao mi su zong ting kan huang me lv lao nei ya mo kou guang duan cha
zhuan pin zao que sui yun chuan shao qiu xuan huan tiao qiang luo ze bo lei zhuang gou tan lin hong hen qin
chao chong kong te pai lun liao pi e chen gang geng gen rong xun zou bie mao nv sha che qiao la qie cun po se
nong ai kao man xiu tang kuai lie song kuang gei ce can tao tui bang hang pu pian ceng lan chuang mai zeng
long tuan diao xiong suan rang ku pei meng tie kang pan cao tuo kuo zhun a qun dun re shuang chun ruo pao cuo
miao hun chou lou sai zen peng lang juan hei ou huai pa zan nao sun nu mou heng cang zhuo wa luan mang ao lue
nai kuan ning rou gua pang reng niu zha piao ne kun zhai leng niang shun zhui die za cu shuai kui guai ha chui
zang sou ka sa fou en ken ruan cui zun rao bin teng nuo nin rui mie chai zhua niao kua sao sen run sang gun
pen qiong zei nuan tun nie seng qia fo shua beng zuan weng keng ang ca nang diu nen ga cuan o lia cen chuo
shai jiong cou pie yo pou shuan chuai nue zhuai miu dei nou shei ei dia den
"""
SYLLABLES: tuple[str, ...] = tuple(_TABLE.split())
RANK: dict[str, int] = {syllable: place for place, syllable in enumerate(SYLLABLES)}
LONGEST = max(map(len, SYLLABLES))  # zhuang
BREAK = "'"  # typed by 分词: xi'an

KEYPAD: dict[str, str] = {
    "2": "abc", "3": "def", "4": "ghi", "5": "jkl", "6": "mno", "7": "pqrs", "8": "tuv", "9": "wxyz",
}  # fmt: skip
DIGIT: dict[str, str] = {letter: digit for digit, letters in KEYPAD.items() for letter in letters}


def digits_of(letters: str) -> str:
    """The keys of the nine-key pad that spell `letters`: huan -> 4826."""
    return "".join(DIGIT.get(letter, letter) for letter in letters)


def initial_of(syllable: str) -> str:
    """zh for zhuang, h for huan, the vowel of a syllable without a consonant."""
    return syllable[:2] if syllable[1:2] == "h" and syllable[0] in "zcs" else syllable[0]


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable) + 1))


def units(letters: str) -> list[str]:
    """`letters` in pieces that concatenate to them again: whole syllables as long as they go, beginnings of one, or
    single letters; a break stays with the piece before it (xi'an -> ["xi'", "an"])."""
    pieces: list[str] = []
    start = 0
    while start < len(letters):
        end = start + _unit(letters[start : start + LONGEST])
        while end < len(letters) and letters[end] == BREAK:
            end += 1
        pieces.append(letters[start:end])
        start = end
    return pieces


def _unit(ahead: str) -> int:
    """Length of the piece at the start of `ahead`."""
    for length in range(len(ahead), 0, -1):
        if ahead[:length] in RANK:
            return length
    for length in range(len(ahead), 1, -1):
        if ahead[:length] in _beginnings():  # zh, ch, sh alone; a syllable still being typed
            return length
    return 1
