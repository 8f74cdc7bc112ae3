"""Measures spreadsheets coming in and going out: `python -m tests.bench spreadsheets [ROWS]`, a part of `make bench`.

An invented list of commitments, 150 a report, is checked and imported into a database of the run's own, exported, and
checked again, which must change nothing. The yardstick is the least anybody could do: the same file read with ``csv``
and copied into a table without a key or a check.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

ROWS = 10_000
IN_A_REPORT = 150
YEARS = 10
HEAD = (
    "report_sha256", "start", "end", "quote", "number_start", "number_end", "subject", "measure", "comparator",
    "value", "unit", "section",
)  # fmt: skip


def measure(rows: int = ROWS) -> None:
    """Prints rows a second of every way in and out, and the peak of memory."""
    from tests import slots

    slots.take()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.test.utils import override_settings, setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    before = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
            _measure(rows)
    finally:
        teardown_databases(before, verbosity=0)


def _measure(rows: int) -> None:
    from django.contrib.auth import get_user_model

    from reports.spreadsheet import GuardedCSV, GuardedXLSX
    from tracker.models import Commitment
    from tracker.resources import CommitmentResource

    person = get_user_model().objects.create_user("importer")
    content = _as_csv(_invented(rows))
    clock, process = _timed(lambda: _copied(content))
    print(
        f"\nspreadsheets of {rows:,} invented commitments: rows a second on the clock, and of this process's own time"
        f"\nthe least, csv and COPY alone     {rows / clock:>9,.0f} {rows / process:>9,.0f}"
    )

    def told(name: str, spent: tuple[float, float]) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = spent[1] / process
        pace, own = rows / spent[0], rows / spent[1]
        print(f"{name:<34}{pace:>9,.0f} {own:>9,.0f}   the least × {times:>5.1f}   peak {peak:,.0f} MB", flush=True)

    check = _job(person, content, "rows.csv")
    stages: dict[str, list[tuple[float, float]]] = {}
    told("checking a CSV of new rows", _timed(lambda: _worked(check, stages)))
    assert check.result["acts"] == {"added": rows}, check.result
    asked = {"checked": check.pk, "digest": check.result["digest"]}
    bringing = _job(person, content, "rows.csv", asked)
    whole = _timed(lambda: _worked(bringing, stages))
    judging = _since(stages["judging"][0])
    told("importing it, without judging", (whole[0] - judging[0], whole[1] - judging[1]))
    told("judging what was imported", judging)
    assert Commitment.objects.count() == rows
    assert all(len(set(stages[name])) > 1 for name in ("checking", "writing", "judging")), "progress did not move"
    for form, name in ((GuardedCSV(), "rows.csv"), (GuardedXLSX(), "rows.xlsx")):
        resource_ = CommitmentResource()
        out: list[bytes] = []

        def export(form: Any = form, resource_: Any = resource_, out: list[bytes] = out) -> None:
            found = resource_.rows(Commitment.objects.order_by("-pk"))
            out.append(b"".join(form.stream(resource_.head, found, resource_.numbers)))

        told(f"exporting {name}", _timed(export))
        again = _job(person, out[0], name)
        told(f"checking {name} again", _timed(lambda again=again: _worked(again, {})))
        assert (again.result["acts"], again.result["unchanged"]) == ({}, rows), again.result


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(begin: tuple[float, float]) -> tuple[float, float]:
    """Seconds on the clock and of this process."""
    now = _now()
    return now[0] - begin[0], now[1] - begin[1]


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    begin = _now()
    work()
    return _since(begin)


def _job(person: Any, content: bytes, name: str, asked: dict[str, Any] | None = None) -> Any:
    from django.core.files.base import ContentFile

    from tracker import jobs
    from tracker.models import Job

    names = {"table": "commitment", "file_name": name, **(asked or {})}
    return jobs.ask(Job.Kind.IMPORT, name, person, names, lambda _pk: None, ContentFile(content, f"imports/{name}"))


def _worked(job: Any, stages: dict[str, list[tuple[float, float]]]) -> None:
    from django.db import transaction

    from tracker import imports, jobs

    def tell(stage: str, done: int = 0, total: int = 0) -> None:
        stages.setdefault(stage, []).append(_now())

    with transaction.atomic():
        result, _report = imports.work(job, tell)
        jobs.finish(job, result)


def _invented(rows: int) -> Iterator[list[str]]:
    """Store so many reports as it takes and yield a row for every sentence of theirs."""
    from reports.models import Jurisdiction, Report

    for first in range(0, rows, IN_A_REPORT):
        place, year = divmod(first // IN_A_REPORT, YEARS)
        if year == 0:
            county = Jurisdiction.objects.create(
                code=f"99{place:04d}",
                name=f"第{place}县",
                pinyin="xian",
                english="County",
                level="county",
                revision="-",
            )
        text = "".join(f"新建第{number}号停车场{number + 1}座。" for number in range(min(IN_A_REPORT, rows - first)))
        text += f"{county.name}，{2010 + year}年。"
        sha = hashlib.sha256(text.encode()).hexdigest()
        Report.objects.create(
            jurisdiction=county, plan_year=2010 + year, review_year=2009 + year, text=text, text_sha256=sha,
            file_sha256=sha,
        )  # fmt: skip
        start = 0
        for number in range(min(IN_A_REPORT, rows - first)):
            subject, figure = f"第{number}号停车场", str(number + 1)
            quote = f"新建{subject}{figure}座"
            at = start + 2 + len(subject)
            yield [
                sha, str(start), str(start + len(quote)), quote, str(at), str(at + len(figure)), subject, "increment",
                "eq", figure, "座", "year_tasks",
            ]  # fmt: skip
            start += len(quote) + 1


def _as_csv(rows: Iterator[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    writer.writerows(rows)
    return out.getvalue().encode()


def _copied(content: bytes) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        columns = ", ".join(f"{name}_ text" for name in HEAD)
        cursor.execute(f"CREATE TEMPORARY TABLE plain ({columns})")
        with cursor.copy("COPY plain FROM STDIN") as copy:
            for row in csv.reader(io.StringIO(content.decode())):
                copy.write_row(row)
