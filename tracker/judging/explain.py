"""The sentence that explains a verdict, and its arithmetic in a few words, from the derivation alone.

Nothing here decides anything: what is said is what the derivation holds, so words and verdict cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from reports.reading.lexicon.indicators import by_code
from reports.words import Comparator, Direction, Flag, Measure, ReportKind, Rule, Verdict, Vintage, Word
from tracker.judging.converting import plain
from tracker.judging.ladder import rung_name
from tracker.judging.reasons import Lack, Silence, Untestable, Wait

_Derivation = dict[str, Any]


def explain(derivation: _Derivation, language: str) -> str:
    """Why the verdict is what it is, in one or two sentences; Chinese for any zh language code, else English."""
    zh = language.startswith("zh")
    head = _promise(derivation, zh)
    because = _source(derivation, zh) + _BECAUSE[Rule(derivation["rule"])](derivation, zh)
    verdict = Verdict(derivation["result"]).name_in(language)
    rule = f"{Rule(derivation['rule']).name_in(language)} v{derivation['version']}"
    flags = [Flag(flag).name_in(language) for flag in derivation.get("flags", ())]
    if zh:
        extra = f"（{'、'.join(flags)}）" if flags else ""
        return f"{head}；{because}。判定：{verdict}{extra}。规则：{rule}。"
    extra = f" ({', '.join(flags)})" if flags else ""
    return f"{head}; {because}. Verdict: {verdict}{extra}. Rule: {rule}."


def _source(derivation: _Derivation, zh: bool) -> str:
    """Which document tells it, where it is another one than the report that should answer."""
    source = derivation.get("source")
    if source is None:
        return ""
    kind, vintage, year = ReportKind(source["kind"]), Vintage(source["vintage"]), source["plan_year"]
    if kind == ReportKind.WORK_REPORT:
        return f"据{year}年政府工作报告，" if zh else f"by the work report of {year}, "
    if zh:
        return f"据{year - 1}年{kind.zh}{f'（{vintage.zh}）' if vintage else ''}，"
    return f"by the {kind.en.lower()} of {year - 1}{f' ({vintage.en} figures)' if vintage else ''}, "


def arithmetic(derivation: _Derivation, language: str) -> str:
    """The comparison in a few words (``9.0 ≥ 8.5, about``); empty where no figures were compared."""
    comma = "，" if language.startswith("zh") else ", "
    rule = Rule(derivation["rule"])
    if rule == Rule.COMPOUND:
        parts = [_part_sums(part, language) for part in derivation["parts"]]
        return ("；" if language.startswith("zh") else "; ").join(part for part in parts if part)
    if "compared" not in derivation:
        return ""
    if is_of_list(derivation):
        return "整份清单称已办结" if language.startswith("zh") else "said of the whole list"
    if _names_no_number(derivation):
        return f"{_no_number(language)}{comma}{rule.name_in(language)}"
    compared = derivation["compared"]
    if rule == Rule.DONE:
        return _rungs(compared, language)
    actual, target = Decimal(compared["actual"]), Decimal(compared["target"])
    line, slack = _line(derivation, rule, target)
    if mark := _bound_that_keeps(derivation, rule):
        said, promised = f"{mark} {_printed(actual, derivation)}", f"{mark} {_printed(target, derivation)}"
        return f"报告 {said}，承诺 {promised}" if language.startswith("zh") else f"reported {said}, promised {promised}"
    if _sits_below(derivation, rule):
        good, bad = ("<" if derivation.get("strict") else "≤"), ("≥" if derivation.get("strict") else ">")
        sign = good if actual < line or (actual == line and good == "≤") else bad
    elif rule == Rule.ABOVE or (rule == Rule.IN_STEP and derivation["strict"]):
        sign = ">" if actual > line else "≤"
    else:
        sign = "≥" if actual >= line else "<"
    return f"{_printed(actual, derivation)} {sign} {_printed(target, derivation)}{slack}{comma}{rule.name_in(language)}"


def _rungs(compared: _Derivation, language: str) -> str:
    """The rung reached and the rung promised in words: a reader of "completed ≥ completed" learns nothing."""
    reached, promised = rung_name(compared["actual"], language), rung_name(compared["target"], language)
    if language.startswith("zh"):
        return f"做到“{reached}”，承诺“{promised}”"
    return f"reached: {reached}; promised: {promised}"


def _part_sums(part: _Derivation, language: str) -> str:
    """The comparison of one part; a part that is only named (李奇村获评…, for two villages) is not "all"."""
    return _no_number(language) if _names_no_number(part) else arithmetic(part, language)


def _names_no_number(derivation: _Derivation) -> bool:
    """Whether a figure was promised and the answer says in words alone that it was done."""
    actual = derivation["actual"]
    is_in_words = actual is not None and (not actual["value"] or is_of_list(derivation))
    return derivation["rule"] == Rule.ALL and is_in_words


def is_of_list(derivation: _Derivation) -> bool:
    """Whether one sentence says it of a whole list, one item of which was promised: 10件实事圆满办结."""
    return derivation.get("said_of") == "list"


def _no_number(language: str) -> str:
    return "结果未给出数字" if language.startswith("zh") else "the answer names no number"


def _bound_that_keeps(derivation: _Derivation, rule: Rule) -> str:
    """The sign both figures bear where an answer at the limit keeps a strict target; empty everywhere else.

    超过1000 answered by 超过1000 is "reported > 1000, promised > 1000".
    """
    compared = derivation["compared"]
    if Decimal(compared["actual"]) != Decimal(compared["target"]):
        return ""
    if rule == Rule.ABOVE and compared.get("actual_is") == "more":
        return ">"
    if rule == Rule.CEILING and derivation.get("strict") and compared.get("actual_is") == "less":
        return "<"
    return ""


def _line(derivation: _Derivation, rule: Rule, target: Decimal) -> tuple[Decimal, str]:
    """Where "kept" begins, and how the tolerance is written: only where it was needed to decide."""
    compared = derivation["compared"]
    actual = Decimal(compared["actual"])
    tolerance = Decimal(derivation.get("tolerance", "0"))
    below = _sits_below(derivation, rule)
    if rule == Rule.RANGE and below and compared.get("target_high"):
        return Decimal(compared["target_high"]), ""
    if not tolerance or (actual <= target if below else actual >= target):
        return target, ""
    sign = "+" if below else "−"
    return (target + tolerance if below else target - tolerance), f" {sign} {plain(tolerance)}"


def _sits_below(derivation: _Derivation, rule: Rule) -> bool:
    """Whether the actual should lie under the target."""
    if rule == Rule.CEILING:
        return True
    return rule in (Rule.ABOUT, Rule.RANGE, Rule.ADMITTED) and derivation["direction"] == Direction.LOWER


def _printed(value: Decimal, derivation: _Derivation) -> str:
    """A figure with as many decimals as the finer of the two, so that 9 stands beside 8.5 as 9.0."""
    compared = derivation["compared"]
    decimals = max(len(str(compared[side]).partition(".")[2]) for side in ("target", "actual"))
    percent = "%" if derivation["rule"] == Rule.ALL else ""
    return f"{value:.{decimals}f}{percent}".replace("-", "−")


def _promise(derivation: _Derivation, zh: bool) -> str:
    target = derivation["target"]
    if derivation["rule"] == Rule.ADMITTED and not derivation["target_known"]:
        return f"承诺：{_name(target, zh)}（目标数未知）" if zh else f"Promised: {_name(target, zh)} (target unknown)"
    return f"承诺：{_said(target, zh)}" if zh else f"Promised: {_said(target, zh)}"


def _name(figure: dict[str, Any], zh: bool) -> str:
    """The report's own words in Chinese; in English the indicator's name where it has one."""
    indicator = None if zh else by_code().get(figure["indicator"])
    return indicator.en if indicator else str(figure["subject"])


def _said(figure: dict[str, Any], zh: bool) -> str:
    """A figure in words: subject, measure, comparator, value and unit."""
    measure = Measure(figure["measure"])
    comparator = Comparator(figure["comparator"])
    name = _name(figure, zh)
    if comparator == Comparator.SYNC:
        return f"{name}{comparator.zh}增长" if zh else f"{name} to grow in step"
    if not figure["value"]:
        return name
    value = figure["value"]
    if figure["value_high"]:
        value = f"{value}–{figure['value_high']}"
    after = comparator in (Comparator.GE, Comparator.LE, Comparator.ABOUT)
    before = comparator in (Comparator.GT, Comparator.LT)
    if zh:
        body = f"{comparator.zh if before else ''}{value}{figure['unit']}{comparator.zh if after else ''}"
        return f"{name}{_VERB_ZH.get(measure, '')}{body}"
    word = f"{comparator.en} " if after or before else ""
    return f"{name}, {measure.en.lower()} {word}{value}{figure['unit']}"


_VERB_ZH = {
    Measure.GROWTH: "增长",
    Measure.DECLINE: "下降",
    Measure.INCREMENT: "新增",
    Measure.PP: "变动",
    Measure.SHARE: "达到",
    Measure.LEVEL: "",
    Measure.MULTIPLE: "达到",
    Measure.RANK: "位次",
}


def _of_figures(derivation: _Derivation, zh: bool) -> str:
    answer = _said(derivation["actual"], zh)
    steps = [_STEPS[step["step"]](step, zh) for step in derivation["conversions"] if step["step"] in _STEPS]
    sums = arithmetic(derivation, "zh" if zh else "en") + _lower_is_better(derivation, zh)
    how = "".join(f"（{step}）" if zh else f" ({step})" for step in steps)
    return (
        f"结果：{answer}{how}；比较：{sums}{_margin(derivation, zh)}"
        if zh
        else (f"reported: {answer}{how}; compared: {sums}{_margin(derivation, zh)}")
    )


def _lower_is_better(derivation: _Derivation, zh: bool) -> str:
    """Said in words where it decides which side of the target is kept: prices up by 2 for about 3."""
    if derivation["direction"] != Direction.LOWER or not _sits_below(derivation, Rule(derivation["rule"])):
        return ""
    return f"（{Direction.LOWER.zh}）" if zh else f" ({Direction.LOWER.en})"


def _margin(derivation: _Derivation, zh: bool) -> str:
    """Which side of the partial band a figure that missed its target fell on."""
    result = Verdict(derivation["result"])
    if result not in (Verdict.IN_PART, Verdict.BROKEN):
        return ""
    rule = Rule(derivation["rule"])
    lower = _sits_below(derivation, rule)
    compared, band = derivation["compared"], derivation["band"]
    base = compared["target_high"] if lower and rule == Rule.RANGE and compared["target_high"] else compared["target"]
    edge = plain(Decimal(base) * Decimal(band["ceiling" if lower else "floor"]))
    if result == Verdict.IN_PART:
        return f"，在部分兑现线 {edge} 之内" if zh else f", inside the partial band ({edge})"
    return f"，未到部分兑现线 {edge}" if zh else f", outside the partial band ({edge})"


_STEPS: dict[str, Callable[[dict[str, Any], bool], str]] = {
    "unit": lambda step, zh: f"{step['from']}{step['from_unit']} = {step['to']}{step['to_unit']}",
    "sum": lambda step, zh: f"{' + '.join(step['of'])} = {step['to']}{step['unit']}",
    "growth": lambda step, zh: (
        f"由 {step['base']}{step['unit']} 到 {step['level']}{step['unit']}，增长 {step['to']}%"
        if zh
        else f"from {step['base']}{step['unit']} to {step['level']}{step['unit']}: growth of {step['to']}%"
    ),
}


def _in_step(derivation: _Derivation, zh: bool) -> str:
    yardstick = _said(derivation["yardstick"], zh)
    compared = derivation["compared"]
    lead = plain(Decimal(compared["actual"]) - Decimal(compared["target"]))
    answer = _said(derivation["actual"], zh)
    if zh:
        return f"结果：{answer}，{yardstick}，相差 {lead} 个百分点（容差 {derivation['tolerance']}）"
    return f"reported: {answer}, against {yardstick}: {lead} points apart (tolerance {derivation['tolerance']})"


def _done(derivation: _Derivation, zh: bool) -> str:
    language = "zh" if zh else "en"
    answer = _said(derivation["actual"], zh)
    sums = arithmetic(derivation, language)
    return f"结果：{answer}；比较：{sums}" if zh else f"reported: {answer}; compared: {sums}"


def _all(derivation: _Derivation, zh: bool) -> str:
    answer = _said(derivation["actual"], zh)
    if _names_no_number(derivation):
        no_number = _no_number("zh" if zh else "en")
        if is_of_list(derivation):
            no_number = f"整份清单，{no_number}" if zh else f"of a whole list; {no_number}"
        return (
            f"结果：{answer}（称已完成，{no_number}）" if zh else f"reported: {answer} (said to be done; {no_number})"
        )
    return (
        f"结果：{answer}（{derivation['compared']['actual']}%）"
        if zh
        else (f"reported: {answer} ({derivation['compared']['actual']}%)")
    )


def _admitted(derivation: _Derivation, zh: bool) -> str:
    sums = arithmetic(derivation, "zh" if zh else "en")
    words = "政府在下一年报告中承认未达到目标" if zh else "the next report admits that it was missed"
    return f"{words}（{sums}）" if sums and zh else f"{words} ({sums})" if sums else words


def _compound(derivation: _Derivation, zh: bool) -> str:
    language = "zh" if zh else "en"
    said = []
    for part in derivation["parts"]:
        name = _name(part["actual"], zh) if part["actual"] else ("其余" if zh else "the rest")
        sums = _part_sums(part, language)
        verdict = Verdict(part["result"]).name_in(language)
        said.append(f"{name}：{verdict}" if zh else f"{name}: {verdict.lower()}")
        if sums:
            said[-1] += f"（{sums}）" if zh else f" ({sums})"
    return f"分项：{'；'.join(said)}" if zh else f"by parts: {'; '.join(said)}"


def _silence(derivation: _Derivation, zh: bool) -> str:
    """Why nothing answers; where a person looked, also what there was instead and what the person noted."""
    because = Silence(derivation["reason"]).name_in("zh" if zh else "en")
    looked = derivation.get("looked")
    if looked is None:
        return because
    found = Lack(looked["found"]).name_in("zh" if zh else "en")
    note = looked["note"]
    if zh:
        return f"{because}：{found}{f'（{note}）' if note else ''}"
    return f"{because}: {found}{f' ({note})' if note else ''}"


def _named(reasons: type[Word]) -> Callable[[_Derivation, bool], str]:
    return lambda derivation, zh: reasons(derivation["reason"]).name_in("zh" if zh else "en")


_BECAUSE: dict[Rule, Callable[[_Derivation, bool], str]] = {
    Rule.FLOOR: _of_figures,
    Rule.ABOVE: _of_figures,
    Rule.CEILING: _of_figures,
    Rule.ABOUT: _of_figures,
    Rule.RANGE: _of_figures,
    Rule.REDUCE: _of_figures,
    Rule.MULTIPLE: _of_figures,
    Rule.IN_STEP: _in_step,
    Rule.DONE: _done,
    Rule.ALL: _all,
    Rule.ADMITTED: _admitted,
    Rule.COMPOUND: _compound,
    Rule.SILENCE: _silence,
    Rule.NOT_DUE: _named(Wait),
    Rule.NO_TEST: _named(Untestable),
}
