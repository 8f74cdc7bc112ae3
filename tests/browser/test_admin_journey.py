"""A morning at the staff's desk in a real browser: take a report in, review it by keyboard, link, override, undo."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from reports.models import Report
from reports.words import Verdict
from tests.admin.conftest import Office
from tests.worker import working
from tracker.models import Commitment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "office-window-42"
NEW_REPORT = (
    "2024年样例县政府工作报告\n来源：县政府网站\n2024年主要预期目标：地区生产总值增长6%左右，城镇新增就业1200人。\n"
)


@pytest.fixture
def chief():
    return get_user_model().objects.create_superuser("chief", password=PASSWORD)


@pytest.fixture
def site(live_server, chief, page, office: Office):
    """The site with someone signed in: ``open("admin:index")`` opens a page of it and hands it back."""

    def open_(name, *args, language="zh-hans", after=""):
        with translation.override(language):
            page.goto(live_server.url + reverse(name, args=args) + after)
        return page

    open_("admin:login")
    page.get_by_label("用户名").fill("chief")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda here: "/login/" not in here)
    return open_


def words_of(page):
    return page.locator("main").inner_text()


def verdict_of(row):
    return Commitment.objects.select_related("verdict").get(pk=row.pk).verdict.code


def test_a_morning(site, page, office):
    # Take a report in by pasting its text: what it is, it says itself; the worker reads it, and the page goes on.
    site("admin:reports_report_add")
    page.locator("[name=pasted]").fill(NEW_REPORT)
    page.locator(".submit-row input[type=submit]").click()
    page.wait_for_url("**/confirm/**")
    assert page.locator("[name=plan_year]").input_value() == "2024"
    with working():
        page.locator("[name=source]").press("Enter")
        page.wait_for_url("**/text/")
    assert page.locator("#reading-text").inner_text().replace("\n", "").count("地区生产总值增长") == 1
    pledge = Commitment.objects.get(report=Report.objects.get(plan_year=2024), indicator__code="gdp")

    # From the text to the statement's own page, and accept it there with the keyboard alone.
    page.locator(f"#c{pledge.pk}").click()
    page.locator("#reading-page").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/commitment/{pledge.pk}/change/")
    assert page.locator(".desk-quote mark strong").inner_text() == "6"
    page.locator("#desk-note").focus()
    page.keyboard.type("看过原文")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "accepted"
    page.keyboard.press("Enter")
    page.locator(".messagelist .success").wait_for()
    pledge.refresh_from_db()
    assert (pledge.review_state, pledge.decision_note) == ("accepted", "看过原文")

    # Last year's pledge: break its link, then choose the outcome again.
    site("admin:tracker_commitment_change", office.growth.pk)
    row = page.locator("#content tr", has_text="9%")
    row.locator("button[value=refuse]").click()
    page.locator(".messagelist .success").wait_for()
    assert verdict_of(office.growth) == Verdict.UNREPORTED
    page.locator("a[href*=answers]").click()
    page.locator("tr", has_text="地区生产总值").locator("button[value=confirm]").click()
    page.locator(".messagelist .success").wait_for()
    assert verdict_of(office.growth) == Verdict.KEPT

    # Override with a reason and a source, see it, and take it back.
    page.locator("a[href*=override]").click()
    page.locator("[name=code]").select_option("broken")
    page.locator("[name=note]").fill("统计局已更正为7%")
    page.locator("[name=source]").fill("2022年统计公报")
    page.locator("[name=source]").press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert "统计局已更正为7%" in page.locator(".desk-history").inner_text()
    assert verdict_of(office.growth) == Verdict.BROKEN
    page.locator("form[action*=withdraw] button").click()
    page.locator(".messagelist .success").wait_for()
    assert verdict_of(office.growth) == Verdict.KEPT
    assert page.complaints == []


def test_the_public_page_opens_at_the_statement(site, page, office):
    site("admin:tracker_commitment_change", office.growth.pk)
    address = page.locator(".desk-part a[href*='#s']").get_attribute("href")
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + address)
    assert page.locator(f"#s{office.growth.start}").count() == 1


PAGES = {
    "front": lambda office: ("admin:index",),
    "commitments": lambda office: ("admin:tracker_commitment_changelist",),
    "commitment": lambda office: ("admin:tracker_commitment_change", office.growth.pk),
    "answers": lambda office: ("admin:tracker_commitment_answers", office.growth.pk),
    "override": lambda office: ("admin:tracker_commitment_override", office.growth.pk),
    "export": lambda office: ("admin:tracker_commitment_export",),
    "outcomes": lambda office: ("admin:tracker_outcome_changelist",),
    "outcome": lambda office: ("admin:tracker_outcome_change", office.grew.pk),
    "links": lambda office: ("admin:tracker_link_changelist",),
    "verdicts": lambda office: ("admin:tracker_verdict_changelist",),
    "verdict": lambda office: ("admin:tracker_verdict_change", office.growth.verdict_id),
    "reports": lambda office: ("admin:reports_report_changelist",),
    "report": lambda office: ("admin:reports_report_change", office.plan.pk),
    "text": lambda office: ("admin:reports_report_text", office.plan.pk),
    "upload": lambda office: ("admin:reports_report_add",),
    "places": lambda office: ("admin:reports_jurisdiction_changelist",),
    "place": lambda office: ("admin:reports_jurisdiction_change", office.place.pk),
    "import": lambda office: ("admin:reports_jurisdiction_import",),
    "indicators": lambda office: ("admin:tracker_indicator_changelist",),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_keeps_to_the_policy_and_to_a_narrow_screen(site, page, office, language):
    """No console error means that nothing inline was refused; 320 px is the narrowest phone."""
    page.set_viewport_size({"width": 320, "height": 640})
    for name, address in PAGES.items():
        site(*address(office), language=language)
        page.wait_for_load_state("networkidle")
        assert page.complaints == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert page.evaluate("document.documentElement.lang") == language
