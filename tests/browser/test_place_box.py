"""The box that finds a place suggests places while one types, by keyboard and by pointer, and works without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.characters import COUNTY, make_place
from tests.county import ingest_pair, make_county

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def box(live_server, page, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest_pair()
    for number in range(5):
        make_place(f"9901{number + 10}", f"样例{number}县")
    page.goto(f"{live_server.url}/zh-hans/")
    return page.locator("#place-q")


def test_a_place_is_chosen_by_keyboard(page, box):
    box.press_sequentially("样例")
    options = page.locator(".place-options li")
    expect(options.first).to_contain_text("样例县")
    expect(page.locator(".place-box [role=status]")).to_contain_text("7")
    assert violations(page) == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Enter")
    page.wait_for_url(f"**/g/{COUNTY}/**")


def test_escape_closes_and_keeps_what_was_typed(page, box):
    box.press_sequentially("样例")
    expect(page.locator(".place-options li")).to_have_count(7)
    box.press("Escape")
    expect(page.locator(".place-options")).to_be_hidden()
    expect(box).to_have_value("样例")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(page.locator(".place-options li")).to_have_count(7)


def test_a_place_is_chosen_by_the_pointer_on_a_small_phone(page, box):
    page.set_viewport_size({"width": 320, "height": 640})
    box.press_sequentially("yangli")
    option = page.locator(".place-options li").first
    option.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert option.bounding_box()["height"] >= 44
    option.click()
    page.wait_for_url(f"**/g/{COUNTY}/**")


def test_nothing_fits_is_said_and_the_form_still_asks(page, box):
    box.press_sequentially("没有这个")
    expect(page.locator(".place-box [role=status]")).to_have_text("没有符合的地方。")
    expect(page.locator(".place-options")).to_be_hidden()
    box.press("Enter")
    page.wait_for_url("**/places/**")


def test_where_the_server_does_not_answer_the_form_still_asks(page, box):
    page.route("**/suggest/**", lambda route: route.abort())
    box.press_sequentially("样例县")
    box.press("Enter")
    page.wait_for_url(f"**/g/{COUNTY}/**")
