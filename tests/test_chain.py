"""The chain of a government's verdicts: what is hashed, who may add to it, and why each verdict was added."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from reports.words import Cause, ReviewState
from reports.words import Verdict as Word
from tests.characters import COUNTY, make_document
from tests.county import ANSWER, PLAN, ingest_many, ingest_pair, make_county
from tracker import ledger, register
from tracker.ingest import ingest
from tracker.judging import chain
from tracker.ledger import verdicts
from tracker.models import Commitment, Verdict

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
ROW = {
    "position": 1,
    "previous": chain.FIRST,
    "pledge_as_judged": chain.identity("ab" * 32, 3, 9, "粮食产量", 2022),
    "sequence": 1,
    "code": Word.KEPT,
    "rule": "floor",
    "rule_version": 1,
    "outcome_as_judged": None,
    "derivation": {"target": {"value": "8.50", "start": 3}},
    "flags": ["late"],
    "reason": "",
    "cause": Cause.FIRST_JUDGED,
    "note": "",
    "source": "",
    "decided_at": NOON,
    "decided_by_id": None,
}


def hashed(place=COUNTY, **changes):
    return chain.hash_of(chain.stated(SimpleNamespace(**ROW | changes), place))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": "兑现"}, '{"a":"兑现","b":1}'),
        ({"a": [{"d": None, "c": True}, "0.10"]}, '{"a":[{"c":true,"d":null},"0.10"]}'),
        (Word.KEPT, '"kept"'),
    ],
)
def test_there_is_one_way_to_write_a_value(value, written):
    assert chain.canonical(value) == written
    assert chain.hash_of(value) == hashlib.sha256(written.encode()).hexdigest()


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="float"):
        chain.canonical({"a": [{"b": 0.1}]})


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (NOON, "2026-01-31T12:00:00.000000Z"),
        (datetime(2026, 2, 1, 1, 0, 0, 5, tzinfo=timezone(timedelta(hours=8))), "2026-01-31T17:00:00.000005Z"),
    ],
)
def test_an_instant_is_written_in_utc_with_its_microseconds(moment, written):
    assert chain.instant(moment) == written


@pytest.mark.parametrize(
    "changes",
    [
        {"position": 2},
        {"previous": "1" * 64},
        {"code": "broken"},
        {"rule_version": 2},
        {"pledge_as_judged": ROW["pledge_as_judged"] | {"start": 4}},
        {"outcome_as_judged": ROW["pledge_as_judged"]},
        {"derivation": {"target": {"value": "8.5", "start": 3}}},
        {"flags": []},
        {"cause": "rejudged"},
        {"note": "口径已变"},
        {"decided_at": NOON + timedelta(microseconds=1)},
        {"decided_by_id": 7},
        {"place": "990102"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_whatever_changes_the_hash_changes(changes):
    assert hashed(**changes) != hashed()


def test_who_decided_is_not_stated():
    assert hashed(decided_by_id=7) == hashed(decided_by_id=8)


def of(indicator, year=2022):
    return Commitment.objects.select_related("verdict").get(indicator__code=indicator, year=year, is_retired=False)


def causes(commitment):
    return list(commitment.verdicts.order_by("sequence").values_list("cause", flat=True))


def check_chains():
    """Every government's verdicts are numbered from 1, name the one before them and hash to what they state."""
    position, previous, place = 0, chain.FIRST, None
    rows = Verdict.objects.select_related("jurisdiction").order_by("jurisdiction", "position")
    for row in rows:
        if row.jurisdiction_id != place:
            position, previous, place = 0, chain.FIRST, row.jurisdiction_id
        assert (row.position, row.previous) == (position + 1, previous)
        assert row.hash == chain.hash_of(row.stated(row.jurisdiction.code))
        position, previous = row.position, row.hash
    return len(rows)


def test_it_works(county, reviewer):
    ingest_many(2)
    ledger.override(of_county("gdp"), Word.KEPT, reviewer, "口径已变", "统计公报")
    assert check_chains() == Verdict.objects.count() > 40


def of_county(indicator):
    return Commitment.objects.get(indicator__code=indicator, year=2022, jurisdiction__code=COUNTY)


def test_a_verdict_keeps_the_place_its_pledge_had_when_it_was_judged(county):
    pledge = of("gdp")
    stood = pledge.verdict.pledge_as_judged
    assert stood == chain.identity(pledge.report.text_sha256, pledge.start, pledge.end, pledge.subject, 2022)
    ingest(make_document(PLAN.replace("样例县人民政府", "样例县人民政府（印）", 1), 2022))
    moved = of("gdp")
    assert moved.pk == pledge.pk
    assert moved.start != stood["start"]
    assert moved.verdicts.get(pk=pledge.verdict_id).pledge_as_judged == stood
    assert moved.verdict.pledge_as_judged["report"] == moved.report.text_sha256
    check_chains()


