"""Judging by more than one document: whose word decides, what only fills a silence, and what stays a candidate."""

from __future__ import annotations

import pytest

from reports.reading.records import Reading, Statement
from reports.words import Flag, ReportKind, Rule, Verdict, Vintage
from tests.judging import YEAR, statement
from tracker.judging.explain import explain
from tracker.judging.records import Judgement
from tracker.judging.rules import apply
from tracker.judging.sources import Source, assess_by_all

GDP = {"subject": "地区生产总值", "indicator": "gdp", "measure": "growth", "unit": "%"}
ROADS = {"subject": "农村公路", "unit": "公里"}
#: 2014: about 7.5 % promised, 7.4 % in the next report, 7.3 % once the accounts were final.
PLEDGE = statement("pledge", value="7.5", comparator="about", **GDP)


def told(value: str, **said: str) -> Statement:
    return statement("outcome", value=value, **(GDP | said))


def source(*statements: Statement, kind: str = "work_report", vintage: str = "", year: int = YEAR + 1, **what: bool):
    return Source(Reading("", year, statements), ReportKind(kind), Vintage(vintage), **what)


def judged(*sources: Source, pledge: Statement = PLEDGE) -> Judgement:
    (found,) = assess_by_all(Reading("", YEAR, (pledge,)), sources, YEAR)
    assert apply(found.derivation) == found.verdict
    return found


REPORT = source(told("7.4"))


def test_the_next_report_alone_decides_as_ever() -> None:
    found = judged(REPORT)
    assert found.verdict == Verdict.KEPT
    assert "source" not in found.derivation


def test_a_revised_communique_outweighs_the_report() -> None:
    found = judged(REPORT, source(told("7.3"), kind="communique", vintage="final"))
    assert found.verdict == Verdict.IN_PART
    assert found.derivation["source"] == {"kind": "communique", "vintage": "final", "plan_year": YEAR + 1}
    assert [(c.outcome.value, c.reason) for c in found.candidates] == [("7.3", ""), ("7.4", "weaker")]


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        (("audit", ""), ("communique", "revised")),
        (("communique", ""), ("plan_execution", "final")),
        (("communique", "revised"), ("communique", "final")),
        (("communique", "final"), ("communique", "")),
        (("communique", ""), ("communique", "preliminary")),
        (("plan_execution", ""), ("work_report", "")),
    ],
)
def test_kind_before_vintage_in_whatever_order_they_come(stronger, weaker) -> None:
    strong, weak = source(told("8"), kind=stronger[0], vintage=stronger[1]), source(told("6"), kind=weaker[0])
    weak = Source(weak.reading, weak.kind, Vintage(weaker[1]))
    assert judged(weak, strong).outcome.value == judged(strong, weak).outcome.value == "8"


def test_a_preliminary_figure_is_flagged() -> None:
    found = judged(REPORT, source(told("7.6"), kind="communique", vintage="preliminary"))
    assert Flag.PRELIMINARY_FIGURE in found.flags
    assert found.derivation["flags"] == [flag.value for flag in found.flags]


def test_another_series_of_a_better_source_stays_a_candidate() -> None:
    roads = statement("pledge", value="80", **ROADS)
    report = source(statement("outcome", value="90", **ROADS))
    found = judged(report, source(statement("outcome", value="60", **ROADS), kind="audit"), pledge=roads)
    assert (found.verdict, found.outcome.value) == (Verdict.KEPT, "90")
    assert [(c.outcome.value, c.reason) for c in found.candidates[-1:]] == [("60", "unsure_source")]


def test_a_better_source_fills_the_silence_of_the_report() -> None:
    roads = statement("pledge", value="80", **ROADS)
    found = judged(source(), source(statement("outcome", value="60", **ROADS), kind="audit"), pledge=roads)
    assert (found.verdict, found.derivation["source"]["kind"]) == (Verdict.BROKEN, "audit")


def test_without_the_report_a_communique_answers_what_it_tells_and_the_rest_waits() -> None:
    communique = source(told("7.3"), kind="communique")
    assert judged(communique).verdict == Verdict.IN_PART
    assert judged(communique, pledge=statement("pledge", value="80", **ROADS)).verdict == Verdict.PENDING


def test_a_report_of_a_later_year_fills_silence_and_never_outweighs() -> None:
    later = source(told("7.3"), year=YEAR + 2, is_later=True)
    assert judged(source(), later).outcome.value == "7.3"
    assert judged(REPORT, later).outcome.value == "7.4"
    nearer = source(told("7.1"), year=YEAR + 3, is_later=True)
    assert judged(source(), nearer, later).outcome.value == "7.3"


def test_a_later_answer_does_not_hide_that_only_a_digest_is_known() -> None:
    assert judged(source(is_digest=True)).verdict == Verdict.PENDING


def test_an_admission_keeps_its_flag_when_a_better_source_gives_the_figure() -> None:
    admission = source(statement("shortfall", value="", subject="地区生产总值", indicator="gdp", quote="未达到预期"))
    assert judged(admission).rule == Rule.ADMITTED
    found = judged(admission, source(told("6"), kind="communique"))
    assert (found.rule, Flag.ADMITTED in found.flags) == (Rule.ABOUT, True)


def test_a_better_figure_does_not_undo_an_admission() -> None:
    admission = source(statement("shortfall", value="", subject="地区生产总值", indicator="gdp", quote="未达到预期"))
    found = judged(admission, source(told("8"), kind="communique"))
    assert (found.verdict, found.rule) == (Verdict.BROKEN, Rule.ADMITTED)
    assert found.candidates[-1].reason == "unsure_source"


def test_the_sentence_names_the_document() -> None:
    found = judged(REPORT, source(told("7.3"), kind="communique", vintage="final"))
    assert f"据{YEAR}年统计公报（最终核实）" in explain(found.derivation, "zh")
    assert f"by the statistics communiqué of {YEAR} (final figures)" in explain(found.derivation, "en")
    later = judged(source(), source(told("7.3"), year=YEAR + 2, is_later=True))
    assert f"据{YEAR + 2}年政府工作报告" in explain(later.derivation, "zh")
    assert f"by the work report of {YEAR + 2}" in explain(later.derivation, "en")
