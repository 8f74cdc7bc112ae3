"""The clause a figure stands in: what is said of this figure and not of the next one."""

from __future__ import annotations

import re

from reports.reading.records import Statement
from tracker.judging.ladder import UNDER_WAY, rungs

_MARK = re.compile(r"[，；。：]")
#: 老旧小区500个、老旧管网4600公里: one figure of a list ends where the next thing begins.
_LISTED_BEFORE = re.compile(r".*\d[^、]*、")
_LISTED_AFTER = re.compile(r"、(?=.*\d)")
#: 27个项目早投产、早达效, 建成5所, 完成改造: the work is to be at an end.
_FINISHED = re.compile(
    r"建成|竣工|完工|完成|投产|投用|投运|投入使用|投入运营|达产|达效|通车|交付|交工|启用|开业|开园|运行"
)
#: 20个项目稳步推进, 加快推进6个项目: no word of an end.
_GOING_ON = re.compile(
    r"(?:稳步|加快|加速|有序|扎实|顺利|持续|强力|强势|全力)(?:推进|建设|推动)|进展(?:顺利|良好|较快|迅速)"
)


def clause_around(statement: Statement) -> str:
    """The words around the figure as far as the next mark or the next figure of a list; all words where it has none."""
    if statement.number is None:
        return statement.quote
    at, end = statement.number.start - statement.start, statement.number.end - statement.start
    before, after = _MARK.split(statement.quote[:at])[-1], _MARK.split(statement.quote[end:])[0]
    if listed := _LISTED_BEFORE.match(before):
        before = before[listed.end() :]
    if listed := _LISTED_AFTER.search(after):
        after = after[: listed.start()]
    return before + after.removeprefix(statement.unit)


def promises_an_end(pledge: Statement) -> bool:
    """Whether what is counted is promised to be finished or in use: 27个项目早投产、早达效."""
    return pledge.number is not None and bool(_FINISHED.search(clause_around(pledge)))


def is_going_on(outcome: Statement) -> bool:
    """Whether what is counted is only said to go on: 20个项目稳步推进."""
    if outcome.number is None:
        return False
    clause = clause_around(outcome)
    if _FINISHED.search(clause):
        return False
    unfinished = [rung.unfinished for rung in rungs()[:UNDER_WAY] if rung.unfinished]
    return bool(_GOING_ON.search(clause)) or any(words.search(clause) for words in unfinished)
