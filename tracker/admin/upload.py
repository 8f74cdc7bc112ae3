"""A report by hand: a file or pasted text, checked, stored, read and judged in one go, or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminDateWidget,
    AdminTextareaWidget,
    AdminTextInputWidget,
    AdminURLFieldWidget,
    AutocompleteSelect,
)
from django.utils.translation import gettext_lazy as _

from reports.choices import choices
from reports.intake import Document
from reports.models import Jurisdiction, Report
from reports.reading import text as texts
from reports.words import ReportKind, Vintage

#: What to say to a person when a file gives no text.
_UNREADABLE = {
    texts.EmptyText: _("There is no text in it. A scanned document must be put through text recognition first."),
    texts.TooLarge: _("It is larger than one report can be (20 MB)."),
    texts.UnknownEncoding: _("It is not a text in UTF-8, UTF-16 or GB18030."),
    texts.UnsupportedFormat: _("This format is not read. Save it as .docx, .pdf, .html or .txt."),
    texts.EncryptedFile: _("It asks for a password. Save it without one."),
}


class UploadForm(forms.Form):
    """One document and what is known of it. Valid, it yields the `document` that ingest takes."""

    jurisdiction = forms.ModelChoiceField(
        Jurisdiction.objects.all(),
        label=_("jurisdiction"),
        widget=AutocompleteSelect(Report._meta.get_field("jurisdiction"), admin.site),
    )
    plan_year = forms.IntegerField(
        label=_("plan year"),
        min_value=1950,
        max_value=2100,
        help_text=_("The year whose plans the report sets out; it reviews the year before."),
    )
    kind = forms.ChoiceField(label=_("kind"), choices=choices(ReportKind))
    vintage = forms.ChoiceField(
        label=_("vintage"),
        choices=choices(Vintage),
        required=False,
        help_text=_("Of a statistics communiqué: whether its figures are preliminary, final or revised."),
    )
    upload = forms.FileField(label=_("file"), required=False, help_text=_("A text, HTML, Word (.docx) or PDF file."))
    pasted = forms.CharField(
        label=_("or the text itself"), required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 12})
    )
    title = forms.CharField(label=_("title"), max_length=200, required=False, widget=AdminTextInputWidget)
    source = forms.CharField(
        label=_("source"),
        max_length=300,
        widget=AdminTextInputWidget,
        help_text=_("Who published it and where it was taken from."),
    )
    source_link = forms.URLField(
        label=_("source link"), max_length=500, required=False, assume_scheme="https", widget=AdminURLFieldWidget
    )
    index_number = forms.CharField(
        label=_("official index number"), max_length=60, required=False, widget=AdminTextInputWidget
    )
    delivered_on = forms.DateField(label=_("delivered on"), required=False, widget=AdminDateWidget)
    is_digest = forms.BooleanField(
        label=_("digest"), required=False, help_text=_("A short text in other words that states the report's figures.")
    )

    document: Document

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, pasted = cleaned.get("upload"), cleaned.get("pasted", "")
        if cleaned.get("vintage") and cleaned.get("kind") != ReportKind.COMMUNIQUE.value:
            self.add_error("vintage", _("Only a statistics communiqué has a vintage."))
        if "upload" in self.errors or "pasted" in self.errors:
            return cleaned
        if bool(upload) == bool(pasted.strip()):
            self.add_error("upload", _("Choose a file or paste the text: one of the two."))
        elif upload and upload.size > texts.LARGEST:
            self.add_error("upload", _UNREADABLE[texts.TooLarge])
        else:
            self._decode(upload, pasted)
        return cleaned

    def _decode(self, upload: Any, pasted: str) -> None:
        # A browser sends CR LF for every line end of a text area; the offsets count characters of the stored text.
        content = upload.read() if upload else pasted.replace("\r\n", "\n").encode()
        name = upload.name if upload else "pasted.txt"
        field = "upload" if upload else "pasted"
        try:
            text = texts.decode(content, name)
        except texts.TextError as error:
            self.add_error(field, _UNREADABLE[type(error)])
            return
        if "\0" in text:
            self.add_error(field, _UNREADABLE[texts.UnknownEncoding])
        if not self.errors:
            self._refuse_a_copy(field, text)
            self.document = self._document(content, Path(name).suffix.lower(), text)

    def _refuse_a_copy(self, field: str, text: str) -> None:
        """The same text under another place, year or kind is a slip: say where it is already."""
        given = self.cleaned_data
        digest = hashlib.sha256(text.encode()).hexdigest()
        same = Report.objects.filter(text_sha256=digest).select_related("jurisdiction").defer("text").first()
        if same is None:
            return
        if (same.jurisdiction_id, same.plan_year, same.kind, same.vintage) != (
            given["jurisdiction"].pk, given["plan_year"], given["kind"], given["vintage"],
        ):  # fmt: skip
            where = f"{same.jurisdiction.label} {same.plan_year}, {same.get_kind_display()}"
            self.add_error(field, _("This very text is stored already, as: %(where)s.") % {"where": where})

    def _document(self, content: bytes, suffix: str, text: str) -> Document:
        given = self.cleaned_data
        return Document(
            jurisdiction_code=given["jurisdiction"].code,
            plan_year=given["plan_year"],
            content=content,
            suffix=suffix,
            text=text,
            kind=ReportKind(given["kind"]),
            vintage=Vintage(given["vintage"]),
            title=given["title"],
            source=given["source"],
            source_link=given["source_link"],
            index_number=given["index_number"],
            delivered_on=given["delivered_on"],
            is_digest=given["is_digest"],
        )
