"""The public pages: what they say, in both languages, with a number of queries that does not grow."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports import words
from reports.models import Report
from reports.words import ReportKind, ReviewState, Rule, Verdict, Word
from tests.characters import COUNTY, make_document
from tests.county import ANSWER, PLAN, ingest_many, make_county
from tracker import ledger, register, tallies
from tracker.ingest import ingest
from tracker.judging import constants
from tracker.models import Commitment
from tracker.site import explaining, meanings, pledges
from tracker.site.tolerances import LABELS, published
from tracker.templatetags.duixian import percent

LANGUAGES = ("zh-hans", "en")


def of(indicator, year=2022):
    return Commitment.objects.current().get(indicator__code=indicator, year=year)


def addresses():
    """One address of every page type."""
    gdp = of("gdp")
    return [
        reverse("site:front"),
        reverse("site:places") + "?q=样例",
        reverse("site:pledges"),
        reverse("site:government_year", args=[COUNTY, 2022]),
        reverse("site:commitment", args=[gdp.pk]),
        reverse("site:report", args=[gdp.report_id]),
        reverse("site:indicators"),
        reverse("site:indicator", args=["gdp"]),
        reverse("site:methodology"),
        reverse("site:corrections"),
        reverse("site:audit"),
        reverse("site:glossary"),
        reverse("site:about"),
    ]


def text_of(response):
    """The words of a page as a reader sees them, spaces made single."""
    main = LexborHTMLParser(response.content).css_first("main")
    return re.sub(r"\s+", " ", main.text())


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
            assert not page.css("script, style, [style], [onclick], iframe"), address
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
        assert max(counts.values()) <= 14, counts


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
    assert "the following report does not mention it" in text_of(response)


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


def test_a_government_shows_admissions_and_silences_before_the_rest(client, county):
    page = text_of(client.get(f"/en/g/{COUNTY}/2022/"))
    assert page.index("by the government’s own account") < page.index("No answer found") < page.index("All other")
    assert page.index("固定资产投资") < page.index("粮食")


def test_a_government_without_a_year_shows_the_latest_answered_one(client, county):
    assert client.get(f"/en/g/{COUNTY}/").context["year"] == 2022


def test_a_government_without_a_report_says_so(client, county):
    assert "No report of this government" in text_of(client.get("/en/g/990000/"))


def test_a_digest_is_named_one(client, county, settings):
    ingest(make_document(PLAN.replace("2022", "2021").replace("2021年，", "2020年，"), 2021, is_digest=True))
    assert "digest" in text_of(client.get(f"/en/g/{COUNTY}/2021/"))
    report = Report.objects.get(is_digest=True)
    assert "This is a digest" in text_of(client.get(f"/en/r/{report.pk}/"))


def test_a_commitment_shows_both_quotes_and_the_sum(client, county):
    gdp = of("gdp")
    response = client.get(f"/en/c/{gdp.pk}/")
    page = LexborHTMLParser(response.content)
    quotes = [node.text() for node in page.css("blockquote mark")]
    assert quotes == [gdp.quote, gdp.verdict.outcome.quote]
    assert page.css_first(".sum").text() == "7.9 ≥ 8.0 − 0.1, about"
    assert "How it was judged" in text_of(response)


def test_both_quotes_lead_to_their_place_in_the_report(client, county):
    gdp = of("gdp")
    page = LexborHTMLParser(client.get(f"/en/c/{gdp.pk}/").content)
    for statement in (gdp, gdp.verdict.outcome):
        address = f"/en/r/{statement.report_id}/"
        assert page.css_first(f'a[href="{address}#s{statement.start}"]') is not None
        assert LexborHTMLParser(client.get(address).content).css_first(f"#s{statement.start}") is not None


def test_the_opening_sentence_counts_over_what_was_due(client, county):
    response = client.get("/en/?year=2022")
    total = response.context["board"].total
    kept, silent = (percent(Decimal(count) / total.due) for count in (total.kept, total.unreported))
    sentence = LexborHTMLParser(response.content).css_first("h1.statement").text()
    assert f"Of the {total.due} that a following report should have answered, {kept} were kept" in sentence
    assert f"for {silent} no answer was found" in sentence
    assert kept != silent


def test_a_silent_report_is_named_where_the_answer_should_stand(client, county):
    silent = Commitment.objects.current().unreported().first()
    answer = Report.objects.get(plan_year=2023)
    page = client.get(f"/en/c/{silent.pk}/").content.decode()
    assert "Nothing comparable." in page
    assert f"/en/r/{answer.pk}/" in page


def test_a_communique_that_is_silent_is_not_the_report_that_should_answer(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(PLAN, 2022))
    ingest(replace(make_document("样例县2022年统计公报。全县棉花产量2万吨。", 2023), kind=ReportKind.COMMUNIQUE))
    waiting = Commitment.objects.current().get(subject="粮食产量")
    assert "The report that would answer is not loaded yet." in text_of(client.get(f"/en/c/{waiting.pk}/"))
    assert client.get(f"/en/g/{COUNTY}/2022/").context["answered_in"] == []


def test_an_admission_says_that_its_target_is_not_known(client, county):
    admitted = Commitment.objects.current().admitted().first()
    assert "the figure is not known" in text_of(client.get(f"/en/c/{admitted.pk}/"))


def test_an_overridden_verdict_shows_the_persons_reason_and_the_rules_verdict_below(client, county, reviewer):
    gdp = of("gdp")
    ledger.override(gdp, Verdict.BROKEN, reviewer, "统计口径不同")
    for language in LANGUAGES:
        page = text_of(client.get(f"/{language}/c/{gdp.pk}/"))
        assert "统计口径不同" in page
        assert Verdict.KEPT.name_in(language) in page
    assert client.get("/en/").status_code == 200
    assert client.get(f"/en/g/{COUNTY}/2022/").status_code == 200


def test_what_nobody_has_reviewed_says_so(client, county, reviewer):
    gdp = of("gdp")
    assert "not reviewed" in text_of(client.get(f"/en/g/{COUNTY}/2022/"))
    assert "Proposed by machine" in text_of(client.get(f"/en/c/{gdp.pk}/"))
    assert "no person has reviewed" in text_of(client.get("/en/"))
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    register.decide(gdp.verdict.outcome, ReviewState.ACCEPTED, reviewer)
    page = text_of(client.get(f"/en/c/{gdp.pk}/"))
    assert "Accepted by a person" in page
    assert "Proposed by machine" not in page


def test_where_the_unreviewed_is_not_shown_only_accepted_pledges_are(client, county, reviewer, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    gdp, jobs = of("gdp"), of("new_urban_jobs")
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    tallies.refresh([county.pk])
    assert client.get(f"/en/c/{jobs.pk}/").status_code == 404
    page = text_of(client.get(f"/en/c/{gdp.pk}/"))
    assert gdp.quote in page
    assert gdp.verdict.outcome.quote not in page
    assert "7.9" not in page
    listed = [line.commitment.pk for line in client.get("/en/pledges/").context["lines"]]
    assert listed == [gdp.pk]
    assert client.get("/en/").context["board"].total.total == 1


def test_a_report_keeps_every_character_of_its_text(client, county):
    for report, text in ((Report.objects.get(plan_year=2022), PLAN), (Report.objects.get(plan_year=2023), ANSWER)):
        page = LexborHTMLParser(client.get(f"/en/r/{report.pk}/").content)
        for node in page.css(".report-text .said-mark"):
            node.decompose()
        lines = [node.text() for node in page.css(".report-text h2, .report-text .passage > p")]
        assert lines == [line.strip() for line in text.splitlines() if line.strip()]


def test_an_indicator_lists_its_targets(client, county):
    page = text_of(client.get("/en/i/gdp/"))
    assert "Sample County" in page
    assert client.get("/en/i/nothing/").status_code == 404


def test_the_next_page_follows_the_last_pledge(client, county, monkeypatch):
    monkeypatch.setattr(pledges, "PLEDGES_A_PAGE", 3)
    seen, address = [], "/en/pledges/"
    while address:
        response = client.get(address)
        seen += [line.commitment.pk for line in response.context["lines"]]
        link = LexborHTMLParser(response.content).css_first("a[rel=next]")
        address = "/en/pledges/" + unescape(link.attributes["href"]) if link else None
    assert seen == list(Commitment.objects.current().latest_first().values_list("pk", flat=True))


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


def test_a_government_known_only_from_its_admissions_gets_no_rate(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(ANSWER, 2023))
    page = text_of(client.get(f"/en/g/{COUNTY}/2022/"))
    assert "say nothing of the pledges that were kept" in page
    assert "Kept rate" not in page
    assert "only admissions on record" in text_of(client.get("/en/"))
    ingest(make_document(PLAN, 2022))
    assert "only admissions on record" not in text_of(client.get("/en/"))
    assert "Kept rate" in text_of(client.get(f"/en/g/{COUNTY}/2022/"))
