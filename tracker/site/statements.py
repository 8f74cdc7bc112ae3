"""What a report states, in the order of its text: its pledges, and its results with the pledges they answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Value

from reports.models import Report
from reports.words import Kind, Verdict
from tracker.models import Commitment, Link, Outcome
from tracker.scoreboard import Counts
from tracker.site.lines import Line, deed_of, lines
from tracker.site.own_words import anchor_of

#: The sign of a result that answers no pledge on record: it was told, but nobody had promised it.
UNPROMISED = "unpromised"
#: Every sign a statement may bear, in the order of bars and tables.
SIGNS = (*(verdict.value for verdict in Verdict), UNPROMISED)


@dataclass(frozen=True)
class Said:
    """A statement where it stands: a pledge has its ``line``, a result its ``outcome`` and what it ``answers``.

    ``signs`` are the verdicts of these pledges, each once, or ``UNPROMISED``; none where a result answers only pledges
    that may not be shown yet.
    """

    start: int
    end: int
    kind: Kind
    signs: tuple[str, ...]
    line: Line | None = None
    outcome: Outcome | None = None
    answers: tuple[Line, ...] = ()

    @cached_property
    def row(self) -> str:
        """Its row in the table of statements: c and a pledge's key, o and a result's."""
        return f"c{self.line.commitment.pk}" if self.line else f"o{self.outcome.pk if self.outcome else 0}"

    @cached_property
    def statement(self) -> Commitment | Outcome:
        """Its row; a ValueError where it is neither a pledge nor a result."""
        found = self.line.commitment if self.line else self.outcome
        if found is None:
            raise ValueError("a statement is a pledge or a result")
        return found

    @cached_property
    def number(self) -> tuple[int, int] | None:
        """Where its figure is printed, None where it has none."""
        start, end = self.statement.number_start, self.statement.number_end
        return None if start is None or end is None else (start, end)

    @property
    def anchor(self) -> str:
        """Its name in an address, from itself alone."""
        return anchor_of(self.statement)

    @property
    def unit(self) -> str:
        """The unit of its figure as written."""
        return self.statement.unit

    @property
    def name(self) -> str:
        """What it is about, in the report's words."""
        return self.statement.subject

    @property
    def deed(self) -> str:
        """What is to be done, empty where it is no deed."""
        return deed_of(self.statement)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The pledges it is about: itself, or those that it answers."""
        return (self.line,) if self.line else self.answers


def statements_of(report: Report, *, unreviewed: bool) -> list[Said]:
    """Everything the public sees of what the report states, from three queries, by where they begin."""
    answered = _answered(report)
    keys = {key for answers in answered.values() for key in answers}
    # A pledge that is known from its admission alone stands where the admission stands, and that is a result.
    own = Q(report=report, known_from=Commitment.KnownFrom.PLEDGE)
    rows = Commitment.objects.current().filter(own | Q(pk__in=keys)).select_related("indicator", "verdict__outcome")
    current = list(rows.order_by("start", "pk"))
    shown = {row.commitment.pk: row for row in lines(row for row in current if unreviewed or row.is_reviewed)}
    hidden = {row.pk for row in current} - set(shown)
    is_own = (report.pk, Commitment.KnownFrom.PLEDGE.value)
    found = [_pledged(row) for row in shown.values() if (row.commitment.report_id, row.commitment.known_from) == is_own]
    for outcome in Outcome.objects.shown(unreviewed=unreviewed).filter(report=report).order_by("start", "pk"):
        asked = answered.get(outcome.pk, ())
        found.append(_told(outcome, [shown[key] for key in asked if key in shown], hidden.intersection(asked)))
    found.sort(key=lambda said: (said.start, -said.end))
    return found


def counted(found: Iterable[Line]) -> Counts:
    """How many of the pledges carry each verdict; one that comes twice or repeats another counts once."""
    verdicts = {line.commitment.pk: line.verdict.value for line in found if not line.is_repeat}
    return Counts(**Counter(verdicts.values()))


def signs_of(statements: Sequence[Said]) -> list[tuple[str, int]]:
    """The signs that statements bear, in their order, with how many bear each."""
    count = Counter(sign for said in statements for sign in said.signs)
    return [(sign, count[sign]) for sign in SIGNS if count[sign]]


def _pledged(line: Line) -> Said:
    row = line.commitment
    return Said(row.start, row.end, Kind.PLEDGE, (line.verdict.value,), line)


def _told(outcome: Outcome, answers: Sequence[Line], hidden: Collection[int]) -> Said:
    signs = tuple(dict.fromkeys(line.verdict.value for line in answers))
    if not signs and not hidden:
        signs = (UNPROMISED,)
    return Said(outcome.start, outcome.end, Kind(outcome.kind), signs, None, outcome, tuple(answers))


def _answered(report: Report) -> dict[int, list[int]]:
    """The pledges that each result of the report answers, alone, in part, or by adding up with others.

    Those first whose verdict rests on it. A verdict that a person set may do so although no link stands.
    """
    # In one query, by rank: what a verdict rests on (0) comes before what is linked only (1).
    links = Link.objects.filter(outcome__report=report, state__in=Link.STANDING).order_by()
    resting = Commitment.objects.filter(verdict__outcome__report=report).order_by()
    pairs = links.values_list(Value(1), "commitment", "outcome").union(
        resting.values_list(Value(0), "pk", "verdict__outcome"), all=True
    )
    found: dict[int, dict[int, None]] = defaultdict(dict)
    for _rank, commitment, outcome in sorted(pairs):
        found[outcome][commitment] = None
    return {outcome: list(commitments) for outcome, commitments in found.items()}
