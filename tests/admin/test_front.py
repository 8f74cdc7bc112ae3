"""The front page of the admin: what stands in each box, for whom, and that it costs the same however much there is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from reports.models import Report
from reports.words import ReviewState
from tests.admin.conftest import DECIDES, SEES, hire, hire_as
from tests.admin.test_lists import add_more, queries
from tracker import codings
from tracker.admin import charts, decisions, front, queue
from tracker.models import Commitment, Job, Link, Outcome

DAY = date(2022, 12, 1)


def boxes(client, user):
    client.force_login(user)
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    return response.context


def may_publish(user):
    of_reports = ContentType.objects.get_for_model(Report)
    permission, _created = Permission.objects.get_or_create(
        codename="publish_report", content_type=of_reports, defaults={"name": "Can publish a report"}
    )
    user.user_permissions.add(permission)
    return type(user).objects.get(pk=user.pk)


def decide_all(report, user):
    for model in (Commitment, Outcome):
        decisions.decide(model.objects.filter(report=report), ReviewState.ACCEPTED, user)


def ask_for(person, state, label="一份报告"):
    problem = {"code": "empty"} if state == Job.State.FAILED else None
    return Job.objects.create(kind=Job.Kind.REPORT, label=label, person=person, state=state, problem=problem)


# To be coded blind


def test_a_drawn_report_stands_there_for_who_had_no_part_in_it(client, office, settings):
    settings.DUIXIAN_DOUBLE_CODING_SHARE = 1
    drawn = codings.draw(office.plan)
    first, second = hire_as("contributor", "first"), hire_as("reviewer", "second")
    decide_all(office.plan, first)
    assert boxes(client, first)["to_code"] == []
    assert boxes(client, hire_as("auditor"))["to_code"] == []
    assert boxes(client, second)["to_code"] == [drawn]
    codings.claim(drawn, second)
    assert f"/{drawn.pk}/code/" in client.get(reverse("admin:index")).content.decode()
    assert boxes(client, hire_as("reviewer", "third"))["to_code"] == []


# My queue


def test_the_queue_holds_what_awaits_the_person_newest_first(client, office, reviewer):
    rows = boxes(client, reviewer)["queue"]
    assert [row.report for row in rows] == [office.review, office.plan]
    assert [(row.statements, row.decided, row.awaiting) for row in rows] == [(3, 0, 3), (2, 0, 2)]


def test_the_queue_counts_links_of_last_years_pledges_that_only_the_machine_has_taken(client, office, reviewer):
    taken = Link.objects.filter(state=Link.State.TAKEN).count()
    assert taken
    assert [row.unchecked for row in boxes(client, reviewer)["queue"]] == [taken, 0]


def test_a_decision_moves_the_count_and_the_whole_report_leaves_the_queue(client, office, reviewer):
    decisions.decide([office.growth], ReviewState.ACCEPTED, reviewer)
    assert [row.awaiting for row in queue.queue(reviewer)] == [3, 1]
    decide_all(office.plan, reviewer)
    assert [row.report for row in queue.queue(reviewer)] == [office.review]


def test_a_report_all_decided_stays_while_links_are_unchecked_for_who_may_check_them(office, reviewer):
    decide_all(office.review, reviewer)
    assert office.review in [row.report for row in queue.queue(reviewer)]
    only_statements = hire("statements", *SEES, "change_commitment", "change_outcome")
    assert office.review not in [row.report for row in queue.queue(only_statements)]


@pytest.mark.parametrize("change", [{"state": Report.State.PUBLISHED}, {"state": Report.State.RECEIVED}])
def test_only_what_is_being_reviewed_is_in_the_queue(office, reviewer, change):
    Report.objects.filter(pk=office.review.pk).update(**change)
    assert [row.report for row in queue.queue(reviewer)] == [office.plan]


def test_a_superseded_version_is_in_no_queue(office, reviewer):
    Report.objects.filter(pk=office.plan.pk).update(superseded_by=office.review)
    assert [row.report for row in queue.queue(reviewer)] == [office.review]


def test_a_retired_statement_awaits_nobody(office, reviewer):
    Commitment.objects.filter(pk=office.growth.pk).update(is_retired=True)
    assert [row.awaiting for row in queue.queue(reviewer)] == [3, 1]


def test_the_queue_leads_to_the_desk_in_one_click(client, office, reviewer):
    client.force_login(reviewer)
    page = client.get(reverse("admin:index")).content.decode()
    assert page.count(reverse("admin:reports_report_text", args=[office.plan.pk])) >= 1


# Where I left off


def test_one_goes_on_at_the_statement_decided_last(client, office, reviewer):
    decisions.decide([office.schools], ReviewState.ACCEPTED, reviewer)
    decisions.decide([office.grew], ReviewState.REJECTED, reviewer)
    found = boxes(client, reviewer)["left_off"]
    assert found.standing.report == office.review
    assert found.address.endswith(f"?at=o{office.grew.pk}#o{office.grew.pk}")
    assert found.address in client.get(reverse("admin:index")).content.decode()


def test_what_others_decided_what_is_finished_and_what_is_long_past_is_not_where_i_left_off(office, reviewer, viewer):
    assert queue.left_off(reviewer) is None
    decisions.decide([office.schools], ReviewState.ACCEPTED, reviewer)
    assert queue.left_off(viewer) is None
    Commitment.objects.filter(pk=office.schools.pk).update(decided_at=timezone.now() - timedelta(days=31))
    assert queue.left_off(reviewer) is None
    decide_all(office.plan, reviewer)
    assert queue.left_off(reviewer) is None


# Waiting for a second person


def test_a_finished_reading_waits_for_who_had_no_part_in_it(client, office, reviewer, publisher):
    second = may_publish(publisher)
    decide_all(office.plan, reviewer)
    (row,) = boxes(client, second)["for_a_second"]
    assert (row.standing.report, row.people) == (office.plan, ["reviewer"])
    assert row.last == Commitment.objects.latest("decided_at").decided_at


def test_who_decided_in_it_or_took_it_in_is_no_second_person(office, reviewer, publisher):
    decide_all(office.plan, reviewer)
    decide_all(office.review, publisher)
    assert [row.standing.report for row in queue.for_a_second(reviewer)] == [office.review]
    assert [row.standing.report for row in queue.for_a_second(publisher)] == [office.plan]
    Report.objects.filter(pk=office.plan.pk).update(received_by=publisher)
    assert queue.for_a_second(publisher) == []


def test_a_reading_with_one_statement_left_or_published_does_not_wait(office, reviewer, publisher):
    decisions.decide([office.growth], ReviewState.ACCEPTED, reviewer)
    assert queue.for_a_second(publisher) == []
    decide_all(office.plan, reviewer)
    Report.objects.filter(pk=office.plan.pk).update(state=Report.State.PUBLISHED)
    assert queue.for_a_second(publisher) == []


# Due soon


def test_governments_are_listed_by_the_pledges_that_fall_due(office):
    (row,) = front.falling_due(DAY)
    assert (row.place, row.count, row.first) == (office.place, 2, date(2022, 12, 31))


@pytest.mark.parametrize("at", [date(2022, 12, 31), date(2022, 9, 1)])
def test_what_is_due_later_or_was_due_before_is_not_due_soon(office, at):
    assert front.falling_due(at) == []


def test_rejected_and_retired_pledges_do_not_fall_due(office, reviewer):
    decisions.decide([office.growth], ReviewState.REJECTED, reviewer)
    Commitment.objects.filter(pk=office.schools.pk).update(is_retired=True)
    assert front.falling_due(DAY) == []


def test_the_list_behind_a_government_holds_the_pledges_that_were_counted(admin_client, office):
    (row,) = front.falling_due(DAY)
    assert set(admin_client.get(row.address).context["cl"].result_list) == {office.growth, office.schools}


# Jobs


def test_my_jobs_come_first_and_a_failed_one_says_why(client, office, reviewer, publisher):
    reviewer.user_permissions.add(Permission.objects.get(codename="view_job"))
    mine = ask_for(reviewer, Job.State.RUNNING, "我的")
    theirs = ask_for(publisher, Job.State.WAITING, "别人的")
    broken = ask_for(publisher, Job.State.FAILED, "失败的")
    ask_for(reviewer, Job.State.DONE, "完成的")
    user = type(reviewer).objects.get(pk=reviewer.pk)
    assert [work.job for work in front.under_way(user)] == [mine, theirs]
    (work,) = front.failed(user)
    assert (work.job, work.why) == (broken, "其中没有文字。扫描件须先做文字识别。")


def test_others_jobs_are_shown_only_to_who_may_see_jobs(office, reviewer, publisher):
    ask_for(publisher, Job.State.FAILED)
    assert front.failed(reviewer) == []
    assert len(front.failed(publisher)) == 1


# Charts


def test_decisions_are_counted_by_day_for_me_and_for_all(office, reviewer, publisher):
    decisions.decide([office.growth, office.schools], ReviewState.ACCEPTED, reviewer)
    decisions.decide([office.grew], ReviewState.REJECTED, publisher)
    Commitment.objects.filter(pk=office.schools.pk).update(decided_at=timezone.now() - timedelta(days=2))
    found = charts.reviewed_by_day(reviewer, timezone.localdate())
    assert (found.all, found.mine, found.others) == (3, 2, 1)
    told = {day.date: (day.all, day.mine) for day in found.days if day.all}
    today = timezone.localdate()
    assert told == {today: (2, 1), today - timedelta(days=2): (1, 1)}
    assert len(found.days) == 30
    assert found.most.date == today


def test_a_column_is_as_high_as_its_share_of_the_highest(office, reviewer, publisher):
    decisions.decide([office.growth, office.schools], ReviewState.ACCEPTED, reviewer)
    decisions.decide([office.grew], ReviewState.REJECTED, publisher)
    day = charts.reviewed_by_day(publisher, timezone.localdate()).days[-1]
    assert (day.top, day.height_others, day.top_mine, day.height_mine) == ("0.00", "66.67", "66.67", "33.33")


def test_decisions_of_last_month_and_of_nobody_are_not_in_the_chart(office, reviewer):
    decisions.decide([office.growth], ReviewState.ACCEPTED, reviewer)
    Commitment.objects.filter(pk=office.growth.pk).update(decided_at=timezone.now() - timedelta(days=31))
    found = charts.reviewed_by_day(reviewer, timezone.localdate())
    assert (found.all, found.most) == (0, None)


def test_reports_are_counted_by_how_far_they_have_come(office, reviewer):
    assert [(row.code, row.count) for row in charts.states()] == [
        ("received", 0), ("read", 2), ("reviewed", 0), ("published", 0),
    ]  # fmt: skip
    decide_all(office.plan, reviewer)
    Report.objects.filter(pk=office.review.pk).update(state=Report.State.PUBLISHED)
    rows = {row.code: row for row in charts.states()}
    assert [rows[code].count for code in ("read", "reviewed", "published")] == [0, 1, 1]
    assert (rows["published"].start, rows["published"].width) == ("50.00", "50.00")


# Who sees what


def test_an_auditor_sees_the_state_and_no_queue(client, office, viewer):
    context = boxes(client, viewer)
    assert context["queue"] is None
    assert context["for_a_second"] is None
    assert context["left_off"] is None
    assert context["states"]
    page = client.get(reverse("admin:index")).content.decode()
    assert "报告进展" in page
    assert "我的待办" not in page
    assert reverse("admin:reports_report_add") not in page


def test_who_may_take_in_reports_finds_the_button_and_others_are_refused_by_the_server(
    client, office, reviewer, publisher
):
    add = reverse("admin:reports_report_add")
    client.force_login(publisher)
    assert add in client.get(reverse("admin:index")).content.decode()
    client.force_login(reviewer)
    assert add not in client.get(reverse("admin:index")).content.decode()
    assert client.get(add).status_code == 403


def test_who_may_see_nothing_is_told_nothing(client, office, db):
    stranger = hire("stranger")
    context = boxes(client, stranger)
    names = ("queue", "left_off", "for_a_second", "falling_due", "states", "days", "agreement")
    assert [context[name] for name in names] == [None] * len(names)
    assert "样例" not in client.get(reverse("admin:index")).content.decode()


def test_only_who_publishes_sees_what_waits_for_a_second_person(client, office, reviewer):
    assert boxes(client, reviewer)["for_a_second"] is None


# The page


def test_an_empty_house_says_what_to_do_first(client, db):
    client.force_login(hire("first", *SEES, *DECIDES, "add_report"))
    page = client.get(reverse("admin:index")).content.decode()
    assert "从一份报告开始" in page
    assert page.count(reverse("admin:reports_report_add")) == 1
    client.force_login(hire("second", *SEES))
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:reports_report_add") not in page


def test_every_list_is_still_reached_from_the_front_page(admin_client, office):
    page = admin_client.get(reverse("admin:index")).content.decode()
    for name in ("commitment", "outcome", "link", "verdict", "indicator"):
        assert reverse(f"admin:tracker_{name}_changelist") in page


def test_the_front_page_asks_as_many_queries_for_twenty_places_as_for_one(client, office, reviewer, publisher):
    second = may_publish(publisher)
    client.force_login(second)
    decisions.decide([office.growth], ReviewState.ACCEPTED, second)
    decide_all(office.review, reviewer)
    address = reverse("admin:index")
    queries(client, address)
    few = queries(client, address)
    add_more(20)
    for number in range(20):
        ask_for(second, Job.State.RUNNING, f"第{number}份")
    assert queries(client, address) == few <= 30
