"""A whole morning in a real browser, on a real report where the folder of them is there: from the file to the log.

Somebody takes the report in, reviews it by keyboard alone and links last year's pledges; a colleague publishes it; the
public page and the public log show it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from reports import folders
from reports.models import Report
from tests.conftest import ROOT
from tests.county import ANSWER, PLAN
from tests.worker import forget, working
from tracker import fixtures, roles
from tracker.ingest import ingest
from tracker.models import Link, Publication, Silence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "office-window-42"
#: How long the slowest step may take on a busy machine, in milliseconds.
PATIENCE = 120_000


@pytest.fixture
def pair(tmp_path) -> tuple[str, Path, Path, int]:
    """A county's code, its plan and the report that answers it, and of which year that is: real where there is one."""
    real = ROOT.parent / "shared" / "corpus" / "371526"
    if real.is_dir():
        return "371526", real / "2022.txt", real / "2023.txt", 2023
    (tmp_path / "2022.txt").write_text(PLAN.replace("样例县", "高唐县"), encoding="utf-8")
    (tmp_path / "2023.txt").write_text(ANSWER.replace("样例县", "高唐县"), encoding="utf-8")
    return "371526", tmp_path / "2022.txt", tmp_path / "2023.txt", 2023


@pytest.fixture
def people(transactional_db, settings, tmp_path, pair):
    """The places and indicators of the fixtures, last year's report, and two people with a role each."""
    settings.MEDIA_ROOT = tmp_path / "media"
    fixtures.load()
    roles.write_groups()
    code, plan, _answer, year = pair
    ingest(folders.document(plan, code, year - 1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for name, role in (("chen", "contributor"), ("lin", "publisher")):
        person = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        person.groups.add(Group.objects.get(name=role))
    forget()


def address(live_server, name, *args):
    with translation.override("zh-hans"):
        return live_server.url + reverse(name, args=args)


def sign_in(page, live_server, name):
    page.goto(address(live_server, "admin:index"))
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda here: "/login/" not in here, timeout=PATIENCE)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def take_in(page, live_server, answer):
    """Hand the file in, confirm what was found in it, and watch it being read."""
    page.goto(address(live_server, "admin:reports_report_add"))
    page.locator("[name=uploads]").set_input_files(answer)
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/confirm/**", timeout=PATIENCE)
    assert "高唐县" in page.locator("[name=jurisdiction] option:checked").inner_text()
    assert page.locator("[name=plan_year]").input_value() == "2023"
    page.locator("[name=source]").fill("县政府网站")
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/job/**")
    assert page.locator("#job progress").count() == 1
    with working():
        page.wait_for_url("**/text/**", timeout=PATIENCE)
    return Report.objects.get(plan_year=2023)


def review(page):
    """Decide on every statement without touching the mouse."""
    page.locator("html[data-reading=ready]").wait_for()
    count = int(page.locator("#reading-count").inner_text().split("/")[1])
    press(page, "a", "x", "e", "Enter")
    settled = page.locator("#reading-status:empty")
    settled.wait_for(state="attached", timeout=PATIENCE)
    press(page, "Shift+A")
    page.locator("#reading-bulk[open]").wait_for()
    page.locator("#reading-threshold").fill("0.5")
    press(page, "Enter")
    settled.wait_for(state="attached", timeout=PATIENCE)
    for _ in range(count):
        done, total = page.locator("#reading-count").inner_text().split(" / ")
        if done == total:
            break
        press(page, "n", "a")
    settled.wait_for(state="attached", timeout=PATIENCE)
    expect(page.locator("#reading-count")).to_have_text(f"{count} / {count}")


def link(page, live_server, report):
    """Confirm what the machine took, and say of one pledge that the report does not mention it."""
    page.goto(address(live_server, "admin:reports_report_link", report.pk))
    page.locator("#link-panel").wait_for()
    saved = page.locator(".link-is-waiting")
    press(page, "0", "1")
    expect(saved).to_have_count(0, timeout=PATIENCE)
    press(page, "Shift+A")
    page.locator("#link-sure").fill("0.3")
    page.locator("#link-clear").fill("0")
    page.locator("#link-bulk-yes").press("Enter")
    expect(saved).to_have_count(0, timeout=PATIENCE)


def test_it_works(live_server, browser, people, pair):
    code, _plan, answer, year = pair
    first, second = (browser.new_context(locale="zh-CN").new_page() for _ in range(2))
    complaints: list[str] = []
    for page in (first, second):
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    sign_in(first, live_server, "chen")
    report = take_in(first, live_server, answer)
    review(first)
    link(first, live_server, report)
    assert Link.objects.filter(state=Link.State.CONFIRMED).exists()
    assert Silence.objects.count() == 1

    # Who prepared it does not publish it; the colleague does.
    first.goto(address(live_server, "admin:reports_report_publish", report.pk))
    assert first.locator("button[value=publish]").count() == 0
    sign_in(second, live_server, "lin")
    second.locator(f"section[aria-labelledby=front-second] a[href*='/{report.pk}/publish/']").click()
    second.locator("button[value=publish]").wait_for()
    unchecked = second.locator("#knows-unchecked")
    if unchecked.count():
        unchecked.check()
    second.locator("button[value=publish]").press("Enter")
    second.locator(".messagelist .success").wait_for(timeout=PATIENCE)
    assert Publication.objects.get().report == report

    # What a citizen sees.
    second.context.clear_cookies()
    second.goto(address(live_server, "site:report", report.pk))
    assert "复核" in second.locator("main").inner_text()
    second.goto(address(live_server, "site:publications"))
    log = second.locator("main").inner_text()
    assert "高唐县" in log
    assert str(year) in log
    assert not {"chen", "lin"} & set(log.split())
    second.goto(address(live_server, "site:government_year", code, year - 1))
    assert second.locator(".badge-kept, .badge-in_part, .badge-broken").count() > 0
    assert complaints == []
    for page in (first, second):
        page.context.close()
