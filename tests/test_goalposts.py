"""Goalposts: what is said of targets that move, what is left alone, and that each can be told again from its data."""

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
from tracker.judging.goalposts import goalposts
from tracker.judging.goalposts.explain import explain
from tracker.judging.goalposts.records import Move, Shift, Weight
from tracker.judging.goalposts.tables import wordings

CASES = cases("goalposts")
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
FIRST = 2021
ALWAYS = "社会消费品零售总额增长6%，一般公共预算收入增长5%，居民消费价格涨幅3%左右"


def report(year: int, plan: str = "", review: str = "", tasks: str = "", *, is_bare: bool = False) -> Reading:
    """A report whose targets are ``plan`` and those that never change; a bare one sets no targets at all."""
    targets = "" if is_bare else f"今年经济社会发展的主要预期目标是：{'，'.join(filter(None, (plan, ALWAYS)))}。"
    look_back = f"一、{year - 1}年工作回顾\n{review or '各项工作有序开展。'}"
    work = f"二、{year}年目标任务\n{targets}\n{tasks or '扎实做好各项工作。'}"
    return read(f"甲县{year}年政府工作报告\n\n{look_back}\n\n{work}\n", year)


def readings_of(case: dict) -> list[Reading]:
    blank = [""] * len(case["plans"])
    texts = zip(case["plans"], case.get("reviews", blank), case.get("tasks", blank), strict=True)
    made = [
        report(year, plan, review, tasks, is_bare=year in case.get("bare", ()))
        for year, (plan, review, tasks) in enumerate(texts, FIRST)
    ]
    return [reading for reading in made if reading.plan_year not in case.get("skip", ())]


