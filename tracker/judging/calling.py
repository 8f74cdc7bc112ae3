"""One named thing under another name: a document by the number of its measures, a meeting by its short name, a work in
more words or in fewer.

Only deeds are compared so, which have no figure to check a likeness by: nothing here takes names for one that differ in
a sign by which such names are told apart (东, 二期, 第三).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reports.reading.records import Statement
from reports.words import Measure
from tracker.judging.choose import figure
from tracker.judging.likeness import is_one_of
from tracker.judging.naming import name_of, weak_words

#: So many characters of its own make a name that no other thing bears.
_ENOUGH = 4
#: 关爱企业家 has three outside weak words.
_ENOUGH_OF_A_MATTER = 3
#: A document of measures is announced as 政策 or 若干措施 and comes out with their number: 八条措施, 20条.
_MEASURES = re.compile(r"(?:的|若干|一揽子|一系列|系列|[一二三四五六七八九十百\d]+[条项]|政策|措施|举措|意见)+$")
_PAPER = ("出台", "印发", "制定", "制订", "发布", "推出", "颁布", "研究制定")
#: What leads up to the matter of a document: 关于支持民营经济…的若干措施.
_ABOUT = re.compile(r"^(?:关于|支持|促进|推动|推进|加快|进一步|鼓励|加强)+")
#: What a list says of all its members, which the reading hands on to each: 宿连航道重点工程, 豫龙水泥计划竣工项目.
_OF_A_LIST = re.compile(
    r"(?:的|等|计划|预备|竣工|新?开工|续建|在建|重大|重点|标志性|产业化?|生产线|生产|基地|试点|项目|工程|建设|进度|任务|民生实事|系列"
    r"|主场外交|(?:赛事|经贸|会展|展会|节庆)?活动|国际会议会展活动)+$"
)
#: What one of two names may say more, and no other thing is meant: none of the signs that set works side by side.
_TELLS_APART = re.compile(
    r"[东西南北中上下前后内外左右新旧老大小高低甲乙丙第届期段批部分支附首末\dA-Za-z一二三四五六七八九十]"
)
_GRADE = re.compile("[一二三四五六甲乙]级")
_LONGEST_ADDED, _EITHER_END = 4, 2
#: 第六届, 2025, 中国 before the name of a meeting.
_WHICH_MEETING = re.compile(r"^(?:第?[一二三四五六七八九十百\d]+届|20\d\d年?|首届|中国|全国|国际)+")
_MEETING = re.compile(r"(?:会|节|展|赛|论坛)$")
#: A batch is at least so many.
_A_BATCH = 2
#: 辽洽会, 西博会: a short name has so many characters.
_SHORT = (3, 4)


def is_called_otherwise(pledge: Statement, outcome: Statement) -> bool:
    """Whether two deeds name one and the same thing in other words."""
    if pledge.measure != Measure.DONE or outcome.measure != Measure.DONE:
        return False
    return (
        is_the_document(pledge, outcome)
        or is_in_more_words(pledge.subject, outcome.subject)
        or is_short_for(pledge.subject, outcome.subject)
    )


def is_the_document(pledge: Statement, outcome: Statement) -> bool:
    """Whether both are documents of measures on the same matter: 关爱企业家政策, 《关爱企业家八条措施》."""
    if not all(any(verb in one.quote for verb in _PAPER) for one in (pledge, outcome)):
        return False
    mine, its = _matter(pledge.subject), _matter(outcome.subject)
    return mine is not None and mine == its


@lru_cache(maxsize=8192)
def _matter(subject: str) -> str | None:
    """What a document of measures is about; None where it is another kind of document or the matter says too little."""
    words = name_of(subject).words
    matter = _MEASURES.sub("", words)
    if matter == words:
        return None
    matter = _ABOUT.sub("", matter)
    return matter if len(matter) >= _ENOUGH and len(weak_words().sub("", matter)) >= _ENOUGH_OF_A_MATTER else None


@lru_cache(maxsize=8192)
def is_in_more_words(promised: str, told: str) -> bool:
    """Whether the names are one but for what a list says of all its members, or for a word that the told one adds.

    宿连航道重点工程 is 宿连三级航道; 练江河治理 is no 练江河二期治理, and 国有粮食企业改制 no 国有企业改制.
    """
    mine, its = _bare(promised), _bare(told)
    if len(weak_words().sub("", mine)) < _ENOUGH:
        return False
    if mine == its:
        return True
    start = 0
    while start < min(len(mine), len(its)) and mine[start] == its[start]:
        start += 1
    rest, added = mine[start:], its[start : start + len(its) - len(mine)]
    if min(start, len(rest)) < _EITHER_END or not its.endswith(rest) or not 0 < len(added) <= _LONGEST_ADDED:
        return False
    return _TELLS_APART.search(_GRADE.sub("", added)) is None


@lru_cache(maxsize=8192)
def _bare(subject: str) -> str:
    return _OF_A_LIST.sub("", name_of(subject).words)


def in_short(subject: str, others: Sequence[str]) -> list[int]:
    """The numbers of those that name the same meeting as the subject, one of the two in short."""
    if not _meeting(subject):
        return []
    return [number for number, other in enumerate(others) if is_short_for(subject, other)]


@lru_cache(maxsize=8192)
def is_short_for(one: str, other: str) -> bool:
    """Whether one is the short name of the meeting that the other names in full: 辽洽会, 辽宁国际投资贸易洽谈会.

    It takes signs of the full name in their order, the first and the last among them.
    """
    short, full = sorted((_meeting(one), _meeting(other)), key=len)
    if not _SHORT[0] <= len(short) <= _SHORT[1] or len(full) < 2 * len(short):
        return False
    if short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(sign in rest for sign in short)


@lru_cache(maxsize=8192)
def _meeting(subject: str) -> str:
    """The name of a meeting without which one of its row it is; empty where the subject is no meeting."""
    words = _WHICH_MEETING.sub("", _bare(subject))
    return words if _MEETING.search(words) else ""


def is_some_of_them(pledge: Statement, outcome: Statement) -> bool:
    """Whether a batch was promised and a number of the very kind is told: 一批零碳工厂, 首批近零碳工厂30家."""
    if pledge.measure != Measure.DONE or not pledge.subject.startswith("一批"):
        return False
    told, kind = figure(outcome.value), pledge.subject.removeprefix("一批")
    if told is None or told < _A_BATCH:
        return False
    return name_of(outcome.subject).words == name_of(kind).words or is_one_of(outcome.subject, kind)
