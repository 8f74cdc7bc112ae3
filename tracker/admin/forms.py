"""The forms of the staff's pages: correcting a statement, deciding on it, overriding its verdict."""

from __future__ import annotations

import copy
import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.models import DEADLINE, PERIOD, VALUE
from reports.reading import quantities
from reports.reading.numerals import chinese, narrow
from reports.words import Comparator, Measure, ReviewState
from reports.words import Verdict as VerdictWord
from tracker import register
from tracker.admin.decisions import fingerprint
from tracker.models import Commitment, Outcome

STALE = _("Somebody else changed this statement after you opened it. Look at it as it is now, then decide.")
_DECIMAL = r"^-?\d+(\.\d+)?$"
_DIGITS = r"\d+(?:\.\d+)?"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMERALS = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]+")
#: What is a figure without being a numeral: 完成一半, 占比过半.
_HALVES = {Decimal(50), Decimal("0.5")}


def figures_in(words: str) -> set[Decimal]:
    """The values of all figures in the words, without signs, as they are read and as they stand.

    Of 1.2万 both 1.2 and 12000; a numeral counts wherever it stands (五个百分点, 前三位, 近千万), and so do its signs.
    """
    flat = _THOUSANDS.sub("", narrow(words))
    read = (one.value for one in quantities.each(flat) if re.fullmatch(_DIGITS, one.value))
    found = {Decimal(value) for value in (*read, *re.findall(_DIGITS, flat))}
    spelt = {piece for run in _NUMERALS.findall(flat) for piece in (run, *run)}
    found |= {value for value in map(chinese, spelt) if value is not None}
    return found | _HALVES if "半" in flat else found


class DecisionForm(forms.Form):
    """Accept, reject or hand back; `seen` is the fingerprint of the row as the person saw it."""

    state = forms.ChoiceField(choices=choices(ReviewState))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Commitment | Outcome, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["seen"].initial = fingerprint(row)

    def clean_seen(self) -> str:
        if self.cleaned_data["seen"] != fingerprint(self.row):
            raise ValidationError(STALE, code="stale")
        return self.cleaned_data["seen"]


class CorrectionForm(forms.ModelForm):
    """The fields a person corrects, each checked on its own so that the error stands beside it."""

    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Why, for whoever reads the history.")
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        fields: ClassVar = [*register.CORRECTABLE]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._fingerprint = fingerprint(self.instance)
        if "seen" in self.fields:
            self.fields["seen"].initial = self._fingerprint

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that say something else now, with their new values."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name in register.CORRECTABLE}

    def clean_seen(self) -> str:
        if self.cleaned_data["seen"] != self._fingerprint:
            raise ValidationError(STALE, code="stale")
        return self.cleaned_data["seen"]

    def clean_value(self) -> str:
        value = self.cleaned_data["value"].strip()
        if value and not re.match(VALUE, value):
            raise ValidationError(
                _("Write the figure as printed (8.5), “redacted” for a blanked one, or a ratio (1.3:17.4:81.3).")
            )
        return value

    def clean_value_high(self) -> str:
        value = self.cleaned_data["value_high"].strip()
        if value and not re.match(_DECIMAL, value):
            raise ValidationError(_("Write the upper figure in digits: 6.5."))
        return value

    def clean_period(self) -> str:
        period = self.cleaned_data["period"].strip()
        if not re.match(PERIOD, period):
            raise ValidationError(_("Write a year (2018) or a span of years (2011-2015)."))
        return period

    def clean_deadline(self) -> str:
        deadline = self.cleaned_data["deadline"].strip()
        if deadline and not re.match(DEADLINE, deadline):
            raise ValidationError(_("Write a month (2019-06), a day (2019-06-30) or a year (2019)."))
        return deadline

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"comparator", "value", "value_high", "measure"} <= cleaned.keys():
            self._check_figures(cleaned)
            self._check_words(cleaned)
        return cleaned

    def _check_figures(self, cleaned: dict[str, Any]) -> None:
        measure, comparator, value, high = (cleaned[name] for name in ("measure", "comparator", "value", "value_high"))
        is_range = comparator == Comparator.RANGE.value
        if is_range and not (re.match(_DECIMAL, value) and high):
            self.add_error("value_high", _("A range needs its lower and its upper figure."))
        if not is_range and high:
            self.add_error("value_high", _("Only a range has an upper figure."))
        if measure == Measure.DONE.value and (value or self.instance.number_start is not None):
            self.add_error("measure", _("A deed has no figure: choose what the figure measures."))
        is_pledge = isinstance(self.instance, Commitment) and self.instance.known_from == Commitment.KnownFrom.PLEDGE
        if is_pledge and not value and measure != Measure.DONE.value and comparator != Comparator.SYNC.value:
            self.add_error("value", _("A pledge needs a figure to reach, unless it is a deed or to keep in step."))

    def _check_words(self, cleaned: dict[str, Any]) -> None:
        """Ask for a reason where a figure somebody sets stands nowhere in the statement's words.

        A slip of the key would go unseen otherwise. That a figure is none of the words' can still be right: 前五 is one
        of at most 5, and a scan may have lost a digit.
        """
        if "note" not in self.fields or cleaned.get("note"):
            return
        is_new = self.instance.pk is None
        for name in ("value", "value_high"):
            value = cleaned.get(name) or ""
            if (is_new or name in self.changed_data) and re.match(_DECIMAL, value):
                told = figures_in(self.instance.quote)
                if abs(Decimal(value)) not in told:
                    words = _("The words do not say {value}. If it is right all the same, say why in the note.")
                    self.add_error(name, words.format(value=value))

    def _post_clean(self) -> None:
        """Let the database's own constraints have the last word while there is still a form to say it in."""
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        row = copy.copy(self.instance)
        row.year = int(row.period[-4:])
        try:
            row.full_clean(validate_unique=False)
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                self.add_error(field if field in self.fields else None, messages)


class OverrideForm(forms.Form):
    """A verdict set by a person, with the reason and the source, both mandatory."""

    code = forms.ChoiceField(
        label=_("verdict"),
        choices=[choice for choice in choices(VerdictWord) if choice[0] != VerdictWord.PENDING.value],
    )
    note = forms.CharField(
        label=_("reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Published beside the verdict."),
    )
    source = forms.CharField(
        label=_("source"),
        max_length=500,
        help_text=_("The document this rests on: its title and number, or its address."),
    )
