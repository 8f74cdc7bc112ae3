"""The arithmetic of a standing: from the inputs of a computation to the value so far, what was needed, and the pace.

Nothing but the JSON values of the computation is read, so that whoever has them reaches the standing again.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tracker.judging.converting import plain, precision_of
from tracker.judging.progress.records import Pace, Unknown

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_FOUR_DECIMALS = Decimal("0.0001")

#: The value after so many years of an even pace; years may be a fraction.
_At = Callable[[Decimal], Decimal]


def work_out(given: dict[str, Any]) -> dict[str, Any]:
    """``value``, ``needed``, ``low``, ``high``, ``rest``, ``pace`` and ``reason`` from the inputs of a computation.

    Inputs: ``operation`` (what makes the value of the ``operands``), ``bound``, ``target``, ``start``, ``path``,
    ``done`` years of ``years``, ``lower`` (whether less is better), ``strict``, ``about`` and ``margin`` (in years).
    Results are decimal strings, empty where they do not exist; ``low`` and ``high`` are the ends of what counts as on
    the pace, ``rest`` what each remaining year needs.
    """
    value = _VALUE[given["operation"]]([Decimal(operand) for operand in given["operands"]])
    at = _path(given, value)
    done, margin, about = given["done"], Decimal(given["margin"]), Decimal(given["about"])
    if at is None:
        pace = _without_start(given, value)
        reason = Unknown.NO_START.value if pace == Pace.UNKNOWN else ""
        return _results(value, None, (None, None), _rest(given, value), pace, reason)
    needed = at(Decimal(done))
    ends = sorted((at(done - margin), at(done + margin)))
    low, high = (ends[0], ends[1] + about) if given["lower"] else (ends[0] - about, ends[1])
    pace = _final(given, value, high, low) if done == given["years"] else _on_the_way(given, value, low, high)
    reason = Unknown.BOUND.value if pace == Pace.UNKNOWN else ""
    return _results(value, needed, (low, high), _rest(given, value), pace, reason)


def _results(
    value: Decimal,
    needed: Decimal | None,
    ends: tuple[Decimal | None, Decimal | None],
    rest: Decimal | None,
    pace: Pace,
    reason: str,
) -> dict[str, Any]:
    low, high = ends
    told = {"value": value, "needed": needed, "low": low, "high": high, "rest": rest}
    return {name: _short(figure) for name, figure in told.items()} | {"pace": pace.value, "reason": reason}


def _short(value: Decimal | None) -> str:
    return "" if value is None else plain(value.quantize(_FOUR_DECIMALS, rounding=ROUND_HALF_UP))


def _product(operands: list[Decimal], sign: int) -> Decimal:
    index = _ONE
    for operand in operands:
        index *= 1 + sign * operand / _HUNDRED
    return index


def _mean(operands: list[Decimal], sign: int) -> Decimal:
    index = _product(operands, sign)
    return sign * (index ** (_ONE / len(operands)) - 1) * _HUNDRED if index > 0 else -sign * _HUNDRED


#: What the value so far is made of: the figure itself, a sum, growths or falls of single years compounded.
_VALUE: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "told": lambda operands: operands[0],
    "sum": lambda operands: sum(operands, Decimal(0)),
    "mean_growth": lambda operands: _mean(operands, 1),
    "mean_fall": lambda operands: _mean(operands, -1),
    "growth": lambda operands: (_product(operands, 1) - 1) * _HUNDRED,
    "fall": lambda operands: (1 - _product(operands, -1)) * _HUNDRED,
}


def _path(given: dict[str, Any], value: Decimal) -> _At | None:
    """The even pace: what it would have led to after so many years; None where its beginning is not known.

    A start that meets the target already asks for nothing but to be kept.
    """
    target, years, done = Decimal(given["target"]), Decimal(given["years"]), Decimal(given["done"])
    sign = -1 if given["operation"] == "mean_fall" or given.get("of_falls") else 1
    ratio = 1 + sign * target / _HUNDRED
    kind = given["path"]
    if kind == "total":
        return lambda t: target * t / years
    if kind == "mean":
        return lambda t: sign * (ratio ** (t / done) - 1) * _HUNDRED
    if kind == "compound":
        return lambda t: sign * (ratio ** (t / years) - 1) * _HUNDRED
    start = Decimal(given["start"]) if given["start"] else None
    if start is None:
        is_kept = kind == "limit" and _meets(given, value)
        return (lambda t: target) if is_kept else None
    if (start <= target) if given["lower"] else (start >= target):
        return lambda t: target
    if kind == "rate" and start > 0 and target > 0:
        return lambda t: start * (target / start) ** (t / years)
    return lambda t: start + (target - start) * t / years


def _meets(given: dict[str, Any], value: Decimal) -> bool:
    """Whether the value keeps to the target at the precision it is printed in, or within its "about"."""
    target, about = Decimal(given["target"]), Decimal(given["about"])
    value = value.quantize(precision_of(given["target"]), rounding=ROUND_HALF_UP)
    if given["bound"] == ("more" if given["lower"] else "less"):
        return False
    if given["strict"] and not given["bound"]:
        return value < target if given["lower"] else value > target
    return value <= target + about if given["lower"] else value >= target - about


def _without_start(given: dict[str, Any], value: Decimal) -> Pace:
    """Where the beginning is not known: a level that reached the target before the end is ahead of any even pace."""
    if not _meets(given, value):
        return Pace.BEHIND if given["done"] == given["years"] and not given["bound"] else Pace.UNKNOWN
    return Pace.AHEAD if given["path"] != "limit" and given["done"] < given["years"] else Pace.ON_TRACK


def _on_the_way(given: dict[str, Any], value: Decimal, low: Decimal, high: Decimal) -> Pace:
    is_more, is_less = given["bound"] == "more", given["bound"] == "less"
    if given["lower"]:
        value, low, high, is_more, is_less = -value, -high, -low, is_less, is_more
    if value < low:
        return Pace.UNKNOWN if is_more else Pace.BEHIND
    if is_less:
        return Pace.UNKNOWN
    return Pace.AHEAD if value > high and given["path"] != "limit" else Pace.ON_TRACK


def _final(given: dict[str, Any], value: Decimal, high: Decimal, low: Decimal) -> Pace:
    """At the end nothing but the target counts; beyond it by more than the margin is ahead."""
    if not _meets(given, value):
        is_open = given["bound"] == ("less" if given["lower"] else "more")
        return Pace.UNKNOWN if is_open or given["bound"] else Pace.BEHIND
    is_beyond = value < low if given["lower"] else value > high
    return Pace.AHEAD if is_beyond and given["path"] != "limit" else Pace.ON_TRACK


def _rest(given: dict[str, Any], value: Decimal) -> Decimal | None:
    """What each remaining year needs: an amount, points, or growth in percent; None where nothing is left to reach."""
    left = given["years"] - given["done"]
    target, years = Decimal(given["target"]), Decimal(given["years"])
    kind = given["path"]
    if left == 0 or kind == "limit" or given["bound"]:
        return None
    if kind == "total":
        return (target - value) / left if target > value else None
    if kind in ("mean", "compound"):
        sign = -1 if given["operation"] == "mean_fall" or given.get("of_falls") else 1
        whole = (1 + sign * target / _HUNDRED) ** (years if kind == "mean" else _ONE)
        so_far = (1 + sign * value / _HUNDRED) ** (Decimal(given["done"]) if kind == "mean" else _ONE)
        needed = sign * ((whole / so_far) ** (_ONE / left) - 1) * _HUNDRED
        return needed if needed > 0 else None
    if _meets(given, value):
        return None
    if kind == "rate" and value > 0 and target > 0:
        return ((target / value) ** (_ONE / left) - 1) * _HUNDRED
    return (target - value) / left
