"""Every page of the admin by the name of its address: the tests count the queries of each, `make bench` times each."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from reports.models import Jurisdiction, Report
from reports.spreadsheet import GuardedCSV
from tracker import codings, correcting, imports, jobs
from tracker.admin import queue
from tracker.admin.drafts import Pile, keep, seal
from tracker.admin.importing import ImportingMixin
from tracker.models import Assignment, Commitment, CorrectionRequest, Indicator, Job, Outcome, Verdict

#: Rows of a spreadsheet whose import is looked at.
ROWS_OF_A_SHEET = 60
IMPORTED: tuple[Any, ...] = (Jurisdiction, Indicator, Commitment, Outcome)

#: Addresses of the admin that are no pages, and why.
NO_PAGES = {
    "acts, which a POST asks for": (
        "account_logout", "mfa_remove_webauthn", "admin:logout", "admin:reports_report_act",
        "admin:reports_report_link_act", "admin:tracker_job_retry", "admin:tracker_commitment_link",
        "admin:tracker_commitment_withdraw", "admin:tracker_commitment_decide", "admin:tracker_outcome_decide",
        *(f"admin:{row._meta.app_label}_{row._meta.model_name}_import_{act}" for row in IMPORTED
          for act in ("confirm", "again")),
    ),
    "ways on to another page": (
        "admin:login", "admin:password_change", "admin:password_change_done", "admin:view_on_site", "admin:-",
        "admin:tracker_job_next", "admin:tracker_link_change", "admin:tracker_assignment_change",
    ),
    "files": (
        "admin:reports_report_file", "mfa_download_recovery_codes",
        *(f"admin:{row._meta.app_label}_{row._meta.model_name}_import_errors" for row in IMPORTED),
    ),
    "pages of somebody who has a second factor, or is half signed in": (
        "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    ),
    "refused to everybody: nothing is typed in or deleted there": (
        *(f"admin:tracker_{name}_add" for name in
          ("assignment", "commitment", "correctionrequest", "job", "link", "outcome", "verdict")),
        *(f"admin:tracker_{name}_delete" for name in
          ("assignment", "commitment", "correctionrequest", "job", "link", "outcome", "verdict")),
        "admin:reports_report_delete", "admin:auth_user_delete", "admin:mfa_authenticator_add",
    ),
    "the admin's own histories, whose addresses the page of an object's history takes": (
        *(f"admin:{label}_history" for label in (
            "auth_group", "auth_user", "mfa_authenticator", "reports_jurisdiction", "reports_report",
            "tracker_assignment", "tracker_commitment", "tracker_correctionrequest", "tracker_indicator",
            "tracker_job", "tracker_link", "tracker_outcome", "tracker_verdict",
        )),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """The rows whose pages are looked at."""

    person: User
    pledge: Commitment
    judged: Commitment
    outcome: Outcome
    verdict: Verdict
    report: Report
    published: Report
    place: Jurisdiction
    indicator: Indicator
    colleague: User
    factor: Authenticator
    assignment: Assignment
    request: CorrectionRequest
    jobs: dict[str, Job]
    draft: str


def furnish(person: User) -> Rows:
    """What the pages need besides statements: checked spreadsheets, a text handed in, a report that is coded blind.

    The person, who may do everything, codes one report blind, so that every page leaves that report out. The newest
    rows are those of the simulated or real reports with the most work left.
    """
    read = Report.objects.filter(state=Report.State.READ, superseded_by__isnull=True)
    report = read.filter(queue.unchecked()).order_by("-pk")[0]
    pledge = Commitment.objects.filter(jurisdiction=report.jurisdiction, links__outcome__report=report)[0]
    newest = Verdict.objects.order_by("-pk")[0]
    colleague = User.objects.exclude(pk=person.pk).order_by("pk")[0]
    # Of the government of a report that is coded blind the desks are closed.
    looked_at = {report.jurisdiction_id, pledge.jurisdiction_id, newest.jurisdiction_id}
    return Rows(
        person=person,
        pledge=pledge,
        judged=newest.commitment,
        outcome=Outcome.objects.filter(report=report)[0],
        verdict=newest,
        report=report,
        published=Report.objects.order_by("-state", "-pk")[0],
        place=report.jurisdiction,
        indicator=Indicator.objects.order_by("pk")[0],
        colleague=colleague,
        factor=Authenticator.objects.get_or_create(user=colleague, type="totp", defaults={"data": {}})[0],
        assignment=_coded_by(person, read.exclude(jurisdiction__in=looked_at)),
        request=_asked_by_a_reader(newest.commitment),
        jobs={model._meta.model_name: _checked(person, model) for model in IMPORTED},
        draft=_handed_in(person, report),
    )


def signed_in(person: User) -> Client:
    """A browser in which the person has just given the password; needs one who has a password."""
    client = Client()
    client.force_login(person)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, person, "password", reauthenticated=True)
    request.session.save()
    return client


def visitors(person: User) -> Callable[[str], Client]:
    """Who asks for the page of a name: the person, but for sheets somebody who codes nothing blind, or nobody."""
    other = User.objects.create_superuser("codes-nothing", password=os.urandom(8).hex())
    coder, free, stranger = signed_in(person), signed_in(other), Client()

    def visitor(name: str) -> Client:
        if name == SIGNING_IN:
            return stranger
        return free if name.startswith(("admin:tracker_commitment_import", "admin:tracker_outcome_import")) else coder

    return visitor


def addresses(rows: Rows) -> Iterator[tuple[str, str]]:
    """The name and the address of every page."""
    for name in ("admin:index", "admin:search", "admin:jsi18n", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn",
                 "mfa_list_webauthn",
                 "account_change_password", "admin:reports_report_add", "admin:auth_user_add", "admin:auth_group_add",
                 "admin:reports_jurisdiction_add", "admin:tracker_indicator_add",
                 *(f"admin:{label}_changelist" for label in LISTS),
                 *(f"admin:{_label(model)}_{page}" for model in IMPORTED for page in _SHEETS)):  # fmt: skip
        yield name, reverse(name)
    for model in IMPORTED:
        name = f"admin:{_label(model)}_import_job"
        yield name, reverse(name, args=[rows.jobs[model._meta.model_name].pk])
    yield "admin:reports_report_confirm", f"{reverse('admin:reports_report_confirm')}?draft={rows.draft}"
    yield "admin:autocomplete", f"{reverse('admin:autocomplete')}?{_COMPLETED}"
    yield "admin:app_list", reverse("admin:app_list", args=["tracker"])
    job = rows.jobs["jurisdiction"]
    for name, row in (
        ("admin:tracker_commitment_change", rows.pledge), ("admin:tracker_commitment_answers", rows.pledge),
        ("admin:tracker_commitment_override", rows.judged), ("admin:tracker_outcome_change", rows.outcome),
        ("admin:tracker_verdict_change", rows.verdict), ("admin:reports_report_change", rows.report),
        ("admin:reports_report_text", rows.report), ("admin:reports_report_link", rows.report),
        ("admin:reports_report_publish", rows.report), ("admin:reports_jurisdiction_change", rows.place),
        ("admin:reports_jurisdiction_delete", rows.place), ("admin:tracker_indicator_change", rows.indicator),
        ("admin:tracker_indicator_delete", rows.indicator), ("admin:tracker_assignment_code", rows.assignment),
        ("admin:tracker_correctionrequest_change", rows.request),
        ("admin:tracker_job_change", job), ("admin:tracker_job_state", job),
        ("admin:mfa_authenticator_change", rows.factor), ("admin:mfa_authenticator_delete", rows.factor),
        ("admin:auth_user_change", rows.colleague), ("admin:auth_user_password_change", rows.colleague),
        ("admin:auth_group_change", Group.objects.order_by("pk")[0]),
        ("admin:auth_group_delete", Group.objects.order_by("pk")[0]),
    ):  # fmt: skip
        yield name, reverse(name, args=[row.pk])
    yield (
        "admin:reports_report_propose",
        f"{reverse('admin:reports_report_propose', args=[rows.report.pk])}{_place(rows)}",
    )
    for row in (rows.pledge, rows.outcome, rows.verdict, rows.report, rows.place, rows.indicator, rows.colleague, job,
                rows.request):  # fmt: skip
        yield f"history of a {row._meta.model_name}", history_of(row)
    yield SIGNING_IN, reverse(SIGNING_IN)


#: Asked for by somebody who is not signed in.
SIGNING_IN = "account_login"
LISTS = (
    "reports_jurisdiction", "reports_report", "tracker_indicator", "tracker_commitment", "tracker_outcome",
    "tracker_link", "tracker_verdict", "tracker_assignment",
    "tracker_correctionrequest", "tracker_job", "tracker_change", "auth_user",
    "auth_group", "mfa_authenticator",
)  # fmt: skip
_SHEETS = ("export", "import")
#: What the field of a report's place asks as one types.
_COMPLETED = "app_label=reports&model_name=report&field_name=jurisdiction&term=模拟"


def history_of(row: Any) -> str:
    """The address of the page of the row's history."""
    return f"{reverse('admin:index')}{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/"


