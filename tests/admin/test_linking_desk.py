"""The linking desk: what it shows, every act it takes, and who is refused or told that somebody was faster."""

from __future__ import annotations

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.models import Report
from tests.admin.conftest import DECIDES, SEES, hire
from tests.answers import open_desk, outcome, pledge
from tests.characters import make_statement
from tracker import ledger, register
from tracker.admin.linking import rows
from tracker.models import Commitment, Link, Outcome, Silence


@pytest.fixture
def desk(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with transaction.atomic():
        return open_desk()


@pytest.fixture
def at_desk(client, reviewer):
    """The client of somebody who decides."""
    client.force_login(reviewer)
    return client


def page(desk, language="zh-hans"):
    return reverse("admin:reports_report_link", args=[desk.review.pk]).replace("/zh-hans/", f"/{language}/")


def data_of(response):
    return response.context["data"]


def seen(*subjects):
    """What the page would send of these pledges if it were loaded now."""
    desks = rows.pledges_due(Report.objects.get(plan_year=2023))
    return [{"pk": row.pk, "seen": rows.fingerprint(row)} for row in desks.filter(subject__in=subjects)]


def post(client, desk, act, *subjects, pledges=None, **more):
    body = {"act": act, "pledges": seen(*subjects) if pledges is None else pledges, **more}
    return client.post(f"{page(desk)}act/", json.dumps(body), content_type="application/json")


def test_it_works(at_desk, desk):
    data = data_of(at_desk.get(page(desk)))
    assert len(data["pledges"]) == 11
    assert len(data["outcomes"]) == 12
    growth = data["pledges"][0]
    assert (growth["name"], growth["state"], growth["verdict"]["code"]) == ("地区生产总值", "proposed", "kept")
    assert growth["verdict"]["sums"] == "9 ≥ 8，左右"
    assert growth["quote"]["figure"] == "8"
    assert growth["links"][0]["isStanding"]
    assert data["mayAct"]


def test_what_waits_for_a_person_is_counted_by_the_verdict(at_desk, desk, reviewer):
    groups = {row["name"]: row["groups"] for row in data_of(at_desk.get(page(desk)))["pledges"]}
    assert groups["新建公厕"] == ["check", "unreported", "all"]
    assert groups["改造老旧小区"] == ["check", "broken", "all"]
    ledger.confirm_link(pledge("新建水库"), outcome("新建水库"), reviewer)
    groups = {row["name"]: row["groups"] for row in data_of(at_desk.get(page(desk)))["pledges"]}
    assert groups["新建水库"] == ["done", "all"]


def test_what_the_machine_took_is_confirmed(at_desk, desk, reviewer):
    answer = post(at_desk, desk, "confirm", "新建水库").json()
    assert answer["said"] == "已确认。已兑现。"
    (shown,) = answer["pledges"]
    assert (shown["state"], shown["links"][0]["state"]) == ("confirmed", "confirmed")
    link = Link.objects.get(state=Link.State.CONFIRMED)
    assert (link.outcome, link.decided_by) == (outcome("新建水库"), reviewer)
    assert LogEntry.objects.get().object_id == str(pledge("新建水库").pk)


def test_another_outcome_is_chosen(at_desk, desk):
    other = outcome("扩建校舍")
    (shown,) = post(at_desk, desk, "confirm", "新建学校", outcomes=[other.pk]).json()["pledges"]
    assert shown["links"][0]["outcome"] == other.pk
    assert shown["links"][0]["score"] == ""
    assert shown["verdict"]["sums"] == "3 < 5，下限"
    left = pledge("新建学校").links.get(outcome=outcome("新建学校"))
    assert (left.state, left.reason) == ("candidate", "other_chosen")


def test_what_stands_is_refused(at_desk, desk):
    (shown,) = post(at_desk, desk, "refuse", "新建水库").json()["pledges"]
    assert (shown["state"], shown["verdict"]["code"]) == ("refused", "unreported")
    assert post(at_desk, desk, "refuse", "新建水库").status_code == 400


def test_a_pledge_is_set_as_not_reported(at_desk, desk):
    answer = post(at_desk, desk, "unanswered", "新建水库", reason="figure", note="  只说“推进”  ")
    (shown,) = answer.json()["pledges"]
    assert (shown["state"], shown["verdict"]["code"]) == ("silent", "unreported")
    assert (shown["silence"]["reason"], shown["silence"]["note"]) == ("只有笼统表述", "只说“推进”")
    assert "只有笼统表述" in shown["verdict"]["why"]


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "已确认。已兑现。"), ("en", "Confirmed. Kept.")])
def test_what_was_done_is_said_as_the_language_writes_it(at_desk, desk, language, said):
    body = json.dumps({"act": "confirm", "pledges": seen("新建水库")})
    answer = at_desk.post(f"{page(desk, language)}act/", body, content_type="application/json")
    assert answer.json()["said"].lower() == said.lower()


