"""The tallies under two people at once: each count waits for the other and sees what it wrote."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection, transaction

from tests.county import ingest_pair, make_county
from tracker import tallies
from tracker.models import Commitment, Tally


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
