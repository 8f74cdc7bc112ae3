"""Rules about a whole: all of it, and several parts judged each alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from reports.words import Verdict


def all_of_it(derivation: dict[str, Any]) -> Verdict:
    """全面, 全部, 100%: all; 99% is in part, and so is anything inside the partial band."""
    compared = derivation["compared"]
    target, actual = Decimal(compared["target"]), Decimal(compared["actual"])
    if actual >= target:
        return Verdict.KEPT
    return Verdict.IN_PART if actual >= Decimal(derivation["band"]["floor"]) * target else Verdict.BROKEN


def compound(derivation: dict[str, Any], judge_part: Callable[[dict[str, Any]], Verdict]) -> Verdict:
    """A、B和C: all parts kept is kept, none kept even in part is broken, else in part."""
    verdicts = {judge_part(part) for part in derivation["parts"]}
    if verdicts == {Verdict.KEPT}:
        return Verdict.KEPT
    return Verdict.BROKEN if verdicts == {Verdict.BROKEN} else Verdict.IN_PART
