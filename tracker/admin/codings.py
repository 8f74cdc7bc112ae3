"""Blind coding: one statement of the sample at a time, as the machine read it, and never what others decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.admin import ReadOnlyAdmin
from reports.choices import word_name
from reports.words import Kind, Section
from tracker import codings, register
from tracker.admin.forms import CorrectionForm
from tracker.admin.passage import excerpt
from tracker.admin.shown import said
from tracker.admin.statements import person
from tracker.keys import read_key
from tracker.models import Assignment, Coding, Commitment, Indicator, Outcome

PAGE = "admin:tracker_assignment_code"
MAY_CODE = "tracker.add_coding"
#: The context on either side of the quote: a coder has no other page of the report.
AROUND = 160


class CodingForm(CorrectionForm):
    """The corrections of a second coder; nothing of the statement's own row is read, and nothing of it is written."""

    note = None  # type: ignore[assignment]
    seen = None  # type: ignore[assignment]

    def _post_clean(self) -> None:
        """Without the constraints of the database, which know the other rows and so what others decided."""
        super(CorrectionForm, self)._post_clean()  # type: ignore[misc]

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that say something else than the machine's reading, as words."""
        said = codings.as_read(self.instance)
        return {name: said[name] for name in self.changed_data if name in register.CORRECTABLE}


