"""Measures judging a stored database again: `python -m tests.bench rejudging`, a part of `make bench`.

The reports of the folder are taken into a database of the run's own, and all of it is judged again until a thousand
pairs of reports have been: fetched, linked, judged and held against what is stored.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

PAIRS = 1000


def rejudge(folder: Path) -> None:
    """Prints the seconds of a thousand pairs, on the clock and of this process, or nothing where no pair is at hand."""
    from tests import slots

    slots.take()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    before = setup_databases(verbosity=0, interactive=False)
    try:
        _measure(folder)
    finally:
        teardown_databases(before, verbosity=0)


def _measure(folder: Path) -> None:
    from reports import folders
    from tracker import fixtures, ledger
    from tracker.ingest import ingest
    from tracker.models import Commitment

    fixtures.load()
    for listed in folders.listed(folder):
        ingest(folders.document(listed.path, listed.code, listed.plan_year, listed.known))
    judged = Commitment.objects.exclude(verdict__code="pending").exclude(known_from="admission")
    pairs = judged.order_by().values("report", "year").distinct().count()
    if not pairs:
        return
    rounds = -(-PAIRS // pairs)
    clock, process = time.perf_counter(), time.process_time()
    for _ in range(rounds):
        added = sum(done.added for done in ledger.rejudge_all(is_read_anew=False))
        assert added == 0, "judging again judged otherwise"
    clock, process = time.perf_counter() - clock, time.process_time() - process
    scale = PAIRS / (pairs * rounds)
    begin = time.perf_counter()
    list(ledger.rejudge_all())
    whole = time.perf_counter() - begin
    print(
        f"judging {PAIRS} stored pairs again  {clock * scale:.1f} s, {process * scale:.1f} s of it this process;"
        f" {pairs} pairs, {rounds} rounds\n"
        f"all of them once, with five-year targets, moved targets and the audit: {whole:.1f} s"
    )
