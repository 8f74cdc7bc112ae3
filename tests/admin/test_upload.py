"""Reports taken in by hand: handed in, confirmed, read by a job; or refused in words with nothing stored."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Jurisdiction, Report
from tests.admin.conftest import PLAN, hire
from tests.characters import make_place
from tracker.models import Commitment, Job
from tracker.tasks import run_job

TEXT = """样例县政府工作报告

——2024年1月9日在样例县第十七届人民代表大会第三次会议上

来源：样例日报

一、2023年工作回顾

全年地区生产总值增长5.5%。

二、2024年工作安排

今年经济社会发展主要预期目标：地区生产总值增长6%左右，城镇新增就业1200人。
"""


@pytest.fixture
def clerk(client, office):
    client.force_login(hire("clerk", "add_report", "view_report", "view_jurisdiction"))
    return client


def hand_in(client, *files, pasted=""):
    """The first step: files as ``(name, content)``, or a pasted text; the page it leads to."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(reverse("admin:reports_report_add"), {"uploads": uploads, "pasted": pasted}, follow=True)


def proposed(response):
    """What the confirming page proposes."""
    return response.context["form"].initial


def confirm(client, response, **changes):
    """The second step: what is proposed, with changes; the page it leads to."""
    form = response.context["form"]
    data = {name: value for name, value in (form.data.dict() if form.is_bound else form.initial).items() if value}
    data |= {"source": "县政府网站"} | changes
    address, query = response.request["PATH_INFO"], response.request["QUERY_STRING"]
    return client.post(f"{address}?{query}", {name: value for name, value in data.items() if value != ""}, follow=True)


def take_in(client, text=TEXT, **changes):
    """Both steps and the job; the job as it ended."""
    response = confirm(client, hand_in(client, pasted=text), **changes)
    assert "form" not in response.context, response.context["form"].errors
    return work()


def work():
    """Do what waits, as the worker does, and return the last job as it ended."""
    job = Job.objects.get(state="waiting")
    run_job(job.pk)
    job.refresh_from_db()
    return job


def errors(response):
    return response.context["form"].errors


def asked(response):
    return [question for question, _agreed in response.context["form"].all_questions]


def test_it_works(clerk, office):
    response = hand_in(clerk, pasted=TEXT)
    assert proposed(response) == {
        "jurisdiction": office.place.pk,
        "plan_year": "2024",
        "kind": "work_report",
        "vintage": "",
        "title": "样例县政府工作报告",
        "delivered_on": "2024-01-09",
        "source": "样例日报",
    }
    evidence = {field.name: said for field, said in response.context["form"].rows()}
    assert "样例县政府工作报告" in evidence["jurisdiction"]
    response = confirm(clerk, response)
    job = Job.objects.get()
    assert response.redirect_chain == [(reverse("admin:tracker_job_change", args=[job.pk]), 302)]
    job = work()
    report = Report.objects.get(plan_year=2024)
    assert (job.state, job.report, job.result["stored"]) == ("done", report, "new")
    assert (report.text, report.source, report.state, report.received_by) == (TEXT, "县政府网站", "read", job.person)
    growth = Commitment.objects.get(report=report, indicator__code="gdp")
    assert (growth.value, growth.comparator, growth.verdict.code) == ("6", "about", "pending")
    assert LogEntry.objects.get().object_id == str(report.pk)


def test_the_line_ends_a_browser_sends_are_those_of_the_text(clerk, office):
    take_in(clerk, TEXT.replace("\n", "\r\n"))
    assert Report.objects.get(plan_year=2024).text == TEXT


def test_a_file_is_taken_as_it_is(clerk, office):
    content = TEXT.replace("\n", "\r\n").encode("gb18030")
    confirm(clerk, hand_in(clerk, ("报告.txt", content)))
    work()
    report = Report.objects.get(plan_year=2024)
    assert report.text == TEXT.replace("\n", "\r\n")
    assert report.file.read() == content


