"""The judging's constants as the methodology page prints them: a label each, the figure from the code itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.words import Rule
from tracker.judging import constants
from tracker.scoreboard import LEAST_DUE_TO_RANK

#: How each figure is told: in points, as a share of the target, or as it stands.
POINTS, SHARE, PLAIN = "points", "share", "plain"

LABELS: Mapping[str, tuple[Any, str]] = {
    "COMPARED_DIGITS": (gettext_lazy("Digits compared at least, however coarsely the target is printed"), PLAIN),
    "ABOUT_POINTS": (gettext_lazy("“About”, rates: how far the result may fall short"), POINTS),
    "ABOUT_SHARE": (gettext_lazy("“About”, quantities: how far the result may fall short"), SHARE),
    "PART_FLOOR": (gettext_lazy("Kept in part, where more is better: at least"), SHARE),
    "PART_CEILING": (gettext_lazy("Kept in part, where less is better: at most"), SHARE),
    "EXCEEDED_SHARE": (gettext_lazy("Flag “exceeded”: above the target by at least"), SHARE),
    "DERIVED_GROWTH_MOST": (
        gettext_lazy("Growth worked out from two reports: not beyond, in percent"),
        PLAIN,
    ),
    "IN_STEP_POINTS.basic": (
        gettext_lazy("“Broadly in step”: income growth behind economic growth by at most"),
        POINTS,
    ),
    "IN_STEP_POINTS.plain": (gettext_lazy("“In step”, without “broadly”: behind by at most"), POINTS),
    "IN_STEP_POINTS.faster": (gettext_lazy("“Faster than”: ahead by more than"), POINTS),
    "IN_STEP_PART_POINTS": (gettext_lazy("In step, kept in part: behind by at most"), POINTS),
    "DONE_PART_RUNGS": (gettext_lazy("Named deeds, kept in part: steps short by at most"), PLAIN),
    "LINK_ACCEPT": (gettext_lazy("Likeness, 0 to 1, from which a result is taken as the answer"), PLAIN),
    "LINK_ACCEPT_RATE": (gettext_lazy("… where it is a rate or an amount of money"), PLAIN),
    "LINK_ACCEPT_DEED_FOR_FIGURE": (gettext_lazy("… where a deed answers a figure"), PLAIN),
    "LINK_ACCEPT_DEED": (gettext_lazy("… where a deed answers a deed"), PLAIN),
    "LINK_BLANKET": (gettext_lazy("… where one sentence answers a whole list, given to each item"), PLAIN),
    "LINK_ONE_OF_A_KIND": (gettext_lazy("… given to a name that ends with all of the promised one"), PLAIN),
    "LINK_CONTAINED_LONG": (gettext_lazy("… given to a long name that holds all of the other"), PLAIN),
    "LINK_TOLD_AGAIN": (gettext_lazy("… given to the very figure told again of nearly the same name"), PLAIN),
    "LINK_CALLED_OTHERWISE": (gettext_lazy("… given to a deed whose thing goes by another name"), PLAIN),
    "LINK_STOCK_TIMES": (
        gettext_lazy("A number so many times what was to be added tells what there is, and is not taken"),
        PLAIN,
    ),
    "NAMED_ONE_BY_ONE_MOST": (gettext_lazy("So many of a kind, at most, are answered by the name of one"), PLAIN),
    "LINK_LEAD": (gettext_lazy("Lead over the next best that a result needs"), PLAIN),
    "LINK_NEAR": (gettext_lazy("Likeness from which a result is listed as considered"), PLAIN),
    "CANDIDATES_KEPT": (gettext_lazy("Results listed as considered, at most"), PLAIN),
    "GOALPOST_LEAST": (gettext_lazy("Moved targets: standing indicators that make a list of headline targets"), PLAIN),
    "GOALPOST_LEAST_IN_A_SENTENCE": (gettext_lazy("… where no section of targets was found, in one sentence"), PLAIN),
    "GOALPOST_APART": (
        gettext_lazy("… a name that is no indicator’s: wordings compare up to this multiple of the figure"),
        PLAIN,
    ),
    "GOALPOST_ALIKE": (gettext_lazy("… likeness, 0 to 1, from which a name may be a misprinted indicator"), PLAIN),
    "ON_TRACK_YEARS": (
        gettext_lazy("Five-year targets, on the pace: early or late by at most, in years of the even pace"),
        PLAIN,
    ),
}
#: The figures that one rule is read with, told beside it; the bands of “kept in part” are those of every figure.
OF_RULES: Mapping[Rule, tuple[str, ...]] = {
    Rule.ABOUT: ("ABOUT_POINTS", "ABOUT_SHARE"),
    Rule.IN_STEP: ("IN_STEP_POINTS.basic", "IN_STEP_POINTS.plain", "IN_STEP_POINTS.faster", "IN_STEP_PART_POINTS"),
    Rule.DONE: ("DONE_PART_RUNGS",),
}
#: Printed elsewhere on the page, as the line about another tolerance.
ELSEWHERE = {"SENSITIVITY_POINTS"}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A constant with its label; ``figure`` is told in the language active now."""

    name: str
    label: Any
    figure: str


def published() -> dict[str, Any]:
    """Every constant of the judging by name; those kept by pace carry it (``IN_STEP_POINTS.basic``)."""
    found: dict[str, Any] = {}
    for name in dir(constants):
        value = getattr(constants, name)
        if not name.isupper() or name in ELSEWHERE:
            continue
        found |= {f"{name}.{key}": part for key, part in value.items()} if isinstance(value, dict) else {name: value}
    return found


def tolerances() -> list[Tolerance]:
    """What the page prints, in the order of the labels. Raises KeyError for a label whose constant is gone."""
    values = published()
    rows = [Tolerance(name, label, _told(values[name], kind)) for name, (label, kind) in LABELS.items()]
    ranked_from = Tolerance(
        "LEAST_DUE_TO_RANK", _("A government is ranked from this many due pledges on"), str(LEAST_DUE_TO_RANK)
    )
    return [*rows, ranked_from]


def of_rule(rule: Rule) -> list[Tolerance]:
    """The figures that this rule is read with; none for most rules."""
    return [row for row in tolerances() if row.name in OF_RULES.get(rule, ())]


def _told(value: Any, kind: str) -> str:
    if kind == POINTS:
        return _("%(figure)s point") % {"figure": value}
    if kind == SHARE:
        share = (Decimal(value) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return _("%(share)s of the target") % {"share": f"{share}%"}
    return str(value)
