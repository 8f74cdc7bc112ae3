"""A new version of a text: the earlier versions' rows move to where their words stand now."""

from __future__ import annotations

from typing import Any

from reports.models import Report
from tracker.register.rows import retire


def move_from_earlier_versions(model: Any, report: Report) -> None:
    """Re-anchor the earlier versions' rows whose words stand in this version, nearest place first."""
    earlier = Report.objects.filter(superseded_by=report)
    gone = []
    for row in model.objects.filter(report__in=earlier).order_by("start"):
        place = _nearest(report.text, row.quote, row.start)
        if place is None:
            gone.append(row.pk)
            continue
        shift = place - row.start
        taken = {"report": report, "subject": row.subject, "measure": row.measure, "start": place}
        if model.objects.filter(**taken, number_start=_moved(row.number_start, shift)).exists():
            continue
        row.report = report
        for name in ("start", "end", "number_start", "number_end", "base_start", "base_end"):
            setattr(row, name, _moved(getattr(row, name), shift))
        row.save(update_fields=["report", "start", "end", "number_start", "number_end", "base_start", "base_end"])
    retire(model, gone)


def _moved(offset: int | None, shift: int) -> int | None:
    return None if offset is None else offset + shift


def _nearest(text: str, quote: str, near: int) -> int | None:
    before, after = text.rfind(quote, 0, near + len(quote)), text.find(quote, near)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - near), default=None)