def names() -> set[str]:
    """The names of all addresses below the admin's."""
    return {name for address, name in _walk(get_resolver().url_patterns) if "admin/" in address}


def _walk(patterns: Iterable[URLPattern | URLResolver], before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, address, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield address, f"{space}{pattern.name or '-'}"


def _label(model: Any) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def _place(rows: Rows) -> str:
    return f"?start={rows.outcome.start}&end={rows.outcome.end}"


def _coded_by(person: User, reports: Any) -> Assignment:
    """The newest of these reports, drawn and claimed."""
    report = reports.order_by("-pk")[0]
    drawn, _created = Assignment.objects.get_or_create(report=report, defaults={"sample": codings._sample(report)})
    return codings.claim(drawn, person)


def _asked_by_a_reader(pledge: Commitment) -> CorrectionRequest:
    """As many requests as fill the box of the front page, about one pledge; the last of them."""
    sent = correcting.Sent("figure", "这个数字读错了。", "", "", "zh-hans")
    return [correcting.receive(sent, pledge.report, pledge) for _ in range(6)][-1]


def _handed_in(person: User, report: Report) -> str:
    text = f"{report.jurisdiction.name}政府工作报告\n今年新建模拟停车场3个。\n"
    return seal(Pile((keep(text.encode(), "report.txt"),), 1), person.pk)


def _checked(person: User, model: Any) -> Job:
    """A spreadsheet of the list, checked; that of the places says another English name in every row."""
    content = _exported(model)
    if model is Jurisdiction:
        content = content.replace(b"Simulated", b"Modelled").replace(b" County", b" district")
    table = model._meta.model_name
    asked = {"table": table, "file_name": f"{table}.csv"}
    kept = ContentFile(content, f"imports/{table}.csv")
    job = jobs.ask(Job.Kind.IMPORT, f"{table}.csv", person, asked, lambda _pk: None, kept)
    with transaction.atomic():
        result, _report = imports.work(job, lambda *_told: None)
        jobs.finish(job, result)
    return job


def _exported(model: Any) -> bytes:
    from django.contrib import admin

    of_list = admin.site.get_model_admin(model)
    assert isinstance(of_list, ImportingMixin)
    resource = of_list.resource_classes[0]()
    newest = model.objects.filter(
        pk__in=list(model.objects.order_by("-pk").values_list("pk", flat=True)[:ROWS_OF_A_SHEET])
    )
    out = io.BytesIO()
    for piece in GuardedCSV().stream(resource.head, resource.rows(newest.order_by("-pk")), resource.numbers):
        out.write(piece)
    return out.getvalue()
