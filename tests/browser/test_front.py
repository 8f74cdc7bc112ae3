"""The desk's front page and its search in a real browser: the key "/", narrow screens, both languages, axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from reports.words import ReviewState
from tracker.admin import decisions
from tracker.models import Commitment, Job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chief():
    return get_user_model().objects.create_superuser("chief")


@pytest.fixture
def desk(live_server, chief, page):
    """The desk with someone signed in: ``desk("admin:index")`` opens a page of it and hands it back."""
    client = Client()
    client.force_login(chief)
    cookie = client.cookies[project.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    def open_(name, query="", language="zh-hans"):
        with translation.override(language):
            page.goto(live_server.url + reverse(name) + query)
        return page

    return open_


@pytest.fixture
def busy(office, chief):
    """The office with a decision taken today and jobs in two states."""
    decisions.decide(Commitment.objects.filter(pk=office.growth.pk), ReviewState.ACCEPTED, chief)
    Job.objects.create(kind=Job.Kind.REPORT, label="样例县 2024", person=chief, state=Job.State.RUNNING)
    Job.objects.create(
        kind=Job.Kind.REPORT, label="样例县 2025", person=chief, state=Job.State.FAILED, problem={"code": "empty"}
    )
    return office


def test_the_slash_goes_to_the_box_and_a_word_is_found(desk, page, busy):
    desk("admin:index")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-all"
    page.keyboard.type("学/校")
    assert page.locator("#search-all").input_value() == "学/校"
    page.locator("#search-all").fill("学校")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator(".found-quote mark").all_inner_texts() == ["学校", "学校"]
    page.locator(".found-name").first.click()
    page.wait_for_url("**/text/?at=c*")
    assert page.complaints == []


def test_one_goes_on_where_one_was(desk, page, busy):
    desk("admin:index")
    page.locator(".front-goon a").click()
    page.wait_for_url(f"**/text/?at=c{busy.growth.pk}#c{busy.growth.pk}")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_clean_for_axe_and_fit_the_screen(desk, page, busy, language, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name, query in (
        ("admin:index", ""), ("admin:search", ""), ("admin:search", "?q=样例"), ("admin:search", "?q=葵花"),
        ("admin:search", "?q=学校&in=commitments"),
    ):  # fmt: skip
        desk(name, query, language)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.complaints == [], name


def test_an_empty_house_is_clean_for_axe(desk, page):
    desk("admin:index")
    assert page.locator(".front-first a.button").count() == 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
