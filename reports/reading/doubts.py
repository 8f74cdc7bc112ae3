"""How sure the reading is of a figure's statement, and why not surer.

The shares are how many statements with such a sign had every field right, subject included, among 2,490 labelled ones
(`manage.py score` counts them the same way); a statement with several signs is as sure as its weakest. The rules of the
reading were mended by those labels, so that a report nobody has looked at is read with somewhat less right.
"""

from __future__ import annotations

from reports.words import Doubt, Measure, Section

#: A statement of a standing indicator, and one of anything else, without any doubt.
NAMED, PLAIN = 0.98, 0.91
_SHARES = {
    Doubt.NO_UNIT: 0.62,
    Doubt.APPENDED: 0.56,
    Doubt.LONG_SUBJECT: 0.63,
    Doubt.MULTIPLE: 0.77,
    Doubt.SEVERAL: 0.83,
    Doubt.OVER_YEARS: 0.86,
    Doubt.CARRIED: 0.88,
}
#: A subject of more characters than this often holds more than a name.
_LONG = 18


def of(
    quote: str, subject: str, indicator: str | None, measure: Measure, unit: str, section: Section, *, in_total: bool
) -> tuple[tuple[Doubt, ...], float]:
    """The doubts of a statement, in the order of their table, and its confidence (0…1)."""
    found = []
    if not unit and measure not in (Measure.RANK, Measure.RATIO, Measure.MULTIPLE):
        found.append(Doubt.NO_UNIT)
    if section is Section.APPENDED:
        found.append(Doubt.APPENDED)
    if len(subject) > _LONG:
        found.append(Doubt.LONG_SUBJECT)
    if measure is Measure.MULTIPLE:
        found.append(Doubt.MULTIPLE)
    if not indicator:
        if "、" in subject:
            found.append(Doubt.SEVERAL)
        if in_total:
            found.append(Doubt.OVER_YEARS)
        if subject not in quote:
            found.append(Doubt.CARRIED)
    return tuple(found), min((_SHARES[doubt] for doubt in found), default=NAMED if indicator else PLAIN)
