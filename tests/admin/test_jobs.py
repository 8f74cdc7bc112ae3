"""Jobs: who sees them, how they stand in words, and another try."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from tests.admin.conftest import hire
from tracker import jobs
from tracker.models import Job


@pytest.fixture
def clerk(db):
    return hire("clerk", "add_report", "view_report")


def make_job(person, **changes):
    return Job.objects.create(**{"kind": "report", "label": "样例县2024年", "person": person, **changes})


def ago(**span):
    return timezone.now() - timedelta(**span)


def page(client, job, name="change"):
    return client.get(reverse(f"admin:tracker_job_{name}", args=[job.pk]))


def stands(client, job):
    return page(client, job, "state").json()


DONE = {"stored": "new", "statements": 3, "kept": 0, "verdicts": 2}


def test_it_works(client, clerk, office):
    client.force_login(clerk)
    job = make_job(clerk)
    assert stands(client, job) == {
        "state": "waiting",
        "name": "等待中",
        "stage": "",
        "words": "等待后台处理。",
        "done": 0,
        "total": 0,
        "address_next": None,
    }
    job = jobs.begin(job.pk)
    jobs.teller(job)("reading", 1, 4)
    said = stands(client, job)
    assert (said["state"], said["stage"], said["words"]) == ("running", "reading", "正在识读各项陈述")
    assert (said["done"], said["total"]) == (1, 4)
    shown = page(client, job).content.decode()
    assert 'max="4" value="1"' in shown
    assert 'type="module"' in shown
    jobs.finish(job, DONE, office.plan)
    said = stands(client, job)
    assert said["words"].startswith("报告已收录：读取陈述3条")
    went = client.get(said["address_next"], follow=True)
    assert went.redirect_chain == [(reverse("admin:reports_report_text", args=[office.plan.pk]), 302)]
    assert [str(message) for message in went.context["messages"]] == [said["words"]]


def test_what_waits_before_it_is_counted(client, clerk):
    client.force_login(clerk)
    make_job(clerk)
    make_job(clerk)
    assert "2" in stands(client, make_job(clerk))["words"]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ({"code": "fault", "detail": "RuntimeError"}, "程序出错"),
        ({"code": "no_queue"}, "队列"),
        ({"code": "never heard of"}, "never heard of"),
    ],
)
def test_why_it_failed_is_said_in_words(client, clerk, problem, words):
    client.force_login(clerk)
    job = make_job(clerk, state="failed", problem=problem)
    assert words in stands(client, job)["words"]
    shown = page(client, job).content.decode()
    assert words in shown
    assert "<progress" not in shown
    assert reverse("admin:tracker_job_retry", args=[job.pk]) in shown


def test_a_failed_job_is_tried_again(client, clerk, django_capture_on_commit_callbacks, monkeypatch):
    client.force_login(clerk)
    job = make_job(clerk, state="failed", problem={"code": "fault"}, attempts=2)
    queued = []
    monkeypatch.setattr("tracker.tasks.run_job.delay", queued.append)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(reverse("admin:tracker_job_retry", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert (job.state, job.problem, job.attempts, queued) == ("waiting", None, 0, [job.pk])


@pytest.mark.parametrize("state", ["done", "waiting", "running"])
def test_what_has_not_failed_is_not_tried_again(client, clerk, state):
    client.force_login(clerk)
    job = make_job(clerk, result=DONE, state=state, started_at=timezone.now())
    response = client.post(reverse("admin:tracker_job_retry", args=[job.pk]), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]
    job.refresh_from_db()
    assert job.state == state
    assert reverse("admin:tracker_job_retry", args=[job.pk]) not in page(client, job).content.decode()


def test_a_job_that_waits_for_long_may_be_handed_over_again(clerk):
    job = make_job(clerk)
    assert not jobs.may_be_tried_again(job)
    job.created_at = ago(minutes=11)
    assert jobs.may_be_tried_again(job)


def test_a_running_job_that_nobody_holds_is_interrupted(client, clerk):
    client.force_login(clerk)
    job = make_job(clerk, state="running", started_at=ago(minutes=1))
    assert stands(client, job)["state"] == "lost"
    assert reverse("admin:tracker_job_retry", args=[job.pk]) in page(client, job).content.decode()


def test_a_queue_that_does_not_answer_is_a_failure_to_try_again(clerk, django_capture_on_commit_callbacks):
    def run(pk):
        raise OperationalError("connection refused")

    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.ask(Job.Kind.REPORT, "样例县", clerk, {}, run)
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", {"code": "no_queue"})


def test_the_list_holds_ones_own_jobs_or_all(client, clerk, django_assert_max_num_queries):
    chief = hire("chief", "view_job")
    mine, hers = make_job(clerk), make_job(chief, label="别处县2023年")
    client.force_login(clerk)
    with django_assert_max_num_queries(12):
        listed = client.get(reverse("admin:tracker_job_changelist")).content.decode()
    assert mine.label in listed
    assert hers.label not in listed
    client.force_login(chief)
    listed = client.get(reverse("admin:tracker_job_changelist")).content.decode()
    assert mine.label in listed
    assert hers.label in listed


@pytest.mark.parametrize("name", ["change", "state", "next"])
def test_another_persons_job_is_not_shown_without_the_permission(client, clerk, name):
    job = make_job(hire("other", "add_report"))
    client.force_login(clerk)
    assert page(client, job, name).status_code == 403


def test_who_only_looks_does_not_try_again(client, clerk):
    job = make_job(clerk, state="failed", problem={"code": "fault"})
    client.force_login(hire("auditor", "view_job"))
    address = reverse("admin:tracker_job_retry", args=[job.pk])
    assert client.post(address).status_code == 403
    assert address not in page(client, job).content.decode()


def test_nobody_enters_changes_or_deletes_a_job(admin_client, clerk):
    job = make_job(clerk)
    assert admin_client.get(reverse("admin:tracker_job_add")).status_code == 403
    assert admin_client.post(reverse("admin:tracker_job_delete", args=[job.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("address", ["0/change/", "x/change/", "99999999/state/"])
def test_a_job_that_is_not_there_is_not_found(admin_client, address):
    assert admin_client.get(reverse("admin:tracker_job_changelist") + address).status_code == 404
