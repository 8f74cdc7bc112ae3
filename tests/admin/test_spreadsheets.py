"""Export of lists: safe to open, no more than is shown, and as it is read."""

from __future__ import annotations

import csv
import datetime
import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reports import workbook
from reports.sheets import open_sheet
from reports.spreadsheet import GuardedCSV, GuardedXLSX, guard, unguard
from tracker.models import Commitment

CSV, XLSX = "0", "1"


def export(client, name, kind=CSV, query=""):
    response = client.post(reverse(f"admin:{name}_export") + query, {"format": kind, "resource": ""})
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd", "'+cmd"), ("-4.2", "-4.2"), ("-A1", "'-A1"),
        ("\t=1", "'\t=1"), ("'=1", "''=1"), ("增长8%", "增长8%"), ("it's", "it's"), ("＝1", "'＝1"), ("", ""),
    ],
)  # fmt: skip
def test_a_cell_that_would_run_goes_out_as_words(value, cell):
    assert guard(value) == cell


@given(st.text(alphabet="='+-@＝1a \t\n"))
def test_what_goes_out_comes_in_unchanged(value):
    assert unguard(guard(value)) == value


#: What a workbook can hold: no control signs but tab and line ends, nothing outside Unicode.
WORDS = st.text(
    st.one_of(
        st.sampled_from("='+-@＝－1a<&> \t\r\n"),
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    )
)


@pytest.mark.parametrize(("form", "name"), [(GuardedCSV, "a.csv"), (GuardedXLSX, "a.xlsx")])
@given(cells=st.lists(WORDS, min_size=2, max_size=4))
def test_a_file_gives_back_the_cells_it_was_made_of(form, name, cells):
    rows = [["anchor", *cells], ["anchor", *reversed(cells)]]
    content = b"".join(form().stream(["a", *map(str, cells)], rows))
    read = [row for _number, row in open_sheet(io.BytesIO(content), name).rows]
    assert [row + [""] * (len(cells) + 1 - len(row)) for row in read] == rows


@given(value=WORDS)
def test_no_program_takes_a_cell_that_went_out_for_a_formula(value):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(GuardedXLSX().stream(["a"], [[value]]))))
    assert {cell.data_type for row in book.active.rows for cell in row} <= {"s", "n"}
    out = b"".join(GuardedCSV().stream(["a"], [[value]])).decode("utf-8-sig")
    cell = list(csv.reader(io.StringIO(out, newline="")))[-1]
    assert not cell or cell[0].strip()[:1] not in tuple("=@＝＠")


def test_a_value_that_begins_with_an_apostrophe_keeps_it():
    for value in ("'", "''", "'=1", "'a", "'-4.2", "''=1", "' =1"):
        assert unguard(guard(value)) == value


def test_commitments_go_out_with_their_verdicts(admin_client, office):
    Commitment.objects.filter(pk=office.growth.pk).update(subject="=HYPERLINK(1)")
    content = export(admin_client, "tracker_commitment")
    assert content.startswith(b"\xef\xbb\xbf")
    row = next(row for row in rows_of(content) if row["id"] == str(office.growth.pk))
    assert row["subject"] == "'=HYPERLINK(1)"
    assert (row["place_code"], row["value"], row["verdict"], row["indicator"]) == ("990101", "8", "kept", "gdp")
    assert office.plan.text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_only_what_the_list_shows_goes_out(admin_client, office):
    rows = rows_of(export(admin_client, "tracker_outcome", query="?q=第三产业"))
    assert [row["subject"] for row in rows] == ["第三产业"]


def test_no_cell_of_a_workbook_is_a_formula(admin_client, office):
    Commitment.objects.filter(pk=office.growth.pk).update(subject="=1+1")
    book = openpyxl.load_workbook(io.BytesIO(export(admin_client, "tracker_commitment", XLSX)))
    cells = [cell for row in book.active.rows for cell in row]
    assert "'=1+1" in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}


def test_a_workbook_of_a_spreadsheet_program_is_read():
    book = openpyxl.Workbook()
    book.active.append(["day", "figure", "count", "words"])
    book.active.append([datetime.date(2019, 6, 30), 8.1, 3.0, "增长"])
    content = io.BytesIO()
    book.save(content)
    assert list(workbook.read(content))[1] == (2, ["2019-06-30", "8.1", "3", "增长"])


def test_an_export_costs_the_same_queries_however_many_rows(admin_client, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(9) as of_few:
        few = export(admin_client, "tracker_commitment", query="?review_state__exact=proposed&q=新建学校")
    with django_assert_max_num_queries(len(of_few)):
        all_of_them = export(admin_client, "tracker_commitment")
    assert len(rows_of(few)) < len(rows_of(all_of_them))
