"""By what the history is narrowed."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reports.models import Jurisdiction
from reports.searching import places_named
from tracker.models import Change
from tracker.models.history import WATCHED


class NarrowForm(forms.Form):
    """Every field is optional; what cannot be read is said beside it and narrows nothing."""

    person = forms.CharField(
        label=_("User name"), required=False, max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("Kind of object"), required=False)
    place = forms.CharField(
        label=_("Place (name or code)"),
        required=False,
        max_length=40,
        help_text=_("A name in characters or pinyin, or a code."),
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict.fromkeys(kind for kind, _part in WATCHED)
        named = [(kind, capfirst(str(apps.get_model(kind)._meta.verbose_name))) for kind in kinds]
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, required=False, choices=[("", _("All")), *named]
        )

    def narrow(self, changes: QuerySet[Change]) -> QuerySet[Change]:
        """The changes of what was asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if person := asked.get("person"):
            users = get_user_model()._default_manager.filter(username__iexact=person)
            changes = changes.filter(person__in=_keys(users))
        if kind := asked.get("kind"):
            changes = changes.filter(kind=kind)
        if place := asked.get("place"):
            named = Q(pk__in=places_named(place.replace("\0", "")).values("pk")) | Q(code=place)
            changes = changes.filter(place__in=_keys(Jurisdiction.objects.filter(named)))
        zone = timezone.get_current_timezone()
        if since := asked.get("since"):
            changes = changes.filter(at__gte=datetime.combine(since, time.min, zone))
        if until := asked.get("until"):
            changes = changes.filter(at__lte=datetime.combine(until, time.max, zone))
        return changes


def _keys(rows: QuerySet[Any]) -> list[int]:
    """As plain keys: only then does the database know how few they are, and takes their index."""
    return list(rows.order_by().values_list("pk", flat=True))
