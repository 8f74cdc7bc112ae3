"""Lists that come in by spreadsheet: checked, shown, confirmed, all or nothing."""

from __future__ import annotations

import html

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import translation

from reports.models import Jurisdiction, Report
from reports.words import ReviewState
from tests.admin.conftest import PLAN, REVIEW, hire_as
from tests.admin.imports.sheets import (
    LISTS,
    as_csv,
    confirm,
    done,
    edited,
    new_commitment,
    preview,
    problems,
    rows_now,
    upload,
)
from tests.admin.test_spreadsheets import CSV, XLSX, export
from tracker.admin import readiness
from tracker.models import Commitment, Indicator, Job, Outcome
from tracker.publications import Obstacle, Standing


@pytest.mark.parametrize("kind", [CSV, XLSX])
@pytest.mark.parametrize("name", LISTS)
def test_a_round_trip_changes_nothing(client, office, name, kind):
    Jurisdiction.objects.create(
        code="990199", name="+样例", pinyin="yangli", english="=Sample", level="county",
        parent=office.place, revision="test", valid_from="2020-01-01",
    )  # fmt: skip
    Indicator.objects.create(
        code="cpi", name="居民消费价格", english="@CPI", aliases=["物价", "CPI"],
        direction="lower", dimension="rate", topic="prices",
    )  # fmt: skip
    Commitment.objects.filter(pk=office.growth.pk).update(subject="'=1+1")
    Outcome.objects.filter(pk=office.grew.pk).update(review_state="proposed", unit="'%", value="9.0")
    before = rows_now()
    content = export(client, name, kind)
    job = upload(client, name, content, "rows.csv" if kind == CSV else "rows.xlsx")
    assert (job.state, job.result["acts"], job.result["problems"], job.result["ignored"]) == ("done", {}, 0, {})
    assert job.result["unchanged"] == LISTS[name].objects.count()
    assert client.post(reverse(f"admin:{name}_import_confirm", args=[job.pk])).status_code == 400
    assert rows_now() == before


def test_a_correction_is_the_persons_and_judged_at_once(client, office, importer):
    content = edited(client, "tracker_commitment", office.growth.pk, value="9.5", comparator="eq")
    job = upload(client, "tracker_commitment", content)
    office.growth.refresh_from_db()
    assert (office.growth.value, office.growth.verdict.code) == ("8", "kept")
    page = preview(client, "tracker_commitment", job).content.decode()
    assert "<del>8</del><ins>9.5</ins>" in page
    result = confirm(client, "tracker_commitment", job)
    assert result.result["verdicts"] == 1
    row = Commitment.objects.select_related("verdict").get(pk=office.growth.pk)
    assert (row.value, row.comparator, row.verdict.code) == ("9.5", "eq", "in_part")
    assert (row.review_state, row.decided_by, row.machine_said["value"]) == ("accepted", importer, "8")
    assert "rows.csv" in row.decision_note
    assert LogEntry.objects.filter(user=importer, object_id=str(row.pk)).exists()


def test_a_file_may_hold_few_columns_and_name_rows_by_id(client, office):
    content = f"id,review_state\n{office.growth.pk},accepted\n{office.schools.pk},rejected\n"
    job = upload(client, "tracker_commitment", content)
    assert job.result["acts"] == {"accepted": 1, "rejected": 1}
    confirm(client, "tracker_commitment", job)
    states = dict(Commitment.objects.values_list("pk", "review_state"))
    assert states == {office.growth.pk: "accepted", office.schools.pk: "rejected"}


def test_a_decision_is_handed_back_as_the_machine_had_read_it(client, office):
    confirm(
        client,
        "tracker_commitment",
        upload(client, "tracker_commitment", edited(client, "tracker_commitment", office.growth.pk, value="9.5")),
    )
    job = upload(client, "tracker_commitment", f"id,review_state\n{office.growth.pk},proposed\n")
    assert job.result["acts"] == {"handed_back": 1}
    confirm(client, "tracker_commitment", job)
    row = Commitment.objects.get(pk=office.growth.pk)
    assert (row.value, row.review_state, row.decided_by, row.machine_said) == ("8", "proposed", None, None)


