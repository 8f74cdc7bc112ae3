"""The rules of METHOD, one function each, and the table that applies them to a derivation.

A derivation is applied, never trusted: ``apply`` reads nothing but its JSON values, so that whoever has the
derivation reaches the verdict again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.words import Rule, Verdict
from tracker.judging.rules import deeds, figures, relations, wholes


@dataclass(frozen=True, slots=True)
class Definition:
    """A rule as published: its version and the function that decides."""

    version: int
    decide: Callable[[dict[str, Any]], Verdict]


DEFINITIONS: dict[Rule, Definition] = {
    Rule.FLOOR: Definition(1, figures.floor),
    Rule.ABOVE: Definition(1, figures.above),
    Rule.CEILING: Definition(1, figures.ceiling),
    Rule.ABOUT: Definition(1, figures.about),
    Rule.RANGE: Definition(1, figures.within_range),
    Rule.REDUCE: Definition(1, figures.reduce),
    Rule.IN_STEP: Definition(1, relations.in_step),
    Rule.MULTIPLE: Definition(1, relations.multiple),
    Rule.ALL: Definition(1, wholes.all_of_it),
    Rule.DONE: Definition(1, deeds.done),
    Rule.ADMITTED: Definition(1, deeds.admitted),
    Rule.COMPOUND: Definition(1, lambda derivation: wholes.compound(derivation, apply)),
    Rule.SILENCE: Definition(1, lambda derivation: Verdict.UNREPORTED),
    Rule.NO_TEST: Definition(1, lambda derivation: Verdict.NOT_ASSESSABLE),
    Rule.NOT_DUE: Definition(1, lambda derivation: Verdict.PENDING),
}


def version_of(rule: Rule) -> int:
    """The version the rule is at now."""
    return DEFINITIONS[rule].version


def apply(derivation: dict[str, Any]) -> Verdict:
    """The verdict a derivation leads to. Raises KeyError for a rule or an input that is missing."""
    return DEFINITIONS[Rule(derivation["rule"])].decide(derivation)
