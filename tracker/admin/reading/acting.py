"""What a person does at the reading desk: each act checked, written and judged in one transaction.

An act comes as the page sends it (see `perform`) and either is done whole or raises `RefusedError` with words for the
person and the statements as they stand. Who was here first wins: an act on a statement that somebody has changed since
it was seen is refused, and so is one on a published reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from reports.models import Report
from reports.words import Kind, ReviewState
from tracker import ledger, register
from tracker.admin import shown
from tracker.admin.decisions import Touched, fingerprint
from tracker.admin.forms import STALE
from tracker.admin.reading.asked import Asked, RefusedError, Row
from tracker.admin.reading.forms import TWICE, Place, PlaceForm, fields_form
from tracker.admin.reading.rows import fresh, unread_of
from tracker.admin.sentences import sentences
from tracker.admin.standing_still import SUPERSEDED, report_is_superseded
from tracker.models import Act, Commitment, Outcome

#: More statements than this are not accepted in one act.
MOST_AT_ONCE = 1_000


@dataclass(frozen=True)
class Done:
    """What an act did: its journal entry's key, the statements it touched as they stand, and verdicts added."""

    act: int | None
    rows: list[dict[str, Any]]
    verdicts: int = 0
    is_settled: bool = True
    passed: list[list[int]] | None = None


def perform(report: Report, user: User, asked: Asked) -> Done:
    """Do one act and judge what it bears on, or raise RefusedError and leave everything as it was.

    An act whose token was done already is not done again: the statements are told as they stand.
    """
    try:
        with transaction.atomic():
            ledger.hold([report.jurisdiction_id])
            repeated = asked.token and Act.objects.filter(person=user, token=asked.token).first()
            if repeated:
                return Done(repeated.pk, fresh(_rows(report, _keys_of(repeated))), is_settled=repeated.is_settled)
            if report_is_superseded(report):
                raise RefusedError(409, SUPERSEDED)
            return ACTS[asked.act](_Bench(report, user, asked))
    except register.PublishedError:
        said = _("This reading is published and stands still. It has to be reopened before anything is changed.")
        raise RefusedError(409, said) from None
    except register.MovedOnError as error:
        said = _("Not taken back: somebody has changed it since. It stays as it is now.")
        raise RefusedError(409, said, rows=_rows(report, sorted(error.keys), is_held=False)) from None
    except register.TwiceError as error:
        raise RefusedError(422, TWICE, errors={"subject": [str(TWICE)]}, rows=[error.row]) from None
    except ValidationError as error:
        raise RefusedError(422, sentences(error.messages)) from None
    except IntegrityError:
        # Two statements would be the same one, as when an act is taken back whose place is taken.
        raise RefusedError(409, TWICE) from None


class _Bench:
    """One act under way: the report, the person, what was asked, and the statements held and checked."""

    def __init__(self, report: Report, user: User, asked: Asked) -> None:
        self.report, self.user, self.asked = report, user, asked
        self.rows = _rows(report, asked.keys)
        for row in self.rows:
            self.may(row)
        if len(self.rows) < len(set(asked.keys)):
            raise RefusedError(409, _("A statement is no longer in this reading. Load the page anew."), rows=self.rows)
        changed = [row for row in self.rows if asked.seen.get(shown.key_of(row)) != fingerprint(row)]
        if changed:
            raise RefusedError(409, STALE, rows=changed)

    def may(self, row: Row) -> None:
        """Raises RefusedError where the person may not decide on such statements."""
        if not self.user.has_perm(f"tracker.change_{row._meta.model_name}"):
            raise RefusedError(403, _("You may look at these statements but not decide on them."))

    def may_act(self) -> None:
        """Raises RefusedError where the person decides on no statements of any kind."""
        if not any(self.user.has_perm(f"tracker.change_{name}") for name in ("commitment", "outcome")):
            raise RefusedError(403, _("You may look at these statements but not decide on them."))

    def only(self) -> Row:
        """The one statement the act is about."""
        if len(self.rows) != 1:
            raise RefusedError(400, _("This act is about one statement."))
        return self.rows[0]

    def place(self) -> Place:
        """Where the words and the figure stand that were sent."""
        form = PlaceForm(self.asked.place or {}, report=self.report)
        if not form.is_valid():
            raise RefusedError(422, form.said, rows=self.rows)
        return form.place

    def checked(self, row: Row, *, is_new: bool = False) -> dict[str, Any]:
        """The fields that were sent, checked: those that change, or all of a statement that is new."""
        form = fields_form(row, {**self.asked.fields, "note": self.asked.note})
        if not form.is_valid():
            errors = {name: [str(said) for said in found] for name, found in form.errors.items()}
            raise RefusedError(422, _("Not saved: look at the fields marked."), errors=errors, rows=self.rows)
        return form.fields_given if is_new else form.changes

    def write(self, kind: Act.Kind, do: Callable[[register.Writing], Sequence[Row]]) -> Done:
        """Write the act down and judge again; `do` returns the statements it touched."""
        touched = Touched(self.rows)
        with register.written_down(self.report, self.user, kind, self.rows, self.asked.token) as writing:
            rows = do(writing)
        assert writing.act is not None
        return self.judged(touched, rows, writing.act)

    def judged(self, touched: Touched, rows: Sequence[Row], act: Act) -> Done:
        """Judge what the rows bear on and log the change; what follows from all statements waits for `settle`."""
        verdicts = touched.judge_again(rows, settles=False)
        if not touched.is_settled:
            register.note_unsettled(act)
        LogEntry.objects.log_actions(self.user.pk, list(rows), CHANGE, act.get_kind_display())
        return Done(act.pk, fresh(rows), verdicts, touched.is_settled)


