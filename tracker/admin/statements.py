"""What commitments and outcomes share in the admin: a fast list, the words in their report, and a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from reports.admin import GuardedExportMixin, SearchedListAdmin
from reports.choices import word_name
from reports.models import Report
from reports.searching import Asked
from reports.words import ReviewState, Section
from tracker import ledger
from tracker.admin import decisions, shown
from tracker.admin.blind import without_closed
from tracker.admin.filters import TopicFilter, YearFilter
from tracker.admin.forms import CorrectionForm, DecisionForm
from tracker.admin.passage import excerpt
from tracker.admin.published import refuses_published
from tracker.models import Commitment, Outcome
from tracker.querysets import StatementQuerySet


class StatementAdmin(GuardedExportMixin, SearchedListAdmin):
    """A commitment or an outcome: never typed in and never deleted here, only decided and corrected."""

    form = CorrectionForm
    change_form_template = "admin/desk/statement.html"
    list_defer = ("report__text",)
    list_select_related: ClassVar[Any] = ("jurisdiction", "report")
    list_display_links = ("subject",)
    list_filter: ClassVar[Any] = (
        "review_state",
        YearFilter,
        "jurisdiction__level",
        TopicFilter,
        "report__state",
        "report__is_digest",
        "section",
        "origin",
        "is_retired",
    )
    search_fields = ("subject", "quote")
    search_help_text = gettext_lazy("A place in characters or pinyin, a subject, or words of the quote.")
    ordering = ("-pk",)
    autocomplete_fields = ("indicator",)
    actions = ("accept_selected", "reject_selected", "hand_back_selected")
    fieldsets = (
        (
            gettext_lazy("What it says"),
            {
                "fields": (
                    ("subject", "indicator"),
                    ("measure", "comparator"),
                    ("value", "value_high", "unit"),
                    ("period", "deadline", "hedge"),
                    "note",
                    "seen",
                )
            },
        ),
    )

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css")}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "indicator" and field is not None:
            # Which indicator a statement is of is chosen here; indicators themselves are kept on their own pages.
            for act in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{act}_related", False)
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.has_change_permission(request, obj):
            return self.fieldsets
        fields = [
            row
            for row in self.fieldsets[0][1]["fields"]
            if row not in ("note", "seen")  # they are of the decision, not of the statement
        ]
        return ((self.fieldsets[0][0], {"fields": fields}),)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        # One report's statements stand in the order of its text; everything else newest first, along the key.
        return ("start", "pk") if "report__id__exact" in request.GET else self.ordering

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return without_closed(request, super().get_queryset(request), "report")

    def get_sortable_by(self, request: HttpRequest) -> tuple[str, ...]:
        # To sort a million rows by hand takes seconds; one report's are soon sorted.
        return ("place_and_year", "confidence") if "report__id__exact" in request.GET else ()

    def find(self, queryset: QuerySet, asked: Sequence[Asked]) -> QuerySet:
        return cast(StatementQuerySet, queryset).found_by(asked)

    def newest_found(self, queryset: QuerySet, asked: Sequence[Asked], most: int) -> list[int]:
        return cast(StatementQuerySet, queryset).newest_found_by(asked, most)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        if request.method == "POST":
            # Held until the transaction of the POST ends, so that the second of two people is told.
            try:
                chosen = self.model.objects.filter(pk=unquote(object_id))
                ledger.hold(chosen.order_by().values_list("jurisdiction", flat=True))
                chosen.select_for_update().first()
            except (ValueError, ValidationError):
                return None
        return super().get_object(request, object_id, from_field)

    # The list

    @admin.display(description=gettext_lazy("place and year"), ordering="year")
    def place_and_year(self, row: Commitment | Outcome) -> str:
        return f"{row.jurisdiction.label} {row.year}"

    @admin.display(description=gettext_lazy("says"))
    def says(self, row: Commitment | Outcome) -> str:
        return shown.said(row)

    @admin.display(description=gettext_lazy("quote"))
    def words(self, row: Commitment | Outcome) -> str:
        quote = Truncator(row.quote).chars(60)
        return format_html('<a href="{}" lang="zh-Hans">{}</a>', shown.place_in_text(row), quote)

    # Deciding

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        decide = self.admin_site.admin_view(require_POST(self.decide_view))
        return [path("<int:pk>/decide/", decide, name=f"{name}_decide"), *super().get_urls()]

    @refuses_published
    @transaction.atomic
    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Accept, reject or hand back one statement, and go back to it."""
        ledger.hold(self.model.objects.filter(pk=pk).order_by().values_list("jurisdiction", flat=True))
        row = get_object_or_404(self.model.objects.select_for_update(of=("self",)).select_related("report"), pk=pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = DecisionForm(request.POST, row=row)
        if form.is_valid():
            state = ReviewState(form.cleaned_data["state"])
            added = decisions.decide([row], state, person(request), form.cleaned_data["note"])
            self.log_change(request, row, word_name(state))
            self.message_user(request, f"{word_name(state)}. {judged_again(added)}", messages.SUCCESS)
        else:
            for errors in form.errors.values():
                self.message_user(request, " ".join(map(str, errors)), messages.ERROR)
        return HttpResponseRedirect(shown.change_page(row))

    @refuses_published
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        added = decisions.correct(obj, person(request), form.changes, form.cleaned_data["note"])
        self.message_user(request, judged_again(added), messages.INFO)

    @admin.action(description=gettext_lazy("Accept the selected statements"), permissions=["change"])
    def accept_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._decide_many(request, queryset, ReviewState.ACCEPTED)

    @admin.action(description=gettext_lazy("Reject the selected statements"), permissions=["change"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._decide_many(request, queryset, ReviewState.REJECTED)

    @admin.action(description=gettext_lazy("Hand the selected statements back to the machine"), permissions=["change"])
    def hand_back_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._decide_many(request, queryset, ReviewState.PROPOSED)

    @refuses_published
    @transaction.atomic
    def _decide_many(self, request: HttpRequest, queryset: QuerySet, state: ReviewState) -> HttpResponse | None:
        most = decisions.MOST_AT_ONCE
        ledger.hold(queryset.order_by().values_list("jurisdiction", flat=True).distinct())
        held = queryset.order_by("pk").select_for_update(of=("self",))[: most + 1]
        rows = list(held)
        if len(rows) > most:
            self.message_user(
                request,
                _("Not done: more than %(most)d are selected. Narrow the list.") % {"most": most},
                messages.ERROR,
            )
            return None
        added = decisions.decide(rows, state, person(request))
        self.log_changes(request, rows, word_name(state))
        done = ngettext("%(count)d statement: %(state)s.", "%(count)d statements: %(state)s.", len(rows))
        done %= {"count": len(rows), "state": word_name(state)}
        self.message_user(request, f"{done} {judged_again(added)}", messages.SUCCESS)
        return None

    def log_changes(self, request: HttpRequest, rows: list[Any], message: str) -> None:
        """Note one decision about many rows in the admin's log, in one statement."""
        LogEntry.objects.log_actions(person(request).pk, rows, CHANGE, message)

    # The page of one statement

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context.update(self.desk(request, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def desk(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page shows besides the form: the words in their place, the decision and who took it."""
        number = (row.number_start, row.number_end) if row.number_start is not None else None
        is_published = row.report.state == Report.State.PUBLISHED
        later = self.model.objects.filter(
            Q(start__gt=row.start) | Q(start=row.start, pk__gt=row.pk),
            report=row.report_id,
            review_state=ReviewState.PROPOSED.value,
            is_retired=False,
        )
        return {
            "row": row,
            "excerpt": excerpt(row.report.text, row.start, row.end, number),
            "section_name": word_name(Section(row.section)),
            "says": shown.said(row),
            "place_in_text": shown.place_in_text(row),
            "public_page": shown.public_page(row),
            "decision": DecisionForm(row=row),
            "states": [(state.value, word_name(state)) for state in ReviewState],
            "may_decide": self.has_change_permission(request, row) and not is_published,
            "is_published": is_published,
            "next_row": later.order_by("start", "pk").first(),
        }


def person(request: HttpRequest) -> User:
    """Who is signed in; the admin lets nobody else this far."""
    return cast(User, request.user)


def judged_again(added: int) -> str:
    """How many verdicts judging again has added, in words."""
    if not added:
        return _("Judged again: no verdict changed.")
    return ngettext("Judged again: %(count)d new verdict.", "Judged again: %(count)d new verdicts.", added) % {
        "count": added
    }