@pytest.mark.parametrize(("role", "sums"), [("addend", "5 ≥ 5，下限"), ("part", "2 < 5，下限；3 < 5，下限")])
def test_several_answer_together(at_desk, desk, role, sums):
    chosen = [outcome("新建学校").pk, outcome("扩建校舍").pk]
    (shown,) = post(at_desk, desk, "together", "新建学校", outcomes=chosen, role=role).json()["pledges"]
    assert [link["outcome"] for link in shown["links"][:2]] == chosen
    assert shown["links"][1]["role"]
    assert shown["verdict"]["sums"] == sums


def test_figures_of_different_units_are_no_sum_and_nothing_of_it_stays(at_desk, desk):
    chosen = [outcome("新建学校").pk, outcome("植树造林").pk]
    answer = post(at_desk, desk, "together", "新建学校", outcomes=chosen, role="addend")
    assert answer.status_code == 400
    assert "相加" in answer.json()["problem"]
    assert not Link.objects.filter(commitment=pledge("新建学校")).exclude(state__in=["taken", "candidate"]).exists()


def test_an_answer_that_cannot_be_compared_is_confirmed_and_what_follows_said(at_desk, desk):
    answer = post(at_desk, desk, "confirm", "新建学校", outcomes=[outcome("植树造林").pk]).json()
    assert answer["pledges"][0]["verdict"]["code"] == "unreported"
    assert "无法与承诺相比" in answer["said"]
    assert "无法" not in post(at_desk, desk, "confirm", "新建水库").json()["said"]


def test_a_decision_is_left_to_the_machine_again(at_desk, desk):
    post(at_desk, desk, "unanswered", "新建水库")
    (shown,) = post(at_desk, desk, "leave", "新建水库").json()["pledges"]
    assert (shown["state"], shown["verdict"]["code"]) == ("proposed", "kept")


def test_acts_are_undone_one_after_the_other_also_after_a_reload(at_desk, desk):
    post(at_desk, desk, "confirm", "新建水库")
    post(at_desk, desk, "unanswered", "新建水库", note="一")
    assert data_of(at_desk.get(page(desk)))["mayUndo"]
    (shown,) = post(at_desk, desk, "undo").json()["pledges"]
    assert shown["state"] == "confirmed"
    answer = post(at_desk, desk, "undo").json()
    assert (answer["pledges"][0]["state"], answer["mayUndo"]) == ("proposed", False)
    assert post(at_desk, desk, "undo").status_code == 400


def test_many_are_confirmed_in_one_act_and_one_undo(at_desk, desk):
    rows_of = data_of(at_desk.get(page(desk)))["pledges"]
    many = [{"pk": row["pk"], "seen": row["seen"]} for row in rows_of if row["score"] is not None]
    assert len(many) == 10
    answer = post(at_desk, desk, "confirm", pledges=many).json()
    assert "10" in answer["said"]
    assert Link.objects.filter(state=Link.State.CONFIRMED).count() == 10
    assert LogEntry.objects.count() == 10
    post(at_desk, desk, "undo")
    assert not Link.objects.filter(state=Link.State.CONFIRMED).exists()


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(at_desk, desk, publisher):
    before = seen("新建水库")
    ledger.refuse_link(pledge("新建水库"), outcome("新建水库"), publisher)
    response = post(at_desk, desk, "confirm", pledges=before)
    assert response.status_code == 409
    assert "改动" in response.json()["problem"]
    assert response.json()["pledges"][0]["state"] == "refused"
    assert Link.objects.get(state=Link.State.REFUSED).decided_by == publisher
    assert not LogEntry.objects.exists()


