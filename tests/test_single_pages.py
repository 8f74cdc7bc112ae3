"""The pages of one government, one commitment, one report, one indicator: what each says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from reports.models import Report
from reports.words import ReportKind, ReviewState, Verdict
from tests.characters import COUNTY, make_document
from tests.county import ANSWER, ANSWER_OF_LIST, PLAN, PLAN_WITH_LIST, make_county
from tests.pages import LANGUAGES, of, text_of
from tracker import ledger, register, tallies
from tracker.ingest import ingest
from tracker.models import Commitment
from tracker.site import by_verdict, pledges
from tracker.site.own_words import anchor_of
from tracker.templatetags.duixian import percent


def test_a_government_shows_what_was_not_kept_then_the_kept_then_the_silences(client, county):
    page = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2022/").content)
    shown = [node.attributes["id"] for node in page.css("main h2")]
    verdicts = [Verdict(name) for name in shown if name in {one.value for one in Verdict}]
    assert verdicts == [one for one in by_verdict.ORDER if one in verdicts]
    assert {Verdict.BROKEN, Verdict.KEPT, Verdict.UNREPORTED} <= set(verdicts)
    lists = {name: page.css_first(f"section[aria-labelledby={name}]").text() for name in verdicts}
    assert "by the government’s own account" in lists[Verdict.BROKEN]
    assert "固定资产投资" in lists[Verdict.BROKEN]
    assert "粮食" in lists[Verdict.UNREPORTED]


def test_each_count_of_a_year_leads_to_its_pledges_and_is_their_number(client, county):
    page = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2022/").content)
    counted = page.css(".tally a")
    assert counted
    for link in [*counted, *page.css(".contents a")]:
        head = page.css_first(link.attributes["href"])
        assert head is not None, link.attributes["href"]
        told = [node.text() for node in head.css(".count")]
        assert told in ([], [node.text() for node in link.css(".tally-count, .count")]), link.attributes["href"]
    for link in counted:
        name = link.attributes["href"].removeprefix("#")
        rows = page.css(f"section[aria-labelledby={name}] :is(tbody tr:not(.group), .silences li)")
        assert len(rows) == int(link.css_first(".tally-count").text())


def test_a_year_says_how_many_of_the_kept_rest_on_a_whole_list(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest(make_document(PLAN_WITH_LIST, 2022))
    ingest(make_document(ANSWER_OF_LIST, 2023))
    page = client.get(f"/en/g/{COUNTY}/2022/")
    counts = page.context["counts"]
    rest, answered = counts.kept - 3, counts.answered - 3
    assert (counts.kept_by_list, rest, answered) == (3, 2, 6)
    assert "3 of the kept pledges rest on a sentence" in text_of(page)
    assert "without them the kept rate is 33%" in text_of(page)
    assert "有3项仅凭一句话" in text_of(client.get(f"/zh-hans/g/{COUNTY}/2022/"))


def test_a_year_whose_answers_have_figures_says_nothing_of_lists(client, county):
    assert "whole list" not in text_of(client.get(f"/en/g/{COUNTY}/2022/"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_pledges_of_a_verdict_are_reached_by_topic(client, county, language):
    many = "".join(f"新建第{n}小学{n}所，新建第{n}水库{n}座。" for n in range(2, 9))
    ingest(make_document(PLAN + many, 2022))
    page = LexborHTMLParser(client.get(f"/{language}/g/{COUNTY}/2022/").content)
    section = page.css_first("section[aria-labelledby=unreported]")
    links = section.css(".by-topic a")
    assert len(links) > 1
    for link in links:
        head = page.css_first(link.attributes["href"])
        assert head.css_first(".count").text() == link.css_first(".count").text()
        assert len(head.next.next.css("li")) == int(link.css_first(".count").text())
    assert sum(int(link.css_first(".count").text()) for link in links) == len(section.css(".silences li"))
    assert page.css_first("section[aria-labelledby=kept] .by-topic") is None


def test_topics_of_a_table_are_its_groups_with_what_is_admitted_first(client, county):
    many = "".join(f"新建第{n}小学{n}所，新建第{n}水库{n}座。" for n in range(2, 9))
    ingest(make_document(PLAN + many, 2022))
    ingest(make_document(ANSWER.replace("新建农村公路", f"{many.replace('新建', '新建成')}新建农村公路"), 2023))
    page = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2022/").content)
    for verdict in ("kept", "broken"):
        section = page.css_first(f"section[aria-labelledby={verdict}]")
        heads = [(row.attributes["id"], row.css_first(".count").text()) for row in section.css("tr.group")]
        assert len(heads) > 1
        links = [(link.attributes["href"][1:], link.css_first(".count").text()) for link in section.css(".by-topic a")]
        assert links == heads
    assert heads[0][0] == "broken-admitted"


def test_each_count_of_a_list_leads_to_as_many_pledges(client, county):
    for address in ("/en/?level=county", "/en/t/economy/", "/en/i/gdp/"):
        for link in LexborHTMLParser(client.get(address).content).css(".tally a"):
            listed = client.get(link.attributes["href"]).context["lines"]
            assert len(listed) == int(link.css_first(".tally-count").text()), (address, link.attributes["href"])


def test_a_government_shows_the_latest_answered_year_and_says_that_it_is(client, county):
    response = client.get(f"/en/g/{COUNTY}/")
    page = LexborHTMLParser(response.content)
    assert "2022, the latest year that a report has answered for" in page.css_first("#latest").text()
    year = LexborHTMLParser(client.get(page.css_first(".onward-year a").attributes["href"]).content)
    assert [node.text() for node in year.css(".tally-count")] == [node.text() for node in page.css(".tally-count")]
    for link in page.css(".tally a"):
        address, _, name = link.attributes["href"].partition("#")
        assert address == f"/en/g/{COUNTY}/2022/"
        assert year.css_first(f"#{name} .count").text() == link.css_first(".tally-count").text()


def test_a_year_leads_to_what_holds_for_all_years(client, county):
    page = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/2022/").content)
    assert (
        page.css_first(".onward a").attributes["href"]
        == f"/en/g/{COUNTY}/"
        == page.css(".path a")[-1].attributes["href"]
    )


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
        assert page.css_first(f'a[href="{address}#{anchor_of(statement)}"]') is not None
        assert LexborHTMLParser(client.get(address).content).css_first(f"#{anchor_of(statement)}") is not None
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
    ledger.override(gdp, Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
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
        lines = [node.text() for node in page.css(".report-text h3, .report-text .passage > p")]
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


def test_a_year_and_its_report_say_why_their_counts_differ(client, county):
    for year in (2021, 2022):
        assert "of earlier reports" not in text_of(client.get(f"/en/g/{COUNTY}/{year}/"))
    ingest(
        make_document(
            "二、2021年工作安排\n今年主要预期目标是：地区生产总值增长6%。到2022年，粮食产量达到50万吨。", 2021
        )
    )
    reports = {report.plan_year: report for report in Report.objects.filter(superseded_by__isnull=True)}
    pages = {
        "year": client.get(f"/en/g/{COUNTY}/2022/"),
        "earlier": client.get(f"/en/r/{reports[2021].pk}/"),
        "own": client.get(f"/en/r/{reports[2022].pk}/"),
        "later": client.get(f"/en/r/{reports[2023].pk}/"),
    }
    told = {name: text_of(page) for name, page in pages.items()}
    links = {
        name: [node.attributes["href"] for node in LexborHTMLParser(page.content).css(".reading-note a")]
        for name, page in pages.items()
    }
    assert (
        "1 of these pledges is a target of an earlier report that falls due in 2022; the report of 2022 counts"
        in told["year"]
    )
    assert f"/en/r/{reports[2022].pk}/" in links["year"]
    assert "1 pledge of this report falls due in a later year; " in told["earlier"]
    assert "Only this report’s own pledges are counted; " in told["own"]
    assert f"/en/g/{COUNTY}/2022/" in links["own"]
    assert "counts all that falls due" not in told["later"]
