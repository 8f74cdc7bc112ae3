"""The handbook's pictures, of the staff's desks.

The county in them is the invented one of the tests, read and judged by the program as it is.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

#: Nobody types it: the people of the pictures are signed in already.
PASSWORD = "office-window-42"


def open_office() -> dict[str, Any]:
    """The county, its two reports, and people with roles; what the pictures show."""
    import pghistory
    from django.contrib.auth.models import Group, User

    from reports.models import Report
    from reports.words import ReviewState
    from tests.characters import make_document
    from tests.county import ANSWER, PLAN, make_county
    from tracker import roles
    from tracker.admin import decisions
    from tracker.ingest import ingest
    from tracker.models import Commitment, Outcome

    make_county()
    roles.write_groups()
    people = {}
    for name in ("contributor", "reviewer", "publisher"):
        person = User.objects.create_user(name, password=PASSWORD, is_staff=True)
        person.groups.add(Group.objects.get(name=name))
        people[name] = person
    ingest(make_document(PLAN, 2022), by=people["contributor"])
    answer = ingest(make_document(ANSWER, 2023), by=people["contributor"]).report
    plan = Report.objects.get(plan_year=2022)
    decided = [*Commitment.objects.filter(report=plan), *Outcome.objects.filter(report=plan)]
    who = people["contributor"]
    with pghistory.context(user=who.pk, name=who.username):
        decisions.decide(decided, ReviewState.ACCEPTED, who)
        growth = Commitment.objects.get(report=plan, indicator__code="gdp")
        decisions.correct(growth, who, {"hedge": "strive"}, "对照原文")
    return {"plan": plan, "answer": answer, "growth": growth, "people": people}


def drawn(office: dict[str, Any]) -> Any:
    """The second report, drawn for a reviewer who had no part in it; by chance it would be one in ten."""
    from django.test import override_settings

    from tracker import codings

    with override_settings(DUIXIAN_DOUBLE_CODING_SHARE=1):
        assignment = codings.draw(office["answer"])
    assert assignment
    return codings.claim(assignment, office["people"]["reviewer"])


def take(browser: Any, site: str, short: str, language: str) -> None:
    """Every picture in one language; the database is emptied and filled anew, so that both show the same."""
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse
    from django.utils import translation

    from tests.county import PLAN
    from tracker.site.handbook import PICTURE_SIZE, PICTURES

    call_command("flush", verbosity=0, interactive=False)
    office = open_office()
    width, height = PICTURE_SIZE
    context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
    page = context.new_page()

    def sign_in(name: str) -> None:
        client = Client()
        client.force_login(office["people"][name])
        context.clear_cookies()
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])

    def open_(name: str, *args: Any) -> None:
        with translation.override(language):
            page.goto(site + reverse(name, args=args))
        page.wait_for_load_state("networkidle")

    def shoot(name: str) -> None:
        page.screenshot(path=PICTURES / f"{name}-{short}.png")
        print(PICTURES / f"{name}-{short}.png")

    open_("admin:login")
    shoot("sign-in")
    sign_in("contributor")
    open_("admin:index")
    shoot("front")
    open_("admin:reports_report_add")
    text = PLAN.replace("2022", "2024").replace("2021", "2023")
    page.locator("[name=uploads]").set_input_files(
        {"name": "2024.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    page.locator(".submit-row input.default").click()
    page.wait_for_url("**/confirm/**")
    shoot("take-in")
    open_("admin:reports_report_text", office["answer"].pk)
    page.keyboard.press("a")
    page.locator("#reading-status:empty").wait_for(state="attached")
    shoot("read")
    open_("admin:reports_report_link", office["answer"].pk)
    shoot("link")
    open_("admin:tracker_commitment_history", office["growth"].pk)
    shoot("history")
    sign_in("publisher")
    open_("admin:reports_report_publish", office["plan"].pk)
    shoot("publish")
    open_("admin:tracker_commitment_import")
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.csv"
        rows.write_text(f"id,subject\n{office['growth'].pk},全县地区生产总值\n", encoding="utf-8")
        page.locator("[name=file]").set_input_files(rows)
        page.locator("input[type=submit], button.default").first.click()
    page.wait_for_url("**/job/**")
    from tests.worker import working

    with working():
        page.locator(".imports-changes").wait_for()
    shoot("import")
    sign_in("reviewer")
    open_("admin:tracker_assignment_code", drawn(office).pk)
    shoot("code")
    context.close()
