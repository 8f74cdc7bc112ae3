"""Export and import of lists: safe to open, whole on the way in, and the same after a round trip."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reports.models import Jurisdiction
from reports.spreadsheet import guard, unguard
from tracker.models import Commitment, Indicator

CSV, XLSX = "0", "1"


def export(client, name, kind=CSV, query=""):
    response = client.post(reverse(f"admin:{name}_export") + query, {"format": kind, "resource": ""})
    assert response.status_code == 200
    return response.content


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def bring_in(client, name, content, kind=CSV):
    """Upload, look at the preview, confirm; returns the preview's result."""
    file = SimpleUploadedFile("rows.csv" if kind == CSV else "rows.xlsx", content)
    preview = client.post(reverse(f"admin:{name}_import"), {"format": kind, "import_file": file, "resource": ""})
    assert preview.status_code == 200
    form = preview.context.get("confirm_form")
    if form is not None:
        client.post(reverse(f"admin:{name}_process_import"), form.initial | {"resource": ""})
    return preview.context["result"]


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


@pytest.mark.parametrize("kind", [CSV, XLSX])
@pytest.mark.parametrize(("name", "model"), [("reports_jurisdiction", Jurisdiction), ("tracker_indicator", Indicator)])
def test_a_round_trip_changes_nothing(admin_client, office, name, model, kind):
    Jurisdiction.objects.create(
        code="990199", name="+样例", pinyin="yangli", english="=Sample", level="county",
        parent=office.place, revision="test", valid_from="2020-01-01",
    )  # fmt: skip
    Indicator.objects.create(
        code="cpi", name="居民消费价格", english="@CPI", aliases=["物价", "CPI"],
        direction="lower", dimension="rate", topic="prices",
    )  # fmt: skip
    before = list(model.objects.order_by("pk").values())
    result = bring_in(admin_client, name, export(admin_client, name, kind), kind)
    assert (result.totals["skip"], result.has_errors()) == (len(before), False)
    assert list(model.objects.order_by("pk").values()) == before


def test_a_place_comes_in_under_its_parent(admin_client, office):
    content = "code,name,pinyin,english,level,parent,valid_from,valid_to,revision\n"
    content += "990102,新样例县,xinyangli xian,New Sample,county,990101,,,test\n"
    bring_in(admin_client, "reports_jurisdiction", content.encode())
    assert Jurisdiction.objects.get(code="990102").parent == office.place


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("99,短码县,duan,Short,county,,,,test", "code"),
        ("990103,无级县,wu,None,village,,,,test", "level"),
        ("990104,孤儿县,gu,Orphan,county,999999,,,test", ""),
        ("990105,日期县,ri,Date,county,,昨天,,test", "valid_from"),
    ],
)
def test_one_wrong_row_keeps_all_rows_out_and_names_its_column(admin_client, office, row, column):
    before = Jurisdiction.objects.count()
    head = "code,name,pinyin,english,level,parent,valid_from,valid_to,revision\n"
    good = "990102,新样例县,xinyangli xian,New Sample,county,990101,,,test\n"
    result = bring_in(admin_client, "reports_jurisdiction", f"{head}{good}{row}\n".encode())
    assert Jurisdiction.objects.count() == before
    if result.has_errors():
        assert [number for number, _errors in result.row_errors()] == [2]
    else:
        assert [invalid.number for invalid in result.invalid_rows] == [2]
        assert column in result.invalid_rows[0].field_specific_errors
