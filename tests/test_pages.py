"""The public pages as one: both languages, one frame, queries that do not grow, what the front and the words say."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports import words
from reports.words import ReviewState, Rule, Verdict, Word
from tests.characters import COUNTY, make_document
from tests.county import PLAN, ingest_many
from tests.pages import LANGUAGES, addresses, text_of
from tracker.ingest import ingest
from tracker.judging import constants
from tracker.models import Commitment
from tracker.site import explaining, meanings
from tracker.site.tolerances import LABELS, published


def test_it_works(client, county):
    page = text_of(client.get(f"/en/g/{COUNTY}/2022/"))
    assert "Kept" in page
    assert "7.9" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_answers_in_both_languages(client, county, language):
    with translation.override(language):
        for address in addresses():
            response = client.get(address)
            assert response.status_code == 200, address
            assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}">' in response.content.decode()


def test_no_chinese_page_is_left_in_english(client, county):
    """Every text of a template or a page's code has a Chinese translation: the catalogue has no gap."""
    catalogue = (project.BASE_DIR / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    entries = re.split(r"\n\n", catalogue)[1:]
    empty = [entry for entry in entries if re.search(r'^msgstr(\[0\])? ""$(?!\n")', entry, re.MULTILINE)]
    assert empty == []
    assert "#, fuzzy" not in catalogue


@pytest.mark.parametrize(
    ("accepted", "prefix"), [("zh-CN,zh;q=0.9", "/zh-hans/"), ("en-GB,en;q=0.8", "/en/"), ("fr", "/zh-hans/")]
)
def test_the_bare_address_leads_to_the_readers_language(client, db, accepted, prefix):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.url) == (302, prefix)


def test_every_page_names_itself_in_the_other_language(client, county):
    page = LexborHTMLParser(client.get("/en/pledges/?verdict=kept").content)
    links = {link.attributes["hreflang"]: link.attributes["href"] for link in page.css("link[rel=alternate]")}
    assert links == {"zh-Hans": "/zh-hans/pledges/?verdict=kept", "en": "/en/pledges/?verdict=kept"}


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, county):
    with translation.override("en"):
        for address in addresses():
            response = client.get(address)
            page = LexborHTMLParser(response.content)
            # Data for machines is no script: a browser neither runs it nor asks the policy.
            scripts = page.css("script:not([type='application/ld+json'])")
            assert all(script.attributes.get("src", "").startswith("/") for script in scripts), address
            assert not page.css("style, [style], [onclick], iframe"), address
            assert all(node.attributes["href"].startswith("/") for node in page.css("link")), address
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_every_page_has_one_heading_a_skip_link_and_named_tables(client, county):
    with translation.override("en"):
        for address in addresses():
            page = LexborHTMLParser(client.get(address).content)
            assert len(page.css("h1")) == 1, address
            assert page.css_first("a.skip").attributes["href"] == "#main"
            assert page.css_first("#main") is not None
            assert all(table.css_first("caption") is not None for table in page.css("table")), address
            ids = [node.attributes["id"] for node in page.css("[id]")]
            assert len(ids) == len(set(ids)), address


def test_links_within_the_site_lead_somewhere(client, county):
    seen = set()
    with translation.override("en"):
        for address in addresses():
            for link in LexborHTMLParser(client.get(address).content).css("main a[href]"):
                target = link.attributes["href"].partition("#")[0]
                if target.startswith("/en/") and target not in seen:
                    seen.add(target)
                    assert client.get(target).status_code == 200, target
    assert len(seen) > 20


def test_the_number_of_queries_does_not_grow_with_the_data(client, county, django_assert_num_queries):
    with translation.override("en"):
        pages = addresses()
        counts = {}
        for address in pages:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts[address] = len(queries)
        ingest_many(3)
        for address in pages:
            with django_assert_num_queries(counts[address]):
                client.get(address)
        assert max(counts.values()) <= 16, counts


def test_a_government_with_more_pledges_costs_no_more_queries(client, county, django_assert_num_queries):
    address = f"/en/g/{COUNTY}/2022/"
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    before = len(queries)
    projects = "".join(f"新建第{n}小学{n}所。" for n in range(2, 30))
    ingest(make_document(PLAN + projects, 2022))
    with django_assert_num_queries(before):
        page = text_of(client.get(address))
    assert "第29小学" in page


def test_the_front_page_says_how_much_was_kept_and_how_much_never_mentioned(client, county):
    response = client.get("/en/")
    total = response.context["board"].total
    sentence = LexborHTMLParser(response.content).css_first("h1").text()
    assert f"1 government made {total.total} pledges" in sentence
    assert f"Of the {total.due}" in sentence
    assert "the following report does not mention it, or says nothing comparable" in text_of(response)


