"""The page of data: every download is on it, with the columns its file has, and what it says of checking holds."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from selectolax.lexbor import LexborHTMLParser

from reports.models import Report
from reports.words import Verdict, Word
from tests.characters import COUNTY
from tests.county import ingest_many, ingest_odd_pair
from tests.pages import LANGUAGES, addresses, of, text_of
from tests.test_exports import text_of as csv_of
from tests.test_standings import ingest_plan
from tracker import ledger, publishing
from tracker.models import Commitment, Publication
from tracker.site import columns, meanings
from tracker.site.data import last_changed
from tracker.site.downloads import DOWNLOADS, EXPORTED, PARAMETERS

SECOND = "990102"
#: What makes a download that wants something say something.
ASKED = {
    "compare": f"g={COUNTY}&g={SECOND}",
    "compare_targets": f"g={COUNTY}&g={SECOND}",
    "search": "q=样例",
    "search_outcomes": "q=样例&in=outcome",
}
#: What leaves less of every download that takes it, or another order or kind of rows.
NARROWING = {
    "level": "nation", "year": "1999", "province": "110000", "place": "110000", "verdict": "withdrawn",
    "topic": "energy", "indicator": "nothing", "confirmed": "1", "q": "没有这样的词", "kind": "twice",
    "severity": "info", "order": "kept", "in": "pledge",
}  # fmt: skip


@pytest.fixture
def everything(county, reviewer):
    """A row in every download."""
    ingest_many(1)
    ingest_odd_pair()
    ingest_plan(SECOND, "样例0县")
    ledger.override(of_county("gdp"), Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    report = Report.objects.filter(jurisdiction=county).first()
    Publication.objects.create(report=report, act=Publication.Act.PUBLISHED, person=reviewer, statements=1, links=1)
    return county


def of_county(indicator):
    return Commitment.objects.current().get(indicator__code=indicator, year=2022, jurisdiction__code=COUNTY)


def page_of(client, language="en"):
    return LexborHTMLParser(client.get(f"/{language}/data/").content)


def fetched(client, one, query="", language="en"):
    with translation.override(language):
        address = reverse(f"site:{one.route}")
    return csv_of(client.get(f"{address}?{'&'.join(part for part in (ASKED.get(one.anchor, ''), query) if part)}"))


def listed(page, section):
    """The names of the columns that the page explains for a download."""
    node = page.css_first(f"section[aria-labelledby={section}]")
    return [head.text() for head in node.css("tbody th")]


def test_it_works(client, county):
    said = text_of(client.get("/en/data/"))
    for words in ("Table of governments", "python recompute.py verdicts.jsonl", "CC BY 4.0", "Cite these data"):
        assert words in said


def test_every_download_of_the_site_is_on_it():
    patterns = get_resolver("tracker.site.urls").url_patterns
    routes = {pattern.name for pattern in patterns if str(pattern.pattern).endswith(".csv")}
    assert {one.route for one in DOWNLOADS} == routes


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_the_columns_that_the_file_has_and_explains_each(client, county, language):
    page = page_of(client, language)
    for one in DOWNLOADS:
        head = next(csv.reader(io.StringIO(fetched(client, one, language=language))))
        assert listed(page, one.anchor) == head, one.anchor
    assert all(node.text().strip() for node in page.css(".column-list td"))


def test_no_meaning_is_left_of_a_column_that_is_gone():
    written = {(one.anchor, name) for one in (*DOWNLOADS, *EXPORTED) if one.names for name in one.names()}
    plain = {(anchor, name) for anchor, name in written if not isinstance(name, Word)}
    assert set(columns.MEANT_THERE) <= plain
    assert set(columns.MEANINGS) == {name for anchor, name in plain if (anchor, name) not in columns.MEANT_THERE}


def test_every_code_leads_into_the_glossary():
    parts = {part.anchor for part in meanings.glossary()}
    named = {meaning.words for meaning in (*columns.MEANINGS.values(), *columns.MEANT_THERE.values())}
    assert named - {""} <= parts


def test_the_public_export_has_the_files_and_columns_it_names(client, everything, tmp_path):
    written = tmp_path / "public"
    publishing.export(written, unreviewed=True)
    assert {path.name for path in written.iterdir()} == {one.name for one in EXPORTED}
    page = page_of(client)
    with (written / "chains.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert listed(page, "file-chains") == next(csv.reader(lines))
    for name in ("corrections", "findings"):
        with (written / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
            assert listed(page, name) == next(csv.reader(lines))
    rows = [json.loads(line) for line in (written / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {tuple(sorted(row)) for row in rows} == {tuple(sorted(listed(page, "file-verdicts")))}
    printed = page.css_first("#verify ~ .prose .hash").text()
    assert printed == hashlib.sha256((written / "recompute.py").read_bytes()).hexdigest()


def test_every_parameter_is_explained_and_none_that_nothing_takes():
    assert {name for one in DOWNLOADS for name in one.parameters} == set(PARAMETERS)


def test_a_download_takes_the_parameters_it_names(client, everything):
    for one in DOWNLOADS:
        whole = fetched(client, one)
        assert len(whole.splitlines()) > 1, one.anchor
        # Which governments are compared is the subject of tests/test_compare.py.
        for name in set(one.parameters) - {"g"}:
            asked = fetched(client, one, f"{name}={NARROWING[name]}")
            assert asked != whole, (one.anchor, name)
            if name not in ("order", "in"):
                assert len(asked.splitlines()) < len(whole.splitlines()), (one.anchor, name)


def test_without_what_it_wants_a_download_is_empty_and_fetched_from_its_page(client, county):
    page = page_of(client)
    for one in DOWNLOADS:
        with translation.override("en"):
            route, offered = reverse(f"site:{one.route}"), reverse(f"site:{one.page}")
        links = {node.attributes["href"] for node in page.css(f"section[aria-labelledby={one.anchor}] a")}
        assert offered in links
        assert (route in links) is not one.wants
        if one.wants:
            assert len(csv_of(client.get(route)).splitlines()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_when_the_data_last_changed(client, county, reviewer, language):
    assert last_changed() == max(Commitment.objects.values_list("verdict__decided_at", flat=True))
    ledger.override(of("gdp"), Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    assert last_changed() == of("gdp").verdict.decided_at
    page = page_of(client, language)
    assert page.css_first("time").attributes["datetime"][:10] == f"{timezone.localdate():%Y-%m-%d}"
    with translation.override(language):
        day = date_format(timezone.localdate(), "DATE_FORMAT")
    cited = [node.text() for node in page.css("textarea")]
    assert len(cited) == 3
    assert day in cited[0]
    assert f"State of {timezone.localdate():%Y-%m-%d}" in cited[2]


def test_without_data_it_has_nothing_to_cite(client, db):
    assert "Nothing is stored yet" in text_of(client.get("/en/data/"))
    assert "Last changed" not in text_of(client.get("/en/data/"))


def test_it_asks_when_the_data_changed_and_nothing_else(client, county):
    with CaptureQueriesContext(connection) as asked:
        last_changed()
    with CaptureQueriesContext(connection) as queries:
        client.get("/en/data/")
    whole, known = ([query["sql"] for query in captured] for captured in (queries, asked))
    assert [sql for sql in whole if "pg_current_snapshot" not in sql] == known
    assert len(known) == 4


def test_every_page_that_offers_a_download_leads_to_its_columns(client, everything):
    anchors = {node.attributes["id"] for node in page_of(client).css("[id]")}
    offered = set()
    with translation.override("en"):
        # More than one pledge is about this indicator here, so `addresses` is asked for a government of its own.
        pages = [
            f"/en/g/{SECOND}/2018/",
            f"/en/g/{SECOND}/",
            f"/en/compare/?g={COUNTY}&g={SECOND}",
            "/en/search/?q=公路",
            "/en/i/gdp/",
        ]
        pages += ["/en/", "/en/pledges/", "/en/audit/", "/en/corrections/", "/en/publications/", "/en/t/economy/"]
    for address in pages:
        page = LexborHTMLParser(client.get(address).content)
        files = {node.attributes["href"].partition("?")[0] for node in page.css('main a[href*=".csv"]')}
        led = {node.attributes["href"].partition("#")[2] for node in page.css('main a[href^="/en/data/#"]')}
        assert files, address
        assert led, address
        assert led <= anchors, address
        offered |= files
    assert offered == {f"/en/{one.route.removesuffix('_csv')}.csv" for one in DOWNLOADS}


def test_head_and_foot_of_every_page_lead_here(client, county):
    with translation.override("en"):
        for address in addresses():
            page = LexborHTMLParser(client.get(address).content)
            assert page.css_first('header nav a[href="/en/data/"]') is not None, address
            assert page.css_first('footer a[href="/en/data/"]') is not None, address
