"""Changes in words: who, when, and field by field what was before and after; as many queries for fifty as for one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import quote
from django.contrib.auth.models import Permission
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Report, Statement
from tracker.models import Change, Link, Verdict
from tracker.models.history import WATCHED

#: What a part of an object is called, and what is done with it.
PARTS = {
    "groups": gettext_lazy("Group"),
    "permissions": gettext_lazy("Permission"),
    "factors": gettext_lazy("Second factor"),
}
PART_ACTS = {Change.Act.INSERT: gettext_lazy("Added"), Change.Act.DELETE: gettext_lazy("Removed")}
#: Characters of a value that are shown; a quote may be long.
LONGEST = 120
#: A list of more fields than this is folded.
MOST_OPEN = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: its name, and what stood in it before and after; empty where nothing did."""

    name: str
    before: str
    after: str
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history; `address` is that of the act, `link` that of the object."""

    at: datetime
    act: str
    who: str
    address: str = ""
    kind: str = ""
    label: str = ""
    link: str = ""
    note: str = ""
    differences: list[Difference] = field(default_factory=list)
    shows_before: bool = False

    @property
    def is_long(self) -> bool:
        """Whether its fields are better folded."""
        return len(self.differences) > MOST_OPEN


def tell(changes: Iterable[Change]) -> list[Told]:
    """The changes in words, in their order; one query for each kind of object they name."""
    changes = list(changes)
    labels = _Labels()
    for change in changes:
        labels.want(apps.get_model(change.kind), change.object)
        if change.person_id and not (change.context or {}).get("name"):
            labels.want(Change._meta.get_field("person").related_model, change.person_id)
        for column, value in _values(change):
            remote = _related(change, column)
            if remote is not None:
                labels.want(remote, value)
    labels.fetch()
    return [_told(change, labels) for change in changes]


def tell_note(entry: LogEntry) -> Told:
    """What the admin noted of an act, in the words it gave."""
    said = entry.get_change_message() or str(entry)
    return Told(at=entry.action_time, act=_("Note"), who=entry.user.get_username(), note=said)


def label_of(row: models.Model) -> str:
    """The row's name in the language active now."""
    if isinstance(row, Statement):
        return str(row)
    if isinstance(row, Report):
        return f"{row.title or row.jurisdiction.label} {row.plan_year}"
    if isinstance(row, Verdict):
        return f"{row.get_code_display()} ({row.sequence})"
    if isinstance(row, Permission):
        # Django keeps the names of permissions in English alone.
        return f"{row.content_type.app_label}.{row.codename}"
    return str(getattr(row, "label", row))


class _Labels:
    """The names of the rows that changes speak of, each kind fetched at once."""

    def __init__(self) -> None:
        self._wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        self._found: dict[tuple[type[models.Model], int], str] = {}

    def want(self, model: Any, key: Any) -> None:
        if isinstance(key, int):
            self._wanted[model].add(key)

    def fetch(self) -> None:
        for model, keys in self._wanted.items():
            rows: Any = model._default_manager.filter(pk__in=keys)
            if model is Report:
                rows = rows.select_related("jurisdiction").defer("text")
            elif model is Permission:
                rows = rows.select_related("content_type")
            elif model is Link:
                rows = rows.select_related("commitment", "outcome")
            for row in rows:
                self._found[model, row.pk] = label_of(row)

    def exists(self, model: Any, key: int) -> bool:
        return (model, key) in self._found

    def of(self, model: Any, key: Any) -> str:
        return self._found.get((model, key)) or _("no. %(key)s") % {"key": key}


def _values(change: Change) -> Iterable[tuple[str, Any]]:
    for column, value in change.fields.items():
        for each in value if change.act == Change.Act.UPDATE else (value,):
            yield column, each


def _field(change: Change, column: str) -> Any:
    """The model's field of a column; None where the model has it no more."""
    watched = WATCHED.get((change.kind, change.part))
    model = watched.model if watched else apps.get_model(change.kind)
    return next((each for each in model._meta.concrete_fields if each.column == column), None)


def _related(change: Change, column: str) -> Any:
    found = _field(change, column)
    return found.related_model if found is not None and found.is_relation else None


def _told(change: Change, labels: _Labels) -> Told:
    model = apps.get_model(change.kind)
    is_update = change.act == Change.Act.UPDATE
    differences = []
    for column, value in change.fields.items():
        before, after = value if is_update else ((value, None), (None, value))[change.act == Change.Act.INSERT]
        found = _field(change, column)
        name = capfirst(_(str(found.verbose_name))) if found is not None else column
        name = str(PARTS.get(change.part, name))
        words = _in_words(found, before, labels), _in_words(found, after, labels)
        if any(words) or is_update:
            differences.append(Difference(name, *words, is_secret=is_update and before is None and after is None))
    differences.sort(key=lambda each: not each.before)
    exists = labels.exists(model, change.object)
    return Told(
        at=change.at,
        act=str(PART_ACTS.get(Change.Act(change.act), _("Changed"))) if change.part else change.get_act_display(),
        who=_who(change, labels),
        address=(change.context or {}).get("address", ""),
        kind=capfirst(str(model._meta.verbose_name)),
        label=labels.of(model, change.object) if exists else _as_it_was(change, model, labels),
        link=_link(model, change.object) if exists else "",
        differences=differences,
        shows_before=is_update or change.act == Change.Act.DELETE,
    )


def _who(change: Change, labels: _Labels) -> str:
    context = change.context
    if context is None:
        return _("directly in the database, as %(role)s") % {"role": change.role}
    name = context.get("name")
    if change.person_id:
        name = name or labels.of(Change._meta.get_field("person").related_model, change.person_id)
        return _("%(person)s, by a job") % {"person": name} if "job" in context else str(name)
    if command := context.get("command") or context.get("task"):
        return _("the command %(name)s") % {"name": command}
    return _("somebody not signed in")


def _as_it_was(change: Change, model: Any, labels: _Labels) -> str:
    """The name of a row that is gone, out of what it held when it went; its number where that does not tell."""
    if change.act != Change.Act.DELETE or change.part:
        return labels.of(model, change.object)
    row = model()
    for column, value in change.fields.items():
        found = _field(change, column)
        if found is not None:
            setattr(row, found.attname, value)
    try:
        return label_of(row)
    except (ObjectDoesNotExist, FieldDoesNotExist, AttributeError):
        return labels.of(model, change.object)


def _link(model: Any, key: int) -> str:
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[quote(str(key))])
    except NoReverseMatch:
        return ""


def _in_words(found: Any, value: Any, labels: _Labels) -> str:
    """A value as it is read: choices by name, keys by label, dates in the reader's manner; empty for none."""
    if value is None or value == "" or value == []:
        return ""
    if found is not None and found.is_relation:
        return labels.of(found.related_model, value)
    if found is not None and isinstance(value, str | int) and (words := dict(found.flatchoices).get(value)):
        return str(words)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return Truncator(_(", ").join(value)).chars(LONGEST)
    if isinstance(value, dict | list):
        return Truncator(json.dumps(value, ensure_ascii=False)).chars(LONGEST)
    moment = _moment(found, value)
    if moment is not None:
        return moment
    return Truncator(str(value)).chars(LONGEST)


def _moment(found: Any, value: Any) -> str | None:
    if isinstance(found, models.DateTimeField):
        at = parse_datetime(value)
        return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else None
    if isinstance(found, models.DateField):
        day: date | None = parse_date(value)
        return formats.date_format(day, "SHORT_DATE_FORMAT") if day else None
    return None
