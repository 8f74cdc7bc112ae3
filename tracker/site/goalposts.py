"""How a government's targets moved, as its page shows them: by year, each with both quotes and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language

from reports.models import Jurisdiction
from tracker.judging.goalposts.explain import sentence
from tracker.judging.goalposts.records import Move, Weight
from tracker.models import Goalpost

#: Of its pledges, whose rows are wide, a moved target shows the words.
_SHOWN = (
    *("kind", "severity", "year_before", "year_after", "computation", "indicator__code"),
    *(f"{pledge}__{name}" for pledge in ("before", "after") for name in ("quote", "subject", "review_state")),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One target that moved; ``sentence`` is made from its data in the language active now."""

    row: Goalpost
    kind: Move
    weight: Weight
    sentence: str

    @property
    def is_warning(self) -> bool:
        """Whether it says more than that something changed."""
        return self.weight == Weight.WARNING


@dataclass(frozen=True, slots=True)
class MovedInYear:
    """What moved with the plan of one year; ``is_open`` where the page shows it at once."""

    year: int
    moved: Sequence[Moved]
    is_open: bool

    @property
    def warnings(self) -> int:
        """How many of them are warnings."""
        return sum(one.is_warning for one in self.moved)


def moved_targets(place: Jurisdiction, year: int | None, *, unreviewed: bool) -> list[MovedInYear]:
    """Every moved target of a government by the year it moved to, latest first; in one query.

    The year of the page is open, and the latest one where that year has none.
    """
    rows = Goalpost.objects.filter(jurisdiction=place).shown(unreviewed=unreviewed).latest_first()
    rows = rows.select_related("before", "after", "indicator").only(*_SHOWN)
    found = [moved(row) for row in rows]
    years = [(after, list(group)) for after, group in groupby(found, key=lambda one: one.row.year_after)]
    shown = year if any(after == year for after, _group in years) else years[0][0] if years else None
    return [MovedInYear(after, group, after == shown) for after, group in years]


def moved(row: Goalpost) -> Moved:
    """The row with its words and its sentence."""
    return Moved(row, Move(row.kind), Weight(row.severity), told(row, get_language() or "en"))


def told(row: Goalpost, language: str) -> str:
    """The sentence about a moved target."""
    code = row.indicator.code if row.indicator else ""
    return sentence(Move(row.kind), code, row.year_before, row.year_after, row.computation, language)
