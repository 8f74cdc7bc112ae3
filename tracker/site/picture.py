"""A chart as it stands on a page: its title and summary, the drawing, its key and source, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.words import Verdict


@dataclass(frozen=True)
class Picture:
    """A chart with what belongs to it; ``svg`` is markup of our own, ``rows`` begin with their heading.

    ``marks`` are the verdicts whose marks the drawing holds; ``has_targets`` says that it has ticks for targets,
    ``has_bands`` that beside them it shows what still counts as kept.
    """

    name: str
    title: str
    summary: str
    svg: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str
    marks: Sequence[Verdict] = ()
    has_targets: bool = False
    has_bands: bool = False
    left_out: str = ""


def source(first: int, last: int, judged_at: datetime | None) -> str:
    """Where the figures are from, and up to when they were judged."""
    told = _("Source: government work reports and digests on record, targets for %(first)s–%(last)s.") % {
        "first": first,
        "last": last,
    }
    if judged_at is None:
        return told
    space = "" if (get_language() or "en").startswith("zh") else " "
    day = date_format(timezone.localtime(judged_at), "DATE_FORMAT")
    return told + space + _("Judged up to %(day)s.") % {"day": day}
