"""Standings of five-year targets stored, shown and downloaded."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from reports.words import ReportKind, ReviewState
from tests.characters import COUNTY, make_document, make_place
from tests.county import make_county
from tracker import ledger, register
from tracker.admin import decisions
from tracker.ingest import ingest
from tracker.judging.progress.explain import told
from tracker.models import Commitment, Outcome, Standing

PLAN = """样例县人民政府工作报告
（2016年1月10日）
一、2015年工作回顾
2015年，常住人口城镇化率达到50%。
二、“十三五”时期的目标任务
到2020年，常住人口城镇化率达到60%。五年累计城镇新增就业5万人以上。森林覆盖率达到40%。
三、2016年工作安排
地区生产总值增长8%左右。
"""
LATER = """样例县人民政府工作报告
（{next}年1月12日）
一、{year}年工作回顾
{year}年，城镇新增就业1.2万人，常住人口城镇化率达到{share}%。
二、{next}年工作安排
地区生产总值增长7%左右。
"""


def ingest_plan(code=COUNTY, name="样例县", years=((2016, "52.5"), (2017, "53.5"))):
    """The report that sets the targets, and those that tell of the years after."""
    ingest(make_document(PLAN.replace("样例县", name), 2016, code))
    for year, share in years:
        text = LATER.format(next=year + 1, year=year, share=share)
        ingest(make_document(text.replace("样例县", name), year + 1, code))


@pytest.fixture
def plan(db):
    county = make_county()
    ingest_plan()
    return county


def standing(code, year):
    return Standing.objects.get(commitment__indicator__code=code, year=year)


def rows_of(response):
    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def text_of(response):
    return " ".join(LexborHTMLParser(response.content).css_first("main").text().split())


def test_it_works(plan):
    found = standing("urbanisation", 2017)
    assert (found.pace, found.value, found.needed, found.unit) == ("behind", "53.5", "54", "%")
    assert [(figure["part"], figure["value"]) for figure in found.figures] == [
        ("target", "60"),
        ("start", "50"),
        ("value", "53.5"),
    ]
    assert "慢于进度" in told(found.year, found.computation, found.reason, "zh")
    assert {outcome.value for outcome in found.outcomes.all()} == {"50", "53.5"}


def test_every_figure_stands_at_its_place(plan):
    for found in Standing.objects.select_related("commitment"):
        texts = {row.pk: row.text for row in plan.reports.all()}
        for figure in found.figures:
            assert texts[figure["report"]][figure["start"] : figure["end"]] == figure["value"]


def test_what_a_person_rejects_is_not_followed(plan, reviewer):
    outcome = Outcome.objects.get(indicator__code="new_urban_jobs", year=2016)
    assert standing("new_urban_jobs", 2017).value == "2.4"
    register.decide(outcome, ReviewState.REJECTED, reviewer)
    ledger.rejudge(plan.pk, [2016], changed=[outcome.report_id])
    assert standing("new_urban_jobs", 2017).reason == "years_missing"
    target = Commitment.objects.get(indicator__code="new_urban_jobs")
    register.decide(target, ReviewState.REJECTED, reviewer)
    ledger.rejudge(plan.pk, [2020], changed=[target.report_id])
    assert not Standing.objects.filter(commitment__indicator__code="new_urban_jobs").exists()


def test_a_communique_tells_what_the_report_leaves_out_and_leads_where_both_tell_it(client, plan):
    ingest(
        replace(
            make_document("样例县2016年统计公报。全县森林覆盖率达到38%，城镇新增就业1.3万人。", 2017),
            kind=ReportKind.COMMUNIQUE,
        )
    )
    found = standing("forest_coverage", 2016)
    assert (found.reason, found.value) == ("no_start", "38")
    assert found.outcomes.get().report.kind == ReportKind.COMMUNIQUE
    assert standing("new_urban_jobs", 2016).value == "1.3"
    assert "report of 2017 (Statistics communiqué)" in text_of(client.get(f"/en/c/{found.commitment_id}/"))


def test_judging_again_writes_the_same(plan):
    names = ("commitment", "year", "pace", "reason", "value", "needed", "figures", "computation")
    before = list(Standing.objects.values_list(*names))
    list(ledger.rejudge_all())
    assert list(Standing.objects.values_list(*names)) == before
    assert before


def test_the_queries_grow_with_neither_governments_nor_targets(plan, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        register.follow_targets([plan.pk])
    others = [make_place(str(990201 + number), f"样例{number}县") for number in range(3)]
    for place in others:
        ingest_plan(place.code, place.name, ((2016, "52"), (2017, "54"), (2018, "56"), (2019, "58"), (2020, "60")))
    with django_assert_num_queries(len(few)):
        register.follow_targets([plan.pk, *(place.pk for place in others)])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Five-year targets 2", "behind the pace", "An even pace from 50% to 60% in 2020", "1 further target")),
        ("zh-hans", ("五年目标 2", "慢于进度", "由起点50%匀速到2020年的60%", "另有1项目标")),
    ],
)
def test_a_government_shows_its_targets(client, plan, language, words):
    page = text_of(client.get(f"/{language}/g/{COUNTY}/2017/"))
    for said in words:
        assert said in page, said


def test_a_year_outside_the_plan_shows_none(client, plan):
    assert "Five-year targets" not in text_of(client.get(f"/en/g/{COUNTY}/2015/"))


def test_a_commitment_shows_its_years_with_their_sources(client, plan):
    target = Commitment.objects.get(indicator__code="new_urban_jobs")
    response = client.get(f"/en/c/{target.pk}/")
    assert "2016—2017: 12 000 people + 12 000 people makes 24 000 people." in text_of(response)
    links = [node.attributes["href"] for node in LexborHTMLParser(response.content).css(".standing-sources a")]
    assert links
    for link in links:
        address, _hash, anchor = link.partition("#")
        assert LexborHTMLParser(client.get(address).content).css_first(f"#{anchor}") is not None


def test_a_yearly_commitment_has_no_years(client, plan):
    yearly = Commitment.objects.get(indicator__code="gdp", year=2016)
    assert "Year by year" not in text_of(client.get(f"/en/c/{yearly.pk}/"))


def test_a_value_added_up_is_shown_as_computed_and_not_as_a_verdict(client, db):
    make_county()
    ingest_plan(years=[(year, "60") for year in range(2016, 2021)])
    target = Commitment.objects.get(indicator__code="new_urban_jobs")
    assert target.verdict.code == "unreported"
    assert "computed from annual figures, no verdict" in text_of(client.get(f"/en/c/{target.pk}/"))


def test_what_nobody_reviewed_is_not_shown_where_only_reviewed_is(client, plan, reviewer, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    target = Commitment.objects.get(indicator__code="new_urban_jobs")
    register.decide(target, ReviewState.ACCEPTED, reviewer)
    assert not Standing.objects.shown(unreviewed=False).exists()
    register.decide(Outcome.objects.get(indicator__code="new_urban_jobs", year=2016), ReviewState.ACCEPTED, reviewer)
    assert [row.year for row in Standing.objects.shown(unreviewed=False)] == [2016]
    page = text_of(client.get(f"/en/c/{target.pk}/"))
    assert "12 000 people in 2016" in page
    assert "24 000" not in page
    assert {row["Year"] for row in rows_of(client.get("/en/five_year.csv"))} == {"2016"}


def test_the_download_holds_every_standing_shown(client, plan):
    rows = rows_of(client.get(f"/en/five_year.csv?place={COUNTY}"))
    assert len(rows) == Standing.objects.count()
    (row,) = [row for row in rows if row["Indicator code"] == "urbanisation" and row["Year"] == "2017"]
    assert (row["Target"], row["So far"], row["Even pace asks"], row["Standing code"]) == ("60", "53.5", "54", "behind")
    assert row["Figures used"] == "2015:50% 2017:53.5%"
    assert rows_of(client.get("/en/five_year.csv?place=990999")) == []


def test_the_pages_queries_do_not_grow_with_the_targets(client, plan, django_assert_max_num_queries):
    addresses = [
        f"/en/g/{COUNTY}/2017/",
        f"/en/c/{Commitment.objects.get(indicator__code='urbanisation').pk}/",
        f"/en/five_year.csv?place={COUNTY}",
    ]
    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(address))
        counts.append(len(queries))
    more = PLAN.replace("森林覆盖率达到40%。", "森林覆盖率达到40%。城镇登记失业率控制在4%以内。人均预期寿命提高1岁。")
    ingest(make_document(more, 2016))
    ingest(make_document(LATER.format(next=2019, year=2018, share="56"), 2019))
    for address, before in zip(addresses, counts, strict=True):
        with django_assert_max_num_queries(before):
            b"".join(client.get(address))
    assert max(counts) <= 16


def test_agreeing_with_a_statement_moves_no_standing(plan, reviewer):
    before = list(Standing.objects.order_by("pk").values_list("pk", flat=True))
    outcome = Outcome.objects.select_related("report").get(indicator__code="new_urban_jobs", year=2016)
    decisions.decide([outcome], ReviewState.ACCEPTED, reviewer)
    assert list(Standing.objects.order_by("pk").values_list("pk", flat=True)) == before
    decisions.decide([outcome], ReviewState.REJECTED, reviewer)
    assert standing("new_urban_jobs", 2017).reason == "years_missing"
    decisions.decide([outcome], ReviewState.ACCEPTED, reviewer)
    assert standing("new_urban_jobs", 2017).value == "2.4"
