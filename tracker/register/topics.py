"""The topic of every statement: its indicator's, else what its words say; it follows whatever is said of either."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection

from reports.reading.topics import topic_of
from reports.words import Topic
from tracker.models import Commitment, Outcome

#: Rows looked at, and written, in one go.
_AT_ONCE = 5_000
#: What a topic rests on, as a correction names it: the rest of a statement says nothing about it.
RESTS_ON = frozenset({"subject", "indicator", "indicator_id", "start", "end"})


def topic_for(row: Commitment | Outcome) -> Topic:
    """What the statement is about; asks the database only for an indicator that is not fetched yet."""
    return _topic(row.subject, row.quote, row.indicator.topic if row.indicator else None)


def give_topics(places: Collection[int]) -> int:
    """Give every statement of these governments its topic anew, as after an update; returns how many changed.

    Each is read once, and those that change are written some thousands at a time.
    """
    return sum(_give(model, places) for model in (Commitment, Outcome))


def _give(model: type[Commitment | Outcome], places: Collection[int]) -> int:
    changed = 0
    for some in _differing(model, places):
        with connection.cursor() as cursor:
            # The table's name is the model's own; only values travel as parameters.
            cursor.execute(
                f"UPDATE {model._meta.db_table} AS s SET topic = given.topic "  # noqa: S608
                "FROM unnest(%s::bigint[], %s::text[]) AS given (id, topic) WHERE s.id = given.id",
                [list(some), [topic.value for topic in some.values()]],
            )
        changed += len(some)
    return changed


def _differing(model: type[Commitment | Outcome], places: Collection[int]) -> Iterator[dict[int, Topic]]:
    """The topics of the statements that have another one stored, by key, in portions."""
    found: dict[int, Topic] = {}
    rows: Any = model._default_manager.filter(jurisdiction__in=places).order_by()
    told = rows.values_list("pk", "topic", "subject", "quote", "indicator__topic")
    for pk, stored, subject, quote, of_indicator in told.iterator(chunk_size=_AT_ONCE):
        topic = _topic(subject, quote, of_indicator)
        if topic != stored:
            found[pk] = topic
        if len(found) == _AT_ONCE:
            yield found
            found = {}
    if found:
        yield found


def _topic(subject: str, quote: str, of_indicator: str | None) -> Topic:
    return Topic(of_indicator) if of_indicator else topic_of(subject, None, quote)
