"""What one plan promises for its year, each pledge under what it is a pledge about."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from reports.reading.lexicon import indicators
from reports.reading.records import Reading, Span, Statement
from reports.words import Comparator, Hedge, Measure
from tracker.judging.choose import figure
from tracker.judging.constants import GOALPOST_LEAST
from tracker.judging.goalposts.headline import of_the_year, passages
from tracker.judging.goalposts.tables import named
from tracker.judging.naming import mended, name_of

#: A narrower circle within the name, which the indicator's code does not tell: 县域生产总值, 市本级收入.
_CIRCLE = re.compile(r"县域|本级|区属|市属|属地|全口径|[省市县区]级|中心城区")
#: A part or a wider place named in the clause: outside the headline it makes a figure another one.
_PART = re.compile(r"园|集聚区|开发区|新区|[省市县区]级|本级|中心城区|乡镇|其中|全国|企业|民营|国有|重点|农村|项目")
_MARK = re.compile(r"[，。；,;\n]")
#: Shorter words that are no indicator's name may be anything's: 总投资, 项目.
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Key:
    """What a pledge is about: an indicator, else the words of its subject; with the circle its name adds."""

    indicator: str
    name: str
    circle: frozenset[str]


def key_of(statement: Statement) -> Key | None:
    """The key of a pledge; None where its words could be anything's."""
    indicator = statement.indicator or indicators.code(mended(statement.subject))
    indicator = indicator or named().get((statement.subject, statement.measure.value))
    circle = frozenset(_CIRCLE.findall(statement.subject))
    if indicator:
        return Key(indicator, "", circle)
    name = name_of(statement.subject)
    if len(name.words) < _SHORT:
        return None
    return Key("", name.words, frozenset(map(str, name.ranks)))


#: Deeds (完成省下达任务), ratios of parts and ranks are no targets that could be moved or missed.
NO_TARGET = ("done", "ratio", "rank")


def measure_of(statement: Statement) -> str:
    """What compares with what: growth and decline are one; the step and the deed are apart from all figures."""
    if statement.comparator == Comparator.SYNC:
        return "in_step"
    if statement.measure in (Measure.GROWTH, Measure.DECLINE) and statement.unit == "%":
        return "change"
    return statement.measure.value


@dataclass(frozen=True)
class Plan:
    """One report's plan. ``is_digest`` says that its words are not the report's own."""

    reading: Reading
    is_digest: bool = False

    @property
    def year(self) -> int:
        return self.reading.plan_year

    @cached_property
    def pledges(self) -> dict[Key, list[Statement]]:
        """The pledges for the year under their keys, in the order of the text."""
        found: dict[Key, list[Statement]] = defaultdict(list)
        for statement in of_the_year(self.reading):
            key = key_of(statement)
            if key is not None:
                found[key].append(statement)
        return dict(found)

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """The sentences of the headline targets."""
        return passages(self.reading)

    @cached_property
    def indicators(self) -> frozenset[str]:
        """Every indicator that any pledge for the year names, in whatever circle."""
        return frozenset(key.indicator for key in self.pledges if key.indicator)

    @cached_property
    def headline(self) -> dict[Key, list[Statement]]:
        """The pledges of standing indicators in the headline; empty where too few were read to call it one."""
        found: dict[Key, list[Statement]] = {}
        for key, statements in self.pledges.items():
            inside = [statement for statement in statements if self.is_headline(statement)]
            if inside and key.indicator:
                found[key] = inside
        return found if len({key.indicator for key in found}) >= GOALPOST_LEAST else {}

    def is_headline(self, statement: Statement) -> bool:
        """Whether the pledge stands among the headline targets."""
        return any(span.start <= statement.start < span.end for span in self.passages)

    def target(self, key: Key, measure: str) -> Statement | None:
        """The one pledge of this key and measure: of the headline first, and one that promises a result before one
        that strives for more (增长9%以上，力争达到10%). None where there is none, or several that differ."""
        statements = self.pledges.get(key, ())
        inside = [s for s in statements if self.is_headline(s)]
        found = inside or [s for s in statements if not self._is_of_part(s)]
        found = [s for s in found if measure_of(s) == measure]
        found = [s for s in found if s.hedge == Hedge.NONE] or found
        said = {(s.value, s.value_high, s.unit, s.comparator) for s in found}
        return found[0] if len(said) == 1 else None

    def _is_of_part(self, statement: Statement) -> bool:
        words = clause_before(self.reading, statement).rpartition("、")[2].replace(statement.subject, "")
        return bool(statement.indicator and _PART.search(words))


def clause_before(reading: Reading, statement: Statement) -> str:
    """The words of the clause up to the figure, a list included: 力争A项1家、B项2家."""
    end = statement.number.start if statement.number else statement.end
    return _MARK.split(reading.text[max(0, end - 40) : end])[-1]


def has_figure(statement: Statement) -> bool:
    """Whether the pledge names a figure of its own."""
    return figure(statement.value) is not None
