"""A government's indicators over the years, and the governments around it: what its page shows of both."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports.models import Jurisdiction
from reports.words import Direction, Measure, ReviewState, Rule, Verdict
from tests.characters import COUNTY, make_document, make_place
from tests.county import PROVINCE, ingest_many, ingest_pair, make_county
from tests.pages import LANGUAGES, text_of
from tracker import register, tallies
from tracker.ingest import ingest
from tracker.models import Commitment
from tracker.site import headline, neighbours, yearly
from tracker.site.comparable import tolerated
from tracker.site.headline import Series, Told, series_of

REPORT = """样例县人民政府工作报告
一、{last}年工作回顾
{last}年，全县地区生产总值增长{growth}%，城镇新增就业{jobs}人。
二、{year}年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长{target}%左右，城镇新增就业3000人以上{more}。
"""
#: The year a report plans, what it tells of the year before, what it aims at.
YEARS = ((2021, "7", 3100, "8"), (2022, "7.9", 3200, "7"), (2023, "6", 2900, "6.5"), (2024, "6.6", 3300, "6"))


def ingest_years(code=COUNTY, name="样例县", more=""):
    """The place's reports of four years: one about of 8 kept by a hair, one missed, one passed, one that waits."""
    for year, growth, jobs, target in YEARS:
        text = REPORT.format(year=year, last=year - 1, growth=growth, jobs=jobs, target=target, more=more)
        ingest(make_document(text.replace("样例县", name), year, code))


