"""Two people in a real browser: one prepares, the other publishes and reopens; a third codes blind by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from reports.models import Report
from tests.admin.conftest import accept_all, hire_as
from tracker import codings
from tracker.models import Assignment, Publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, page):
    """``open_("admin:index")`` opens a page of the site; ``sign_in(user)`` makes who it is opened by."""

    class Site:
        def sign_in(self, user):
            client = Client()
            client.force_login(user)
            cookie = client.cookies[project.SESSION_COOKIE_NAME].value
            page.context.clear_cookies()
            page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

        def open_(self, name, *args, language="zh-hans", after=""):
            with translation.override(language):
                page.goto(live_server.url + reverse(name, args=args) + after)
            return page

    return Site()


def violations(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def state_of(report):
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)


def test_one_prepares_and_another_publishes(site, page, office):
    contributor, publisher = hire_as("contributor", "li"), hire_as("publisher", "wang")
    with transaction.atomic():
        accept_all(office.review, contributor)

    # Who prepared it is told why not, and has no button.
    site.sign_in(contributor)
    site.open_("admin:reports_report_publish", office.review.pk, language="en")
    assert "You accepted 3 of its statements; a colleague must publish it." in page.locator("main").inner_text()
    assert page.locator("button[value=publish]").count() == 0

    # The colleague ticks that he knows of unchecked links and publishes, by keyboard alone.
    site.sign_in(publisher)
    site.open_("admin:reports_report_publish", office.review.pk)
    page.locator("#knows-unchecked").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert state_of(office.review) == "published"

    # A reading that is published stands still.
    site.open_("admin:tracker_outcome_change", office.grew.pk)
    assert page.locator(".desk-published").count() == 1
    assert page.locator("button[value=accepted]").count() == 0

    # The public sees both acts.
    site.open_("admin:reports_report_publish", office.review.pk)
    page.locator("#reopen-note").fill("漏读一项")
    page.locator("button[value=reopen]").click()
    page.locator(".messagelist .success").wait_for()
    assert state_of(office.review) == "read"
    site.open_("site:publications")
    told = page.locator("main").inner_text()
    assert "复核发布" in told
    assert "漏读一项" in told
    assert "wang" not in told
    assert [act.act for act in Publication.objects.order_by("pk")] == ["published", "reopened"]
    assert page.complaints == []


def test_a_sample_is_coded_blind_by_keyboard_alone(site, page, office, settings):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 1
    with transaction.atomic():
        drawn = codings.draw(office.review)
    site.sign_in(hire_as("reviewer", "zhao"))
    site.open_("admin:tracker_assignment_code", drawn.pk)
    page.locator("button[value=claim]").focus()
    page.keyboard.press("Enter")
    page.locator(".coding-progress").wait_for()
    assert page.locator(".desk-quote mark").inner_text() == "地区生产总值增长9%"

    def press(key):
        with page.expect_navigation():
            page.keyboard.press(key)

    press("a")
    assert page.locator(".desk-quote mark").inner_text() == "第三产业增长7%"
    press("p")
    press("x")
    assert page.locator(".coding-progress b").inner_text() == "1 / 3"
    page.keyboard.press("c")
    page.locator("#id_subject").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_subject"
    page.keyboard.press("a")  # typed into the field, not pressed
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#id_subject").focus()
    press("Enter")
    press("a")
    page.locator("[data-key=f]").wait_for()
    press("f")
    done = Assignment.objects.get(pk=drawn.pk)
    assert done.state == "done"
    decided = list(done.codings.order_by("position").values_list("decision", flat=True))
    assert decided == ["reject", "correct", "accept"]
    assert page.complaints == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_have_no_barrier_and_keep_to_a_narrow_screen(site, page, office, settings, language):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 1
    contributor, publisher = hire_as("contributor", "li"), hire_as("publisher", "wang")
    with transaction.atomic():
        drawn, other = codings.draw(office.review), codings.draw(office.plan)
        accept_all(office.review, contributor)
    site.sign_in(publisher)
    page.set_viewport_size({"width": 320, "height": 700})

    def look(name, *args, after=""):
        site.open_(name, *args, language=language, after=after)
        assert violations(page) == [], (name, args)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name

    look("admin:reports_report_publish", office.plan.pk)
    look("admin:reports_report_publish", office.review.pk)
    page.locator("#knows-unchecked").check()
    page.locator("button[value=publish]").click()
    page.locator(".messagelist .success").wait_for()
    look("admin:reports_report_publish", office.review.pk)
    look("admin:tracker_assignment_changelist")
    look("admin:tracker_assignment_code", drawn.pk)
    page.locator("button[value=claim]").click()
    page.locator(".coding-progress").wait_for()
    look("admin:tracker_assignment_code", drawn.pk)
    page.keyboard.press("c")
    page.locator("#id_subject").wait_for()
    assert violations(page) == []
    site.open_("admin:reports_report_text", office.review.pk, language=language)
    assert violations(page) == []
    look("admin:tracker_assignment_code", other.pk)
    look("site:publications")
    look("site:methodology")
