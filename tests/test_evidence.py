"""A communiqué, an audit or a later report comes in: the verdict says on what it rests, and the log tells it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from reports.intake import IntakeError
from reports.words import Cause, Flag, ReportKind, ReviewState, Vintage
from reports.words import Verdict as Word
from tests.characters import make_document
from tests.county import ANSWER
from tracker import ledger, register
from tracker.ingest import ingest
from tracker.models import Commitment, Link, Outcome
from tracker.scoreboard import Scope, scoreboard
from tracker.verifying import Checked, faults


def communique(words, vintage="", year=2023, kind=ReportKind.COMMUNIQUE):
    text = f"样例县{year - 1}年国民经济和社会发展统计公报\n一、综合\n{words}\n"
    return replace(make_document(text, year), kind=kind, vintage=Vintage(vintage))


def of(indicator, year=2022):
    return Commitment.objects.select_related("verdict__outcome__report").get(
        indicator__code=indicator, year=year, is_retired=False, known_from="pledge"
    )


def about(words):
    return Commitment.objects.select_related("verdict__outcome__report").get(
        subject__contains=words, is_retired=False, known_from="pledge"
    )


def read_csv(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def history(row):
    return list(row.verdicts.order_by("sequence").values_list("code", "cause"))


def test_a_revised_figure_changes_the_verdict_and_the_log_says_why(county):
    assert of("gdp").verdict.code == Word.KEPT
    ingest(communique("初步核算，全年地区生产总值增长7.9%。", "preliminary"))
    assert Flag.PRELIMINARY_FIGURE in of("gdp").verdict.flags
    ingest(communique("最终核实，全年地区生产总值增长7.6%。", "final"))
    found = of("gdp")
    assert found.verdict.code == Word.IN_PART
    assert (found.verdict.outcome.report.kind, found.verdict.outcome.report.vintage) == ("communique", "final")
    assert history(found)[1:] == [
        (Word.KEPT, Cause.ANSWERED),
        (Word.KEPT, Cause.REVISED),
        (Word.IN_PART, Cause.REVISED),
    ]
    assert list(found.verdicts.corrections().order_by("sequence").values_list("was", "code")) == [
        (Word.KEPT, Word.KEPT),
        (Word.KEPT, Word.IN_PART),
    ]


def test_what_the_report_said_stays_beside_it(county):
    ingest(communique("全年地区生产总值增长7.6%。"))
    weaker = of("gdp").links.get(reason="weaker")
    assert (weaker.outcome.value, weaker.state) == ("7.9", Link.State.CANDIDATE)


def test_a_communique_promises_nothing_and_all_of_it_is_of_its_year(county):
    before = Commitment.objects.count()
    ingest(communique("全年地区生产总值增长7.6%。\n二、工业\n全年规模以上工业增加值增长5%。"))
    assert Commitment.objects.count() == before
    told = Outcome.objects.filter(report__kind="communique")
    assert set(told.values_list("year", "section")) == {(2022, "review_year")}


def test_what_a_plan_execution_report_promises_counts_once(county):
    before = Commitment.objects.count()
    ingest(
        replace(make_document(ANSWER.replace("政府工作报告", "计划执行情况报告"), 2023), kind=ReportKind.PLAN_EXECUTION)
    )
    assert Commitment.objects.count() == before
    assert of("gdp").verdict.outcome.report.kind == "plan_execution"


def test_the_report_of_a_later_year_answers_what_was_silent_and_both_stand_in_the_history(county):
    assert about("粮食").verdict.code == Word.UNREPORTED
    later = ANSWER.replace("2023年", "2024年").replace("2022年", "2023年")
    ingest(make_document(later.replace("新建农村公路30公里", "2022年粮食产量达到21万吨"), 2024))
    found = about("粮食")
    assert (found.verdict.code, found.verdict.outcome.report.plan_year) == (Word.KEPT, 2024)
    assert [code for code, _ in history(found)] == [Word.PENDING, Word.UNREPORTED, Word.KEPT]
    assert [row.was for row in found.verdicts.corrections()] == [Word.UNREPORTED]


def test_a_person_may_name_any_documents_outcome_or_refuse_it(county, reviewer):
    ingest(communique("全年地区生产总值增长7.6%。"))
    gdp = of("gdp")
    ledger.refuse_link(gdp, gdp.verdict.outcome, reviewer)
    assert of("gdp").verdict.outcome.value == "7.9"
    ledger.confirm_link(gdp, Outcome.objects.get(value="7.6"), reviewer)
    assert of("gdp").verdict.derivation["source"]["kind"] == "communique"


def test_a_rejected_figure_of_the_communique_outweighs_nothing(county, reviewer):
    ingest(communique("全年地区生产总值增长7.6%。"))
    register.decide(of("gdp").verdict.outcome, ReviewState.REJECTED, reviewer)
    ledger.rejudge(county.pk, [2022])
    assert (of("gdp").verdict.code, of("gdp").verdict.cause) == (Word.KEPT, Cause.ANSWERED)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_the_order_in_which_documents_arrive_does_not_matter(county, order):
    documents = [
        communique("全年地区生产总值增长7.8%。", "preliminary"),
        communique("全年地区生产总值增长7.6%。", "final"),
        communique("审计发现，地区生产总值增长7.5%。", kind=ReportKind.AUDIT),
    ]
    for number in order:
        ingest(documents[number])
    assert of("gdp").verdict.outcome.value == "7.5"


def test_verify_finds_no_fault(county):
    ingest(communique("全年地区生产总值增长7.6%。", "final"))
    assert list(faults(county, Checked())) == []


def test_the_scoreboard_counts_what_is_independently_confirmed(county, client):
    page = client.get("/en/?confirmed=1").content.decode()
    assert "No verdict rests on a statistics communiqué or an audit yet." in page
    ingest(communique("全年地区生产总值增长7.6%。", "final"))
    total = scoreboard(Scope(confirmed=True)).total
    assert (total.total, total.in_part, total.unreported) == (1, 1, 0)
    assert scoreboard(Scope()).total.total > 1
    page = client.get("/en/?confirmed=1").content.decode()
    assert "1 verdict rest" in page
    assert "no answer rate can be told" in page
    assert [row.commitment.pk for row in client.get("/en/pledges/?confirmed=1").context["lines"]] == [of("gdp").pk]


def test_the_tables_by_year_equal_what_the_pages_count(county, client):
    said = read_csv(client.get("/en/years.csv"))
    for row in said:
        counts = client.get(f"/en/g/{row['Code']}/{row['Year']}/").context["counts"]
        assert [int(row[name]) for name in ("Kept", "Unreported", "Due", "Answered")] == [
            counts.kept, counts.unreported, counts.due, counts.answered,
        ]  # fmt: skip
    answered = [row for row in said if row["Due"] != "0"]
    assert [Decimal(row["Answer rate"]) for row in answered] == [
        round(Decimal(row["Answered"]) / Decimal(row["Due"]), 4) for row in answered
    ]
    assert {row["Answer rate"] for row in read_csv(client.get("/en/years.csv?confirmed=1"))} <= {""}


def test_the_page_of_a_pledge_names_the_document_and_what_the_report_said(county, client):
    ingest(communique("全年地区生产总值增长7.6%。", "final"))
    page = client.get(f"/en/c/{of('gdp').pk}/").content.decode()
    assert "Statistics communiqué of 2022" in page
    assert "a better source tells it, too" in page
    assert "统计公报" in client.get(f"/zh-hans/c/{of('gdp').pk}/").content.decode()
    corrections = client.get("/en/corrections/").content.decode()
    assert "changed by revision" in corrections


def later_report(words):
    text = ANSWER.replace("2023年", "2024年").replace("2022年", "2023年")
    return make_document(text.replace("新建农村公路30公里", words), 2024)


def test_an_answer_that_a_new_version_no_longer_gives_is_gone(county):
    ingest(later_report("2022年粮食产量达到21万吨"))
    assert about("粮食").verdict.code == Word.KEPT
    ingest(later_report("新建农村公路31公里"))
    assert (about("粮食").verdict.code, about("粮食").verdict.outcome) == (Word.UNREPORTED, None)
    assert list(faults(county, Checked())) == []


def test_what_a_person_set_is_not_independently_confirmed(county, reviewer, client):
    ingest(communique("全年地区生产总值增长6.0%。", "final"))
    assert scoreboard(Scope(confirmed=True)).total.total == 1
    ledger.override(of("gdp"), Word.KEPT, reviewer, "口径已变", "统计公报")
    assert scoreboard(Scope(confirmed=True)).total.total == 0
    assert list(Commitment.objects.confirmed()) == []
    assert client.get("/en/pledges/?confirmed=1").context["lines"] == []


def test_only_a_communique_has_a_vintage(county):
    with pytest.raises(IntakeError, match="only a statistics communiqué has a vintage"):
        ingest(replace(make_document(ANSWER + "\n", 2023), vintage=Vintage.FINAL))


def test_what_an_audit_says_was_missed_is_no_admission(county):
    silent = about("粮食")
    ingest(communique("粮食产量未完成年度目标任务。", kind=ReportKind.AUDIT))
    assert about("粮食").verdict.code == silent.verdict.code == Word.UNREPORTED


def test_with_three_documents_every_figure_stays_beside_the_verdict(county):
    ingest(communique("全年地区生产总值增长7.8%。", "preliminary"))
    ingest(communique("全年地区生产总值增长7.6%。", "final"))
    beside = of("gdp").links.filter(state=Link.State.CANDIDATE).values_list("outcome__value", "reason")
    assert {("7.9", "weaker"), ("7.8", "weaker")} <= set(beside)


def test_a_confirmed_figure_that_is_then_rejected_answers_nothing(county, reviewer):
    ingest(communique("全年地区生产总值增长7.6%。"))
    figure = of("gdp").verdict.outcome
    ledger.confirm_link(of("gdp"), figure, reviewer)
    register.decide(figure, ReviewState.REJECTED, reviewer)
    ledger.rejudge(county.pk, [2022])
    assert of("gdp").verdict.outcome.value == "7.9"
    assert list(faults(county, Checked())) == []
