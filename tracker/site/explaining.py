"""The pages that explain: how a pledge is judged, what the words mean, what this is."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.words import EVIDENCE, Rule, Verdict
from tracker.judging.audit.growth import ABSURD_DEFLATOR, RESTATED_SHARE
from tracker.judging.audit.records import Severity
from tracker.judging.goalposts.records import Move
from tracker.judging.goalposts.tables import wordings
from tracker.judging.rules import DEFINITIONS
from tracker.site import meanings
from tracker.site.agreed import agreed
from tracker.site.sensitivity import sensitivity
from tracker.site.tolerances import of_rule, tolerances


def methodology(request: HttpRequest) -> HttpResponse:
    """The verdicts, the rules with their versions, and every constant of the judging, from the code itself."""
    return render(
        request,
        "methodology.html",
        {
            "verdicts": [meanings.Term(verdict, meanings.VERDICTS[verdict]) for verdict in Verdict],
            "rules": [
                (
                    meanings.Term(rule, meanings.RULES[rule]),
                    DEFINITIONS[rule].version if rule in DEFINITIONS else 1,
                    of_rule(rule),
                )
                for rule in Rule
            ],
            "moves": [meanings.Term(move, meanings.MOVES[move]) for move in Move],
            "wordings": [step for step in wordings().values() if step.scale == "figure"],
            "tolerances": tolerances(),
            "evidence": EVIDENCE,
            "severities": [meanings.Term(word, meanings.SEVERITIES[word]) for word in reversed(Severity)],
            "restated_share": RESTATED_SHARE,
            "absurd_deflator": ABSURD_DEFLATOR,
            "agreed": agreed(),
            "double_coding_share": Decimal(str(settings.DUIXIAN_DOUBLE_CODING_SHARE)),
            "outlooks": sensitivity(unreviewed=settings.DUIXIAN_SHOW_UNREVIEWED),
        },
    )


def glossary(request: HttpRequest) -> HttpResponse:
    """Every coded word with its meaning."""
    return render(request, "glossary.html", {"parts": meanings.glossary()})


def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read and indexed; the staff pages need not be."""
    rules = [f"Disallow: /{code}/admin/" for code, _name in settings.LANGUAGES]
    return HttpResponse("\n".join(["User-agent: *", *rules, ""]), content_type="text/plain")


def about(request: HttpRequest) -> HttpResponse:
    """What this is, who it is for, and what it does not know."""
    return render(request, "about.html")