@pytest.fixture
def years(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    county = make_county()
    ingest_years()
    return county


def pictures_of(client, language="en"):
    page = LexborHTMLParser(client.get(f"/{language}/g/{COUNTY}/").content)
    return {figure.css_first("figcaption").text(): figure for figure in page.css(".picture-yearly")}


def table_of(figure):
    return [[cell.text() for cell in row.css("th, td")] for row in figure.css("tbody tr")]


def test_it_works(client, years):
    found = pictures_of(client)
    assert list(found) == ["Gross domestic product (Growth, %)", "New urban jobs (Increment, people)"]
    growth = found["Gross domestic product (Growth, %)"]
    assert table_of(growth) == [
        ["2024", "6", "–", "–", "Not judged yet"],
        ["2023", "6.5", "6.4–6.5", "6.6", "Kept"],
        ["2022", "7", "6.9–7", "6", "Kept in part"],
        ["2021", "8", "7.9–8", "7.9", "Kept"],
    ]
    summary = growth.css_first(".picture-summary").text()
    assert summary.startswith("Targets for 2021–2024: 2 kept, 1 kept in part, 1 not judged yet.")
    assert "For 2023 the target was 6.5%, and 6.6% was reported." in summary
    assert "targets for 2021–2024" in growth.css_first(".picture-source").text()
    key = growth.css_first(".picture-key").text()
    assert "target, and what still counts as kept" in key
    assert "Not judged yet" in key
    assert "Unreported" not in key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_has_its_words_its_band_and_a_mark_for_each_year(client, years, language):
    (growth, _jobs) = pictures_of(client, language).values()
    svg = growth.css_first("svg.drawn").html
    assert ("目标 6" if language == "zh-hans" else "target 6") in svg
    assert ("报告 6.6" if language == "zh-hans" else "reported 6.6") in svg
    assert svg.count("fill-rule-strong") == 3  # the year that is not judged has no band
    assert svg.count("stroke-kept-bar") == 2
    assert svg.count("stroke-in_part-bar") == 1
    assert svg.count("stroke-pending-ink") == 1
    assert 'viewBox="0 0 288 ' in svg


def test_an_answer_nobody_reviewed_is_not_drawn_where_it_is_not_shown(client, years, reviewer, settings):
    for row in Commitment.objects.current():
        register.decide(row, ReviewState.ACCEPTED, reviewer)
    tallies.refresh([years.pk])
    assert len(pictures_of(client)) == 2
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert pictures_of(client) == {}
    assert "6.6" not in text_of(client.get(f"/en/g/{COUNTY}/"))


def test_a_single_answer_is_no_line(client, county):
    assert pictures_of(client) == {}


def test_the_years_cost_one_query_and_are_bounded(years, django_assert_num_queries, monkeypatch):
    told = list(range(1990, 2025))
    with django_assert_num_queries(1):
        found = series_of(years, told, unreviewed=True)
    assert [one.code for one in found] == ["gdp", "new_urban_jobs"]
    monkeypatch.setattr(headline, "MOST_SERIES", 1)
    monkeypatch.setattr(headline, "MOST_YEARS", 3)
    (only,) = series_of(years, told, unreviewed=True)
    assert [one.year for one in only.years] == [2022, 2023, 2024]


def test_of_two_targets_for_the_same_thing_the_first_is_shown(years):
    ingest_years(more="，其中高新区地区生产总值增长12%")
    found = {one.code: one for one in series_of(years, [2021, 2022, 2023], unreviewed=True)}
    assert [one.target for one in found["gdp"].years] == [8, 7, Decimal("6.5")]


@pytest.mark.parametrize(
    ("rule", "direction", "high", "tolerance", "span"),
    [
        (Rule.ABOUT, Direction.HIGHER, "", "0.1", ("7.9", "8")),
        (Rule.ABOUT, Direction.LOWER, "", "0.1", ("8", "8.1")),
        (Rule.REDUCE, Direction.LOWER, "", "0.1", ("7.9", "8")),
        (Rule.FLOOR, Direction.HIGHER, "", "0", ("8", "8")),
        (Rule.RANGE, Direction.HIGHER, "8.5", "0", ("8", "8.5")),
        (Rule.FLOOR, Direction.HIGHER, None, None, ("8", "8")),
    ],
)
def test_what_counts_as_kept_lies_on_the_side_the_rule_allows(rule, direction, high, tolerance, span):
    assert tolerated(Decimal(8), high, tolerance, rule.value, direction.value) == tuple(map(Decimal, span))


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict != Verdict.KEPT])
def test_a_year_without_a_figure_has_its_mark_above(verdict, judged_at):
    years = (
        Told(2021, Decimal(8), Decimal(8), Decimal(8), Decimal(9), Verdict.KEPT),
        Told(2022, Decimal(8), Decimal(8), Decimal(8), None, verdict),
    )
    series = Series("gdp", "Gross domestic product", Measure.GROWTH, "%", years, judged_at)
    with translation.override("en"):
        (picture,) = yearly.pictures([series])
    assert picture.marks == [one for one in Verdict if one in (Verdict.KEPT, verdict)]
    name = {"broken": "broken-bar", "in_part": "in_part-bar", "unreported": "unreported-bar"}.get(
        verdict.value, f"{verdict.value}-ink"
    )
    assert f"stroke-{name}" in picture.svg
    assert ("stroke-dasharray" in picture.svg) == (verdict == Verdict.UNREPORTED)


@pytest.mark.parametrize(
    ("targets", "outcomes", "unit"),
    [
        ((8, 8, 8), (8, 8, 8), "%"),
        ((3000, 3000, 3300), (3100, 2900, 3250), "人"),
        ((800, 500, 500), (170, 180, 180), "万人次"),
        ((9000, 9500, 9800), (9100, 9999, 9999), "公里"),
        (("10", "12.5", "11.5"), ("10.2", "12.9", "11.1"), "%"),
        (("-0.5", "-0.25", "0.1"), ("-0.4", "0.3", "0.2"), "%"),
        ((123456789, 123456789, 9), (987654321, 1, 9), "亿元"),
        ((-3, 0, 3), (-3, 0, 3), "个百分点"),
        (("0.001", "0.002", "0.003"), ("0.001", "0.001", "0.001"), "微克/立方米"),
    ],
)
def test_no_figure_makes_the_chart_wider_than_a_phone(targets, outcomes, unit, judged_at):
    years = tuple(
        Told(2020 + n, Decimal(target), Decimal(target), Decimal(target), Decimal(outcome), Verdict.KEPT)
        for n, (target, outcome) in enumerate(zip(targets, outcomes, strict=True))
    )
    series = Series("gdp", "名称", Measure.LEVEL, unit, years, judged_at)
    for language in LANGUAGES:
        with translation.override(language):
            (picture,) = yearly.pictures([series])
        assert re.match(r'<svg class="drawn" viewBox="0 0 288 ', picture.svg), picture.svg[:80]
        assert "e+" not in picture.svg


