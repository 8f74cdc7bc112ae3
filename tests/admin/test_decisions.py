"""Decisions of staff: what each writes, what is judged again, and who is refused."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from reports.words import ReviewState, Verdict
from tests.characters import make_place
from tracker.admin.decisions import fingerprint
from tracker.models import Link, Outcome
from tracker.models import Verdict as VerdictRow


def address(name, row):
    return reverse(f"admin:tracker_{row._meta.model_name}_{name}", args=[row.pk])


def decide(client, row, state, note=""):
    data = {"state": state.value, "note": note, "seen": fingerprint(row)}
    return client.post(address("decide", row), data, follow=True)


def decide_on_link(client, commitment, outcome, act):
    data = {"outcome": outcome.pk, "act": act}
    return client.post(address("link", commitment), data, follow=True)


def correction(row, **changes):
    """What the browser sends when the form of the row is saved with these changes."""
    names = ("subject", "measure", "comparator", "value", "value_high", "unit", "period", "deadline", "hedge")
    data = {name: getattr(row, name) for name in names}
    data |= {"indicator": row.indicator_id or "", "seen": fingerprint(row), "note": "", "_continue": "1"}
    return data | changes


def codes(commitment):
    """The commitment's verdicts, first to last."""
    return list(commitment.verdicts.order_by("sequence").values_list("code", flat=True))


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_it_works(client, office, reviewer):
    client.force_login(reviewer)
    response = decide(client, office.growth, ReviewState.ACCEPTED, "看过原文")
    office.growth.refresh_from_db()
    assert response.redirect_chain == [(address("change", office.growth), 302)]
    assert (office.growth.review_state, office.growth.decided_by) == ("accepted", reviewer)
    assert office.growth.decision_note == "看过原文"
    assert LogEntry.objects.get().object_id == str(office.growth.pk)


def test_handing_back_clears_the_decider(client, office, reviewer):
    client.force_login(reviewer)
    decide(client, office.growth, ReviewState.ACCEPTED)
    office.growth.refresh_from_db()
    decide(client, office.growth, ReviewState.PROPOSED)
    office.growth.refresh_from_db()
    assert (office.growth.review_state, office.growth.decided_by) == ("proposed", None)


def test_rejecting_an_outcome_judges_the_pledge_again(client, office, reviewer):
    assert codes(office.growth)[-1] == Verdict.KEPT
    before = codes(office.growth)
    client.force_login(reviewer)
    decide(client, office.grew, ReviewState.REJECTED)
    assert codes(office.growth) == [*before, Verdict.UNREPORTED]
    office.growth.refresh_from_db()
    assert office.growth.verdict.code == Verdict.UNREPORTED


def test_handing_an_outcome_back_restores_the_verdict(client, office, reviewer):
    client.force_login(reviewer)
    decide(client, office.grew, ReviewState.REJECTED)
    office.grew.refresh_from_db()
    decide(client, office.grew, ReviewState.PROPOSED)
    assert codes(office.growth)[-2:] == [Verdict.UNREPORTED, Verdict.KEPT]


def test_a_correction_is_judged_at_once(client, office, reviewer):
    client.force_login(reviewer)
    response = client.post(
        address("change", office.growth), correction(office.growth, value="9.5", note="扫描件作9.5"), follow=True
    )
    office.growth.refresh_from_db()
    assert (office.growth.value, office.growth.review_state) == ("9.5", "accepted")
    assert office.growth.decided_by == reviewer
    assert codes(office.growth)[-1] == Verdict.IN_PART, said(response)


