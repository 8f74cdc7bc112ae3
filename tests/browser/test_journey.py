"""The reader's way: find my county, this year, the pledge: kept or not, both sentences, the sum between."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.county import ingest_odd_pair

pytestmark = pytest.mark.browser

#: What a reader looks for, in each language.
WORDS = {
    "zh-hans": {
        "box": "找到你的家乡",
        "find": "查找",
        "pledge": "地区生产总值",
        "verdict": "已兑现",
        "promised": "承诺",
    },
    "en": {
        "box": "Find your place",
        "find": "Find",
        "pledge": "Gross domestic product",
        "verdict": "Kept",
        "promised": "Promised",
    },
}


@pytest.mark.parametrize("javascript", [True, False], ids=["with_scripts", "without_scripts"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", list(WORDS))
def test_three_clicks_from_the_front_page_to_the_sum(site, visit, language, width, javascript):
    said = WORDS[language]
    page = visit(width, javascript)
    page.goto(f"{site}/{language}/")
    page.get_by_label(said["box"]).and_(page.locator("input")).fill("样例县")
    page.get_by_role("button", name=said["find"], exact=True).click()
    page.get_by_role("link", name="2022", exact=False).first.click()
    page.locator("main table").get_by_role("link", name=said["pledge"]).first.click()
    assert said["verdict"] in page.locator(".verdict-row").inner_text()
    assert said["promised"] in page.locator(".ledger").inner_text()
    assert "8%左右" in page.locator("blockquote").first.inner_text()
    assert "7.9%" in page.locator("blockquote").last.inner_text()
    assert "7.9 ≥ 8.0 − 0.1" in page.locator(".sum").inner_text()
    assert page.complaints == []


@pytest.mark.parametrize("language", list(WORDS))
def test_no_page_is_wider_than_a_small_phone(site, visit, language):
    page = visit(320)
    for path in (
        "",
        "pledges/",
        "g/990101/2022/",
        "i/",
        "i/gdp/",
        "methodology/",
        "glossary/",
        "corrections/",
        "audit/",
        "about/",
        "g/123456/",
    ):
        page.goto(f"{site}/{language}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_keyboard_reaches_the_content_and_shows_where_it_is(site, visit):
    page = visit(1280)
    page.goto(f"{site}/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_quote_leads_to_its_place_in_the_report(site, visit):
    page = visit(1280)
    page.goto(f"{site}/en/g/990101/2022/")
    page.locator("main table").get_by_role("link", name="Gross domestic product").first.click()
    page.locator(".ledger-side").first.get_by_role("link").click()
    expect(page.locator(":target")).to_have_count(1)
    assert "8%左右" in page.locator(".said:has(:target)").inner_text()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("language", "told"), [("zh-hans", "报告称变动29.5%"), ("en", "the later report says 29.5%")])
def test_a_finding_leads_from_the_list_to_both_sentences_and_to_the_figure(site, visit, language, told, width):
    ingest_odd_pair()
    page = visit(width)
    page.goto(f"{site}/{language}/audit/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name=told).click()
    finding = page.locator(".findings li:target")
    assert told in finding.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    finding.get_by_role("link", name="29.5").click()
    assert page.locator(":target + .told").inner_text() == "29.5"
    page.locator(".report-text a[href^='#finding']").first.click()
    page.locator(".findings li:target").get_by_role("link", name="168.4").click()
    assert page.locator(":target + .told, :target + a + .told").inner_text() == "168.4"
    assert page.complaints == []
