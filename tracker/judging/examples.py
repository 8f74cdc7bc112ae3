"""Works counted with examples before the count: A、B、C等70个计划竣工项目, and a year later A、D等58个项目已经竣工.

Where both lists name one of the works and both are in the same state, the counts are of the same works, though their
names say nothing by themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reports.reading.records import Statement
from tracker.judging.naming import name_of
from tracker.judging.repeating import shared
from tracker.judging.units import compare, read_unit

#: The states that plans and reviews sort works by, each with the words for it.
_STATES = (re.compile("竣工|建成|完工|投产|投用|投运"), re.compile("开工"), re.compile("续建|在建"), re.compile("前期"))
_AND = re.compile("[、，]|以及")
#: A company alone (天方药业) has many works; so many characters name one of them: 顺达化工20万吨醋酸.
_ONE_WORK = 6


def share_an_example(pledge: Statement, outcome: Statement) -> bool:
    """Whether both count works in the same state and name one of the same among their examples."""
    mine, its = _examples(pledge), _examples(outcome)
    if not mine or not its or not compare(read_unit(pledge.unit), read_unit(outcome.unit)):
        return False
    state = _state(pledge)
    if state is None or state != _state(outcome):
        return False
    return any(shared(one, other) >= _ONE_WORK for one in mine for other in its)


def _examples(statement: Statement) -> tuple[str, ...]:
    if statement.number is None:
        return ()
    return _listed(statement.quote[: max(0, statement.number.start - statement.start)])


@lru_cache(maxsize=8192)
def _listed(before: str) -> tuple[str, ...]:
    """The members of a list that ends in 等 before a count; none where no list stands there."""
    if not before.endswith("等") or "、" not in before:
        return ()
    return tuple(name_of(words).words for words in _AND.split(before[:-1]))


def _state(statement: Statement) -> int | None:
    """Which state the counted works are in, by their name and what follows the count; None where none is said."""
    number = statement.number
    words = statement.subject + (statement.quote[number.end - statement.start :] if number else "")
    return next((place for place, state in enumerate(_STATES) if state.search(words)), None)
