"""What no page of the staff's sends: each is refused in words or left out, and never answered with a fault."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from reports import intake
from reports.models import Report
from reports.words import ReviewState
from tests.admin.conftest import DECIDES, PLAN, REVIEW, SEES, hire
from tests.characters import make_document
from tests.test_odd_input import LARGE, NINES, ODD_MOMENTS, ODD_NUMBERS
from tracker import codings
from tracker.admin.decisions import fingerprint
from tracker.admin.drafts import MOST_CHARACTERS
from tracker.admin.shown import key_of
from tracker.models import Act, Assignment, Commitment, Job
from tracker.tasks import run_job

LISTS = (
    "reports_jurisdiction", "reports_report", "tracker_indicator", "tracker_commitment", "tracker_outcome",
    "tracker_link", "tracker_verdict", "tracker_assignment", "tracker_job", "tracker_change", "auth_user", "auth_group",
)  # fmt: skip
PATHS = (NINES, LARGE, "²", "-1", "1.0", "x", "_00", "%ED%A0%80")


@pytest.fixture
def chief(django_user_model, db):
    """A browser of somebody who may do everything; a fault is an answer 500 to it."""
    client = Client(raise_request_exception=False)
    client.force_login(django_user_model.objects.create_superuser("chief"))
    return client


def is_answered(response):
    return response.status_code < 500


# Addresses


@pytest.mark.parametrize("name", [name for name in LISTS if name != "tracker_change"])
def test_a_row_that_no_key_names_is_not_there(chief, office, name):
    for key in PATHS:
        address = f"{reverse(f'admin:{name}_changelist')}{key}/change/"
        assert chief.get(address).status_code in (302, 404), address[:80]


@pytest.mark.parametrize("name", LISTS)
def test_odd_queries_of_a_list_are_left_out(chief, office, name):
    address = reverse(f"admin:{name}_changelist")
    queries = [
        {key: odd}
        for key in ("q", "p", "o", "year", "below", "verdict__code", "topic", "person")
        for odd in (NINES, "²", "\0")
    ]
    for query in [
        *queries,
        {"since": "0001-01-01", "until": "9999-12-31"},
        {"x": "1"},
        {"\0": "1"},
        {"pk__in": "²"},
        {"jurisdiction__id__exact": NINES},
    ]:
        assert is_answered(chief.get(address, query)), str(query)[:60]


@pytest.mark.parametrize("name", ["reports_jurisdiction", "tracker_indicator", "tracker_commitment", "tracker_outcome"])
@pytest.mark.parametrize("query", [{"x": "1"}, {"year": NINES}, {"q": "\0"}, {"pk__in": "²"}])
def test_an_export_by_a_filter_there_is_not_goes_without_it(chief, office, name, query):
    address = reverse(f"admin:{name}_export")
    response = chief.get(address, query)
    assert response.status_code in (200, 302, 400), response.status_code
    if "x" in query:
        assert (response.status_code, response.url) == (302, address)


@pytest.mark.parametrize("term", ["\0", NINES, "²"])
@pytest.mark.parametrize(
    ("app", "model", "field"), [("tracker", "commitment", "indicator"), ("reports", "report", "jurisdiction")]
)
def test_odd_terms_find_nothing(chief, office, app, model, field, term):
    for page in ("1", NINES, "²"):
        query = {"app_label": app, "model_name": model, "field_name": field, "term": term, "page": page}
        assert is_answered(chief.get(reverse("admin:autocomplete"), query))


@pytest.mark.parametrize("moment", [*ODD_MOMENTS, "0001-01-01T00:00:00-23:59", "9999-01-01T00:00:00+00:00"])
def test_odd_moments_of_a_history_are_left_out(chief, office, moment):
    address = f"{reverse('admin:index')}tracker/outcome/{office.grew.pk}/history/"
    assert chief.get(address, {"before": moment}).status_code == 200


def test_a_search_from_an_odd_key_is_answered(chief, office):
    for odd in ODD_NUMBERS:
        assert is_answered(chief.get(reverse("admin:search"), {"q": "样例", "after": odd, "kind": odd}))


@pytest.mark.parametrize("at", ["c²", f"c{NINES}", f"c{LARGE}", "c٣", "c", "\0"])
def test_the_reading_desk_opens_at_no_odd_statement(chief, office, at):
    assert chief.get(reverse("admin:reports_report_text", args=[office.plan.pk]), {"at": at}).status_code == 200


@pytest.mark.parametrize("at", ["999999999999999", LARGE, NINES, "²", str(2**63 - 1), "3"])
def test_a_check_has_no_page_at_an_odd_place(chief, office, at):
    rows = b"code,name,pinyin,english,level,parent,valid_from,valid_to,revision\n990109,new,,,county,,,,test\n"
    file = SimpleUploadedFile("rows.csv", rows)
    chief.post(reverse("admin:reports_jurisdiction_import"), {"file": file})
    job = Job.objects.get()
    run_job(job.pk)
    address = reverse("admin:reports_jurisdiction_import_job", args=[job.pk])
    # What is no number is left out, and the first page shown.
    assert chief.get(address, {"at": at}).status_code == (
        404 if at in ("3", "999999999999999", str(2**63 - 1)) else 200
    )


# What is posted


def test_odd_rows_among_the_chosen_are_left_out(chief, office):
    chosen = [str(office.growth.pk), "²", "\0", NINES, LARGE, "x"]
    for name in LISTS:
        sent = {"action": "accept_selected", "_selected_action": chosen}
        assert is_answered(chief.post(reverse(f"admin:{name}_changelist"), sent)), name
    office.growth.refresh_from_db()
    assert office.growth.review_state == ReviewState.ACCEPTED


@pytest.mark.parametrize("outcome", ODD_NUMBERS)
def test_no_odd_outcome_is_laid_beside_a_commitment(chief, office, outcome):
    address = reverse("admin:tracker_commitment_link", args=[office.growth.pk])
    assert chief.post(address, {"act": "confirm", "outcome": outcome}).status_code == 404


@pytest.mark.parametrize("at", ODD_NUMBERS)
def test_no_odd_place_of_a_sample_is_coded(chief, office, at):
    assignment = Assignment.objects.create(report=office.plan, sample=codings._sample(office.plan))
    address = reverse("admin:tracker_assignment_code", args=[assignment.pk])
    chief.post(address, {"act": "claim"})
    assert chief.post(address, {"act": "accept", "at": at}).status_code == 400
    assert chief.get(address, {"at": at}).status_code == 200


def reading_act(client, report, body):
    body = body if isinstance(body, str) else json.dumps(body)
    return client.post(reverse("admin:reports_report_act", args=[report.pk]), body, content_type="application/json")


def linking_act(client, report, body):
    body = body if isinstance(body, str) else json.dumps(body)
    return client.post(
        reverse("admin:reports_report_link_act", args=[report.pk]), body, content_type="application/json"
    )


@pytest.mark.parametrize(
    "body",
    [
        {"act": ["accept"]}, {"act": {}}, {"act": None}, {"act": "accept", "keys": [["c1"]]}, [], "", "null",
        "[" * 20_000, {"act": "accept", "keys": ["c²"]}, {"act": "accept", "keys": [f"c{LARGE}"]},
        {"act": "accept", "keys": 5}, {"act": "accept", "keys": [f"c{NINES}"]}, {"act": "undo", "token": "\ud800"},
        {"act": "undo", "note": "\ud800"},
        {"act": "undo", "of": "²"}, {"act": "undo", "of": []}, {"act": "undo", "of": 10**30}, {"act": "undo", "of": -1},
        '{"act": "undo", "of": Infinity}', '{"act": "undo", "of": 1e999}', '{"act": "undo", "of": NaN}',
        f'{{"act": "undo", "of": {NINES}}}', {"act": "accept", "seen": []},
        {"act": "accept", "fields": "x", "keys": []},
        {"act": "place", "place": []}, {"act": "place", "place": "x"},
    ],
    ids=lambda body: str(body)[:40].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_what_is_no_act_of_the_reading_desk_is_refused(chief, office, body):
    assert 400 <= reading_act(chief, office.plan, body).status_code < 500


@pytest.mark.parametrize("odd", [{"a": []}, ["x"], "\0", NINES, 10**30, 1.5], ids=str)
def test_odd_fields_of_a_statement_are_refused_in_words(chief, office, odd):
    row = office.growth
    head = {"act": "correct", "keys": [key_of(row)], "seen": {key_of(row): fingerprint(row)}}
    for name in ("indicator", "value", "value_high", "unit", "period", "deadline", "measure", "subject"):
        assert is_answered(reading_act(chief, office.plan, head | {"fields": {name: odd}})), name
        row.refresh_from_db()
        head["seen"] = {key_of(row): fingerprint(row)}
    for name in ("start", "end", "number_start", "number_end"):
        place = {"start": 0, "end": 5, name: odd}
        for act in ("place", "add", "split", "pass"):
            assert is_answered(reading_act(chief, office.plan, head | {"act": act, "place": place, "kind": "pledge"}))
    assert is_answered(reading_act(chief, office.plan, head | {"kind": odd}))
    assert is_answered(reading_act(chief, office.plan, head | {"note": odd}))


@pytest.mark.parametrize(
    "body",
    [
        {"act": ["confirm"]}, {"act": {}}, [], "", "null", "5", "[" * 20_000, {"act": "confirm", "token": "\ud800"},
        {"act": "confirm", "note": "\ud800"}, {"act": "confirm", "pledges": 5}, {"act": "confirm", "pledges": [5]},
        {"act": "confirm", "pledges": [{"pk": "²", "seen": ""}]}, {"act": "confirm", "outcomes": [10**30]},
        {"act": "confirm", "pledges": [{"pk": 10**30, "seen": ""}]}, {"act": "confirm", "outcomes": [NINES]},
        '{"act": "confirm", "outcomes": [Infinity]}', '{"act": "confirm", "outcomes": [1e999]}',
        {"act": "confirm", "role": []}, {"act": "confirm", "reason": {}},
    ],
    ids=lambda body: str(body)[:40].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_what_is_no_act_of_the_linking_desk_is_refused(chief, office, body):
    response = linking_act(chief, office.review, body)
    assert 400 <= response.status_code < 500
    assert response.json()["problem"]


# A newer version is loaded


@pytest.fixture
def superseded(office):
    """Both reports as they stand after a newer version of each came in."""
    for report, text, year in ((office.plan, PLAN, 2022), (office.review, REVIEW, 2023)):
        newer, _stored = intake.store(make_document(f"{text}完。", year))
        Report.objects.filter(pk=report.pk).update(superseded_by=newer)
    return office


@pytest.mark.parametrize("act", ["accept", "reject", "undo", "settle", "add"])
def test_nothing_is_decided_at_the_reading_desk_of_an_older_version(client, superseded, reviewer, act):
    client.force_login(reviewer)
    row = superseded.growth
    body = {"act": act, "keys": [key_of(row)], "seen": {key_of(row): fingerprint(row)}}
    with translation.override("en"):
        response = reading_act(client, superseded.plan, body)
    assert response.status_code == 409
    assert "another version" in response.json()["said"]
    row.refresh_from_db()
    assert row.review_state == ReviewState.PROPOSED
    assert not Act.objects.exists()
    page = client.get(reverse("admin:reports_report_text", args=[superseded.plan.pk]))
    assert not page.context["may_act"]


@pytest.mark.parametrize("act", ["confirm", "refuse", "leave", "undo"])
def test_nothing_is_decided_at_the_linking_desk_of_an_older_version(client, superseded, reviewer, act):
    client.force_login(reviewer)
    with translation.override("en"):
        response = linking_act(client, superseded.review, {"act": act, "pledges": []})
    assert response.status_code == 409
    assert "another version" in response.json()["problem"]


# Who has lost a role


def lose(user, *names):
    user.user_permissions.remove(*Permission.objects.filter(codename__in=names))


def make_job(person, kind="report", **asked):
    return Job.objects.create(kind=kind, label="样例县", person=person, state="failed", problem={}, asked=asked)


@pytest.mark.parametrize(
    ("kind", "table", "needed"),
    [
        ("report", "", ("add_report",)),
        ("import", "commitment", ("import_commitment",)),
        ("import", "outcome", ("import_outcome",)),
        ("import", "jurisdiction", ("add_jurisdiction", "change_jurisdiction")),
        ("import", "indicator", ("add_indicator", "change_indicator")),
    ],
)
def test_who_may_no_longer_ask_for_a_job_does_not_try_it_again(db, client, kind, table, needed, monkeypatch):
    queued = []
    monkeypatch.setattr("tracker.tasks.run_job.delay", queued.append)
    clerk = hire("clerk", *needed)
    job = make_job(clerk, kind, table=table)
    address = reverse("admin:tracker_job_retry", args=[job.pk])
    client.force_login(clerk)
    assert address in client.get(reverse("admin:tracker_job_change", args=[job.pk])).content.decode()
    lose(clerk, needed[-1])
    assert address not in client.get(reverse("admin:tracker_job_change", args=[job.pk])).content.decode()
    assert client.post(address).status_code == 403
    assert queued == []


@pytest.mark.parametrize("how", ["role", "account"])
def test_the_worker_writes_nothing_for_who_may_no_longer_ask_for_it(office, how):
    clerk = hire("clerk", "add_report")
    job = make_job(clerk)
    Job.objects.update(state="waiting", problem=None)
    if how == "role":
        lose(clerk, "add_report")
    else:
        clerk.is_active = False
        clerk.save()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", {"code": "no_longer_allowed"})


# The pages of a refusal


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "您无权这样做"), ("en", "You may not do this")])
def test_a_refusal_says_what_to_do_in_the_sites_own_page(client, office, language, words):
    user = hire("viewer", *SEES)
    client.force_login(user)
    with translation.override(language):
        response = client.get(reverse("admin:tracker_commitment_override", args=[office.growth.pk]))
    page = response.content.decode()
    assert response.status_code == 403
    assert words in page
    assert user.username in page
    assert reverse("account_logout").partition("/admin/")[2] in page


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "表单未能通过校验"), ("en", "could not be checked")])
def test_a_form_without_its_token_is_refused_in_the_sites_own_page(office, language, words):
    client = Client(enforce_csrf_checks=True)
    client.force_login(hire("reviewer", *SEES, *DECIDES))
    with translation.override(language):
        address = reverse("admin:tracker_commitment_decide", args=[office.growth.pk])
    response = client.post(address, {"state": "accepted"})
    assert response.status_code == 403
    assert words in response.content.decode()
    assert Commitment.objects.get(pk=office.growth.pk).review_state == ReviewState.PROPOSED


# Texts


def hand_in(client, name, content):
    return client.post(reverse("admin:reports_report_add"), {"uploads": SimpleUploadedFile(name, content)})


def test_a_text_longer_than_any_report_is_refused_in_words(chief, office):
    text = "新" * (MOST_CHARACTERS + 1)
    with translation.override("en"):
        said = str(hand_in(chief, "长.txt", text.encode()).context["form"].errors["uploads"])
        assert "400,001 characters" in said
        assert hand_in(chief, "长.txt", text[1:].encode()).status_code == 302


def test_a_page_of_tags_within_tags_is_refused_in_words(chief, office):
    with translation.override("en"):
        said = str(hand_in(chief, "深.html", b"<html>" + b"<div>" * 400_000).context["form"].errors["uploads"])
    assert "more pages, paragraphs or tags" in said


def test_a_picture_called_pdf_is_refused_for_what_it_is(chief, office):
    content = b"\x89PNG\r\n\x1a\n" + b"\x00" * 200
    with translation.override("en"):
        said = str(hand_in(chief, "图.pdf", content).context["form"].errors["uploads"])
        assert "not what the file" in said
        assert "not read" in str(hand_in(chief, "图.png", content).context["form"].errors["uploads"])
