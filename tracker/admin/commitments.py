"""Commitments in the admin: the statement's page, with its links and its verdicts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reports.words import ReviewState, Rule
from reports.words import Verdict as VerdictWord
from tracker import ledger
from tracker.admin import shown
from tracker.admin.blind import without_closed
from tracker.admin.forms import OverrideForm
from tracker.admin.importing import ImportingMixin
from tracker.admin.published import refuses_published
from tracker.admin.statements import StatementAdmin, person
from tracker.keys import read_key
from tracker.models import Commitment, Outcome, Silence, Verdict
from tracker.resources import CommitmentResource

#: More outcomes than this are not laid out to choose from; a report states about 150.
MOST_ANSWERS = 400


@admin.register(Commitment)
class CommitmentAdmin(ImportingMixin, StatementAdmin):
    """Pledges: what was promised, what answers it, and what became of it."""

    change_form_template = "admin/desk/commitment.html"
    resource_classes: ClassVar = [CommitmentResource]
    import_permissions = ("tracker.import_commitment",)
    list_select_related: ClassVar[Any] = (*StatementAdmin.list_select_related, "verdict")
    list_display = (
        "subject", "says", "current_verdict", "review_state", "place_and_year", "words", "confidence",
    )  # fmt: skip
    list_filter: ClassVar[Any] = ("verdict__code", "verdict__rule", *StatementAdmin.list_filter, "known_from")

    @admin.display(description=gettext_lazy("verdict"))
    def current_verdict(self, row: Commitment) -> SafeString | str:
        return shown.badge(row.verdict)

    def get_urls(self) -> list[URLPattern]:
        def guarded(view: Any) -> Any:
            return self.admin_site.admin_view(view)

        return [
            path("<int:pk>/answers/", guarded(self.answers_view), name="tracker_commitment_answers"),
            path("<int:pk>/link/", guarded(require_POST(self.link_view)), name="tracker_commitment_link"),
            path("<int:pk>/override/", guarded(self.override_view), name="tracker_commitment_override"),
            path(
                "<int:pk>/withdraw/",
                guarded(require_POST(self.withdraw_view)),
                name="tracker_commitment_withdraw",
            ),
            *super().get_urls(),
        ]

    def desk(self, request: HttpRequest, row: Commitment) -> dict[str, Any]:
        return {
            **super().desk(request, row),
            "links": [
                {
                    "link": link,
                    "outcome": link.outcome,
                    "says": shown.said(link.outcome),
                    "why_not": shown.why_not_taken(link),
                }
                for link in row.links.select_related("outcome", "outcome__report", "decided_by")
                .defer("outcome__report__text")
                .order_by("-score", "pk")
            ],
            "silence": Silence.objects.filter(commitment=row).select_related("decided_by").first(),
            "verdicts": history(row),
            "may_link": request.user.has_perm("tracker.change_link"),
            "may_override": request.user.has_perm("tracker.override_verdict"),
            "is_overridden": row.verdict is not None and row.verdict.rule == Rule.OVERRIDE.value,
        }

    @refuses_published
    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm or break a link, lay another outcome beside the commitment, or take such a decision back."""
        if not request.user.has_perm("tracker.change_link"):
            raise PermissionDenied
        row = get_object_or_404(Commitment, pk=pk)
        done = self._decide_link(request, pk)
        if done is None:
            return HttpResponse(status=400)
        self._say_verdict(request, pk, done)
        return HttpResponseRedirect(f"{shown.change_page(row)}#links")

    @transaction.atomic
    def _decide_link(self, request: HttpRequest, pk: int) -> str | None:
        """What was done, in words; None for an act there is not."""
        row = self._held(pk)
        act = request.POST.get("act")
        if act == "look_again":
            ledger.take_back_silence(row)
            done = _("What answers it is left to the machine again.")
            self.log_change(request, row, done)
            return done
        pk_asked = read_key(request.POST.get("outcome", "")) or 0
        outcome = get_object_or_404(Outcome, pk=pk_asked, jurisdiction=row.jurisdiction_id)
        if act == "confirm":
            ledger.confirm_link(row, outcome, person(request))
            done = _("The link is confirmed.")
        elif act == "refuse":
            ledger.refuse_link(row, outcome, person(request))
            done = _("The link is broken.")
        elif act == "undo":
            ledger.undo_link(row, outcome)
            done = _("The link is left to the machine again.")
        else:
            return None
        self.log_change(request, row, f"{done} {outcome}")
        return done

    def answers_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The outcomes that could answer the commitment, to choose one: same government, reported for its year."""
        row = get_object_or_404(Commitment.objects.select_related("jurisdiction", "indicator"), pk=pk)
        if not request.user.has_perm("tracker.change_link"):
            raise PermissionDenied
        words = request.GET.get("q", "").replace("\0", "").strip()
        found = without_closed(request, answers(row), "report")
        if words:
            found = found.filter(Q(subject__icontains=words) | Q(quote__contains=words))
        rows = sorted(
            found[:MOST_ANSWERS],
            key=lambda outcome: (
                row.indicator_id is None or outcome.indicator_id != row.indicator_id,
                row.subject not in outcome.subject and outcome.subject not in row.subject,
            ),
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose the outcome that answers this commitment"),
            "opts": self.opts,
            "row": row,
            "says": shown.said(row),
            "words": words,
            "answers": [
                {"outcome": outcome, "says": shown.said(outcome), "place": shown.place_in_text(outcome)}
                for outcome in rows
            ],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/answers.html", context)

    def override_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set the verdict by hand, saying why and on what it rests."""
        if not request.user.has_perm("tracker.override_verdict"):
            raise PermissionDenied
        with transaction.atomic():
            row = self._held(pk)
            form = OverrideForm(request.POST or None)
            if request.method == "POST" and form.is_valid():
                given = form.cleaned_data
                ledger.override(row, VerdictWord(given["code"]), person(request), given["note"], given["source"])
                done = _("Verdict overridden.")
                if stands_behind(row, person(request)):
                    done = _("Verdict overridden by the person who decided about the pledge or its answer.")
                self.log_change(request, row, f"{done} {given['note']}")
                self.message_user(request, _("The verdict is set; it stands until it is withdrawn."), messages.SUCCESS)
                return HttpResponseRedirect(f"{shown.change_page(row)}#verdicts")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Override the verdict"),
            "opts": self.opts,
            "row": row,
            "says": shown.said(row),
            "form": form,
            "verdicts": history(row)[:1],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/override.html", context)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take an override back: judging adds the machine's verdict anew."""
        if not request.user.has_perm("tracker.override_verdict"):
            raise PermissionDenied
        with transaction.atomic():
            row = self._held(pk)
            ledger.withdraw_override(row)
            self.log_change(request, row, _("Override withdrawn."))
        self._say_verdict(request, pk, _("The override is withdrawn."))
        return HttpResponseRedirect(f"{shown.change_page(row)}#verdicts")

    def _held(self, pk: int) -> Commitment:
        ledger.hold(Commitment.objects.filter(pk=pk).order_by().values_list("jurisdiction", flat=True))
        rows = Commitment.objects.select_related("verdict", "jurisdiction").select_for_update(of=("self",))
        return get_object_or_404(rows, pk=pk)

    def _say_verdict(self, request: HttpRequest, pk: int, done: str) -> None:
        verdict = Verdict.objects.filter(current_for=pk).first()
        now = _("Verdict now: %(verdict)s.") % {"verdict": verdict.get_code_display()} if verdict else ""
        self.message_user(request, f"{done} {now}", messages.SUCCESS)


