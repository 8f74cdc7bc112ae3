"""What made a pledge kept in part: which of its parts were kept, or how far it fell short; from the derivation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from reports.reading.lexicon.indicators import by_code
from reports.words import Direction, Rule, Verdict
from tracker.judging.ladder import rung_name
from tracker.models import Verdict as VerdictRow
from tracker.site.amounts import number

_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


def why_in_part(row: VerdictRow) -> str:
    """A sentence on what decided it; empty for any other verdict, and for one that a person set."""
    if row.code != Verdict.IN_PART or row.rule == Rule.OVERRIDE:
        return ""
    derivation, rule = row.derivation, Rule(row.rule)
    if rule == Rule.COMPOUND:
        return _parts(derivation["parts"])
    if rule == Rule.DONE:
        return _rungs(derivation)
    return _lag(derivation) if rule == Rule.IN_STEP else _share(derivation, rule)


def _parts(parts: list[Mapping[str, Any]]) -> str:
    kept = [part["actual"] for part in parts if part["result"] == Verdict.KEPT]
    if not kept:
        return _("None of its %(parts)d parts was kept in full.") % {"parts": len(parts)}
    told = ngettext(
        "%(kept)d of its %(parts)d parts was kept: %(names)s.",
        "%(kept)d of its %(parts)d parts were kept: %(names)s.",
        len(kept),
    )
    names = _("; ").join(_name(part) if part else _("the rest") for part in kept)
    return told % {"kept": len(kept), "parts": len(parts), "names": names}


def _name(figure: Mapping[str, Any]) -> str:
    """The report's own words in Chinese; in English the indicator's name where it has one."""
    indicator = None if (get_language() or "en").startswith("zh") else by_code().get(figure["indicator"])
    return indicator.en if indicator else str(figure["subject"])


def _rungs(derivation: Mapping[str, Any]) -> str:
    promised, reached = derivation["compared"]["target"], derivation["compared"]["actual"]
    language = get_language() or "en"
    if reached >= promised:
        return _("Done as promised, but after its deadline.")
    short = promised - reached
    told = ngettext(
        "%(short)d step short of what was promised (%(promised)s): %(reached)s.",
        "%(short)d steps short of what was promised (%(promised)s): %(reached)s.",
        short,
    )
    names = {"promised": rung_name(promised, language), "reached": rung_name(reached, language)}
    return told % {"short": short, **names}


def _lag(derivation: Mapping[str, Any]) -> str:
    compared = derivation["compared"]
    lag = Decimal(compared["target"]) - Decimal(compared["actual"])
    if not lag:
        return _("It grew as fast as what it is held against, where faster was promised.")
    told = _("Its growth is behind by %(lag)s (in percentage points); up to %(most)s it is kept in part.")
    return told % {"lag": number(lag), "most": number(Decimal(derivation["band"]["points"]))}


def _share(derivation: Mapping[str, Any], rule: Rule) -> str:
    """How much of the target the figure is; never rounded to it."""
    compared, band = derivation["compared"], derivation["band"]
    actual, target = Decimal(compared["actual"]), Decimal(compared["target"])
    is_lower_better = derivation.get("direction") == Direction.LOWER
    if rule == Rule.ADMITTED and (actual <= target if is_lower_better else actual >= target):
        return _("The figure reported meets the target, but the report itself says that it was missed.")
    if actual == target:
        return _("The figure reported is the target itself, which was to be passed.")
    if actual < target:
        told = _("The figure reported is %(share)s%% of the target; from %(edge)s%% it is kept in part.")
        share, edge = (actual / target).scaleb(2).quantize(_TENTH, ROUND_DOWN), band["floor"]
    else:
        limit = Decimal(compared.get("target_high") or target)
        told = _("The figure reported is %(share)s%% of the most allowed; up to %(edge)s%% it is kept in part.")
        share, edge = (actual / limit).scaleb(2).quantize(_TENTH, ROUND_UP), band["ceiling"]
    return told % {"share": number(share), "edge": number(Decimal(edge) * _HUNDRED)}
