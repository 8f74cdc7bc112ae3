"""A government's year under its verdicts, in the order of every bar and table; the contents lead to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Rule, Topic, Verdict
from tracker.site.lines import Line

#: The order of every bar and table: what was answered, then what nobody can hold against it or not yet.
ORDER = (
    Verdict.KEPT,
    Verdict.IN_PART,
    Verdict.BROKEN,
    Verdict.UNREPORTED,
    Verdict.NOT_ASSESSABLE,
    Verdict.WITHDRAWN,
    Verdict.PENDING,
)
#: Fewer lines are seen at a glance without heads of topics between them.
FEWEST_GROUPED = 9


@dataclass(frozen=True)
class Group:
    """Lines with what they have in common; ``title`` is empty for the only group of a verdict.

    ``anchor`` is its place on the page.
    """

    anchor: str
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class VerdictLines:
    """The lines of one verdict: what the government itself admits first, then by topic where there are many."""

    verdict: Verdict
    lines: Sequence[Line]
    groups: Sequence[Group]

    @property
    def contents(self) -> Sequence[Group]:
        """The groups where there is more than one to choose from."""
        return self.groups if len(self.groups) > 1 else ()


def by_verdict(found: Sequence[Line]) -> list[VerdictLines]:
    """The lines under their verdicts, none that is empty; within a group they stay in their order."""
    sections = []
    for verdict in ORDER:
        rows = [row for row in found if row.verdict == verdict]
        if rows:
            sections.append(VerdictLines(verdict, rows, _groups(verdict, rows)))
    return sections


def _groups(verdict: Verdict, rows: Sequence[Line]) -> list[Group]:
    admitted = [row for row in rows if is_admitted(row)]
    others = [row for row in rows if not is_admitted(row)]
    if not admitted and len(rows) < FEWEST_GROUPED:
        return [Group("", "", rows)]
    first = [Group(f"{verdict}-admitted", _("Missed, by the government’s own account"), admitted)] if admitted else []
    language = get_language() or "en"
    topics = [(topic, [row for row in others if row.topic == topic]) for topic in Topic]
    return [*first, *(Group(f"{verdict}-{topic}", topic.name_in(language), lines) for topic, lines in topics if lines)]


def is_admitted(row: Line) -> bool:
    """Whether the next report itself says that the pledge was missed."""
    verdict = row.commitment.verdict
    return verdict is not None and verdict.rule == Rule.ADMITTED.value
