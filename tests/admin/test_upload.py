"""A report taken in by hand: stored, read and judged, or refused in words with nothing stored."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Report
from tests.admin.conftest import PLAN, hire
from tests.characters import make_place
from tracker.models import Commitment

TEXT = """样例县政府工作报告

一、2023年工作回顾

全年地区生产总值增长5.5%。

二、2024年工作安排

今年经济社会发展主要预期目标：地区生产总值增长6%左右，城镇新增就业1200人。
"""


@pytest.fixture
def clerk(client, office):
    client.force_login(hire("clerk", "add_report", "view_report", "view_jurisdiction"))
    return client


def given(place, **changes):
    """What the browser sends: a pasted text unless a file is among the changes."""
    data = {"jurisdiction": place.pk, "plan_year": "2024", "kind": "work_report", "source": "县政府网站"}
    data |= {} if "upload" in changes else {"pasted": TEXT}
    return data | changes


def upload(client, place, **changes):
    return client.post(reverse("admin:reports_report_add"), given(place, **changes), follow=True)


def errors(response):
    return response.context["form"].errors


def test_it_works(clerk, office):
    response = upload(clerk, office.place)
    report = Report.objects.get(plan_year=2024)
    assert response.redirect_chain == [(reverse("admin:reports_report_text", args=[report.pk]), 302)]
    assert (report.text, report.source, report.state) == (TEXT, "县政府网站", "read")
    growth = Commitment.objects.get(report=report, indicator__code="gdp")
    assert (growth.value, growth.comparator, growth.verdict.code) == ("6", "about", "pending")


def test_the_line_ends_a_browser_sends_are_those_of_the_text(clerk, office):
    upload(clerk, office.place, pasted=TEXT.replace("\n", "\r\n"))
    assert Report.objects.get(plan_year=2024).text == TEXT


def test_a_file_is_taken_as_it_is(clerk, office):
    content = TEXT.replace("\n", "\r\n").encode("gb18030")
    upload(clerk, office.place, upload=SimpleUploadedFile("报告.txt", content))
    report = Report.objects.get(plan_year=2024)
    assert report.text == TEXT.replace("\n", "\r\n")
    assert report.file.read() == content


def test_it_judges_last_years_pledges(clerk, office):
    """A second review of 2022 does not come in twice; the year 2023 is answered by the report of 2024."""
    before = office.growth.verdicts.count()
    upload(clerk, office.place)
    assert office.growth.verdicts.count() == before


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
    response = upload(clerk, office.place, upload=SimpleUploadedFile(name, content))
    assert errors(response)["upload"]
    assert Report.objects.count() == before


def test_an_empty_file_is_refused_in_words(clerk, office):
    response = upload(clerk, office.place, upload=SimpleUploadedFile("空.txt", b""))
    assert errors(response)["upload"]


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(clerk, office, monkeypatch):
    from reports.reading import text

    monkeypatch.setattr(text, "LARGEST", 100)
    response = upload(clerk, office.place, upload=SimpleUploadedFile("大.txt", TEXT.encode()))
    assert errors(response)["upload"]


@pytest.mark.parametrize("changes", [{"pasted": ""}, {"pasted": " \n"}])
def test_a_text_is_needed(clerk, office, changes):
    assert errors(upload(clerk, office.place, **changes))["upload"]


def test_one_text_is_enough(clerk, office):
    both = {"pasted": TEXT, "upload": SimpleUploadedFile("报告.txt", TEXT.encode())}
    assert errors(upload(clerk, office.place, **both))["upload"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("jurisdiction", ""), ("jurisdiction", "987654"), ("plan_year", "去年"), ("plan_year", "1900"), ("kind", "novel"),
     ("source", ""), ("source_link", "not an address"), ("delivered_on", "昨天")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(clerk, office, field, value):
    before = Report.objects.count()
    assert list(errors(upload(clerk, office.place, **{field: value}))) == [field]
    assert Report.objects.count() == before


def test_the_same_text_again_changes_nothing(clerk, office):
    upload(clerk, office.place)
    before = list(Commitment.objects.order_by("pk").values())
    upload(clerk, office.place)
    assert list(Commitment.objects.order_by("pk").values()) == before
    assert Report.objects.filter(plan_year=2024).count() == 1


def test_the_same_text_for_another_place_is_refused_with_where_it_is(clerk, office):
    other = make_place("990102", "别处县")
    response = upload(clerk, other, plan_year="2022", pasted=PLAN)
    assert "样例县 2022" in str(errors(response)["pasted"])


def test_a_changed_text_is_a_new_version(clerk, office):
    upload(clerk, office.place)
    upload(clerk, office.place, pasted=TEXT.replace("1200人", "1300人"))
    assert list(Report.objects.filter(plan_year=2024).order_by("version").values_list("version", flat=True)) == [1, 2]


def test_a_digest_does_not_replace_the_full_text(clerk, office):
    upload(clerk, office.place)
    response = upload(clerk, office.place, pasted="摘要：地区生产总值增长6%左右。", is_digest="on")
    assert Report.objects.get(plan_year=2024).text == TEXT
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]


def test_nothing_is_stored_when_judging_fails(clerk, office, monkeypatch):
    def fail(report):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("tracker.ledger.judge_around", fail)
    before = (Report.objects.count(), Commitment.objects.count())
    with pytest.raises(RuntimeError):
        upload(clerk, office.place)
    assert (Report.objects.count(), Commitment.objects.count()) == before
