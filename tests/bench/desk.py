"""Times every page of the admin: `python -m tests.bench desk [COMMITMENTS]`, a part of `make bench`.

The database holds as many simulated commitments as are asked for (a million take ten minutes to be written), or the
real reports of a folder: `CORPUS=FOLDER python -m tests.bench desk`. Pages are asked for by the test client in this
process, each ROUNDS times once it is warm. Beside the time on the clock stands the page's own: processor time of this
process and the time its queries took, which other work on the machine sways less. A page is marked whose own time is
over the bound.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

#: Enough that no page which looks at all rows escapes; a million is asked for by number.
COMMITMENTS = 200_000
ROUNDS = 9
#: Milliseconds in which a page must have answered: of the 49 real reports, and of a million commitments.
LONGEST_OF_REPORTS, LONGEST_OF_A_MILLION = 300, 500
MOST_QUERIES = 30


@dataclass
class Asked:
    """Counts what the database is asked, from outside Django's own log, which every request empties."""

    queries: list[tuple[float, str]] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries.append((time.perf_counter() - begin, sql))


def measure(commitments: int = COMMITMENTS) -> None:
    """Fill a database of the run's own and print a line for each page of the admin."""
    filled(commitments, lambda: show_pages(LONGEST_OF_REPORTS if os.environ.get("CORPUS") else LONGEST_OF_A_MILLION))


def filled(commitments: int, show: Callable[[], None]) -> None:
    """Fill a database of the run's own, with the real reports or with so many simulated commitments, and show."""
    from tests import slots

    slots.take()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    slots.collect_static_files()
    setup_test_environment()
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.MEDIA_ROOT = folder
            begin = time.perf_counter()
            corpus = os.environ.get("CORPUS")
            said = _take_in(corpus) if corpus else _simulate(commitments)
            print(f"\n{said} in {time.perf_counter() - begin:.0f} s")
            show()
    finally:
        teardown_databases(before, verbosity=0)


