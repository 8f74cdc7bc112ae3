"""Where in a report each stretch of text stands: review, targets, tasks, problems, glossary, furniture.

Titles vary from place to place, are missing, or stand inside a line; so a section is opened by a cue, either a
title (二、2019年工作安排) or the head of a sentence (今年主要预期目标是). The cues are data: ``lexicon/sections.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from reports.reading.lexicon.load import SectionCue, section_cues, section_triggers
from reports.reading.numerals import chinese
from reports.reading.periods import plan_end
from reports.words import Kind, Section

#: A statement of these sections is a promise, of those a result (an appended report on information disclosure tells of
#: the year behind it); the others hold no statement.
PLEDGES = frozenset(
    {Section.TERM_TARGETS, Section.YEAR_TARGETS, Section.YEAR_TASKS, Section.PRACTICAL, Section.CONDUCT}
)
OUTCOMES = frozenset({Section.REVIEW_YEAR, Section.REVIEW_TERM, Section.APPENDED})
#: How far into a sentence a cue may reach, in characters.
HEAD = 130
#: A title is no longer than this.
TITLE = 48
#: The title of a report and what a page puts before it are no longer than this.
FRONT = 800

_PROMISING = re.compile(r"将|要|力争|确保|争取|加快|今年|目标")
_TELLING = re.compile(r"同比|比上年|达到了?|完成了?|实现了?|已|去年|累计")

_LIST_MARK = re.compile(
    r"[\s　​?]*(?:[一二三四五六七八九十]{1,3}[、,，.．]|第[一二三四五六七]部分"
    r"|[（(][一二三四五六七八九十]{1,3}[)）]|——)?\s*"
)
_BOUNDARY = re.compile(r"[。！？!?；;\n]")


@dataclass(frozen=True, slots=True)
class SectionSpan:
    """A stretch [start, end) of one section; ``kind`` is what its statements are, None where it holds none."""

    start: int
    end: int
    section: Section
    kind: Kind | None


def find(text: str, plan_year: int | None = None) -> list[SectionSpan]:
    """Sections in the order of the text, covering it from 0 to its end without gaps."""
    cues = _cues(text, plan_year)
    marks = [(0, _opening(text, cues))]
    for at, section in cues:
        if section is not marks[-1][1]:
            marks.append((at, section))
    ends = [at for at, _ in marks[1:]] + [len(text)]
    return [
        SectionSpan(start, end, section, kind_of(section))
        for (start, section), end in zip(marks, ends, strict=True)
        if end > start
    ]


def whole(text: str, section: Section) -> SectionSpan:
    """A text that is of one section from its first to its last word."""
    return SectionSpan(0, len(text), section, kind_of(section))


def _opening(text: str, cues: list[tuple[int, Section]]) -> Section:
    """What stands before the first cue: a title and its furniture, or a report whose first title is lost.

    A long stretch before a look back or the problems is a review; a text without any cue is what its words are.
    """
    if not cues:
        return (
            Section.YEAR_TASKS if len(_PROMISING.findall(text)) > len(_TELLING.findall(text)) else Section.REVIEW_YEAR
        )
    at, section = cues[0]
    return Section.REVIEW_YEAR if at > FRONT and section in OUTCOMES | {Section.PROBLEMS} else Section.OTHER


def kind_of(section: Section) -> Kind | None:
    """Pledge, outcome, or None for sections whose figures are background (problems, glossary, furniture)."""
    if section in PLEDGES:
        return Kind.PLEDGE
    return Kind.OUTCOME if section in OUTCOMES else None


def _cues(text: str, plan_year: int | None) -> list[tuple[int, Section]]:
    """Openings of sections: the place and the section, in order, after the rules of what may follow what."""
    found: list[tuple[int, Section]] = []
    now = Section.OTHER
    planned = False
    inside = _titles_inside(text)
    for head in _heads(text, inside):
        cue = _cue_at(text, head, plan_year, inside.get(head))
        if cue is None or cue.section is now:
            continue
        if (planned and now is Section.OTHER) or not (
            _may_follow(now, cue) or (planned and _is_annex(text, head, now, cue, plan_year))
        ):
            continue
        if now is Section.TERM_TARGETS and cue.at == "head" and not _THIS_YEAR.search(text, head, head + TITLE):
            # 实现上述目标 among the targets of a five-year plan speaks of those targets.
            continue
        if found and found[-1][0] > head:
            found.pop()
        found.append((head, cue.section))
        if cue.section is Section.YEAR_TARGETS:
            end = text.find("\n", head + TITLE)
            if end >= 0:
                found.append((end, Section.YEAR_TASKS))
                now = Section.YEAR_TASKS
                planned = True
                continue
        listed = _end_of_list(text, head) if cue.section is Section.PRACTICAL and now in PLEDGES else None
        if listed is not None:
            found.append((listed, now))
            continue
        now = cue.section
        planned = planned or now in PLEDGES
    return found


def _may_follow(now: Section, cue: SectionCue) -> bool:
    """What may come after what: reports run review, problems, targets, tasks, conduct, then the papers appended.

    政府自身建设 among the results is a result; 存在的问题 among the tasks is a task; 过去一年 in a sentence among the
    tasks looks back for that sentence only, so only a title leads back from a plan to a review.
    """
    section = cue.section
    if now in (Section.GLOSSARY, Section.APPENDED):
        return section in (Section.APPENDED, Section.OTHER)
    if section in (Section.CONDUCT, Section.PRACTICAL):
        return now in PLEDGES
    if section is Section.PROBLEMS:
        return now in OUTCOMES or now is Section.OTHER
    if section in OUTCOMES and now in PLEDGES:
        return cue.at == "title"
    return True


#: What heads a paper annexed: 附件, 附：, 附件2.
_ANNEX = re.compile(r"附(?:件|录|表)?[\d一二三四五]{0,2}[：:]?$")


def _is_annex(text: str, head: int, now: Section, cue: SectionCue, plan_year: int | None) -> bool:
    """Whether the list of practical matters is annexed behind the glossary: under 附件, or by the year of the plan.

    An entry of the glossary (12．民生实事) is none.
    """
    if now is not Section.GLOSSARY or cue.section is not Section.PRACTICAL:
        return False
    line = text[head : head + TITLE].lstrip().partition("\n")[0]
    return line.startswith(f"{plan_year}年") or _ANNEX.search(text[max(0, head - TITLE) : head].rstrip()) is not None


#: The number of a title or an item, by the style it is written in: （三）, 三、, 3.
_NUMBER = re.compile(
    r"(?:^|(?<=[\n。；;]))[\s　]*([（(]?)([一二三四五六七八九十]{1,3}|\d{1,2})(?:[)）]|[、.．](?!\d))", re.MULTILINE
)


def _end_of_list(text: str, head: int) -> int | None:
    """Where a list of practical matters within a plan ends: at a number that counts none of its items; None without.

    Items count from one, in one style or several; （四）加强生态 behind （三）办好民生实事 counts on from the title.
    """
    title = _NUMBER.match(text, head)
    last: dict[tuple[bool, bool], int] = {}
    for number in _NUMBER.finditer(text, title.end() if title else head):
        style = bool(number[1]), number[2].isdigit()
        value = int(number[2]) if number[2].isdigit() else int(chinese(number[2]) or 0)
        if value not in (1, last.get(style, 0) + 1):
            return number.start()
        last[style] = value
    return None


#: A text whose lines are longer than this on average has lost its line breaks.
_UNBROKEN = 2000
#: Titles of a report that can be told without a line of their own.
_TITLE_INSIDE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、)?(?:(?:(?:19|20)\d\d|[xX×]{2,4})年|过去的?[一五]年|[今未][后来]五年|“?十[一二三四]?五”?时期)的?(?:和[^，。]{2,8})?"
    r"(?:主要|政府|重点)*工作(?:总体|主要)?(?:回顾|任务|安排|部署|重点|总结)|[※*附：:]*名词解释[※*]?(?=\[?1|[“《])|分享到[:：]"
)


def _titles_inside(text: str) -> dict[int, int]:
    """Where titles stand, start to end, in a text that has lost its line breaks; empty for any other text."""
    if text.count("\n") * _UNBROKEN > len(text):
        return {}
    return {match.start(): match.end() for match in _TITLE_INSIDE.finditer(text)}


def _heads(text: str, inside: dict[int, int]) -> list[int]:
    """Starts of the sentences that hold a trigger word near their head, and of titles inside a line, in order."""
    heads: list[int] = []
    openings = sorted({0, *(match.end() for match in _BOUNDARY.finditer(text)), *inside, *inside.values()})
    last = -1
    for _, at, _ in section_triggers().find_matches_as_indexes(text):
        start = openings[bisect_right(openings, at) - 1]
        if start and at - start >= HEAD:
            continue
        if start != last:
            heads.append(start)
            last = start
    return heads


_THIS_YEAR = re.compile(r"今年|全年|(?:19|20)\d\d年")
_LOOKS_BACK = SectionCue(Section.REVIEW_YEAR, "title", re.compile(""))
_OPENS_PLAN = SectionCue(Section.TERM_TARGETS, "head", re.compile(""))
_YEAR = re.compile(r"(?:19|20)\d\d")
#: A five-year plan has this many years after its first.
_LATER = 4


def _opens_plan(words: str, plan_year: int | None) -> bool:
    """Whether the words speak of the five-year plan that begins this year (十四五时期是…, said in 2021)."""
    end = plan_end(words)
    return end is not None and plan_year is not None and end - plan_year == _LATER


def _looks_back(words: str, plan_year: int | None) -> bool:
    """Whether the words name the year before the plan's, and none later."""
    years = [int(year) for year in _YEAR.findall(words)]
    return bool(years) and plan_year is not None and max(years) == plan_year - 1


