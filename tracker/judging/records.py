"""What judging hands on: links, derivations and judgements as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from reports.reading.records import Base, Statement
from reports.words import Flag, Rule, Verdict


@dataclass(frozen=True, slots=True)
class Candidate:
    """An outcome that could answer a pledge: how alike (0…1), and why it was not taken (a code, empty if it was)."""

    outcome: Statement
    score: Decimal
    reason: str = ""


def laid_aside(candidates: tuple[Candidate, ...], reason: str) -> tuple[Candidate, ...]:
    """The candidates where none is taken any more: what had been carries this reason why not."""
    return tuple(one if one.reason else replace(one, reason=reason) for one in candidates)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one pledge by one rule, with everything needed to reach it again.

    ``outcome`` is None for silence, for what is not due and for what cannot be tested. ``derivation`` holds
    only JSON values (decimals as strings): rule, version, inputs with their places, conversions,
    tolerance, result. ``reason`` is a code, mandatory for ``not_assessable``.
    """

    pledge: Statement
    outcome: Statement | None
    verdict: Verdict
    rule: Rule
    rule_version: int
    derivation: dict[str, Any] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    reason: str = ""
    candidates: tuple[Candidate, ...] = ()
    #: Further outcomes the verdict rests on: the other parts of a compound, the yardstick of ``in_step``.
    also: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict needs beside the pledge and its answer, from the same two reports.

    ``parts`` are further outcomes that answer other parts of the same pledge (城镇 beside 农村);
    ``addends`` are further figures that add up with it (新建56所、改扩建870所);
    ``yardstick`` is the growth an in-step pledge is held against; ``base`` is the year before's level of the outcome,
    in the outcome's unit.
    """

    year: int
    parts: tuple[Statement, ...] = ()
    addends: tuple[Statement, ...] = ()
    yardstick: Statement | None = None
    base: Base | None = None
