"""The linking desk's page, and the door its acts come in by."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from reports.models import Report
from reports.words import Kind
from tracker import ledger, register
from tracker.admin import shown
from tracker.admin.linking import memory, rows
from tracker.admin.linking.acts import PUBLISHED, Asked, RefusedError, asked, do, is_incomparable
from tracker.admin.sent import sent
from tracker.admin.sentences import sentences
from tracker.admin.standing_still import SUPERSEDED, report_is_superseded
from tracker.admin.statements import person
from tracker.admin.steps import steps
from tracker.judging.reasons import Lack
from tracker.models import Outcome
from tracker.register import PublishedError
from tracker.site import keys
from tracker.site.quoted import in_sentence

NAME = "reports_report_link"
#: Above this score, and with this lead, nearly every link the machine took is right: what "confirm all" begins with.
SURE, CLEAR = "0.80", "0.10"

INCOMPARABLE = gettext_lazy("Its figure cannot be compared with the pledge’s, so the pledge counts as unreported")

_MEDIA = Media(
    css={"all": ("duixian/tokens.css", "duixian/keys.css", "tracker/admin/desk.css", "tracker/admin/linking.css")}
)


def paths(site: admin.AdminSite) -> list[URLPattern]:
    """The desk's addresses, below those of reports."""
    return [
        path("<int:pk>/link/", site.admin_view(desk), name=NAME),
        path("<int:pk>/link/act/", site.admin_view(require_POST(act)), name=f"{NAME}_act"),
    ]


def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The pledges due in the year the report reviews, beside its outcomes."""
    if not request.user.has_perms(("tracker.view_link", "tracker.view_commitment")):
        raise PermissionDenied
    report = get_object_or_404(Report.objects.select_related("jurisdiction", "superseded_by"), pk=pk)
    outcomes = list(rows.outcomes_told(report))
    data = {
        "pledges": rows.laid_out(rows.pledges_due(report)),
        "outcomes": [rows.told(outcome) for outcome in outcomes],
        "address": reverse(f"admin:{NAME}_act", args=[report.pk]),
        "mayAct": _may_act(request, report),
        "mayUndo": memory.last(request.session, report) is not None,
    }
    context = {
        **admin.site.each_context(request),
        "title": _("%(place)s: the pledges for %(year)s, answered by the report of %(plan)s")
        % {"place": report.jurisdiction.label, "year": report.review_year, "plan": report.plan_year},
        "opts": Report._meta,
        "is_nav_sidebar_enabled": False,  # the two sides need the width
        "report": report,
        "steps": steps(report, f"admin:{NAME}"),
        "data": data,
        "groups": rows.GROUPS,
        "keys": keys.LINKING,
        "lacks": [(lack.value, lack) for lack in Lack],
        "sure": SURE,
        "clear": CLEAR,
        "is_published": report.state == Report.State.PUBLISHED,
        "admissions": [
            {
                "quoted": in_sentence(report.text, outcome.start, outcome.end),
                "place": shown.place_in_text(outcome),
                "page": shown.change_page(outcome),
                "outcome": outcome,
            }
            for outcome in outcomes
            if outcome.kind == Kind.SHORTFALL.value
        ],
        "media": _MEDIA,
    }
    return TemplateResponse(request, "admin/desk/link.html", context)


def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one act to pledges of the desk; answers with the pledges as they stand now, and what was done, in words.

    400 with the reason for what makes no sense, 409 where somebody else decided meanwhile, the report is published, or
    a newer version of it is loaded.
    """
    if not request.user.has_perm("tracker.change_link"):
        raise PermissionDenied
    report = get_object_or_404(Report.objects.defer("text"), pk=pk)
    try:
        found = asked(sent(request))
    except RefusedError as error:
        return JsonResponse({"problem": str(error)}, status=400)
    except ValueError:
        return JsonResponse({"problem": _("The page asked for something there is not.")}, status=400)
    try:
        with transaction.atomic():
            return _done(request, report, found)
    except RefusedError as error:
        return JsonResponse({"problem": str(error)}, status=400)
    except PublishedError:
        return JsonResponse({"problem": str(PUBLISHED)}, status=409)


