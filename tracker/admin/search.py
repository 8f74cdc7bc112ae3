"""One search box for everything: places, reports, indicators, pledges and outcomes, each for who may see it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Jurisdiction, Report
from reports.searching import Asked, asked_for, places_found, reports_found, words_of
from tracker.admin import shown
from tracker.codings import closed_to
from tracker.hits import Piece, hits
from tracker.keys import read_key
from tracker.models import Commitment, Indicator, Outcome
from tracker.querysets import StatementQuerySet

#: A longer search says no more.
LONGEST = 100
#: Rows of a group beside the others, and of one group alone.
FEW, MANY = 8, 50
#: No group is counted further: nobody reads on so far.
MOST_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: what it is called, what is said of it, its words with the hits marked, where it leads."""

    name: Sequence[Piece]
    note: str
    quote: Sequence[Piece]
    address: str
    page: str


@dataclass(frozen=True)
class Kind:
    """A group of what can be found: which rows, in which order, and how one is shown."""

    code: str
    name: Any
    model: type[Model]
    find: Callable[[Sequence[Asked]], QuerySet[Any]]
    fetch: Callable[[], QuerySet[Any]]
    show: Callable[[Any, Sequence[str], bool], Hit]
    newest_first: bool = True


@dataclass(frozen=True)
class Group:
    """What was found of a kind; `count` goes no further than MOST_COUNTED, `after` is the key the next page follows."""

    kind: Kind
    hits: Sequence[Hit]
    count: int
    is_capped: bool
    after: int | None