def test_without_data_the_front_page_says_what_to_run(client, db):
    for language, words_ in (("en", "No report has been read yet"), ("zh-hans", "还没有读取任何报告")):
        page = text_of(client.get(f"/{language}/"))
        assert words_ in page
        assert "manage.py ingest" in page


def test_filters_that_make_no_sense_are_left_out(client, county):
    for query in ("level=moon", "year=abc", "year=99999", "province=x", "after=nothing", "order=size", "topic=%00"):
        assert client.get(f"/en/?{query}").status_code == 200
        assert client.get(f"/en/pledges/?{query}").status_code == 200


def test_a_level_without_a_government_says_so(client, county):
    assert "No government fits these filters" in text_of(client.get("/en/?level=nation"))


@pytest.mark.parametrize("asked", ["样例县", "yangli xian", "yanglixian", COUNTY])
def test_a_place_is_found_by_characters_pinyin_and_code(client, county, asked):
    response = client.get("/en/places/", {"q": asked})
    assert (response.status_code, response.url) == (302, f"/en/g/{COUNTY}/")


def test_a_name_with_its_province_before_it_is_found(client, county):
    assert client.get("/en/places/", {"q": "样例省样例县"}).url == f"/en/g/{COUNTY}/"


def test_a_place_nobody_knows_is_said_to_be_unknown(client, county):
    assert "No place fits" in text_of(client.get("/en/places/", {"q": "没有这里"}))


def test_the_methodology_names_every_rule_and_every_tolerance(client, db):
    response = client.get("/en/methodology/")
    page = text_of(response)
    rules = LexborHTMLParser(response.content).css(".rules tbody code")
    assert [node.text() for node in rules] == [rule.value for rule in Rule]
    assert f"{constants.ABOUT_POINTS} point" in page
    assert "80% of the target" in page
    assert "125% of the target" in page


def test_the_glossary_holds_every_word_of_the_project(client, db):
    page = text_of(client.get("/zh-hans/glossary/"))
    named = {Verdict, words.Flag, words.Rule, words.Kind, words.Measure, words.Comparator, words.Level, words.Section}
    for table in named:
        for word in table:
            assert word.zh in page, word
            assert word.en in page, word


@pytest.mark.parametrize(
    ("table", "meant"),
    [
        (Verdict, meanings.VERDICTS),
        (words.Flag, meanings.FLAGS),
        (Rule, meanings.RULES),
        (words.Measure, meanings.MEASURES),
        (words.Kind, meanings.KINDS),
        (ReviewState, meanings.STATES),
    ],
)
def test_every_word_that_needs_one_has_a_meaning(table: type[Word], meant):
    assert set(meant) == set(table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_page_says_so_and_offers_a_way_on(client, db, language):
    response = client.get(f"/{language}/g/123456/")
    assert response.status_code == 404
    assert "/places/" in response.content.decode()
    assert client.get(f"/{language}/no/such/page/").status_code == 404


def test_a_fault_is_told_in_the_readers_language_without_a_trace(db, monkeypatch, county):
    def fails(*_arguments: object) -> None:
        raise RuntimeError("private")

    monkeypatch.setattr(explaining, "render", fails)
    response = Client(raise_request_exception=False).get("/zh-hans/about/")
    assert response.status_code == 500
    assert "这里出错了" in response.content.decode()
    assert "private" not in response.content.decode()


def test_an_address_with_an_impossible_number_is_not_found(client, db):
    for path in ("c/99999999999999999999/", "r/99999999999999999999/", "g/000000/1999/"):
        assert client.get(f"/en/{path}").status_code == 404, path


def test_robots_may_read_all_but_the_staff_pages(client, db):
    rules = client.get("/robots.txt").content.decode()
    assert "Disallow: /zh-hans/admin/" in rules
    assert "Disallow: /\n" not in rules


def test_a_page_travels_compressed(client, county):
    plain = client.get("/en/glossary/")
    packed = client.get("/en/glossary/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2


def test_the_methodology_says_what_another_tolerance_would_change(client, county):
    """7.9 against "about 8" is kept within a tenth of a point, and not without."""
    outlooks = client.get("/en/methodology/").context["outlooks"]
    kept = Commitment.objects.current().kept().count()
    assert [(str(row.points), row.kept, row.is_ours) for row in outlooks] == [
        ("0", kept - 1, False),
        ("0.1", kept, True),
        ("0.5", kept, False),
    ]


def test_every_constant_of_the_judging_is_printed_with_a_label(db):
    assert set(LABELS) == set(published())
