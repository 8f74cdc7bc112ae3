"""Files that are no lists, and what is said of them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.admin.imports.sheets import (
    preview,
    problems,
    upload,
)
from tracker.models import Job


def refused(page):
    """What is said against a file that is refused at once."""
    return " ".join(page.context["form"].errors["file"])


@pytest.mark.parametrize(
    ("content", "file", "words"),
    [
        (b"", "rows.csv", ""),
        (b"id,value\n", "rows.csv", "没有数据行"),
        ("id,value\n1,é\n".encode("latin-1"), "rows.csv", "字符编码"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 60, "rows.xls", ".xlsx"),
        (b"PK\x03\x04" + b"0" * 60, "rows.xlsx", "损坏"),
        (b"1,2,3\n4,5,6\n", "rows.csv", "列名"),
        (b"id,valeu\n1,2\n", "rows.csv", "是否指“value”"),
        (b"id,weather\n1,2\n", "rows.csv", "可用的列是"),
        (b"id,value,value\n1,2,3\n", "rows.csv", "两次"),
        (b"id,,\n1,2,3\n", "rows.csv", None),
        (b"start,value\n1,2\n", "rows.csv", "report_sha256"),
        (b'id,value\n1,"2\n', "rows.csv", "引号"),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_once(client, office, content, file, words):
    page = upload(client, "tracker_commitment", content, file)
    if words is None:
        # Columns without a name at the right edge are none.
        assert page.state == "done"
        return
    assert words in refused(page)
    assert not Job.objects.exists()


def workbook_of(*rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_formula_is_told_by_its_cell(client, office):
    content = workbook_of(["id", "value"], [office.growth.pk, "=4+5"])
    job = upload(client, "tracker_commitment", content, "rows.xlsx")
    ((row, column, said),) = problems(client, "tracker_commitment", job)
    assert (row, column) == (2, "value")
    assert "公式" in said


def test_merged_cells_are_told(client, office):
    rows = [["id", "value"], [office.growth.pk, "9"], [office.schools.pk, "4"]]
    content = workbook_of(*rows, change=lambda sheet: sheet.merge_cells("B2:B3"))
    page = upload(client, "tracker_commitment", content, "rows.xlsx")
    assert page.problem == {"code": "merged", "cell": "B2:B3"}
    assert "B2:B3" in preview(client, "tracker_commitment", page).content.decode()


def test_a_row_with_more_cells_than_the_header_is_told(client, office):
    job = upload(client, "tracker_commitment", f"id,value\n{office.growth.pk},9,10\n")
    ((row, column, _said),) = problems(client, "tracker_commitment", job)
    assert (row, column) == (2, "")


def test_more_rows_than_are_taken_are_told(client, office, monkeypatch):
    monkeypatch.setattr("reports.sheets.MOST_ROWS", 3)
    rows = "".join(f"{number},2\n" for number in range(1, 9))
    job = upload(client, "tracker_commitment", f"id,value\n{rows}")
    assert job.problem["code"] == "too_many_rows"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encodings_of_spreadsheet_programs_are_read(client, office, encoding):
    content = f"id,subject\n{office.growth.pk},地区生产总值和国民收入\n".encode(encoding)
    assert upload(client, "tracker_commitment", content).result["acts"] == {"corrected": 1}
