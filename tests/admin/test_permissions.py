"""Every role against every act: what a role may not do is refused at the server, not only hidden.

The roles are the groups that come with the project (`tracker.roles`), a member of staff without any, and a superuser.
An act is one line: what it is, who may, and the request; a new one is one line more.
"""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from reports.models import Report
from reports.words import ReviewState
from tests.admin.conftest import MODELS, SEES, accept_all, hire, hire_as
from tracker import codings, correcting, publications
from tracker.admin.decisions import fingerprint
from tracker.admin.linking import rows
from tracker.models import Assignment, Job, Verdict

ROLES = ("contributor", "reviewer", "publisher", "auditor", "no role", "superuser")
SEEING = {"contributor", "reviewer", "publisher", "auditor", "superuser"}
DECIDING = {"contributor", "reviewer", "publisher", "superuser"}
KEEPING = {"reviewer", "publisher", "superuser"}
PUBLISHING = {"publisher", "superuser"}
INSPECTING = {"auditor", "superuser"}
GOVERNING = {"superuser"}
STAFF = set(ROLES)


def of(name, row):
    return reverse(f"admin:tracker_{row._meta.model_name}_{name}", args=[row.pk])


def on_report(name, report):
    return reverse(f"admin:reports_report_{name}", args=[report.pk])


def decision(row):
    return {"state": ReviewState.ACCEPTED.value, "seen": fingerprint(row)}


def prepared(office):
    """The plan's reading, decided by somebody else."""
    accept_all(office.plan, hire_as("contributor", "who-prepared-it"))
    return office.plan


def published(office):
    report = prepared(office)
    publications.publish(report, hire_as("publisher", "who-published-it"))
    return report


def drawn(office):
    """The plan, drawn for a second coder."""
    return Assignment.objects.create(report=office.plan, sample=codings._sample(office.plan))


def at_reading(office):
    """What the reading desk sends when a statement is accepted."""
    key = f"c{office.growth.pk}"
    return json.dumps({"act": "accept", "keys": [key], "seen": {key: fingerprint(office.growth)}})


def at_linking(office):
    """What the linking desk sends when an outcome is confirmed."""
    row = rows.pledges_due(office.review).get(pk=office.growth.pk)
    pledges = [{"pk": row.pk, "seen": rows.fingerprint(row)}]
    return json.dumps({"act": "confirm", "pledges": pledges, "outcomes": [office.grew.pk]})


def failed():
    """A job of somebody else's that failed."""
    asker = hire("who-asked")
    return Job.objects.create(
        kind=Job.Kind.REPORT, label="样例县 2024", person=asker, state=Job.State.FAILED, problem={"code": "fault"}
    )


def asked_by_a_reader(office, state=None):
    """A reader's request for correction about the pledge, in the state."""
    sent = correcting.Sent("figure", "这个数字读错了。", "", "", "zh-hans")
    row = correcting.receive(sent, office.plan, office.growth)
    return correcting.decide(row.pk, state, hire_as("reviewer", "who-took-it-up")) if state else row


def asked_of(client, address, data):
    """The answer to a request: a GET without data, JSON where they are a text, else a form."""
    if data is None:
        return client.get(address)
    if isinstance(data, str):
        return client.post(address, data, content_type="application/json")
    return client.post(address, data)


def changelist(model):
    return reverse(f"admin:{model}_changelist")