def test_what_an_import_writes_is_what_the_desk_would_write(client, office, importer):
    """One row by spreadsheet, its twin by the register's own functions: the same but for who and when."""
    from tracker import register

    content = edited(client, "tracker_outcome", office.grew.pk, value="9.2", period="2021-2022")
    confirm(client, "tracker_outcome", upload(client, "tracker_outcome", content))
    by_file = Outcome.objects.values().get(pk=office.grew.pk)
    register.decide(Outcome.objects.get(pk=office.grew.pk), ReviewState.PROPOSED, importer)
    register.correct(
        Outcome.objects.select_related("report").get(pk=office.grew.pk),
        importer,
        {"value": "9.2", "period": "2021-2022"},
        by_file["decision_note"],
    )
    by_hand = Outcome.objects.values().get(pk=office.grew.pk)
    del by_file["decided_at"], by_hand["decided_at"]
    assert by_file == by_hand


def test_a_new_statement_is_added_by_a_person(client, office, importer):
    job = upload(client, "tracker_commitment", as_csv([new_commitment(office)], list(new_commitment(office))))
    assert job.result["acts"] == {"added": 1}
    assert not Commitment.objects.filter(subject="新校舍").exists()
    confirm(client, "tracker_commitment", job)
    row = Commitment.objects.select_related("verdict").get(subject="新校舍")
    assert (row.origin, row.review_state, row.decided_by, row.period) == ("person", "accepted", importer, "2022")
    assert PLAN[row.start : row.end] == row.quote
    assert row.verdict is not None


def test_the_report_may_be_named_by_place_and_year(client, office):
    row = new_commitment(office, place_code="990101", report_year=2022)
    del row["report_sha256"]
    job = upload(client, "tracker_commitment", as_csv([row], list(row)))
    assert job.result["acts"] == {"added": 1}


def test_a_new_outcome_may_be_an_admission(client, office):
    quote = "新建学校2所"
    start = REVIEW.index(quote)
    row = new_commitment(office) | {
        "report_sha256": office.review.text_sha256, "start": start, "end": start + len(quote), "quote": quote,
        "section": "problems", "kind": "shortfall", "subject": "校舍",
    }  # fmt: skip
    confirm(client, "tracker_outcome", upload(client, "tracker_outcome", as_csv([row], list(row))))
    assert Outcome.objects.get(subject="校舍").kind == "shortfall"
    assert Commitment.objects.filter(known_from="admission", subject="校舍").exists()


def test_an_empty_cell_empties_a_field_and_decides_nothing(client, office):
    Commitment.objects.filter(pk=office.growth.pk).update(hedge="strive")
    content = edited(client, "tracker_commitment", office.growth.pk, hedge="", review_state="", quote="", rule="")
    job = upload(client, "tracker_commitment", content)
    assert (job.result["acts"], job.result["ignored"], job.result["problems"]) == ({"corrected": 1}, {}, 0)


def test_what_is_only_read_is_ignored_and_told(client, office):
    content = edited(client, "tracker_commitment", office.growth.pk, verdict="broken", confidence="0.1")
    job = upload(client, "tracker_commitment", content)
    assert (job.result["acts"], job.result["ignored"]) == ({}, {"verdict": 1, "confidence": 1})
    assert "verdict" in preview(client, "tracker_commitment", job).content.decode()


def test_a_figure_that_a_spreadsheet_program_shortened_is_no_change(client, office):
    Commitment.objects.filter(pk=office.growth.pk).update(value="8.50")
    content = edited(client, "tracker_commitment", office.growth.pk, value="8.5", is_digest="FALSE", confidence="1")
    assert upload(client, "tracker_commitment", content).result["acts"] == {}


