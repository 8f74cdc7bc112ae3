"""A report's page: how statements are marked, what the table beside the text says, links to any of its words."""

from __future__ import annotations

import gzip
import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from reports.models import Report
from reports.words import ReviewState, Verdict
from tests.characters import COUNTY, make_document
from tests.county import ANSWER, ANSWER_OF_LIST, PLAN, PLAN_WITH_LIST
from tests.pages import LANGUAGES, of, text_of
from tests.test_odd_input import BROWSER, ODD_NUMBERS
from tracker import ledger, register
from tracker.ingest import ingest
from tracker.models import Commitment, Link, Outcome
from tracker.site.minimap import PARTS
from tracker.site.own_words import anchor_of


def report_of(year):
    return Report.objects.get(plan_year=year, superseded_by__isnull=True)


def page_of(client, year, query="", language="en"):
    return LexborHTMLParser(client.get(f"/{language}/r/{report_of(year).pk}/{query}").content)


def table_of(client, year, query="", language="en"):
    return LexborHTMLParser(client.get(f"/{language}/r/{report_of(year).pk}/statements/{query}").content)


def classes(node):
    return node.attributes["class"].split()


def rows_of(page):
    return page.css(".statements tbody tr")


def test_an_address_names_a_statement_s_own_words_and_not_its_phrase(client, county):
    shared = "新建小学30所、中学40所。城镇和农村居民收入均增长8%。建成甲桥、乙桥。"
    pledges = Commitment.objects.current().filter(known_from=Commitment.KnownFrom.PLEDGE)
    for text, year in ((PLAN + shared, 2022), (ANSWER + "甲村、乙村获评示范村。", 2023)):
        ingest(make_document(text, year))
        page = page_of(client, year)
        for prefix, rows in (("c", pledges), ("o", Outcome.objects)):
            for row in rows.filter(report=report_of(year)):
                named = page.css_first(f".report-text #{anchor_of(row)}")
                link = named if "data-row" in named.attributes else named.parent
                # Two villages are named before a phrase that is the quote of both.
                whose = [link.attributes["data-row"], *(link.attributes.get("data-also") or "").split()]
                assert f"{prefix}{row.pk}" in (whose if "示范村" in row.quote else whose[:1]), row
    pledge = pledges.get(value=40, year=2022)
    place = LexborHTMLParser(client.get(f"/en/c/{pledge.pk}/").content).css_first(".ledger .place a")
    assert place.attributes["href"].partition("#")[2] == f"s{pledge.start}-{pledge.number_start}-{pledge.start + 8}"


def test_it_works(client, county):
    gdp = of("gdp")
    page = page_of(client, 2022)
    link = page.css_first(f".report-text #s{gdp.start}")
    assert link.text(deep=False) == gdp.quote
    assert {"said", "said-pledge", "said-kept"} <= set(classes(link))
    assert link.attributes["href"] == f"/en/c/{gdp.pk}/"
    assert link.css_first(".said-mark .sr").text().strip() == "Pledge: Kept"
    assert link.css_first("use").attributes["href"] == "#mark-kept"
    row = table_of(client, 2022).css_first(f"#{link.attributes['data-row']}")
    assert "7.9%" in row.css_first(".cell-reported").text()
    assert row.css_first(".cell-said a").attributes["href"] == f"/en/r/{gdp.report_id}/#s{gdp.start}"


def test_every_verdict_has_its_pattern(client, county):
    page = page_of(client, 2022)
    for pledge in Commitment.objects.current().filter(report=report_of(2022)).select_related("verdict"):
        assert f"said-{pledge.verdict.code}" in classes(page.css_first(f"#s{pledge.start}")), pledge


def test_a_result_carries_the_verdict_of_the_pledge_it_answers(client, county):
    gdp = of("gdp")
    page = page_of(client, 2023)
    link = page.css_first(f"#s{gdp.verdict.outcome.start}")
    assert {"said-outcome", "said-kept"} <= set(classes(link))
    assert link.attributes["href"] == f"/en/c/{gdp.pk}/"
    row = table_of(client, 2023).css_first(f"#o{gdp.verdict.outcome_id}")
    assert "Kept" in row.css_first(".cell-verdict").text()
    assert "8%" in row.css_first(".cell-promised").text()


