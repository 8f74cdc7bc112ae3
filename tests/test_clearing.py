"""Files that nobody needs are thrown away, and nothing else."""

from __future__ import annotations

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from reports.intake import keep_file
from reports.models import Report
from tests.characters import make_document, make_place
from tracker import clearing
from tracker.ingest import ingest
from tracker.models import Job

NOW = timezone.now()


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def aged(name, age):
    """The file of this name, so old."""
    then = (NOW - age).timestamp()
    os.utime(default_storage.path(name), (then, then))
    return name


def make_job(kind, file="", **more):
    person = get_user_model().objects.get_or_create(username="clerk")[0]
    return Job.objects.create(kind=kind, label="样例县", person=person, file=file, **more)


def kept(name, age):
    return aged(default_storage.save(f"imports/{name}", ContentFile(b"id\n")), age)


def test_nothing_is_stored_and_nothing_thrown_away(db):
    assert clearing.clear(NOW) == 0


def test_uploads_go_that_nobody_confirmed(db):
    make_place()
    report = ingest(make_document("样例县政府工作报告\n新建学校3所。\n", 2022)).report
    aged(report.file.name, timedelta(days=900))
    asked_for = aged(keep_file(b"asked for", ".txt"), timedelta(days=900))
    make_job(Job.Kind.REPORT, asked_for)
    fresh = aged(keep_file(b"fresh", ".txt"), timedelta(days=1))
    stray = aged(keep_file(b"stray", ".txt"), timedelta(days=3))
    assert list(clearing.unneeded(NOW)) == [stray]
    assert clearing.clear(NOW) == 1
    assert all(default_storage.exists(name) for name in (Report.objects.get().file.name, asked_for, fresh))
    assert not default_storage.exists(stray)


def test_what_imports_left_goes_after_a_season(db):
    old, new = timedelta(days=100), timedelta(days=10)
    done = {"state": Job.State.DONE, "result": {"changes_file": kept("1-changes.jsonl", old), "problems_file": ""}}
    first = make_job(Job.Kind.IMPORT, kept("a.csv", old), **done)
    Job.objects.filter(pk=first.pk).update(created_at=NOW - old)
    # An old file that was checked again the other day, one that still waits, and one of this week.
    again = make_job(Job.Kind.IMPORT, kept("b.csv", old), result={"changes_file": kept("2-changes.jsonl", old)})
    waiting = make_job(Job.Kind.IMPORT, kept("c.csv", old))
    Job.objects.filter(pk=waiting.pk).update(created_at=NOW - old)
    kept("d.csv", new)
    assert list(clearing.unneeded(NOW)) == ["imports/1-changes.jsonl", "imports/a.csv"]
    out = StringIO()
    call_command("clear_files", dry_run=True, stdout=out)
    assert out.getvalue().split() == ["imports/1-changes.jsonl", "imports/a.csv"]
    call_command("clear_files", stdout=out)
    assert out.getvalue().endswith("2 files thrown away\n")
    assert default_storage.exists(again.file.name)