#: Cells that are wrong in a stored row: column, cell, and words of the error in both languages.
WRONG_CELLS = [
    ("subject", "", "subject", "不能为空", "must not be empty"),
    ("subject", "长" * 201, "subject", "200", "200"),
    ("indicator", "gpd", "indicator", "是否指“gdp”", "Is “gdp” meant"),
    ("indicator", "国民幸福", "indicator", "没有这个代码", "no indicator"),
    ("measure", "增长", "measure", "growth", "growth"),
    ("comparator", "about8", "comparator", "about", "about"),
    ("comparator", "range", "value_high", "下限和上限", "lower and its upper"),
    ("value", "八", "value", "照原文", "as printed"),
    ("value", "", "value", "要达到的数字", "figure to reach"),
    ("value_high", "9", "value_high", "只有区间", "Only a range"),
    ("value_high", "九", "value_high", "6.5", "6.5"),
    ("unit", "长" * 41, "unit", "40", "40"),
    ("period", "", "period", "2011-2015", "2011-2015"),
    ("period", "去年", "period", "2011-2015", "2011-2015"),
    ("deadline", "Jun-19", "deadline", "2019-06", "2019-06"),
    ("hedge", "maybe", "hedge", "strive", "strive"),
    ("review_state", "好", "review_state", "accepted", "accepted"),
    ("quote", "地区生产总值增长9%", "quote", "不会移动", "not moved"),
    ("start", "0", "start", "不会移动", "not moved"),
    ("id", "999999", "id", "没有这个 id", "No statement has this id"),
    ("id", "一", "id", "整数", "whole number"),
    ("report_sha256", "abc", "report_sha256", "哈希", "hash"),
]


@pytest.mark.parametrize(("column", "cell", "told", "chinese", "english"), WRONG_CELLS)
def test_a_wrong_cell_is_told_by_row_and_column_in_words(client, office, column, cell, told, chinese, english):
    content = edited(client, "tracker_commitment", office.growth.pk, **{column: cell})
    job = upload(client, "tracker_commitment", content)
    for language, words in (("zh-hans", chinese), ("en", english)):
        with translation.override(language):
            found = problems(client, "tracker_commitment", job)
            page = html.unescape(preview(client, "tracker_commitment", job).content.decode())
        assert [(row, where) for row, where, _words in found] == [(2, told)]
        assert words in found[0][2]
        assert words in page


#: What is wrong with a new row: its cells, the column told, words of the error.
WRONG_ADDITIONS = [
    ({"quote": "新建医院"}, "quote", "新建学校"),
    ({"quote": "地区生产总值"}, "quote", "5"),
    ({"end": 900}, "end", str(len(PLAN))),
    ({"end": 2}, "end", "起点之后"),
    ({"end": ""}, "end", "不能为空"),
    ({"start": "x"}, "start", "整数"),
    ({"section": ""}, "section", "year_targets"),
    ({"measure": "increment"}, "value", "要达到的数字"),
    ({"measure": "increment", "value": "3"}, "number_start", "number_start"),
    ({"measure": "increment", "value": "3", "number_start": 5, "number_end": 6}, "number_start", "引文之内"),
    ({"number_start": 22}, "number_end", "number_end"),
    ({"review_state": "rejected"}, "review_state", "accepted"),
    ({"report_sha256": "", "place_code": "990101", "report_year": "1999"}, "report_year", "1999"),
    ({"report_sha256": ""}, "report_sha256", "report_sha256"),
]


@pytest.mark.parametrize(("cells", "column", "words"), WRONG_ADDITIONS)
def test_what_is_wrong_with_a_new_row_is_told(client, office, cells, column, words):
    row = new_commitment(office) | {"place_code": "", "report_year": "", "value": "", "review_state": ""} | cells
    row |= {"number_start": row.get("number_start", ""), "number_end": row.get("number_end", "")}
    job = upload(client, "tracker_commitment", as_csv([row], list(row)))
    ((number, told, said),) = problems(client, "tracker_commitment", job)
    assert (number, told) == (2, column)
    assert words in said


def test_the_figure_must_be_the_one_that_stands_there(client, office):
    quote = "新建学校3所"
    start = PLAN.index(quote)
    row = new_commitment(office) | {
        "end": start + len(quote), "quote": quote, "measure": "increment", "value": "30", "unit": "所",
        "number_start": start + 4, "number_end": start + 5,
    }  # fmt: skip
    job = upload(client, "tracker_commitment", as_csv([row], list(row)))
    assert [(told, "“3”" in said) for _row, told, said in problems(client, "tracker_commitment", job)] == [
        ("value", True)
    ]
    row["value"] = "3"
    job = upload(client, "tracker_commitment", as_csv([row], list(row)))
    assert (job.result["problems"], job.result["beside"]) == (0, 1)


def test_two_rows_about_one_statement_are_refused(client, office):
    content = f"id,value\n{office.growth.pk},9\n{office.growth.pk},10\n"
    job = upload(client, "tracker_commitment", content)
    ((number, column, said),) = problems(client, "tracker_commitment", job)
    assert (number, column) == (3, "id")
    assert "2" in said


