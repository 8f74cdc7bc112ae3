"""Moved targets as they are kept and shown: written with the verdicts, read by pages and downloads."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.text import capfirst
from selectolax.lexbor import LexborHTMLParser

from reports.words import ReviewState, Verdict
from tests.characters import COUNTY, make_document, make_place
from tests.pages import LANGUAGES, text_of
from tests.test_exports import text_of as csv_of
from tests.test_goalposts import report
from tracker import fixtures, ledger, register
from tracker.ingest import ingest
from tracker.judging.goalposts.records import Move, Weight
from tracker.models import Commitment, Goalpost

PLANS = {
    2021: ("地区生产总值增长8%，城镇调查失业率5.5%以内", ""),
    2022: ("地区生产总值增长7.5%，城镇调查失业率5.5%左右", "地区生产总值增长6.1%。"),
    2023: ("城镇调查失业率5.5%左右", "地区生产总值增长7.6%。"),
}

#: Words changed that are judged by one rule, as `goalposts.tone` says it.
SAME_TEST = {"wording": ["plain", "floor"], "same_test": True, "figure_rose": False}


@pytest.fixture
def county(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fixtures.load_indicators()
    place = make_place()
    for year in PLANS:
        load(year)
    return place


def load(year, code=COUNTY, **changes):
    plan, review = PLANS[year]
    text = report(year, changes.pop("plan", plan), review).text.replace("甲县", f"甲{code}县")
    ingest(make_document(text, year, code, **changes))


def kept():
    rows = Goalpost.objects.order_by("year_after", "-severity")
    return [(row.year_after, row.kind, row.severity) for row in rows]


EXPECTED = [
    (2022, Move.LOWERED, Weight.WARNING),
    (2022, Move.WEAKENED, Weight.WARNING),
    (2023, Move.GONE, Weight.WARNING),
]


def test_it_works(county):
    assert sorted(kept()) == sorted(EXPECTED)
    gone = Goalpost.objects.get(kind=Move.GONE)
    assert (gone.indicator.code, gone.before.year, gone.after) == ("gdp", 2022, None)


@pytest.mark.usefixtures("db")
def test_the_order_in_which_reports_arrive_does_not_matter(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fixtures.load_indicators()
    make_place()
    for year in (2023, 2021, 2022):
        load(year)
    assert sorted(kept()) == sorted(EXPECTED)


def test_judging_again_leaves_what_says_the_same(county):
    before = list(Goalpost.objects.order_by("pk").values_list("pk", flat=True))
    for _step in ledger.rejudge_all():
        pass
    assert list(Goalpost.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_a_corrected_figure_counts(county, reviewer):
    pledge = Commitment.objects.get(indicator__code="gdp", year=2022)
    register.correct(pledge, reviewer, {"value": "8.5"})
    ledger.rejudge(county.pk, [2022])
    assert (2022, Move.LOWERED) not in {row[:2] for row in kept()}


def test_a_rejected_pledge_is_no_target(county, reviewer):
    pledge = Commitment.objects.get(indicator__code="gdp", year=2022)
    register.decide(pledge, ReviewState.REJECTED, reviewer)
    ledger.rejudge(county.pk, [2022], changed=[pledge.report_id])
    assert {row[1] for row in kept()} == {Move.WEAKENED}


def test_a_persons_verdict_counts_at_once_and_so_does_taking_it_back(county, reviewer):
    pledge = Commitment.objects.get(indicator__code="gdp", year=2021)
    ledger.override(pledge, Verdict.KEPT, reviewer, "口径已变", "统计公报")
    assert (2022, Move.LOWERED, Weight.INFO) in kept()
    ledger.withdraw_override(pledge)
    assert (2022, Move.LOWERED, Weight.WARNING) in kept()


def test_a_digest_is_not_said_to_leave_anything_out(county, settings):
    Goalpost.objects.all().delete()
    county.reports.filter(plan_year=2023).update(is_digest=True)
    ledger.rejudge(county.pk, [2022])
    assert Move.GONE not in {row[1] for row in kept()}


def test_the_queries_grow_with_neither_governments_nor_pledges(county):
    def anew(places):
        Goalpost.objects.all().delete()
        with CaptureQueriesContext(connection) as queries:
            register.record_goalposts(places)
        return len(queries)

    one = anew([county.pk])
    others = [make_place(str(int(COUNTY) + number), f"甲{number}县") for number in (1, 2)]
    for place in others:
        for year in PLANS:
            load(year, place.code)
    assert anew([county.pk, *(place.pk for place in others)]) == one == 6
    assert len(kept()) == 3 * len(EXPECTED)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Goalposts", "warning", "the target was lowered from 8% in 2021 to 7.5% in 2022")),
        ("zh-hans", ("目标变动", "警示", "目标由2021年的8%调低为2022年的7.5%，而2021年的目标未达到")),
    ],
)
def test_the_page_of_a_government_shows_them_with_both_quotes(client, county, language, words):
    response = client.get(f"/{language}/g/{COUNTY}/2022/")
    page = text_of(response)
    assert all(word in page for word in words), page
    tree = LexborHTMLParser(response.content)
    moved = Goalpost.objects.filter(year_after=2022).select_related("before")
    assert moved
    for pledge in (row.before for row in moved):
        link = tree.css_first(f'.moved a[href="/{language}/c/{pledge.pk}/"] q')
        assert link.text() == pledge.quote
    assert tree.css_first("#goalposts .count").text() == str(len(moved)) == str(len(tree.css(".moved li")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_leads_to_the_years_in_which_any_moved(client, county, language):
    tree = LexborHTMLParser(client.get(f"/{language}/g/{COUNTY}/").content)
    years = tree.css("section[aria-labelledby=goalposts] .moves a")
    assert [link.attributes["href"] for link in years] == [
        f"/{language}/g/{COUNTY}/{year}/#goalposts" for year in (2023, 2022)
    ]
    for link, year in zip(years, (2023, 2022), strict=True):
        there = LexborHTMLParser(client.get(link.attributes["href"]).content)
        count = len(there.css(".moved li"))
        assert count == Goalpost.objects.filter(year_after=year).count()
        assert str(count) in link.css_first(".quiet").text()


def test_a_year_in_which_none_moved_says_nothing_of_them(client, county):
    tree = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2021/").content)
    assert tree.css_first("section[aria-labelledby=goalposts]") is None


def test_the_severity_is_told_by_a_shape_and_a_word(client, county):
    tree = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2022/").content)
    for item in tree.css(".moved li"):
        assert item.css_first("use").attributes["href"] == "#mark-warning"
        assert item.css_first(".tag").text() == "warning"
    assert tree.css_first("symbol#mark-warning") is not None


def test_words_that_are_judged_alike_are_called_neither_weaker_nor_firmer(client, county):
    assert Goalpost.objects.filter(year_after=2022, kind=Move.WEAKENED).exists()
    row = Goalpost.objects.filter(year_after=2022).exclude(kind=Move.WEAKENED).first()
    Goalpost.objects.filter(pk=row.pk).update(kind=Move.WEAKENED, computation={**row.computation, **SAME_TEST})
    kinds = [node.text() for node in LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2022/").content).css(".moved-kind")]
    assert kinds.count("Wording changed") == 1
    assert "Wording weakened" in kinds


def test_without_any_there_is_no_section(client, county):
    Goalpost.objects.all().delete()
    for address in (f"/en/g/{COUNTY}/", f"/en/g/{COUNTY}/2022/"):
        assert LexborHTMLParser(client.get(address).content).css_first("section[aria-labelledby=goalposts]") is None


def test_more_of_them_cost_no_more_queries(client, county, django_assert_num_queries):
    Goalpost.objects.filter(kind=Move.GONE).delete()
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/en/g/{COUNTY}/2022/")
    ledger.rejudge(county.pk, [2021])
    with django_assert_num_queries(len(queries)):
        client.get(f"/en/g/{COUNTY}/2022/")


def rows_of(response):
    return list(csv.DictReader(io.StringIO(csv_of(response))))


def test_the_download_holds_the_same_rows(client, county, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = rows_of(client.get(f"/en/goalposts.csv?place={COUNTY}"))
    assert [(int(row["Year after"]), row["Kind code"], row["Severity"]) for row in rows] == [
        (row.year_after, row.kind, row.severity) for row in Goalpost.objects.latest_first()
    ]
    assert rows[0]["Quote of the pledge after"] == ""
    assert rows[0]["What changed"].startswith("Gross domestic product: a target in 2021 and 2022")
    assert len(rows_of(client.get("/zh-hans/goalposts.csv?year=2022"))) == 2
    assert rows_of(client.get("/en/goalposts.csv?place=990102")) == []


def test_what_is_not_reviewed_stays_out_where_it_is_not_shown(client, county, reviewer, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert rows_of(client.get("/en/goalposts.csv")) == []
    for pledge in Commitment.objects.filter(indicator__code="gdp"):
        register.decide(pledge, ReviewState.ACCEPTED, reviewer)
    # That it is gone in 2023 rests on the other targets of that plan, nobody has looked at yet.
    assert rows_of(client.get("/en/goalposts.csv")) == []
    for pledge in Commitment.objects.filter(report__plan_year=2023):
        register.decide(pledge, ReviewState.ACCEPTED, reviewer)
    # That the target of 2021 was missed rests on an outcome nobody has looked at.
    assert [row["Kind code"] for row in rows_of(client.get("/en/goalposts.csv"))] == ["gone"]
    outcome = Commitment.objects.get(indicator__code="gdp", year=2021).verdict.outcome
    register.decide(outcome, ReviewState.ACCEPTED, reviewer)
    assert [row["Kind code"] for row in rows_of(client.get("/en/goalposts.csv"))] == ["gone", "lowered"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_methodology_page_explains_every_kind(client, db, language):
    page = text_of(client.get(f"/{language}/methodology/"))
    assert all(capfirst(move.name_in(language)) in page for move in Move)
    scale = "确保 > 直述 > 以上或以内 > 力争 > 左右 > 消失" if language == "zh-hans" else "ensure > plain figure"
    assert scale in page
