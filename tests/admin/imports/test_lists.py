"""Each list by its own pages: places, indicators, who may, and what the pages show."""

from __future__ import annotations

import csv
import io
import shutil

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from reports.models import Jurisdiction
from tests.admin.imports.sheets import (
    LISTS,
    PLACE_HEAD,
    confirm,
    preview,
    problems,
    upload,
)
from tests.admin.test_spreadsheets import export
from tracker.admin.import_words import PROBLEMS, ROW_PROBLEMS
from tracker.models import Commitment, Indicator


def test_every_error_has_words_in_both_languages():
    for words in (*PROBLEMS.values(), *ROW_PROBLEMS.values()):
        with translation.override("en"):
            english = str(words)
        with translation.override("zh-hans"):
            assert str(words) != english


def test_a_place_comes_in_under_its_parent_in_the_same_file(client, office):
    content = f"{PLACE_HEAD}990200,样例市,yangli shi,Sample City,prefecture,,,,test\n"
    content += "990201,新样例县,xinyangli xian,New Sample,county,990200,2020-01-01,,test\n"
    job = upload(client, "reports_jurisdiction", content)
    assert job.result["acts"] == {"added": 2}
    confirm(client, "reports_jurisdiction", job)
    assert Jurisdiction.objects.get(code="990201").parent.code == "990200"


@pytest.mark.parametrize(
    ("row", "column", "chinese", "english"),
    [
        ("99,短码县,duan,Short,county,,,,test", "code", "值", "valid value"),
        ("990103,无级县,wu,None,village,,,,test", "level", "county", "county"),
        ("990104,孤儿县,gu,Orphan,county,999999,,,test", "parent", "没有代码 999999", "No place has the code 999999"),
        ("990105,日期县,ri,Date,county,,昨天,,test", "valid_from", "某一天", "Write a day"),
        ("990106,,ri,Date,county,,,,test", "name", "不能为空", "must not be empty"),
        ("990101,别县,bie,Other,county,,,,test", "code", "样例县", "样例县"),
    ],
)
def test_one_wrong_place_keeps_all_out_and_names_its_column(client, office, row, column, chinese, english):
    before = Jurisdiction.objects.count()
    good = "990102,新样例县,xinyangli xian,New Sample,county,990101,,,test\n"
    job = upload(client, "reports_jurisdiction", f"{PLACE_HEAD}{good}{row}\n")
    for language, words in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            ((number, told, said),) = problems(client, "reports_jurisdiction", job)
        assert (number, told) == (3, column)
        assert words in said
    assert Jurisdiction.objects.count() == before


def test_an_indicator_is_changed_and_added(client, office):
    content = "code,name,english,aliases,direction,dimension,topic\n"
    content += "gdp,地区生产总值,GDP,生产总值|GDP,higher,money,economy\ncpi,消费价格,CPI,,lower,rate,prices\n"
    job = upload(client, "tracker_indicator", content)
    assert job.result["acts"] == {"added": 1, "changed": 1}
    confirm(client, "tracker_indicator", job)
    assert Indicator.objects.get(code="gdp").aliases == ["生产总值", "GDP"]


@pytest.mark.parametrize("name", LISTS)
def test_who_may_not_import_is_refused_everywhere(client, office, viewer, reviewer, name):
    content = f"id,value\n{office.growth.pk},9\n"
    job = upload(client, "tracker_commitment", content)
    for person in (viewer, reviewer):
        client.force_login(person)
        page = client.post(reverse(f"admin:{name}_import"), {"file": SimpleUploadedFile("a.csv", content.encode())})
        assert page.status_code == 403
        for act in ("job", "errors"):
            assert client.get(reverse(f"admin:{name}_import_{act}", args=[job.pk])).status_code == 403
        for act in ("confirm", "again"):
            assert client.post(reverse(f"admin:{name}_import_{act}", args=[job.pk])).status_code == 403
        listed = client.get(reverse(f"admin:{name}_changelist")).content.decode()
        assert reverse(f"admin:{name}_import") not in listed
    assert Commitment.objects.get(pk=office.growth.pk).value == "8"


def test_a_check_of_one_list_is_not_confirmed_through_another(client, office):
    job = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n")
    assert client.post(reverse("admin:tracker_outcome_import_confirm", args=[job.pk])).status_code == 404


def test_the_columns_are_those_of_the_export_and_explained(client, office):
    for name in LISTS:
        page = client.get(reverse(f"admin:{name}_import"))
        explained = [column.name for column in page.context["columns"]]
        assert explained == next(csv.reader(io.StringIO(export(client, name).decode("utf-8-sig"))))


def test_differences_are_shown_page_by_page(client, office, monkeypatch):
    monkeypatch.setattr("tracker.admin.importing.ON_A_PAGE", 1)
    job = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n{office.schools.pk},4\n")
    first = preview(client, "tracker_commitment", job)
    second = preview(client, "tracker_commitment", job, f"?at={first.context['following']}")
    shown = [page.context["changes"][0]["row"] for page in (first, second)]
    assert (shown, second.context["following"]) == ([2, 3], None)
    assert preview(client, "tracker_commitment", job, "?at=3").status_code == 404
    assert preview(client, "tracker_commitment", job, "?at=99999999").status_code == 404


def test_a_preview_costs_few_queries_however_many_rows(client, office, django_assert_max_num_queries):
    job = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n{office.schools.pk},4\n")
    with django_assert_max_num_queries(8):
        preview(client, "tracker_commitment", job)
    with django_assert_max_num_queries(8):
        client.get(reverse("admin:tracker_commitment_import"))


def test_a_file_that_was_cleared_away_is_asked_for_again(client, office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    job = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n")
    wrong = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},八\n")
    shutil.rmtree(tmp_path)
    with translation.override("en"):
        page = client.get(reverse("admin:tracker_commitment_import_job", args=[job.pk]))
    assert "Upload it again" in page.content.decode()
    assert client.get(reverse("admin:tracker_commitment_import_errors", args=[wrong.pk])).status_code == 404
    assert confirm(client, "tracker_commitment", job).problem == {"code": "file_gone"}
