"""Taking a report in, in a real browser with a real worker: proposed, confirmed, watched, landed."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import translation

from reports.models import Jurisdiction, Report
from tests.admin.conftest import hire
from tests.characters import make_place
from tests.worker import forget, working
from tracker.models import Job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "样例县政府工作报告\n——2024年1月9日在样例县第十七届人民代表大会第三次会议上\n来源：样例日报\n"
    "一、2023年工作回顾\n全年新建学校2所。\n二、2024年工作安排\n今年主要预期目标：地区生产总值增长6%左右。\n"
)


@pytest.fixture
def site(live_server, page, office):
    """The site with a clerk signed in: ``open("admin:index")`` opens a page of it and hands it back."""
    forget()
    client = Client()
    client.force_login(hire("clerk", "add_report", "view_report", "view_jurisdiction"))
    session = client.cookies[project.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    def open_(name, *args, language="zh-hans"):
        with translation.override(language):
            page.goto(live_server.url + reverse(name, args=args))
        return page

    return open_


def hand_in(page, text=TEXT, name="报告.txt"):
    page.locator("[name=uploads]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    page.locator(".submit-row input.default").click()


def test_a_file_is_proposed_confirmed_watched_and_read(site, page, office):
    site("admin:reports_report_add")
    hand_in(page)
    page.wait_for_url("**/confirm/**")
    assert page.locator("[name=jurisdiction] option:checked").inner_text() == "990101 样例县"
    assert page.locator("[name=plan_year]").input_value() == "2024"
    assert page.locator("[name=delivered_on]").input_value() == "2024-01-09"
    assert page.locator("[name=source]").input_value() == "样例日报"
    assert "样例县政府工作报告" in page.locator(".intake-words mark").first.inner_text()
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/job/**")
    assert page.locator("#job progress").count() == 1
    assert "等待" in page.locator("[data-words]").inner_text()
    with working():
        page.wait_for_url("**/text/")
    assert page.locator(".messagelist .success").inner_text().startswith("报告已收录")
    assert Report.objects.get(plan_year=2024).jurisdiction == office.place
    assert page.complaints == []


def test_another_place_than_the_texts_is_asked_about(site, page, office):
    other = make_place("990102", "例县")
    site("admin:reports_report_add")
    hand_in(page)
    page.wait_for_url("**/confirm/**")
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").fill("990102")
    page.locator(".select2-results__option", has_text="990102").click()
    page.locator(".submit-row input.default").click()
    page.locator("#asked").wait_for()
    assert "样例县" in page.locator("#asked p").inner_text()
    assert page.locator("[name=jurisdiction] option:checked").inner_text() == "990102 例县"
    assert not Job.objects.exists()
    page.get_by_label("归入例县").check()
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/job/**")
    with working():
        page.wait_for_url("**/text/")
    assert Report.objects.get(plan_year=2024).jurisdiction == other
    assert page.complaints == []


def test_a_failure_is_shown_and_tried_again(site, page, office):
    site("admin:reports_report_add")
    hand_in(page)
    page.wait_for_url("**/confirm/**")
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/job/**")
    Jurisdiction.objects.filter(code="990101").update(code="990199")
    with working():
        page.locator(".job-failed").wait_for()
        assert "地区表中没有这个地区" in page.locator("[data-words]").inner_text()
        assert page.locator("progress").count() == 0
        Jurisdiction.objects.filter(code="990199").update(code="990101")
        page.locator("form[action*=retry] button").click()
        page.wait_for_url("**/text/")
    assert page.complaints == []


def test_the_job_goes_on_when_its_page_is_left_and_waits_to_be_asked(site, page, office):
    site("admin:reports_report_add")
    hand_in(page)
    page.wait_for_url("**/confirm/**")
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/job/**")
    address = page.url
    site("admin:index")
    with working():
        page.goto(address)
        page.wait_for_url("**/text/")
    # Who comes to a job that is done is not sent on.
    page.goto(address)
    page.locator(".job-done").wait_for()
    assert page.url == address
    page.locator(".job-done a.button").click()
    page.wait_for_url("**/text/")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_are_accessible_and_narrow(site, page, office, language):
    page.set_viewport_size({"width": 320, "height": 640})
    clerk = get_user_model().objects.get(username="clerk")
    failed = Job.objects.create(
        kind="report", label="样例县 2024", person=clerk, state="failed", problem={"code": "fault"}
    )
    waiting = Job.objects.create(kind="report", label="样例县 2025", person=clerk)
    site("admin:reports_report_add", language=language)
    look(page)
    hand_in(page)
    page.wait_for_url("**/confirm/**")
    page.locator("[name=plan_year]").fill("2023")
    page.locator(".submit-row input.default").click()
    page.locator("#asked").wait_for()
    look(page)
    for job in (failed, waiting):
        site("admin:tracker_job_change", job.pk, language=language)
        look(page)
    site("admin:tracker_job_changelist", language=language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def look(page):
    page.wait_for_load_state("load")
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, context="#content-main")
    page.complaints.clear()  # axe tries a style of its own, which the policy refuses
    assert found.violations_count == 0, found.generate_report()
