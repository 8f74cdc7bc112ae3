"""What a reader passes on, and a government's years: the card on the page, its download, charts on a phone."""

from __future__ import annotations

import pytest

from tests import png
from tests.browser.charts import hold_charts_to_the_rules
from tests.browser.test_accessibility import violations
from tests.characters import COUNTY
from tests.county import ingest_pair, make_county
from tests.pages import of
from tests.test_headline import ingest_years

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_county()


@pytest.mark.parametrize(("scheme", "language"), [("light", "zh-hans"), ("dark", "en")])
def test_the_card_stands_on_the_page_and_can_be_saved(live_server, page, county, scheme, language):
    ingest_pair()
    gdp = of("gdp")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/{language}/c/{gdp.pk}/")
    card = page.locator(".share img")
    card.scroll_into_view_if_needed()
    size = card.evaluate("async node => { await node.decode(); return [node.naturalWidth, node.naturalHeight]; }")
    assert size == [1200, 630]
    assert ("已兑现" if language == "zh-hans" else "Kept: 7.9") in card.get_attribute("alt")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    with page.expect_download() as waiting:
        page.locator(".share a[download]").click()
    saved = waiting.value
    assert saved.suggested_filename == f"duixian-{COUNTY}-2022-{gdp.pk}.png"
    with open(saved.path(), "rb") as file:
        assert png.size(file.read()) == (1200, 630)
    link = page.locator(".share a[rel=bookmark]").get_attribute("href")
    assert link == f"{live_server.url}/{language}/c/{gdp.pk}/"
    assert violations(page) == []
    assert page.complaints == []


def test_link_and_citations_are_copied_and_shared_where_the_browser_can(live_server, visit, county):
    ingest_pair()
    address = f"{live_server.url}/en/c/{of('gdp').pk}/"
    page = visit(360, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("window.shared = []; navigator.share = (what) => Promise.resolve(window.shared.push(what));")
    page.goto(address)
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.get_by_role("status").inner_text() == "Copied"
    page.get_by_role("button", name="Copy BibTeX").click()
    page.get_by_role("button", name="Copied BibTeX").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#cite-bibtex").input_value()
    page.get_by_role("button", name="Share…").click()
    assert page.evaluate("window.shared") == [{"title": page.title(), "url": address}]
    assert violations(page) == []
    assert page.complaints == []


def test_without_a_way_to_copy_or_share_no_button_shows_and_the_boxes_can_be_selected(live_server, visit, county):
    ingest_pair()
    page = visit(360, javascript=False)
    page.goto(f"{live_server.url}/en/c/{of('gdp').pk}/")
    assert page.locator(".share button:visible, .citations button:visible").count() == 0
    box = page.locator("#cite-bibtex")
    assert box.get_attribute("readonly") is not None
    assert box.is_enabled()


@pytest.mark.parametrize(("scheme", "kept"), [("light", "rgb(15, 124, 155)"), ("dark", "rgb(45, 159, 191)")])
def test_a_governments_years_follow_the_theme_and_break_no_rule(live_server, page, county, scheme, kept):
    ingest_years(more="，固定资产投资增长9%")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{live_server.url}/en/g/{COUNTY}/")
    charts = page.locator(".picture-yearly svg.drawn")
    assert charts.count() == 2
    assert page.locator("svg.drawn .stroke-kept-bar").first.evaluate("node => getComputedStyle(node).stroke") == kept
    hold_charts_to_the_rules(page)
