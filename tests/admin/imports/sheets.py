"""What the tests of imports share: a file sent in, checked, looked at and confirmed."""

from __future__ import annotations

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.models import Jurisdiction
from tests.admin.conftest import PLAN
from tests.admin.test_spreadsheets import export, rows_of
from tracker.models import Commitment, Indicator, Job, Outcome
from tracker.tasks import run_job

LISTS = {
    "reports_jurisdiction": Jurisdiction,
    "tracker_indicator": Indicator,
    "tracker_commitment": Commitment,
    "tracker_outcome": Outcome,
}
PLACE_HEAD = "code,name,pinyin,english,level,parent,valid_from,valid_to,revision\n"


def upload(client, name, content, file="rows.csv"):
    """Upload a file and let the worker check it; returns the job, or the page where the file is refused at once."""
    content = content.encode() if isinstance(content, str) else content
    page = client.post(reverse(f"admin:{name}_import"), {"file": SimpleUploadedFile(file, content)})
    if page.status_code == 200:
        return page
    return done(Job.objects.latest("pk"))


def done(job):
    run_job(job.pk)
    job.refresh_from_db()
    return job


def preview(client, name, job, query=""):
    return client.get(reverse(f"admin:{name}_import_job", args=[job.pk]) + query)


def confirm(client, name, job):
    """Confirm a check and let the worker import; returns the job of the import."""
    assert client.post(reverse(f"admin:{name}_import_confirm", args=[job.pk])).status_code == 302
    return done(Job.objects.latest("pk"))


def problems(client, name, job):
    """Row, column and words of every error of a check, from the CSV of errors."""
    response = client.get(reverse(f"admin:{name}_import_errors", args=[job.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    return [(int(row), column, words) for row, column, _value, words in rows[1:]]


def edited(client, name, key, **cells):
    """The exported list with some cells of one row changed, as CSV; ``keep`` names the columns that stay."""
    keep = cells.pop("keep", None)
    rows = rows_of(export(client, name))
    row = next(row for row in rows if row["id"] == str(key))
    row |= {column: str(cell) for column, cell in cells.items()}
    return as_csv([row], keep or list(row))


def as_csv(rows, columns):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def new_commitment(office, **cells):
    """The row of a commitment that nobody has read yet: 新建学校 without its figure, as a deed."""
    quote = "新建学校"
    start = PLAN.index(quote)
    return {
        "report_sha256": office.plan.text_sha256, "start": start, "end": start + len(quote), "quote": quote,
        "subject": "新校舍", "measure": "done", "comparator": "eq", "section": "year_tasks",
    } | cells  # fmt: skip


def rows_now():
    return [list(model.objects.order_by("pk").values()) for model in LISTS.values()]
