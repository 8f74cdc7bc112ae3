"""The pictures under docs, of the public pages over the digests that come with the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WIDE, NARROW = (1280, 900), (360, 740)


def fill() -> None:
    """The digests of real reports, as `make demo` loads them, in place of whatever the database held."""
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    call_command("load_fixtures", verbosity=0)
    call_command("ingest", str(ROOT / "fixtures" / "digests"), verbosity=0)


def pages() -> dict[str, str]:
    """The name of each picture and the address of its page in the language active now."""
    from django.urls import reverse

    from reports.models import Report
    from tracker.models import Commitment

    judged = Commitment.objects.current().kept().filter(indicator__code="gdp", comparator="about").latest_first()
    pledge = judged[0]
    report = Report.objects.filter(jurisdiction=pledge.jurisdiction, plan_year=pledge.year + 1).get()
    return {
        "scoreboard": reverse("site:front"),
        "government": reverse("site:government_year", args=[pledge.jurisdiction.code, pledge.year]),
        "commitment": reverse("site:commitment", args=[pledge.pk]),
        "report": reverse("site:report", args=[report.pk]),
        "indicator": reverse("site:indicator", args=["gdp"]),
        "compare": reverse("site:compare") + "?g=000000&g=411700",
        "search": reverse("site:search") + "?q=增长",
        "methodology": reverse("site:methodology"),
    }


def take(browser: Any, site: str, short: str, language: str) -> None:
    """Every page in one language, on a desk's screen; the scoreboard on a telephone's and in the dark, too."""
    from django.utils import translation

    with translation.override(language):
        addresses = pages()
    for (width, height), scheme, names, told in (
        (WIDE, "light", tuple(addresses), ""),
        (NARROW, "light", ("scoreboard", "commitment"), "-narrow"),
        (WIDE, "dark", ("scoreboard", "commitment"), "-dark"),
    ):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        for name in names:
            page.goto(site + addresses[name])
            page.wait_for_load_state("networkidle")
            path = DOCS / f"{name}{told}-{short}.png"
            page.screenshot(path=path)
            print(path.relative_to(ROOT))
        context.close()
