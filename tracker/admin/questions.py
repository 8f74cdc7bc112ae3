"""What a person is asked once before a report is taken in: another place, another year, a new version, a near copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.likeness import nearly, share_changed
from reports.models import Jurisdiction, Report
from reports.placing import Placed, Unplaced
from reports.reading.heading import Heading


@dataclass(frozen=True, slots=True)
class Question:
    """Something odd; `key` names what exactly, so that a tick for one place is none for another."""

    key: str
    words: str
    agree: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which report a person says a text is."""

    place: Jurisdiction
    kind: str
    vintage: str
    plan_year: int

    @property
    def fields(self) -> dict[str, object]:
        """Its fields and values in the table of reports."""
        return {
            "jurisdiction": self.place,
            "kind": self.kind,
            "vintage": self.vintage,
            "plan_year": self.plan_year,
        }


def questions(text: str, heading: Heading, placed: Placed, said: Identity) -> list[Question]:
    """All that must be agreed to before the text is taken in as what a person says it is; at most three queries."""
    asked = [
        _another_place(placed, said),
        _another_year(heading, said),
        _another_version(text, said),
        _near_copy(text, said),
    ]
    return [question for question in asked if question is not None]


def full_name(place: Jurisdiction) -> str:
    """The place with the one above it: there are four 鼓楼区."""
    above = place.parent
    return f"{above.label} {place.label}" if above is not None and above.level != "nation" else place.label


def page_of(report: Report) -> str:
    """The address of a stored report's text."""
    return reverse("admin:reports_report_text", args=[report.pk])


def name_of(report: Report) -> str:
    """A stored report in words."""
    return f"{report.jurisdiction.label} {report.plan_year}, {report.get_kind_display()}"


def _another_place(placed: Placed, said: Identity) -> Question | None:
    codes = {place.code for place in placed.candidates}
    if placed.place is not None:
        if placed.place.code == said.place.code:
            return None
        named, key = full_name(placed.place), placed.place.code
    elif placed.told is not None and placed.why_not in (Unplaced.SEVERAL, Unplaced.DIFFER):
        if said.place.code in codes:
            return None
        named, key = " / ".join(map(full_name, placed.candidates)), "-".join(sorted(codes))
    elif placed.told is not None and placed.why_not == Unplaced.UNKNOWN:
        named, key = placed.told.quote, "unknown"
    else:
        return None
    chosen = full_name(said.place)
    quote = placed.told.quote if placed.told else ""
    return Question(
        key=f"place:{key}:{said.place.code}",
        words=_("The text names %(named)s (“%(quote)s”); you chose %(chosen)s.")
        % {"named": named, "quote": quote, "chosen": chosen},
        agree=_("Yes, file it under %(chosen)s.") % {"chosen": chosen},
    )


def _another_year(heading: Heading, said: Identity) -> Question | None:
    if heading.year is None or not heading.is_year_sure or heading.year.value == str(said.plan_year):
        return None
    told = {"named": heading.year.value, "quote": heading.year.quote, "chosen": said.plan_year}
    return Question(
        key=f"year:{heading.year.value}:{said.plan_year}",
        words=_("By the text the plan year is %(named)s (“%(quote)s”); you chose %(chosen)s.") % told,
        agree=_("Yes, the plan year is %(chosen)s.") % told,
    )


def _another_version(text: str, said: Identity) -> Question | None:
    current = Report.objects.filter(superseded_by__isnull=True, **said.fields).select_related("jurisdiction").first()
    if current is None or current.text == text:
        return None
    told = {
        "report": name_of(current),
        "version": current.version,
        "next": current.version + 1,
        "share": f"{share_changed(current.text, text):.0%}",
    }
    return Question(
        key=f"version:{current.pk}",
        words=_(
            "Another text is stored as %(report)s (version %(version)d); %(share)s of its sentences differ from this "
            "one. This one will take its place as version %(next)d."
        )
        % told,
        agree=_("Yes, take it in as version %(next)d.") % told,
        address=page_of(current),
    )


def _near_copy(text: str, said: Identity) -> Question | None:
    like = nearly(text, said.plan_year, said.fields)
    if like is None or like.text == text:
        return None
    return Question(
        key=f"like:{like.pk}",
        words=_("It is nearly the text that is stored as %(report)s.") % {"report": name_of(like)},
        agree=_("Yes, it is a report of its own."),
        address=page_of(like),
    )