@pytest.mark.parametrize(("language", "told"), [("en", "No pledge on record"), ("zh-hans", "无对应承诺")])
def test_a_result_that_nobody_had_promised_says_so(client, county, language, told):
    page = page_of(client, 2022, language=language)
    alone = Outcome.objects.get(report=report_of(2022))
    link = page.css_first(f"#s{alone.start}")
    assert "said-unpromised" in classes(link)
    assert told in link.css_first(".sr").text()
    assert link.attributes["href"] == f"statements/#o{alone.pk}"
    assert told in table_of(client, 2022, language=language).css_first(f"#o{alone.pk} .cell-verdict").text()


def test_a_result_that_answers_a_part_of_a_pledge_was_promised(client, county):
    gdp, alone = of("gdp"), Outcome.objects.get(report=report_of(2022))
    for state, sign in (("candidate", "unpromised"), ("taken", "kept")):
        Link.objects.filter(outcome=alone).delete()
        role = "part" if state == "taken" else "answer"
        Link.objects.create(commitment=gdp, outcome=alone, state=state, role=role, score=1)
        assert f"said-{sign}" in classes(page_of(client, 2022).css_first(f"#s{alone.start}")), state


def test_a_result_that_answers_several_pledges_has_the_mark_and_a_row_of_each(client, county, reviewer):
    gdp, jobs = of("gdp"), of("new_urban_jobs")
    outcome = gdp.verdict.outcome
    links = Link.objects.filter(commitment=jobs, outcome=outcome)
    links.delete()
    links.create(commitment=jobs, outcome=outcome, state="taken", role="part", score=1)
    page = page_of(client, 2023)
    marks = page.css(f"#s{outcome.start} .said-mark")
    assert [mark.css_first("use").attributes["href"] for mark in marks] == ["#mark-kept", f"#mark-{jobs.verdict.code}"]
    assert len({tuple(classes(mark)) for mark in marks}) == 2
    table = table_of(client, 2023)
    rows = [table.css_first(f"#o{outcome.pk}"), *table.css(f'[data-of="o{outcome.pk}"]')]
    assert [row.css_first(".cell-promised a").attributes["href"] for row in rows] == [
        f"/en/c/{gdp.pk}/",
        f"/en/c/{jobs.pk}/",
    ]


def test_a_result_whose_pledge_is_not_reviewed_yet_is_not_said_to_answer_none(client, county, reviewer, settings):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    gdp = of("gdp")
    register.decide(gdp.verdict.outcome, ReviewState.ACCEPTED, reviewer)
    page = page_of(client, 2023)
    link = page.css_first(f"#s{gdp.verdict.outcome.start}")
    assert "said-hidden" in classes(link)
    assert "pledge not reviewed yet" in link.css_first(".sr").text()
    table = table_of(client, 2023)
    assert "8%" not in table.css_first(f"#o{gdp.verdict.outcome_id}").text()
    assert not any(each.css(f'a[href="/en/c/{gdp.pk}/"]') for each in (page, table))
    register.decide(gdp, ReviewState.ACCEPTED, reviewer)
    assert "said-kept" in classes(page_of(client, 2023).css_first(f"#s{gdp.verdict.outcome.start}"))


def test_what_a_person_rejected_is_not_marked(client, county, reviewer):
    gdp = of("gdp")
    register.decide(gdp, ReviewState.REJECTED, reviewer)
    assert page_of(client, 2022).css_first(f"#s{gdp.start}") is None


def test_a_verdict_that_a_person_set_is_the_one_shown(client, county, reviewer):
    gdp = of("gdp")
    ledger.override(gdp, Verdict.BROKEN, reviewer, "统计口径不同", "统计公报")
    assert "said-broken" in classes(page_of(client, 2022).css_first(f"#s{gdp.start}"))
    assert "said-broken" in classes(page_of(client, 2023).css_first(f"#s{gdp.verdict.outcome.start}"))


def test_an_earlier_version_claims_nothing_of_its_results(client, county):
    old = report_of(2022)
    ingest(make_document(PLAN.replace("3场", "4场"), 2022))
    old.refresh_from_db()
    assert old.superseded_by is not None
    page = LexborHTMLParser(client.get(f"/en/r/{old.pk}/").content)
    assert "earlier version" in page.css_first("main").text()
    assert page.css(".said") == []
    assert page.css_first("#statements") is None
    table = LexborHTMLParser(client.get(f"/en/r/{old.pk}/statements/").content)
    assert "earlier version" in table.css_first(".notice").text()
    assert "No statement was read" in table.css_first(".empty").text()


