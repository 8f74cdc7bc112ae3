"""What a commitment's page says to machines, in the words of schema.org (JSON-LD).

A `ClaimReview` checks whether a claim is true. Nothing is checked for truth here: a promise is laid beside what the
same government reported of it a year later. So it is a `Review` of a `Quotation`, rated in our own words and without a
number; and where no quotation or no verdict is, none is claimed.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.models import Jurisdiction, Report, Statement
from reports.words import Level, Verdict
from tracker.models import Verdict as VerdictRow
from tracker.site.citing import address, title
from tracker.site.lines import Line
from tracker.site.meanings import VERDICTS

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: What would end the script or begin markup stands as an escape of JSON, which says the same.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
#: Not judged, or no longer.
_UNRATED = (Verdict.PENDING, Verdict.WITHDRAWN)
_CHINESE = "zh-Hans"


def script(data: dict[str, Any]) -> SafeString:
    """The data as the content of a ``<script type="application/ld+json">``, which no quote can end."""
    return SafeString(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def page(request: HttpRequest, row: Line, judged: VerdictRow, sentence: str) -> dict[str, Any]:
    """The page as JSON-LD: a Review where a promise was judged, else a WebPage.

    `sentence` is how it was judged, in the language of the page.
    """
    found, code = row.commitment, get_language() or "en"
    here = address(request, found, code)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": here,
        "url": here,
        "name": title(row),
        "inLanguage": "en" if code == "en" else _CHINESE,
        "dateModified": judged.decided_at.date().isoformat(),
        "publisher": _ourselves(request),
        "license": LICENCE,
        "isAccessibleForFree": True,
    }
    if row.is_known_from_admission:
        return said
    promise = quotation(request, found, found.jurisdiction)
    if row.verdict in _UNRATED:
        return said | {"mainEntity": promise}
    said |= {
        "@type": "Review",
        "author": _ourselves(request),
        "datePublished": said.pop("dateModified"),
        "itemReviewed": promise,
        "reviewBody": sentence,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": row.verdict.name_in(code),
            "ratingExplanation": str(VERDICTS[row.verdict]),
        },
    }
    return said | ({"citation": quotation(request, row.outcome, found.jurisdiction)} if row.outcome else {})


def quotation(request: HttpRequest, statement: Statement, place: Jurisdiction) -> dict[str, Any]:
    """A statement of the place's government in its report; a digest's words are ours, so it is no quotation of it."""
    said = {"text": statement.quote, "inLanguage": _CHINESE, "isPartOf": _report(request, statement.report, place)}
    if statement.report.is_digest:
        return {"@type": "CreativeWork", **said}
    return {"@type": "Quotation", **said, "creator": _government(place)}


def _government(place: Jurisdiction) -> dict[str, Any]:
    label = place.label
    name = _("Government of %(place)s") % {"place": label}
    if place.level == Level.NATION.value:
        name = _("State Council of China")
    area = {"@type": "AdministrativeArea", "name": label, "identifier": place.code}
    return {"@type": "GovernmentOrganization", "name": name, "areaServed": area}


def _report(request: HttpRequest, report: Report, place: Jurisdiction) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "CreativeWork" if report.is_digest else "Report",
        "name": report.title or f"{place.label} {report.plan_year} {report.get_kind_display()}",
        "url": request.build_absolute_uri(reverse("site:report", args=[report.pk])),
        "identifier": f"sha256:{report.text_sha256}",
    }
    if report.delivered_on and not report.is_digest:
        said["datePublished"] = report.delivered_on.isoformat()
    if report.web_address:
        said["isBasedOn"] = report.web_address
    return said


def _ourselves(request: HttpRequest) -> dict[str, Any]:
    front = request.build_absolute_uri(reverse("site:front"))
    return {"@type": "Project", "name": _("Duixian"), "url": front}