def found_in(case: dict) -> tuple[Shift, ...]:
    return goalposts(readings_of(case), digests=case.get("digests", ()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_it_tells_what_moved_and_nothing_else(case: dict) -> None:
    assert [f"{shift.kind}:{shift.severity}:{shift.indicator}" for shift in found_in(case)] == case["finds"]


@pytest.mark.parametrize("case", [case for case in CASES if case["finds"]], ids=lambda case: case["why"])
def test_a_shift_is_told_from_its_data_with_both_figures(case: dict) -> None:
    texts = {reading.plan_year: reading.text for reading in readings_of(case)}
    for shift in found_in(case):
        assert json.loads(json.dumps(shift.computation)) == shift.computation
        for year, pledge in ((shift.year_before, shift.before), (shift.year_after, shift.after)):
            if pledge is not None:
                assert texts[year][pledge.start : pledge.end] == pledge.quote
        for language in ("zh", "en"):
            sentence = explain(shift, language)
            assert all(pledge.value in sentence for pledge in (shift.before, shift.after) if pledge)
            assert str(shift.year_before) in sentence
            assert str(shift.year_after) in sentence


def test_every_kind_is_found_by_a_case_and_spared_by_another() -> None:
    found = {name.partition(":")[0] for case in CASES for name in case["finds"]}
    assert found == {kind.value for kind in Move}
    assert sum(not case["finds"] for case in CASES) >= len(found)


def test_the_scale_of_wordings_is_the_published_one() -> None:
    figures = [step for step in wordings().values() if step.scale == "figure"]
    assert [step.zh for step in sorted(figures, key=lambda step: -step.strength)] == [
        "确保",
        "直述",
        "以上或以内",
        "力争",
        "左右",
    ]


@pytest.mark.parametrize(
    ("plans", "review", "zh", "en"),
    [
        (
            ["地区生产总值增长8%", "地区生产总值增长7.5%左右"],
            "地区生产总值增长6.1%。",
            "地区生产总值：目标由2021年的8%调低为2022年的7.5%左右，而2021年的目标未达到。",
            "Gross domestic product: the target was lowered from 8% in 2021 to about 7.5% in 2022; "
            "the target for 2021 was not met.",
        ),
        (
            ["确保单位地区生产总值能耗下降4%", "单位地区生产总值能耗下降3%"],
            "",
            "单位地区生产总值能耗：目标由2021年的“确保下降4%”调低为2022年的下降3%。",
            "Energy per unit of GDP: the target was lowered from “ensure a fall of 4%” in 2021 "
            "to a fall of 3% in 2022.",
        ),
        (
            ["单位地区生产总值能耗下降3%以上", "单位地区生产总值能耗下降3%左右"],
            "",
            "单位地区生产总值能耗：措辞由2021年的“下降3%以上”改为2022年的“下降3%左右”。",
            "Energy per unit of GDP: worded as “a fall of at least 3%” for 2021 and as “a fall of about 3%” for 2022.",
        ),
    ],
)
def test_it_says_so_in_both_languages(plans: list[str], review: str, zh: str, en: str) -> None:
    shift = found_in({"plans": plans, "reviews": ["", review]})[0]
    assert explain(shift, "zh-hans") == zh
    assert explain(shift, "en") == en


def test_misses_may_be_given_instead_of_assessed() -> None:
    readings = readings_of({"plans": ["地区生产总值增长8%", "地区生产总值增长8%"]})
    (pledge,) = (statement for statement in readings[0].statements if statement.indicator == "gdp")
    assert goalposts(readings) == ()
    (shift,) = goalposts(readings, {2021: frozenset({pledge})})
    assert (shift.kind, shift.before) == (Move.REPEATED, pledge)


@pytest.mark.parametrize("text", ["", "。", "今年主要预期目标是：", "今年主要预期目标是：" + "粮食产量8万吨，" * 2000])
def test_odd_texts_are_read_to_the_end(text: str) -> None:
    readings = [read(f"{year}年政府工作报告\n{text}", year) for year in (2021, 2022, 2023)]
    assert goalposts(readings) == ()


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real reports is not here")
def test_of_real_reports_it_tells_what_is_known() -> None:
    readings = [read(path.read_bytes().decode("utf-8"), int(path.stem)) for path in CORPUS.glob("000000/*.txt")]
    told = {
        (shift.year_after, shift.kind, shift.indicator)
        for shift in goalposts(readings)
        if shift.severity == Weight.WARNING
    }
    assert {
        # No growth target was set in 2020.
        (2020, Move.GONE, "gdp"),
        # 5.5 a hundred was promised and 3.0 reached; then 5 was promised.
        (2023, Move.LOWERED, "gdp"),
        # At most 5.5, then about 5.5.
        (2019, Move.WEAKENED, "unemployment_surveyed"),
    } <= told
    assert {name for year, kind, name in told if kind == Move.GONE} == {"gdp"}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    made = []
    for year, plan in ((2022, "地区生产总值增长7%"), (2021, "地区生产总值增长8%")):
        path = tmp_path / f"{year}.txt"
        path.write_text(report(year, plan).text, encoding="utf-8")
        made.append(str(path))
    return made


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("goalposts", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_puts_the_files_in_order_and_prints_one_object_a_shift(files: list[str]) -> None:
    out, err = run(*files)
    (row,) = (json.loads(line) for line in out.splitlines())
    assert (row["kind"], row["severity"], row["year_before"], row["year_after"]) == ("lowered", "info", 2021, 2022)
    assert row["before"]["quote"].endswith("8%")
    assert row["after"]["quote"].endswith("7%")
    assert "2021, 2022" in err


def test_the_command_prints_a_table_for_people(files: list[str]) -> None:
    out, _ = run(*files, "--format", "table", "--language", "en")
    assert "the target was lowered from 8% in 2021 to 7% in 2022" in out


def test_the_command_takes_one_report_a_year(files: list[str]) -> None:
    with pytest.raises(CommandError, match="a second report that plans for 2022"):
        run(files[0], files[0])


def test_the_command_says_in_one_line_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(str(tmp_path / "none.txt"))


def test_the_goalposts_need_no_framework() -> None:
    code = "import sys, tracker.judging.goalposts; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[1], check=False).returncode == 0