def test_the_table_holds_every_statement_in_the_order_of_the_text(client, county):
    for year in (2022, 2023):
        response = client.get(f"/en/r/{report_of(year).pk}/")
        text, rows = LexborHTMLParser(response.content), rows_of(table_of(client, year))
        addresses = [row.css_first(".cell-said a").attributes["href"].partition("#") for row in rows]
        assert {before for before, *_ in addresses} == {f"/en/r/{report_of(year).pk}/"}
        starts = [int(anchor.removeprefix("s")) for *_, anchor in addresses]
        assert starts == sorted(starts)
        assert len(starts) >= len(response.context["statements"]) > 0
        assert all(text.css_first(f".report-text #s{start}") is not None for start in starts)


def test_the_table_is_filtered_by_links_that_need_no_script(client, county):
    page = table_of(client, 2022)
    assert len(rows_of(page)) > 3
    seen = 0
    for link in page.css(".signs a"):
        count = int(link.css_first(".count").text())
        filtered = LexborHTMLParser(client.get(link.attributes["href"]).content)
        assert len(rows_of(filtered)) == count == int(filtered.css_first("h1 .count").text())
        chosen = filtered.css_first(".signs [aria-current]")
        assert chosen.attributes["href"] == link.attributes["href"]
        assert (filtered.css_first("meta[name=robots]") is None) == ("?" not in link.attributes["href"])
        seen += 1
    assert seen > 3


@pytest.mark.parametrize("odd", ["moon", "", "\0", "KEPT", "kept ", "9" * 4400])
def test_a_filter_that_makes_no_sense_gives_the_plain_table(client, county, odd):
    response = BROWSER.get(f"/en/r/{report_of(2022).pk}/statements/", {"verdict": odd})
    assert response.status_code == 200
    assert len(rows_of(LexborHTMLParser(response.content))) == len(rows_of(table_of(client, 2022)))


@pytest.mark.parametrize(
    ("asked", "leads"), [("kept", "?verdict=kept"), ("unpromised", "?verdict=unpromised"), ("all", ""), ("\0", "")]
)
def test_addresses_from_when_the_table_stood_below_the_text_lead_to_it(client, county, asked, leads):
    address = f"/en/r/{report_of(2022).pk}/"
    response = BROWSER.get(address, {"verdict": asked})
    assert (response.status_code, response.headers["Location"]) == (301, f"{address}statements/{leads}")


def test_the_figure_of_a_whole_list_is_none_of_a_promise_on_it(client, county):
    ingest(make_document(PLAN_WITH_LIST, 2022))
    ingest(make_document(ANSWER_OF_LIST, 2023))
    toilets = Commitment.objects.current().get(value="40")
    told = table_of(client, 2022).css_first(f"#c{toilets.pk} .cell-reported")
    assert told.css_first(".figure") is None
    assert told.css_first("q").text() == toilets.verdict.outcome.quote


def test_there_is_no_table_of_a_report_that_is_not(client, county):
    assert client.get("/en/r/999999/statements/").status_code == 404


def test_any_words_of_the_text_can_be_linked_to(client, county):
    at = PLAN.index("社会发展的主要")
    page = page_of(client, 2022, f"?from={at}&to={at + 4}")
    assert page.css_first("#cited").text() == "社会发展"
    assert "社会发展" in page.css_first(".cited-notice q").text()
    assert page.css_first('.cited-notice a[href="#cited"]') is not None
    assert "noindex" in page.css_first("meta[name=robots]").attributes["content"]
    assert page_of(client, 2022).css_first("meta[name=robots]") is None


def test_words_over_statements_and_lines_are_marked_with_them(client, county):
    start, end = PLAN.index("地区生产总值增长8%"), PLAN.index("公里")
    page = page_of(client, 2022, f"?from={start}&to={end}")
    for node in page.css(".said-mark"):
        node.decompose()
    assert "".join(node.text() for node in page.css("mark.cited")) == PLAN[start:end].replace("\n", "")
    assert len(page.css("#cited")) == 1


