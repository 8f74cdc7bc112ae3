"""Comparing governments and the page of data on a small phone, with and without JavaScript, in both languages."""

from __future__ import annotations

import pytest

from reports.models import Jurisdiction
from tests.browser.test_accessibility import violations
from tests.browser.test_correcting import is_sound as is_sound_when_loaded
from tests.characters import COUNTY
from tests.county import ingest_many, ingest_pair, make_county

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECOND, THIRD = "990102", "990103"
#: Longer than any name there is, in both languages.
LONG = "样例民族自治区样例苗族土家族自治州样例仡佬族苗族自治县之三"
LONG_ENGLISH = "Samplesamplesamplesample Miao and Tujia and Gelao Autonomous County"
WORDS = {
    "zh-hans": {"with": "与其他政府对比", "add": "添加", "remove": "移除", "alone": "请再添加一个", "columns": "列"},
    "en": {"with": "Compare with", "add": "Add", "remove": "Remove", "alone": "Add a second one", "columns": "columns"},
}


@pytest.fixture
def counties(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest_pair()
    ingest_many(2)
    Jurisdiction.objects.filter(code=THIRD).update(name=LONG, english=LONG_ENGLISH)


def is_sound(page, javascript):
    """A click comes back before the next page has its styles."""
    page.wait_for_load_state()
    is_sound_when_loaded(page, javascript)


@pytest.mark.parametrize("javascript", [True, False], ids=["with_scripts", "without_scripts"])
@pytest.mark.parametrize("language", list(WORDS))
def test_a_reader_chooses_three_governments_and_lets_one_go(live_server, visit, counties, language, javascript):
    said, page = WORDS[language], visit(javascript=javascript)
    page.goto(f"{live_server.url}/{language}/g/{COUNTY}/2022/")
    page.get_by_role("link", name=said["with"]).click()
    page.get_by_text(said["alone"]).wait_for()
    is_sound(page, javascript)
    for code in (SECOND, THIRD):
        page.locator("#place-q").fill(code)
        page.get_by_role("button", name=said["add"], exact=True).click()
        page.wait_for_url(f"**&g={code}&year=2022")
    page.wait_for_url(f"{live_server.url}/{language}/compare/?g={COUNTY}&g={SECOND}&g={THIRD}&year=2022")
    assert page.locator(".beside").count() == 2
    is_sound(page, javascript)
    page.locator("#place-q").fill("样例")
    page.get_by_role("button", name=said["add"], exact=True).click()
    page.locator(".offers a").nth(1).wait_for()
    is_sound(page, javascript)
    page.get_by_role("link", name=said["remove"]).nth(1).click()
    page.wait_for_url(f"{live_server.url}/{language}/compare/?g={COUNTY}&g={THIRD}&year=2022")
    assert page.complaints == []


def test_a_government_that_is_suggested_is_added_by_keyboard(live_server, visit, counties):
    page = visit()
    page.goto(f"{live_server.url}/en/compare/?g={COUNTY}&year=2022")
    box = page.locator("#place-q")
    box.press_sequentially("样例0县")
    page.locator(".place-options li").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**/compare/?g={COUNTY}&g={SECOND}&year=2022")
    page.locator(".beside").nth(1).wait_for()


@pytest.mark.parametrize("language", list(WORDS))
def test_on_a_phone_the_columns_stand_below_one_another_with_their_names(live_server, visit, counties, language):
    page = visit()
    page.goto(f"{live_server.url}/{language}/compare/?g={COUNTY}&g={THIRD}&year=2022")
    for table in page.locator(".beside").all():
        first, second = (table.locator("tbody tr").last.locator("td").nth(n) for n in (0, 1))
        above, below = first.bounding_box(), second.bounding_box()
        assert above["x"] == below["x"]
        assert above["y"] + above["height"] <= below["y"] + 1
        assert second.locator(".beside-name").is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    name = page.locator(".beside thead th").last.bounding_box()
    assert name["x"] + name["width"] <= 1280
    first, second = (page.locator(".beside tbody tr").last.locator("td").nth(n).bounding_box() for n in (0, 1))
    assert first["y"] == second["y"]
    assert not page.locator(".beside-name").first.is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 760, 1280])
def test_five_columns_leave_the_page_as_wide_as_the_screen(live_server, visit, counties, width):
    page = visit()
    page.set_viewport_size({"width": width, "height": 800})
    codes = "&".join(f"g={code}" for code in (COUNTY, SECOND, THIRD, "990000"))
    for language in WORDS:
        page.goto(f"{live_server.url}/{language}/compare/?{codes}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False], ids=["with_scripts", "without_scripts"])
@pytest.mark.parametrize("language", list(WORDS))
def test_the_columns_of_a_download_open(live_server, visit, counties, language, javascript):
    page = visit(javascript=javascript)
    page.goto(f"{live_server.url}/{language}/data/")
    is_sound(page, javascript)
    shown = page.locator("section[aria-labelledby=pledges] table")
    assert not shown.is_visible()
    page.locator("section[aria-labelledby=pledges] summary").click()
    assert shown.is_visible()
    is_sound(page, javascript)
    assert page.complaints == []