def test_the_queries_do_not_grow_with_the_verdicts(county, django_assert_num_queries):
    rows = list(Commitment.objects.filter(jurisdiction=county, year=2022))
    with transaction.atomic():
        ledger.hold([county.pk])
        for some in (rows[:1], rows):
            added = [again(row) for row in some]
            with django_assert_num_queries(6):
                verdicts.append(added)
    check_chains()


def again(row):
    """The commitment's newest verdict once more, to be added."""
    newest = row.verdicts.order_by("-sequence").first()
    return Verdict(
        commitment=row,
        sequence=newest.sequence + 1,
        code=newest.code,
        rule=newest.rule,
        rule_version=newest.rule_version,
        derivation=newest.derivation,
        reason=newest.reason,
        cause=Cause.REJUDGED,
    )


def test_a_verdict_says_why_it_was_added(county, reviewer):
    gdp = of("gdp")
    assert causes(gdp) == ["first_judged", "answered"]
    ledger.refuse_link(gdp, gdp.verdict.outcome, reviewer)
    ledger.undo_link(gdp, gdp.verdict.outcome)
    ledger.override(gdp, Word.BROKEN, reviewer, "口径已变", "统计公报")
    ledger.withdraw_override(gdp)
    assert causes(gdp)[2:] == ["link_decided", "link_decided", "override", "override_withdrawn"]
    assert causes(of("new_urban_jobs")) == ["first_judged", "answered"]


def test_a_corrected_pledge_is_judged_again_and_a_corrected_outcome_answers_again(county, reviewer):
    jobs = of("new_urban_jobs")
    register.correct(jobs, reviewer, {"value": "2600"})
    ledger.rejudge(county.pk, [2022])
    assert causes(jobs)[-1] == Cause.REJUDGED
    register.correct(jobs.verdict.outcome, reviewer, {"value": "2700"})
    ledger.rejudge(county.pk, [2022])
    assert causes(jobs)[-1] == Cause.ANSWERED
    register.decide(jobs.verdict.outcome, ReviewState.REJECTED, reviewer)
    ledger.rejudge(county.pk, [2022])
    assert causes(jobs)[-1] == Cause.ANSWERED


def test_words_that_only_moved_are_no_other_answer(county):
    ingest(make_document(ANSWER.replace("样例县人民政府", "样例县人民政府（印）", 1), 2023))
    assert causes(of("gdp"))[-1] == Cause.REJUDGED


COLUMNS = [field.column for field in Verdict._meta.concrete_fields if field.name != "id"]


def insert_copy(**changes):
    """Insert the newest verdict of the county once more by plain SQL, with some columns said otherwise."""
    changes = {"position": "position + 1", "previous": "hash", "sequence": "sequence + 9"} | changes
    said = ", ".join(changes.get(column, f'"{column}"') for column in COLUMNS)
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    newest = "SELECT max(id) FROM tracker_verdict"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO tracker_verdict ({names}) SELECT {said} FROM tracker_verdict WHERE id = ({newest})"  # noqa: S608
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"previous": "repeat('a', 64)"},
        {"previous": "previous"},
        {"position": "position + 2"},
        {"position": "1"},
        {"position": "1", "previous": "repeat('0', 64)"},
        {"jurisdiction_id": "(SELECT id FROM reports_jurisdiction WHERE code = '990000')"},
        {"hash": "'not a hash'"},
    ],
)
def test_plain_sql_slips_no_verdict_in(county, changes):
    before = Verdict.objects.count()
    with pytest.raises(DatabaseError):
        insert_copy(**changes)
    assert Verdict.objects.count() == before


def test_plain_sql_that_follows_the_last_is_taken(county):
    insert_copy()
    assert Verdict.objects.order_by("-pk").first().sequence > 9


@pytest.mark.parametrize("statement", ["UPDATE tracker_verdict SET code = 'kept'", "DELETE FROM tracker_verdict"])
def test_plain_sql_changes_no_verdict(county, statement):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tracker_commitment SET verdict_id = NULL")
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_verdicts_of_before_the_chain_are_chained_in_their_order(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_county()
    ingest_pair()
    ingest_many(1)
    reviewer = get_user_model().objects.create_user("reviewer")
    ledger.override(of_county("gdp"), Word.BROKEN, reviewer, "口径已变", "统计公报")
    ledger.withdraw_override(of_county("gdp"))
    names = ("pk", "jurisdiction", "position", "pledge_as_judged", "outcome_as_judged", "cause", "hash")
    before = list(Verdict.objects.order_by("pk").values_list(*names))
    try:
        MigrationExecutor(connection).migrate([("tracker", "0002_admissions_and_corrections")])
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert list(Verdict.objects.order_by("pk").values_list(*names)) == before
    assert check_chains() == len(before)
    with pytest.raises(DatabaseError, match="append_only"):
        Verdict.objects.update(code="kept")
