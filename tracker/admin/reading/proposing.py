"""What the reading makes of words a person selected: a start for the form, never stored by itself."""

from __future__ import annotations

from typing import Any

from reports.models import Report
from reports.reading import quantities, sections
from reports.reading.numerals import narrow
from reports.reading.read import read
from reports.words import Comparator, Kind, Measure, Section
from tracker import register
from tracker.models import Indicator

#: What words are read as where nothing is promised or told: in the problems, in the glossary.
_USUAL = Section.YEAR_TASKS


def propose(report: Report, start: int, end: int) -> dict[str, Any]:
    """Fields, kind and figure of a statement in the words at [start, end), as the form and an act take them.

    The words are read by themselves, for they stand where the reading found no statement, but as words of the section
    they stand in, which tells the kind and the year. What is not told by the words is left empty.
    """
    words = report.text[start:end]
    section = Section(register.draft(report, Kind.OUTCOME, (start, end), None).section)
    kind = sections.kind_of(section) or Kind.PLEDGE
    said = read(words, report.plan_year, section=section if sections.kind_of(section) else _USUAL).statements
    found = next((one for one in said if one.number), said[0] if said else None)
    year = report.plan_year if kind == Kind.PLEDGE else report.review_year
    fields: dict[str, Any] = {"subject": "", "indicator": None, "measure": Measure.DONE.value, "hedge": "",
                              "comparator": Comparator.EQ.value, "period": str(year)}  # fmt: skip
    number = None
    if found is not None:
        fields |= {
            "subject": found.subject,
            "indicator": Indicator.objects.filter(code=found.indicator or "").values_list("pk", flat=True).first(),
            "measure": found.measure.value,
            "comparator": found.comparator.value,
            "value": found.value,
            "value_high": found.value_high,
            "unit": found.unit,
            "deadline": found.deadline,
            "hedge": found.hedge.value,
            "period": found.period,
        }
        number = (found.number.start, found.number.end) if found.number else None
    else:
        figure = next((one for one in quantities.each(narrow(words)) if not one.noise), None)
        if figure is not None:
            fields |= {"measure": Measure.LEVEL.value, "value": figure.value, "unit": figure.unit}
            number = (figure.start, figure.end)
    place = {"start": start, "end": end, "number_start": None, "number_end": None}
    if number is not None:
        place |= {"number_start": start + number[0], "number_end": start + number[1]}
    return {"fields": fields, "kind": kind.value, "place": place}