_FORMS: dict[Any, Any] = {
    model._meta.model_name: modelform_factory(model, form=CodingForm, fields=register.CORRECTABLE)
    for model in (Commitment, Outcome)
}


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """The reports drawn for a second coder, and the page where one is coded."""

    list_display = ("of_report", "state", "progress", "coder", "drawn_at", "done_at")
    list_display_links = ("of_report",)
    list_select_related = ("report__jurisdiction", "coder")
    list_filter = ("state",)
    sortable_by = ()
    ordering = ("-pk",)

    class Media:
        css: ClassVar = {
            "all": ("duixian/tokens.css", "tracker/admin/desk.css", "tracker/admin/publishing.css",
                    "tracker/admin/coding.css"),
        }  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("report__text").annotate(coded=Count("codings"))

    @admin.display(description=gettext_lazy("report"))
    def of_report(self, assignment: Assignment) -> str:
        return f"{assignment.report.jurisdiction.label} {assignment.report.plan_year}"

    @admin.display(description=gettext_lazy("coded"))
    def progress(self, assignment: Any) -> str:
        return f"{assignment.coded} / {len(assignment.sample)}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.code_view)
        return [path("<int:pk>/code/", view, name="tracker_assignment_code"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        pk = read_key(object_id) or 0
        get_object_or_404(Assignment, pk=pk)
        return HttpResponseRedirect(reverse(PAGE, args=[pk]))

    def code_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The statement at ``?at=3`` of the sample, or the next that is not coded; a POST does one act of the coder."""
        rows = Assignment.objects.select_related("report__jurisdiction", "coder")
        assignment = get_object_or_404(rows, pk=pk)
        may_code = request.user.has_perm(MAY_CODE)
        if not (may_code or self.has_view_permission(request, assignment)):
            raise PermissionDenied
        form = None
        if request.method == "POST":
            if not may_code:
                raise PermissionDenied
            try:
                answer = self._act(request, assignment)
            except codings.NotClaimedError:
                said = _("This report is not yours to code: somebody else has it, or you reviewed it yourself.")
                self.message_user(request, said, messages.ERROR)
                return HttpResponseRedirect(reverse("admin:tracker_assignment_changelist"))
            if isinstance(answer, HttpResponse):
                return answer
            form = answer
        return TemplateResponse(request, "admin/desk/coding.html", self._context(request, assignment, form, may_code))

    def _act(self, request: HttpRequest, assignment: Assignment) -> HttpResponse | CodingForm:
        """Do what was asked and say where to go, or give back the form with its errors."""
        page, act, user = reverse(PAGE, args=[assignment.pk]), request.POST.get("act"), person(request)
        if act == "claim":
            codings.claim(assignment, user)
            return HttpResponseRedirect(page)
        if act == "give_back":
            codings.give_back(assignment, user)
            self.message_user(request, _("Given back: somebody else can code it."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:tracker_assignment_changelist"))
        if act == "finish":
            if not codings.finish(assignment, user):
                self.message_user(request, _("Not finished: some statements are not coded yet."), messages.ERROR)
            return HttpResponseRedirect(page)
        position = place(request.POST.get("at", ""), assignment)
        if act not in Coding.Decision.values or position is None:
            return HttpResponse(status=400)
        decision, changes = Coding.Decision(act), {}
        if decision == Coding.Decision.CORRECT:
            form = form_of(assignment, position, request.POST)
            if not form.is_valid():
                return form
            changes = form.changes
            decision = Coding.Decision.CORRECT if changes else Coding.Decision.ACCEPT
        codings.code(assignment, user, position, decision, changes)
        return HttpResponseRedirect(f"{page}?at={position + 1}")

    def _context(
        self, request: HttpRequest, assignment: Assignment, form: CodingForm | None, may_code: bool
    ) -> dict[str, Any]:
        report, user = assignment.report, person(request)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Blind coding: %(place)s %(year)d")
            % {"place": report.jurisdiction.label, "year": report.plan_year},
            "opts": self.opts,
            "assignment": assignment,
            "media": self.media,
            "size": len(assignment.sample),
            "is_mine": may_code and assignment.state == Assignment.State.CLAIMED and assignment.coder_id == user.pk,
            "can_claim": may_code and assignment.state == Assignment.State.OPEN and codings.may_claim(assignment, user),
            "may_code": may_code,
        }
        if not context["is_mine"]:
            return context
        coded = {row.position: row for row in assignment.codings.all()}
        asked = request.POST.get("at") if form else request.GET.get("at", "")
        position = place(asked or "", assignment)
        if position is None:
            position = next((n for n in range(len(assignment.sample)) if n not in coded), None)
        is_complete = len(coded) == len(assignment.sample)
        last = len(assignment.sample) - 1
        context |= {"coded": len(coded), "is_complete": is_complete, "position": position, "last": last}
        if position is None:
            return context
        return (
            context
            | statement(assignment, position)
            | {
                "form": form or form_of(assignment, position),
                "is_open": form is not None,
                "number": position + 1,
                "before": position - 1 if position else None,
                "after": position + 1 if position + 1 < len(assignment.sample) else None,
                "coding": coded.get(position),
            }
        )


def place(asked: str, assignment: Assignment) -> int | None:
    """The place in the sample that was asked for; None where it has no such place."""
    found = read_key(asked)
    return found if found is not None and found < len(assignment.sample) else None


def as_row(assignment: Assignment, position: int) -> Commitment | Outcome:
    """The drawn statement as the machine read it, as a row that is not stored and knows nothing of the stored one."""
    drawn, report = assignment.sample[position], assignment.report
    fields = dict(drawn["fields"])
    code = fields.pop("indicator")
    number = drawn["number"] or (None, None)
    model: Any = Commitment if drawn["model"] == "commitment" else Outcome
    return model(
        report=report,
        jurisdiction=report.jurisdiction,
        start=drawn["start"],
        end=drawn["end"],
        quote=report.text[drawn["start"] : drawn["end"]],
        number_start=number[0],
        number_end=number[1],
        section=drawn["section"],
        indicator=Indicator.objects.filter(code=code).first() if code else None,
        year=int(fields["period"][-4:]),
        **fields,
    )


def form_of(assignment: Assignment, position: int, data: Any = None) -> CodingForm:
    """The form of the fields, filled with the machine's reading."""
    return _FORMS[assignment.sample[position]["model"]](data, instance=as_row(assignment, position))


def statement(assignment: Assignment, position: int) -> dict[str, Any]:
    """What the page shows of the drawn statement: its words in their place, and the machine's reading."""
    drawn, row = assignment.sample[position], as_row(assignment, position)
    number = tuple(drawn["number"]) if drawn["number"] else None
    named: dict[str, Any] = {name: label_for_field(name, type(row)) for name in register.CORRECTABLE}
    shown = {name: getattr(row, f"get_{name}_display", lambda name=name: getattr(row, name))() for name in named}
    return {
        "excerpt": excerpt(assignment.report.text, row.start, row.end, number, AROUND),
        "kind": word_name(Kind(drawn["kind"])),
        "section_name": word_name(Section(drawn["section"])),
        "says": said(row),
        "reading": [(named[name], shown[name]) for name in named if shown[name] not in ("", None)],
    }
