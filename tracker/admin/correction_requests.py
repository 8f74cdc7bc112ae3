"""What readers ask to have corrected, in the admin: seen beside what it is about, taken up, closed with a reason."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.admin import ReadOnlyAdmin
from tracker import correcting
from tracker.admin import shown
from tracker.admin.blind import without_closed
from tracker.admin.statements import person
from tracker.keys import read_key
from tracker.models import CorrectionRequest

State = CorrectionRequest.State
MAY_DECIDE = "tracker.change_correctionrequest"
#: A reason is published nowhere, but it is kept for ever.
MOST_REASON = 1000

#: What a button says that brings a request to a state.
BUTTONS = {
    State.TAKEN_UP: gettext_lazy("Take it up"),
    State.CORRECTED: gettext_lazy("Close it as corrected"),
    State.DECLINED: gettext_lazy("Decline it"),
}


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(ReadOnlyAdmin):
    """The requests, newest first; those that are open stand on the front page, too."""

    list_display = ("about", "place", "in_short", "state", "created_at", "decided_by", "decided_at")
    list_display_links = ("about",)
    list_select_related = ("report__jurisdiction", "decided_by")
    list_filter = ("state", "about", "language")
    list_defer = ("report__text", "quote", "answer")
    search_fields = ("words", "answer")
    search_help_text = gettext_lazy("Words of the reader or of the answer.")
    sortable_by = ()

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css", "tracker/admin/publishing.css")}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return without_closed(request, rows, "report", "commitment__verdict__outcome__report")

    @admin.display(description=gettext_lazy("place"))
    def place(self, row: CorrectionRequest) -> str:
        return f"{row.report.jurisdiction.label} {row.report.plan_year}"

    @admin.display(description=gettext_lazy("in the reader’s words"))
    def in_short(self, row: CorrectionRequest) -> str:
        return Truncator(row.words).chars(80)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One request beside what it is about; a POST brings it to the state in ``act``, with the ``answer``."""
        rows = CorrectionRequest.objects.select_related(
            "report__jurisdiction", "commitment__verdict__outcome", "commitment__report", "decided_by"
        )
        pk = read_key(object_id)
        row = get_object_or_404(rows.defer("report__text", "commitment__report__text"), pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        may_decide = request.user.has_perm(MAY_DECIDE)
        answer = request.POST.get("answer", "")[:MOST_REASON]
        if request.method == "POST":
            if not may_decide:
                raise PermissionDenied
            act = request.POST.get("act", "")
            if act not in BUTTONS:
                return HttpResponse(status=400)
            if self._decide(request, row, State(act), answer):
                return HttpResponseRedirect(reverse("admin:tracker_correctionrequest_changelist"))
        commitment = row.commitment
        context = {
            **self.admin_site.each_context(request),
            "title": _("Request for correction"),
            "opts": self.opts,
            "row": row,
            "media": self.media,
            "says": shown.said(commitment) if commitment else "",
            "badge": shown.badge(commitment.verdict) if commitment else "",
            "may_decide": may_decide,
            "answer": answer,
            "most": MOST_REASON,
            "steps": [(state.value, BUTTONS[state]) for state in correcting.STEPS[State(row.state)]],
        }
        return TemplateResponse(request, "admin/desk/correction_request.html", context)

    def _decide(self, request: HttpRequest, row: CorrectionRequest, state: State, answer: str) -> bool:
        try:
            done = correcting.decide(row.pk, state, person(request), answer)
        except correcting.RequestError:
            said = _("Not done: closing needs a reason, and somebody else may have decided in the meantime.")
            self.message_user(request, said, messages.ERROR)
            return False
        self.log_change(request, done, f"{done.get_state_display()} {answer.strip()}".strip())
        self.message_user(request, _("The request is now: %(state)s.") % {"state": done.get_state_display()})
        return True
