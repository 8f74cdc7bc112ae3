"""What the rows of a file would do to places or indicators, whose cells django-import-export turns into values."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import DateField
from django.utils import translation

from reports.models import Jurisdiction
from reports.resources import CurrentPlaceWidget, ListResource
from tracker.imports.checks import comparable, is_same, word
from tracker.imports.columns import Column
from tracker.imports.rows import Act, Change, Plan, ProblemError, Row
from tracker.jobs import Tell

#: Rows in one statement of SQL.
_AT_ONCE = 500
LANGUAGES = ("zh-hans", "en")


class List:
    """A file of a short list, all of whose rows are known beforehand by their identity; see `Statements`."""

    def __init__(self, resource: ListResource, columns: Sequence[Column]) -> None:
        self._resource = resource
        self._model: Any = resource.Meta.model
        self._keys: tuple[str, ...] = resource.Meta.import_id_fields
        self.columns = columns
        self._words = {column.name: column.words for column in columns if column.words}
        self._days = {one.name for one in self._model._meta.concrete_fields if isinstance(one, DateField)}
        self._seen: dict[tuple[str, ...], int] = {}
        self._known: dict[tuple[str, ...], Any] = {}
        self._current: dict[str, Any] = {}

    def missing(self, header: Sequence[str]) -> list[str]:
        """The columns without which no row says which object it means."""
        return [name for name in self._keys if name not in header]

    def look(self, cells: dict[str, str]) -> None:
        """Nothing is gathered: the whole list is held."""

    def hold(self) -> None:
        """Let nobody else write the list until the transaction ends; looking at it is free."""
        with connection.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{self._model._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
        rows = self._resource.filter_export(self._model.objects.all())
        self._known = {tuple(str(getattr(row, name)) for name in self._keys): row for row in rows}
        if self._model is Jurisdiction:
            self._current = {row.code: row for row in self._known.values() if row.valid_to is None}
            for one in self._resource.get_import_fields():
                if isinstance(one.widget, CurrentPlaceWidget):
                    one.widget.known = self._current

    def plan(self, rows: Sequence[Row]) -> Plan:
        """What these rows would do; nothing is written."""
        plan = Plan()
        for number, cells in rows:
            try:
                self._row(plan, number, {name: comparable(cell) for name, cell in cells.items()})
            except ProblemError as problem:
                plan.refuse(number, [problem])
            except ExceptionGroup as group:
                plan.refuse(number, list(group.exceptions))  # type: ignore[arg-type]
        return plan

    def write(self, plan: Plan) -> None:
        """Write what was planned: first what changes, for a new place may take the code of one that ceases."""
        names = [one.name for one in self._model._meta.concrete_fields if not one.primary_key]
        if plan.changed:
            self._model.objects.bulk_update(plan.changed, names, batch_size=_AT_ONCE)
        waiting: list[Any] = []
        for row in plan.new:
            parent = getattr(row, "parent", None)
            if parent is not None and parent.pk is None:
                # Its parent is one of those that wait: the row needs the key that storing gives it.
                self._model.objects.bulk_create(waiting, batch_size=_AT_ONCE)
                waiting = []
            waiting.append(row)
        self._model.objects.bulk_create(waiting, batch_size=_AT_ONCE)

    def finish(self, tell: Tell) -> dict[str, Any]:
        """Nothing follows from a list by itself."""
        return {}

    def _row(self, plan: Plan, number: int, cells: dict[str, str]) -> None:
        key = tuple(cells.get(name, "") for name in self._keys)
        blank = next((name for name, cell in zip(self._keys, key, strict=True) if not cell), None)
        if blank:
            raise ProblemError("blank", blank)
        if key in self._seen:
            raise ProblemError("twice", self._keys[0], key[0], first=self._seen[key])
        self._seen[key] = number
        stored = self._known.get(key)
        shown = dict(zip(self._resource.head, self._resource.cells(stored), strict=True)) if stored else {}
        if stored and all(is_same(name, cell, shown[name]) for name, cell in cells.items()):
            plan.unchanged += 1
            return
        row = copy.copy(stored) if stored else self._model()
        self._fill(row, cells)
        now = dict(zip(self._resource.head, self._resource.cells(row), strict=True))
        changes = tuple((name, shown.get(name, ""), cell) for name, cell in now.items() if cell != shown.get(name, ""))
        if stored and not changes:
            plan.unchanged += 1
            return
        self._take_code(row, stored)
        self._known[key] = row
        act = Act.CHANGED if stored else Act.ADDED
        plan.changes.append(Change(number, act, row.pk, str(row), changes))
        (plan.changed if stored else plan.new).append(row)

    def _fill(self, row: Any, cells: dict[str, str]) -> None:
        """Set the row's fields from its cells; ExceptionGroup of what is wrong with them."""
        problems: list[ProblemError] = []
        for name in self._words.keys() & cells.keys():
            try:
                word(name, cells[name], self._words[name])
            except ProblemError as problem:
                problems.append(problem)
        for name in self._days & cells.keys():
            if cells[name] and not _is_day(cells[name]):
                problems.append(ProblemError("day", name, cells[name]))
        found: dict[str, dict[str, str]] = {}
        for language in LANGUAGES:
            with translation.override(language):
                for name, words in self._errors(row, cells).items():
                    found.setdefault(name, {})[language] = words
            if not found:
                break
        told = {problem.column for problem in problems}
        problems += [
            ProblemError("field", name, cells.get(name, ""), words=words)
            for name, words in found.items()
            if name not in told
        ]
        if problems:
            raise ExceptionGroup("row", problems)

    def _errors(self, row: Any, cells: dict[str, str]) -> dict[str, str]:
        """What the library and the model say against the cells, by column, in the language active now."""
        errors: dict[str, Any] = {}
        try:
            self._resource.import_instance(row, cells)
        except ValidationError as error:
            errors |= error.message_dict
        try:
            # A foreign key would be looked up row by row; its widget knows the places.
            keys = [one.name for one in self._model._meta.concrete_fields if one.is_relation]
            row.clean_fields(exclude=[*keys, *errors])
        except ValidationError as error:
            errors |= error.message_dict
        return {name: " ".join(map(str, messages)) for name, messages in errors.items()}

    def _take_code(self, row: Any, stored: Any) -> None:
        """A code is one place's at a time."""
        if self._model is not Jurisdiction:
            return
        holder = self._current.get(row.code)
        if row.valid_to is None:
            if holder is not None and holder.name != row.name:
                raise ProblemError("code_taken", "code", row.code, holder=holder.name)
            self._current[row.code] = row
        elif holder is not None and holder.name == row.name:
            del self._current[row.code]


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return len(words) == len("2019-06-30")
