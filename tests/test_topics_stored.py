"""The topic of a statement as it is stored: given when it is read, and following its subject and indicator."""

from __future__ import annotations

import importlib

import pytest
from django.db import connection

from reports.words import Kind, ReviewState, Topic
from tests.county import ingest_many
from tracker import ledger, register
from tracker.models import Act, Change, Commitment, Indicator, Outcome, TopicTally

TALLY = ("jurisdiction", "topic", "reviewed_only", "kept", "in_part", "broken", "unreported", "pending")


def tallies():
    return list(TopicTally.objects.order_by(*TALLY[:3]).values_list(*TALLY))


def topics(model):
    return dict(model.objects.values_list("pk", "topic"))


@pytest.fixture
def fair(county):
    return Commitment.objects.get(subject__contains="样例节")


def test_it_works(county, fair):
    assert Outcome.objects.get(subject="农村公路").topic == Topic.TRANSPORT
    assert {row.topic for row in Commitment.objects.filter(indicator__code="gdp")} == {Topic.ECONOMY}
    assert fair.topic == Topic.OTHER
    ingest_many(1)
    schools = Commitment.objects.filter(subject__contains="小学", indicator=None)
    assert [row.topic for row in schools] == [Topic.EDUCATION] * 7


def test_what_is_known_from_an_admission_has_its_topic(county):
    known = Commitment.objects.filter(known_from=Commitment.KnownFrom.ADMISSION)
    assert {row.topic for row in known} == {Topic.INVESTMENT, Topic.TRADE}


def test_a_corrected_subject_changes_it_and_handing_back_brings_it_back(fair, reviewer):
    register.correct(fair, reviewer, {"subject": "农村小学"})
    fair.refresh_from_db()
    assert fair.topic == Topic.EDUCATION
    register.decide(fair, ReviewState.PROPOSED, reviewer)
    fair.refresh_from_db()
    assert ("样例节" in fair.subject, fair.topic) == (True, Topic.OTHER)


def test_a_corrected_indicator_goes_before_the_words(fair, reviewer):
    register.correct(fair, reviewer, {"indicator": Indicator.objects.get(code="gdp")})
    fair.refresh_from_db()
    assert fair.topic == Topic.ECONOMY
    register.correct(fair, reviewer, {"indicator": None})
    fair.refresh_from_db()
    assert fair.topic == Topic.OTHER


def test_the_counts_follow_a_correction(fair, reviewer):
    register.correct(fair, reviewer, {"subject": "农村小学"})
    ledger.rejudge(fair.jurisdiction_id, {fair.year}, changed=[fair.report_id])
    assert TopicTally.objects.filter(topic=Topic.EDUCATION.value).count() == 2


def test_an_act_that_is_taken_back_takes_it_back(fair, reviewer):
    with register.written_down(fair.report, reviewer, Act.Kind.CORRECTED, [fair]) as writing:
        register.correct(fair, reviewer, {"subject": "农村小学"})
    register.undo(writing.act, reviewer)
    fair.refresh_from_db()
    assert fair.topic == Topic.OTHER
    register.redo(writing.act)
    fair.refresh_from_db()
    assert fair.topic == Topic.EDUCATION


def test_what_a_person_adds_has_one(fair, reviewer):
    draft = register.draft(fair.report, Kind.PLEDGE, (fair.start, fair.end), None)
    added = register.add(draft, reviewer, {"subject": "卫生院", "measure": "done", "comparator": "eq", "value": ""})
    assert Commitment.objects.get(pk=added.pk).topic == Topic.HEALTH


def test_a_spreadsheet_that_changes_the_subject_changes_it(fair, reviewer):
    row = Commitment.objects.select_related("report", "indicator").get(pk=fair.pk)
    at = fair.report.received_at
    register.decide_unsaved(row, {"subject": "农村小学"}, ReviewState.ACCEPTED, reviewer, at, "")
    register.write_decided(Commitment, [], [row])
    assert Commitment.objects.get(pk=fair.pk).topic == Topic.EDUCATION


def test_judging_everything_again_gives_them_anew_by_whatever_has_changed(county, fair):
    Indicator.objects.filter(code="gdp").update(topic=Topic.INCOME.value)
    Commitment.objects.filter(pk=fair.pk).update(topic=Topic.HEALTH.value)
    list(ledger.rejudge_all())
    fair.refresh_from_db()
    assert fair.topic == Topic.OTHER
    assert {row.topic for row in Commitment.objects.filter(indicator__code="gdp")} == {Topic.INCOME}
    assert TopicTally.objects.filter(topic=Topic.INCOME.value).exists()
    assert not TopicTally.objects.filter(topic=Topic.HEALTH.value).exists()


def test_giving_them_anew_asks_the_same_for_many_governments(county, django_assert_num_queries):
    ingest_many(3)
    places = set(Commitment.objects.values_list("jurisdiction", flat=True))
    with django_assert_num_queries(2):
        assert register.give_topics(places) == 0


@pytest.mark.parametrize("portion", [3, 5_000])
def test_the_migration_gives_what_reading_gives_and_tells_no_history(county, reviewer, monkeypatch, portion):
    migration = importlib.import_module("tracker.migrations.0022_topics")
    monkeypatch.setattr(migration, "AT_ONCE", portion)
    register.accept_all(list(Commitment.objects.all()), reviewer)
    ledger.rejudge_all()
    before = {model: topics(model) for model in (Commitment, Outcome)}
    for model in before:
        model.objects.update(topic=Topic.OTHER.value)
    told = Change.objects.count()
    for table in migration.TABLES:
        migration.give_topics(connection, table)
    assert {model: topics(model) for model in before} == before
    assert Change.objects.count() == told
    list(ledger.rejudge_all())
    counted = tallies()
    TopicTally.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(migration.COUNT)
    assert tallies() == counted != []


def test_a_correction_that_changes_it_is_told_in_the_history(fair, reviewer):
    register.correct(fair, reviewer, {"subject": "农村小学"})
    changes = Change.objects.filter(kind="tracker.commitment", object=fair.pk, fields__has_key="topic")
    assert changes.latest("pk").fields["topic"] == ["other", "education"]
