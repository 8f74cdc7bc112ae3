"""A spreadsheet comes in, in a real browser: an error is seen and mended, the differences are confirmed."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from tests.admin.conftest import Office
from tracker.models import Commitment, Job
from tracker.tasks import run_job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server, client, page, office: Office):
    """The site with somebody signed in: ``open("admin:index")`` opens a page of it and hands it back."""
    client.force_login(get_user_model().objects.create_superuser("chief"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    def open_(name, *args, language="zh-hans"):
        with translation.override(language):
            page.goto(live_server.url + reverse(name, args=args))
        return page

    return open_


def looked_at(page):
    """No violation for axe, nothing refused by the policy, nothing wider than the narrowest phone."""
    page.wait_for_load_state("networkidle")
    assert page.complaints == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    # What axe itself is refused by the policy.
    page.complaints.clear()
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": width, "height": 720})


def choose(page, tmp_path, content):
    rows = tmp_path / "rows.csv"
    rows.write_text(content, encoding="utf-8")
    page.get_by_label("文件").set_input_files(rows)
    page.get_by_role("button", name="核对文件").press("Enter")
    return asked_for(page)


def asked_for(page, after=0):
    """The job the page shows, once it is another than the one before."""
    page.wait_for_url(lambda address: (found := re.search(r"/job/(\d+)/change/$", address)) and int(found[1]) > after)
    return Job.objects.latest("pk")


def test_a_file_is_mended_looked_at_and_imported(site, page, office, tmp_path):
    page = site("admin:tracker_commitment_changelist")
    page.get_by_role("link", name="导入").click()
    looked_at(page)
    job = choose(page, tmp_path, f"id,value\n{office.growth.pk},九\n{office.schools.pk},4\n")
    run_job(job.pk)
    errors = page.locator(".imports-errors tbody tr")
    errors.wait_for()
    assert errors.locator("th, td").all_inner_texts()[:3] == ["2", "value", "九"]
    assert page.get_by_role("button", name="导入").count() == 0
    looked_at(page)

    page.get_by_role("link", name="上传改正后的文件").click()
    job = choose(page, tmp_path, f"id,value\n{office.growth.pk},9.5\n{office.schools.pk},4\n")
    run_job(job.pk)
    page.locator(".imports-changes").wait_for()
    assert page.locator(".imports-changes del").first.inner_text() == "8"
    assert page.locator(".imports-changes ins").first.inner_text() == "9.5"
    looked_at(page)
    assert Commitment.objects.get(pk=office.growth.pk).value == "8"

    page.get_by_role("button", name="导入 2 行").press("Enter")
    run_job(asked_for(page, after=job.pk).pk)
    page.get_by_role("heading", name="已导入").wait_for()
    looked_at(page)
    assert Commitment.objects.get(pk=office.growth.pk).value == "9.5"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["reports_jurisdiction", "tracker_indicator", "tracker_outcome"])
def test_every_lists_columns_are_explained(site, page, name, language):
    site(f"admin:{name}_import", language=language)
    looked_at(page)
