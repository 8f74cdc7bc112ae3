"""What judging hands on: links, derivations and judgements as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from reports.reading.records import Statement
from reports.words import Flag, Rule, Verdict


@dataclass(frozen=True, slots=True)
class Candidate:
    """An outcome that could answer a pledge: how alike (0…1), and why it was not taken (a code, empty if it was)."""

    outcome: Statement
    score: Decimal
    reason: str = ""


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
