"""Works counted with examples before the count: A、B、C等70个计划竣工项目, and a year later A、D等58个项目已经竣工.

Where both lists name one of the works and both are in the same state, the counts are of the same works, though their
names say nothing by themselves. Where all of them are named and none of the names is told again, the counts are of
others.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import dropwhile

from reports.reading.lexicon.deeds import kind_of
from reports.reading.records import Statement
from tracker.judging.choose import figure
from tracker.judging.naming import name_of
from tracker.judging.repeating import shared
from tracker.judging.units import compare, read_unit

#: The states that plans and reviews sort works by, each with the words for it.
_STATES = (re.compile("竣工|建成|完工|投产|投用|投运"), re.compile("开工"), re.compile("续建|在建"), re.compile("前期"))
_AND = re.compile("[、，]|以及")
#: A company alone (天方药业) has many works; so many characters name one of them: 顺达化工20万吨醋酸.
_ONE_WORK = 6
#: Where the names of the works counted begin: behind the last mark, and behind a figure of the list (小区5个、管网).
_BEFORE_NAMES = re.compile(r".*(?:[，。；：]|\d[^、]*、)")
#: What stands between the names of a list.
_BETWEEN = re.compile("[、和与及]|以及")
#: The verbs before the first name: 打通南街、北街2条断头路.
_VERBS = re.compile(
    "^(?:力争|确保|加快|推进|推动|抓好|实施|完成|建成|建设|新建|续建|改建|扩建|新改建|改造|打通|整治|治理|提升|改善|开工)+"
)
#: So many characters in a row of a name tell it again, of a name of two both of them.
_TOLD_AGAIN = 3


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


def names_of_works(statement: Statement) -> tuple[str, ...]:
    """The names of the works counted, all or some, that stand before their count: 南渠、北渠2处公园, 东路等6条道路.

    A name with another head that stands before those without one (甲高铁、乙等3条高速) is none of them.
    """
    if statement.number is None or read_unit(statement.unit).kind not in ("bare", "count"):
        return ()
    before = _BEFORE_NAMES.sub("", statement.quote[: max(0, statement.number.start - statement.start)])
    listed = before.removesuffix("等")
    if listed == before and "、" not in listed:
        return ()
    names = [name for name in (_VERBS.sub("", words) for words in _BETWEEN.split(listed)) if len(name) > 1]
    if any(_is_bare(name, statement.subject) for name in names):
        names = list(dropwhile(lambda name: not _is_bare(name, statement.subject), names))
    return tuple(names)


def _is_bare(name: str, counted: str) -> bool:
    """Whether the name has no head that says what it is, or that of what is counted."""
    return kind_of(name) == "other" or name[-1] in counted


def are_told(names: tuple[str, ...], quote: str) -> bool:
    """Whether the quote tells one of the names again."""
    return any(_is_told(name, quote) for name in names)


@lru_cache(maxsize=8192)
def _is_told(name: str, quote: str) -> bool:
    run = SequenceMatcher(None, name, quote, autojunk=False).find_longest_match()
    return run.size >= min(len(name), _TOLD_AGAIN)


def are_others(pledge: Statement, outcome: Statement) -> bool:
    """Whether both name works they count, one of them all, and none of the same: 甲路等3条, 乙路、丙路2条.

    Where 等 stands before either count (甲路等3条, 乙路、丙路等4条) a name may be among those left out.
    """
    mine, its = names_of_works(pledge), names_of_works(outcome)
    if not mine or not its or are_told(mine, outcome.quote) or are_told(its, pledge.quote):
        return False
    return any(_are_all(names, one) for names, one in ((mine, pledge), (its, outcome)))


def _are_all(names: tuple[str, ...], statement: Statement) -> bool:
    counted = figure(statement.value)
    return counted is not None and counted <= len(names)
