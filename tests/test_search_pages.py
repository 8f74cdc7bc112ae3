"""The public search: what it finds, for whom, what it can be narrowed to, and that it costs the same at every size."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from reports.searching import asked_for
from reports.words import Kind, ReviewState
from tests.characters import COUNTY, make_document
from tests.county import PLAN, ingest_many
from tests.pages import LANGUAGES, of, text_of
from tracker.ingest import ingest
from tracker.models import Commitment, Outcome
from tracker.site import english_names, searched
from tracker.site import search as page_of_search
from tracker.site.filters import Filters
from tracker.site.own_words import anchor_of


def search(client, words, **more):
    response = client.get("/en/search/", {"q": words, **more})
    assert response.status_code == 200
    return response


def pledges(response):
    return [hit.line.commitment.subject for hit in response.context["pledges"]]


def choices(response, sort):
    facet = next(facet for facet in response.context["facets"] if facet.sort == sort)
    return {str(choice.word): choice.count for choice in facet.choices}


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_two_characters_find_a_pledge_and_mark_it(client, county):
    response = search(client, "公路")
    assert pledges(response) == ["农村公路"]
    page = LexborHTMLParser(response.content)
    assert {node.text() for node in page.css(".hits mark")} == {"公路"}
    assert (
        page.css_first(".hit-name a").attributes["href"]
        == f"/en/c/{response.context['pledges'][0].line.commitment.pk}/"
    )


def test_an_outcome_leads_to_its_words_and_to_the_pledge_it_answers(client, county):
    response = search(client, "公路", **{"in": "outcome"})
    (hit,) = response.context["outcomes"]
    page = LexborHTMLParser(response.content)
    assert (
        page.css_first(".hit-name a").attributes["href"] == f"/en/r/{hit.outcome.report_id}/#{anchor_of(hit.outcome)}"
    )
    assert [line.commitment.subject for line in hit.answers] == ["农村公路"]


def test_where_only_an_outcome_says_it_outcomes_are_shown(client, county):
    outcome = Outcome.objects.filter(indicator__code="gdp").first()
    Outcome.objects.filter(pk=outcome.pk).update(subject="独一词")
    assert search(client, "独一词").context["kind"] == Kind.OUTCOME


@pytest.mark.parametrize("words", ["样例县 公路", "yanglixian 公路", "yangli 公路", f"{COUNTY} 公路", f"公路 {COUNTY}"])
def test_a_place_narrows_to_what_its_government_says(client, county, words):
    ingest_many(1)
    assert len(pledges(search(client, "公路"))) == 2
    found = search(client, words)
    assert {hit.line.commitment.jurisdiction.code for hit in found.context["pledges"]} >= {COUNTY}
    assert county in found.context["places"]
    if COUNTY in words or "样例县" in words:
        assert {hit.line.commitment.jurisdiction.code for hit in found.context["pledges"]} == {COUNTY}


def test_all_words_must_hold(client, county):
    assert pledges(search(client, "公路 农村")) == ["农村公路"]
    assert pledges(search(client, "公路 小区")) == []


@pytest.mark.parametrize("words", ["%", "_", "';--", "公'路", "((", "!", "公:*", "\\", "<script>alert(1)</script>"])
def test_signs_are_looked_for_as_they_are(client, county, words):
    response = search(client, words)
    assert bool(response.context["pledges"]) == (words == "%")
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize("words", ["", "  ", "\0"])
def test_without_a_word_the_page_shows_examples(client, county, words):
    assert "two characters are enough" in text_of(search(client, words))


def test_where_nothing_is_found_it_says_what_was_looked_for_and_how_to_widen(client, county):
    page = text_of(search(client, "公路 葵花", verdict="kept"))
    assert "No pledge on record was found for “公路 葵花”" in page
    assert "Look in all verdicts" in page
    assert "Try one word alone" in page


def test_facets_count_what_was_found_each_over_the_filters_of_the_others(client, county):
    found = search(client, "样例县")
    total = Commitment.objects.current().count()
    assert sum(choices(found, "verdict").values()) == total
    assert choices(found, "level") == {"county": total}
    kept = choices(found, "verdict")["kept"]
    narrowed = search(client, "样例县", verdict="kept")
    assert len(narrowed.context["pledges"]) == kept
    assert choices(narrowed, "verdict") == choices(found, "verdict")
    assert sum(choices(narrowed, "topic").values()) == kept
    assert sum(choices(narrowed, "year").values()) == kept


def test_every_choice_leads_to_as_many_as_it_says(client, county):
    for facet in search(client, "样例县").context["facets"]:
        for choice in facet.choices:
            there = client.get(f"/en/search/?{choice.query}")
            assert len(there.context["pledges"]) == choice.count
            again = next(one for one in there.context["facets"] if one.sort == facet.sort)
            (chosen,) = [one for one in again.choices if one.is_chosen]
            assert client.get(f"/en/search/?{chosen.query}").context["chosen"] == []


def test_outcomes_have_no_verdict_to_narrow_to(client, county):
    response = search(client, "样例县", verdict="kept", **{"in": "outcome"})
    assert response.context["outcomes"]
    assert [facet.sort for facet in response.context["facets"]] == ["level", "topic", "year"]


def test_a_page_follows_the_other_by_key(client, county, monkeypatch):
    monkeypatch.setattr(page_of_search, "STATEMENTS_A_PAGE", 3)
    seen, query = [], "q=样例县"
    while query:
        response = client.get(f"/en/search/?{query}")
        seen += [hit.line.commitment.pk for hit in response.context["pledges"]]
        after = response.context["next_after"]
        query = f"q=样例县&after={after}" if after else ""
    assert seen == sorted(Commitment.objects.current().values_list("pk", flat=True), reverse=True)


def test_figures_of_what_was_looked_through_say_that_they_are_least_ones(client, county, monkeypatch):
    monkeypatch.setattr(searched, "look", _looking_through(4))
    total = Commitment.objects.current().count()
    response = search(client, "样例县")
    assert response.context["is_capped"]
    assert response.context["tabs"][0].count == 4
    assert "4+" in text_of(response)
    seen, after = [], ""
    while after is not None:
        response = search(client, "样例县", after=after)
        seen += [hit.line.commitment.pk for hit in response.context["pledges"]]
        after = response.context["next_after"] or None
    assert len(seen) == len(set(seen)) == total


def test_a_filter_that_none_of_the_newest_passes_leads_on_to_older_ones(client, county, monkeypatch):
    monkeypatch.setattr(searched, "look", _looking_through(1))
    kept = set(Commitment.objects.current().kept().values_list("pk", flat=True))
    found, after, pages = set(), "", 0
    while after is not None:
        response = search(client, "样例县", verdict="kept", after=after)
        found |= {hit.line.commitment.pk for hit in response.context["pledges"]}
        after, pages = response.context["next_after"] or None, pages + 1
    assert found == kept
    assert pages == Commitment.objects.current().count()


def _looking_through(most):
    look = searched.look

    def less(kind, asked, *, unreviewed, before=None, most=most):
        return look(kind, asked, unreviewed=unreviewed, before=before, most=min(most, less.most))

    less.most = most
    return less


def test_what_the_public_may_not_see_is_not_found(client, county, reviewer):
    roads = Commitment.objects.get(subject="农村公路")
    decided = {"decided_by": reviewer, "decided_at": timezone.now()}
    Commitment.objects.filter(pk=roads.pk).update(review_state=ReviewState.REJECTED.value, **decided)
    Outcome.objects.filter(quote__contains="公路").update(is_retired=True)
    response = search(client, "公路")
    assert not response.context["pledges"]
    assert not search(client, "公路", **{"in": "outcome"}).context["outcomes"]
    assert [tab.count for tab in response.context["tabs"]] == [0, 0]


def test_only_what_a_person_accepted_is_found_where_nothing_else_is_shown(client, county, settings, reviewer):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert not search(client, "公路").context["pledges"]
    decided = {"decided_by": reviewer, "decided_at": timezone.now()}
    Commitment.objects.filter(subject="农村公路").update(review_state=ReviewState.ACCEPTED.value, **decided)
    response = search(client, "公路")
    assert pledges(response) == ["农村公路"]
    assert response.context["pledges"][0].line.outcome is None
    assert [tab.count for tab in response.context["tabs"]] == [1, 0]


def test_a_superseded_text_is_not_found(client, county):
    ingest(make_document(PLAN.replace("公路", "便道"), 2022))
    assert not search(client, "公路").context["pledges"]
    assert len(search(client, "便道").context["pledges"]) == 1


def test_indicators_and_topics_of_that_name_are_shown(client, county):
    assert of("gdp").indicator in search(client, "生产总值").context["indicators"]
    assert of("gdp").indicator in search(client, "样例县 生产总值").context["indicators"]
    assert [topic.value for topic in search(client, "employment").context["topics"]] == ["employment"]


@pytest.mark.parametrize(
    ("words", "codes", "topics"),
    [
        ("employment", {"graduates_employment_rate"}, {"employment"}),
        ("Jobs", {"new_urban_jobs"}, set()),
        ("job", {"new_urban_jobs"}, set()),
        ("urban jobs", {"new_urban_jobs"}, {"urban"}),
        ("样例县 jobs", {"new_urban_jobs"}, set()),
        ("taxes", {"tax_revenue"}, set()),
        ("industries", set(), {"industry"}),
        ("gdp", {"gdp"}, set()),
        ("r&d", {"rd_intensity"}, set()),
        ("(", set(), set()),
        ("lalala", set(), set()),
    ],
)
def test_an_english_word_leads_to_what_is_about_it(client, county, words, codes, topics):
    context = search(client, words).context
    assert codes <= {one.code for one in context["indicators"]}
    assert {topic.value for topic in context["topics"]} == topics
    assert bool(context["indicators"]) == bool(codes or "industr" in words)


def test_a_word_is_not_found_within_another(client, county):
    roads = search(client, "road").context["indicators"]
    assert roads
    assert all(re.search(r"\broad", one.english, re.IGNORECASE) for one in roads)
    assert {one.code for one in roads} == {one.code for one in search(client, "roads").context["indicators"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_quote_says_an_english_word_its_pledges_are_a_link_away(client, county, language):
    response = client.get(f"/{language}/search/?q=employment")
    page = LexborHTMLParser(response.content)
    assert ("The reports are in Chinese" if language == "en" else "报告是中文的") in page.css_first(".empty").text()
    (link,) = page.css(".empty a[href*=topic\\=employment]")
    assert [row.commitment.indicator.code for row in client.get(link.attributes["href"]).context["lines"]] == [
        "new_urban_jobs"
    ]
    jobs = LexborHTMLParser(client.get(f"/{language}/search/?q=jobs").content)
    (link,) = jobs.css(".empty a[href*=indicator\\=new_urban_jobs]")
    assert len(client.get(link.attributes["href"]).context["lines"]) == 1
    assert jobs.css(".named a[href*=new_urban_jobs]")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("roads", ["公路", "道路", "农村公路"]),
        ("Road", ["公路", "道路", "农村公路"]),
        ("样例县 roads", ["样例县 公路", "样例县 道路", "样例县 农村公路"]),
        ("schools", ["学校", "小学", "中学", "学位"]),
        ("buses", ["公交"]),
        ("batteries", ["电池"]),
        ("公路", []),
        ("broad", []),
        ("lalala", []),
    ],
)
def test_an_english_word_leads_to_what_the_reports_call_it(client, county, words, told):
    page = LexborHTMLParser(search(client, words).content)
    links = [link for link in page.css(".named a") if link.text() in told]
    assert [link.text() for link in links] == told
    if "公路" in "".join(told):
        assert "新建农村公路" in text_of(client.get("/en/search/" + links[0].attributes["href"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_quote_says_an_english_word_the_reports_words_are_a_link_away(client, county, language):
    page = LexborHTMLParser(client.get(f"/{language}/search/?q=roads").content)
    found = page.css_first(".empty")
    assert ("The reports are in Chinese" if language == "en" else "报告是中文的") in found.text()
    assert "“公路”" in found.css_first("li a").text()
    # What is known of other words is not said to be unknown.
    assert "not known here" not in found.text()


def test_the_english_words_are_single_words_and_lead_to_chinese_ones():
    with Path(english_names.__file__).with_name("english_words.toml").open("rb") as file:
        table = tomllib.load(file)
    assert len(table) > 100
    for word, own in table.items():
        assert re.fullmatch("[a-z]+", word), word
        assert own, word
        assert len(set(own)) == len(own), word
        assert all(re.fullmatch("[\u3400-\u9fff]{1,5}", each) for each in own), word


def test_a_search_asks_as_many_queries_for_many_rows_as_for_few(client, county):
    addresses = [
        f"/en/search/?q={words}" for words in ("增长", "样例县", "样例 增长&verdict=kept", "公路&in=outcome", "jobs")
    ]
    before = [queries(client, address) for address in addresses]
    ingest_many(3)
    assert [queries(client, address) for address in addresses] == before
    assert max(before) <= 14


def test_strange_addresses_are_no_error(client, county):
    for query in (
        "q=公路&after=x",
        "q=公路&after=-1",
        f"q=公路&after={'9' * 30}",
        "q=公路&in=secrets",
        "q=公路&year=99999",
    ):
        assert client.get(f"/en/search/?{query}").status_code == 200
    search(client, "路" * 5000)
    search(client, " ".join(f"词{n}" for n in range(40)))


def test_every_page_has_the_box(client, county):
    for address in ("/en/", "/en/about/", f"/en/g/{COUNTY}/"):
        page = LexborHTMLParser(client.get(address).content)
        box = page.css_first("header form[role=search]")
        assert box.attributes["action"] == "/en/search/"
        assert page.css_first(f"label[for={box.css_first('input').attributes['id']}]").text()
    assert LexborHTMLParser(search(client, "公路").content).css_first("#search-q").attributes["value"] == "公路"


def rows_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("query", ["q=样例县", "q=公路", "q=样例县&verdict=kept", "q=没有的词"])
def test_the_csv_holds_what_the_pages_list(client, county, query):
    listed = [hit.line.commitment.pk for hit in client.get(f"/en/search/?{query}").context["pledges"]]
    exported = [int(row["Address"].split("/")[-2]) for row in rows_of(client.get(f"/en/search.csv?{query}"))]
    assert exported == listed


def test_the_csv_of_outcomes_leads_to_their_words(client, county):
    (row,) = rows_of(client.get("/en/search.csv?q=公路&in=outcome&verdict=kept"))
    outcome = Outcome.objects.get(quote=row["Quote of the outcome"])
    assert row["Address"] == f"http://testserver/en/r/{outcome.report_id}/#{anchor_of(outcome)}"
    assert row["Reported"] == "30"


def test_the_csv_goes_on_part_by_part(client, county, monkeypatch):
    monkeypatch.setattr("tracker.search_export.AT_ONCE", 2)
    assert len(rows_of(client.get("/en/search.csv?q=样例县"))) == Commitment.objects.current().count()


def test_without_a_word_the_csv_has_its_head_alone(client, county):
    assert rows_of(client.get("/en/search.csv?verdict=kept")) == []


def test_looking_through_stops_at_the_given_number(county):
    looked = searched.look(Kind.PLEDGE, asked_for(["样例县"]), unreviewed=True, most=3)
    assert len(looked.rows) == 3
    assert looked.last == looked.rows[-1].key
    assert looked.passing(Filters()) == looked.rows
