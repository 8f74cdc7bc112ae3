"""English pages: no Chinese stands in them whose language is not said, and common units are said in English."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import translation
from selectolax.lexbor import LexborHTMLParser

from reports.models import Report
from reports.words import Verdict
from tests.characters import COUNTY, make_document
from tests.county import PROVINCE, ingest_odd_pair
from tests.pages import addresses, of, text_of
from tests.test_publications import publish
from tests.test_standings import ingest_plan
from tracker import ledger, publications
from tracker.ingest import ingest
from tracker.models import Commitment, Finding, Goalpost, Standing

CHINESE = re.compile(r"[\u3400-\u9fff]")
#: A title and an option hold text alone, a drawing names its unit as it may, and scripts are read by machines.
SILENT = ("title", "option", "textarea", "script", "style", "svg", "-comment")
#: What a screen reader says of an element. A card's picture is as it is in either language: `alt` is left out.
SPOKEN = ("aria-label", "aria-description")

FURTHER = """样例县人民政府工作报告
一、2025年工作回顾
2025年，全县地区生产总值120亿元。新增停车位2600个。
二、2026年工作安排
今年经济社会发展的主要预期目标是：地区生产总值达到130亿元以上。新增停车位3000个，改造老旧小区12个。
"""
LAST = """样例县人民政府工作报告
一、2026年工作回顾
2026年，全县地区生产总值128.5亿元。新增停车位31000个，改造老旧小区8个。
二、2027年工作安排
今年经济社会发展的主要预期目标是：地区生产总值达到125亿元以上。新增停车位1500个。
"""


def unmarked(page):
    """Each text with Chinese in it that stands in no element said to be Chinese, and each such spoken name."""
    found = []

    def walk(node, language):
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                if CHINESE.search(child.text_content) and not language.startswith("zh"):
                    found.append(f"<{node.tag}> {' '.join(child.text_content.split())}")
                continue
            said = child.attributes.get("lang") or language
            names = [child.attributes.get(name) or "" for name in SPOKEN]
            found.extend(name for name in names if CHINESE.search(name) and not said.startswith("zh"))
            if child.tag not in SILENT:
                walk(child, said)

    walk(page.root, "")
    return found


@pytest.fixture
def rich(county, reviewer, django_user_model):
    """The county with all that pages tell in sentences: findings, moved and five-year targets, changed verdicts."""
    ingest_odd_pair()
    ingest(make_document(FURTHER, 2026))
    ingest(make_document(LAST, 2027))
    ingest_plan(PROVINCE, "样例省")
    ledger.override(of("gdp"), Verdict.BROKEN, reviewer, "口径已变", "统计公报")
    plan, other = county.reports.get(plan_year=2022), django_user_model.objects.create_user("publisher")
    publish(plan, reviewer, other)
    publications.reopen(plan, other, "漏读一项")
    return county


def every_page():
    """An address of every page type, of each report and pledge, and of what a reader may have typed in Chinese."""
    pages = addresses()
    pages += [reverse("site:commitment", args=[row.pk]) for row in Commitment.objects.current()]
    pages += [reverse("site:report", args=[row.pk]) for row in Report.objects.all()]
    for place in (COUNTY, PROVINCE):
        years = set(Commitment.objects.filter(jurisdiction__code=place).values_list("year", flat=True))
        pages += [reverse("site:government_year", args=[place, year]) for year in years]
    asked = (("places", "q"), ("compare", "q"), ("compare", "g"), ("pledges", "q"), ("search", "q"))
    pages += [f"{reverse(f'site:{name}')}?{field}=没有的 词" for name, field in asked]
    return pages


def test_no_chinese_stands_in_an_english_page_unmarked(client, rich):
    assert all(model.objects.exists() for model in (Finding, Goalpost, Standing))
    with translation.override("en"):
        pages = every_page()
        found = {address: unmarked(LexborHTMLParser(client.get(address).content)) for address in pages}
    assert {address: texts for address, texts in found.items() if texts} == {}
    assert len(pages) > 50


def test_it_would_find_what_is_not_marked():
    page = LexborHTMLParser('<html lang="en"><p>GDP 增长 <b lang="zh-Hans">增<i>长</i></b><i aria-label="县"></i></p>')
    assert unmarked(page) == ["<p> GDP 增长", "县"]


def test_a_figure_has_its_unit_in_english(client, rich):
    row = Commitment.objects.current().get(subject="停车位", year=2026)
    page = text_of(client.get(f"/en/c/{row.pk}/"))
    assert "Parking spaces 停车位 increase of 3000 Kept" in page
    assert "increment 3000; reported: Parking spaces, increment 31 000; compared" in page
    assert "31 000 ≥ 3000, floor" in page
    year = client.get(f"/en/g/{COUNTY}/2026/")
    assert re.search(r"老旧小区 12(?! items)", text_of(year))
    originals = [node.attributes["title"] for node in LexborHTMLParser(year.content).css(".lines abbr")]
    assert {"12个", "8个"} <= set(originals)


def test_large_figures_are_said_and_compared_in_the_number_words_of_english(client, rich):
    row = Commitment.objects.current().get(indicator__code="gdp", year=2026)
    response = client.get(f"/en/c/{row.pk}/")
    page = text_of(response)
    assert "at least 13 billion yuan" in page
    assert "12.9 billion < 13 billion, floor" in page
    assert "inside the partial band (10.4 billion)" in page
    originals = [node.attributes for node in LexborHTMLParser(response.content).css("h1 abbr")]
    assert originals == [{"lang": "zh-Hans", "title": "130亿元"}]
    assert "12.9 billion < 13 billion, floor" in text_of(client.get(f"/en/g/{COUNTY}/2026/"))
    year = text_of(client.get(f"/en/g/{COUNTY}/2027/"))
    assert "the target was lowered from at least 13 billion yuan in 2026 to at least 12.5 billion yuan in 2027" in year


def test_what_a_person_wrote_keeps_its_units(client, rich, reviewer):
    row = Commitment.objects.current().get(indicator__code="gdp", year=2026)
    ledger.override(row, Verdict.KEPT, reviewer, "公报: 131亿元", "统计公报")
    assert "公报: 131亿元" in text_of(client.get(f"/en/c/{row.pk}/"))


def test_a_chinese_page_says_units_as_the_report_does(client, rich):
    row = Commitment.objects.current().get(indicator__code="gdp", year=2026)
    page = text_of(client.get(f"/zh-hans/c/{row.pk}/"))
    assert "130亿元以上" in page
    assert "129 < 130" in page


@pytest.mark.parametrize(
    ("language", "subject", "title"),
    [
        ("en", "地区生产总值", "Not judged yet: Gross domestic product (地区生产总值) · Sample County 2027 · Duixian"),
        ("en", "样例节", "Unreported: 样例节 · Sample County 2022 · Duixian"),
        ("zh-hans", "地区生产总值", "待评估: 地区生产总值 · 样例县 2027 · 兑现"),
    ],
)
def test_the_title_of_a_commitment_names_its_indicator_in_the_language_of_the_page(
    client, rich, language, subject, title
):
    row = Commitment.objects.current().filter(subject=subject).latest("year")
    page = LexborHTMLParser(client.get(f"/{language}/c/{row.pk}/").content)
    assert page.css_first("title").text() == title
