"""What the reading desk sends, checked: the place in the text, and the fields by the one form of corrections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import Report
from reports.words import Kind, ReviewState
from tracker import register
from tracker.admin.forms import CorrectionForm
from tracker.admin.sentences import sentences
from tracker.models import Commitment, Outcome

#: More words than this are no one statement.
LONGEST = 2_000

Place = tuple[tuple[int, int], tuple[int, int] | None]


class PlaceForm(forms.Form):
    """Where in the report's text a statement and its figure stand: characters, the end exclusive."""

    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    number_start = forms.IntegerField(min_value=0, required=False)
    number_end = forms.IntegerField(min_value=1, required=False)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._text = report.text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not {"start", "end"} <= cleaned.keys():
            raise ValidationError(_("Select the statement's words in the text."))
        start, end = cleaned["start"], cleaned["end"]
        if not start < end <= len(self._text) or not self._text[start:end].strip():
            raise ValidationError(_("Select the statement's words in the text."))
        if end - start > LONGEST:
            raise ValidationError(_("That is too much text for one statement. Select its words only."))
        first, last = cleaned.get("number_start"), cleaned.get("number_end")
        if (first is None) != (last is None) or (first is not None and not start <= first < last <= end):
            raise ValidationError(_("The figure must stand within the statement's words."))
        return cleaned

    @property
    def said(self) -> str:
        """What is wrong with the place, in one line."""
        return sentences(str(said) for errors in self.errors.values() for said in errors)

    @property
    def place(self) -> Place:
        """The words' and the figure's bounds; the latter None for a statement without a figure."""
        said = self.cleaned_data
        number = None if said["number_start"] is None else (said["number_start"], said["number_end"])
        return (said["start"], said["end"]), number


class FieldsForm(CorrectionForm):
    """The form of corrections for a page that checks the fingerprint before anything else."""

    seen = None  # type: ignore[assignment]
    _revived: Commitment | Outcome | None = None

    @property
    def fields_given(self) -> dict[str, Any]:
        """Every field a person sets, with its value."""
        return {name: self.cleaned_data[name] for name in register.correctable(type(self.instance))}

    @property
    def changes(self) -> dict[str, Any]:
        names = register.correctable(type(self.instance))
        return {name: self.cleaned_data[name] for name in self.changed_data if name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        row = self.instance
        if {"subject", "measure"} <= cleaned.keys() and (self.changed_data or row.pk is None):
            names = ("subject", "measure")
            before = {name: getattr(row, name) for name in names}
            for name in names:
                setattr(row, name, cleaned[name])
            twice = register.same(row)
            for name, value in before.items():
                setattr(row, name, value)
            is_gone = twice is not None and (twice.is_retired or twice.review_state == ReviewState.REJECTED.value)
            if twice is not None and (row.pk is not None or not is_gone):
                self.add_error("subject", TWICE)
            self._revived = twice if is_gone else None
        return cleaned

    def _post_clean(self) -> None:
        """A statement that takes the place of a rejected or retired one is checked as that one, which it becomes."""
        revived, row = self._revived, self.instance
        if revived is None or row.pk is not None:
            super()._post_clean()
            return
        row.pk, row._state.adding = revived.pk, False
        super()._post_clean()
        row.pk, row._state.adding = None, True


TWICE = _("The same statement stands there already. Give this one another subject or measure, or reject one of them.")

_FORMS = {
    model: modelform_factory(model, form=FieldsForm, fields=register.correctable(model))
    for model in (Commitment, Outcome)
}


def fields_form(row: Commitment | Outcome, data: dict[str, Any] | None) -> Any:
    """The form of the row's fields with what was sent; fields not sent keep the row's values."""
    form = _FORMS[type(row)]
    if data is None:
        return form(instance=row)
    given: dict[str, Any] = {}
    for name in register.correctable(type(row)):
        own = getattr(row, "indicator_id" if name == "indicator" else name)
        given[name] = data.get(name, "" if own is None else own)
    given["note"] = data.get("note", "")
    return form({name: "" if value is None else value for name, value in given.items()}, instance=row)


class DeskForm(forms.ModelForm):
    """The form beside the text, filled by the page with the statement that is looked at."""

    kind = forms.ChoiceField(label=_("kind"), choices=choices(Kind))
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    class Meta:
        model = Outcome
        fields = register.CORRECTABLE