def test_a_link_to_words_that_are_not_there_says_so(client, county):
    address = f"/en/r/{report_of(2022).pk}/"
    assert "names words by their place" not in client.get(address).content.decode()
    assert "names words by their place" in client.get(address, {"from": "100", "to": "50"}).content.decode()


@pytest.mark.parametrize("odd", ODD_NUMBERS)
def test_an_odd_span_gives_the_plain_page(client, county, odd):
    for asked in ({"from": odd, "to": "20"}, {"from": "3", "to": odd}, {"from": odd, "to": odd}, {"from": odd}):
        response = BROWSER.get(f"/en/r/{report_of(2022).pk}/", asked)
        assert response.status_code == 200, asked
        assert b'id="cited"' not in response.content, asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_verdicts_of_its_pledges_stand_above_the_text(client, county, language):
    response = client.get(f"/{language}/r/{report_of(2022).pk}/")
    counts = response.context["counts"]
    pledges = Commitment.objects.current().filter(report=report_of(2022))
    assert counts.total == pledges.count() == counts.due
    page = LexborHTMLParser(response.content)
    order = [row.attributes["class"].removeprefix("tally-") for row in page.css(".report-verdicts .tally li")]
    assert order == ["kept", "in_part", "broken", "unreported", "not_assessable"]
    shown = [int(node.text()) for node in page.css(".report-verdicts .tally-count")]
    assert shown == [pledges.filter(verdict__code=code).count() for code in order]
    assert page.css_first(".report-verdicts .bar-large") is not None


def test_a_report_that_nothing_has_answered_says_so(client, county):
    page = page_of(client, 2023)
    assert "None of them is judged yet" in page.css_first(".report-verdicts").text()
    assert "answer an earlier report" in page.css_first(".report-verdicts").text()
    assert page.css_first(".report-verdicts .bar") is None


def test_a_report_without_a_statement_is_its_text(client, county):
    ingest(make_document("样例县人民政府工作报告\n我们将继续努力。\n", 2030))
    page = page_of(client, 2030)
    assert "我们将继续努力" in page.css_first(".report-text").text()
    assert page.css_first(".minimap, .report-verdicts, #statements") is None


def test_a_digest_says_that_it_is_one_and_marks_what_it_has(client, county):
    ingest(make_document(PLAN.replace("2022", "2025").replace("2021", "2024"), 2025, is_digest=True))
    page = page_of(client, 2025)
    assert "This is a digest" in page.css_first(".notice").text()
    assert page.css(".report-text .said-pledge")


def test_the_reports_own_headings_are_headings_and_its_table_of_contents_leads_to_them(client, county):
    ingest(make_document(PLAN.replace("新建农村公路", "（一）抓好建设。新建农村公路"), 2022))
    page = page_of(client, 2022)
    heads = page.css(".report-text h3, .report-text h4, .report-text [role=heading]")
    told = [(head.tag, head.attributes.get("aria-level"), head.text()) for head in heads]
    assert told == [
        ("h3", None, "一、2021年工作回顾"),
        ("h3", None, "二、2022年工作安排"),
        ("span", "4", "（一）抓好建设。"),
    ]
    links = page.css(".contents li a")
    assert [link.attributes["href"] for link in links] == [f"#{head.attributes['id']}" for head in heads]
    assert [link.text() for link in links] == [words for *_, words in told]
    assert page.css_first("h2#text") is not None


def test_the_header_of_the_file_is_said_to_be_none_of_the_report(client, county):
    header = "标题：样例县报告\n年份：2022\n========\n"
    ingest(make_document(header + PLAN, 2022))
    page = page_of(client, 2022)
    lines = page.css(".file-header p")
    assert [line.text() for line in lines] == header.splitlines()
    assert [int(line.attributes["data-at"]) for line in lines] == [0, 9, 17]
    assert [note.text() for note in page.css(".header-note")] == ["Header of the file, not of the report"]
    gdp = of("gdp")
    assert page.css_first(f"#s{gdp.start}").text(deep=False) == gdp.quote == (header + PLAN)[gdp.start : gdp.end]
    assert page_of(client, 2023).css_first(".header-note") is None