def test_a_corrected_period_moves_the_year_and_the_due_day(client, office, reviewer):
    client.force_login(reviewer)
    client.post(address("change", office.growth), correction(office.growth, period="2021-2025"))
    office.growth.refresh_from_db()
    assert (office.growth.year, office.growth.due_on.year) == (2025, 2025)
    assert codes(office.growth)[-1] == Verdict.PENDING


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": "八"}, "value"),
        ({"value": ""}, "value"),
        ({"comparator": "range"}, "value_high"),
        ({"value_high": "9"}, "value_high"),
        ({"period": "明年"}, "period"),
        ({"deadline": "六月"}, "deadline"),
        ({"measure": "done"}, "measure"),
        ({"subject": ""}, "subject"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_beside_its_field(client, office, reviewer, changes, field):
    client.force_login(reviewer)
    response = client.post(address("change", office.growth), correction(office.growth, **changes))
    assert field in response.context["adminform"].form.errors
    before = office.growth.value
    office.growth.refresh_from_db()
    assert (office.growth.value, office.growth.review_state) == (before, "proposed")


def test_the_second_of_two_people_is_told(client, office, reviewer):
    client.force_login(reviewer)
    opened = correction(office.growth, value="9.5", note="扫描件作9.5")
    decide(client, office.growth, ReviewState.REJECTED)
    response = client.post(address("change", office.growth), opened)
    assert "seen" in response.context["adminform"].form.errors
    office.growth.refresh_from_db()
    assert (office.growth.value, office.growth.review_state) == ("8", "rejected")


def test_a_stale_decision_is_told(client, office, reviewer):
    client.force_login(reviewer)
    stale = {"state": "accepted", "note": "", "seen": fingerprint(office.growth)}
    decide(client, office.growth, ReviewState.REJECTED)
    client.post(address("decide", office.growth), stale)
    office.growth.refresh_from_db()
    assert office.growth.review_state == "rejected"


@pytest.mark.parametrize(
    ("action", "state"),
    [("accept_selected", "accepted"), ("reject_selected", "rejected"), ("hand_back_selected", "proposed")],
)
def test_statements_are_decided_in_bulk(client, office, reviewer, action, state):
    client.force_login(reviewer)
    rows = [office.growth, office.schools]
    client.post(
        reverse("admin:tracker_commitment_changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows]},
    )
    for row in rows:
        row.refresh_from_db()
        assert row.review_state == state
    assert LogEntry.objects.count() == 2


def test_a_link_is_confirmed_and_undone(client, office, reviewer):
    client.force_login(reviewer)
    decide_on_link(client, office.growth, office.grew, "confirm")
    link = Link.objects.get(commitment=office.growth, outcome=office.grew)
    assert (link.state, link.decided_by) == (Link.State.CONFIRMED, reviewer)
    decide_on_link(client, office.growth, office.grew, "undo")
    link = Link.objects.get(commitment=office.growth, outcome=office.grew)
    assert (link.state, link.decided_by) == (Link.State.TAKEN, None)


def test_a_broken_link_leaves_the_pledge_unreported(client, office, reviewer):
    client.force_login(reviewer)
    decide_on_link(client, office.growth, office.grew, "refuse")
    assert Link.objects.get(commitment=office.growth, outcome=office.grew).state == Link.State.REFUSED
    assert codes(office.growth)[-1] == Verdict.UNREPORTED


def test_another_outcome_is_chosen(client, office, reviewer):
    client.force_login(reviewer)
    page = client.get(address("answers", office.growth))
    assert next(entry["outcome"].subject for entry in page.context["answers"]) == "地区生产总值"
    decide_on_link(client, office.growth, office.services, "confirm")
    office.growth.refresh_from_db()
    assert office.growth.verdict.outcome == office.services
    assert codes(office.growth)[-1] == Verdict.IN_PART


def test_an_outcome_of_another_government_is_not_taken(client, office, reviewer):
    client.force_login(reviewer)
    Outcome.objects.filter(pk=office.services.pk).update(jurisdiction=make_place("990102", "别样县"))
    asked = {"outcome": office.services.pk, "act": "confirm"}
    assert client.post(address("link", office.growth), asked).status_code == 404
    assert not Link.objects.filter(outcome=office.services, state=Link.State.CONFIRMED).exists()


@pytest.mark.parametrize("outcome", ["", "0", "x", "-1", "9" * 30])
def test_an_outcome_that_is_none_is_not_found(client, office, reviewer, outcome):
    client.force_login(reviewer)
    assert client.post(address("link", office.growth), {"outcome": outcome, "act": "confirm"}).status_code == 404


def test_links_are_decided_in_bulk(client, office, reviewer):
    client.force_login(reviewer)
    link = Link.objects.get(commitment=office.growth, outcome=office.grew)
    client.post(reverse("admin:tracker_link_changelist"), {"action": "refuse_selected", "_selected_action": [link.pk]})
    assert codes(office.growth)[-1] == Verdict.UNREPORTED


def test_a_verdict_is_overridden_and_the_override_withdrawn(client, office, publisher):
    client.force_login(publisher)
    before = codes(office.growth)
    given = {"code": "broken", "note": "统计局已更正", "source": "统计公报2023年第1号"}
    client.post(address("override", office.growth), given)
    office.growth.refresh_from_db()
    verdict = office.growth.verdict
    assert (verdict.code, verdict.rule, verdict.decided_by) == ("broken", "override", publisher)
    assert (verdict.note, verdict.source) == (given["note"], given["source"])
    client.post(address("withdraw", office.growth))
    assert codes(office.growth) == [*before, Verdict.BROKEN, Verdict.KEPT]


@pytest.mark.parametrize("missing", ["code", "note", "source"])
def test_an_override_needs_a_verdict_a_reason_and_a_source(client, office, publisher, missing):
    client.force_login(publisher)
    given = {"code": "broken", "note": "统计局已更正", "source": "统计公报"} | {missing: " "}
    response = client.post(address("override", office.growth), given)
    assert missing in response.context["form"].errors
    assert not VerdictRow.objects.filter(rule="override").exists()


def test_no_decision_changes_a_verdict_that_was_reached(client, office, publisher):
    client.force_login(publisher)
    before = list(VerdictRow.objects.order_by("pk").values())
    decide(client, office.grew, ReviewState.REJECTED)
    client.post(address("override", office.growth), {"code": "kept", "note": "另有文件", "source": "文件"})
    client.post(address("withdraw", office.growth))
    assert list(VerdictRow.objects.order_by("pk").values())[: len(before)] == before
