"""One sentence a shift, in Chinese and English, from its computation alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports.reading.lexicon.indicators import by_code
from reports.words import Measure
from tracker.judging.goalposts.records import Move, Shift
from tracker.judging.goalposts.tables import wordings


def explain(shift: Shift, language: str) -> str:
    """What became of the target; Chinese for any zh language code, else English."""
    return sentence(shift.kind, shift.indicator, shift.year_before, shift.year_after, shift.computation, language)


def sentence(kind: Move, indicator: str, before: int, after: int, computation: dict[str, Any], language: str) -> str:
    """The sentence from the stored fields of a shift."""
    zh = language.startswith("zh")
    known = None if zh else by_code().get(indicator)
    name = known.en if known else computation["before"]["subject"]
    told = _TELL[kind](computation, before, after, zh)
    return f"{name}{'：' if zh else ': '}{told}{'。' if zh else '.'}"


def figure_in_words(told: dict[str, Any], zh: bool) -> str:
    """A target as the plan says it, figure and wording: 6%以上, about 7%, at most 4.5%; a deed by its quote."""
    if told["comparator"] == "sync":
        step = wordings().get(told["wording"])
        if step is None:
            return "与经济增长同步" if zh else "in step with economic growth"
        return _PACES[step.code] if zh else f"{step.en} economic growth"
    if not told["value"]:
        return f"“{told['quote']}”"
    value, unit = told["value"], told["unit"]
    if told["comparator"] == "range":
        return f"{value}–{told['value_high']}{unit}"
    pattern = _WORDS.get(told["comparator"], ("{}", "{}"))[0 if zh else 1]
    words = pattern.format(f"{value}{unit}")
    if told["measure"] == Measure.DECLINE.value:
        words = f"下降{words}" if zh else f"a fall of {words}"
    if told["wording"] in _VERBS:
        step = wordings()[told["wording"]]
        words = f"{step.zh}{words}" if zh else f"{step.en} {words}"
    return words


_VERBS = ("ensure", "strive")
_WORDS = {
    "ge": ("{}以上", "at least {}"),
    "gt": ("超过{}", "more than {}"),
    "le": ("{}以内", "at most {}"),
    "lt": ("低于{}", "less than {}"),
    "about": ("{}左右", "about {}"),
}
_PACES = {"faster": "快于经济增长", "plain": "与经济增长同步", "basic": "与经济增长基本同步"}
_MEASURES = {"in_step": ("同步关系", "a pace to keep"), "done": ("无数字表述", "words without a figure")}


def _both(c: dict[str, Any], zh: bool) -> tuple[str, str]:
    return figure_in_words(c["before"], zh), figure_in_words(c["after"], zh)


def _standing_in_a_sentence(told: dict[str, Any], zh: bool) -> str:
    """The target, in quotation marks where a verb words it: "lowered from ensure a fall of 9%" would be no English."""
    words = figure_in_words(told, zh)
    return f"“{words}”" if told["value"] and told["wording"] in _VERBS else words


def _lowered(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    first, second = (_standing_in_a_sentence(c[pledge], zh) for pledge in ("before", "after"))
    missed = ""
    if c["was_missed"]:
        missed = f"，而{before}年的目标未达到" if zh else f"; the target for {before} was not met"
    if c["is_ceiling"]:
        if zh:
            return f"控制目标由{before}年的{first}放宽为{after}年的{second}{missed}"
        return f"the limit was raised from {first} in {before} to {second} in {after}{missed}"
    if zh:
        return f"目标由{before}年的{first}调低为{after}年的{second}{missed}"
    return f"the target was lowered from {first} in {before} to {second} in {after}{missed}"


def _worded(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    first, second = _both(c, zh)
    tail = ""
    if c["same_test"]:
        tail = "；两种措辞按同一规则判定" if zh else "; both wordings are judged by the same rule"
    elif c["figure_rose"]:
        tail = "；数字有所提高" if zh else "; the figure itself asks for more"
    if zh:
        return f"措辞由{before}年的“{first}”改为{after}年的“{second}”{tail}"
    return f"worded as “{first}” for {before} and as “{second}” for {after}{tail}"


def _gone(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    first = figure_in_words(c["before"], zh)
    kept = [by_code()[code] for code in c["remains"]]
    names = ("、" if zh else ", ").join(one.zh if zh else one.en for one in kept)
    if zh:
        tail = f"；仍设有{names}目标" if names else ""
        return f"{before - 1}年和{before}年均设目标（{before}年为{first}），{after}年计划中未再设{tail}"
    tail = f"; a target for {names} remains" if names else ""
    return f"a target in {before - 1} and {before} ({first}), and none in the plan for {after}{tail}"


def _scope(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    first, second = _both(c, zh)
    if "basis" in c:
        words = ["、".join(words) for words in c["basis"]]
        if zh:
            named = [f"按“{one}”计" if one else "未说明口径" for one in words]
            return f"{before}年{first}（{named[0]}），{after}年{second}（{named[1]}），两者不可直接比较"
        named = [f"counted as “{one}”" if one else "no basis named" for one in words]
        return f"{first} in {before} ({named[0]}) and {second} in {after} ({named[1]}), which do not compare"
    return _renamed(c, before, after, zh)


def _renamed(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    first, second = _both(c, zh)
    names = "、".join([c["before"]["subject"], *c.get("also", ())])
    if zh:
        return f"{before}年的目标是{names}（{first}），{after}年改为{c['after']['subject']}（{second}）"
    return (
        f"the target for {before} was for {names} ({first}), that for {after} is for {c['after']['subject']} ({second})"
    )


def _yardstick(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    if "measure" not in c:
        return _renamed(c, before, after, zh)
    first, second = _both(c, zh)
    names = [_measure(code, zh) for code in c["measure"]]
    if zh:
        return f"{before}年以{names[0]}衡量（{first}），{after}年改为{names[1]}（{second}）"
    return f"told as {names[0]} for {before} ({first}) and as {names[1]} for {after} ({second})"


def _measure(code: str, zh: bool) -> str:
    if code == "change":
        return "增减幅度" if zh else "a rate of change"
    if code in _MEASURES:
        return _MEASURES[code][0 if zh else 1]
    return Measure(code).name_in("zh" if zh else "en").lower()


def _repeated(c: dict[str, Any], before: int, after: int, zh: bool) -> str:
    first = figure_in_words(c["before"], zh)
    if zh:
        return f"{before}年的目标（{first}）未达到，{after}年计划中原数再提"
    return f"the target for {before} ({first}) was not met, and the plan for {after} sets the same again"


_TELL: dict[Move, Callable[[dict[str, Any], int, int, bool], str]] = {
    Move.LOWERED: _lowered,
    Move.WEAKENED: _worded,
    Move.STRENGTHENED: _worded,
    Move.GONE: _gone,
    Move.SCOPE: _scope,
    Move.YARDSTICK: _yardstick,
    Move.REPEATED: _repeated,
}