@pytest.mark.parametrize(
    ("source", "language"), [("public corpus of county reports", "en"), ("样例县人民政府网站", "zh-Hans")]
)
def test_the_source_is_in_its_own_language(client, county, source, language):
    Report.objects.update(source=source)
    for page in (page_of(client, 2022), LexborHTMLParser(client.get(f"/en/g/{COUNTY}/").content)):
        (told,) = [node for node in page.css("main [lang]") if node.text() == source][:1]
        assert told.attributes["lang"] == language


def test_the_statements_are_listed_by_verdict_from_above_the_text(client, county):
    page = page_of(client, 2023)
    table = f"/en/r/{report_of(2023).pk}/statements/"
    links = page.css(".report-verdicts .signs a")
    assert len(links) > 2
    for link in links:
        filtered = LexborHTMLParser(client.get(link.attributes["href"]).content)
        assert len(rows_of(filtered)) == int(link.css_first(".count").text())
    assert page.css_first(f'.report-verdicts .reading-note a[href="{table}"]') is not None
    # Whoever skips the text comes to the link to the table.
    assert page.css_first(".skip-text").attributes["href"] == "#statements"
    assert page.css_first(f'#statements a[href="{table}"]') is not None


TWO_FIGURES = "新建小学30所、中学40所。"


def test_two_figures_of_a_phrase_are_two_links_each_with_its_own_words_and_row(client, county):
    ingest(make_document(PLAN + TWO_FIGURES, 2022))
    page = page_of(client, 2022)
    thirty, forty = Commitment.objects.filter(report=report_of(2022), value__in=("30", "40")).order_by("number_start")
    assert thirty.start == forty.start
    links = [page.css_first(f'.report-text [data-row="c{each.pk}"]') for each in (thirty, forty)]
    assert [link.text(deep=False) for link in links] == ["新建小学30所", "中学40所"]
    assert links[0].attributes["id"] == f"s{thirty.start}"
    for each, link in zip((thirty, forty), links, strict=True):
        row = table_of(client, 2022).css_first(f"#c{each.pk}")
        assert row.css_first(".cell-said a").attributes["href"].endswith(f"/#{link.attributes['id']}")
        assert link.attributes["href"] == f"/en/c/{each.pk}/"
        assert link.css_first(".said-mark use") is not None


def test_no_link_of_the_text_is_without_words_or_a_name(client, county):
    twins = "甲村、乙村获评示范村。"
    ingest(make_document(ANSWER.replace("新建农村公路30公里。", twins), 2023))
    page = page_of(client, 2023)
    shared = page.css(".report-text [data-also]")
    assert len(shared) == 2
    for link in shared:
        (told,) = link.css(".sr")[:1]
        assert "村" in told.text()
    assert {link.attributes["data-row"] for link in shared} == {link.attributes["data-also"] for link in shared}
    assert all(link.text().strip() for link in page.css(".report-text p a"))


def long_text(statements):
    """So many pledges, three in a paragraph, with words between that state nothing."""
    between = "样例河的水渐渐清了，样例镇的灯慢慢亮了，赶集的人一路说着收成的事。"
    lines = [
        "".join(f"新建第{n}小学{n}所。{between}" for n in range(at, min(at + 3, statements + 2)))
        for at in range(2, statements + 2, 3)
    ]
    return PLAN + "\n".join(lines)


@pytest.mark.parametrize("page", ["", "statements/"])
def test_a_long_report_costs_no_more_queries_and_stays_small(client, county, django_assert_num_queries, page):
    counts = {}
    for year in (2022, 2023):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/r/{report_of(year).pk}/{page}")
        counts[year] = len(queries)
    assert max(counts.values()) <= 10
    ingest(make_document(long_text(450), 2022))
    ingest(make_document(ANSWER.replace("2500人", "2600人"), 2023))
    for year in (2022, 2023):
        with django_assert_num_queries(counts[year]):
            client.get(f"/en/r/{report_of(year).pk}/{page}")
    response = client.get(f"/en/r/{report_of(2022).pk}/{page}")
    assert len(response.context["statements"]) > 450
    found = LexborHTMLParser(response.content)
    assert len(found.css(".minimap a")) <= 3 * PARTS
    assert len(gzip.compress(response.content, 6)) < 150_000
    ids = [node.attributes["id"] for node in found.css("[id]")]
    assert len(ids) == len(set(ids))