def _decide(bench: _Bench, state: ReviewState, kind: Act.Kind) -> Done:
    if not 0 < len(bench.rows) <= MOST_AT_ONCE:
        raise RefusedError(400, _("Choose at least one statement, and no more than a thousand."))

    def do(_writing: register.Writing) -> Sequence[Row]:
        if state == ReviewState.ACCEPTED:
            register.accept_all(bench.rows, bench.user, bench.asked.note)
        else:
            for row in bench.rows:
                register.decide(row, state, bench.user, bench.asked.note)
        return bench.rows

    return bench.write(kind, do)


def _accept(bench: _Bench) -> Done:
    return _decide(bench, ReviewState.ACCEPTED, Act.Kind.ACCEPTED)


def _reject(bench: _Bench) -> Done:
    return _decide(bench, ReviewState.REJECTED, Act.Kind.REJECTED)


def _hand_back(bench: _Bench) -> Done:
    return _decide(bench, ReviewState.PROPOSED, Act.Kind.HANDED_BACK)


def _correct(bench: _Bench) -> Done:
    row = bench.only()
    if bench.asked.kind and _is_of_another_table(row, bench.asked.kind):
        return _turn(bench, row)
    if bench.asked.kind:
        bench.asked.fields["kind"] = bench.asked.kind
    changes = bench.checked(_again(row))

    def do(_writing: register.Writing) -> Sequence[Row]:
        register.correct(row, bench.user, changes, bench.asked.note)
        return [row]

    return bench.write(Act.Kind.CORRECTED if changes else Act.Kind.ACCEPTED, do)


def _turn(bench: _Bench, row: Row) -> Done:
    """What was read as a pledge is none, or the other way round: the one is rejected, the other added, as one act."""
    number = (row.number_start, row.number_end) if row.number_start is not None else None
    new = register.draft(bench.report, _kind(bench), (row.start, row.end), number)  # type: ignore[arg-type]
    bench.may(new)
    said = {name: getattr(row, "indicator_id" if name == "indicator" else name) for name in register.CORRECTABLE}
    bench.asked.fields = {**said, **bench.asked.fields}
    fields = bench.checked(new, is_new=True)

    def do(writing: register.Writing) -> Sequence[Row]:
        register.decide(row, ReviewState.REJECTED, bench.user, bench.asked.note)
        return [row, _stored(writing, new, bench, fields)]

    return bench.write(Act.Kind.CORRECTED, do)


def _place(bench: _Bench) -> Done:
    row = bench.only()
    span, number = bench.place()
    moved = _again(row)
    moved.start, moved.end = span
    moved.number_start, moved.number_end = number or (None, None)
    moved.quote = bench.report.text[moved.start : moved.end]
    changes = bench.checked(moved)

    def do(_writing: register.Writing) -> Sequence[Row]:
        register.set_span(row, bench.user, span, number, changes, bench.asked.note)
        return [row]

    return bench.write(Act.Kind.PLACED, do)


def _add(bench: _Bench) -> Done:
    span, number = bench.place()
    row = register.draft(bench.report, _kind(bench), span, number)
    bench.may(row)
    fields = bench.checked(row, is_new=True)
    return bench.write(Act.Kind.ADDED, lambda writing: [_stored(writing, row, bench, fields)])


def _split(bench: _Bench) -> Done:
    row = bench.only()
    span, number = bench.place()
    part = register.split_draft(row, span, number)
    fields = bench.checked(part, is_new=True)
    # The first is looked at with the second: it stays as it stands, and is told again.
    return bench.write(Act.Kind.SPLIT, lambda writing: [row, _stored(writing, part, bench, fields)])