def test_of_many_only_those_nobody_touched_are_confirmed(at_desk, desk, publisher):
    many = seen("新建水库", "新建农村公路")
    ledger.refuse_link(pledge("新建水库"), outcome("新建水库"), publisher)
    answer = post(at_desk, desk, "confirm", pledges=many)
    assert answer.status_code == 200
    assert "改动" in answer.json()["said"]
    assert Link.objects.get(state=Link.State.CONFIRMED).outcome == outcome("新建农村公路")
    assert Link.objects.get(state=Link.State.REFUSED).decided_by == publisher


def test_what_somebody_changed_since_is_not_undone(at_desk, desk, publisher):
    post(at_desk, desk, "confirm", "新建水库")
    ledger.refuse_link(pledge("新建水库"), outcome("新建水库"), publisher)
    response = post(at_desk, desk, "undo")
    assert (response.status_code, response.json()["mayUndo"]) == (409, False)
    assert Link.objects.get(state=Link.State.REFUSED).decided_by == publisher


def test_what_somebody_decided_between_two_acts_is_not_undone_with_the_first(at_desk, desk, publisher):
    post(at_desk, desk, "confirm", "新建水库")
    ledger.refuse_link(pledge("新建水库"), outcome("新建水库"), publisher)
    post(at_desk, desk, "unanswered", "新建水库")
    assert post(at_desk, desk, "undo").status_code == 200
    assert post(at_desk, desk, "undo").status_code == 409
    assert Link.objects.get(state=Link.State.REFUSED).decided_by == publisher


def test_an_override_is_seen_as_a_change(at_desk, desk, publisher):
    before = seen("新建水库")
    ledger.override(pledge("新建水库"), rows.VerdictWord.BROKEN, publisher, "另有文件", "统计公报")
    assert post(at_desk, desk, "confirm", pledges=before).status_code == 409
    shown = next(row for row in data_of(at_desk.get(page(desk)))["pledges"] if row["name"] == "新建水库")
    assert (shown["state"], shown["verdict"]["why"]) == ("overridden", "另有文件")


ACTS = ["confirm", "refuse", "unanswered", "leave", "undo", "together"]


@pytest.mark.parametrize("act", ACTS)
def test_a_published_report_is_not_changed(at_desk, desk, act):
    post(at_desk, desk, "confirm", "新建农村公路")
    Report.objects.filter(pk=desk.review.pk).update(state=Report.State.PUBLISHED)
    before = list(Link.objects.order_by("pk").values())
    chosen = [outcome("新建学校").pk, outcome("扩建校舍").pk] if act == "together" else []
    subjects = () if act == "undo" else ("新建学校",)
    response = post(at_desk, desk, act, *subjects, outcomes=chosen)
    assert response.status_code == 409
    assert "发布" in response.json()["problem"]
    assert list(Link.objects.order_by("pk").values()) == before
    assert not Silence.objects.exists()
    assert not data_of(at_desk.get(page(desk)))["mayAct"]


@pytest.mark.parametrize("act", ACTS)
def test_who_may_only_look_decides_nothing(client, desk, viewer, act):
    client.force_login(viewer)
    assert not data_of(client.get(page(desk)))["mayAct"]
    assert post(client, desk, act, "新建水库").status_code == 403
    assert not Link.objects.filter(state__in=Link.DECIDED).exists()