def test_several_files_are_confirmed_one_after_another(clerk, office):
    second = TEXT.replace("2024", "2025").replace("2023", "2024").replace("5.5%", "6.1%")
    response = hand_in(clerk, ("一.txt", TEXT.encode()), ("二.txt", second.encode()))
    assert proposed(response)["plan_year"] == "2024"
    response = confirm(clerk, response)
    assert proposed(response)["plan_year"] == "2025"
    response = confirm(clerk, response)
    assert response.redirect_chain[-1][0] == reverse("admin:tracker_job_changelist")
    for job in Job.objects.order_by("pk"):
        run_job(job.pk)
    assert sorted(Report.objects.filter(plan_year__gte=2024).values_list("plan_year", flat=True)) == [2024, 2025]


def test_one_of_several_is_left_out(clerk, office):
    second = TEXT.replace("5.5%", "6.1%")
    response = hand_in(clerk, ("一.txt", TEXT.encode()), ("二.txt", second.encode()))
    response = confirm(clerk, response, skip="1")
    confirm(clerk, response)
    assert [job.asked["name"] for job in Job.objects.all()] == ["二.txt"]


def test_of_several_files_the_good_ones_are_kept_where_one_is_bad(clerk, office):
    response = hand_in(clerk, ("好.txt", TEXT.encode()), ("坏.pdf", b"%PDF-1.7 nothing follows"))
    assert "坏.pdf" in str(errors(response)["uploads"])
    assert [draft.name for draft in response.context["kept"]] == ["好.txt"]
    kept = {"kept": response.context["note"]}
    response = clerk.post(reverse("admin:reports_report_add"), kept, follow=True)
    assert proposed(response)["plan_year"] == "2024"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b"   \n"),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200),
        ("程序.txt", bytes(range(256)) * 40),
        ("坏.docx", b"PK\x03\x04 no archive"),
        ("坏.pdf", b"%PDF-1.7 nothing follows"),
    ],
)
def test_a_file_without_a_text_is_refused_in_words(clerk, office, name, content):
    before = Report.objects.count()
    response = hand_in(clerk, (name, content))
    assert name in str(errors(response)["uploads"])
    assert Report.objects.count() == before
    assert not Job.objects.exists()


def test_an_empty_file_is_refused_in_words(clerk, office):
    assert errors(hand_in(clerk, ("空.txt", b"")))["uploads"]


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(clerk, office, monkeypatch):
    from reports.reading import text

    monkeypatch.setattr(text, "LARGEST", 100)
    assert "大.txt" in str(errors(hand_in(clerk, ("大.txt", TEXT.encode())))["uploads"])


