"""The public log of readings published and reopened: what it lists and never tells, in both languages."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.models import Report
from reports.words import ReviewState
from tests.characters import COUNTY
from tests.county import ingest_many
from tests.pages import text_of
from tests.test_exports import text_of as csv_of
from tracker import publications, register
from tracker.models import Commitment, Outcome, Publication
from tracker.site import publications as pages


@pytest.fixture
def publisher(db):
    return get_user_model().objects.create_user("publisher-wang")


def decide_all(report, user):
    for model in (Commitment, Outcome):
        for row in model.objects.filter(report=report, is_retired=False).select_related("report"):
            register.decide(row, ReviewState.ACCEPTED, user)


def publish(report, reviewer, publisher):
    decide_all(report, reviewer)
    return publications.publish(Report.objects.get(pk=report.pk), publisher, knows_unchecked=True)


@pytest.fixture
def reviewer(db):
    return get_user_model().objects.create_user("reader-zhao")


@pytest.fixture
def plan(county):
    return Report.objects.get(plan_year=2022)


def listed(client, query=""):
    return [act.pk for act in client.get(f"/en/publications/{query}").context["acts"]]


def test_it_works(client, plan, reviewer, publisher):
    assert "No reading has been published yet." in text_of(client.get("/en/publications/"))
    done = publish(plan, reviewer, publisher)
    publications.reopen(plan, publisher, "漏读一项")
    for language, words in (
        ("en", ("Sample County", "report of 2022", "reviewed and published", "reopened", "two people", "漏读一项")),
        ("zh-hans", ("样例县", "2022年", "复核发布", "重新开放", "两人", "一名工作人员", "漏读一项")),
    ):
        page = text_of(client.get(f"/{language}/publications/"))
        assert all(word in page for word in words), page
        assert str(done.statements) in page
    assert listed(client) == list(Publication.objects.order_by("-pk").values_list("pk", flat=True))


def test_nobody_is_named(client, plan, reviewer, publisher):
    publish(plan, reviewer, publisher)
    for address in ("/en/publications/", "/en/publications.csv", f"/en/r/{plan.pk}/", f"/en/g/{COUNTY}/2022/"):
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        assert b"publisher-wang" not in body, address
        assert b"reader-zhao" not in body, address


def test_corrections_about_and_every_foot_lead_to_it(client, county):
    for address in ("/en/corrections/", "/en/about/"):
        assert '<a href="/en/publications/">' in client.get(address).content.decode().partition("<main")[2]
    assert '<a href="/en/publications/">' in client.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("language", "machine", "published", "reopened"),
    [
        ("en", "not yet reviewed and published by people", "reviewed by people and published on", "reopened on"),
        ("zh-hans", "尚未经人工复核发布", "经人工复核，于", "重新开放，正在重新复核"),
    ],
)
@pytest.mark.parametrize("unreviewed", [True, False])
def test_the_report_and_the_government_say_how_it_stands(
    client, settings, plan, reviewer, publisher, language, machine, published, reopened, unreviewed
):
    settings.DUIXIAN_SHOW_UNREVIEWED = unreviewed
    decide_all(plan, reviewer)

    def told():
        for address in (f"/{language}/r/{plan.pk}/", f"/{language}/g/{COUNTY}/2022/"):
            page = text_of(client.get(address))
            yield [words in page for words in (machine, published, reopened)]

    report, government = told()
    assert report == government or not unreviewed
    assert report == [True, False, False]
    publish(plan, reviewer, publisher)
    report, government = told()
    assert report == [False, True, False]
    assert government[1] or not unreviewed
    publications.reopen(plan, publisher, "漏读一项")
    report, government = told()
    assert report == [False, False, True]


def test_the_report_and_the_government_lead_to_their_places_acts(client, plan):
    for address in (f"/en/r/{plan.pk}/", f"/en/g/{COUNTY}/2022/"):
        assert f'/en/publications/?place={COUNTY}"' in client.get(address).content.decode()


def many(reviewer, publisher):
    ingest_many(3)
    for report in Report.objects.filter(plan_year=2022):
        publish(report, reviewer, publisher)


def test_pages_follow_one_another_without_a_gap(client, county, reviewer, publisher, monkeypatch):
    many(reviewer, publisher)
    everything = listed(client)
    assert len(everything) == 4
    monkeypatch.setattr(pages, "ACTS_A_PAGE", 3)
    seen, query = [], ""
    while query is not None:
        page = client.get(f"/en/publications/{query}")
        seen += [act.pk for act in page.context["acts"]]
        following = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        query = following[1].replace("&amp;", "&") if following else None
    assert seen == everything == sorted(everything, reverse=True)


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "²", "9" * 40])
def test_a_page_that_follows_nothing_is_a_page(client, plan, reviewer, publisher, after):
    publish(plan, reviewer, publisher)
    assert client.get(f"/en/publications/?after={after}").status_code == 200


def test_it_is_cut_to_a_government(client, county, reviewer, publisher):
    many(reviewer, publisher)
    (only,) = client.get(f"/en/publications/?place={COUNTY}").context["acts"]
    assert only.report.jurisdiction.code == COUNTY
    assert listed(client, "?place=110000") == []


def test_the_number_of_queries_does_not_grow(client, plan, reviewer, publisher):
    publish(plan, reviewer, publisher)
    with CaptureQueriesContext(connection) as one:
        client.get("/en/publications/")
    ingest_many(3)
    for report in Report.objects.filter(plan_year=2022).exclude(pk=plan.pk):
        publish(report, reviewer, publisher)
    with CaptureQueriesContext(connection) as four:
        client.get("/en/publications/")
    assert len(four) == len(one) == 1


def test_the_download_holds_the_same_rows(client, plan, reviewer, publisher):
    publish(plan, reviewer, publisher)
    publications.reopen(plan, publisher, "=1+1")
    newest, first = csv.DictReader(io.StringIO(csv_of(client.get("/en/publications.csv"))))
    assert (newest["act"], newest["reason"]) == ("reopened", "'=1+1")
    assert (first["act"], first["jurisdiction"], first["plan_year"]) == ("published", COUNTY, "2022")
    assert first["text_sha256"] == plan.text_sha256
    assert (
        int(first["statements"])
        == Commitment.objects.filter(report=plan).count() + Outcome.objects.filter(report=plan).count()
    )