def search_view(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The page of what was found; ``?in=outcomes&after=12`` goes on in one group."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    words = words_of(typed)
    seen = [kind for kind in KINDS if site.get_model_admin(kind.model).has_view_permission(request)]
    alone = next((kind for kind in seen if kind.code == request.GET.get("in")), None)
    after = read_key(request.GET.get("after", ""))
    sees_texts = site.get_model_admin(Report).has_view_permission(request)
    asked = asked_for(words) if seen else []
    closed = set(closed_to(request.user))
    groups = [
        found(kind, asked, MANY if alone else FEW, after if alone else None, sees_texts, closed)
        for kind in ([alone] if alone else seen)
        if words
    ]
    context = {
        **site.each_context(request),
        "title": _("Search: %(words)s") % {"words": typed} if typed else _("Search everything"),
        "asked": typed,
        "groups": [group for group in groups if group.hits],
        "missed": [group.kind for group in groups if not group.hits],
        "alone": alone,
        "is_first_page": after is None,
        "may_take_in": request.user.has_perm("reports.add_report"),
        "sees_nothing": not seen,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/search.html", context)


def found(
    kind: Kind, asked: Sequence[Asked], most: int, after: int | None, sees_texts: bool, closed: Collection[int]
) -> Group:
    """The rows of a kind that every word finds, from the key on, with a count that stops at MOST_COUNTED.

    Statements of `closed` reports are counted and not shown: their reader codes them blind.
    """
    rows = kind.find(asked)
    keys = list(rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    counted = len(keys)
    if counted > MOST_COUNTED:
        keys = _in_order(kind, rows, asked, most + 1, after)
    else:
        keys.sort(reverse=kind.newest_first)
        if after is not None:
            keys = [key for key in keys if (key < after if kind.newest_first else key > after)]
    rows_found = kind.fetch().in_bulk(keys[:most])
    by_key = {key: row for key, row in rows_found.items() if getattr(row, "report_id", None) not in closed}
    words = [each.word for each in asked]
    return Group(
        kind,
        [kind.show(by_key[key], words, sees_texts) for key in keys[:most] if key in by_key],
        min(counted, MOST_COUNTED),
        counted > MOST_COUNTED,
        keys[most - 1] if len(keys) > most else None,
    )


def _in_order(kind: Kind, rows: QuerySet[Any], asked: Sequence[Asked], most: int, after: int | None) -> list[int]:
    """The keys of the first rows in the kind's order, from the key on."""
    if isinstance(rows, StatementQuerySet):
        return kind.model._default_manager.all().newest_found_by(asked, most, after)  # type: ignore[attr-defined]
    if after is not None:
        rows = rows.filter(**{"pk__lt" if kind.newest_first else "pk__gt": after})
    return list(rows.order_by("-pk" if kind.newest_first else "pk").values_list("pk", flat=True)[:most])


def _places(asked: Sequence[Asked]) -> QuerySet[Jurisdiction]:
    return places_found(" ".join(each.word for each in asked))


def _place(place: Jurisdiction, words: Sequence[str], sees_texts: bool) -> Hit:
    above = [row.label for row in (place.parent and place.parent.parent, place.parent) if row]
    former = [_("former")] if place.valid_to else []
    note = " · ".join([place.code, place.pinyin, *above, *former])
    reports = f"{reverse('admin:reports_report_changelist')}?jurisdiction__id__exact={place.pk}"
    page = shown.change_page(place)
    return Hit(hits(place.label, words), note, (), reports if sees_texts else page, page)


def _reports(asked: Sequence[Asked]) -> QuerySet[Report]:
    return reports_found(Report.objects.all(), asked)


def _report(report: Report, words: Sequence[str], sees_texts: bool) -> Hit:
    name = f"{report.jurisdiction.label} {report.plan_year}"
    parts = [report.get_kind_display(), report.get_state_display(), report.title]
    if report.superseded_by_id:
        parts.append(_("withdrawn") if report.is_withdrawn else _("superseded"))
    text = reverse("admin:reports_report_text", args=[report.pk])
    return Hit(hits(name, words), " · ".join(filter(None, parts)), (), text, shown.change_page(report))


def _indicators(asked: Sequence[Asked]) -> QuerySet[Indicator]:
    rows = Indicator.objects.all()
    for word in (each.word for each in asked):
        by_name = Q(name__icontains=word) | Q(english__icontains=word) | Q(code__icontains=word)
        rows = rows.filter(by_name | Q(aliases__icontains=word))
    return rows


def _indicator(indicator: Indicator, words: Sequence[str], sees_texts: bool) -> Hit:
    page = shown.change_page(indicator)
    note = " · ".join([indicator.code, indicator.get_topic_display(), *indicator.aliases[:4]])
    return Hit(hits(indicator.label, words), note, (), page, page)


def _statements(model: Any) -> Callable[[Sequence[Asked]], QuerySet[Any]]:
    def find(asked: Sequence[Asked]) -> QuerySet[Any]:
        return model.objects.found_by(asked)

    return find


def _statements_shown(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.select_related("jurisdiction")


def _statement(row: Any, words: Sequence[str], sees_texts: bool) -> Hit:
    name = [*hits(row.subject, words), Piece(f" {shown.said(row)}", False)]
    parts = [f"{row.jurisdiction.label} {row.year}", row.get_review_state_display()]
    if row.is_retired:
        parts.append(_("retired"))
    page = shown.change_page(row)
    address = shown.place_in_text(row) if sees_texts else page
    return Hit(name, " · ".join(parts), hits(row.quote, words, around=30), address, page)


def _places_shown() -> QuerySet[Jurisdiction]:
    return Jurisdiction.objects.select_related("parent__parent")


def _reports_shown() -> QuerySet[Report]:
    return Report.objects.select_related("jurisdiction").defer("text")


KINDS = (
    Kind("places", gettext_lazy("Places"), Jurisdiction, _places, _places_shown, _place, newest_first=False),
    Kind("reports", gettext_lazy("Reports"), Report, _reports, _reports_shown, _report),
    Kind(
        "indicators", gettext_lazy("Indicators"), Indicator, _indicators, Indicator.objects.all, _indicator,
        newest_first=False,
    ),
    Kind(
        "commitments", gettext_lazy("Commitments"), Commitment, _statements(Commitment),
        _statements_shown(Commitment), _statement,
    ),
    Kind(
        "outcomes", gettext_lazy("Outcomes"), Outcome, _statements(Outcome), _statements_shown(Outcome), _statement
    ),
)  # fmt: skip
