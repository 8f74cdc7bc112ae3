"""CSV of what is on screen: the same rows as the page, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from tests.characters import COUNTY
from tests.county import ingest_many
from tracker.exports import BOM, streamed
from tracker.models import Commitment
from tracker.scoreboard import Scope, scoreboard


def text_of(response):
    text = b"".join(response.streaming_content).decode()
    assert text.startswith(BOM)
    return text.removeprefix(BOM)


def rows_of(response):
    return list(csv.DictReader(io.StringIO(text_of(response))))


def test_no_cell_of_a_download_is_a_formula():
    rows = [["=1+1", "@SUM(A1)", "\t=1", "＝1", "-1-1"], ["-4.2", Decimal("-1"), 8, "增长8%", None]]
    head, first, second = csv.reader(io.StringIO(text_of(streamed("a-name", ["=head", "b", "c", "d", "e"], rows))))
    assert head == ["'=head", "b", "c", "d", "e"]
    assert first == ["'=1+1", "'@SUM(A1)", "'\t=1", "'＝1", "'-1-1"]
    assert second == ["-4.2", "-1", "8", "增长8%", ""]


def test_it_works(client, county):
    rows = rows_of(client.get("/en/pledges.csv"))
    assert len(rows) == Commitment.objects.current().count()
    gdp = next(row for row in rows if row["Indicator code"] == "gdp" and row["Year"] == "2022")
    assert (gdp["Target"], gdp["Reported"], gdp["Verdict code"]) == ("8", "7.9", "kept")
    assert gdp["Quote of the pledge"] in Commitment.objects.get(indicator__code="gdp", year=2022).report.text
    assert gdp["Reviewed by a person"] == "no"
    assert gdp["Address"].startswith("http://testserver/en/c/")


def test_it_names_its_columns_in_the_readers_language(client, county):
    assert "判定" in rows_of(client.get("/zh-hans/pledges.csv"))[0]


@pytest.mark.parametrize(
    "query", ["verdict=kept", "verdict=judged", "topic=economy", "q=公路", f"place={COUNTY}&year=2022", "level=county"]
)
def test_it_holds_the_same_pledges_as_the_page(client, county, query):
    listed = {line.commitment.pk for line in client.get(f"/en/pledges/?{query}").context["lines"]}
    exported = {int(row["Address"].split("/")[-2]) for row in rows_of(client.get(f"/en/pledges.csv?{query}"))}
    assert exported == listed
    assert exported


def test_the_scoreboard_csv_keeps_the_order_of_the_page(client, county):
    ingest_many(2)
    codes = [row["Code"] for row in rows_of(client.get("/en/scoreboard.csv?order=answered"))]
    assert codes == [standing.code for standing in scoreboard(Scope()).by("answered")]


def test_an_empty_scoreboard_has_its_head_alone(client, db):
    assert rows_of(client.get("/en/scoreboard.csv")) == []


def test_what_is_not_reviewed_stays_out_where_it_is_not_shown(client, county, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert rows_of(client.get("/en/pledges.csv")) == []


def test_the_number_of_queries_does_not_grow(client, county, django_assert_max_num_queries):
    ingest_many(3)
    with django_assert_max_num_queries(3):
        assert len(rows_of(client.get("/en/pledges.csv"))) > 30
