"""How a government's targets moved, as its page shows them: one year's, each with both quotes and a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
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
class YearOfMoves:
    """How many targets moved with the plan of one year, and how many of them are warnings."""

    year: int
    count: int
    warnings: int


@dataclass(frozen=True, slots=True)
class MovedTargets:
    """What moved with the plan of one year; ``others`` are the further years in which anything did, latest first."""

    in_year: YearOfMoves
    moved: Sequence[Moved]
    others: Sequence[YearOfMoves]


def moved_targets(place: Jurisdiction, year: int | None, *, unreviewed: bool) -> MovedTargets | None:
    """The targets of a government that moved with the plan of the year; None where none ever did. In two queries.

    Where none moved in that year, those of the latest year in which any did.
    """
    rows = Goalpost.objects.filter(jurisdiction=place).shown(unreviewed=unreviewed)
    is_warning = Q(severity=Weight.WARNING.value)
    counted = rows.values_list("year_after").annotate(count=Count("pk"), warnings=Count("pk", filter=is_warning))
    years = [YearOfMoves(*row) for row in counted.order_by("-year_after")]
    if not years:
        return None
    shown = next((one for one in years if one.year == year), years[0])
    found = rows.filter(year_after=shown.year).latest_first().select_related("before", "after", "indicator")
    return MovedTargets(shown, [moved(row) for row in found.only(*_SHOWN)], [one for one in years if one is not shown])


def moved(row: Goalpost) -> Moved:
    """The row with its words and its sentence."""
    return Moved(row, Move(row.kind), Weight(row.severity), told(row, get_language() or "en"))


def told(row: Goalpost, language: str) -> str:
    """The sentence about a moved target."""
    code = row.indicator.code if row.indicator else ""
    return sentence(Move(row.kind), code, row.year_before, row.year_after, row.computation, language)