def _simulate(commitments: int) -> str:
    from tests.bench import simulated
    from tracker.models import Commitment

    simulated.fill(max(3, commitments // (simulated.YEARS * simulated.PLEDGES)))
    return f"{Commitment.objects.count():,} simulated commitments written"


def _take_in(folder: str) -> str:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection

    from reports.models import Report

    call_command("load_fixtures", verbosity=0)
    call_command("ingest", folder, verbosity=0)
    get_user_model().objects.create_user("colleague", is_staff=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return f"{Report.objects.count()} reports of {Path(folder).name} read"


def show_pages(longest: int) -> None:
    """Print the times and the queries of every page, as somebody who may do everything and codes one report blind."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    from tests import desk_pages
    from tracker import memory

    person = get_user_model().objects.create_superuser("measuring", password=os.urandom(8).hex())
    rows = desk_pages.furnish(person)
    visitor_of = desk_pages.visitors(person)
    print(f"{'page (ms; median and 95 % of ' + str(ROUNDS) + ' rounds)':<58}  p50   p95   own  queries  slowest query")
    over = []
    # As the web server does.
    memory.settle()
    for name, address in [*desk_pages.addresses(rows), *_lists_and_searches(rows)]:
        visitor = visitor_of(name)
        clock, own, asked = [], [], Asked()
        _get(visitor, address)
        for _ in range(ROUNDS):
            asked = Asked()
            begin, process = time.perf_counter(), time.process_time()
            with connection.execute_wrapper(asked):
                _get(visitor, address)
            clock.append((time.perf_counter() - begin) * 1000)
            queries = sum(took for took, _sql in asked.queries)
            own.append((time.process_time() - process + queries) * 1000)
        high = sorted(clock)[int(0.95 * (ROUNDS - 1))]
        slowest = max((took for took, _sql in asked.queries), default=0) * 1000
        is_over = statistics.median(own) > longest or len(asked.queries) > MOST_QUERIES
        over += [name] if is_over else []
        print(
            f"{name:<58} {statistics.median(clock):>5.0f} {high:>5.0f} {statistics.median(own):>5.0f}"
            f" {len(asked.queries):>8} {slowest:>14.0f}{'  OVER' if is_over else ''}",
            flush=True,
        )
    print(f"{len(over)} pages over {longest} ms or {MOST_QUERIES} queries" + "".join(f"\n  {name}" for name in over))


def _get(client: Any, address: str) -> None:
    response = client.get(address, headers={"accept-language": "zh-hans"})
    assert response.status_code == 200, f"{address}: {response.status_code}"


def words(rows: Any) -> dict[str, str]:
    """What is typed into search boxes; the simulated texts hold 新建 in every fifth clause, a name in a few."""
    place = rows.place.name
    return {
        "a common word": "新建",
        "a rarer word": "停车场",
        "a rare phrase": rows.pledge.quote[:7],
        "one character": "新",
        "no such word": "葵花向阳",
        "two words": "新建 停车场",
        "a place": place,
        "a place by pinyin": rows.place.pinyin.replace(" ", ""),
        "a place by code": rows.place.code,
        "a place and a word": f"{place} 新建",
        "many places and a word": f"县 {rows.pledge.quote[:7]}",
        "a report": f"{place} {rows.report.plan_year}",
        "signs": "%_",
    }


FILTERS = {
    "tracker_commitment": (
        "review_state__exact=proposed", "review_state__exact=rejected", "year=2019", "verdict__code__exact=kept",
        "verdict__code__exact=withdrawn", "jurisdiction__level__exact=county", "jurisdiction__level__exact=nation",
        "topic=health", "report__state__exact=read", "report__is_digest__exact=1",
        "section__exact=year_targets", "origin__exact=person", "is_retired__exact=1", "known_from__exact=admission",
        "report__id__exact={report}", "jurisdiction__id__exact={place}",
        "review_state__exact=rejected&verdict__code__exact=kept&jurisdiction__level__exact=county",
    ),
    "tracker_outcome": (
        "review_state__exact=proposed", "review_state__exact=rejected", "year=2019", "kind__exact=shortfall",
        "report__state__exact=read", "origin__exact=person", "report__id__exact={report}",
        "topic=health", "jurisdiction__level__exact=nation", "is_retired__exact=1",
    ),
    "tracker_link": (
        "state__exact=taken", "state__exact=refused", "role__exact=part", "commitment__verdict__code__exact=kept",
        "commitment__verdict__code__exact=withdrawn", "commitment__jurisdiction__level__exact=nation",
    ),
    "tracker_verdict": (
        "code__exact=kept", "code__exact=withdrawn", "rule__exact=override", "cause__exact=override",
        "commitment__jurisdiction__level__exact=nation", "decided_at__gte=2000-01-01%2000:00%2B00:00",
    ),
    "tracker_change": ("kind=tracker.commitment", "kind=auth.group", "person={person}", "place={place}"),
    "reports_report": ("state__exact=read", "plan_year=2019", "current=yes"),
    "reports_jurisdiction": ("level__exact=county",),
    "tracker_job": ("state__exact=failed",),
}  # fmt: skip
_SEARCHED = ("tracker_commitment", "tracker_outcome", "tracker_link", "tracker_verdict")
_LAST_PAGE = 200


def _lists_and_searches(rows: Any) -> Iterator[tuple[str, str]]:
    """The search by every kind of word; lists filtered, searched and at their last page."""
    from django.urls import reverse

    typed = words(rows)
    search = reverse("admin:search")
    for said, asked in typed.items():
        yield f"search: {said}", f"{search}?q={quote(asked)}"
    for group in ("commitments", "outcomes"):
        beyond = f"in={group}&after={rows.pledge.pk // 2 if group == 'commitments' else rows.outcome.pk // 2}"
        yield f"search: a later page of {group}", f"{search}?q={quote(typed['a common word'])}&{beyond}"
    keys = {"report": rows.report.pk, "place": rows.place.pk, "person": rows.colleague.pk}
    named = {"person": rows.colleague.username, "place": rows.place.code}
    for label, filters in FILTERS.items():
        address = reverse(f"admin:{label}_changelist")
        for query in filters:
            query = query.format(**(named if label == "tracker_change" else keys))
            yield f"{label}: {query}", f"{address}?{query}"
    for label in _SEARCHED:
        address = reverse(f"admin:{label}_changelist")
        yield f"{label}: last page", f"{address}?p={_last_page(label)}"
        for said, asked in typed.items():
            yield f"{label}: {said}", f"{address}?q={quote(asked)}"
    for label in ("reports_report", "reports_jurisdiction", "tracker_job"):
        yield f"{label}: a place", f"{reverse(f'admin:{label}_changelist')}?q={quote(typed['a place'])}"


def _last_page(label: str) -> int:
    """A page near the end of a list: some of its rows are closed to whoever codes their report blind."""
    from django.apps import apps

    counted = apps.get_model(*label.split("_")).objects.count()
    return max(1, min(_LAST_PAGE, counted * 9 // 10 // 50))
