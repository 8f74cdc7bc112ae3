"""Draws the charts of pages before anybody asks for them: a drawing takes longer than all else on its page."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from reports.models import Jurisdiction
from reports.words import Direction
from tracker import caching
from tracker.models import Commitment, Indicator
from tracker.scoreboard import years_of
from tracker.site import pictures, yearly
from tracker.site.as_of import as_of
from tracker.site.comparison import comparison
from tracker.site.filters import Filters
from tracker.site.headline import series_of

#: Seconds in which an indicator is drawn once: it shows all governments, and many reports may come in at a time.
APART = 600


def draw(place: Jurisdiction) -> None:
    """Draw the place's years and the indicators of its pledges, in every language; what is drawn stays in the cache."""
    unreviewed = settings.DUIXIAN_SHOW_UNREVIEWED
    years = [row.year for row in years_of(place, unreviewed=unreviewed)]
    named = Commitment.objects.current().of(place).order_by().values("indicator").distinct()
    indicators = [row for row in Indicator.objects.filter(pk__in=named) if caching.claim(f"drawn:{row.code}", APART)]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yearly.pictures(series_of(place, years, unreviewed=unreviewed))
            for row in indicators:
                compared = comparison(Filters(indicator=row.code), "", unreviewed=unreviewed, version=as_of().version)
                pictures.pictures(compared, Direction(row.direction))
