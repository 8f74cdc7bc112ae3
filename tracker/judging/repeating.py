"""Whether an answer tells the very figure that was promised, of what bears nearly the same name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from reports.reading.records import Statement
from reports.words import Measure
from tracker.judging.clauses import clause_around
from tracker.judging.naming import name_of, weak_words

#: A figure of one digit (2座, 5%) falls together by chance in any pair of reports.
_DIGITS = 2
#: So much of a name of its own makes it the end of the longer one: 绿道, of 联山联水联社区的绿道.
_NAMED = 2
#: So many characters in a row that two clauses share are no chance beside the same figure: 二级以上医疗机构.
_SHARED = 6
#: What 续建项目建设 and 年度计划续建项目 add to the state that tells the works apart.
_IDLE = re.compile(r"项目的?|工程|建设|任务|工作|计划|年度|重点|今年|全年")
#: A list of practical matters, whoever it was promised to (向群众承诺的实事, 惠民实事); 惠企实事 is another.
_MATTERS = re.compile(r"实事(?:项目|工程|任务)?$")


def tells_again(pledge: Statement, outcome: Statement) -> bool:
    """Whether the outcome repeats the pledge's figure, unit and measure, and names the thing alike.

    Alike is a name that is the same but for weak words (年度共建项目, 共建重点项目) or that ends the longer one, or a
    clause that shares six characters in a row that say something.
    """
    if not pledge.value or (pledge.value, pledge.unit) != (outcome.value, outcome.unit):
        return False
    if pledge.measure == Measure.DONE:
        return False
    mine, its = name_of(pledge.subject).words, name_of(outcome.subject).words
    own = {weak_words().sub("", _IDLE.sub("", words)) for words in (mine, its)}
    if len(own) == 1 and len(own.pop()) >= _NAMED:
        return True
    shorter, longer = sorted((mine, its), key=len)
    ends_alike = len(weak_words().sub("", shorter)) >= _NAMED and longer.endswith(shorter)
    if len(pledge.value.replace(".", "")) < _DIGITS:
        # 零就业家庭动态清零: a nought is said of what was to be gone, and of nothing else.
        return ends_alike and pledge.value == "0"
    if works_of(pledge.subject) == works_of(outcome.subject) and len(works_of(pledge.subject)) >= _NAMED:
        return True
    if are_matters(pledge.subject, outcome.subject):
        return True
    return ends_alike or shared(clause_around(pledge), clause_around(outcome)) >= _SHARED


@lru_cache(maxsize=8192)
def works_of(subject: str) -> str:
    """What tells works from others that are counted beside them: 续建 of 续建项目建设, 前期 of 项目的前期工作."""
    return _IDLE.sub("", name_of(subject).words)


def are_matters(one: str, other: str) -> bool:
    """Whether both subjects are a list of practical matters, and both or none of them is for enterprises."""
    return all(_MATTERS.search(subject) for subject in (one, other)) and ("企" in one) == ("企" in other)


@dataclass(frozen=True, slots=True)
class Beside:
    """The other figures promised of the same works in the same unit, and whether only their state names the works."""

    figures: frozenset[str]
    is_of_state: bool

    def takes(self, pledge: Statement, outcome: Statement) -> bool:
        """Whether the outcome answers, or may as well answer, one of the other promises.

        Plans count works twice, all of them and those of one trade: 前期项目9个, and then 6个项目的前期工作 of
        industry. A report that tells one of the two figures answers that one alone; one that tells neither may mean
        either.
        """
        if outcome.value in self.figures:
            return True
        return self.is_of_state and bool(self.figures) and outcome.value != pledge.value


def promised_beside(pledges: Sequence[Statement]) -> list[Beside]:
    """For each pledge what else is promised of the works it is about."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    keys = [(works_of(pledge.subject), pledge.unit) for pledge in pledges]
    for pledge, key in zip(pledges, keys, strict=True):
        if pledge.value and pledge.indicator is None:
            told[key].add(pledge.value)
    return [
        Beside(frozenset(told[key] - {pledge.value}), _is_state(key[0]))
        for pledge, key in zip(pledges, keys, strict=True)
    ]


@lru_cache(maxsize=8192)
def _is_state(works: str) -> bool:
    return bool(works) and not weak_words().sub("", works)


@lru_cache(maxsize=8192)
def shared(one: str, other: str) -> int:
    """Characters outside weak words of the longest run that both have."""
    one, other = name_of(one).words, name_of(other).words
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return len(weak_words().sub("", one[run.a : run.a + run.size]))
