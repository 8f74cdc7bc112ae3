"""The last desk: what stands in a report's reading, who may publish it, and the three acts of the public log."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.models import Report
from tracker import publications
from tracker.admin.readiness import MAY_PUBLISH, MAY_REOPEN, desk, words
from tracker.admin.statements import person
from tracker.admin.steps import steps
from tracker.withdrawing import WithdrawalError, may_withdraw, withdraw

PAGE = "admin:reports_report_publish"


class PublishingDesk(admin.ModelAdmin):
    """The page of publishing, among the pages of a report."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.publish_view)
        return [path("<int:pk>/publish/", view, name="reports_report_publish"), *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is to be published, and who may; a POST publishes, reopens or withdraws (``act=…``)."""
        rows = Report.objects.select_related("jurisdiction", "received_by", "superseded_by__jurisdiction")
        report = get_object_or_404(rows.defer("text", "superseded_by__text"), pk=pk)
        if not self.has_view_permission(request, report):
            raise PermissionDenied
        if request.method == "POST":
            user = person(request)
            acts = {
                "publish": (user.has_perm(MAY_PUBLISH), self._publish),
                "reopen": (user.has_perm(MAY_REOPEN), self._reopen),
                "withdraw": (may_withdraw(report, user), self._withdraw),
            }
            if (act := request.POST.get("act", "")) not in acts:
                return HttpResponse(status=400)
            is_allowed, do = acts[act]
            if not is_allowed:
                raise PermissionDenied
            do(request, report)
            return HttpResponseRedirect(reverse(PAGE, args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish: %(place)s %(year)d") % {"place": report.jurisdiction.label, "year": report.plan_year},
            "opts": self.opts,
            "report": report,
            "steps": steps(report, PAGE),
            "media": self.media,
            **desk(report, person(request)),
            "may_withdraw": may_withdraw(report, person(request)),
        }
        return TemplateResponse(request, "admin/desk/publish.html", context)

    def _publish(self, request: HttpRequest, report: Report) -> None:
        given = request.POST
        knows = given.get("knows_unchecked") == "yes"
        try:
            done = publications.publish(
                report, person(request), seen=given.get("seen", ""), knows_unchecked=knows, note=given.get("note", "")
            )
        except publications.NotPublishedError as error:
            for hindrance in error.hindrances:
                self.message_user(request, f"{_('Not published.')} {words(hindrance)}", messages.ERROR)
        except publications.ChangedError:
            said = _("Not published: the reading was changed after you opened this page. Look at it as it is now.")
            self.message_user(request, said, messages.ERROR)
        except publications.UncheckedError:
            said = _("Not published: links or silences are unchecked. Check them, or tick that you know of them.")
            self.message_user(request, said, messages.ERROR)
        else:
            self.log_change(request, report, _("Published."))
            said = ngettext(
                "Published, with %(count)d statement. The public log says so.",
                "Published, with %(count)d statements. The public log says so.",
                done.statements,
            )
            self.message_user(request, said % {"count": done.statements}, messages.SUCCESS)

    def _reopen(self, request: HttpRequest, report: Report) -> None:
        note = request.POST.get("note", "")
        try:
            publications.reopen(report, person(request), note)
        except publications.ReopeningError:
            said = _("Not reopened: it needs a reason, and a reading that is published.")
            self.message_user(request, said, messages.ERROR)
        else:
            self.log_change(request, report, f"{_('Reopened.')} {note.strip()}")
            self.message_user(request, _("Reopened: the reading can be changed again."), messages.SUCCESS)

    def _withdraw(self, request: HttpRequest, report: Report) -> None:
        note = request.POST.get("note", "")
        try:
            withdraw(report, person(request), note)
        except WithdrawalError:
            said = _("Not withdrawn: it needs a reason, and a current report whose reading is not published.")
            self.message_user(request, said, messages.ERROR)
        else:
            self.log_change(request, report, f"{_('Withdrawn.')} {note.strip()}")
            said = _("Withdrawn: no public page counts it any more. The same text taken in again brings it back.")
            self.message_user(request, said, messages.SUCCESS)
