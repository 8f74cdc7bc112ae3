"""The page on how a report is labelled: the rules that coders and the machine share, each with examples.

The examples are phrases as reports write them; a test has the reading read every one of them as it is printed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reports.words import Comparator, Hedge, Kind, Measure
from tracker.judging.reasons import Refusal


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase and what is to be read in it; `figure` is the value with its unit, empty for a deed."""

    phrase: str
    kind: Kind
    subject: str
    measure: Measure
    comparator: Comparator = Comparator.EQ
    figure: str = ""
    hedge: Hedge = Hedge.NONE


@dataclass(frozen=True, slots=True)
class Rule:
    """One question a coder answers, how it is answered, and examples of it."""

    anchor: str
    title: Any
    answers: Sequence[Any]
    examples: Sequence[Example] = ()


RULES = (
    Rule(
        "what",
        _("What is labelled"),
        (
            _("Every figure that states a result or a pledge is one row; three figures in a sentence, three rows."),
            _("A deed without a figure is a row where anyone could check it: a named work, plan or title, and an end."),
            _(
                "No row: dates, numbers of a list, names that hold a figure (十四五, 5G, 一带一路), and wishes "
                "without an end that could be checked (加强, 推进, 提升)."
            ),
            _("The quote is the shortest run of the text that holds the subject and the figure, exactly as it stands."),
        ),
    ),
    Rule(
        "kind",
        _("Pledge, outcome or admission"),
        (
            _("Pledge: what the government says it will reach or do, for the year or for the end of a plan."),
            _("Outcome: what it says was reached or done, in the year behind or in the years of a term."),
            _("Admission: what it says itself was not reached; each thing it names is a row of its own."),
            _("“We expect” of a year that is over is an outcome; of the year to come it is a pledge."),
        ),
        (
            Example("地区生产总值增长6%", Kind.PLEDGE, "地区生产总值", Measure.GROWTH, figure="6%"),
            Example("新建公厕12座", Kind.PLEDGE, "公厕", Measure.LEVEL, figure="12座"),
        ),
    ),
    Rule(
        "subject",
        _("What it is about"),
        (
            _("In the report’s own words, without the verb: 新建公厕12座 is about 公厕."),
            _("What a list shares is written out: 城镇和农村居民收入 are two subjects."),
            _("Short: the thing and what tells it from others, no purpose and no means."),
            _("Where it is a standing indicator, choose that; a part of it or a wider circle is another one."),
        ),
    ),
    Rule(
        "measure",
        _("What the figure measures"),
        (
            _("A rise in per cent is growth; in percentage points it is another measure, and the two never mix."),
            _("Reach 30 is a level, 30 more is an increment: 达到 and 新增 are told apart."),
            _("A fall is written as a positive number: 下降3% is a decline of 3."),
            _("A rate or coverage is a share; 翻一番 is the multiple 2."),
        ),
        (
            Example("城镇新增就业3000人", Kind.PLEDGE, "城镇新增就业", Measure.INCREMENT, figure="3000人"),
            Example("粮食产量达到20万吨", Kind.PLEDGE, "粮食产量", Measure.LEVEL, figure="20万吨"),
            Example("森林覆盖率达到42%", Kind.PLEDGE, "森林覆盖率", Measure.SHARE, figure="42%"),
        ),
    ),
    Rule(
        "comparator",
        _("How firmly it is said"),
        (
            _("A bare figure is “reach”. 以上, 不低于 and 至少 are “at least”; 超过 and 突破 are “more than”."),
            _("以内 and 不超过 are “at most”; 低于 is “less than”; 左右 and 约 are “about”."),
            _("6%–6.5% is a range with its two ends. 与经济增长同步 has no figure of its own."),
            _("力争, 争取 and 努力 promise an effort: the figure stays, the hedge is noted."),
        ),
        (
            Example("地区生产总值增长8%左右", Kind.PLEDGE, "地区生产总值", Measure.GROWTH, Comparator.ABOUT, "8%"),
            Example("城镇登记失业率控制在4%以内", Kind.PLEDGE, "城镇登记失业率", Measure.SHARE, Comparator.LE, "4%"),
            Example(
                "力争固定资产投资增长10%", Kind.PLEDGE, "固定资产投资", Measure.GROWTH, figure="10%", hedge=Hedge.STRIVE
            ),
        ),
    ),
    Rule(
        "value",
        _("Figure and unit"),
        (
            _("The figure as printed, in the unit as printed: 175.6 and 亿元, never 17560000000."),
            _("Numbers in words become digits: 三分之一 is 33.33 and %."),
            _("A blanked figure (XX件) is “redacted”. Nobody guesses it, and the pledge cannot be checked."),
            _("The earlier value of a comparison (从…到…) is the base of the later one, and no row of its own."),
        ),
    ),
    Rule(
        "period",
        _("Year and deadline"),
        (
            _("The year the figure belongs to: 2025; a total of years is a span: 2021-2025."),
            _("A target for the end of a plan belongs to its last year; 年均 and 累计 keep the span."),
            _("A month or a day within the year is the deadline: 6月底前 is 2025-06."),
        ),
    ),
    Rule(
        "deed",
        _("Deeds"),
        (
            _("Testable: a named thing, and 建成, 开工, 通车, 投用, 出台, 获评 or the like."),
            _("One row a thing: completing A, B and C is three rows."),
            _("A pledge to begin is kept by beginning, a pledge to finish only by finishing."),
        ),
    ),
    Rule(
        "link",
        _("Which outcome answers a pledge"),
        (
            _("The same thing, in the same measure, for the same year, of the same government."),
            _("The figure of the year itself comes before an average or a total of several years."),
            _("“Not reported” is an answer: another measure or a vague sentence does not stand in for it."),
            _("A pledge of several parts is answered by several outcomes, each part judged alone."),
            _("When in doubt, none: an outcome that may be another thing is left as considered."),
        ),
    ),
)


def labelling(request: HttpRequest) -> HttpResponse:
    """How coders label a report and its answers."""
    return render(request, "labelling.html", {"rules": RULES, "refusals": list(Refusal)})