def answers(row: Commitment) -> QuerySet[Outcome]:
    """Outcomes of the commitment's government that are of its year or of the report that reviews it."""
    return (
        Outcome.objects.filter(
            Q(year=row.year) | Q(report__review_year=row.year),
            jurisdiction=row.jurisdiction_id,
            report__superseded_by__isnull=True,
            is_retired=False,
        )
        .exclude(review_state=ReviewState.REJECTED.value)
        .select_related("report")
        .defer("report__text")
        .order_by("-report__plan_year", "start", "pk")
    )


def stands_behind(row: Commitment, user: User) -> bool:
    """Whether the person has decided about the commitment, a link of it, or the outcome that its verdict rests on."""
    outcome = row.verdict.outcome if row.verdict else None
    deciders = {row.decided_by_id, outcome.decided_by_id if outcome else None}
    return user.pk in deciders or row.links.filter(decided_by=user).exists()


def history(row: Commitment) -> list[dict[str, Any]]:
    """The commitment's verdicts, newest first, each with its reasoning in words."""
    return [
        {
            "verdict": verdict,
            "badge": shown.badge(verdict),
            "reasoning": shown.reasoning(verdict),
            "flags": shown.flags(verdict),
            "is_override": verdict.rule == Rule.OVERRIDE.value,
        }
        for verdict in row.verdicts.select_related("decided_by", "outcome").order_by("-sequence")
    ]