@pytest.fixture
def judged_at():
    from django.utils import timezone

    return timezone.now()


def around_of(client, code=COUNTY):
    page = LexborHTMLParser(client.get(f"/en/g/{code}/").content)
    return {
        heading.text(): [link.attributes["href"] for link in heading.parent.css("table a")]
        for heading in page.css("#beside, #below")
    }


def test_a_government_names_those_beside_it_and_the_one_above_it(client, county):
    assert around_of(client) == {}
    ingest_many(3)
    near = [f"/en/g/{int(COUNTY) + n}/" for n in (1, 2, 3)]
    assert around_of(client) == {"Neighbouring governments": near}
    ingest_years(PROVINCE, "样例省")
    assert around_of(client) == {"Neighbouring governments": [f"/en/g/{PROVINCE}/", *near]}
    assert around_of(client, PROVINCE)["Governments below it"] == [f"/en/g/{COUNTY}/", *near]


def test_a_place_without_a_parent_has_none_beside_it(client, county):
    make_place("980000", "别样省", "province")
    assert around_of(client, PROVINCE) == {"Governments below it": [f"/en/g/{COUNTY}/"]}


def test_only_the_nearest_are_named_and_the_rest_are_behind_a_link(client, county, monkeypatch):
    ingest_many(4)
    monkeypatch.setattr(neighbours, "MOST_BESIDE", 2)
    page = client.get(f"/en/g/{int(COUNTY) + 2}/")
    links = [link.attributes["href"] for link in LexborHTMLParser(page.content).css("[aria-labelledby=beside] a")]
    assert links[:2] == [f"/en/g/{int(COUNTY) + 1}/", f"/en/g/{int(COUNTY) + 3}/"]
    assert links[2] == f"/en/?level=county&province={PROVINCE}#governments"
    assert client.get(links[2]).status_code == 200


def test_neighbours_and_years_cost_no_more_queries_the_more_there_are(client, years):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(f"/en/g/{COUNTY}/")
        return len(found)

    before = queries()
    ingest_many(3)
    ingest_years(more="，粮食产量达到20万吨，固定资产投资增长9%")
    assert queries() == before
    assert Jurisdiction.objects.count() == 5


def test_the_bullets_say_in_a_sentence_and_a_table_what_they_show(client, years, settings):
    ingest_years(more="，固定资产投资增长9%")
    text = "样例县人民政府工作报告\n一、2023年工作回顾\n2023年，全县地区生产总值增长6.6%，固定资产投资增长8%。\n"
    ingest(make_document(text + "二、2024年工作安排\n地区生产总值增长6%。\n", 2024))
    page = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2023/").content)
    figure = page.css_first("figure.bullets")
    assert table_of(figure) == [["Gross domestic product", "6.5", "6.4–6.5", "6.6", "Kept"],
                                ["Fixed-asset investment", "9", "–", "8", "Kept in part"]]  # fmt: skip
    assert "Of 2 growth targets: 1 kept, 1 kept in part." in figure.css_first(".picture-summary").text()


def test_a_pair_of_reports_is_enough_for_the_page(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest_pair()
    assert client.get(f"/en/g/{COUNTY}/").status_code == 200
