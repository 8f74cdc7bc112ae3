"""A report that should not have been taken in is taken out of sight, and comes back with what people decided."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from reports.intake import IntakeError
from reports.models import Report
from reports.words import ReviewState
from tests.admin.conftest import hire_as
from tests.admin.test_decisions import said
from tests.characters import COUNTY, make_document
from tests.county import ANSWER, PLAN
from tests.pages import text_of
from tracker import publications, register
from tracker.ingest import ingest
from tracker.models import Commitment, Outcome, Publication, Tally
from tracker.withdrawing import WithdrawalError, withdraw

REASON = "误传了邻县的文本"


@pytest.fixture
def clerk(db):
    return hire_as("contributor", "li")


@pytest.fixture
def answer(county, clerk):
    """The report of 2023, taken in by the clerk."""
    report = Report.objects.get(plan_year=2023)
    report.received_by = clerk
    report.save(update_fields=["received_by"])
    return report


def page_of(report):
    return reverse("admin:reports_report_publish", args=[report.pk])


def post(client, report, note=REASON):
    return client.post(page_of(report), {"act": "withdraw", "note": note}, follow=True)


def codes(year):
    return set(Commitment.objects.current().filter(year=year).values_list("verdict__code", flat=True))


def assert_it_adds_up():
    call_command("verify", stdout=io.StringIO())


def test_it_works(client, answer, clerk):
    client.force_login(clerk)
    assert codes(2022) & {"kept", "broken"}
    assert "撤下此报告" in client.get(page_of(answer)).content.decode()
    assert "已撤下" in said(post(client, answer))
    answer.refresh_from_db()
    assert answer.is_withdrawn
    assert codes(2022) == {"pending"}
    assert not Commitment.objects.current().filter(report=answer).exists()
    assert not Tally.objects.filter(year=2023).exists()
    act = Publication.objects.get()
    assert (act.act, act.person, act.note, act.report) == ("withdrawn", clerk, REASON, answer)
    assert_it_adds_up()
    client.logout()
    assert "此报告已撤下" in text_of(client.get(f"/zh-hans/r/{answer.pk}/"))
    log = text_of(client.get("/zh-hans/publications/"))
    assert REASON in log
    assert "li" not in log.split()
    assert f"/r/{answer.pk}/" not in client.get(f"/zh-hans/g/{COUNTY}/").content.decode()


def test_the_same_text_brings_it_back_with_what_people_decided(answer, clerk):
    row = Outcome.objects.filter(report=answer).order_by("start")[0]
    register.decide(row, ReviewState.ACCEPTED, clerk)
    before = codes(2022)
    withdraw(answer, clerk, REASON)
    done = ingest(make_document(ANSWER, 2023), by=clerk)
    assert done.report == answer
    answer.refresh_from_db()
    assert (answer.superseded_by, answer.state) == (None, "read")
    row.refresh_from_db()
    assert (row.review_state, row.is_retired) == ("accepted", False)
    assert codes(2022) == before
    assert_it_adds_up()


def test_the_version_before_is_current_again(county, clerk):
    first = Report.objects.get(plan_year=2023)
    before = codes(2022)
    second = ingest(make_document(ANSWER.replace("7.9%", "5.1%"), 2023), by=clerk).report
    withdraw(second, clerk, REASON)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.superseded_by, second.superseded_by) == (None, first)
    assert codes(2022) == before
    assert Outcome.objects.filter(report=first, value="7.9", is_retired=False).exists()
    assert_it_adds_up()


def test_it_needs_a_reason_and_a_current_reading_that_is_not_published(client, answer, clerk):
    client.force_login(clerk)
    assert "未撤下" in said(post(client, answer, note="  "))
    Report.objects.filter(pk=answer.pk).update(state="published")
    assert "未撤下" in said(post(client, answer))
    assert not Publication.objects.exists()
    Report.objects.filter(pk=answer.pk).update(state="read")
    withdraw(answer, clerk, REASON)
    with pytest.raises(WithdrawalError):
        withdraw(answer, clerk, REASON)


@pytest.mark.parametrize(
    ("role", "status"),
    [("contributor", 403), ("reviewer", 403), ("publisher", 200), ("auditor", 403), ("superuser", 200)],
)
def test_anothers_report_is_withdrawn_by_who_may_reopen(client, answer, role, status):
    client.force_login(hire_as(role, f"another-{role}"))
    assert post(client, answer).status_code == status
    answer.refresh_from_db()
    assert answer.is_withdrawn == (status == 200)


def test_nobody_replaces_a_published_reading_by_hand(county, clerk, reviewer):
    plan = Report.objects.get(plan_year=2022)
    for model in (Commitment, Outcome):
        for row in model.objects.filter(report=plan, is_retired=False).select_related("report"):
            register.decide(row, ReviewState.ACCEPTED, reviewer)
    publications.publish(plan, hire_as("publisher", "wang"), knows_unchecked=True)
    changed = make_document(PLAN.replace("60公里", "66公里"), 2022)
    with pytest.raises(IntakeError) as caught:
        ingest(changed, by=clerk)
    assert caught.value.code == "published"
    assert Report.objects.filter(plan_year=2022).count() == 1
    publications.reopen(Report.objects.get(pk=plan.pk), hire_as("publisher", "zhao"), REASON)
    assert ingest(changed, by=clerk).report.version == 2
