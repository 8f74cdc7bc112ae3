"""How a government's targets moved, as its pages show them: how often each year, and each with both quotes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

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
    def called(self) -> str:
        """What the shift is called: to a reader words that are judged alike (18%, 18%以上) are no weaker or firmer."""
        if self.row.computation.get("same_test"):
            return _("wording changed")
        return self.kind.name_in(get_language() or "en")

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


def moved_in(place: Jurisdiction, year: int, *, unreviewed: bool) -> list[Moved]:
    """The targets of a government that moved with the plan of the year, warnings first; one query."""
    rows = Goalpost.objects.filter(jurisdiction=place, year_after=year).shown(unreviewed=unreviewed)
    return [moved(row) for row in rows.latest_first().select_related("before", "after", "indicator").only(*_SHOWN)]


def years_of_moves(place: Jurisdiction, *, unreviewed: bool) -> list[YearOfMoves]:
    """The years with whose plans any of the government's targets moved, latest first; one query."""
    rows = Goalpost.objects.filter(jurisdiction=place).shown(unreviewed=unreviewed)
    warnings = Count("pk", filter=Q(severity=Weight.WARNING.value))
    counted = rows.values_list("year_after").annotate(count=Count("pk"), warnings=warnings)
    return [YearOfMoves(*row) for row in counted.order_by("-year_after")]


def moved(row: Goalpost) -> Moved:
    """The row with its words and its sentence."""
    return Moved(row, Move(row.kind), Weight(row.severity), told(row, get_language() or "en"))


def told(row: Goalpost, language: str) -> str:
    """The sentence about a moved target."""
    code = row.indicator.code if row.indicator else ""
    return sentence(Move(row.kind), code, row.year_before, row.year_after, row.computation, language)
