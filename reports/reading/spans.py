"""Years counted from the year of the plan: 今明两年, 三年内, 用3年时间, 未来三年, 到明年底."""

from __future__ import annotations

import re
from typing import Final

from reports.reading.numerals import chinese

_MANY = r"(?:[2-9]|1\d|[二两三四五六七八九十])"
#: The words themselves. 三年行动 names a scheme, 近三年 looks back, 提前3年 is early.
WORDS: Final[str] = (
    rf"(?:今、?明两?年(?:内|间)?|(?:未来|今后)的?{_MANY}年(?:内|间|里|中|左右)?"
    rf"|(?:(?:力争|争取|计划|确保|再)?(?:用|花|经过|通过|利用)|力争|争取){_MANY}年(?:左右)?(?:的?时间|的?努力|内|左右)?(?!行动|攻坚|计划)"
    rf"|(?<![近每经周学龄去满业校生立前续])(?<![一二三四五六七八九十\d-]){_MANY}年之?内|(?:到|至)?明年年?(?:底|末)(?:之?前)?)"
)
#: 三年内给予定额减免, 两年内未就业: how long a right lasts, or whom it is for.
_LASTS = r"(?!的(?!时间|努力)|未|给予|免|减|享|补|不(?!低|少)|予|按|对|每)"
_AHEAD = re.compile(
    rf"(?P<both>今、?明两?年)|(?P<coming>未来|今后)的?(?P<so_many>{_MANY})年(?!来|前|行动)"
    rf"|(?:用|花|经过|通过|利用|力争|争取)(?P<taking>{_MANY})年(?!行动|攻坚|计划|前)"
    rf"|(?<![近每经周学龄去满业校生立前续])(?<![一二三四五六七八九十\d-])(?P<within>{_MANY})年之?内{_LASTS}"
    r"|(?P<next>(?<![为比与和及])明年)(?!的|度|预算|发展|工作)"
)
#: A time of its own said after it ends its reach: 三年内建成大桥，今年开工5座.
_OWN_TIME = re.compile(r"今年|年内(?<!\d年内)|当年|全年|上半年|下半年|(?:19|20)\d\d年|[月季]度?[底末]?前")
#: 到明年底，城镇化率达到55%: a clause of its own; elsewhere 明年 is of its own clause alone.
_BY_NEXT = re.compile(r"(?:^|[，。；])[到至]?明年(?:年?[底末]之?前?)?[，,]$")
#: What is reached at the end of the years, not added up over them.
_REACHED = re.compile(r"(?:达|到|至|为|突破|超过|翻)[^，。；]{0,6}$")


def ahead(clause: str, sentence: str, plan_year: int) -> str:
    """The years a pledge has by the words up to its figure: 2020, its last, or 2019-2020 where it adds up over them.

    ``sentence`` holds the words before the clause: a span said there holds until another time is named. Empty where
    no such words stand. 三年内, said of 2019, ends with 2021: the year of the plan is the first.
    """
    if _OWN_TIME.search(clause, found.end() if (found := _last(clause)) else 0):
        return ""
    if found is None:
        before = sentence.replace(";", "；").rpartition("；")[2]
        found = _last(before)
        if found and ((found["next"] and not _BY_NEXT.search(before)) or _OWN_TIME.search(before, found.end())):
            return ""
    if found is None:
        return ""
    years = 2 if found["both"] or found["next"] else _number(found["so_many"] or found["taking"] or found["within"])
    end = plan_year + years - 1
    adds_up = (found["both"] or found["coming"]) and not _REACHED.search(clause)
    return f"{plan_year}-{end}" if adds_up else str(end)


def _last(words: str) -> re.Match[str] | None:
    found = list(_AHEAD.finditer(words)) if "年" in words else []
    return found[-1] if found else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else int(chinese(word) or 1)
