"""A reader asks for a correction, with and without JavaScript; the browser has nothing to complain of."""

from __future__ import annotations

import json
import uuid

import pytest
from django.conf import settings as project

from tests.browser.test_accessibility import violations
from tests.county import ingest_pair, make_county
from tests.pages import of
from tracker.models import CorrectionRequest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: What a reader looks for, in each language.
WORDS = {
    "zh-hans": {"ask": "请求更正", "wrong": "数字识读有误", "says": "正确的应当是什么", "send": "提交", "sent": "谢谢"},
    "en": {
        "ask": "Ask for a correction",
        "wrong": "A figure was read wrongly",
        "says": "What should it say",
        "send": "Send",
        "sent": "Thank you",
    },
}


@pytest.fixture
def gdp(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CACHES = {"default": project.CACHES["default"] | {"KEY_PREFIX": f"test-{uuid.uuid4()}"}}
    make_county()
    ingest_pair()
    return of("gdp")


def is_sound(page, javascript):
    """Nothing wider than the phone and no violation; axe is itself a script."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not javascript or violations(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with_scripts", "without_scripts"])
@pytest.mark.parametrize("language", list(WORDS))
def test_a_reader_asks_for_a_correction(live_server, visit, gdp, language, javascript):
    said, page = WORDS[language], visit(javascript=javascript)
    page.goto(f"{live_server.url}/{language}/c/{gdp.pk}/")
    is_sound(page, javascript)
    page.get_by_role("link", name=said["ask"]).click()
    is_sound(page, javascript)
    page.get_by_role("button", name=said["send"]).click()
    assert page.locator("[role=alert] a").count() == 2
    is_sound(page, javascript)
    refused = [text for text in page.complaints if "400" not in text]
    page.get_by_label(said["wrong"]).check()
    page.get_by_label(said["says"]).fill("原文是7.8%。\n见第2页。")
    page.get_by_role("button", name=said["send"]).click()
    assert said["sent"] in page.locator("h1").inner_text()
    is_sound(page, javascript)
    (row,) = CorrectionRequest.objects.all()
    assert (row.about, row.words, row.commitment_id) == ("figure", "原文是7.8%。\n见第2页。", gdp.pk)
    assert refused == []


def test_the_keyboard_alone_sends_it_and_never_meets_the_trap(live_server, visit, gdp):
    page = visit()
    page.goto(f"{live_server.url}/en/c/{gdp.pk}/correct/")
    page.locator("#id_about_0").focus()
    page.keyboard.press("Space")
    for typed in ("It says 7.8.", "", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/")
    assert CorrectionRequest.objects.get().words == "It says 7.8."


def test_the_data_for_machines_is_there_and_the_policy_has_nothing_against_it(live_server, visit, gdp):
    page = visit()
    page.goto(f"{live_server.url}/en/c/{gdp.pk}/")
    data = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(data)["@type"] == "Review"
    assert page.complaints == []


def test_a_citation_is_taken_whole_by_the_keyboard_and_cannot_be_changed(live_server, visit, gdp):
    page = visit()
    page.goto(f"{live_server.url}/en/c/{gdp.pk}/")
    field = page.locator("#cite-en")
    told = field.input_value()
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("x")
    assert field.input_value() == told
    assert page.evaluate("getSelection().toString()") == told
