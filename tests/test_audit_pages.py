"""What the audit found on the public pages: the list, a government's and a report's own, and the downloads."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser

from reports.models import Report
from reports.words import ReviewState
from tests.characters import COUNTY, make_document, make_place
from tests.county import ODD_YEAR, ODD_YEAR_BEFORE, ingest_odd_pair
from tests.pages import text_of
from tests.test_exports import text_of as csv_of
from tracker.admin import decisions
from tracker.ingest import ingest
from tracker.judging.audit.growth import ABSURD_DEFLATOR, RESTATED_SHARE
from tracker.judging.audit.records import Inconsistency, Severity
from tracker.models import Finding, Outcome
from tracker.site import audit, meanings
from tracker.site.audit import read_after

LANGUAGES = ("zh-hans", "en")
ACCUSING = re.compile(r"\blie[sd]?\b|\blying|false|fraud|fake|撒谎|谎|造假|虚假|作假", re.IGNORECASE)


@pytest.fixture
def county(county):
    ingest_odd_pair()
    return county


def ingest_more(places):
    for number in range(places):
        code = str(int(COUNTY) + 1 + number)
        make_place(code, f"样例{number}县")
        ingest_odd_pair(code)


def listed(client, query=""):
    return [one.row.pk for one in client.get(f"/en/audit/{query}").context["findings"]]


def report_of(year):
    return Report.objects.get(plan_year=year, superseded_by__isnull=True, jurisdiction__code=COUNTY)


def page_of(client, path):
    return LexborHTMLParser(client.get(path).content)


@pytest.mark.parametrize(
    ("language", "order", "said"),
    [
        (
            "en",
            ("42 structures", "1.684 million US dollars"),
            ("Warning", "Error", "growth of 8.49–8.61%", "Sample County", "may misprint"),
        ),
        (
            "zh-hans",
            ("42座", "168.4万美元"),
            ("警示", "错误", "据此增长8.49–8.61%", "样例县", "文本也可能有误"),
        ),
    ],
)
def test_it_works(client, county, language, order, said):
    page = text_of(client.get(f"/{language}/audit/"))
    assert all(words in page for words in said), page
    error, warning = map(page.index, order)
    assert error < warning


def test_every_page_leads_to_it(client, county):
    assert 'href="/en/audit/"' in client.get("/en/").content.decode()


def test_no_page_accuses(client, county):
    for language in LANGUAGES:
        for path in ("audit/", f"g/{COUNTY}/", f"r/{report_of(2025).pk}/"):
            assert not ACCUSING.search(text_of(client.get(f"/{language}/{path}"))), path
        method = page_of(client, f"/{language}/methodology/").css_first("#audit + .prose").text()
        assert not ACCUSING.search(method)


def test_a_report_shows_its_findings_with_the_sentences_they_rest_on(client, county):
    page = page_of(client, f"/en/r/{report_of(2025).pk}/")
    alarm, note = page.css(".findings li")
    assert "Warning" in alarm.text()
    assert "Information" in note.text()
    assert note.parent.parent.attributes["aria-labelledby"] == "notes"
    quotes = [node.text() for node in alarm.css("q")]
    assert quotes == ["2023年，全县地区生产总值100亿元，出口总额168.4万美元", "出口总额182.8万美元，增长29.5%"]
    assert page.css_first(".told-alarm").text() == "182.8"
    marked = page.css_first(f'.report-text a[href="#{alarm.attributes["id"]}"]')
    assert marked is not None
    assert "Warning" in marked.text()


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_figure_leads_to_its_place_in_the_text(client, county, year):
    path = f"/en/r/{report_of(year).pk}/"
    links = [link.attributes["href"] for link in page_of(client, path).css(".finding-quote q a")]
    assert len(links) > 5
    for link in links:
        target, _hash, anchor = link.partition("#")
        place = page_of(client, target or path).css_first(f"#{anchor}")
        assert place is not None, link
        assert int(anchor[1:]) >= 0
        while "said-mark" in place.next.attributes["class"]:
            place = place.next
        assert place.next.attributes["class"].startswith("told")


def test_a_list_leads_to_the_finding_and_to_each_figure(client, county):
    for path in ("/en/audit/", f"/en/g/{COUNTY}/"):
        links = [link.attributes["href"] for link in page_of(client, path).css(".found a[href*='#']")]
        assert any("#finding-" in link for link in links)
        for link in links:
            target, _hash, anchor = link.partition("#")
            assert page_of(client, target).css_first(f"#{anchor}") is not None, link


def test_a_report_keeps_every_character_of_its_text(client, county):
    for year, text in ((2024, ODD_YEAR_BEFORE), (2025, ODD_YEAR)):
        page = page_of(client, f"/en/r/{report_of(year).pk}/")
        for node in page.css(".report-text .said-mark"):
            node.decompose()
        lines = [node.text() for node in page.css(".report-text h3, .report-text .passage > p")]
        assert lines == [line.strip() for line in text.splitlines() if line.strip()]
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids))


def test_findings_as_grave_as_one_another_stand_in_the_order_of_the_text(client, county):
    odd = "新建甲泵站3座，其中乡镇泵站4座。新建乙泵站5座，其中乡镇泵站6座。"
    ingest(make_document(ODD_YEAR_BEFORE.replace("新建泵站30座", f"{odd}新建泵站30座"), 2024))
    alarms = client.get(f"/en/r/{report_of(2024).pk}/").context["alarms"]
    parts = [one.figures[0].printed for one in alarms if one.kind == Inconsistency.PART]
    assert parts == ["3", "5", "30"]
    assert [one.severity for one in alarms] == [Severity.ERROR] * 3 + [Severity.WARNING]


def test_a_government_shows_what_alarms_and_counts_the_notes(client, county):
    page = text_of(client.get(f"/en/g/{COUNTY}/"))
    assert "1.684 million US dollars" in page
    assert "42 structures" in page
    assert "1 further note" in page
    assert "implied change of prices or base" not in page
    assert Severity.INFO.en not in [one.severity.en for one in client.get(f"/en/g/{COUNTY}/").context["findings"]]


def test_a_report_without_a_finding_has_no_section(client, county):
    assert page_of(client, f"/en/r/{report_of(2022).pk}/").css_first("#audit") is None
    assert page_of(client, f"/en/r/{report_of(2022).pk}/").css_first("#notes") is None


def test_where_only_notes_are_it_says_that_nothing_disagrees(client, county):
    ingest(make_document(ODD_YEAR.replace("29.5%", "8.5%"), 2025))
    ingest(make_document(ODD_YEAR_BEFORE.replace("42座", "12座"), 2024))
    for language, said in (("en", "No alarm: what disagrees"), ("zh-hans", "没有警报")):
        page = page_of(client, f"/{language}/r/{report_of(2025).pk}/")
        assert page.css_first("#audit") is None
        assert said in page.css_first("#notes + p").text()
        assert said in text_of(client.get(f"/{language}/g/{COUNTY}/"))


def test_it_can_be_narrowed(client, county):
    ingest_more(1)
    everything = listed(client)
    assert len(everything) == 6
    for query, only in (
        (f"?place={COUNTY}", {"jurisdiction": county}),
        ("?severity=warning", {"severity": "warning"}),
        ("?kind=part", {"kind": "part"}),
        ("?year=2025", {"told_in": 2025}),
        (f"?kind=growth&severity=warning&place={COUNTY}&year=2025", {"kind": "growth", "jurisdiction": county}),
    ):
        rows = set(Finding.objects.filter(**only).values_list("pk", flat=True))
        assert set(listed(client, query)) == rows
        assert 0 < len(rows) < 6
        assert {row["subject"] for row in rows_of(client, query)} == set(
            Finding.objects.filter(**only).values_list("subject", flat=True)
        )
    assert listed(client, "?kind=x&severity=y&year=z&place=1") == everything
    assert "No finding fits" in text_of(client.get("/en/audit/?kind=shares"))


def rows_of(client, query=""):
    return list(csv.DictReader(io.StringIO(csv_of(client.get(f"/en/findings.csv{query}")))))


def test_pages_follow_one_another_without_a_gap(client, county, monkeypatch):
    ingest_more(2)
    ingest(make_document(ODD_YEAR.replace("2025", "2026").replace("2024", "2025"), 2026))
    everything = listed(client)
    monkeypatch.setattr(audit, "FINDINGS_A_PAGE", 2)
    seen, query = [], ""
    while query is not None:
        page = client.get(f"/en/audit/{query}")
        seen += [one.row.pk for one in page.context["findings"]]
        following = re.search(r'rel="next" href="([^"]+)"', page.content.decode())
        query = following[1].replace("&amp;", "&") if following else None
    assert seen == everything
    assert len(seen) == len(set(seen)) == 11
    severities = [Finding.objects.get(pk=pk).weight for pk in seen]
    assert severities == sorted(severities, reverse=True)


@pytest.mark.parametrize("after", ["", "x", "1_2", "1_2_x", "-1_2_3", "1_2_3_4", "²_1_1"])
def test_a_key_that_makes_no_sense_is_left_out(client, county, after):
    assert read_after(after) is None
    assert listed(client, f"?after={after}") == listed(client)


@pytest.mark.parametrize("after", ["9" * 40 + "_1_1", "0_" + "9" * 40 + "_1", "2_0_" + "9" * 40])
def test_a_key_beyond_all_numbers_does_no_harm(client, county, after):
    assert client.get(f"/en/audit/?after={after}").status_code == 200


def test_the_download_holds_the_same_rows_with_figures_and_computation(client, county):
    rows = rows_of(client)
    assert len(rows) == len(listed(client)) == 3
    growth = next(row for row in rows if row["kind"] == "growth")
    before, after = report_of(2024), report_of(2025)
    assert (growth["report"], growth["later_report"]) == (before.text_sha256, after.text_sha256)
    assert (growth["indicator"], growth["year"], growth["told_in"]) == ("exports", "2024", "2025")
    assert "据此增长" in growth["explanation"]
    assert "growth of" in growth["explanation_english"]
    for figure in json.loads(growth["figures"]):
        text = (after if figure["text"] else before).text
        assert text[figure["start"] : figure["end"]] == figure["printed"]
    assert json.loads(growth["computation"])["operation"] == "growth"


def test_the_public_export_ships_them(county, tmp_path, capsys):
    call_command("export_public", str(tmp_path))
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert [row["severity"] for row in csv.DictReader(lines)] == ["error", "warning", "info"]
    assert "and 3 findings" in capsys.readouterr().out
    assert "findings.csv" in (tmp_path / "README.txt").read_text(encoding="utf-8")


def test_what_is_not_reviewed_stays_out_where_it_is_not_shown(client, county, reviewer, settings, tmp_path):
    settings.DUIXIAN_SHOW_UNREVIEWED = False
    assert listed(client) == []
    assert rows_of(client) == []
    assert "168.4" not in text_of(client.get(f"/en/g/{COUNTY}/"))
    assert page_of(client, f"/en/r/{report_of(2025).pk}/").css_first("#audit") is None
    rows = Outcome.objects.filter(indicator__code="exports").select_related("report")
    decisions.decide(rows, ReviewState.ACCEPTED, reviewer)
    assert listed(client) == [Finding.objects.get(kind="growth").pk]
    call_command("export_public", str(tmp_path), verbosity=0)
    assert "growth" in (tmp_path / "findings.csv").read_text(encoding="utf-8")
    assert "part" not in (tmp_path / "findings.csv").read_text(encoding="utf-8")


def test_the_queries_do_not_grow(client, county, django_assert_num_queries):
    paths = ["/en/audit/", f"/en/g/{COUNTY}/", f"/en/r/{report_of(2025).pk}/", "/en/findings.csv"]
    before = {}
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(path))
        before[path] = len(queries)
    assert before["/en/audit/"] == 2
    assert before["/en/findings.csv"] == 1
    ingest_more(3)
    odd = "".join(f"新建第{n}泵站{n}座，其中乡镇泵站{n + 20}座。" for n in range(2, 9))
    ingest(make_document(ODD_YEAR.replace("二、", f"{odd}\n二、"), 2025))
    paths[2] = f"/en/r/{report_of(2025).pk}/"
    before[paths[2]] = before.pop(next(path for path in before if "/r/" in path))
    assert Finding.objects.filter(kind="part", jurisdiction=county).count() == 8
    for path in paths:
        with django_assert_num_queries(before[path]):
            b"".join(client.get(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_methodology_tells_the_intervals_and_their_limits(client, db, language):
    page = text_of(client.get(f"/{language}/methodology/"))
    for figure in ("168.35", "182.8", "8.49", "9.5", str(ABSURD_DEFLATOR), f"{RESTATED_SHARE * 100:.0f}%"):
        assert figure in page


def test_the_glossary_holds_the_words_of_the_audit(client, db):
    page = text_of(client.get("/en/glossary/"))
    for table in (Inconsistency, Severity):
        for word in table:
            assert word.zh in page
            assert word.en in page
    assert set(meanings.SEVERITIES) == set(Severity)
    assert set(meanings.INCONSISTENCIES) == set(Inconsistency)


def test_a_figure_told_otherwise_a_year_later_shows_both_sentences(client, county):
    ingest(make_document(ODD_YEAR.replace("出口总额182.8", "2023年全县出口总额145.2万美元。出口总额182.8"), 2025))
    row = Finding.objects.get(kind="restated")
    assert row.severity == "warning"
    for language, said in (
        ("en", "reported as 1.684 million US dollars, and as 1.452 million US dollars a year later"),
        ("zh-hans", "当年报告为168.4万美元，下一年报告为145.2万美元"),
    ):
        item = page_of(client, f"/{language}/r/{row.later_id}/").css_first(f"#finding-{row.pk}")
        assert said in item.text()
        assert [link.text() for link in item.css("q a")] == ["168.4", "145.2"]
