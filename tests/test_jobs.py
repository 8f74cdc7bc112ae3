"""Jobs at a real worker: done, interrupted by its death, and done by the next one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings as project
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection

from reports.intake import keep_file
from reports.models import Report
from tests.characters import COUNTY, make_place
from tests.worker import forget, working
from tracker import jobs
from tracker.local import places
from tracker.models import Job
from tracker.tasks import run_job

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

TEXT = "样例县政府工作报告\n一、2023年工作回顾\n全年新建学校2所。\n二、2024年工作安排\n新建学校3所。\n"
ASKED = {
    "code": COUNTY, "plan_year": 2024, "kind": "work_report", "vintage": "", "name": "report.txt", "title": "",
    "source": "县政府网站", "source_link": "", "index_number": "", "delivered_on": "", "is_digest": False,
}  # fmt: skip


@pytest.fixture
def ask(settings, tmp_path):
    """Ask for the county's report to be read."""
    forget()
    settings.MEDIA_ROOT = tmp_path / "media"
    make_place()
    person = get_user_model().objects.create_user("clerk")
    person.user_permissions.add(Permission.objects.get(codename="add_report"))

    def ask_(**changes):
        file = keep_file(TEXT.encode(), ".txt")
        return jobs.ask(Job.Kind.REPORT, "样例县 2024", person, ASKED | changes, run_job.delay, file=file)

    return ask_


def wait_for(job, *states, seconds=90):
    deadline = time.monotonic() + seconds
    while job.state not in states:
        assert time.monotonic() < deadline, f"{job.state} after {seconds} s: {job.problem}"
        time.sleep(0.05)
        job.refresh_from_db()


def test_it_works(ask):
    with working():
        job = ask()
        wait_for(job, "done", "failed")
    assert (job.state, job.result["stored"], job.attempts) == ("done", "new", 1)
    assert job.report == Report.objects.get(plan_year=2024)
    assert jobs.progress(job).stage == "judging"


def test_what_fails_is_tried_again(ask):
    with working():
        job = ask(code="999999")
        wait_for(job, "failed")
        assert job.problem["code"] == "no_place"
        make_place("999999", "别处县")
        assert jobs.retry(job, run_job.delay)
        job.refresh_from_db()
        wait_for(job, "done")
    assert job.report.jurisdiction.code == "999999"


def address():
    """The test's own database."""
    given = connection.settings_dict
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def start_worker(tmp_path):
    """A worker in a process of its own, on the database and the files of the test; it can be killed."""
    environ = {
        **os.environ, "DATABASE_URL": address(), "DUIXIAN_VAR": str(tmp_path), "DUIXIAN_VISIBILITY_TIMEOUT": "2",
    }  # fmt: skip
    queue = project.CELERY_TASK_DEFAULT_QUEUE
    with (tmp_path / "log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "tracker.worker", "worker", "--concurrency=1", "-Q", queue],
            cwd=places.ROOT,
            env=environ,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def wait_until(is_so, seconds=90):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"nothing came in {seconds} s"
        time.sleep(0.05)


def test_the_job_of_a_killed_worker_is_seen_to_be_interrupted_and_done_by_the_next(ask, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "GRACE", timedelta(0))
    workers = []

    def is_at_work():
        job.refresh_from_db()
        return job.state == Job.State.RUNNING and not jobs.is_lost(job)

    try:
        with psycopg.connect(address()) as elsewhere:
            # The worker waits for the place, in the middle of its work.
            elsewhere.execute("SELECT 1 FROM reports_jurisdiction WHERE code = %s FOR UPDATE", [COUNTY])
            job = ask()
            workers.append(start_worker(tmp_path))
            wait_until(is_at_work)
            assert not jobs.may_be_tried_again(job)
            os.killpg(workers[0].pid, signal.SIGKILL)
            workers[0].wait()
        wait_until(lambda: jobs.is_lost(job))
        assert jobs.may_be_tried_again(job)
        assert not Report.objects.exists()
        workers.append(start_worker(tmp_path))
        wait_for(job, "done")
        assert (job.attempts, Report.objects.count()) == (2, 1)
    finally:
        for worker in workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
