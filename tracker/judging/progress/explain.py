"""One sentence a standing, in Chinese and English, from its computation alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reports.words import Word
from tracker.judging.converting import plain
from tracker.judging.progress.records import Aim, Pace, Standing, Unknown
from tracker.judging.units import read_unit

#: How the last year's value lies to the target; where less is better a target is a limit.
_REACHED = {
    "ahead": ("超出目标", "beyond it"),
    "on_track": ("达到目标", "reached"),
    "behind": ("未达到目标", "not reached"),
}
_REACHED_BELOW = {
    "ahead": ("优于目标", "better than it"),
    "on_track": ("未超过目标", "kept to"),
    "behind": ("超过目标", "not kept to"),
}


def explain(standing: Standing, language: str) -> str:
    """Where the target stands in that year, and why; Chinese for any zh language code, else English."""
    return told(standing.year, standing.computation, standing.reason, language)


def told(year: int, computation: dict[str, Any], reason: str, language: str) -> str:
    """The same from the stored parts: the year, the computation and the reason."""
    zh = language.startswith("zh")
    if not computation:
        why = _name(Unknown, reason, zh)
        return f"{year}年：{why}，{Pace.UNKNOWN.zh}。" if zh else f"{year}: {why}, so the pace {Pace.UNKNOWN.en}."
    sentences = [_value(year, computation, zh), _held(computation, reason, zh), _rest(computation, zh)]
    ends = "。" if zh else "."
    spaced = "" if zh else " "
    return spaced.join(f"{sentence[0].upper()}{sentence[1:]}{ends}" for sentence in sentences if sentence)


def short(figure: str) -> str:
    """A computed figure as it is shown: at most two decimals, no fewer than tell it apart from nothing."""
    if "." not in figure:
        return figure
    rounded = plain(Decimal(figure).quantize(Decimal("0.01")))
    return rounded if rounded not in ("0", "-0") else figure


def _name(words: type[Word], code: str, zh: bool) -> str:
    word = words(code)
    return word.zh if zh else word.en


def _with_unit(figure: str, unit: str) -> str:
    return f"{short(figure)}{unit}"


def _value(year: int, c: dict[str, Any], zh: bool) -> str:
    """What was reached, and how it came about from the printed figures."""
    value = _bounded(c, _with_unit(c["value"], c["unit"]), zh)
    years = str(year) if c["done"] == 1 else f"{c['first']}—{year}"
    aim = Aim(c["aim"])
    if aim in (Aim.LEVEL, Aim.LIMIT, Aim.RISE, Aim.MULTIPLE):
        return f"{year}年为{value}" if zh else f"{value} in {year}"
    if c["operation"] == "told":
        return _told(aim, c, years, value, zh)
    operands = [_with_unit(operand, c["unit"]) for operand in c["operands"]]
    if aim == Aim.TOTAL:
        if len(operands) == 1:
            return f"{years}年为{value}" if zh else f"{value} in {years}"
        return f"{years}年{'+'.join(operands)}，合计{value}" if zh else f"{years}: {' + '.join(operands)} makes {value}"
    word_zh, word = ("下降", "fell") if c["of_falls"] else ("增长", "grew")
    whole_zh, whole = ("年均", "a year on average") if aim == Aim.MEAN else ("累计", "altogether")
    if len(operands) == 1:
        return f"{years}年{word_zh}{value}" if zh else f"it {word} by {value} in {years}"
    if zh:
        return f"{years}年分别{word_zh}{'、'.join(operands)}，{whole_zh}{value}"
    return f"{years}: it {word} by {', '.join(operands)}, which is {value} {whole}"


def _told(aim: Aim, c: dict[str, Any], years: str, value: str, zh: bool) -> str:
    if aim == Aim.TOTAL:
        return f"报告称{years}年共{value}" if zh else f"the report itself tells {value} for {years}"
    word_zh, word = ("下降", "fall") if c["of_falls"] else ("增长", "growth")
    whole_zh, whole = ("年均", "a year") if aim == Aim.MEAN else ("累计", "altogether")
    if zh:
        return f"报告称{years}年{whole_zh}{word_zh}{value}"
    return f"the report itself tells a {word} of {value} {whole} for {years}"


def _bounded(c: dict[str, Any], value: str, zh: bool) -> str:
    if c["bound"] == "more":
        return f"至少{value}" if zh else f"at least {value}"
    if c["bound"] == "less":
        return f"至多{value}" if zh else f"at most {value}"
    return value


def _held(c: dict[str, Any], reason: str, zh: bool) -> str:
    """Against what it is held, and the pace."""
    pace, unit = _name(Pace, c["pace"], zh), c["unit"]
    target = _with_unit(c["target"], unit)
    if reason:
        why = _name(Unknown, reason, zh)
        return f"目标为{target}；{why}，{pace}" if zh else f"the target is {target}; {why}, so the pace {pace}"
    needed = _with_unit(c["needed"], unit) if c["needed"] else ""
    last = c["first"] + c["years"] - 1
    if c["done"] == c["years"]:
        words = (_REACHED_BELOW if c["lower"] else _REACHED)[c["pace"]]
        return f"目标为{target}：{words[0]}" if zh else f"the target is {target}: {words[1]}"
    if c["path"] == "limit":
        bound_zh, bound = ("不应超过", "at most") if c["lower"] else ("不应低于", "at least")
        return f"历年{bound_zh}{target}：{pace}" if zh else f"it is to be {bound} {target} every year: {pace}"
    if not needed:
        if zh:
            return f"{last}年的目标{target}已提前达到：{pace}"
        return f"the target of {target} for {last} is reached already: {pace}"
    if c["path"] == "mean":
        return f"目标为年均{target}：{pace}" if zh else f"the target is {target} a year: {pace}"
    if c["start"]:
        start = _with_unit(c["start"], unit)
        if zh:
            return f"由起点{start}匀速到{last}年的{target}，此时应为{needed}：{pace}"
        return f"an even pace from {start} to {target} in {last} would have led to {needed}: {pace}"
    return (
        f"{c['years']}年目标为{target}，按匀速此时应为{needed}：{pace}"
        if zh
        else f"the target is {target} in {c['years']} years, of which an even pace asks {needed} by now: {pace}"
    )


def _rest(c: dict[str, Any], zh: bool) -> str:
    """What each remaining year needs."""
    if not c["rest"]:
        return ""
    rest, is_one = c["rest"], c["years"] - c["done"] == 1
    lead_zh, lead = ("最后一年", "the last year") if is_one else ("其余各年", "each remaining year")
    if c["path"] in ("mean", "compound", "rate"):
        if rest.startswith("-"):
            return f"{lead_zh}需下降{short(rest[1:])}%" if zh else f"{lead} needs a fall of {short(rest[1:])}%"
        word_zh, word = ("下降", "a fall") if c["of_falls"] else ("增长", "growth")
        return f"{lead_zh}需{word_zh}{short(rest)}%" if zh else f"{lead} needs {word} of {short(rest)}%"
    unit = c["unit"]
    if read_unit(unit).is_rate and c["path"] == "line":
        unit = "个百分点" if zh else " points"
    figure = f"{short(rest.removeprefix('-'))}{unit}"
    if c["path"] == "total":
        return f"{lead_zh}需{figure}" if zh else f"{lead} needs {figure}"
    verb_zh, verb = ("降低", "a fall of") if rest.startswith("-") else ("提高", "a rise of")
    return f"{lead_zh}需{verb_zh}{figure}" if zh else f"{lead} needs {verb} {figure}"
