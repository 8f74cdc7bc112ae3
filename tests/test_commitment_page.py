"""What a commitment's page offers beside its verdict: how to cite it, and what it tells machines."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.models import Report
from reports.words import ReviewState, Verdict
from tests.characters import make_document
from tests.county import ANSWER, PLAN, make_county
from tests.pages import LANGUAGES, of
from tracker import ledger, register
from tracker.ingest import ingest
from tracker.judging.reasons import Lack
from tracker.models import Commitment
from tracker.site import citing, linked

HOST = "http://testserver"


def page_of(client, row, language="en"):
    return LexborHTMLParser(client.get(f"/{language}/c/{row.pk}/").content)


def data_of(client, row, language="en"):
    """What the page tells machines."""
    (script,) = page_of(client, row, language).css('script[type="application/ld+json"]')
    return json.loads(script.text())


def fields_of(page):
    return {node.attributes["id"]: node.text() for node in page.css("textarea[readonly]")}


def test_it_works(client, county):
    gdp = of("gdp")
    cited = fields_of(page_of(client, gdp))
    assert list(cited) == ["cite-address", "cite-en", "cite-zh-hans", "cite-bibtex", "cite-html"]
    assert cited["cite-address"] == f"{HOST}/en/c/{gdp.pk}/"
    short = gdp.report.text_sha256[:12]
    for told in ("Sample County 2022: Gross domestic product, growth about 8%", "Kept", f"/en/c/{gdp.pk}/", short):
        assert told in cited["cite-en"], cited["cite-en"]
    for told in ("《样例县2022年：地区生产总值增长8%左右》", "已兑现", f"/zh-hans/c/{gdp.pk}/", short, "CC BY 4.0"):
        assert told in cited["cite-zh-hans"], cited["cite-zh-hans"]


def test_the_language_of_the_page_comes_first_and_both_are_the_same_on_both_pages(client, county):
    gdp = of("gdp")
    english, chinese = (fields_of(page_of(client, gdp, language)) for language in ("en", "zh-hans"))
    assert list(chinese)[1:3] == ["cite-zh-hans", "cite-en"]
    for name in ("cite-en", "cite-zh-hans", "cite-bibtex"):
        assert english[name] == chinese[name]


def test_the_date_is_that_of_the_verdict_in_the_sites_time(client, county, monkeypatch):
    gdp = of("gdp")
    row = gdp.verdict
    row.decided_at = datetime(2026, 1, 31, 17, 0, tzinfo=UTC)  # the next day in China
    request = client.get("/en/").wsgi_request
    told = {one.name: one.text for one in citing.citations(request, gdp, row)}
    assert "2026年2月1日" in told["zh-hans"]
    assert "Verdict of 2026-02-01" in told["bibtex"]


def test_a_citation_says_what_stands_beside_the_verdict(client, county, reviewer):
    gdp = of("gdp")
    gdp.verdict.flags = ["self_report_only"]
    request = client.get("/en/").wsgi_request
    told = {one.name: one.text for one in citing.citations(request, gdp, gdp.verdict)}
    assert "Kept (self-report only, not reviewed)." in told["en"]
    assert "已兑现（仅政府自述、未复核）" in told["zh-hans"], told["zh-hans"]
    assert "Kept (self-report only, not reviewed)" in told["bibtex"]
    for statement in (gdp, gdp.verdict.outcome):
        register.decide(statement, ReviewState.ACCEPTED, reviewer)
    gdp = of("gdp")
    told = {one.name: one.text for one in citing.citations(request, gdp, gdp.verdict)}
    assert "Kept." in told["en"]


def test_bibtex_is_what_bibtex_reads(client, county):
    gdp = of("gdp")
    entry = fields_of(page_of(client, gdp))["cite-bibtex"]
    assert entry.startswith(f"@misc{{duixian-990101-2022-{gdp.pk},\n")
    assert r"growth about 8\%" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert re.findall(r"^  (\w+) = \{.*\},$", entry, re.M) == ["author", "title", "year", "url", "note"]


def test_what_tex_would_take_for_a_command_is_escaped():
    assert r"a\b{c}%d_e#f&g$h~i^j".translate(citing._TEX) == (
        r"a\textbackslash{}b\{c\}\%d\_e\#f\&g\$h\textasciitilde{}i\textasciicircum{}j"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_machines_read_a_review_of_a_quotation_in_our_own_words(client, county, language):
    gdp = of("gdp")
    said = data_of(client, gdp, language)
    assert said["@type"] == "Review"
    assert said["url"] == f"{HOST}/{language}/c/{gdp.pk}/"
    promise = said["itemReviewed"]
    assert (promise["@type"], promise["text"]) == ("Quotation", gdp.quote)
    assert promise["creator"]["@type"] == "GovernmentOrganization"
    assert promise["creator"]["areaServed"]["identifier"] == "990101"
    assert promise["isPartOf"]["url"] == f"{HOST}/{language}/r/{gdp.report_id}/"
    assert promise["isPartOf"]["identifier"] == f"sha256:{gdp.report.text_sha256}"
    assert said["citation"]["text"] == gdp.verdict.outcome.quote
    assert said["reviewRating"]["alternateName"] == Verdict.KEPT.name_in(language)
    assert "ratingValue" not in said["reviewRating"]  # there is no scale
    assert said["license"].startswith("https://creativecommons.org/licenses/by/4.0")


def test_the_words_are_those_of_the_page(client, county):
    gdp = of("gdp")
    assert data_of(client, gdp)["reviewBody"] in page_of(client, gdp).css_first("main").text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_units_are_in_the_language_of_the_page_wherever_it_is_passed_on(client, county, language):
    row = of("new_urban_jobs")
    page, said = page_of(client, row, language), data_of(client, row, language)
    cited = fields_of(page)
    passed_on = [cited[f"cite-{language}"], cited["cite-html"], said["name"], said["reviewBody"]]
    passed_on += [page.css_first(f"meta[{name}]").attributes["content"] for name in ("name=description",
                  'property="og:title"', 'property="og:description"', 'property="og:image:alt"')]  # fmt: skip
    unit, other = ("people", "人") if language == "en" else ("人", "people")
    for words in passed_on:
        assert re.search(rf"3000 ?{unit}", words), words
        assert other not in words, words
    assert f"2500{' ' if language == 'en' else ''}{unit}" in said["reviewBody"]
    assert "at least 3000 people" in cited["cite-bibtex"]


def test_large_figures_are_passed_on_in_the_number_words_of_english(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(PLAN.replace("增长8%左右", "达到130.5亿元，粮食产量达到2.5万吨"), 2022))
    ingest(make_document(ANSWER.replace("增长7.9%", "达到131亿元"), 2023))
    cited = fields_of(page_of(client, of("gdp")))
    assert "13.05 billion yuan" in cited["cite-en"]
    assert "131.0 billion" not in cited["cite-html"]
    assert "13.10 billion ≥ 13.05 billion" in cited["cite-html"]
    grain = Commitment.objects.current().filter(indicator__code="grain_output", value="2.5").first()
    assert "25\\,000 tonnes" in fields_of(page_of(client, grain))["cite-bibtex"]


def test_what_is_not_judged_is_not_called_reviewed(client, county):
    waiting = of("gdp", 2023)
    said = data_of(client, waiting)
    assert (said["@type"], said["mainEntity"]["text"]) == ("WebPage", waiting.quote)
    assert "reviewRating" not in said


def test_a_pledge_known_from_its_admission_alone_is_not_quoted(client, county):
    said = data_of(client, Commitment.objects.current().admitted().first())
    assert said["@type"] == "WebPage"
    assert "Quotation" not in json.dumps(said)


def test_a_silence_cites_no_answer(client, county):
    said = data_of(client, Commitment.objects.current().unreported().first())
    assert said["reviewRating"]["alternateName"] == "Unreported"
    assert "citation" not in said


def test_the_words_of_a_digest_are_not_put_into_a_governments_mouth(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(PLAN, 2022, is_digest=True))
    ingest(make_document(ANSWER, 2023))
    said = data_of(client, of("gdp"))
    assert said["itemReviewed"]["@type"] == said["itemReviewed"]["isPartOf"]["@type"] == "CreativeWork"
    assert "creator" not in said["itemReviewed"]
    assert said["citation"]["@type"] == "Quotation"


def test_an_answer_that_is_not_shown_is_not_told_to_machines_either(client, county, reviewer, settings):
    gdp = of("gdp")
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    # The time of a verdict may well hold the figure's digits.
    text = re.sub(r'datetime="[^"]*"', "", client.get(f"/en/c/{gdp.pk}/").content.decode())
    assert gdp.verdict.outcome.quote not in text
    assert "7.9" not in text
    assert "citation" not in data_of(client, gdp)


def test_an_overridden_verdict_tells_the_persons_reason(client, county, reviewer):
    gdp = of("gdp")
    ledger.override(gdp, Verdict.BROKEN, reviewer, "统计口径不同 </script><b>", "统计公报")
    said = data_of(client, gdp)
    assert said["reviewBody"] == "统计口径不同 </script><b>"
    assert said["reviewRating"]["alternateName"] == "Not kept"
    assert "</script><b>" not in client.get(f"/en/c/{gdp.pk}/").content.decode()


def test_no_quote_ends_the_script():
    data = {"text": "a</script><!--<script>&\u2028"}
    written = linked.script(data)
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written) == data


@pytest.mark.parametrize(("language", "locale"), [("en", "en_GB"), ("zh-hans", "zh_CN")])
def test_a_link_to_the_page_previews_what_it_says(client, county, language, locale):
    gdp = of("gdp")
    page = page_of(client, gdp, language)
    told = {node.attributes["property"]: node.attributes["content"] for node in page.css("meta[property]")}
    assert told["og:title"] in fields_of(page)[f"cite-{language}"]
    assert told["og:description"].startswith(Verdict.KEPT.name_in(language))
    assert told["og:description"] == page.css_first("meta[name=description]").attributes["content"]
    assert (told["og:url"], told["og:locale"]) == (f"{HOST}/{language}/c/{gdp.pk}/", locale)
    assert told["og:image"].startswith(f"{HOST}/{language}/c/{gdp.pk}/card.png?v=")


def test_the_parts_cost_no_further_query(client, county, django_assert_num_queries, monkeypatch):
    gdp = Commitment.objects.with_evidence().get(pk=of("gdp").pk)
    request = client.get("/en/").wsgi_request
    with django_assert_num_queries(0):
        citing.citations(request, gdp, gdp.verdict)
        linked.page(request, citing.line(gdp), gdp.verdict, "")


def test_every_report_leads_to_its_own_form(client, county):
    report = Report.objects.get(plan_year=2023)
    assert f'href="/en/r/{report.pk}/correct/"' in client.get(f"/en/r/{report.pk}/").content.decode()


def judged_of(client, row, language="en"):
    return page_of(client, row, language).css_first('section[aria-labelledby="judged"]').text()


def test_the_page_says_whether_anybody_but_the_machine_found_the_answer(client, county, reviewer):
    gdp = of("gdp")
    assert "nobody has confirmed it yet" in judged_of(client, gdp)
    ledger.confirm_link(gdp, gdp.verdict.outcome, reviewer)
    assert "A person has confirmed" in judged_of(client, gdp)
    assert "已有人确认" in judged_of(client, gdp, "zh-hans")
    gdp.refresh_from_db()
    ledger.override(gdp, Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    assert "confirmed" not in judged_of(client, gdp)


def test_the_page_says_whether_anybody_but_the_machine_looked_for_what_is_unreported(client, county, reviewer):
    silent = Commitment.objects.current().unreported().first()
    assert "nobody has looked for an answer yet" in judged_of(client, silent)
    ledger.find_unanswered(silent, Lack.FIGURE, reviewer)
    told = judged_of(client, silent)
    assert "only a vague sentence" in told
    assert "nobody has looked" not in told


def test_where_a_figure_decides_and_the_report_admits_the_miss_both_are_shown(client, county):
    ingest(make_document(ANSWER.replace("增长7.9%", "增长6.9%").replace("同时也要看到，", "经济增长不及预期，"), 2023))
    gdp = of("gdp")
    assert (gdp.verdict.rule, "admitted" in gdp.verdict.flags) == ("about", True)
    page = page_of(client, gdp)
    told = " ".join(page.css_first(".ledger").text().split())
    assert "The report admits the miss in another place, too" in told
    assert [mark.text() for mark in page.css(".ledger-side mark")][-1] == "经济增长不及预期"
    # It is not among what was laid beside the pledge and left.
    considered = page.css_first(".considered")
    assert considered is None or "经济增长不及预期" not in considered.text()
    assert "admits the miss in another place" not in page_of(client, of("new_urban_jobs")).text()