def _cue_at(text: str, start: int, plan_year: int | None, title_end: int | None) -> SectionCue | None:
    """The cue that opens a section at ``start``, or None; ``title_end`` ends a title that stands inside a line."""
    body = _LIST_MARK.match(text, start).end()  # type: ignore[union-attr]
    line_end = text.find("\n", body, body + HEAD)
    line_end = line_end if line_end >= 0 else min(len(text), body + HEAD)
    line_end = title_end or line_end
    line_start = text.rfind("\n", max(0, start - HEAD), start) + 1 if start else 0
    opens_line = title_end is not None or not text[line_start:start].strip() or start == 0
    numbered = body > start and not text[start:body].isspace()
    head = text[body:line_end]
    stops = [at for at in (head.find("。"), head.find("！"), head.find("；")) if at >= 0]
    sentence = head[: min(stops)] if stops else head
    is_line = opens_line and len(head.strip()) <= TITLE and not stops
    for cue in section_cues():
        if cue.at == "line" and not is_line:
            continue
        if cue.at == "title" and not (is_line or (numbered and opens_line) or numbered):
            continue
        window = sentence[:TITLE] if cue.at == "title" else sentence
        found = cue.pattern.match(window)
        if not found or (cue.at == "title" and not is_line and "，" in window[:8]):
            continue
        if cue.section in PLEDGES and _looks_back(found.group(), plan_year):
            # 2007年政府的工作 is a review though it reads like the title of a plan; 2025年目标任务顺利完成 is no title.
            if cue.at == "title":
                return _LOOKS_BACK
            continue
        if cue.section is Section.REVIEW_TERM and _opens_plan(found.group(), plan_year):
            return _OPENS_PLAN
        return cue
    return None
