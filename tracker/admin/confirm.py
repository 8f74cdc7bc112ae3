"""The second step: what the text says of itself is proposed with where it says so; a person confirms or changes it."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminTextInputWidget,
    AdminURLFieldWidget,
    AutocompleteSelect,
)
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.choices import choices, word_name
from reports.models import Jurisdiction, Report
from reports.placing import Placed, Unplaced, place_of
from reports.reading.heading import Heading, Told, read_heading
from reports.words import ReportKind, Vintage
from tracker.admin.drafts import Draft
from tracker.admin.questions import Identity, Question, full_name, name_of, page_of, questions

#: Why no place is proposed.
_WHY_NO_PLACE = {
    Unplaced.UNNAMED: gettext_lazy("The text does not say whose it is: choose the place."),
    Unplaced.UNKNOWN: gettext_lazy("It names itself “%(quote)s”, a place that is not in the table: choose one."),
    Unplaced.SEVERAL: gettext_lazy("Several places are called what it names (“%(quote)s”): choose which."),
    Unplaced.DIFFER: gettext_lazy("It names places that do not agree (“%(quote)s”): choose which."),
}

#: What the worker is told in the very words of the form.
_AS_GIVEN = ("plan_year", "kind", "vintage", "title", "source", "source_link", "index_number", "is_digest")


class ConfirmForm(forms.Form):
    """What one draft is. Valid, `asked` is what the job needs; `open_questions` are those not yet agreed to."""

    suggested = forms.ModelChoiceField(
        Jurisdiction.objects.none(), label=gettext_lazy("one of these"), required=False, widget=forms.RadioSelect,
        blank=True, empty_label=gettext_lazy("another, chosen below"),
    )  # fmt: skip
    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.select_related("parent"),
        label=gettext_lazy("jurisdiction"),
        required=False,
        widget=AutocompleteSelect(Report._meta.get_field("jurisdiction"), admin.site),
    )
    plan_year = forms.IntegerField(
        label=gettext_lazy("plan year"),
        min_value=1950,
        max_value=2100,
        help_text=gettext_lazy("The year whose plans the report sets out; it reviews the year before."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=choices(ReportKind))
    vintage = forms.ChoiceField(
        label=gettext_lazy("vintage"),
        choices=choices(Vintage),
        required=False,
        help_text=gettext_lazy("Of a statistics communiqué: whether its figures are preliminary, final or revised."),
    )
    title = forms.CharField(label=gettext_lazy("title"), max_length=200, required=False, widget=AdminTextInputWidget)
    delivered_on = forms.DateField(label=gettext_lazy("delivered on"), required=False, widget=AdminDateWidget)
    source = forms.CharField(
        label=gettext_lazy("source"),
        max_length=300,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy("Who published it and where it was taken from."),
    )
    source_link = forms.URLField(
        label=gettext_lazy("source link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=AdminURLFieldWidget,
    )
    index_number = forms.CharField(
        label=gettext_lazy("official index number"), max_length=60, required=False, widget=AdminTextInputWidget
    )
    is_digest = forms.BooleanField(
        label=gettext_lazy("digest"),
        required=False,
        help_text=gettext_lazy("A short text in other words that states the report's figures."),
    )

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        self._draft = draft
        self.text = draft.text
        self.heading: Heading = read_heading(self.text)
        self.placed: Placed = place_of(self.heading, self.text, draft.name)
        super().__init__(data, initial=self._proposed())
        self.open_questions: list[Question] = []
        self._agreed: list[Question] = []
        if self.placed.candidates:
            candidates = Jurisdiction.objects.filter(pk__in=[place.pk for place in self.placed.candidates])
            self.fields["suggested"].queryset = candidates.select_related("parent")  # type: ignore[attr-defined]
            self.fields["suggested"].label_from_instance = full_name  # type: ignore[attr-defined]
        else:
            del self.fields["suggested"]

    def _proposed(self) -> dict[str, Any]:
        heading, place = self.heading, self.placed.place
        return {
            "jurisdiction": place.pk if place else None,
            "plan_year": _said(heading.year),
            "kind": _said(heading.kind) or ReportKind.WORK_REPORT.value,
            "vintage": _said(heading.vintage),
            "title": heading.title,
            "delivered_on": _said(heading.delivered_on),
            "source": _said(heading.source),
        }

    def rows(self) -> list[tuple[forms.BoundField, str]]:
        """Every field with where its proposal was found, or why there is none."""
        return [(field, self._evidence().get(field.name, "")) for field in self if not field.is_hidden]

    def _evidence(self) -> dict[str, str]:
        heading, placed = self.heading, self.placed
        nothing = _("The text does not say.")
        said = {
            name: _("Found: “%(quote)s”") % {"quote": told.quote} if told else nothing
            for name, told in (
                ("plan_year", heading.year),
                ("kind", heading.kind),
                ("delivered_on", heading.delivered_on),
                ("source", heading.source),
            )
        }
        if heading.vintage:
            said["vintage"] = _("Found: “%(quote)s”") % {"quote": heading.vintage.quote}
        if heading.year and not heading.is_year_sure:
            said["plan_year"] = _("Unsure; found: “%(quote)s”") % {"quote": heading.year.quote}
        quote = {"quote": placed.told.quote if placed.told else ""}
        where = "suggested" if "suggested" in self.fields else "jurisdiction"
        said[where] = str(_WHY_NO_PLACE[placed.why_not]) % quote if placed.why_not else _("Found: “%(quote)s”") % quote
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        place = cleaned.get("jurisdiction") or cleaned.get("suggested")
        if place is None and "jurisdiction" not in self.errors:
            self.add_error("jurisdiction", _("Choose the place."))
        cleaned["jurisdiction"] = place
        if cleaned.get("vintage") and cleaned.get("kind") != ReportKind.COMMUNIQUE.value:
            self.add_error("vintage", _("Only a statistics communiqué has a vintage."))
        if not self.errors and place is not None:
            self._compare(Identity(place, cleaned["kind"], cleaned["vintage"], cleaned["plan_year"]))
        return cleaned

    def _compare(self, said: Identity) -> None:
        """Refuse what is stored already, and ask about what is odd."""
        stored = Report.objects.select_related("jurisdiction").defer("text")
        same = stored.filter(text_sha256=hashlib.sha256(self.text.encode()).hexdigest()).first()
        if same is not None and (same.superseded_by_id is None or not _is(same, said)):
            self.add_error(None, _linked(_("This very text is stored already, as: %s"), same))
            return
        if self.cleaned_data["is_digest"]:
            full = stored.filter(superseded_by__isnull=True, is_digest=False, **said.fields).first()
            if full is not None:
                words = _("The full text is stored, and a digest does not replace it: %s")
                self.add_error("is_digest", _linked(words, full))
                return
        agreed = set(self.data.getlist("agreed"))  # type: ignore[attr-defined] # what a page sends is a QueryDict
        for question in questions(self.text, self.heading, self.placed, said):
            (self._agreed if question.key in agreed else self.open_questions).append(question)
        if self.open_questions:
            self.add_error(None, _("Look at what is asked below, then change what is wrong or tick that it is right."))

    @property
    def all_questions(self) -> list[tuple[Question, bool]]:
        """Every question and whether it is agreed to."""
        return [(question, False) for question in self.open_questions] + [(question, True) for question in self._agreed]

    @property
    def asked(self) -> dict[str, Any]:
        """What the worker needs to take the draft in."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in _AS_GIVEN},
            "code": given["jurisdiction"].code,
            "name": self._draft.name,
            "delivered_on": given["delivered_on"].isoformat() if given["delivered_on"] else "",
            "agreed": [{"key": agreed.key, "words": f"{agreed.words} {agreed.agree}"} for agreed in self._agreed],
        }

    @property
    def label(self) -> str:
        """The job's name: the report it is about, and the file."""
        given = self.cleaned_data
        kind = word_name(ReportKind(given["kind"]))
        return f"{given['jurisdiction'].label} {given['plan_year']}, {kind} · {self._draft.name}"


def _said(told: Told | None) -> str:
    return told.value if told else ""


def _is(report: Report, said: Identity) -> bool:
    return (report.jurisdiction_id, report.kind, report.vintage, report.plan_year) == (
        said.place.pk, said.kind, said.vintage, said.plan_year,
    )  # fmt: skip


def _linked(words: str, report: Report) -> SafeString:
    link = format_html('<a href="{}">{}</a>', page_of(report), name_of(report))
    return format_html(words.replace("%s", "{}"), link)
