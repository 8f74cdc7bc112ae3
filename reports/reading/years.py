"""The year a report plans for, from its own titles and dates."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from reports.reading.numerals import plain
from reports.reading.periods import PLAN_ENDS

_DIGIT = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
    "0": "0",
    "O": "0",
}
_CHINESE_YEAR = re.compile(r"二[〇○零0OΟ][〇○零0O一二三四五六七八九][〇○零0O一二三四五六七八九](?=年)")
_YEAR = r"((?:19|20)\d\d)\s?年"
#: Pattern, the years to add to the one it names, and its weight: titles weigh more than passing words.
_WORK = r"工作(?:任务|安排|部署|重点|打算|总体|建议)|重点工作|主要任务|目标任务|工作计划"
_CUES = (
    (re.compile(rf"{_YEAR}(?:的|政府)?[^，。\n]{{0,16}}(?:{_WORK})"), 0, 4),
    (re.compile(rf"{_YEAR}(?:的)?(?:政府)?(?:工作)?[^，。\n]{{0,12}}(?:回顾|完成情况|工作总结)"), 1, 4),
    (re.compile(rf"{_YEAR}[^，。\n]{{0,12}}政府工作报告"), 0, 3),
    (re.compile(rf"过去的{_YEAR}"), 1, 3),
    (re.compile(rf"做好{_YEAR}"), 0, 3),
    (re.compile(rf"{_YEAR}是[^，。\n]{{0,30}}(?:开局|关键|收官|攻坚|决胜)"), 0, 1),
)
#: 今年是“十三五”的开局之年: the place of the year in its five-year plan tells it where the digits are blanked.
_FIRST = re.compile(
    r"(?:今年|[xX]{2,4}年)[，,]?是[^，。\n]{0,8}“?(十[一二三四五六]?)五”?[^，。\n]{0,10}(?:第一年|开局|首年|起步之年)"
)
_LAST = re.compile(
    r"(?:今年|[xX]{2,4}年)[，,]?是[^，。\n]{0,8}“?(十[一二三四五六]?)五”?[^，。\n]{0,10}(?:收官|最后一年|末年|完成之年)"
)
_HELD = re.compile(r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?\d{1,2}\s?日[^。\n]{0,40}(?:会议|大会|代表)")

_TITLED = re.compile(r"工作报告[(（\s—-]{0,4}((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月")


@dataclass(frozen=True, slots=True)
class NamedYear:
    """The year best named, by the words at [start, end); unsure where another is named nearly as well."""

    year: int
    start: int
    end: int
    is_sure: bool


#: One passing word is not enough to be sure by.
_SURE = 3


def infer(text: str) -> int | None:
    """The plan year the titles, the day of delivery and the looks back agree on best; None when none is named."""
    found = named(text)
    return found.year if found else None


def named(text: str) -> NamedYear | None:
    """The plan year as `infer` has it, with the words that name it most plainly; None when none is named."""
    flat = _CHINESE_YEAR.sub(
        lambda match: "20" + "".join(_DIGIT.get(sign, "0") for sign in match.group()[2:]), plain(text)
    )
    votes: Counter[int] = Counter()
    evidence: dict[int, tuple[int, int, int]] = {}

    def vote(year: int, weight: int, match: re.Match[str]) -> None:
        votes[year] += weight
        best = (-weight, match.start(), match.end())
        evidence[year] = min(evidence.get(year, best), best)

    for pattern, later, weight in _CUES:
        for number, match in enumerate(pattern.finditer(flat)):
            if number >= 4:
                break
            vote(int(match.group(1)) + later, weight, match)
    for pattern, place in ((_FIRST, -4), (_LAST, 0)):
        placed = pattern.search(flat)
        if placed and placed[1] in PLAN_ENDS:
            vote(PLAN_ENDS[placed[1]] + place, 3, placed)
    held = _HELD.search(flat[:3000]) or _TITLED.search(flat[:3000])
    if held:
        # Reports are read out from November to May; one of November plans for the next year.
        vote(int(held[1]) + (1 if int(held[2]) >= 11 else 0), 4, held)
    if not votes:
        return None
    most = max(votes.values())
    year = max(year for year, count in votes.items() if count == most)
    next_best = max((count for other, count in votes.items() if other != year), default=0)
    _weight, start, end = evidence[year]
    return NamedYear(year, start, end, most >= _SURE and next_best < most)
