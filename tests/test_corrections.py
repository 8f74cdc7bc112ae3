"""The log of corrections: what it lists, in both languages, page by page."""

from __future__ import annotations

import csv
import io
import re

import pytest

from reports.words import ReviewState
from reports.words import Verdict as Word
from tests.characters import COUNTY
from tests.county import ingest_many
from tests.pages import text_of
from tests.test_exports import text_of as csv_of
from tracker import ledger, register
from tracker.models import Commitment
from tracker.site import corrections


def override_all(code, reviewer):
    for row in Commitment.objects.filter(jurisdiction__code=code, year=2022).order_by("pk"):
        ledger.override(row, Word.NOT_ASSESSABLE, reviewer, "口径已变", "统计公报")


def told(client, query=""):
    return [change.row.pk for change in client.get(f"/en/corrections/{query}").context["corrections"]]


def test_it_works(client, county, reviewer):
    assert "No published verdict has been changed" in text_of(client.get("/en/corrections/"))
    gdp = Commitment.objects.get(indicator__code="gdp", year=2022)
    ledger.override(gdp, Word.BROKEN, reviewer, "口径已变", "统计公报")
    for language, words in (
        ("en", ("Kept", "Not kept", "decided by a person", "口径已变", "统计公报", "Sample County 2022")),
        ("zh-hans", ("已兑现", "未兑现", "人工裁定", "口径已变", "统计公报", "样例县 2022")),
    ):
        page = text_of(client.get(f"/{language}/corrections/"))
        assert all(word in page for word in words), page
    assert "reviewer" not in page
    (change,) = client.get("/en/corrections/").context["corrections"]
    assert (change.was, change.became) == (Word.KEPT, Word.BROKEN)


def test_every_page_leads_to_it(client, county):
    assert '<a href="/en/corrections/">' in client.get("/en/").content.decode()


def test_pages_follow_one_another_without_a_gap(client, county, reviewer, monkeypatch):
    override_all(COUNTY, reviewer)
    everything = told(client)
    monkeypatch.setattr(corrections, "CORRECTIONS_A_PAGE", 3)
    seen, query = [], ""
    while query is not None:
        page = client.get(f"/en/corrections/{query}")
        seen += [change.row.pk for change in page.context["corrections"]]
        following = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        query = following[1].replace("&amp;", "&") if following else None
    assert seen == everything == sorted(everything, reverse=True)
    assert len(seen) > 6


@pytest.mark.parametrize("after", ["", "x", "2026-01-01_1", "2026-01-01T00:00:00Z_x", "_", "2026-01-01T00:00:00_4"])
def test_a_key_that_makes_no_sense_is_left_out(client, county, reviewer, after):
    override_all(COUNTY, reviewer)
    assert told(client, f"?after={after}") == told(client)


def test_it_can_be_narrowed_to_a_government_and_a_year(client, county, reviewer):
    ingest_many(1)
    other = str(int(COUNTY) + 1)
    override_all(COUNTY, reviewer)
    ours = told(client)
    override_all(other, reviewer)
    assert told(client, f"?place={COUNTY}&year=2022") == ours
    assert len(told(client)) == len(ours) + len(told(client, f"?place={other}"))
    assert told(client, "?year=2023") == []


def test_the_download_holds_the_same_rows(client, county, reviewer):
    override_all(COUNTY, reviewer)
    rows = list(csv.DictReader(io.StringIO(csv_of(client.get(f"/zh-hans/corrections.csv?place={COUNTY}")))))
    assert len(rows) == len(told(client))
    assert {(row["to"], row["reason"], row["source"]) for row in rows} == {("not_assessable", "口径已变", "统计公报")}


def test_what_is_not_shown_is_not_told(client, county, reviewer, settings):
    override_all(COUNTY, reviewer)
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert told(client) == []
    register.decide(Commitment.objects.get(indicator__code="gdp", year=2022), ReviewState.ACCEPTED, reviewer)
    assert len(told(client)) == 1


def test_the_queries_do_not_grow(client, county, reviewer, django_assert_num_queries):
    for rows in (1, None):
        for row in Commitment.objects.filter(year=2022)[:rows]:
            ledger.override(row, Word.NOT_ASSESSABLE, reviewer, "口径已变", "统计公报")
        with django_assert_num_queries(3):
            client.get("/en/corrections/")
