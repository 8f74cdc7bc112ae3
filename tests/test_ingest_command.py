"""The ingest command: files and folders in, a summary out, a clear line for whatever cannot be read."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command

from reports.models import Report
from reports.reading.read import read
from tests.characters import COUNTY, make_place
from tests.test_ledger import ANSWER, PLAN
from tracker import fixtures
from tracker.local import places
from tracker.models import Commitment, Outcome, Verdict
from tracker.tasks import ingest_file


@pytest.fixture
def county(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    fixtures.load_indicators()
    return make_place()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "answer.txt").write_text(ANSWER, encoding="gb18030")
    (folder / "index.tsv").write_text(
        "code\tplan_year\tfile\tsource\tdigest\n"
        f"{COUNTY}\t2022\tplan.txt\t样例\tno\n"
        f"{COUNTY}\t2023\tanswer.txt\t样例\tyes\n",
        encoding="utf-8",
    )
    return folder


def run(*arguments, **options):
    out = StringIO()
    call_command("ingest", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def counts():
    return [model.objects.count() for model in (Report, Commitment, Outcome, Verdict)]


def test_it_works(county, folder):
    said = run(folder)
    assert "2 reports (2 new)" in said
    assert Report.objects.get(plan_year=2023).is_digest
    assert Report.objects.get(plan_year=2022).source == "样例"
    assert Commitment.objects.get(indicator__code="gdp", year=2022).verdict.code == "kept"


def test_a_second_run_doubles_nothing(county, folder):
    run(folder)
    before = counts()
    assert "2 unchanged" in run(folder)
    assert counts() == before


def test_an_index_in_another_encoding_is_told_in_words(county, folder):
    (folder / "index.tsv").write_bytes("code\tplan_year\tfile\n样例\t2022\tplan.txt\n".encode("gb18030"))
    with pytest.raises(CommandError, match="save it as UTF-8"):
        run(folder)


def test_a_folder_that_is_not_there_is_told_in_words(county, tmp_path):
    with pytest.raises(CommandError, match="no such file or folder"):
        run(tmp_path / "gone")


def test_a_single_file_is_placed_by_its_name(county, tmp_path):
    path = tmp_path / COUNTY / "2022.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    run(path)
    assert Report.objects.get().plan_year == 2022


def test_a_single_file_is_placed_by_what_is_given(county, folder):
    run(folder / "plan.txt", code=COUNTY, plan_year=2022)
    assert Report.objects.get().jurisdiction == county


def test_a_file_nobody_can_place_is_asked_about(county, folder):
    with pytest.raises(CommandError, match="--code and --plan-year"):
        run(folder / "plan.txt")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "image"),
        (b"\x00\x01\x02\xff\xfe\x80" * 400, "2022.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "legacy"),
        (b"PK\x03\x04" + b"\0" * 64, "2022.txt"),
        (b"%PDF-1.7 not really", "2022.txt"),
    ],
)
def test_a_bad_file_gets_a_clear_line_and_nothing_is_stored(county, tmp_path, content, words):
    path = tmp_path / COUNTY / "2022.txt"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run(path)
    assert counts() == [0, 0, 0, 0]


def test_a_file_of_50_mb_is_refused_before_it_is_opened(county, tmp_path):
    path = tmp_path / COUNTY / "2022.txt"
    path.parent.mkdir()
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    with pytest.raises(CommandError, match="50 MB"):
        run(path)


def test_one_bad_file_does_not_keep_the_others_out(county, folder):
    (folder / "plan.txt").write_bytes(b"")
    with pytest.raises(CommandError, match=r"plan\.txt"):
        run(folder)
    assert list(Report.objects.values_list("plan_year", flat=True)) == [2023]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (None, r"needs an index\.tsv"),
        ("code\tplan_year\n1\t2022\n", "file is missing"),
        (f"code\tplan_year\tfile\n{COUNTY}\t2022\n", "file is missing or empty"),
        (f"code\tplan_year\tfile\n{COUNTY}\t²\tplan.txt\n", "is not a year"),
        (f"code\tplan_year\tfile\n{COUNTY}\t2022\t../secret.txt\n", "outside the folder"),
        (f"code\tplan_year\tfile\n{COUNTY}\t2022\t/etc/hostname\n", "outside the folder"),
        (f"code\tplan_year\tfile\n{COUNTY}\tzwanzig\tplan.txt\n", "is not a year"),
        ("code\tplan_year\tfile\n990999\t2022\tplan.txt\n", "no jurisdiction has the code 990999"),
        (f"code\tplan_year\tfile\n{COUNTY}\t2022\tgone.txt\n", "No such file"),
        (f"code\tplan_year\tfile\tkind\n{COUNTY}\t2022\tplan.txt\tdiary\n", "diary"),
        (f"code\tplan_year\tfile\tdelivered_on\n{COUNTY}\t2022\tplan.txt\tyesterday\n", "yesterday"),
    ],
)
def test_a_wrong_index_is_told_in_words(county, folder, index, words):
    if index is None:
        (folder / "index.tsv").unlink()
    else:
        (folder / "index.tsv").write_text(index, encoding="utf-8")
    with pytest.raises(CommandError, match=words):
        run(folder)
    assert not Report.objects.exists()


def test_the_task_does_what_the_command_does(county, folder):
    done = ingest_file(str(folder / "plan.txt"), COUNTY, 2022)
    assert done["stored"] == "new"
    assert done["verdicts"] == Commitment.objects.count() > 0
    assert ingest_file(str(folder / "plan.txt"), COUNTY, 2022)["stored"] == "unchanged"


def test_a_fault_of_ours_in_one_report_does_not_keep_the_others_out(county, folder, monkeypatch, caplog):
    def faulty(text, year, **what):
        if year == 2022:
            raise RuntimeError("a fault")
        return read(text, year, **what)

    monkeypatch.setattr("tracker.ingest.read", faulty)
    with pytest.raises(CommandError, match=r"plan\.txt: a fault in the program"):
        run(folder)
    assert list(Report.objects.values_list("plan_year", flat=True)) == [2023]
    assert "RuntimeError" in caplog.text


def test_queued_reports_are_read_by_the_worker_after_the_commit(county, folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        assert "2 reports queued" in run(folder, queue=True)
    assert len(callbacks) == 2
    assert not Report.objects.exists()


@pytest.mark.parametrize("command", [["ingest", "fixtures/digests"], ["verify"]])
def test_a_database_that_was_never_migrated_is_one_line_that_says_what_to_do(command):
    address, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        name = f"empty_{os.getpid()}"
        server.execute(f"CREATE DATABASE {name}")
        try:
            answer = subprocess.run(
                [sys.executable, "manage.py", *command],
                capture_output=True, text=True, check=False, cwd=places.ROOT,
                env={**os.environ, "DATABASE_URL": f"{address}/{name}"},
            )  # fmt: skip
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert answer.returncode == 1
    assert "not up to date" in answer.stderr
    assert "run `python manage.py migrate`" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_text_that_names_another_place_is_warned_of_and_taken_in_all_the_same(county, tmp_path, capsys):
    make_place("990199", "别处县")
    path = tmp_path / "report.txt"
    path.write_text("2030年别处县政府工作报告\n今年新建学校3所。\n", encoding="utf-8")
    call_command("ingest", str(path), code=COUNTY, plan_year=2030)
    assert "the text names 990199 别处县" in capsys.readouterr().err
    assert Report.objects.filter(plan_year=2030, jurisdiction__code=COUNTY).exists()