@pytest.mark.parametrize("missing", ["view_link", "view_commitment"])
def test_the_desk_is_seen_by_whoever_sees_links_and_commitments(client, desk, missing):
    client.force_login(hire("half", *(code for code in (*SEES, *DECIDES) if code != missing)))
    assert client.get(page(desk)).status_code == 403


def test_acts_are_posted_with_the_token_and_by_staff(desk, reviewer, django_user_model):
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    assert post(client, desk, "confirm", "新建水库").status_code == 403
    citizen = Client()
    citizen.force_login(django_user_model.objects.create_user("citizen"))
    assert post(citizen, desk, "confirm", "新建水库").status_code == 302
    client = Client()
    client.force_login(reviewer)
    assert client.get(f"{page(desk)}act/").status_code == 405


BAD = [
    b"", b"[]", b"{}", b"\xff", b'"text"', b'{"act": "delete"}', b'{"act": "confirm"}',
    b'{"act": "confirm", "pledges": [{"pk": "x", "seen": ""}]}', b'{"act": "confirm", "pledges": {"pk": 1}}',
    b'{"act": ["confirm"], "pledges": []}',
]  # fmt: skip


@pytest.mark.parametrize("body", BAD)
def test_what_the_page_never_sends_is_refused_in_words(at_desk, desk, body):
    response = at_desk.post(f"{page(desk)}act/", body, content_type="application/json")
    assert response.status_code in (400, 409)
    assert response.json()["problem"]


@pytest.mark.parametrize(
    "more",
    [
        {"act": "confirm", "outcomes": [99999999]},
        {"act": "confirm", "outcomes": ["x"]},
        {"act": "confirm", "outcomes": [10**30]},
        {"act": "together", "outcomes": []},
        {"act": "together", "outcomes": [1], "role": "answer"},
        {"act": "unanswered", "reason": "because"},
        {"act": "unanswered", "note": "长" * 301},
        {"act": "refuse", "outcomes": list(range(1, 40))},
    ],
)
def test_acts_that_make_no_sense_change_nothing(at_desk, desk, more):
    response = post(at_desk, desk, pledges=seen("新建水库"), **more)
    assert response.status_code == 400
    assert response.json()["problem"]
    assert not Link.objects.filter(state__in=Link.DECIDED).exists()
    assert not Silence.objects.exists()


def test_what_the_machine_did_not_take_is_not_confirmed(at_desk, desk):
    response = post(at_desk, desk, "confirm", "新建公厕")
    assert (response.status_code, response.json()["problem"][:2]) == (400, "机器")


def test_pledges_of_another_report_are_not_decided_here(at_desk, desk):
    there = seen("新建水库")
    address = reverse("admin:reports_report_link_act", args=[desk.plan.pk])
    body = json.dumps({"act": "confirm", "pledges": there})
    assert at_desk.post(address, body, content_type="application/json").status_code == 409
    assert not Link.objects.filter(state__in=Link.DECIDED).exists()


def test_what_cannot_be_checked_has_nothing_to_link(at_desk, desk, reviewer):
    row = pledge("新建水库")
    register.correct(row, reviewer, {"value": "redacted"})
    ledger.rejudge(desk.place.pk, [2022])
    shown = next(one for one in data_of(at_desk.get(page(desk)))["pledges"] if one["name"] == "新建水库")
    assert (shown["state"], shown["isOpen"]) == ("closed", False)
    assert post(at_desk, desk, "unanswered", "新建水库").status_code == 400


def test_five_year_targets_that_end_in_the_year_are_on_the_desk(at_desk, desk, reviewer):
    row = pledge("新建水库")
    register.correct(row, reviewer, {"period": "2018-2022"})
    shown = next(one for one in data_of(at_desk.get(page(desk)))["pledges"] if one["name"] == "新建水库")
    assert shown["period"] == "2018-2022"


def test_the_queries_do_not_grow_with_the_pledges(at_desk, desk, django_assert_num_queries):
    at_desk.get(page(desk))
    with CaptureQueriesContext(connection) as many:
        at_desk.get(page(desk))
    assert len(many) <= 20
    Commitment.objects.exclude(subject="新建水库").update(is_retired=True)
    with django_assert_num_queries(len(many)):
        at_desk.get(page(desk))


