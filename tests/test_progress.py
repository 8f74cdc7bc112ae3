"""Five-year targets followed through the years: where they stand, why, and that it can be reached and told again."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.reading.read import read
from reports.reading.records import Reading
from tests.reading_cases import cases
from tracker.judging.progress import progress
from tracker.judging.progress.explain import explain
from tracker.judging.progress.pace import work_out
from tracker.judging.progress.records import Aim, Course, Pace, Part, Standing, Unknown

CASES = cases("progress")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


def report(year: int, review: str, plan: str = "") -> Reading:
    """A report that reviews the year before; with ``plan`` it sets the targets of the thirteenth plan."""
    targets = f"二、“十三五”时期的目标任务\n{plan}\n\n" if plan else ""
    head = f"甲县{year}年政府工作报告\n\n一、{year - 1}年工作回顾\n{review}\n\n"
    return read(f"{head}{targets}三、{year}年工作安排\n建设水厂1座。\n", year)


def readings_of(case: dict) -> list[Reading]:
    told = {int(year): review for year, review in case["years"].items()}
    return [
        report(2016, case.get("before", "平稳发展。"), case["plan"]),
        *(report(year + 1, told[year]) for year in sorted(told)),
    ]


def told(standing: Standing) -> str:
    if standing.pace == Pace.UNKNOWN:
        return f"{standing.year}:unknown:{standing.reason}"
    return f"{standing.year}:{standing.pace}:{standing.value}:{standing.needed}"


def all_standings(case: dict) -> list[tuple[Course, Standing]]:
    return [(course, standing) for course in progress(readings_of(case)) for standing in course.standings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_follows_a_target_through_the_years(case: dict) -> None:
    assert [told(standing) for _, standing in all_standings(case)] == case["stands"]


@pytest.mark.parametrize("case", [case for case in CASES if case["stands"]], ids=lambda case: case["why"])
def test_a_standing_can_be_reached_and_told_again_from_its_data(case: dict) -> None:
    texts = {reading.plan_year: reading.text for reading in readings_of(case)}
    for _course, standing in all_standings(case):
        computation = json.loads(json.dumps(standing.computation))
        for language in ("zh", "en"):
            assert explain(standing, language).endswith("。" if language == "zh" else ".")
        if not computation:
            assert standing.reason in {reason.value for reason in Unknown}
            continue
        found = work_out(computation)
        assert {name: computation[name] for name in found} == found
        assert (found["pace"], found["value"], found["needed"]) == (standing.pace, standing.value, standing.needed)
        for figure in standing.figures:
            printed = texts[figure.plan_year][figure.place.start : figure.place.end]
            assert printed in (figure.value, "翻一番")
        assert standing.figures[0].part == Part.TARGET
        assert len(standing.figures) == 1 + bool(computation["start"]) + len(computation["operands"])


def test_every_aim_pace_and_reason_has_a_case() -> None:
    standings = [pair for case in CASES for pair in all_standings(case)]
    assert {course.aim for course, _ in standings} == set(Aim)
    assert {standing.pace for _, standing in standings} == set(Pace)
    assert {standing.reason for _, standing in standings} - {""} == {reason.value for reason in Unknown}


def test_a_target_told_again_is_one_target() -> None:
    plan = "到2020年常住人口城镇化率达到60%。"
    courses = progress([report(2017, "常住人口城镇化率达到53%。", plan), report(2016, "平稳发展。", plan)])
    assert [(course.plan_year, [one.plan_year for one in course.again]) for course in courses] == [(2016, [2017])]


def test_a_target_that_was_changed_is_another() -> None:
    first, then = "到2020年常住人口城镇化率达到60%。", "到2020年常住人口城镇化率达到58%。"
    courses = progress([report(2016, "平稳发展。", first), report(2017, "平稳发展。", then)])
    assert [course.target.value for course in courses] == ["60", "58"]


def test_the_last_years_value_added_up_is_a_proposal_and_the_reports_own_is_not() -> None:
    plan = "五年累计城镇新增就业5万人以上。"
    years = {year: report(year + 1, "城镇新增就业1.1万人。") for year in range(2016, 2021)}
    (course,) = progress([report(2016, "平稳发展。", plan), *years.values()])
    last = course.standings[-1]
    assert (last.is_final, last.is_computed, last.value) == (True, True, "5.5")
    years[2020] = report(2021, "城镇新增就业1.1万人。“十三五”期间城镇新增就业累计5.6万人。")
    (course,) = progress([report(2016, "平稳发展。", plan), *years.values()])
    last = course.standings[-1]
    assert (last.is_final, last.is_computed, last.value) == (True, False, "5.6")


def test_it_says_what_the_remaining_years_need() -> None:
    plan = "五年累计城镇新增就业5万人以上。"
    (course,) = progress([report(2016, "平稳发展。", plan), report(2017, "城镇新增就业1.2万人。")])
    (standing,) = course.standings
    assert "其余各年需0.95万人" in explain(standing, "zh")
    assert "Each remaining year needs 0.95万人" in explain(standing, "en")


def test_a_year_is_silent_where_its_report_is_not_there() -> None:
    (course,) = progress([report(2016, "平稳发展。", "到2020年，常住人口城镇化率达到60%。")])
    assert course.standings == ()
    assert not course.is_told


def test_the_command_needs_no_database(tmp_path: Path) -> None:
    files = []
    for reading in (
        report(2016, "常住人口城镇化率达到50%。", "到2020年，常住人口城镇化率达到60%。"),
        report(2017, "常住人口城镇化率达到53%。"),
    ):
        files.append(tmp_path / f"{reading.plan_year}.txt")
        files[-1].write_text(reading.text, encoding="utf-8")
    command = [sys.executable, "manage.py", "progress", *map(str, files)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"DATABASE_URL": "postgres://nowhere:1/none"}
    )
    (found,) = (json.loads(line) for line in done.stdout.splitlines())
    assert (found["aim"], found["first"], found["last"], found["verdict"]) == ("level", 2016, 2020, None)
    (standing,) = found["standings"]
    assert (standing["standing"], standing["value"], standing["needed"]) == ("ahead", "53", "52")


def test_the_table_tells_one_line_a_year(tmp_path: Path) -> None:
    paths = [tmp_path / "2016.txt", tmp_path / "2021.txt"]
    plan = "到2020年，常住人口城镇化率达到60%。"
    for path, reading in zip(
        paths, (report(2016, "平稳发展。", plan), report(2021, "常住人口城镇化率达到61%。")), strict=True
    ):
        path.write_text(reading.text, encoding="utf-8")
    out = StringIO()
    call_command("progress", *map(str, paths), format="table", language="en", stdout=out)
    head, line = out.getvalue().splitlines()
    assert head.endswith("[kept]")
    assert line.strip() == "61% in 2020. The target is 60%: reached."


def test_it_refuses_two_reports_of_one_year(tmp_path: Path) -> None:
    path = tmp_path / "2016.txt"
    path.write_text(report(2016, "平稳发展。").text, encoding="utf-8")
    with pytest.raises(CommandError, match="same year"):
        call_command("progress", str(path), str(path))


@pytest.mark.skipif(not CORPUS.exists(), reason="the folder of real reports is not here")
def test_jobs_of_the_thirteenth_plan_are_added_up_until_the_report_tells_them_itself() -> None:
    texts = [(year, (CORPUS / "000000" / f"{year}.txt").read_text(encoding="utf-8")) for year in range(2016, 2022)]
    courses = progress(read(text, year) for year, text in texts)
    (jobs,) = [course for course in courses if course.target.indicator == "new_urban_jobs"]
    assert [(standing.value, standing.is_computed) for standing in jobs.standings] == [
        ("1314", True),
        ("2665", True),
        ("4026", True),
        ("5378", True),
        ("6000", False),
    ]
