"""The form by which a reader asks for a correction, and the page that thanks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from reports.models import Report
from tracker import correcting
from tracker.models import Commitment
from tracker.readers import throttling
from tracker.readers.forms import TRAP, CorrectionForm
from tracker.site.lines import Line, line


@dataclass(frozen=True)
class Subject:
    """What the request is about; `line` is None where it is about the report as a whole."""

    report: Report
    line: Line | None
    page: str
    form: str
    thanks: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """The form about a commitment. 404 where it is not shown to the public."""
    return _answer(request, _commitment(pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The form about a report as a whole. 404 where there is none."""
    return _answer(request, _report(pk))


@require_safe
def thank_for_commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens next with a request about a commitment."""
    return render(request, "correct/thanks.html", {"subject": _commitment(pk)})


@require_safe
def thank_for_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens next with a request about a report."""
    return render(request, "correct/thanks.html", {"subject": _report(pk)})


def _answer(request: HttpRequest, subject: Subject) -> HttpResponse:
    """The form, empty or with what is wrong in it; a request that is kept, or a program's that is not, is thanked for.

    Status 400 says what is wrong, 429 that there were too many; what was typed stays in the form.
    """
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    status, is_refused = 200, False
    if request.method == "POST":
        if form.is_from_a_program:
            # Thanked like everybody, so that it learns nothing.
            return HttpResponseRedirect(subject.thanks)
        if not form.is_valid():
            status = 400
        elif not throttling.may_send(request):
            status, is_refused = 429, True
        else:
            commitment = subject.line.commitment if subject.line else None
            correcting.receive(form.sent(get_language() or settings.LANGUAGE_CODE), subject.report, commitment)
            return HttpResponseRedirect(subject.thanks)
    context = {"subject": subject, "form": form, "trap": TRAP, "is_refused": is_refused}
    return render(request, "correct/form.html", context, status=status)


def _commitment(pk: int) -> Subject:
    rows = Commitment.objects.told(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED).with_evidence()
    found = get_object_or_404(rows, pk=pk)
    return Subject(found.report, line(found), *(reverse(name, args=[pk]) for name in _NAMES["commitment"]))


def _report(pk: int) -> Subject:
    found = get_object_or_404(Report.objects.select_related("jurisdiction").defer("text"), pk=pk)
    return Subject(found, None, *(reverse(name, args=[pk]) for name in _NAMES["report"]))


#: The addresses of the page, of the form and of the thanks.
_NAMES = {
    "commitment": ("site:commitment", "readers:correct_commitment", "readers:commitment_thanks"),
    "report": ("site:report", "readers:correct_report", "readers:report_thanks"),
}
