"""Addresses of the public pages, below a language's prefix."""

from django.urls import path

from tracker import exports
from tracker.site import commitment, explaining, front, government, indicators, places, pledges, report

app_name = "site"

urlpatterns = [
    path("", front.front, name="front"),
    path("scoreboard.csv", exports.governments, name="scoreboard_csv"),
    path("places/", places.find, name="places"),
    path("pledges/", pledges.pledges, name="pledges"),
    path("pledges.csv", exports.pledges, name="pledges_csv"),
    path("g/<code:code>/", government.government, name="government"),
    path("g/<code:code>/<year:year>/", government.government, name="government_year"),
    path("c/<int:pk>/", commitment.commitment, name="commitment"),
    path("r/<int:pk>/", report.report, name="report"),
    path("i/", indicators.indicators, name="indicators"),
    path("i/<slug:code>/", indicators.indicator, name="indicator"),
    path("methodology/", explaining.methodology, name="methodology"),
    path("glossary/", explaining.glossary, name="glossary"),
    path("about/", explaining.about, name="about"),
]
