"""The pages of topics: every figure is that of the commitments, and costs the same however many there are."""

from __future__ import annotations

import csv
import importlib
import io

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from reports.words import ReviewState, Topic, Verdict
from tests.characters import COUNTY
from tests.county import ingest_many
from tests.pages import text_of
from tracker import tallies
from tracker.models import Commitment, TopicTally
from tracker.scoreboard import Counts, Scope, by_topic, scoreboard


def counted(topic):
    rows = Commitment.objects.current().about(topic).order_by()
    return Counts(**dict(rows.values_list("verdict__code").annotate(Count("pk"))))


def verdicts(counts):
    return {verdict: counts.of(verdict) for verdict in Verdict}


def test_the_tallies_count_what_the_commitments_say(county):
    ingest_many(2)
    found = {row.topic: row for row in by_topic(unreviewed=True)}
    for topic in Topic:
        counts = found[topic].counts if topic in found else Counts()
        assert verdicts(counts) == verdicts(counted(topic)), topic
    assert found[Topic.ECONOMY].governments == 3


def test_the_topics_add_up_to_the_scoreboard(county):
    total = sum((row.counts for row in by_topic(unreviewed=True)), Counts())
    assert total == scoreboard(Scope()).total


def test_what_is_stored_already_is_counted_by_the_migration_the_same(county):
    migration = importlib.import_module("tracker.migrations.0022_topics")
    columns = [field.name for field in TopicTally._meta.fields if field.name != "id"]
    before = list(TopicTally.objects.order_by("jurisdiction", "topic", "reviewed_only").values_list(*columns))
    TopicTally.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(migration.COUNT)
    after = list(TopicTally.objects.order_by("jurisdiction", "topic", "reviewed_only").values_list(*columns))
    assert after == before != []


def test_it_works(client, county):
    response = client.get("/en/t/economy/")
    page = text_of(response)
    assert response.context["total"].counts.kept == 1
    assert "1 government made 2 pledges" in page
    assert "Gross regional product" in page or "GDP" in page
    assert [line.commitment.indicator.code for line in response.context["newest"]] == ["gdp"]
    assert [tally.jurisdiction.code for tally, _counts in response.context["governments"]] == [COUNTY]


def test_silences_lead_to_the_pledges(client, county):
    response = client.get("/en/t/agriculture/")
    ((tally, _counts),) = response.context["silences"]
    assert tally.unreported == Commitment.objects.current().about(Topic.AGRICULTURE).unreported().count() > 0
    link = LexborHTMLParser(response.content).css_first('a[href*="verdict=unreported"]').attributes["href"]
    assert len(client.get(link).context["lines"]) == tally.unreported


def test_governments_stand_by_how_many_pledges_were_due(client, county):
    ingest_many(2)
    due = [counts.due for _tally, counts in client.get("/en/t/education/").context["governments"]]
    assert len(due) == 2
    assert due == sorted(due, reverse=True)
    assert min(due) > 0


def test_pledges_without_an_indicator_count_where_their_words_belong(client, county):
    ingest_many(1)
    pledges = Commitment.objects.current().filter(indicator=None)
    assert client.get("/en/t/education/").context["total"].counts.total == pledges.about(Topic.EDUCATION).count() == 7
    assert client.get("/en/t/other/").context["total"].counts.total == pledges.about(Topic.OTHER).count() == 2


def test_every_topic_answers_and_is_listed(client, county):
    for topic in Topic:
        assert client.get(f"/zh-hans/t/{topic.value}/").status_code == 200, topic
    listed = {row.topic for row in client.get("/en/t/").context["topics"]}
    assert listed == {topic for topic in Topic if counted(topic).total}


@pytest.mark.parametrize("code", ["nothing", "Economy", "economy-"])
def test_an_unknown_topic_is_not_found(client, county, code):
    assert client.get(f"/en/t/{code}/").status_code == 404


def test_without_a_pledge_the_pages_say_so(client, db):
    assert "No report has been read yet" in text_of(client.get("/en/t/"))
    assert "No pledge on record is of this topic" in text_of(client.get("/en/t/energy/"))


def test_only_what_a_person_accepted_is_counted_where_nothing_else_is_shown(client, county, settings, reviewer):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert client.get("/en/t/economy/").context["total"] is None
    accepted = Commitment.objects.filter(indicator__code="gdp", year=2022)
    accepted.update(review_state=ReviewState.ACCEPTED.value, decided_by=reviewer, decided_at=timezone.now())
    tallies.refresh([county.pk])
    response = client.get("/en/t/economy/")
    assert response.context["total"].counts.total == 1
    assert [line.commitment.year for line in response.context["newest"]] == [2022]


def test_front_and_indicators_lead_to_the_topics(client, county):
    for address in ("/en/", "/en/i/"):
        page = LexborHTMLParser(client.get(address).content)
        assert page.css_first('main a[href="/en/t/economy/"]') is not None, address


def test_a_topic_asks_as_many_queries_for_many_governments_as_for_one(client, county):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    addresses = ("/en/t/", "/en/t/economy/", "/en/t/other/")
    before = [queries(address) for address in addresses]
    ingest_many(3)
    assert [queries(address) for address in addresses] == before
    assert max(before) <= 14


def test_the_page_says_what_it_counts_and_how_a_topic_is_given(client, county):
    ingest_many(1)
    page = client.get("/en/t/education/")
    assert "All pledges of this topic" in text_of(page)
    assert LexborHTMLParser(page.content).css_first('main a[href="/en/methodology/#topics"]') is not None
    assert "do not surely say" in text_of(client.get("/en/t/other/"))
    assert LexborHTMLParser(client.get("/en/methodology/").content).css_first("h2#topics") is not None
    assert "该主题的全部承诺" in text_of(client.get("/zh-hans/t/education/"))


def test_lists_and_downloads_tell_the_pledges_own_topic(client, county):
    ingest_many(1)
    listed = client.get("/en/pledges/?topic=education").context["lines"]
    assert {line.topic for line in listed} == {Topic.EDUCATION}
    rows = csv.DictReader(io.StringIO(b"".join(client.get("/en/pledges.csv?topic=education")).decode("utf-8-sig")))
    assert [row["Topic"] for row in rows] == ["Education"] * len(listed) == ["Education"] * 7


def test_a_search_can_be_narrowed_to_it(client, county):
    ingest_many(1)
    found = client.get("/en/search/", {"q": "小学", "in": "pledge", "topic": "education"})
    assert len(found.context["pledges"]) == 7