def test_the_admissions_of_the_report_are_told(at_desk, desk):
    text = desk.review.text
    admitted = make_statement(text, "第三产业增长7%", subject="第三产业", indicator=None, kind=rows.Kind.SHORTFALL)
    register.rows.to_row(Outcome, desk.review, admitted, {}).save()
    (one,) = at_desk.get(page(desk)).context["admissions"]
    assert one["quoted"].quote == "第三产业增长7%"


def test_both_pages_of_the_commitment_show_the_new_states(at_desk, desk, reviewer):
    row = pledge("新建学校")
    ledger.answer(row, [outcome("新建学校"), outcome("扩建校舍")], reviewer, Link.Role.ADDEND)
    staff = at_desk.get(reverse("admin:tracker_commitment_change", args=[row.pk])).content.decode()
    assert "与所答结果相加" in staff
    public = at_desk.get(reverse("site:commitment", args=[row.pk])).content.decode()
    assert "与其相加" in public
    assert "扩建校舍3所" in public
    ledger.find_unanswered(row, rows.Lack.MEASURE, reviewer, "只有累计数")
    address = reverse("admin:tracker_commitment_change", args=[row.pk])
    assert "只有累计数" in at_desk.get(address).content.decode()
    public = at_desk.get(reverse("site:commitment", args=[row.pk])).content.decode()
    assert "只有其他口径、计量方式或年份的数字（只有累计数）" in public
    again = at_desk.post(reverse("admin:tracker_commitment_link", args=[row.pk]), {"act": "look_again"})
    assert again.status_code == 302
    assert not Silence.objects.exists()


def test_the_page_of_the_commitment_changes_nothing_of_a_published_report(at_desk, desk):
    Report.objects.filter(pk=desk.review.pk).update(state=Report.State.PUBLISHED)
    row, built = pledge("新建学校"), outcome("新建学校")
    address = reverse("admin:tracker_commitment_link", args=[row.pk])
    response = at_desk.post(address, {"outcome": built.pk, "act": "refuse"}, follow=True)
    assert "识读结果已发布" in response.content.decode()
    link = row.links.get(outcome=built)
    address = reverse("admin:tracker_link_changelist")
    response = at_desk.post(address, {"action": "refuse_selected", "_selected_action": [link.pk]}, follow=True)
    assert "识读结果已发布" in response.content.decode()
    assert row.links.get(outcome=built).state == Link.State.TAKEN


def test_an_act_sent_twice_is_done_once(at_desk, desk):
    post(at_desk, desk, "refuse", "新建水库")
    asked = seen("新建公厕")
    for _ in range(2):
        answer = post(at_desk, desk, "unanswered", pledges=asked, reason="mention", token="one")
        assert answer.status_code == 200
        assert answer.json()["pledges"][0]["state"] == "silent"
    for _ in range(2):
        assert post(at_desk, desk, "undo", token="two").status_code == 200
    assert not Silence.objects.exists()
    # Undone twice, the act before it would be gone as well.
    assert pledge("新建水库").links.get(outcome=outcome("新建水库")).state == Link.State.REFUSED


def test_what_one_link_decides_leaves_every_other_verdict_as_it_was(at_desk, desk):
    """Judging only the pledge decided about comes to the same as judging all of its year."""
    said = ("commitment", "outcome", "state", "role")
    for act, subject in (("refuse", "新建水库"), ("confirm", "新建学校"), ("unanswered", "植树造林")):
        assert post(at_desk, desk, act, subject, reason="mention").status_code == 200
        links = list(Link.objects.order_by("commitment", "outcome").values_list(*said))
        with transaction.atomic():
            assert ledger.rejudge(desk.review.jurisdiction_id, [2022, 2023, 2024]) == 0
        assert list(Link.objects.order_by("commitment", "outcome").values_list(*said)) == links
