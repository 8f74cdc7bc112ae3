"""Judging one pledge: the verdict, its rule, and the derivation that leads there."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from reports.reading.records import Statement
from reports.words import Comparator, Direction, Flag, Kind, Measure, Rule, Verdict
from tracker.judging import blanket, derive, misfits
from tracker.judging.choose import direction_of, figure, rule_for
from tracker.judging.constants import EXCEEDED_SHARE, IN_STEP_POINTS
from tracker.judging.converting import adds_up, convert, is_share_of_plan, names_a_work
from tracker.judging.ladder import COMPLETED, rung_promised, rung_reached
from tracker.judging.reasons import Lack, Silence, Wait
from tracker.judging.records import Candidate, Context, Judgement
from tracker.judging.rules import apply
from tracker.judging.spans import is_averaged, last_years_base, promises_span
from tracker.judging.testable import why_untestable
from tracker.judging.units import read_unit

#: A figure that a later report may still revise: 预计增长5%左右, 初步核算.
_PRELIMINARY_WORDS = ("预计", "预计可", "初步核算", "初步统计", "快报")
#: Said of a list it means the whole list: 全部完成, 全面建成, 动态清零, 动态消除.
_WHOLE_WORDS = ("全部", "全面", "均已", "悉数", "如期", "圆满", "清零", "动态消除", "全覆盖")
#: Units in which deeds can be counted one by one; a mast is not counted in its megawatts.
_COUNTED_IN_DEEDS = ("bare", "count", "household")
_EXCEEDABLE = (Rule.FLOOR, Rule.ABOVE, Rule.ABOUT, Rule.RANGE, Rule.REDUCE, Rule.MULTIPLE)


def judge(pledge: Statement, outcome: Statement | None, context: Context) -> Judgement:
    """The verdict on a pledge that is due, answered by ``outcome`` or by nothing.

    An outcome that cannot be brought into the pledge's terms counts as no answer (``unreported`` with the
    reason ``not_comparable``): a person may link what they like, a verdict is reached only by a rule.
    """
    reason = why_untestable(pledge)
    if reason is not None:
        derivation = derive.opened(Rule.NO_TEST, context.year, pledge, None)
        return _concluded(pledge, None, derivation, reason=reason.value)
    if outcome is None:
        return silence(pledge, context.year)
    if context.parts:
        return _compound(pledge, outcome, context)
    if context.addends and not adds_up(outcome, context.addends):
        return silence(pledge, context.year, Silence.NOT_COMPARABLE)
    if outcome.kind == Kind.SHORTFALL:
        return admitted(outcome, context.year, pledge)
    if blanket.answers(pledge, outcome):
        derivation = derive.of_list(context.year, pledge, outcome)
        return _concluded(pledge, outcome, derivation, flags=(Flag.SELF_REPORT_ONLY,))
    if pledge.comparator == Comparator.SYNC:
        return _in_step(pledge, outcome, context)
    if pledge.measure == Measure.DONE or (names_a_work(pledge) and names_a_work(outcome)):
        return _done(pledge, outcome, context)
    if outcome.measure == Measure.DONE:
        return _deed_for_figure(pledge, outcome, context)
    if is_share_of_plan(outcome) and pledge.measure != Measure.SHARE:
        return _concluded(pledge, outcome, derive.of_all(context.year, pledge, outcome, outcome.value))
    return _figures(pledge, outcome, context)


def silence(
    pledge: Statement, year: int, reason: Silence = Silence.NOT_MENTIONED, candidates: tuple[Candidate, ...] = ()
) -> Judgement:
    """The pledge is due, the report that should answer is here, and it says nothing comparable."""
    derivation = derive.opened(Rule.SILENCE, year, pledge, None)
    return replace(_concluded(pledge, None, derivation, reason=reason.value), candidates=candidates)


def found_none(
    pledge: Statement, year: int, lack: Lack, note: str = "", candidates: tuple[Candidate, ...] = ()
) -> Judgement:
    """A person looked and found nothing comparable; what there was instead, and the note, stand in the derivation."""
    derivation = derive.opened(Rule.SILENCE, year, pledge, None)
    derivation["looked"] = {"found": lack.value, "note": note}
    judgement = _concluded(pledge, None, derivation, reason=Silence.FOUND_NONE.value)
    return replace(judgement, candidates=candidates)


def pending(pledge: Statement, year: int, reason: Wait) -> Judgement:
    """Not judged yet, for this reason."""
    return _concluded(pledge, None, derive.opened(Rule.NOT_DUE, year, pledge, None), reason=reason.value)


def admitted(shortfall: Statement, year: int, pledge: Statement | None = None) -> Judgement:
    """The government itself says that the target was missed; without ``pledge`` the target is unknown.

    A figure in the admission softens it to ``in_part`` when it lies inside the partial band.
    """
    derivation = derive.opened(Rule.ADMITTED, year, pledge or shortfall, shortfall)
    derivation["target_known"] = pledge is not None
    if pledge is not None and shortfall.measure == pledge.measure:
        converted = convert(pledge, shortfall)
        if converted is not None and figure(pledge.value):
            figures = derive.of_figures(Rule.ADMITTED, year, pledge, shortfall, converted, direction_of(pledge))
            derivation |= figures
    return _concluded(pledge or shortfall, shortfall, derivation, flags=(Flag.ADMITTED,))


def with_flag(judgement: Judgement, flag: Flag) -> Judgement:
    """The judgement with one more flag, also in its derivation; the same where it carries it already."""
    if flag in judgement.flags:
        return judgement
    flags = (*judgement.flags, flag)
    return replace(judgement, flags=flags, derivation=judgement.derivation | {"flags": [f.value for f in flags]})


def _figures(pledge: Statement, outcome: Statement, context: Context) -> Judgement:
    direction = direction_of(pledge)
    rule = rule_for(pledge, direction)
    own = last_years_base(outcome, context.year)
    converted = convert(pledge, outcome, own or context.base, context.addends, is_base_earlier=own is None)
    if converted is None:
        return silence(pledge, context.year, Silence.NOT_COMPARABLE)
    derivation = derive.of_figures(rule, context.year, pledge, outcome, converted, direction)
    if context.addends:
        derivation["addends"] = [derive.described(one) for one in context.addends]
    flags = [Flag.DERIVED] if converted.is_derived else []
    is_of_another_basis = misfits.counts_more(pledge, outcome) or misfits.is_task_begun(pledge, outcome)
    if is_of_another_basis or (converted.is_derived and misfits.is_against_budget(pledge)):
        flags.append(Flag.BASIS_CHANGED)
    elif rule in _EXCEEDABLE and direction != Direction.LOWER and _is_exceeded(derivation):
        flags.append(Flag.EXCEEDED)
    return replace(_concluded(pledge, outcome, derivation, flags=tuple(flags)), also=context.addends)


def _is_exceeded(derivation: dict[str, Any]) -> bool:
    compared = derivation["compared"]
    target = Decimal(compared["target_high"] or compared["target"])
    return target > 0 and Decimal(compared["actual"]) >= target * (1 + EXCEEDED_SHARE)


def _in_step(pledge: Statement, outcome: Statement, context: Context) -> Judgement:
    if (
        context.yardstick is None
        or not _is_about_growth(pledge)
        or figure(outcome.value) is None
        or outcome.measure != Measure.GROWTH
        or promises_span(pledge, is_added=False)  # the yardstick is of one year
    ):
        return silence(pledge, context.year, Silence.NO_YARDSTICK)
    said = {reason.removeprefix("in_step:") for reason in pledge.reasons}
    pace = next((pace for pace in IN_STEP_POINTS if pace in said), "basic")
    derivation = derive.in_step(context.year, pledge, outcome, context.yardstick, pace)
    flags = (Flag.BASIS_CHANGED,) if is_averaged(outcome) else ()
    return replace(_concluded(pledge, outcome, derivation, flags=flags), also=(context.yardstick,))


def _is_about_growth(pledge: Statement) -> bool:
    """Whether the pledge is held against real growth of the economy: 与经济增长同步, not 与名义经济增速匹配."""
    yardsticks = ("经济", "生产总值", "GDP")
    return any(words in pledge.quote for words in yardsticks) and "名义" not in pledge.quote


def _done(pledge: Statement, outcome: Statement, context: Context) -> Judgement:
    promised, reached = rung_promised(pledge), rung_reached(outcome)
    late = bool(pledge.deadline and outcome.deadline and outcome.deadline > pledge.deadline)
    derivation = derive.of_rungs(context.year, pledge, outcome, promised, reached, late=late)
    if reached >= promised >= COMPLETED and any(is_part(pledge, outcome) for is_part in misfits.OF_PARTS):
        return _with_silent_rest(pledge, outcome, context, derivation)
    return _concluded(pledge, outcome, derivation, flags=(Flag.LATE,) if late else ())


def _deed_for_figure(pledge: Statement, outcome: Statement, context: Context) -> Judgement:
    """全部完成, or one named place (李奇村获评…), answering a count; a named work in use answers for its size."""
    target = figure(pledge.value)
    is_counted = read_unit(pledge.unit).kind in _COUNTED_IN_DEEDS
    is_whole = target == 1 or not is_counted or any(words in outcome.quote for words in _WHOLE_WORDS)
    if is_whole or target is None:
        return _concluded(pledge, outcome, derive.of_all(context.year, pledge, outcome, "100"))
    return _with_silent_rest(pledge, outcome, context, derive.of_all(context.year, pledge, outcome, "100"))


def _with_silent_rest(pledge: Statement, outcome: Statement, context: Context, named: dict[str, Any]) -> Judgement:
    """What is named was done, and of the rest of what was promised nothing is said."""
    rest = derive.opened(Rule.SILENCE, context.year, pledge, None)
    derivation = derive.opened(Rule.COMPOUND, context.year, pledge, outcome)
    derivation["parts"] = [_finished(named), _finished(rest)]
    return _concluded(pledge, outcome, derivation)


def _compound(pledge: Statement, outcome: Statement, context: Context) -> Judgement:
    alone = replace(context, parts=())
    parts = [judge(pledge, part, alone) for part in (outcome, *context.parts)]
    if any(part.outcome is None for part in parts):
        return silence(pledge, context.year, Silence.NOT_COMPARABLE)
    derivation = derive.opened(Rule.COMPOUND, context.year, pledge, outcome)
    derivation["parts"] = [part.derivation for part in parts]
    flags = tuple(flag for flag in Flag if any(flag in part.flags for part in parts) and flag != Flag.EXCEEDED)
    return replace(_concluded(pledge, outcome, derivation, flags=flags), also=context.parts)


def _finished(derivation: dict[str, Any]) -> dict[str, Any]:
    return derivation | {"result": apply(derivation).value}


def _concluded(
    pledge: Statement,
    outcome: Statement | None,
    derivation: dict[str, Any],
    *,
    reason: str = "",
    flags: tuple[Flag, ...] = (),
) -> Judgement:
    verdict = apply(derivation)
    if verdict != Verdict.KEPT:
        flags = tuple(flag for flag in flags if flag != Flag.EXCEEDED)
    if outcome is not None and any(words in outcome.quote for words in _PRELIMINARY_WORDS):
        flags = (*flags, Flag.PRELIMINARY_FIGURE)
    rule = Rule(derivation["rule"])
    derivation = derivation | {"result": verdict.value, "reason": reason, "flags": [flag.value for flag in flags]}
    return Judgement(pledge, outcome, verdict, rule, derivation["version"], derivation, flags, reason)
