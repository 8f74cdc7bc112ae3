"""The linking desk in a real browser: by keyboard alone, two people at once, on a phone, in both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from reports.words import Verdict
from tests.answers import Desk, open_desk, outcome, pledge
from tracker import ledger
from tracker.judging.reasons import Lack
from tracker.models import Link, Silence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: How long a busy machine may take to answer, in milliseconds.
PATIENCE = 30_000


@pytest.fixture
def desk(transactional_db, settings, tmp_path) -> Desk:
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        return open_desk()


@pytest.fixture
def chief(transactional_db):
    return get_user_model().objects.create_superuser("chief")


@pytest.fixture
def at_desk(live_server, chief, page, desk):
    """The desk opened by somebody who is signed in: call it with a language."""

    def open_(language="zh-hans", after=""):
        client = Client()
        client.force_login(chief)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        with translation.override(language):
            page.goto(live_server.url + reverse("admin:reports_report_link", args=[desk.review.pk]) + after)
        page.locator("#link-panel").wait_for()
        # The desk has begun, and hears keys.
        expect(page.locator("#link-progress")).to_contain_text("/", timeout=PATIENCE)
        return page

    return open_


def shown(page):
    """The pledge that is looked at."""
    return page.locator("#link-title [data-text=name]").inner_text()


def looks_at(page, name):
    """Wait until this pledge is looked at."""
    expect(page.locator("#link-title [data-text=name]")).to_have_text(name, timeout=PATIENCE)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def saved(page):
    """Wait until the server has answered everything."""
    expect(page.locator(".link-is-waiting")).to_have_count(0, timeout=PATIENCE)


def state_of(subject):
    links = pledge(subject).links.filter(state__in=Link.DECIDED).order_by("outcome__start")
    return list(links.values_list("outcome__subject", "state", "role"))


def test_it_works(at_desk, desk):
    """Ten pledges by keyboard alone."""
    page = at_desk()
    assert shown(page) == "地区生产总值"
    press(page, "Enter")
    assert shown(page) == "新建学校"
    # Two figures that add up; the second is found by searching.
    press(page, "c", "/")
    page.keyboard.type("校舍")
    press(page, "ArrowDown", "Enter", "+")
    saved(page)
    assert state_of("新建学校") == [("新建学校", "confirmed", "answer"), ("扩建校舍", "confirmed", "addend")]
    assert pledge("新建学校").verdict.code == Verdict.KEPT
    # The next three as the machine has them.
    press(page, "Enter", "Enter", "1")
    assert shown(page) == "植树造林"
    # Refused, and after that one chosen by search.
    press(page, "x")
    assert shown(page) == "新建水库"
    press(page, "/")
    page.keyboard.type("农村公路")
    press(page, "Enter", "Enter")
    saved(page)
    assert state_of("植树造林") == [("植树造林", "refused", "answer")]
    assert state_of("新建水库") == [("新建农村公路", "confirmed", "answer")]
    # That was wrong: undo, and the machine's is right.
    press(page, "z")
    saved(page)
    looks_at(page, "新建水库")
    press(page, "Enter", "Enter")
    # Not reported, with a reason and a note.
    assert shown(page) == "新建公厕"
    press(page, "Enter", "e")
    page.keyboard.type("只说持续推进")
    press(page, "Enter")
    assert shown(page) == "安装路灯"
    press(page, "0", "3")
    assert shown(page) == "更新农机"
    press(page, "Enter")
    saved(page)
    silent = Silence.objects.order_by("commitment__start").values_list("commitment__subject", "reason", "note")
    assert list(silent) == [("新建公厕", "mention", "只说持续推进"), ("安装路灯", "figure", "")]
    assert state_of("更新农机") == [("更新农机", "confirmed", "answer")]
    assert page.locator("#link-progress").inner_text() == "11 / 11"
    assert page.complaints == []


def test_an_act_is_undone_after_a_reload_and_the_place_is_kept(at_desk, desk):
    page = at_desk()
    press(page, "j", "j", "Enter")
    saved(page)
    here = shown(page)
    page.reload()
    page.locator("#link-panel").wait_for()
    assert shown(page) == here
    press(page, "z")
    looks_at(page, "新建农村公路")
    assert state_of("新建农村公路") == []
    assert page.complaints == []


def test_many_are_confirmed_at_once_and_undone_at_once(at_desk, desk):
    page = at_desk()
    press(page, "A")
    page.locator("#link-sure").fill("0.3")
    page.locator("#link-clear").fill("0")
    assert "10" in page.locator("#link-many").inner_text()
    page.locator("#link-bulk-yes").press("Enter")
    saved(page)
    expect(page.locator("#link-progress")).to_have_text("10 / 11", timeout=PATIENCE)
    assert Link.objects.filter(state=Link.State.CONFIRMED).count() == 10
    press(page, "z")
    saved(page)
    expect(page.locator("#link-progress")).to_have_text("0 / 11", timeout=PATIENCE)
    assert not Link.objects.filter(state=Link.State.CONFIRMED).exists()


def test_the_second_of_two_people_is_told(at_desk, desk):
    page = at_desk()
    other = get_user_model().objects.create_user("other")
    ledger.refuse_link(pledge("地区生产总值"), outcome("地区生产总值"), other)
    press(page, "Enter")
    page.locator("#link-problem:not([hidden])").wait_for()
    assert "改动" in page.locator("#link-problem").inner_text()
    assert shown(page) == "地区生产总值"
    assert page.locator("#link-panel .link-state").inner_text() == "已否决"
    assert Link.objects.get(state=Link.State.REFUSED).decided_by == other
    assert not Link.objects.filter(state=Link.State.CONFIRMED).exists()


def test_what_was_decided_while_the_server_was_away_is_not_lost(at_desk, desk, page):
    # Before the page is there: a browser under load may let the first request of an open page pass by a new route.
    page.route("**/act/", lambda route: route.abort())
    at_desk()
    press(page, "Enter", "j")
    page.locator("#link-problem:not([hidden])").wait_for(timeout=PATIENCE)
    page.unroute("**/act/")
    page.locator("#link-problem [data-act=retry]").click()
    saved(page)
    assert state_of("地区生产总值") == [("地区生产总值", "confirmed", "answer")]


def test_single_keys_can_be_turned_off(at_desk, desk):
    page = at_desk()
    press(page, "?")
    page.locator("#desk-keys-single").uncheck()
    press(page, "Escape", "j")
    assert shown(page) == "地区生产总值"
    page.locator("#link-panel [data-act=next]").click()
    assert shown(page) == "新建学校"


def test_an_empty_list_offers_nothing(at_desk, desk):
    page = at_desk()
    page.locator("[data-group=in_part]").click()
    assert page.locator(".link-row:visible").count() == 0
    assert page.locator("#link-panel").is_hidden()
    assert page.locator("#link-nothing").is_visible()
    press(page, "x", "1", "c", "0", "j")
    assert not Link.objects.filter(state__in=Link.DECIDED).exists()
    # Beyond the fields' bounds nothing fits, and it is said why.
    press(page, "A")
    page.locator("#link-sure").fill("0")
    assert page.locator("#link-bulk-yes").is_disabled()
    assert "0.3" in page.locator("#link-many").inner_text()
    press(page, "Escape")
    page.locator("[data-group=all]").click()
    assert page.locator("#link-panel").is_visible()
    assert page.complaints == []


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_colours_follow_the_theme_that_was_chosen(at_desk, desk, page, system, chosen):
    page.emulate_media(color_scheme=system)
    page.add_init_script(f"localStorage.setItem('theme', '{chosen}')")
    found = Axe().run(at_desk(), options={"runOnly": {"type": "rule", "values": ["color-contrast"]}})
    assert found.violations_count == 0, found.generate_report()


def test_nothing_jumps_and_what_is_looked_at_is_in_sight(at_desk, desk):
    page = at_desk()
    before = page.locator(".link-desk").bounding_box()["y"]
    press(page, "c", "p")
    page.locator("#link-problem:not([hidden])").wait_for()
    assert page.locator(".link-desk").bounding_box()["y"] == before
    page.set_viewport_size({"width": 320, "height": 700})
    page.evaluate("scrollTo(0, 0)")
    press(page, "Escape", "j")
    assert (
        -1 < page.locator("#link-title").bounding_box()["y"] < 350
    )  # scrolled to a whole pixel, laid out in parts of one


def test_the_mouse_does_what_the_keys_do(at_desk, desk):
    page = at_desk()
    page.locator(".link-row", has_text="新建水库").click()
    page.locator("#link-panel [data-refuse]").first.click()
    saved(page)
    assert state_of("新建水库") == [("新建水库", "refused", "answer")]
    page.locator("[data-group=done]").click()
    assert shown(page) == "新建水库"
    page.locator("#link-panel [data-act=leave]").click()
    saved(page)
    assert state_of("新建水库") == []
    assert page.complaints == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [1280, 320])
def test_it_is_accessible_and_keeps_to_the_screen(at_desk, desk, language, width):
    other = get_user_model().objects.create_user("other")
    ledger.find_unanswered(pledge("新建农村公路"), Lack.MENTION, other, "备注")
    at_desk(language).set_viewport_size({"width": width, "height": 700})
    page = at_desk(language)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []  # axe itself complains later: it sets styles, which the policy refuses
    for keys in ([], ["0"], ["Escape", "c"], ["Escape", "/"], ["Escape", "A"], ["Escape", "?"]):
        press(page, *keys)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]})
        ours = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found.response["violations"]]
        assert ours == [], keys
