"""The pledges of all governments by what they are about, and one topic at a glance."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reports.words import Topic
from tracker.models import Commitment, Indicator
from tracker.scoreboard import by_topic, most_due, most_silent, of_topic
from tracker.site.lately import LIST_LENGTH, newest_answers, short_lists

GOVERNMENTS_SHOWN = 20


def topics(request: HttpRequest) -> HttpResponse:
    """Every topic with the sum of its verdicts."""
    found = by_topic(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED)
    has_lists = any(row.counts.kept_by_list for row in found)
    return render(request, "topics.html", {"topics": found, "has_lists": has_lists})


def topic(request: HttpRequest, code: str) -> HttpResponse:
    """One topic: its verdicts, whose pledges they are, what is new, what is silent. 404 for an unknown topic."""
    found = next((topic for topic in Topic if topic.value == code), None)
    if found is None:
        raise Http404
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    total = next((row for row in by_topic(unreviewed=unreviewed) if row.topic == found), None)
    tallies = of_topic(found, unreviewed=unreviewed)
    indicators = Indicator.objects.filter(topic=found.value).order_by("code")
    named = _named(found, unreviewed=unreviewed)
    pledges = Commitment.objects.shown(unreviewed=unreviewed).about(found)
    governments = most_due(tallies, GOVERNMENTS_SHOWN)
    (newest,) = short_lists(newest_answers(pledges) if total and total.counts.answered else [])
    return render(
        request,
        "topic.html",
        {
            "topic": found,
            "total": total,
            "is_other": found == Topic.OTHER,
            "governments": governments,
            "has_lists": any(counts.kept_by_list for _tally, counts in governments),
            "newest": newest,
            "silences": most_silent(tallies, LIST_LENGTH),
            "named": [row for row in indicators if row.pk in named],
            "unnamed": [row for row in indicators if row.pk not in named],
        },
    )


def _named(topic: Topic, *, unreviewed: bool) -> set[int]:
    """The keys of the topic's indicators that any pledge names which is shown; looks at one pledge of each."""
    pledges = Commitment.objects.shown(unreviewed=unreviewed).filter(indicator=OuterRef("pk"))
    return set(Indicator.objects.filter(Exists(pledges), topic=topic.value).values_list("pk", flat=True))
