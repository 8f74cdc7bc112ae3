"""Every role against every act: what a role may not do is refused at the server, not only hidden."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reports.words import ReviewState
from tests.admin.conftest import DECIDES, MODELS, SEES, hire
from tracker.admin.decisions import fingerprint
from tracker.models import Verdict

#: act: (address, data of the POST or None for a GET)
ACTS = {
    "see the list": lambda office: (reverse("admin:tracker_commitment_changelist"), None),
    "see a statement": lambda office: (of("change", office.growth), None),
    "see the text": lambda office: (reverse("admin:reports_report_text", args=[office.plan.pk]), None),
    "decide on a pledge": lambda office: (of("decide", office.growth), decision(office.growth)),
    "decide on an outcome": lambda office: (of("decide", office.grew), decision(office.grew)),
    "correct": lambda office: (of("change", office.growth), {}),
    "choose an answer": lambda office: (of("answers", office.growth), None),
    "decide on a link": lambda office: (of("link", office.growth), {"outcome": office.grew.pk, "act": "confirm"}),
    "override": lambda office: (
        of("override", office.growth), {"code": "broken", "note": "另有文件", "source": "文件"},
    ),
    "withdraw": lambda office: (of("withdraw", office.growth), {}),
    "upload": lambda office: (reverse("admin:reports_report_add"), None),
    "export": lambda office: (reverse("admin:tracker_commitment_export"), None),
    "import indicators": lambda office: (reverse("admin:tracker_indicator_import"), None),
    "import places": lambda office: (reverse("admin:reports_jurisdiction_import"), None),
}  # fmt: skip
LOOKING = {"see the list", "see a statement", "see the text", "export"}
DECIDING = {"decide on a pledge", "decide on an outcome", "correct", "choose an answer", "decide on a link"}
ROLES = {
    "nothing": ((), set()),
    "viewer": (SEES, LOOKING),
    "reviewer": ((*SEES, *DECIDES), LOOKING | DECIDING),
    "outcomes only": ((*SEES, "change_outcome"), LOOKING | {"decide on an outcome"}),
    "publisher": ((*SEES, *DECIDES, "override_verdict"), LOOKING | DECIDING | {"override", "withdraw"}),
    "intake": ((*SEES, "add_report"), LOOKING | {"upload"}),
    "keeper of lists": (
        (*SEES, "add_indicator", "change_indicator", "add_jurisdiction"), LOOKING | {"import indicators"},
    ),
}  # fmt: skip


def of(name, row):
    return reverse(f"admin:tracker_{row._meta.model_name}_{name}", args=[row.pk])


def decision(row):
    return {"state": ReviewState.ACCEPTED.value, "seen": fingerprint(row)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", ACTS)
def test_a_role_does_what_it_may_and_nothing_else(client, office, role, act):
    permissions, may = ROLES[role]
    client.force_login(hire(role, *permissions))
    address, data = ACTS[act](office)
    response = client.get(address) if data is None else client.post(address, data)
    assert response.status_code in ((200, 302) if act in may else (403,))


@pytest.mark.parametrize("act", ACTS)
def test_who_is_not_staff_is_sent_to_sign_in(client, office, django_user_model, act):
    client.force_login(django_user_model.objects.create_user("citizen"))
    address, data = ACTS[act](office)
    response = client.get(address) if data is None else client.post(address, data)
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
