"""The figures of agreement between two coders, in words for the methodology page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.agreement import FEWEST, Untold, agreements

#: What each compared field is called.
FIELDS: dict[str, Any] = {
    "decision": _("accept, reject or correct"),
    "subject": _("subject"),
    "indicator": _("indicator"),
    "measure": _("measure"),
    "comparator": _("comparator"),
    "value": _("value"),
    "unit": _("unit"),
    "period": _("period"),
    "deadline": _("deadline"),
    "hedge": _("hedge"),
}
WHY_NOT: dict[Untold, Any] = {
    Untold.TOO_FEW: _("too few statements"),
    Untold.NO_VARIATION: _("no variation"),
}


@dataclass(frozen=True)
class Row:
    """A field with its figures; `why_not` says why one is missing."""

    label: Any
    units: int
    reports: int
    share: Decimal | None
    alpha: Decimal | None
    why_not: Any


def agreed() -> dict[str, Any]:
    """The rows of the table, whether any statement was coded twice at all, and from how many on a figure is told."""
    rows = [
        Row(FIELDS[one.field], one.units, one.reports, one.share, one.alpha, WHY_NOT[one.untold] if one.untold else "")
        for one in agreements()
    ]
    return {"rows": rows, "units": rows[0].units, "reports": rows[0].reports, "fewest": FEWEST}