#: act: (who may, the request: an address and the data of the POST, or None for a GET)
ACTS = {
    "see the list": (SEEING, lambda o: (changelist("tracker_commitment"), None)),
    "see the links": (SEEING, lambda o: (changelist("tracker_link"), None)),
    "see the verdicts": (SEEING, lambda o: (changelist("tracker_verdict"), None)),
    "see a statement": (SEEING, lambda o: (of("change", o.growth), None)),
    "see a statement's history": (SEEING, lambda o: (of("history", o.growth), None)),
    "see the text": (SEEING, lambda o: (on_report("text", o.plan), None)),
    "see the file": (SEEING, lambda o: (on_report("file", o.plan), None)),
    "see what is to be published": (SEEING, lambda o: (on_report("publish", o.plan), None)),
    "see the blind codings": (SEEING, lambda o: (changelist("tracker_assignment"), None)),
    "export": (SEEING, lambda o: (reverse("admin:tracker_commitment_export"), None)),
    "see the linking desk": (SEEING, lambda o: (on_report("link", o.review), None)),
    "see the history of all": (SEEING, lambda o: (changelist("tracker_change"), None)),
    "see another's job": (SEEING, lambda o: (of("change", failed()), None)),
    "see how another's job stands": (SEEING, lambda o: (of("state", failed()), None)),
    "see the front page": (STAFF, lambda o: (reverse("admin:index"), None)),
    "search what one may see": (STAFF, lambda o: (reverse("admin:search") + "?q=样例县", None)),
    "see one's own jobs": (STAFF, lambda o: (changelist("tracker_job"), None)),
    "see the people": (INSPECTING, lambda o: (changelist("auth_user"), None)),
    "see the roles": (INSPECTING, lambda o: (changelist("auth_group"), None)),
    "hire": (GOVERNING, lambda o: (reverse("admin:auth_user_add"), None)),
    "take away a second factor": (GOVERNING, lambda o: (changelist("mfa_authenticator"), None)),
    "take in": (DECIDING, lambda o: (reverse("admin:reports_report_add"), None)),
    "confirm what is taken in": (DECIDING, lambda o: (reverse("admin:reports_report_confirm"), None)),
    "try a job again": (DECIDING, lambda o: (of("retry", failed()), {})),
    "say more of a report": (DECIDING, lambda o: (on_report("change", o.plan), {"title": "样例县政府工作报告"})),
    "decide on a pledge": (DECIDING, lambda o: (of("decide", o.growth), decision(o.growth))),
    "decide on an outcome": (DECIDING, lambda o: (of("decide", o.grew), decision(o.grew))),
    "correct": (DECIDING, lambda o: (of("change", o.growth), {})),
    "act at the reading desk": (DECIDING, lambda o: (on_report("act", o.plan), at_reading(o))),
    "settle at the reading desk": (DECIDING, lambda o: (on_report("act", o.plan), json.dumps({"act": "settle"}))),
    "act at the linking desk": (DECIDING, lambda o: (on_report("link_act", o.review), at_linking(o))),
    "choose an answer": (DECIDING, lambda o: (of("answers", o.growth), None)),
    "decide on a link": (DECIDING, lambda o: (of("link", o.growth), {"outcome": o.grew.pk, "act": "confirm"})),
    "code blind": (DECIDING, lambda o: (of("code", drawn(o)), {"act": "claim"})),
    "enter a place": (KEEPING, lambda o: (reverse("admin:reports_jurisdiction_add"), None)),
    "enter an indicator": (KEEPING, lambda o: (reverse("admin:tracker_indicator_add"), None)),
    "import indicators": (KEEPING, lambda o: (reverse("admin:tracker_indicator_import"), None)),
    "import places": (KEEPING, lambda o: (reverse("admin:reports_jurisdiction_import"), None)),
    "import pledges": (KEEPING, lambda o: (reverse("admin:tracker_commitment_import"), None)),
    "import outcomes": (KEEPING, lambda o: (reverse("admin:tracker_outcome_import"), None)),
    "see what readers ask for": (SEEING, lambda o: (of("change", asked_by_a_reader(o)), None)),
    "list what readers ask for": (SEEING, lambda o: (changelist("tracker_correctionrequest"), None)),
    "take a reader's request up": (KEEPING, lambda o: (of("change", asked_by_a_reader(o)), {"act": "taken_up"})),
    "decline a reader's request": (
        KEEPING, lambda o: (of("change", asked_by_a_reader(o)), {"act": "declined", "answer": "原文如此"}),
    ),
    "close a reader's request": (
        KEEPING, lambda o: (of("change", asked_by_a_reader(o, "taken_up")), {"act": "corrected", "answer": "已改"}),
    ),
    "override": (
        PUBLISHING, lambda o: (of("override", o.growth), {"code": "broken", "note": "另有文件", "source": "文件"}),
    ),
    "withdraw": (PUBLISHING, lambda o: (of("withdraw", o.growth), {})),
    "publish": (PUBLISHING, lambda o: (on_report("publish", prepared(o)), {"act": "publish"})),
    "reopen": (PUBLISHING, lambda o: (on_report("publish", published(o)), {"act": "reopen", "note": "漏读"})),
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_does_what_it_may_and_nothing_else(client, office, role, act):
    who_may, asked = ACTS[act]
    address, data = asked(office)
    client.force_login(hire_as(role))
    response = asked_of(client, address, data)
    assert response.status_code in ((200, 302) if role in who_may else (403,))


#: What acts on many rows at once: its list, its action, and how to see that it was done.
MANY = {
    "accept_selected": ("growth", lambda office: office.growth.review_state == "accepted"),
    "reject_selected": ("grew", lambda office: office.grew.review_state == "rejected"),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", MANY)
def test_many_rows_are_decided_by_those_alone_who_may_decide_one(client, office, role, act):
    name, is_done = MANY[act]
    row = getattr(office, name)
    client.force_login(hire_as(role))
    client.post(changelist(row._meta.label_lower.replace(".", "_")), {"action": act, "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert is_done(office) is (role in DECIDING)


def test_the_acts_of_publishing_were_done_by_those_who_may(client, office):
    """A redirect alone would not tell: the page redirects when it refuses in words, too."""
    client.force_login(hire_as("publisher"))
    address, data = ACTS["publish"][1](office)
    client.post(address, data)
    assert Report.objects.get(pk=office.plan.pk).state == "published"
    client.post(address, {"act": "reopen", "note": "漏读"})
    assert Report.objects.get(pk=office.plan.pk).state == "read"


def test_who_may_decide_on_outcomes_alone_decides_on_no_pledge(client, office):
    client.force_login(hire("half", *SEES, "change_outcome"))
    for row, status in ((office.grew, 302), (office.growth, 403)):
        assert client.post(of("decide", row), decision(row)).status_code == status


@pytest.mark.parametrize("act", ACTS)
def test_who_is_not_staff_is_sent_to_sign_in(client, office, django_user_model, act):
    client.force_login(django_user_model.objects.create_user("citizen"))
    address, data = ACTS[act][1](office)
    response = asked_of(client, address, data)
    assert response.status_code == 302
    assert reverse("admin:login") in response["Location"]


@pytest.mark.parametrize("name", ["decide", "link", "withdraw"])
def test_nothing_is_decided_by_following_a_link(client, office, publisher, name):
    client.force_login(publisher)
    assert client.get(of(name, office.growth)).status_code == 405


def test_a_decision_needs_the_csrf_token(office, reviewer):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    assert client.post(of("decide", office.growth), decision(office.growth)).status_code == 403


@pytest.mark.parametrize("model", ["commitment", "outcome", "verdict", "link"])
def test_nobody_types_in_or_deletes_what_is_read_or_judged(admin_client, office, model):
    row = {
        "commitment": office.growth,
        "outcome": office.grew,
        "verdict": Verdict.objects.first(),
        "link": office.growth.links.first(),
    }[model]
    assert admin_client.get(reverse(f"admin:tracker_{model}_add")).status_code == 403
    assert admin_client.post(of("delete", row), {"post": "yes"}).status_code == 403


def test_nobody_changes_a_verdict(admin_client, office):
    verdict = office.growth.verdicts.first()
    assert admin_client.get(of("change", verdict)).status_code == 200
    assert admin_client.post(of("change", verdict), {"code": "broken"}).status_code == 403


def test_every_model_but_the_tally_is_in_the_admin(admin_client, office):
    for model in MODELS:
        app = "reports" if model in ("jurisdiction", "report") else "tracker"
        assert admin_client.get(reverse(f"admin:{app}_{model}_changelist")).status_code == 200
    assert "/tally/" not in admin_client.get(reverse("admin:index")).content.decode()


def test_no_account_is_deleted_not_even_by_who_may_do_all(admin_client):
    contributor = hire_as("contributor", "clerk")
    page = admin_client.get(reverse("admin:auth_user_change", args=[contributor.pk]))
    assert "deletelink" not in page.content.decode()
    address = reverse("admin:auth_user_delete", args=[contributor.pk])
    assert admin_client.post(address, {"post": "yes"}).status_code == 403
    contributor.refresh_from_db()
    assert contributor.is_active
