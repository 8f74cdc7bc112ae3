"""The rules of METHOD, case by case; the cases stand in cases/rules.toml."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.reading.records import Statement
from reports.words import Flag, Rule, Verdict
from tests.judging import YEAR, statement
from tracker.judging.bases import bases_of
from tracker.judging.explain import arithmetic, explain
from tracker.judging.judge import admitted, judge, pending
from tracker.judging.ladder import rung_promised, rung_reached
from tracker.judging.reasons import Wait
from tracker.judging.records import Context, Judgement
from tracker.judging.rules import DEFINITIONS, apply
from tracker.judging.sensitivity import kept_by_tolerance
from tracker.judging.units import factor_between

CASES = tomllib.loads((Path(__file__).parent / "cases" / "rules.toml").read_text(encoding="utf-8"))["case"]
CONTEXT = Context(YEAR)


def judged(case: dict) -> Judgement:
    shared = {"subject": "甲项", "indicator": case.get("indicator")}
    measure, unit = case.get("measure", "growth"), case.get("unit", "%")
    pledge = statement(
        "pledge", value=case["target"], high=case.get("high", ""), unit=unit, measure=measure,
        comparator=case.get("comparator", "eq"), **shared,
    )  # fmt: skip
    outcome = statement(
        "outcome", value=case["actual"], unit=case.get("actual_unit", unit),
        measure=case.get("actual_measure", measure), comparator=case.get("actual_comparator", "eq"), **shared,
    )  # fmt: skip
    return judge(pledge, outcome, CONTEXT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_reaches_the_published_verdict(case: dict) -> None:
    judgement = judged(case)
    assert (judgement.rule, judgement.verdict) == (Rule(case["rule"]), Verdict(case["verdict"]))
    assert sorted(judgement.flags) == sorted(case.get("flags", []))
    if "reason" in case:
        assert judgement.reason == case["reason"]
    if "arithmetic" in case:
        assert arithmetic(judgement.derivation, "en") == case["arithmetic"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_derivation_alone_leads_to_the_verdict_again(case: dict) -> None:
    judgement = judged(case)
    again = json.loads(json.dumps(judgement.derivation))
    assert again == judgement.derivation
    assert apply(again) == judgement.verdict


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_explanation_names_the_verdict_and_the_rule(case: dict, language: str) -> None:
    judgement = judged(case)
    sentence = explain(judgement.derivation, language)
    assert judgement.verdict.name_in(language) in sentence
    assert judgement.rule.name_in(language) in sentence


def income(value: str, subject: str = "居民人均可支配收入", measure: str = "growth") -> Statement:
    return statement("outcome", subject=subject, value=value, unit="%", measure=measure)


def in_step(lead_income: str, gdp: str, *reasons: str) -> Verdict:
    pledge = statement(
        "pledge", subject="居民收入", comparator="sync", measure="growth", unit="%",
        quote="居民收入与经济增长基本同步", reasons=reasons,
    )  # fmt: skip
    context = Context(YEAR, yardstick=statement("outcome", subject="生产总值", value=gdp, unit="%", measure="growth"))
    return judge(pledge, income(lead_income), context).verdict


@pytest.mark.parametrize(
    ("lead_income", "gdp", "reasons", "verdict"),
    [
        ("5.1", "3.0", (), "kept"),
        ("5.0", "5.5", (), "kept"),
        ("4.9", "5.5", (), "in_part"),
        ("4.5", "5.5", (), "in_part"),
        ("4.4", "5.5", (), "broken"),
        ("5.4", "5.5", ("in_step:plain",), "kept"),
        ("5.3", "5.5", ("in_step:plain",), "in_part"),
        ("5.5", "5.5", ("in_step:faster",), "in_part"),
        ("5.6", "5.5", ("in_step:faster",), "kept"),
    ],
)
def test_income_keeps_in_step_with_growth(lead_income: str, gdp: str, reasons: tuple[str, ...], verdict: str) -> None:
    assert in_step(lead_income, gdp, *reasons) == verdict


def test_in_step_without_the_growth_to_compare_with_is_unreported() -> None:
    pledge = statement(
        "pledge", subject="居民收入", comparator="sync", measure="growth", quote="居民收入与经济增长同步"
    )
    judgement = judge(pledge, income("5.1"), CONTEXT)
    assert (judgement.verdict, judgement.reason) == (Verdict.UNREPORTED, "no_yardstick")


@pytest.mark.parametrize(
    ("promised", "reached", "verdict"),
    [
        ("中医院新院区建成", "中医院新院区投入使用", "kept"),
        ("中医院新院区建成", "中医院新院区竣工", "kept"),
        ("中医院新院区建成", "中医院新院区主体封顶", "in_part"),
        ("中医院新院区建成", "中医院新院区开工建设", "broken"),
        ("中医院新院区开工", "中医院新院区主体完工", "kept"),
        ("环城路建成通车", "环城路基本建成", "broken"),
    ],
)
def test_a_named_deed_is_held_against_its_ladder(promised: str, reached: str, verdict: str) -> None:
    pledge = statement("pledge", subject="甲", measure="done", quote=promised)
    outcome = statement("outcome", subject="甲", measure="done", quote=reached)
    assert judge(pledge, outcome, CONTEXT).verdict == verdict


def test_the_capacity_in_the_name_of_a_work_is_not_its_result() -> None:
    pledge = statement("pledge", subject="水泥生产线", value="5000", unit="吨", quote="建成日产5000吨水泥生产线")
    outcome = statement("outcome", subject="水泥生产线", value="5000", unit="吨", quote="日产5000吨水泥生产线进入扫尾")
    judgement = judge(pledge, outcome, CONTEXT)
    assert (judgement.rule, judgement.verdict) == (Rule.DONE, Verdict.IN_PART)


def test_a_deed_done_after_its_deadline_is_late_and_kept_in_part() -> None:
    pledge = statement("pledge", subject="大桥", measure="done", quote="大桥建成通车", deadline="2022-06")
    outcome = statement("outcome", subject="大桥", measure="done", quote="大桥建成通车", deadline="2022-10")
    judgement = judge(pledge, outcome, CONTEXT)
    assert judgement.verdict == Verdict.IN_PART
    assert Flag.LATE in judgement.flags


@pytest.mark.parametrize(
    ("quote", "height"),
    [
        ("建设国家公园", 2),
        ("基本完成改制", 3),
        ("开展医保试点", 2),
        ("完成主体工程", 3),
        ("建成国家公园", 4),
        ("出台条例", 4),
    ],
)
def test_to_carry_a_work_on_promises_no_more(quote: str, height: int) -> None:
    assert rung_promised(statement("pledge", measure="done", quote=quote)) == height


@pytest.mark.parametrize(
    ("quote", "height"),
    [
        ("主体封顶", 3),
        ("基本建成", 3),
        ("建成投用", 5),
        ("开工建设", 2),
        ("正在建设", 2),
        ("甲乙", 4),
        ("甲桥、乙桥主体施工", 2),
        ("完成甲桥、乙桥主体施工", 3),
        ("新建甲桥、乙桥全力推进", 2),
    ],
)
def test_words_that_say_it_is_unfinished_come_before_the_verb(quote: str, height: int) -> None:
    assert rung_reached(statement("outcome", measure="done", quote=quote)) == height


@pytest.mark.parametrize(("value", "height"), [("3", 4), ("2", 2), ("7", 2), ("5", 5)])
def test_a_list_of_figures_tells_the_rung_of_each(value: str, height: int) -> None:
    quote = "建成甲桥3座、开工乙桥2座、丙桥7座、丁桥5座通车"
    assert rung_reached(statement("outcome", value=value, unit="座", quote=quote)) == height


def test_parts_are_judged_each_alone() -> None:
    pledge = statement("pledge", subject="城乡居民人均可支配收入", measure="growth", value="7.5", unit="%")
    town, country = income("6.9", "城镇居民人均可支配收入"), income("8.2", "农村居民人均可支配收入")
    judgement = judge(pledge, town, Context(YEAR, parts=(country,)))
    assert (judgement.rule, judgement.verdict) == (Rule.COMPOUND, Verdict.IN_PART)
    assert [part["result"] for part in judgement.derivation["parts"]] == ["in_part", "kept"]
    assert apply(judgement.derivation) == Verdict.IN_PART


def test_an_admission_without_a_target_is_broken_by_admission() -> None:
    shortfall = statement("shortfall", subject="地区生产总值", indicator="gdp", quote="地区生产总值未达预期目标")
    judgement = admitted(shortfall, YEAR)
    assert (judgement.rule, judgement.verdict) == (Rule.ADMITTED, Verdict.BROKEN)
    assert Flag.ADMITTED in judgement.flags
    assert "目标数未知" in explain(judgement.derivation, "zh")


@pytest.mark.parametrize(
    ("indicator", "target", "actual", "said"),
    [("cpi", "3", "3.5", "3.5 > 3.0, admitted"), ("gdp", "8", "7", "7 < 8, admitted")],
)
def test_an_admitted_miss_is_told_from_the_side_it_missed_on(indicator, target, actual, said):
    pledge = statement("pledge", indicator=indicator, value=target, unit="%", measure="growth")
    shortfall = statement("shortfall", indicator=indicator, value=actual, unit="%", measure="growth")
    assert arithmetic(admitted(shortfall, YEAR, pledge).derivation, "en") == said


def test_an_admission_answers_a_pledge_as_broken() -> None:
    pledge = statement("pledge", subject="地区生产总值", indicator="gdp", measure="growth", value="6", unit="%")
    shortfall = statement("shortfall", subject="地区生产总值", indicator="gdp", quote="地区生产总值未达预期目标")
    assert judge(pledge, shortfall, CONTEXT).verdict == Verdict.BROKEN


def test_an_admission_with_a_figure_inside_the_band_is_in_part() -> None:
    pledge = statement("pledge", subject="出口", indicator="exports", measure="growth", value="10", unit="%")
    shortfall = statement("shortfall", subject="出口", indicator="exports", measure="growth", value="9", unit="%")
    assert judge(pledge, shortfall, CONTEXT).verdict == Verdict.IN_PART


def test_a_statement_that_all_was_done_answers_a_count() -> None:
    pledge = statement("pledge", subject="民生实事", value="12", unit="件")
    outcome = statement("outcome", subject="民生实事", measure="done", quote="民生实事全部完成")
    judgement = judge(pledge, outcome, CONTEXT)
    assert (judgement.rule, judgement.verdict) == (Rule.ALL, Verdict.KEPT)


def test_a_named_work_in_use_answers_for_its_size() -> None:
    pledge = statement("pledge", subject="西南热电项目", value="70", unit="万千瓦", quote="建成西南70万千瓦热电项目")
    outcome = statement("outcome", subject="西南热电项目", measure="done", quote="西南热电项目投运")
    judgement = judge(pledge, outcome, CONTEXT)
    assert (judgement.rule, judgement.verdict) == (Rule.ALL, Verdict.KEPT)


def test_one_named_place_of_two_is_in_part() -> None:
    pledge = statement("pledge", subject="省级美丽河湖", value="2", unit="条")
    outcome = statement("outcome", subject="省级美丽河湖", measure="done", quote="鱼丘湖获评省级美丽河湖")
    judgement = judge(pledge, outcome, CONTEXT)
    assert (judgement.rule, judgement.verdict) == (Rule.COMPOUND, Verdict.IN_PART)


@pytest.mark.parametrize(
    ("value", "quote", "verdict", "arithmetic_said", "said"),
    [
        ("2", "柳湾获评省级水利风景区", "in_part", "the answer names no number", "the rest: unreported"),
        ("2", "省级水利风景区全部建成", "kept", "the answer names no number, all", "said to be done"),
        ("0", "省级水利风景区违建动态清零", "kept", "the answer names no number, all", "said to be done"),
    ],
)
def test_an_answer_without_a_number_is_never_shown_as_a_hundred(
    value: str, quote: str, verdict: str, arithmetic_said: str, said: str
) -> None:
    pledge = statement("pledge", subject="省级水利风景区", value=value, unit="个")
    outcome = statement("outcome", subject="省级水利风景区", measure="done", quote=quote)
    judgement = judge(pledge, outcome, CONTEXT)
    assert judgement.verdict == verdict
    assert arithmetic(judgement.derivation, "en") == arithmetic_said
    assert said in explain(judgement.derivation, "en")
    assert "结果未给出数字" in explain(judgement.derivation, "zh")


@pytest.mark.parametrize(("indicator", "is_said"), [("cpi", True), ("gdp", False)])
def test_where_lower_is_better_the_explanation_says_so(indicator: str, is_said: bool) -> None:
    shared = {"subject": "甲项", "indicator": indicator, "measure": "growth", "unit": "%"}
    pledge = statement("pledge", value="3", comparator="about", **shared)
    judgement = judge(pledge, statement("outcome", value="2", **shared), CONTEXT)
    assert ("lower is better" in explain(judgement.derivation, "en")) is is_said
    assert ("越低越好" in explain(judgement.derivation, "zh")) is is_said


def test_growth_is_worked_out_from_levels_where_only_levels_are_reported() -> None:
    pledge = statement("pledge", subject="预算收入", measure="growth", value="8", unit="%")
    outcome = statement("outcome", subject="预算收入", value="182.8", unit="亿元", base="168.4")
    judgement = judge(pledge, outcome, CONTEXT)
    assert judgement.verdict == Verdict.KEPT
    assert Flag.DERIVED in judgement.flags
    assert "168.4" in explain(judgement.derivation, "en")


@pytest.mark.parametrize(
    ("told", "growth", "is_base"), [("110", "10", True), ("110", "10.4", True), ("110", "16", False)]
)
def test_a_level_that_the_next_report_restates_is_no_base(told: str, growth: str, is_base: bool) -> None:
    retail = {"subject": "社会消费品零售总额", "indicator": "retail_sales"}
    earlier = statement("outcome", value="99.9", unit="亿元", period="2021", **retail)
    later = [
        statement("outcome", value="110", unit="亿元", **retail),
        statement("outcome", 20, measure="growth", value=growth, unit="%", **retail),
    ]
    assert ("retail_sales" in bases_of([earlier], 2022, later)) is is_base


def test_an_estimate_is_flagged_as_preliminary() -> None:
    pledge = statement("pledge", subject="生产总值", indicator="gdp", measure="growth", value="6.5", unit="%")
    outcome = statement(
        "outcome", subject="生产总值", measure="growth", value="5", unit="%", quote="预计生产总值增长5%左右"
    )
    assert Flag.PRELIMINARY_FIGURE in judge(pledge, outcome, CONTEXT).flags


def test_what_is_not_due_waits() -> None:
    pledge = statement("pledge", subject="公路", value="300", unit="公里", period="2025")
    judgement = pending(pledge, YEAR, Wait.NOT_DUE)
    assert judgement.verdict == Verdict.PENDING
    assert "尚未到期" in explain(judgement.derivation, "zh")


@pytest.mark.parametrize(
    ("written", "wanted", "factor"),
    [
        ("亿元", "万亿元", "0.0001"),
        ("万人次", "万人", "1"),
        ("公里", "千米", "1"),
        ("家", "个", "1"),
        ("万吨标煤/年", "万吨标煤", "1"),
        ("%", "个百分点", None),
        ("元/月", "元", None),
        ("亿美元", "亿元", None),
        ("微克/立方米", "毫克/立方米", "0.001"),
    ],
)
def test_units_convert_only_within_their_kind(written: str, wanted: str, factor: str | None) -> None:
    assert factor_between(written, wanted) == (Decimal(factor) if factor else None)


def test_every_rule_but_a_persons_decision_can_be_applied_again() -> None:
    assert set(DEFINITIONS) == set(Rule) - {Rule.OVERRIDE}


def test_the_sensitivity_line_counts_what_each_tolerance_would_keep() -> None:
    def derivation(comparator: str, target: str, actual: str) -> dict:
        shared = {"subject": "生产总值", "indicator": "gdp", "measure": "growth", "unit": "%"}
        pledge = statement("pledge", value=target, comparator=comparator, **shared)
        return judge(pledge, statement("outcome", value=actual, **shared), CONTEXT).derivation

    derivations = [derivation("about", "7.5", "7.4"), derivation("about", "5.5", "5.0"), derivation("eq", "8", "7.9")]
    assert kept_by_tolerance(derivations) == {Decimal("0"): 0, Decimal("0.1"): 1, Decimal("0.5"): 2}


FIGURES = st.decimals(min_value=-200, max_value=10_000, places=2)
ORDER = {Verdict.BROKEN: 0, Verdict.IN_PART: 1, Verdict.KEPT: 2}


@given(target=FIGURES, one=FIGURES, other=FIGURES, comparator=st.sampled_from(["eq", "ge", "gt", "le", "lt", "about"]))
@settings(max_examples=200, deadline=None)
def test_a_better_figure_never_gets_a_worse_verdict(
    target: Decimal, one: Decimal, other: Decimal, comparator: str
) -> None:
    shared = {"subject": "甲项", "measure": "growth", "unit": "%"}
    pledge = statement("pledge", value=f"{target:f}", comparator=comparator, **shared)
    worse, better = sorted((one, other), reverse=comparator in ("le", "lt"))
    verdicts = [
        judge(pledge, statement("outcome", value=f"{value:f}", **shared), CONTEXT).verdict for value in (worse, better)
    ]
    assert ORDER[verdicts[0]] <= ORDER[verdicts[1]]


def test_one_sentence_for_a_whole_list_is_said_to_be_that() -> None:
    pledge = statement("pledge", subject="法律咨询", value="30", unit="万人次", section="practical")
    outcome = statement("outcome", subject="惠民实事", value="10", unit="件", quote="10件惠民实事圆满办结")
    judgement = judge(pledge, outcome, CONTEXT)
    assert (judgement.verdict, judgement.flags) == (Verdict.KEPT, (Flag.SELF_REPORT_ONLY,))
    assert arithmetic(judgement.derivation, "en") == "said of the whole list"
    assert arithmetic(judgement.derivation, "zh") == "整份清单称已办结"
    assert "of a whole list; the answer names no number" in explain(judgement.derivation, "en")


@pytest.mark.parametrize(
    ("quote", "said_zh", "said_en"),
    [
        ("青龙河大桥开工建设", "做到“开工”，承诺“完成”", "reached: under construction; promised: completed"),
        ("青龙河大桥建成", "做到“完成”，承诺“完成”", "reached: completed; promised: completed"),
    ],
)
def test_the_rungs_of_a_deed_are_told_in_words(quote: str, said_zh: str, said_en: str) -> None:
    pledge = statement("pledge", subject="青龙河大桥", measure="done", quote="建成青龙河大桥", reasons=["action:建成"])
    action = quote.removeprefix("青龙河大桥")
    outcome = statement("outcome", subject="青龙河大桥", measure="done", quote=quote, reasons=[f"action:{action}"])
    judgement = judge(pledge, outcome, CONTEXT)
    assert arithmetic(judgement.derivation, "zh") == said_zh
    assert arithmetic(judgement.derivation, "en") == said_en


def test_an_answer_at_a_strict_limit_is_told_without_a_sum() -> None:
    shared = {"subject": "甲项", "comparator": "gt", "value": "1000", "unit": "亿元"}
    judgement = judge(statement("pledge", **shared), statement("outcome", **shared), CONTEXT)
    assert judgement.verdict == Verdict.KEPT
    assert arithmetic(judgement.derivation, "en") == "reported > 1000, promised > 1000"
    assert arithmetic(judgement.derivation, "zh") == "报告 > 1000，承诺 > 1000"
