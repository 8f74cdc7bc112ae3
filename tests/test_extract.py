"""The command that prints a report's statements: no database, and the contract others read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[1]
REPORT = """石桥县2019年政府工作报告
一、2018年工作回顾
规上企业从37户增加到133户。
二、2019年工作安排
6月底前新增学位2000个以上。
"""
FIELDS = """kind start end quote number subject indicator measure comparator value value_high unit period deadline
hedge section confidence"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(REPORT.encode())
    return path


def extract(path, *options):
    out, err = StringIO(), StringIO()
    call_command("extract", str(path), *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_prints_one_object_a_statement_with_every_field_of_the_contract(report):
    out, _ = extract(report, "--plan-year", "2019")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["subject"] for row in rows] == ["规上企业", "学位"]
    for row in rows:
        assert set(FIELDS.split()) <= set(row)
        assert REPORT[row["start"] : row["end"]] == row["quote"]
    pledge = rows[1]
    assert (pledge["kind"], pledge["measure"], pledge["comparator"], pledge["value"]) == (
        "pledge",
        "increment",
        "ge",
        "2000",
    )
    assert (pledge["unit"], pledge["period"], pledge["deadline"]) == ("个", "2019", "2019-06")
    assert REPORT[pledge["number"]["start"] : pledge["number"]["end"]] == "2000"
    assert rows[0]["base"]["value"] == "37"


def test_it_says_the_year_it_took_from_the_text(report):
    _, err = extract(report)
    assert "2019" in err


def test_it_prints_a_table_for_people(report):
    out, _ = extract(report, "--format", "table")
    assert "学位" in out
    assert "增量" in out


def test_it_prints_the_text_that_offsets_count_in(report, capsys):
    extract(report, "--text")
    assert capsys.readouterr().out == REPORT


@pytest.mark.parametrize(
    "content",
    [
        REPORT.encode(),
        b"\xef\xbb\xbf" + REPORT.encode(),
        REPORT.replace("\n", "\r\n").encode("gb18030"),
        REPORT.replace("\n", "\r").encode(),
        REPORT.encode("utf-16"),
        f"<html><body>{''.join(f'<p>{line}</p>' for line in REPORT.splitlines())}".encode(),
    ],
)
def test_every_quote_is_cut_from_the_text_that_it_prints(tmp_path, capsys, content):
    path = tmp_path / "report"
    path.write_bytes(content)
    extract(path, "--text")
    text = capsys.readouterr().out
    rows = [json.loads(line) for line in extract(path)[0].splitlines()]
    assert [row["subject"] for row in rows] == ["规上企业", "学位"]
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_it_lists_what_it_left_and_why(report):
    out, _ = extract(report, "--unread")
    assert "37\t" in out
    assert "base" in out


def test_it_fails_with_one_line_on_a_file_it_cannot_read(tmp_path):
    path = tmp_path / "empty.txt"
    path.touch()
    with pytest.raises(CommandError, match=r"empty\.txt: the file is empty"):
        extract(path)


@pytest.mark.parametrize("command", ["extract", "assess"])
@pytest.mark.parametrize(
    ("name", "said"), [("gone.txt", "No such file"), ("", "a folder: give one file"), ("large.txt", "25 MB is more")]
)
def test_it_says_in_one_line_what_is_wrong_with_a_file(tmp_path, command, name, said):
    """Without settings, which ask for a folder to write to."""
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(25 * 2**20)
    files = [str(tmp_path / name)] * (2 if command == "assess" else 1)
    finished = subprocess.run(
        [sys.executable, "manage.py", command, *files],
        cwd=Path(__file__).resolve().parents[1],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "no.such.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert finished.stdout == ""
    assert finished.stderr.startswith(f"{command}: ")
    assert said in finished.stderr
    assert finished.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["extract", "assess"])
def test_a_reader_who_has_seen_enough_is_no_error(tmp_path, command):
    path = tmp_path / "long.txt"
    # More than the 64 KB a pipe holds: the command is still writing when its reader leaves.
    tasks = "".join(f"建设农村公路{length}公里。\n" for length in range(1, 400))
    path.write_text(f"石桥县2019年政府工作报告\n二、2019年工作安排\n{tasks}", encoding="utf-8")
    files = [str(path)] * (2 if command == "assess" else 1)
    with subprocess.Popen(
        [sys.executable, "manage.py", command, *files],
        cwd=Path(__file__).resolve().parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert b"Traceback" not in running.stderr.read()
        assert running.wait(60) == 0


def test_a_python_without_the_project_goes_on_with_its_own(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("二、2019年工作安排\n新建停车场6个。\n", encoding="utf-8")
    done = subprocess.run(
        [sys._base_executable, str(ROOT / "manage.py"), "extract", str(file)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["subject"] == "停车场"


def test_a_text_without_a_year_is_named_with_what_to_say(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("新建停车场6个。\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"letter\.txt: .*--plan-year"):
        call_command("extract", str(file))


def test_two_reports_that_do_not_follow_each_other_are_remarked_on(tmp_path, capsys):
    for year in (2019, 2021):
        text = f"一、{year - 1}年工作回顾\n新建停车场6个。\n二、{year}年工作安排\n新建公园3个。\n"
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    call_command("assess", str(tmp_path / "2019.txt"), str(tmp_path / "2021.txt"))
    assert "seems to plan for 2021" in capsys.readouterr().err
