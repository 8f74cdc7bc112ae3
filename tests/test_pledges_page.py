"""The list of pledges: it says what it was narrowed to and how many there are, never counting further than it must."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.words import Verdict
from tests.characters import COUNTY
from tests.county import ingest_many
from tests.pages import of
from tracker.models import Commitment
from tracker.site import narrowed


def page_of(client, query, language="en"):
    return LexborHTMLParser(client.get(f"/{language}/pledges/{query}").content)


def told(page):
    """Title, heading and caption of the list."""
    return [page.css_first(name).text().strip() for name in ("title", "h1", "#results caption")]


def test_a_list_says_what_it_was_narrowed_to_and_how_many_there_are(client, county):
    silent = Commitment.objects.current().filter(verdict__code=Verdict.UNREPORTED, year=2022).count()
    assert silent > 1
    query = f"?verdict=unreported&place={COUNTY}&level=county&year=2022"
    title, heading, caption = told(page_of(client, query))
    assert title == f"Pledges: Unreported, Sample County, County, 2022 ({silent} pledges) · Duixian"
    assert heading == "Pledges: Unreported, Sample County, County, 2022"
    assert caption == f"Unreported, Sample County, County, 2022: {silent} pledges, latest due first"
    title, heading, caption = told(page_of(client, query, "zh-hans"))
    assert heading == "承诺：未报告、样例县、县级、2022"
    assert caption == f"未报告、样例县、县级、2022：{silent}项承诺，最近到期者在前"


def test_a_whole_list_says_only_how_many_there_are(client, county):
    every = Commitment.objects.current().count()
    assert told(page_of(client, "")) == ["Pledges · Duixian", "Pledges", f"{every} pledges, latest due first"]


@pytest.mark.parametrize("query", ["?q=公路", "?indicator=gdp", "?topic=economy&verdict=judged", "?indicator=nothing"])
def test_each_filter_is_named_in_the_heading(client, county, query):
    heading = page_of(client, query).css_first("h1").text()
    assert heading != "Pledges"
    assert "None" not in heading


def test_a_long_list_is_counted_no_further_than_it_must(client, county, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(narrowed, "MOST_COUNTED", 5)
    monkeypatch.setattr("tracker.site.pledges.MOST_COUNTED", 5)
    assert "More than 5 pledges" in told(page_of(client, ""))[2]
    with django_assert_num_queries(4):
        client.get("/en/pledges/")
    ingest_many(2)
    with django_assert_num_queries(4):
        client.get("/en/pledges/")


def test_the_form_leads_to_the_results_and_keeps_the_place_and_the_indicator(client, county):
    page = page_of(client, f"?place={COUNTY}&indicator=gdp")
    form = page.css_first("form.filters")
    assert form.attributes["action"] == "#results"
    hidden = {node.attributes["name"]: node.attributes["value"] for node in form.css("input[type=hidden]")}
    assert hidden == {"place": COUNTY, "indicator": "gdp"}
    results = page.css_first("#results")
    assert results.attributes["tabindex"] == "-1"
    heads = [node.css_first("th[scope=row] a").attributes["href"] for node in results.css("tbody tr")]
    assert f"/en/c/{of('gdp').pk}/" in heads


def test_a_search_is_titled_by_its_word_and_its_filters(client, county):
    title = LexborHTMLParser(client.get("/en/search/?q=增长&verdict=kept&year=2022").content).css_first("title").text()
    assert title == "Search: 增长, Kept, 2022 · Duixian"


def test_a_word_that_only_names_indicators_leads_to_their_pledges(client, county):
    page = LexborHTMLParser(client.get("/en/search/?q=domestic").content)
    link = page.css_first(".empty a[href*='indicator=gdp']")
    assert link is not None
    assert of("gdp").pk in [line.commitment.pk for line in client.get(link.attributes["href"]).context["lines"]]
    # An indicator no pledge names is not offered.
    assert LexborHTMLParser(client.get("/en/search/?q=pension").content).css(".empty a[href*='indicator=']") == []
