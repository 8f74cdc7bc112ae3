"""What a reader fills in to have something corrected."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from tracker.correcting import Sent
from tracker.models import CorrectionRequest
from tracker.models.requests import MOST_WORDS

#: No person sees this field, so whoever fills it in is a program.
TRAP = "homepage"


class Words(forms.CharField):
    """A text whose line breaks count as one character, as browsers count them."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class CorrectionForm(forms.Form):
    """What is wrong, in which words, by which source; all but the first two may be left empty."""

    use_required_attribute = False

    about = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=CorrectionRequest.About.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    words = Words(
        label=_("What should it say, and how do you know?"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("At most 1,000 characters."),
        error_messages={"required": _("Say in a few words what is wrong.")},
    )
    source = forms.URLField(
        label=_("Address of a source (optional)"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("A page or a file that shows it, such as the report as the government published it."),
        error_messages={"invalid": _("Write a whole address, such as https://www.example.cn/report.html.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail (optional)"),
        max_length=254,
        required=False,
        help_text=_(
            "Only to ask you back about this. It is never made public, and it is erased when the request is closed."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].widget.attrs["autocomplete"] = "off"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that nobody sees was filled in."""
        return bool(self.data.get(TRAP))

    def sent(self, language: str) -> Sent:
        """What was sent, of a valid form."""
        return Sent(**{name: self.cleaned_data[name] for name in self.fields}, language=language)
