"""Whether an answer tells the very figure that was promised, of what bears nearly the same name."""

from __future__ import annotations

from difflib import SequenceMatcher

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


def tells_again(pledge: Statement, outcome: Statement) -> bool:
    """Whether the outcome repeats the pledge's figure, unit and measure, and names the thing alike.

    Alike is a name that is the same but for weak words (年度共建项目, 共建重点项目) or that ends the longer one, or a
    clause that shares six characters in a row that say something.
    """
    if not pledge.value or (pledge.value, pledge.unit) != (outcome.value, outcome.unit):
        return False
    if pledge.measure == Measure.DONE or len(pledge.value.replace(".", "")) < _DIGITS:
        return False
    mine, its = name_of(pledge.subject).words, name_of(outcome.subject).words
    own = {weak_words().sub("", words) for words in (mine, its)}
    if len(own) == 1 and len(own.pop()) >= _NAMED:
        return True
    shorter, longer = sorted((mine, its), key=len)
    if len(weak_words().sub("", shorter)) >= _NAMED and longer.endswith(shorter):
        return True
    return _shared(clause_around(pledge), clause_around(outcome)) >= _SHARED


def _shared(one: str, other: str) -> int:
    """Characters outside weak words of the longest run that both clauses have."""
    one, other = name_of(one).words, name_of(other).words
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return len(weak_words().sub("", one[run.a : run.a + run.size]))
