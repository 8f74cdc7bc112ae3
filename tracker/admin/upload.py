"""The first step of taking reports in: files or a pasted text become drafts, each with a text that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from reports.reading import text as texts
from tracker.admin.drafts import Draft, Pile, keep, unseal
from tracker.admin.job_kinds import REFUSED

#: More at once would not fit into the address that carries them from page to page.
MOST_FILES = 20


class ManyFiles(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files, as a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [super(FilesField, self).clean(file, initial) for file in data or ()]


class UploadForm(forms.Form):
    """Files, or a pasted text. Valid, it yields the `pile` of drafts; what was good stays `kept` where it is not."""

    uploads = FilesField(
        label=_("files"),
        required=False,
        help_text=_("Text, saved web page (.html, .mhtml), Word (.docx) or PDF with text in it; several at once."),
        widget=ManyFiles(attrs={"accept": ".txt,.html,.htm,.mhtml,.mht,.docx,.pdf"}),
    )
    pasted = forms.CharField(
        label=_("or the text itself"), required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 12})
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person = person
        self._drafts: list[Draft] = []

    @property
    def pile(self) -> Pile:
        """What can be read of all that was handed in."""
        return Pile(tuple(self._drafts), len(self._drafts))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        before = unseal(cleaned.get("kept", ""), self._person)
        self._drafts += before.drafts if before else ()
        for file in cleaned.get("uploads") or ():
            if file.size > texts.LARGEST:
                self._refuse("uploads", "too_large", file.name)
            else:
                self._keep("uploads", file.read(), file.name)
        pasted = cleaned.get("pasted", "")
        if pasted.strip():
            # A browser sends CR LF for every line end of a text area; the offsets count the stored text's characters.
            self._keep("pasted", pasted.replace("\r\n", "\n").encode(), "pasted.txt")
        if not self._drafts and not self.errors:
            self.add_error("uploads", _("Choose a file or paste the text."))
        if len(self._drafts) > MOST_FILES:
            self.add_error("uploads", _("Hand in %(count)d files at most at once.") % {"count": MOST_FILES})
            self._drafts = self._drafts[:MOST_FILES]
        return cleaned

    def _keep(self, field: str, content: bytes, name: str) -> None:
        try:
            draft = keep(content, name)
        except texts.TextError as error:
            self._refuse(field, error.code, name, error.told)
        else:
            if draft not in self._drafts:
                self._drafts.append(draft)

    def _refuse(self, field: str, code: str, name: str, told: Mapping[str, str] | None = None) -> None:
        words = str(REFUSED[code])
        words = words % told if told else words
        self.add_error(field, f"{name}: {words}" if field == "uploads" else words)