def _done(request: HttpRequest, report: Report, found: Asked) -> JsonResponse:
    ledger.hold([report.jurisdiction_id])
    if (repeated := memory.answered(request.user, report, found.token)) is not None:
        earlier_words, keys = repeated
        there = rows.laid_out(rows.pledges_due(report).filter(pk__in=keys))
        return JsonResponse({"said": earlier_words, "pledges": there, **_after(request, report)})
    if report_is_superseded(report):
        return JsonResponse({"problem": str(SUPERSEDED)}, status=409)
    is_undo = found.act == "undo"
    earlier = memory.last(request.session, report) if is_undo else None
    if is_undo and earlier is None:
        raise RefusedError(_("There is nothing to undo."))
    seen = earlier.seen if earlier else found.seen
    pledges = list(rows.pledges_due(report).filter(pk__in=seen))
    fresh = [pledge for pledge in pledges if rows.fingerprint(pledge) == seen[pledge.pk]]
    stale = len(seen) - len(fresh)
    if not fresh or (stale and not (found.passes_over or is_undo)):
        if is_undo:
            memory.forget_last(request.session, report, {})
        told = {"problem": _stale(stale), "pledges": rows.laid_out(pledges), **_after(request, report)}
        return JsonResponse(told, status=409)
    before = ledger.said([pledge.pk for pledge in fresh])
    if earlier:
        ledger.restore(fresh, {pk: earlier.said[pk] for pk in before})
        done = _("Undone.")
    else:
        done = do(found, fresh, _outcomes(report, found), person(request))
    now = list(rows.pledges_due(report).filter(pk__in=seen))
    prints = {row.pk: rows.fingerprint(row) for row in now if row.pk in before}
    if earlier:
        memory.forget_last(request.session, report, prints)
    else:
        memory.remember(request.session, report, memory.Act(before, {pk: seen[pk] for pk in before}, prints))
    LogEntry.objects.log_actions(person(request).pk, fresh, CHANGE, done)
    laid_out = rows.laid_out(now)
    of_what = _count(len(fresh)) if len(fresh) > 1 else laid_out[0]["verdict"]["word"]
    counts_as_silent = found.act == "confirm" and len(fresh) == 1 and is_incomparable(fresh[0])
    words = sentences([done, of_what, str(INCOMPARABLE) if counts_as_silent else "", _stale(stale) if stale else ""])
    memory.note_answered(request.user, report, found.token, words, [row.pk for row in now])
    return JsonResponse({"said": words, "pledges": laid_out, **_after(request, report)})


def _outcomes(report: Report, found: Asked) -> list[Outcome]:
    """The outcomes asked for, in the order they were; fewer where one no longer counts or is another government's."""
    asked_for = register.standing(Outcome.objects.filter(jurisdiction=report.jurisdiction_id))
    there = {row.pk: row for row in asked_for.filter(pk__in=found.outcomes)}
    return [there[pk] for pk in found.outcomes if pk in there]


def _after(request: HttpRequest, report: Report) -> dict[str, Any]:
    return {"mayUndo": memory.last(request.session, report) is not None}


def _may_act(request: HttpRequest, report: Report) -> bool:
    return (
        request.user.has_perm("tracker.change_link")
        and report.state != Report.State.PUBLISHED
        and report.superseded_by_id is None
    )


def _count(count: int) -> str:
    return ngettext("%(count)d pledge.", "%(count)d pledges.", count) % {"count": count}


def _stale(count: int) -> str:
    return ngettext(
        "The pledge or what may answer it was changed after you looked. "
        "It is shown as it is now; nothing was overwritten.",
        "%(count)d pledges or what may answer them were changed after you looked. They are shown as they are now; "
        "nothing was overwritten.",
        count,
    ) % {"count": count}