def _merge(bench: _Bench) -> Done:
    if len(bench.rows) < 2 or len({type(row) for row in bench.rows}) > 1:
        raise RefusedError(
            422, _("Only statements of one kind are merged: two pledges, or two results."), rows=bench.rows
        )

    def do(_writing: register.Writing) -> Sequence[Row]:
        register.merge(bench.rows, bench.user, bench.asked.note)
        return bench.rows

    return bench.write(Act.Kind.MERGED, do)


def _pass(bench: _Bench) -> Done:
    place = bench.asked.place or {}
    asked = (place.get("start"), place.get("end"))
    figure = next(((start, end) for start, end, _reason in unread_of(bench.report) if (start, end) == asked), None)
    if figure is None:
        raise RefusedError(422, _("This is no figure that was left unread."))
    bench.may_act()
    act = register.pass_over(bench.report, bench.user, figure, bench.asked.token)
    return Done(act.pk, [], passed=[list(figure)])


def _undo(bench: _Bench) -> Done:
    own = Act.objects.filter(report=bench.report, person=bench.user, undone_at__isnull=True)
    act = own.filter(pk=bench.asked.of).first() if bench.asked.of else own.order_by("-pk").first()
    if act is None:
        raise RefusedError(409, _("There is nothing of yours to take back."))
    return _taken(bench, act, lambda: register.undo(act, bench.user))


def _redo(bench: _Bench) -> Done:
    own = Act.objects.filter(report=bench.report, person=bench.user)
    newest = own.filter(undone_at__isnull=True).order_by("-pk").first()
    undone = own.filter(undone_at__isnull=False, pk__gt=newest.pk if newest else 0).order_by("pk").first()
    if undone is None:
        raise RefusedError(409, _("There is nothing of yours to do again."))
    return _taken(bench, undone, lambda: register.redo(undone))


def _taken(bench: _Bench, act: Act, do: Callable[[], list[Row]]) -> Done:
    before = _rows(bench.report, _keys_of(act))
    for row in before:
        bench.may(row)
    touched = Touched(before)
    rows = do()
    done = bench.judged(touched, rows, act)
    passed = [act.after["figure"]] if act.kind == Act.Kind.PASSED else None
    return Done(act.pk, done.rows, done.verdicts, done.is_settled, passed)


def _settle(bench: _Bench) -> Done:
    bench.may_act()
    ledger.settle(bench.report.jurisdiction_id)
    return Done(None, [])


ACTS: dict[str, Callable[[_Bench], Done]] = {
    "accept": _accept,
    "reject": _reject,
    "hand_back": _hand_back,
    "correct": _correct,
    "place": _place,
    "add": _add,
    "split": _split,
    "merge": _merge,
    "pass": _pass,
    "undo": _undo,
    "redo": _redo,
    "settle": _settle,
}


def _stored(writing: register.Writing, row: Row, bench: _Bench, fields: dict[str, Any]) -> Row:
    """Add the draft within the act; one that brings a rejected statement back is noted as that stood before."""
    before = register.same(_with(row, fields))
    if before is not None:
        writing.revive(before)
    added = register.add(row, bench.user, fields, bench.asked.note)
    writing.touch(added)
    return added


def _with(row: Row, fields: dict[str, Any]) -> Row:
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def _kind(bench: _Bench) -> Kind:
    try:
        return Kind(bench.asked.kind)
    except ValueError as error:
        raise RefusedError(422, _("Say what it is: a pledge, a result or an admission.")) from error


def _is_of_another_table(row: Row, kind: str) -> bool:
    return isinstance(row, Commitment) != (kind == Kind.PLEDGE.value)


def _again(row: Row) -> Row:
    """The row once more, for a form to write on."""
    copy = type(row)._default_manager.select_related("report").get(pk=row.pk)
    copy.report = row.report
    return copy


def _keys_of(act: Act) -> list[str]:
    return [] if act.kind == Act.Kind.PASSED else list(act.after)


def _rows(report: Report, keys: Sequence[str], *, is_held: bool = True) -> list[Row]:
    """The report's statements of these keys in their order, with `is_held` locked until the transaction ends."""
    found: dict[str, Row] = {}
    for letter, model in (("c", Commitment), ("o", Outcome)):
        pks = [int(key[1:]) for key in keys if key[0] == letter]
        own: Any = model._default_manager.filter(pk__in=pks, report=report).order_by("pk")
        for row in (own.select_for_update(of=("self",)) if is_held else own) if pks else ():
            row.report = report
            found[f"{letter}{row.pk}"] = row
    return [found[key] for key in dict.fromkeys(keys) if key in found]
