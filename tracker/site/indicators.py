"""All governments' targets and outcomes for one indicator."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reports.models import Jurisdiction
from reports.words import Direction, Level, Topic, Verdict
from tracker.models import Commitment, Indicator
from tracker.scoreboard import Counts, years_with_pledges
from tracker.site.as_of import as_of
from tracker.site.comparison import NEWEST, comparison
from tracker.site.filters import Filters, read, read_after
from tracker.site.lines import lines
from tracker.site.pictures import pictures

PLEDGES_A_PAGE = 50


@dataclass(frozen=True)
class Counted:
    """An indicator with how many pledges name it."""

    indicator: Indicator
    pledges: int


@dataclass(frozen=True)
class TopicIndicators:
    """The indicators of a topic: those that pledges name, most first, and those that none does yet."""

    topic: Topic
    named: list[Counted]
    unnamed: list[Indicator]


def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator by topic, with how many pledges name it."""
    shown = Commitment.objects.shown(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    counts = shown.filter(indicator__isnull=False).order_by().values_list("indicator").annotate(Count("pk"))
    pledges = dict(counts)
    order = {topic.value: place for place, topic in enumerate(Topic)}
    rows = sorted(Indicator.objects.all(), key=lambda row: (order[row.topic], -pledges.get(row.pk, 0), row.code))
    topics = []
    for topic, group in groupby(rows, key=lambda row: row.topic):
        of_topic = list(group)
        named = [Counted(row, pledges[row.pk]) for row in of_topic if row.pk in pledges]
        topics.append(TopicIndicators(Topic(topic), named, [row for row in of_topic if row.pk not in pledges]))
    return render(request, "indicators.html", {"topics": topics})


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its targets beside its outcomes in pictures, and the pledges of all governments, latest first."""
    found = get_object_or_404(Indicator, code=code)
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    asked = read(request.GET)
    filters = Filters(
        indicator=found.code,
        level=asked.level,
        year=asked.year,
        province=asked.province,
        is_confirmed=asked.is_confirmed,
    )
    rows = filters.commitments(unreviewed=unreviewed)
    by_verdict = dict(rows.order_by().values_list("verdict__code").annotate(Count("pk")))
    after = read_after(request.GET.get("after", ""))
    cut = rows.after(*after) if after else rows
    page = list(cut.with_line()[: PLEDGES_A_PAGE + 1])
    shown = page[:PLEDGES_A_PAGE]
    state = as_of()
    compared = comparison(filters, request.GET.get("figures", ""), unreviewed=unreviewed, version=state.version)
    return render(
        request,
        "indicator.html",
        {
            "indicator": found,
            "topic": Topic(found.topic),
            "direction": Direction(found.direction),
            "filters": filters,
            "counts": Counts(**{verdict.value: by_verdict.get(verdict.value, 0) for verdict in Verdict}),
            "compared": compared,
            "pictures": pictures(compared, Direction(found.direction), state.judged_at) if after is None else [],
            "newest": NEWEST,
            "lines": lines(shown),
            "is_first_page": after is None,
            "next_after": f"{shown[-1].due_on}_{shown[-1].pk}" if len(page) > PLEDGES_A_PAGE else "",
            "levels": list(Level),
            "years": years_with_pledges(unreviewed=unreviewed),
            "provinces": Jurisdiction.objects.filter(level=Level.PROVINCE.value, valid_to__isnull=True),
        },
    )
