"""What the tests of pages share: an address of every type of page, and what a reader sees of one."""

from __future__ import annotations

import re

from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests.characters import COUNTY
from tests.county import PROVINCE
from tracker.models import Commitment

LANGUAGES = ("zh-hans", "en")


def of(indicator, year=2022):
    return Commitment.objects.current().get(indicator__code=indicator, year=year)


def addresses():
    """One address of every page type."""
    gdp = of("gdp")
    return [
        reverse("site:front"),
        reverse("site:places") + "?q=样例",
        reverse("site:pledges"),
        reverse("site:compare"),
        reverse("site:compare") + f"?g={COUNTY}",
        reverse("site:compare") + f"?g={COUNTY}&g={PROVINCE}&year=2022",
        reverse("site:compare") + "?q=样例",
        reverse("site:data"),
        reverse("site:government_year", args=[COUNTY, 2022]),
        reverse("site:commitment", args=[gdp.pk]),
        reverse("site:report", args=[gdp.report_id]),
        reverse("site:report_statements", args=[gdp.report_id]),
        reverse("site:report_statements", args=[gdp.report_id]) + "?verdict=kept",
        reverse("site:report", args=[gdp.report_id]) + f"?from={gdp.start - 4}&to={gdp.start + 4}",
        reverse("readers:correct_commitment", args=[gdp.pk]),
        reverse("readers:commitment_thanks", args=[gdp.pk]),
        reverse("readers:correct_report", args=[gdp.report_id]),
        reverse("readers:report_thanks", args=[gdp.report_id]),
        reverse("site:indicators"),
        reverse("site:indicator", args=["gdp"]),
        reverse("site:topics"),
        reverse("site:topic", args=["economy"]),
        reverse("site:search"),
        reverse("site:search") + "?q=增长",
        reverse("site:search") + "?q=公路&in=outcome",
        reverse("site:search") + "?q=没有的词",
        reverse("site:methodology"),
        reverse("site:corrections"),
        reverse("site:publications"),
        reverse("site:audit"),
        reverse("site:glossary"),
        reverse("site:labelling"),
        reverse("site:handbook"),
        reverse("site:about"),
    ]


def text_of(response):
    """The words of a page as a reader sees them, spaces made single."""
    main = LexborHTMLParser(response.content).css_first("main")
    return re.sub(r"\s+", " ", main.text())
