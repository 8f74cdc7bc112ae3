"""Searching the lists of what hangs on statements, links and verdicts, by what the statements say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, Model, Q, QuerySet, Value

from reports.admin import SearchedListAdmin
from reports.searching import Asked, found_by
from tracker.models import Commitment
from tracker.newest import newest
from tracker.pairs import reads
from tracker.querysets import StatementQuerySet

#: Where the words find no more statements than this, rows are looked for by the statements' keys; where they find
#: more, in the texts of the newest rows, where they soon are.
MOST_STATEMENTS = 2_500
#: Of so many of the newest rows a search asks at a time: each is joined to its statements and their words compared.
#: Of many more the database would read whole tables to join them.
WINDOW = 5_000


class WordedListAdmin(SearchedListAdmin):
    """A list of rows that rest on a commitment, perhaps on an outcome too: those one of which every word finds."""

    #: A row's statements by their path.
    statements: ClassVar[Mapping[str, type[Model]]] = {"commitment": Commitment}
    MOST_FOUND = 100

    def find(self, queryset: QuerySet, asked: Sequence[Asked]) -> QuerySet:
        return self._find(queryset, asked)[0]

    def newest_found(self, queryset: QuerySet, asked: Sequence[Asked], most: int) -> list[int]:
        found, are_few = self._find(queryset, asked)
        if are_few:
            return list(found.order_by("-pk").values_list("pk", flat=True)[:most])
        return newest(self.model, lambda first, last: found.filter(pk__gte=first, pk__lte=last), most, WINDOW, WINDOW)

    def found_besides(self, asked: Sequence[Asked]) -> Q:
        """Rows in whose own words every word is found; an index must find them."""
        return Q(pk__in=())

    def _find(self, queryset: QuerySet, asked: Sequence[Asked]) -> tuple[QuerySet, bool]:
        """The rows, and whether all of them are found by keys."""
        held, are_few = self.found_besides(asked), True
        for path, model in self.statements.items():
            rows: StatementQuerySet[Any] = model._default_manager.all()  # type: ignore[assignment]
            keys = list(rows.found_by(asked).order_by().values_list("pk", flat=True)[: MOST_STATEMENTS + 1])
            if len(keys) <= MOST_STATEMENTS:
                held |= Q(_is_among(f"{path}_id", keys))
                continue
            are_few, every = False, Q()
            for each in asked:
                every &= found_by(each, f"{path}__jurisdiction", reads(each.word, f"{path}__"))
            held |= every
        return queryset.filter(held), are_few


def _is_among(column: str, keys: list[int]) -> Any:
    """Whether the column holds one of the keys, sent as one array: Django would handle thousands one by one."""
    sent = Value(keys, output_field=ArrayField(BigIntegerField()))
    return Func(F(column), sent, template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField())
