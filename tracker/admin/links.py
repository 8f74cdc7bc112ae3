"""Links in the admin: a list to work through; each is decided here in bulk or on its commitment's page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker import ledger
from tracker.admin import shown
from tracker.admin.blind import without_closed
from tracker.admin.published import refuses_published
from tracker.admin.statements import person
from tracker.admin.worded import WordedListAdmin
from tracker.keys import read_key
from tracker.models import Commitment, Link, Outcome

#: As many as a person has looked at; several of one commitment among them follow one another.
MOST_AT_ONCE = 200


@admin.register(Link)
class LinkAdmin(WordedListAdmin):
    """Which outcome answers which commitment; opening a link leads to its commitment."""

    list_display = ("promised", "place", "year", "reported", "state", "role", "score", "why_not_taken", "verdict")
    list_select_related = ("commitment__jurisdiction", "commitment__verdict", "outcome")
    list_filter = ("state", "role", "commitment__verdict__code", "commitment__jurisdiction__level")
    statements: ClassVar = {"commitment": Commitment, "outcome": Outcome}
    search_fields = ("commitment__subject", "outcome__subject")
    search_help_text = gettext_lazy("A place in characters or pinyin, a subject, or words of the quote.")
    sortable_by = ("score",)
    ordering = ("-pk",)
    actions = ("confirm_selected", "refuse_selected")

    class Media:
        css: ClassVar = {"all": ("duixian/tokens.css", "tracker/admin/desk.css")}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return without_closed(request, super().get_queryset(request), "commitment__report", "outcome__report")

    @admin.display(description=gettext_lazy("promised"))
    def promised(self, link: Link) -> str:
        return format_html("{} {}", link.commitment.subject, shown.said(link.commitment))

    @admin.display(description=gettext_lazy("place"))
    def place(self, link: Link) -> str:
        return link.commitment.jurisdiction.label

    @admin.display(description=gettext_lazy("year"))
    def year(self, link: Link) -> int:
        return link.commitment.year

    @admin.display(description=gettext_lazy("reported"))
    def reported(self, link: Link) -> str:
        return format_html("{} {}", link.outcome.subject, shown.said(link.outcome))

    @admin.display(description=gettext_lazy("why it was not taken"))
    def why_not_taken(self, link: Link) -> str:
        return shown.why_not_taken(link)

    @admin.display(description=gettext_lazy("verdict"))
    def verdict(self, link: Link) -> str:
        return shown.badge(link.commitment.verdict)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        pk = read_key(object_id) or 0
        link = get_object_or_404(Link.objects.select_related("commitment"), pk=pk)
        return HttpResponseRedirect(f"{shown.change_page(link.commitment)}#links")

    @admin.action(description=gettext_lazy("Confirm the selected links"), permissions=["change"])
    def confirm_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._decide_many(request, queryset, ledger.confirm_links)

    @admin.action(description=gettext_lazy("Break the selected links"), permissions=["change"])
    def refuse_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._decide_many(request, queryset, ledger.refuse_links)

    @refuses_published
    def _decide_many(self, request: HttpRequest, queryset: QuerySet, decide: Any) -> HttpResponse | None:
        links = list(queryset.select_related("commitment", "outcome").order_by("pk")[: MOST_AT_ONCE + 1])
        if len(links) > MOST_AT_ONCE:
            self.message_user(
                request,
                _("Not done: more than %(most)d are selected. Narrow the list.") % {"most": MOST_AT_ONCE},
                messages.ERROR,
            )
            return None
        decide([(link.commitment, link.outcome) for link in links], person(request))
        done = ngettext("%(count)d link decided.", "%(count)d links decided.", len(links))
        self.message_user(request, done % {"count": len(links)}, messages.SUCCESS)
        return None
