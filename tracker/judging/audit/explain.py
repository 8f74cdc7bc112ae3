"""One sentence a finding, in Chinese and English, from its figures and its computation alone."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from reports.reading.lexicon.indicators import by_code
from tracker.judging.audit.records import Figure, Finding, Inconsistency, Role, Severity
from tracker.judging.converting import plain


def explain(finding: Finding, language: str) -> str:
    """What does not agree, or what the figures imply; Chinese for any zh language code, else English."""
    zh = language.startswith("zh")
    told = _TELL[finding.kind](finding, zh)
    return f"{_name(finding, zh)}{'：' if zh else ': '}{told}{'。' if zh else '.'}"


def _name(finding: Finding, zh: bool) -> str:
    indicator = None if zh else by_code().get(finding.indicator)
    name = indicator.en if indicator else finding.subject
    year = (f"{finding.year}年" if zh else f"{finding.year} ") if finding.year else ""
    return f"{year}{name}"


def _one(finding: Finding, role: Role) -> str:
    """The figure of a role as it is printed."""
    figure = next(f for f in finding.figures if f.role == role)
    return _as_printed(figure)


def _as_printed(figure: Figure) -> str:
    return figure.printed if "番" in figure.printed else figure.printed + figure.unit


def range_in_words(ends: list[str], unit: str, zh: bool) -> str:
    """An interval as people read it: 8.49–8.61%, −0.24% to −0.14%, 至少12%, at most 3%."""
    low, high = (_short(end).replace("-", "−") for end in ends)
    if low and high and "−" in low and low != high:
        return f"{low}{unit}{'至' if zh else ' to '}{high}{unit}"
    if low and high:
        return f"{low}{unit}" if low == high else f"{low}–{high}{unit}"
    if low:
        return f"至少{low}{unit}" if zh else f"at least {low}{unit}"
    return f"至多{high}{unit}" if zh else f"at most {high}{unit}"


def _short(end: str) -> str:
    """At most two decimals, and no fewer than tell the ends apart from nothing."""
    if "." not in end:
        return end
    short = plain(Decimal(end).quantize(Decimal("0.01")))
    return short if short not in ("0", "-0") else end


def _result(finding: Finding, zh: bool) -> str:
    return range_in_words(finding.computation["result"], finding.computation["unit"], zh)


def _growth(finding: Finding, zh: bool) -> str:
    level, base, growth = (_one(finding, role) for role in (Role.LEVEL, Role.BASE, Role.GROWTH))
    if zh:
        return f"上年报告为{base}，本年报告为{level}，据此增长{_result(finding, zh)}，而本年报告称变动{growth}"
    return (
        f"the earlier report says {base} and the later {level}, which is growth of {_result(finding, zh)}, "
        f"while the later report says {growth}"
    )


def _deflator(finding: Finding, zh: bool) -> str:
    level, base, growth = (_one(finding, role) for role in (Role.LEVEL, Role.BASE, Role.GROWTH))
    absurd = finding.severity != Severity.INFO
    if zh:
        odd = "，超出价格变动的可能范围，除非基数已另行调整" if absurd else ""
        return f"由{base}到{level}，报告增速为{growth}，隐含价格或基数变动{_result(finding, zh)}{odd}"
    odd = ", more than prices can move unless the base was restated" if absurd else ""
    implied = f"an implied change of prices or base of {_result(finding, zh)}{odd}"
    return f"from {base} to {level} with growth of {growth}: {implied}"


def _part(finding: Finding, zh: bool) -> str:
    whole = " + ".join(_as_printed(figure) for figure in finding.figures if figure.role == Role.WHOLE)
    part = _one(finding, Role.PART)
    return f"其中的部分{part}大于总量{whole}" if zh else f"the part, {part}, exceeds the whole, {whole}"


def _parts(finding: Finding, zh: bool) -> str:
    parts = [_as_printed(figure) for figure in finding.figures if figure.role in (Role.PART, Role.SHARE)]
    joined = " + ".join(parts)
    whole = "100%" if finding.kind == Inconsistency.SHARES else _one(finding, Role.WHOLE)
    if zh:
        return f"{joined}，合计{_result(finding, zh)}，与{whole}不符"
    return f"{joined} makes {_result(finding, zh)} and not {whole}"


def _times_and_mean(finding: Finding, zh: bool) -> str:
    times, mean = _one(finding, Role.LEVEL), _one(finding, Role.CHANGE)
    years = finding.computation["operands"][1][0]
    if zh:
        return f"{years}年为原来的{times}，据此年均增长{_result(finding, zh)}，而报告称年均增长{mean}"
    return f"{times} in {years} years is {_result(finding, zh)} a year, while the report says {mean}"


def _from_to(finding: Finding, zh: bool) -> str:
    if finding.computation["operation"] == "mean_of_multiple":
        return _times_and_mean(finding, zh)
    level, base = _one(finding, Role.LEVEL), _one(finding, Role.BASE)
    change = next((_as_printed(f) for f in finding.figures if f.role == Role.CHANGE), "")
    if zh:
        told = f"，而报告称变动{change}" if change else "，与所述方向相反"
        return f"由{base}到{level}，据此为{_result(finding, zh)}{told}"
    told = f", while the report says {change}" if change else ", against the direction it is told in"
    return f"from {base} to {level}, which is {_result(finding, zh)}{told}"


def _proportion(finding: Finding, zh: bool) -> str:
    whole, part, share = (_one(finding, role) for role in (Role.WHOLE, Role.PART, Role.SHARE))
    if zh:
        return f"{whole}中的{part}为{_result(finding, zh)}，而报告称{share}"
    return f"{part} of {whole} is {_result(finding, zh)}, while the report says {share}"


def _plan(finding: Finding, zh: bool) -> str:
    plan, actual, share = (_one(finding, role) for role in (Role.PLAN, Role.ACTUAL, Role.SHARE))
    of_before = len({figure.text for figure in finding.figures}) > 1
    if zh:
        head = "上年报告计划" if of_before else "计划"
        return f"{head}{plan}，完成{actual}，为该计划的{_result(finding, zh)}，而报告称为年度计划的{share}"
    head = "planned a year before" if of_before else "planned"
    return f"{actual} of the {plan} {head} is {_result(finding, zh)}, while the report says {share} of the year's plan"


def _two(finding: Finding, zh: bool) -> str:
    first, second = _one(finding, Role.FIRST), _one(finding, Role.SECOND)
    if finding.kind == Inconsistency.TWICE:
        return f"一处为{first}，另一处为{second}" if zh else f"told as {first} and again as {second}"
    if zh:
        return f"当年报告为{first}，下一年报告为{second}"
    return f"reported as {first}, and as {second} a year later"


_TELL: dict[Inconsistency, Callable[[Finding, bool], str]] = {
    Inconsistency.GROWTH: _growth,
    Inconsistency.DEFLATOR: _deflator,
    Inconsistency.PART: _part,
    Inconsistency.PARTS: _parts,
    Inconsistency.SHARES: _parts,
    Inconsistency.PROPORTION: _proportion,
    Inconsistency.FROM_TO: _from_to,
    Inconsistency.PLAN: _plan,
    Inconsistency.TWICE: _two,
    Inconsistency.RESTATED: _two,
}