@pytest.mark.parametrize("pasted", ["", " \n"])
def test_a_text_is_needed(clerk, pasted):
    assert errors(hand_in(clerk, pasted=pasted))["uploads"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("jurisdiction", ""), ("jurisdiction", "987654"), ("plan_year", "去年"), ("plan_year", "1900"), ("kind", "novel"),
     ("source", ""), ("source_link", "not an address"), ("delivered_on", "昨天")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_the_file_is_kept(clerk, office, field, value):
    response = confirm(clerk, hand_in(clerk, ("报告.txt", TEXT.encode())), **{field: value})
    assert list(errors(response)) == [field]
    assert not Job.objects.exists()
    fields = {"jurisdiction": office.place.pk, "plan_year": 2024, "kind": "work_report", "delivered_on": "2024-01-09"}
    confirm(clerk, response, **{field: fields.get(field, "https://example.org" if "link" in field else "县政府网站")})
    assert work().state == "done"


def test_what_somebody_else_handed_in_is_not_taken_up(clerk, client, office):
    response = hand_in(clerk, pasted=TEXT)
    client.force_login(hire("other", "add_report"))
    address = f"{response.request['PATH_INFO']}?{response.request['QUERY_STRING']}"
    assert client.get(address, follow=True).redirect_chain == [(reverse("admin:reports_report_add"), 302)]


@pytest.mark.parametrize("note", ["", "x", "a:b:c"])
def test_a_note_that_is_none_leads_back_to_the_start(clerk, note):
    response = clerk.get(reverse("admin:reports_report_confirm"), {"draft": note}, follow=True)
    assert response.redirect_chain == [(reverse("admin:reports_report_add"), 302)]


def test_it_judges_last_years_pledges_once(clerk, office):
    """A second review of 2022 does not come in twice; the year 2023 is answered by the report of 2024."""
    before = office.growth.verdicts.count()
    take_in(clerk)
    assert office.growth.verdicts.count() == before


def test_the_place_the_text_names_is_asked_about_once(clerk, office):
    """米易县's report under 易县: no text is filed under another place without a tick for that very place."""
    other = make_place("990102", "例县")
    third = make_place("990103", "别处县")
    response = confirm(clerk, hand_in(clerk, pasted=TEXT), jurisdiction=other.pk)
    (question,) = asked(response)
    assert "样例县" in question.words
    assert "例县" in question.agree
    assert not Job.objects.exists()
    # The tick is for 例县: for 别处县 it is asked anew.
    response = confirm(clerk, response, jurisdiction=third.pk, agreed=question.key)
    assert [again.key for again in asked(response)] != [question.key]
    assert not Job.objects.exists()
    response = confirm(clerk, response, jurisdiction=other.pk, agreed=question.key)
    job = work()
    report = Report.objects.get(plan_year=2024)
    assert (job.state, report.jurisdiction) == ("done", other)
    assert job.asked["agreed"][0]["words"].startswith(question.words)
    assert question.words in LogEntry.objects.get().change_message


def test_a_place_that_is_not_in_the_table_is_asked_about(clerk, office):
    text = TEXT.replace("样例县", "双样例县")
    response = hand_in(clerk, pasted=text)
    assert proposed(response)["jurisdiction"] is None
    response = confirm(clerk, response, jurisdiction=office.place.pk)
    assert "双样例县" in asked(response)[0].words


def test_places_of_one_name_are_laid_out_to_choose_from(clerk, office):
    parents = [make_place(f"99{number}000", name, "prefecture") for number, name in ((2, "甲市"), (3, "乙市"))]
    twins = [make_place(f"{parent.code[:3]}101", "双生区") for parent in parents]
    for twin, parent in zip(twins, parents, strict=True):
        Jurisdiction.objects.filter(pk=twin.pk).update(parent=parent)
    text = TEXT.replace("样例县", "双生区")
    response = hand_in(clerk, pasted=text)
    assert proposed(response)["jurisdiction"] is None
    assert [str(label) for _value, label in response.context["form"].fields["suggested"].choices][1:]
    confirm(clerk, response, suggested=twins[1].pk)
    assert work().report.jurisdiction == twins[1]


def test_the_files_name_tells_which_of_them_it_is(clerk, office):
    parents = [make_place(f"99{number}000", name, "prefecture") for number, name in ((2, "甲州市"), (3, "乙州市"))]
    for parent in parents:
        twin = make_place(f"{parent.code[:3]}101", "双生区")
        Jurisdiction.objects.filter(pk=twin.pk).update(parent=parent)
    text = TEXT.replace("样例县", "双生区")
    response = hand_in(clerk, ("乙州市双生区2024.txt", text.encode()))
    assert Jurisdiction.objects.get(pk=proposed(response)["jurisdiction"]).parent == parents[1]


def test_another_year_than_the_texts_is_asked_about(clerk, office):
    response = confirm(clerk, hand_in(clerk, pasted=TEXT), plan_year="2021")
    (question,) = asked(response)
    assert "2024" in question.words
    confirm(clerk, response, plan_year="2021", agreed=question.key)
    assert work().report.plan_year == 2021


def test_the_very_text_again_is_refused_with_where_it_is(clerk, office):
    take_in(clerk)
    before = list(Commitment.objects.order_by("pk").values())
    response = confirm(clerk, hand_in(clerk, pasted=TEXT))
    report = Report.objects.get(plan_year=2024)
    said = str(errors(response)["__all__"])
    assert "样例县 2024" in said
    assert reverse("admin:reports_report_text", args=[report.pk]) in said
    assert list(Commitment.objects.order_by("pk").values()) == before


def test_the_same_text_for_another_place_is_refused_with_where_it_is(clerk, office):
    other = make_place("990102", "别处县")
    response = confirm(clerk, hand_in(clerk, pasted=PLAN), jurisdiction=other.pk, plan_year="2022")
    assert "样例县 2022" in str(errors(response)["__all__"])


def test_a_changed_text_is_a_new_version_once_that_is_agreed_to(clerk, office):
    take_in(clerk)
    response = confirm(clerk, hand_in(clerk, pasted=TEXT.replace("1200人", "1300人")))
    (question,) = asked(response)
    assert question.address == reverse("admin:reports_report_text", args=[Report.objects.get(plan_year=2024).pk])
    assert "14%" in question.words
    assert "2" in question.agree
    confirm(clerk, response, agreed=question.key)
    work()
    assert list(Report.objects.filter(plan_year=2024).order_by("version").values_list("version", flat=True)) == [1, 2]


def test_a_near_copy_of_another_places_report_is_asked_about(clerk, office):
    lines = "".join(f"第{number}项任务是把第{number}号示范工程的各项工作做好。\n" for number in range(40))
    take_in(clerk, TEXT + lines)
    other = make_place("990102", "别处县")
    copy = (TEXT + lines).replace("样例县", "别处县").replace("1200", "1300")
    response = confirm(clerk, hand_in(clerk, pasted=copy))
    (question,) = asked(response)
    assert "样例县 2024" in question.words
    confirm(clerk, response, agreed=question.key)
    assert work().report.jurisdiction == other


def test_a_digest_does_not_replace_the_full_text(clerk, office):
    take_in(clerk)
    digest = "样例县2024年政府工作报告摘编：地区生产总值增长6%左右。"
    response = confirm(clerk, hand_in(clerk, pasted=digest), is_digest="on")
    assert "样例县 2024" in str(errors(response)["is_digest"])
    assert Report.objects.get(plan_year=2024).text == TEXT


def test_nothing_is_stored_when_judging_fails_and_the_job_is_tried_again(clerk, office, monkeypatch):
    def break_down(report):
        raise RuntimeError("the disk is full")

    before = (Report.objects.count(), Commitment.objects.count())
    with monkeypatch.context() as patch:
        patch.setattr("tracker.ledger.judge_around", break_down)
        job = take_in(clerk)
    assert (job.state, job.problem) == ("failed", {"code": "fault", "detail": "RuntimeError"})
    assert (Report.objects.count(), Commitment.objects.count()) == before
    clerk.post(reverse("admin:tracker_job_retry", args=[job.pk]))
    assert work().state == "done"


def test_what_only_the_worker_sees_is_said_on_the_jobs_page(clerk, office):
    """Another text came in between the asking and the reading."""
    confirm(clerk, hand_in(clerk, pasted=TEXT))
    second = hire("second", "add_report", "view_report")
    other = make_place("990102", "别处县")
    job = Job.objects.get()
    twin = Job.objects.create(
        kind="report", label="twin", person=second, file=str(job.file), asked=job.asked | {"code": other.code}
    )
    run_job(twin.pk)
    run_job(job.pk)
    said = clerk.get(reverse("admin:tracker_job_change", args=[job.pk])).content.decode()
    assert "990102 别处县 2024" in said


def test_a_job_that_is_done_is_not_done_twice(clerk, office):
    job = take_in(clerk)
    run_job(job.pk)
    again = Job.objects.get(pk=job.pk)
    assert (again.attempts, again.result) == (job.attempts, job.result)


def test_a_job_that_kills_its_workers_is_given_up(clerk, office):
    confirm(clerk, hand_in(clerk, pasted=TEXT))
    Job.objects.update(state="running", attempts=3)
    run_job(Job.objects.get().pk)
    assert Job.objects.get().problem == {"code": "killed"}


def test_the_pages_cost_a_few_queries(clerk, office, django_assert_max_num_queries):
    response = hand_in(clerk, pasted=TEXT)
    address = f"{response.request['PATH_INFO']}?{response.request['QUERY_STRING']}"
    with django_assert_max_num_queries(8):
        clerk.get(address)
    with django_assert_max_num_queries(20):
        confirm(clerk, response, plan_year="2021")