def test_a_correction_may_not_make_two_statements_one(client, office):
    twin = Outcome.objects.get(pk=office.grew.pk)
    twin.pk, twin.subject = None, "生产总值"
    twin.save(force_insert=True)
    job = upload(client, "tracker_outcome", f"id,subject\n{twin.pk},地区生产总值\n")
    ((_row, column, said),) = problems(client, "tracker_outcome", job)
    assert column == "subject"
    assert str(office.grew.pk) in said


def test_a_published_reading_is_refused(client, office):
    Report.objects.filter(pk=office.plan.pk).update(state=Report.State.PUBLISHED)
    for content in (
        f"id,value\n{office.growth.pk},9\n",
        as_csv([new_commitment(office)], list(new_commitment(office))),
    ):
        job = upload(client, "tracker_commitment", content)
        ((_row, column, said),) = problems(client, "tracker_commitment", job)
        assert column == ""
        assert "990101" in said


def test_one_wrong_row_keeps_all_rows_out(client, office):
    before = rows_now()
    content = f"id,value\n{office.growth.pk},9\n{office.schools.pk},三\n"
    job = upload(client, "tracker_commitment", content)
    assert (job.result["acts"], job.result["problems"]) == ({"corrected": 1}, 1)
    assert client.post(reverse("admin:tracker_commitment_import_confirm", args=[job.pk])).status_code == 400
    assert rows_now() == before


def test_a_check_writes_nothing(client, office):
    before = rows_now()
    upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n")
    upload(client, "tracker_commitment", as_csv([new_commitment(office)], list(new_commitment(office))))
    assert rows_now() == before


def test_data_that_changed_since_the_preview_are_told_and_nothing_is_imported(client, office):
    content = f"id,value\n{office.growth.pk},9\n{office.schools.pk},4\n"
    job = upload(client, "tracker_commitment", content)
    Commitment.objects.filter(pk=office.schools.pk).update(value="5")
    failed = confirm(client, "tracker_commitment", job)
    assert failed.problem == {"code": "stale"}
    assert Commitment.objects.get(pk=office.growth.pk).value == "8"
    page = preview(client, "tracker_commitment", failed)
    assert "已有变动" in page.content.decode()
    again = client.post(reverse("admin:tracker_commitment_import_again", args=[failed.pk]))
    assert again.status_code == 302
    confirm(client, "tracker_commitment", done(Job.objects.latest("pk")))
    assert Commitment.objects.get(pk=office.schools.pk).value == "4"


def test_of_two_importers_the_second_is_told(client, office):
    first = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n")
    second = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},7\n")
    assert confirm(client, "tracker_commitment", first).state == "done"
    assert confirm(client, "tracker_commitment", second).problem == {"code": "stale"}
    assert Commitment.objects.get(pk=office.growth.pk).value == "9"


@pytest.mark.parametrize("is_checked_again", [False, True])
def test_whose_spreadsheet_it_is_stands_behind_what_another_confirms(client, office, importer, is_checked_again):
    job = upload(client, "tracker_commitment", f"id,review_state\n{office.growth.pk},accepted\n")
    other = hire_as("publisher", "another")
    client.force_login(other)
    if is_checked_again:
        client.post(reverse("admin:tracker_commitment_import_again", args=[job.pk]))
        job = done(Job.objects.latest("pk"))
    assert confirm(client, "tracker_commitment", job).state == "done"
    people = Standing(office.plan).people
    assert people[other.pk][Obstacle.CHANGED] == people[importer.pk][Obstacle.SENT_IN] == 1
    assert Obstacle.SENT_IN in {one.obstacle for one in Standing(office.plan).hindrances(importer)}
    with translation.override("en"):
        told = readiness.people(Standing(office.plan), other)
    assert "sent in the spreadsheet that changed 1 statement" in told[1].did


def test_confirming_twice_imports_once(client, office):
    job = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9\n")
    addresses = {
        client.post(reverse("admin:tracker_commitment_import_confirm", args=[job.pk])).url for _time in range(2)
    }
    assert len(addresses) == 1
    assert Job.objects.filter(asked__checked=job.pk).count() == 1
