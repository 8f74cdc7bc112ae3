"""The journal of what people do at the reading desk, and taking an act back.

Every act is written down with the statements it touched as they stood before and after it. It is taken back only while
they still stand as it left them: what somebody else did since is not undone with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from reports.models import Report
from reports.words import ReviewState
from tracker.models import Act, Commitment, Outcome
from tracker.register.decisions import write
from tracker.register.locking import refuse_published

_SHARED = (
    "report_id", "start", "end", "number_start", "number_end", "subject", "indicator_id", "measure", "comparator",
    "value", "value_high", "unit", "period", "deadline", "hedge", "section", "base_start", "base_end", "base_value",
    "base_unit", "base_period", "confidence", "reasons", "origin", "review_state", "decided_by_id", "decided_at",
    "decision_note", "machine_said", "is_retired",
)  # fmt: skip
#: By the first letter of a statement's key: its model, and what an act notes of it.
_MODELS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "c": (Commitment, (*_SHARED, "known_from")),
    "o": (Outcome, (*_SHARED, "kind")),
}

#: A statement that a person added and took back: out of the reading, and in nobody's way.
_TAKEN_BACK = {
    "is_retired": True, "review_state": ReviewState.PROPOSED.value, "decided_by_id": None, "decided_at": None,
}  # fmt: skip

Noted = dict[str, dict[str, Any] | None]


class MovedOnError(Exception):
    """The act cannot be taken back (or done again): these statements, by key, have been changed since."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__(f"changed since: {', '.join(sorted(keys))}")
        self.keys = keys


class Writing:
    """An act being written down: `touch` names each statement it makes; `act` is there once it is over.

    `revive` is for one that is there already, rejected or retired, before it is brought back.
    """

    def __init__(self, keys: Collection[str]) -> None:
        self.before = noted(keys)
        self.keys = set(keys)
        self.act: Act | None = None

    def touch(self, row: Commitment | Outcome) -> None:
        """Note a statement that the act has made."""
        self.keys.add(key_of_row(row))

    def revive(self, row: Commitment | Outcome) -> None:
        """Note a statement as it stands before the act brings it back."""
        self.before |= noted([key_of_row(row)])
        self.keys.add(key_of_row(row))


def key_of_row(row: Commitment | Outcome) -> str:
    """The statement's name in the journal and on the desk: c12, o15."""
    return f"{'c' if isinstance(row, Commitment) else 'o'}{row.pk}"


@contextmanager
def written_down(
    report: Report, person: User, kind: Act.Kind, rows: Collection[Commitment | Outcome], token: UUID | None = None
) -> Iterator[Writing]:
    """Write down as one act what happens inside to the rows and to those it `touch`es; nothing, if that fails."""
    with transaction.atomic():
        writing = Writing([key_of_row(row) for row in rows])
        yield writing
        after = noted(writing.keys)
        before = {key: writing.before.get(key) for key in after}
        writing.act = Act.objects.create(
            report=report, person=person, kind=kind, before=before, after=after, token=token
        )


@transaction.atomic
def pass_over(report: Report, person: User, figure: tuple[int, int], token: UUID | None = None) -> Act:
    """Note that a person looked at a figure that was not read and found nothing to state; raises PublishedError."""
    refuse_published([report.pk])
    after = {"figure": list(figure)}
    return Act.objects.create(report=report, person=person, kind=Act.Kind.PASSED, after=after, token=token)


def noted(keys: Collection[str]) -> Noted:
    """What the journal notes of each statement that is there, by key; two queries at most."""
    found: Noted = {}
    for letter, (model, names) in _MODELS.items():
        pks = [int(key[1:]) for key in keys if key[0] == letter]
        for row in model.objects.filter(pk__in=pks).values("pk", *names) if pks else ():
            pk = row.pop("pk")
            row["confidence"] = str(row["confidence"])
            row["decided_at"] = row["decided_at"].isoformat() if row["decided_at"] else None
            found[f"{letter}{pk}"] = row
    return found


@transaction.atomic
def undo(act: Act, person: User) -> list[Commitment | Outcome]:
    """Leave the statements as they stood before the act, and return them; MovedOnError where one has changed since.

    A statement that the act made is retired, not deleted. Raises PublishedError as `decide` does.
    """
    refuse_published([act.report_id])
    rows = _restore(act, act.after, act.before)
    act.undone_at, act.undone_by = timezone.now(), person
    act.save(update_fields=["undone_at", "undone_by"])
    return rows


@transaction.atomic
def redo(act: Act) -> list[Commitment | Outcome]:
    """Do an act again that was taken back; returns its statements and raises as `undo` does."""
    refuse_published([act.report_id])
    rows = _restore(act, act.before, act.after)
    act.undone_at = act.undone_by = None
    act.save(update_fields=["undone_at", "undone_by"])
    return rows


def note_unsettled(act: Act) -> None:
    """Note that the act left to be told anew what follows from all statements together."""
    if act.is_settled:
        act.is_settled = False
        act.save(update_fields=["is_settled"])


def unsettled(jurisdiction: int) -> set[int]:
    """The keys of the government's reports of which acts left something to be told anew."""
    waiting = Act.objects.filter(report__jurisdiction=jurisdiction, is_settled=False)
    return set(waiting.order_by().values_list("report", flat=True).distinct())


def note_settled(jurisdiction: int) -> None:
    """Note that it was told anew."""
    Act.objects.filter(report__jurisdiction=jurisdiction, is_settled=False).update(is_settled=True)


def _restore(act: Act, expected: Noted, wanted: Noted) -> list[Commitment | Outcome]:
    if act.kind == Act.Kind.PASSED:
        return []
    now = noted(wanted)
    moved = [key for key in wanted if not _is_as(now.get(key), expected[key])]
    if moved:
        raise MovedOnError(moved)
    restored: list[Commitment | Outcome] = []
    for letter, (model, _names) in _MODELS.items():
        pks = [int(key[1:]) for key in wanted if key[0] == letter]
        if not pks:
            continue
        rows = list(model.objects.filter(pk__in=pks).select_related("report", "indicator"))
        names: set[str] = set()
        for row in rows:
            key = f"{letter}{row.pk}"
            target, present = wanted[key] or _TAKEN_BACK, now[key] or {}
            changed = {name: value for name, value in target.items() if value != present.get(name)}
            if changed.get("decided_at"):
                changed["decided_at"] = parse_datetime(str(changed["decided_at"]))
            names.update(write(row, changed))
        fields = [name.removesuffix("_id") for name in names]
        model.objects.bulk_update(rows, fields, batch_size=500)
        restored += rows
    return restored


def _is_as(now: dict[str, Any] | None, expected: dict[str, Any] | None) -> bool:
    if expected is None or now is None:
        return now is None or bool(now["is_retired"])
    return now == expected
