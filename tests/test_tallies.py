"""The tallies under two people at once, and the count that older rows were given."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from reports.words import ReviewState
from tests.characters import make_document
from tests.county import ANSWER_OF_LIST, PLAN_WITH_LIST, ingest_pair, make_county
from tracker import tallies
from tracker.ingest import ingest
from tracker.models import Commitment, Tally, TopicTally


def test_rows_stored_before_kept_pledges_of_lists_were_counted_are_filled_alike(db, settings, tmp_path, reviewer):
    settings.MEDIA_ROOT = tmp_path
    county = make_county()
    ingest(make_document(PLAN_WITH_LIST, 2022))
    ingest(make_document(ANSWER_OF_LIST, 2023))
    decided = {"review_state": ReviewState.ACCEPTED.value, "decided_by": reviewer, "decided_at": timezone.now()}
    Commitment.objects.filter(subject="路灯").update(**decided)
    tallies.refresh([county.pk])

    def counted() -> list[tuple[int, ...]]:
        return [
            (row.pk, row.kept, row.kept_by_list)
            for model in (Tally, TopicTally)
            for row in model.objects.filter(kept__gt=0).order_by("pk")
        ]

    before = counted()
    assert Tally.objects.get(year=2022, reviewed_only=False, confirmed_only=False).kept_by_list == 3
    assert Tally.objects.get(year=2022, reviewed_only=True, confirmed_only=False).kept_by_list == 1
    for model in (Tally, TopicTally):
        model.objects.update(kept_by_list=0)
    with connection.cursor() as cursor:
        cursor.execute(import_module("tracker.migrations.0025_kept_by_list").COUNT)
    assert counted() == before


@pytest.mark.django_db(transaction=True)
def test_two_refreshes_at_once_follow_one_another(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    county = make_county()
    ingest_pair()
    kept = Tally.objects.get(jurisdiction=county, year=2022, reviewed_only=False).kept
    failed: list[Exception] = []

    def refresh() -> None:
        try:
            tallies.refresh([county.pk])
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        Commitment.objects.filter(year=2022, verdict__code="kept").update(is_retired=True)
        tallies.refresh([county.pk])
        second = Thread(target=refresh)
        second.start()
        second.join(0.5)
        assert second.is_alive()
    second.join(10)
    assert not failed
    assert kept > 0
    assert Tally.objects.get(jurisdiction=county, year=2022, reviewed_only=False).kept == 0
