"""Pledges to move in step with the economy, which have no figure of their own: 居民收入增长与经济增长基本同步.

The reasons carry how close the step must be, ``in_step:basic`` (基本同步), ``in_step:plain`` (同步, 不低于) or
``in_step:faster`` (高于, 快于), and after it what is stepped with, ``in_step:to:gdp``.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from reports.reading import lists, periods
from reports.reading.clauses import Clause
from reports.reading.lexicon import indicators
from reports.reading.records import Statement
from reports.words import Comparator, Hedge, Kind, Measure

#: A clause longer than this is no clause (a text without punctuation).
LONGEST_CLAUSE = 400

_ECONOMY = r"(?:(?:全[国省市县区])?(?:地区|国内)?(?:生产总值|GDP|经济)(?:发展|增长|增速|增幅)?(?:的?速度|水平)?)"
_STEP = re.compile(
    rf"(?:(?:增长|增速|增幅|提高)?(?:要|应)?(?:与|和|同){_ECONOMY}(?P<close>[^，,。；;\n]{{0,6}}?)(?:同步)"
    # 社会融资规模增速与名义经济增速基本匹配
    rf"|(?:增长|增速|增幅)?(?:要|应)?(?:与|和|同)名义{_ECONOMY}(?P<matched>[^，,。；;\n]{{0,6}}?)匹配"
    rf"|(?:增长|增速|增幅|提高)?(?:要|应|略|稍|力争|年均)*(?P<over>高于|快于|超过|不低于){_ECONOMY}(?=[，,。；;、\n]|$))"
)
#: Each branch begins with a sign of its own, so that the scan leaps from one such sign to the next.
_TRIGGER = re.compile(rf"同步|匹配|高于{_ECONOMY}|快于{_ECONOMY}|超过{_ECONOMY}|不低于{_ECONOMY}")
_LEAD = re.compile(
    r"^(?:努力|力争|确保|争取|保持|实现|促进|推动|坚持|继续|使|其中|全[国省市县区](?=居民|城)|今年|年均|以及|和|预期|主要|是|：|:)+"
)
_GROWTH = re.compile(r"(?:的)?(?:实际|年均|名义|持续|稳定|平均)*(?:增长|增速|增幅|提高)?$")
_STRIVE = re.compile(r"力争|争取|努力|预计|计划")


def find(text: str, clauses: list[Clause], plan_year: int) -> list[Statement]:
    """One row for each standing indicator that is pledged to keep step: comparator sync, measure growth, no number.

    A subject that names no indicator of the table gives none: what is to keep step could not be looked up.
    """
    if not clauses:
        return []
    starts = [clause.start for clause in clauses]
    found: list[Statement] = []
    last = -1
    for trigger in _TRIGGER.finditer(text, clauses[0].start, clauses[-1].end):
        at = bisect_right(starts, trigger.start()) - 1
        if at <= last or clauses[at].kind is not Kind.PLEDGE:
            continue
        last = at
        clause = clauses[at]
        if clause.end - clause.start > LONGEST_CLAUSE:
            continue
        match = _STEP.search(text, clause.start, clause.end)
        if match is None:
            continue
        begin, subjects = _subjects(text, clauses, at, match.start())
        when = periods.of(
            clause.section, plan_year, text[clause.start : match.end()], "", cumulative=True, term_end=plan_year + 4
        )
        for subject in subjects:
            found.append(
                Statement(
                    kind=Kind.PLEDGE,
                    start=begin,
                    end=match.end(),
                    quote=text[begin : match.end()],
                    number=None,
                    subject=subject,
                    indicator=indicators.code(subject),
                    measure=Measure.GROWTH,
                    comparator=Comparator.SYNC,
                    period=when.period,
                    deadline=when.deadline,
                    hedge=Hedge.STRIVE if _STRIVE.search(text[clause.start : match.end()]) else Hedge.NONE,
                    section=clause.section,
                    confidence=0.95,
                    reasons=(f"in_step:{_pace(match)}", "in_step:to:gdp"),
                )
            )
    return found


def _pace(match: re.Match[str]) -> str:
    if match["over"]:
        return "plain" if match["over"] == "不低于" else "faster"
    return "basic" if "基本" in (match["close"] or match["matched"] or "") else "plain"


def _subjects(text: str, clauses: list[Clause], at: int, end: int) -> tuple[int, list[str]]:
    """Where the subject begins and the indicators it names; 居民收入增长5%，与经济增长同步 has it a clause before."""
    clause = clauses[at]
    start = clause.start
    if not text[start:end].strip("，、 ") and at and clauses[at - 1].sentence_start == clause.sentence_start:
        start, end = clauses[at - 1].start, clauses[at - 1].end
    # 居民人均可支配收入增长5%以上、与经济增长同步: the words before the figure.
    figure = re.search(r"\d", text[start:end])
    words_end = start + figure.start() if figure else end
    begin = start
    lead = _LEAD.match(text[start:words_end])
    if lead:
        begin += lead.end()
    named = []
    for member in lists.split(text, begin, words_end):
        subject = _GROWTH.sub("", member.words)
        if indicators.code(subject):
            named.append(subject)
    return begin, named