def test_the_tab_key_stops_once_at_every_statement(client, county):
    page = page_of(client, 2023)
    stops = [link.attributes["data-row"] for link in page.css(".report-text p [data-row]:not([tabindex])")]
    assert len(stops) == len(set(stops)) == len(client.get(f"/en/r/{report_of(2023).pk}/").context["statements"])


def test_the_page_says_how_it_marks(client, county):
    assert "underlined in the pattern of its verdict" in text_of(client.get(f"/en/r/{report_of(2023).pk}/"))


def test_the_title_of_a_source_keeps_its_language_and_the_words_around_it_have_the_page_s(client, county):
    report = report_of(2022)
    for link, named in (("", "span"), ("https://example.org/2022", "a[rel~=external]")):
        report.source, report.source_link = "县政府网站", link
        report.save(update_fields=["source", "source_link"])
        for language, word in (("en", "Source: "), ("zh-hans", "来源：")):
            line = page_of(client, 2022, language=language).css_first(".under-title")
            assert f"{word}县政府网站" in line.text()
            assert line.css_first(f"{named}[lang=zh-Hans]").text() == "县政府网站"
    place = LexborHTMLParser(client.get(f"/en/g/{COUNTY}/").content)
    assert "Source: 县政府网站" in " ".join(place.css_first(".reports").text().split())


def test_what_is_told_to_the_ear_alone_has_the_comma_of_its_language(client, county):
    told = {
        language: [
            *(node.text() for node in table_of(client, 2022, language=language).css("tbody .sr")),
            *(node.attributes["aria-label"] for node in page_of(client, 2022, language=language).css("svg.bar")),
        ]
        for language in LANGUAGES
    }
    assert {"、2022"} <= set(told["zh-hans"])
    assert {", 2022"} <= set(told["en"])
    assert not [words for words in told["zh-hans"] if ", " in words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_a_file_that_hashes_to_what_the_page_states(client, county, language):
    found = report_of(2022)
    page = page_of(client, 2022, language=language)
    link = page.css_first("a[download]")
    response = client.get(link.attributes["href"])
    stated = [node.text() for node in page.css(".hash")]
    assert hashlib.sha256(response.content).hexdigest() == found.text_sha256 == stated[0]
    assert response.content.decode() == found.text
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    name = f"duixian-{COUNTY}-2022-{found.text_sha256[:12]}.txt"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert stated[1] == f"sha256sum {name}"


def test_whoever_has_the_file_is_told_so_without_its_text(client, county):
    # A short text is not always shorter when it is packed.
    ingest(make_document(long_text(60), 2022))
    address = f"/en/r/{report_of(2022).pk}/text.txt"
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content).decode() == report_of(2022).text
    for tag in (f'"{report_of(2022).text_sha256}"', packed.headers["ETag"]):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = client.get(address, headers={"if-none-match": tag})
        assert (response.status_code, response.content) == (304, b"")
        assert not any('"reports_report"."text",' in one["sql"] for one in asked.captured_queries)
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_an_earlier_version_has_its_own_text(client, county):
    old = report_of(2022)
    ingest(make_document(PLAN.replace("3场", "4场"), 2022))
    for found in (old, report_of(2022)):
        assert client.get(f"/en/r/{found.pk}/text.txt").content.decode() == found.text
    assert client.get("/en/r/999999/text.txt").status_code == 404
    assert client.post(f"/en/r/{old.pk}/text.txt").status_code == 405


@pytest.mark.parametrize(
    "link", ["https://example.org/a?b=1&c=2", "http://example.org/", "", "javascript:alert(1)", "ftp://example.org/"]
)
def test_a_source_is_a_link_where_its_address_is_one_of_the_web(client, county, link):
    Report.objects.filter(pk=report_of(2022).pk).update(source="县政府网站", source_link=link)
    page = page_of(client, 2022)
    found = page.css_first(".under-title a[rel~=external]")
    if link.startswith("http"):
        assert found.attributes["href"] == link
        assert set(found.attributes["rel"].split()) == {"external", "noopener", "noreferrer"}
        assert found.text() == "县政府网站"
    else:
        assert found is None
    assert ("no link to the source is known" in page.css_first(".under-title").text()) == (found is None)
    assert "javascript:" not in page.html
