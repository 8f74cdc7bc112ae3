"""Addresses of the public pages, below a language's prefix."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.gzip import gzip_page

from tracker import exports, five_year
from tracker.site import (
    audit,
    commitment,
    corrections,
    explaining,
    front,
    government,
    indicators,
    places,
    pledges,
    report,
)

app_name = "site"


def _public(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page sent compressed: it carries no secret (no session, no form token) that its size could betray."""
    return path(route, gzip_page(view), name=name)


urlpatterns = [
    _public("", front.front, "front"),
    _public("scoreboard.csv", exports.governments, "scoreboard_csv"),
    _public("years.csv", exports.years, "years_csv"),
    _public("places/", places.find, "places"),
    _public("pledges/", pledges.pledges, "pledges"),
    _public("pledges.csv", exports.pledges, "pledges_csv"),
    _public("five_year.csv", five_year.download, "five_year_csv"),
    _public("corrections/", corrections.corrections, "corrections"),
    _public("corrections.csv", exports.corrections, "corrections_csv"),
    _public("goalposts.csv", exports.goalposts, "goalposts_csv"),
    _public("audit/", audit.audit, "audit"),
    _public("findings.csv", exports.findings, "findings_csv"),
    _public("g/<code:code>/", government.government, "government"),
    _public("g/<code:code>/<year:year>/", government.government, "government_year"),
    _public("c/<int:pk>/", commitment.commitment, "commitment"),
    _public("r/<int:pk>/", report.report, "report"),
    _public("i/", indicators.indicators, "indicators"),
    _public("i/<slug:code>/", indicators.indicator, "indicator"),
    _public("methodology/", explaining.methodology, "methodology"),
    _public("glossary/", explaining.glossary, "glossary"),
    _public("about/", explaining.about, "about"),
]
