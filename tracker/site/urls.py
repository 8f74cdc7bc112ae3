"""Addresses of the public pages, below a language's prefix."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.gzip import gzip_page

from tracker import compare_export, exports, five_year, search_export
from tracker.site import (
    audit,
    card_images,
    commitment,
    compare,
    corrections,
    data,
    explaining,
    front,
    government,
    government_year,
    handbook,
    indicators,
    labelling,
    places,
    pledges,
    publications,
    report,
    report_statements,
    report_text,
    search,
    topics,
)
from tracker.site.kept import kept
from tracker.site.strict import strict

app_name = "site"


def _public(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    """A page sent compressed, and kept so: it carries no secret (no session, no form token) that its size could betray,
    nor anything of the visitor's own.
    """
    return path(route, kept(gzip_page(view)), name=name)


def _download(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
    return _public(route, strict(view), name)


urlpatterns = [
    # A PNG is packed already.
    path("card.png", card_images.front, name="front_card"),
    path("g/<code:code>/<year:year>/card.png", card_images.government, name="government_card"),
    path("c/<int:pk>/card.png", card_images.commitment, name="commitment_card"),
    _public("", front.front, "front"),
    _download("scoreboard.csv", exports.governments, "scoreboard_csv"),
    _download("years.csv", exports.years, "years_csv"),
    _public("places/", places.find, "places"),
    _public("places/suggest/", places.suggest, "places_suggest"),
    _public("compare/", compare.compare, "compare"),
    _download("compare.csv", compare_export.years, "compare_csv"),
    _download("compare_targets.csv", compare_export.targets, "compare_targets_csv"),
    _public("pledges/", pledges.pledges, "pledges"),
    _download("pledges.csv", exports.pledges, "pledges_csv"),
    _download("five_year.csv", five_year.download, "five_year_csv"),
    _public("search/", search.search, "search"),
    _download("search.csv", search_export.download, "search_csv"),
    _public("t/", topics.topics, "topics"),
    _public("t/<slug:code>/", topics.topic, "topic"),
    _public("corrections/", corrections.corrections, "corrections"),
    _download("corrections.csv", exports.corrections, "corrections_csv"),
    _public("publications/", publications.publications, "publications"),
    _download("publications.csv", exports.publications, "publications_csv"),
    _download("goalposts.csv", exports.goalposts, "goalposts_csv"),
    _public("audit/", audit.audit, "audit"),
    _download("findings.csv", exports.findings, "findings_csv"),
    _public("g/<code:code>/", government.government, "government"),
    _public("g/<code:code>/<year:year>/", government_year.government_year, "government_year"),
    _public("c/<int:pk>/", commitment.commitment, "commitment"),
    _public("r/<int:pk>/", report.report, "report"),
    _public("r/<int:pk>/statements/", report_statements.report_statements, "report_statements"),
    # Its tag is the text's own hash, in the place of the one of a kept page.
    path("r/<int:pk>/text.txt", gzip_page(report_text.report_text), name="report_text"),
    _public("i/", indicators.indicators, "indicators"),
    _public("i/<slug:code>/", indicators.indicator, "indicator"),
    _public("data/", data.data, "data"),
    _public("methodology/", explaining.methodology, "methodology"),
    _public("handbook/", handbook.handbook, "handbook"),
    _public("labelling/", labelling.labelling, "labelling"),
    _public("glossary/", explaining.glossary, "glossary"),
    _public("about/", explaining.about, "about"),
]
